"""``asynja-tui citizen``: a direct link from the command line (R105)."""

from tests.program.cli_book import Cli, cli
from tests.program.conftest import Start

__all__ = ["cli"]

_LINK = """
import sys
from asynja_tui.__main__ import main
sys.exit(main(["citizen", "--book", sys.argv[1], *{words!r}]))
"""


def link(*words: str) -> str:
    """A program that opens 1177 by a direct link."""
    return _LINK.format(words=list(words))


def test_r105_the_link_leads_to_the_login_and_on_to_the_service(start: Start) -> None:
    program = start(link("--service", "bokade", "--pnr", "19121212-1212"))
    program.until("Bokade tider")
    program.until("Tolvan Tolvansson")
    start(link("--clinic", "Primus MVK VC Test")).until("Logga in på 1177")


def test_a_link_that_leads_nowhere_is_refused_before_anything_is_drawn(cli: Cli) -> None:
    for words, said in (
        (("--clinic", "Okänd"), "finns inte"),
        (("--pnr", "19121212-1213"), "Den sista siffran stämmer inte"),
        (("--pnr", "19121212-A212"), "reservnummer"),
    ):
        done = cli("citizen", *words)
        assert done.code == 1
        assert said in done.err
    assert cli("citizen", "--service", "annat").code == 2
    assert "svarar inte med JSON" in cli("citizen", "--json").out + cli("citizen", "--json").err
