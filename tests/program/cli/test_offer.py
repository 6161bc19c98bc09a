"""``asynja-tui offer`` and ``why``: they agree, and every time is explained (R12, R20-R23)."""

import pytest

from tests.program import cli_book
from tests.program.cli_book import GUN_BRITT, NEW_TROUBLE, NURSE, TOLVAN, WOUNDS, Cli

cli = cli_book.cli

RULES = [
    "clinic-connected", "case-type-active", "audience", "published", "not-hidden",
    "not-agent-type", "web-bookable", "in-future", "earliest-day", "released", "resource-valid",
    "not-blocked", "free",
]  # fmt: skip
RECEPTION = "Distriktssköterskemottagning"
WHY = ("why", "--resource", RECEPTION, "--at", "2024-09-12 13:00")


def test_types_and_times_with_their_keys(cli: Cli) -> None:
    told = cli.json("offer", "--patient", TOLVAN)
    assert told["types"] == [
        {"web_name": NEW_TROUBLE, "times": 6},
        {"web_name": WOUNDS, "times": 6},
        {"web_name": "Vaccination", "times": 0},
    ]
    assert len(told["times"]) == 12
    assert told["times"][0] == {
        "resource": RECEPTION,
        "start": "2024-09-12T13:00:00+02:00",
        "length_min": 30,
        "type": NURSE,
        "web_name": WOUNDS,
    }
    assert told["closed"] == []


def test_times_stand_a_line_a_day(cli: Cli) -> None:
    out = cli("offer", "--patient", "191212121212").out
    assert "1177 erbjuder Tolvan Tolvansson hos Primus MVK VC Test:" in out
    assert "      0  Vaccination\n" in out
    assert f"  fre 2024-09-13  {RECEPTION} 30 min  13:00 13:30 14:00\n" in out


def test_one_type_and_some_days(cli: Cli) -> None:
    words = ("offer", "--patient", TOLVAN, "--type", WOUNDS, "--from", "2024-09-13")
    times = cli.json(*words, "--to", "2024-09-13")["times"]
    assert [time["start"][:16] for time in times] == [
        "2024-09-13T13:00", "2024-09-13T13:30", "2024-09-13T14:00",
    ]  # fmt: skip
    assert {time["web_name"] for time in times} == {WOUNDS}
    assert cli.json(*words, "--to", "2024-09-12")["times"] == []


def test_a_name_that_1177_does_not_show(cli: Cli) -> None:
    assert WOUNDS in cli.refused("offer", "--patient", TOLVAN, "--type", NURSE).err


def test_nobody_with_that_number(cli: Cli) -> None:
    assert "Ingen patient" in cli.refused("offer", "--patient", "19900602-2397").err


def test_a_closed_clinic_offers_nothing_and_says_why(cli: Cli) -> None:
    with cli.open() as book, book.write() as tx:
        tx.run("UPDATE clinic SET connected = 0")
    told = cli.json("offer", "--patient", TOLVAN)
    assert (told["types"], told["times"]) == ([], [])
    assert told["closed"][0]["rule"] == "clinic-connected"
    out = cli("offer", "--patient", TOLVAN).out
    assert "inga tider" in out
    assert "✗ Primus MVK VC Test" in out


def test_why_gives_every_rule_in_order(cli: Cli) -> None:
    told = cli.json(*WHY)
    assert told["offered"] is True
    assert [verdict["rule"] for verdict in told["verdicts"]] == RULES
    for verdict in told["verdicts"]:
        assert list(verdict) == ["rule", "passed", "text", "source", "fix"]
        assert verdict["fix"] is None
    assert told["time"]["web_name"] == WOUNDS
    out = cli(*WHY).out
    assert "Erbjuds på 1177: JA" in out
    assert out.count("✓") == len(RULES)


def test_the_story_of_the_issue(cli: Cli) -> None:
    """Hide a type, publish, and 1177 no longer offers it; why says which rule stopped it."""
    assert cli("types", "set", NURSE, "--hide", "on", "--publish").code == 0
    assert WOUNDS not in cli("offer", "--patient", TOLVAN).out
    result = cli(*WHY)
    assert result.code == 0
    assert "Erbjuds på 1177: NEJ, 2 hinder" in result.out
    assert f"✗ Dölj bokning för patient är markerad för {NURSE}." in result.out
    told = cli.json(*WHY)
    assert told["offered"] is False
    assert [one["rule"] for one in told["verdicts"] if not one["passed"]] == [
        "not-hidden", "web-bookable",
    ]  # fmt: skip


