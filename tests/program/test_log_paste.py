"""``asynja-tui log import -`` in a real terminal: a log that is pasted."""

from contextlib import closing
from pathlib import Path

from db.book import Book
from db.log.files.import_log import files
from tests.db.log.files.test_import_log import TRAP, text_of
from tests.program import conftest
from tests.program.conftest import Start

start = conftest.start

IMPORT = """
import sys
from asynja_tui.__main__ import main
sys.exit(main(["log", "import", "-", "--name", "Klistrad", "--book", sys.argv[1]]))
"""
END = b"\x04"


def test_it_says_how_it_ends_and_reads_what_was_pasted(start: Start) -> None:
    program = start(IMPORT)
    program.until("Klistra in loggen med dess rubriker, och avsluta med Ctrl+D")
    program.press(text_of(TRAP).encode() + END)
    program.until("3 rader är inlästa som Klistrad")
    assert program.ended() == 0


def test_a_line_that_the_terminal_has_cut_is_refused(start: Start, tmp_path: Path) -> None:
    """The terminal lets 4 095 bytes of a line through and drops the rest, the last fields first."""
    program = start(IMPORT)
    program.until("avsluta med Ctrl+D")
    lines = text_of(TRAP).splitlines()
    fields = lines[1].split("\t")
    fields[-1] = "Ont i halsen. " * 400
    program.press("\n".join((lines[0], "\t".join(fields), *lines[2:])).encode() + b"\n" + END)
    program.until("Rad 2: terminalen tar högst 4095 tecken på en rad")
    program.until("Ingenting är inläst.")
    assert program.ended() == 1
    with closing(Book.open(tmp_path / "book.db")) as book:
        assert files(book, 1) == ()
