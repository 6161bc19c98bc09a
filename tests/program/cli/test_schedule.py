"""``asynja-tui layout`` and ``event``: dry runs, collisions, what stands (R28-R38)."""

from tests.program import cli_book
from tests.program.cli_book import NURSE, TOLVAN, WOUNDS, Cli

cli = cli_book.cli

RECEPTION = "Distriktssköterskemottagning"
WEEK = ("--from", "2024-09-16", "--to", "2024-09-22")
LAYOUT = ("layout", "--template", "1177", "--resource", "Johan Frisk", *WEEK)
EVENT = ("event", "--resource", RECEPTION, "--from", "2024-09-12 13:00", "--to",
         "2024-09-12 14:00", "--text", "Planeringsdag")  # fmt: skip


def test_a_dry_run_makes_nothing(cli: Cli) -> None:
    told = cli.json(*LAYOUT, "--dry-run")
    assert list(told) == ["layout", "dry_run", "times", "collisions", "skipped"]
    assert (told["layout"], told["dry_run"], told["collisions"]) == (None, True, [])
    assert [time["start"][:16] for time in told["times"]] == [
        f"2024-09-16T{clock}" for clock in ("08:00", "08:30", "09:00", "09:30")
    ]
    assert told["times"][0] == {
        "resource": "Johan Frisk", "start": "2024-09-16T08:00:00+02:00", "length_min": 30,
        "type": NURSE, "web_name": WOUNDS, "release_days": 10, "blocked": False,
    }  # fmt: skip
    out = cli(*LAYOUT, "--dry-run").out
    assert "4 tider skulle läggas ut; ingenting är ändrat." in out
    assert "  mån 2024-09-16  08:00 08:30 09:00 09:30\n" in out
    assert cli.json(*LAYOUT, "--dry-run") == told


def test_the_real_one_makes_the_same(cli: Cli) -> None:
    planned = cli.json(*LAYOUT, "--dry-run")["times"]
    told = cli.json(*LAYOUT)
    assert (told["layout"], told["times"]) == (1, planned)
    assert "offered" in cli.json("why", "--resource", "Johan Frisk", "--at", "2024-09-16 08:00")


def test_several_resources_at_once(cli: Cli) -> None:
    result = cli(*LAYOUT, "--resource", RECEPTION, "--resource", "johan frisk")
    assert result.out == "8 tider är utlagda (schemaläggning nummer 1).\n"


def test_collisions_are_listed_and_refused_or_skipped(cli: Cli) -> None:
    assert cli(*LAYOUT).code == 0
    result = cli.refused(*LAYOUT)
    assert "4 krockar" in result.err
    assert result.out.count("krockar med") == 4
    assert len(cli(*LAYOUT, "--json").json()["error"]["items"]) == 4
    told = cli.json(*LAYOUT, "--dry-run")
    assert list(told["collisions"][0]) == [
        "resource", "start", "length_min", "with_start", "with_length_min", "booked", "text",
    ]  # fmt: skip
    out = cli(*LAYOUT, "--skip-collisions", "--to", "2024-09-23").out
    assert "4 tider är utlagda" in out
    assert "Krockar: 4" in out


def test_what_cannot_be_laid_out(cli: Cli) -> None:
    assert "Menade du" in cli.refused(*LAYOUT, "--template", "117").err
    assert cli.refused(*LAYOUT, "--resource", "Nisse").out == ""
    assert "366" in cli.refused(*LAYOUT, "--to", "2026-09-16").err
    assert "2024-09-1x" in cli.wrong(*LAYOUT, "--to", "2024-09-1x").err


def test_a_blocking_event_lists_the_bookings_that_stand_r38(cli: Cli) -> None:
    cli("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", "2024-09-12 13:00")
    told = cli.json(*EVENT, "--blocking")
    assert list(told) == [
        "event_id", "resource", "start", "end", "text", "blocking", "blocked", "bookings",
    ]  # fmt: skip
    assert (told["blocking"], told["blocked"]) == (True, 1)
    assert [one["booking_id"] for one in told["bookings"]] == [1]
    why = cli.json("why", "--resource", RECEPTION, "--at", "2024-09-12 13:30")
    assert [one["rule"] for one in why["verdicts"] if not one["passed"]] == ["not-blocked"]
    out = cli(*EVENT, "--blocking").out
    assert "Händelsen ”Planeringsdag” är inlagd" in out
    assert "Bokningar som står kvar:" in out
    assert "Tolvan Tolvansson" in out


def test_an_event_that_does_not_block(cli: Cli) -> None:
    told = cli.json(*EVENT)
    assert (told["blocking"], told["blocked"], told["bookings"]) == (False, 0, [])
    assert "Spärrade" not in cli(*EVENT).out


def test_what_is_no_event(cli: Cli) -> None:
    assert "innan den slutar" in cli.refused(*EVENT, "--to", "2024-09-12 13:00").err
    assert "måste fyllas i" in cli.refused(*EVENT, "--text", " ").err
    assert cli.refused(*EVENT, "--resource", "Nisse").out == ""
    assert "--to: ”sen” är inte en tid" in cli.wrong(*EVENT, "--to", "sen").err