def test_what_1177_does_not_know_yet_is_said_r12(cli: Cli) -> None:
    cli("types", "set", NURSE, "--hide", "on")
    told = cli.json(*WHY)
    assert (told["offered"], told["bookable"]) == (True, False)
    assert "1177 får veta det 2024-09-12 11:07" in told["pending"]
    assert "Går att boka, som tidstypen är i boken nu: NEJ, 2 hinder" in (cli(*WHY).out)
    cli("clock", "forward", "15m")
    assert cli.json(*WHY)["offered"] is False


def test_why_for_a_patient(cli: Cli) -> None:
    with cli.open() as book, book.write() as tx:
        tx.run("UPDATE case_type SET limited = 1 WHERE kind = 'book'")
    assert cli.json(*WHY)["offered"] is True
    told = cli.json(*WHY, "--patient", GUN_BRITT)
    assert told["offered"] is False
    assert cli.json("offer", "--patient", GUN_BRITT)["closed"][0]["rule"] == "audience"


@pytest.mark.parametrize(
    ("resource", "at", "said"),
    [
        (RECEPTION, "2024-09-12 13:10", "Det finns ingen tid 2024-09-12 13:10."),
        ("Johan Frysk", "2024-09-12 13:00", "Menade du ”Johan Frisk”"),
    ],
)
def test_no_such_time_or_resource(cli: Cli, resource: str, at: str, said: str) -> None:
    assert said in cli.refused("why", "--resource", resource, "--at", at).err


def test_why_a_booking_is_shown(cli: Cli) -> None:
    cli("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", "2024-09-12 13:00")
    told = cli.json("why", "--booking", "1")
    assert (told["shown"], told["cancellable"], told["rebookable"]) == (True, True, True)
    assert "Visas på 1177: JA" in cli("why", "--booking", "1").out
    cli("types", "set", NURSE, "--hide", "on", "--publish")
    told = cli.json("why", "--booking", "1", "--patient", TOLVAN)
    assert told["shown"] is False
    assert [one["rule"] for one in told["verdicts"] if not one["passed"]] == ["type-shown"]
    assert told["cancellable"] is False
    assert cli("why", "--booking", "1").code == 0
    assert cli.json(*WHY)["offered"] is False


def test_why_a_booking_gives_both_where_1177_does_not_know_yet_r12(cli: Cli) -> None:
    cli("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", "2024-09-12 13:00")
    agreed = cli.json("why", "--booking", "1")
    assert (agreed["cancel_accepted"], agreed["rebook_accepted"], agreed["pending"]) == (
        True, True, "",
    )  # fmt: skip
    cli("types", "set", NURSE, "--cancel", "off")
    told = cli.json("why", "--booking", "1")
    assert (told["cancellable"], told["cancel_accepted"]) == (True, False)
    assert (told["rebookable"], told["rebook_accepted"]) == (True, True)
    said = [one["rule"] for one in told["cancel_accepted_verdicts"] if not one["passed"]]
    assert said == ["web-cancellable"]
    assert "1177 får veta det 2024-09-12 11:07" in told["pending"]
    out = cli("why", "--booking", "1").out
    assert "Kan avbokas på 1177: JA" in out
    assert "Går att avboka, som tidstypen är i boken nu: NEJ, 1 hinder" in out
    assert "Går att omboka, som tidstypen är i boken nu: JA" in out
    refused = cli.refused("cancel", "1", "--as", "citizen", "--patient", TOLVAN)
    assert "kan inte avbokas från webben" in refused.err
    cli("clock", "forward", "15m")
    told = cli.json("why", "--booking", "1")
    assert (told["cancellable"], told["cancel_accepted"], told["pending"]) == (False, False, "")


def test_why_no_such_booking(cli: Cli) -> None:
    assert cli.refused("why", "--booking", "7").err == "asynja-tui: Bokningen finns inte.\n"
    cli("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", "2024-09-12 13:00")
    assert cli.refused("why", "--booking", "1", "--patient", GUN_BRITT).out == ""
