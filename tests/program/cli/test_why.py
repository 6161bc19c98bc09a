"""``asynja-tui why``: what can be done is a command line, and it does what it says."""

import shlex
from collections.abc import Sequence

import pytest

from db.rules.local_time import midnight
from tests.db.builders import day, set_clock
from tests.program import cli_book
from tests.program.cli_book import ADMIN, DOCTOR, GUN_BRITT, NURSE, TOLVAN, WOUNDS, Cli

cli = cli_book.cli

RECEPTION = "Distriktssköterskemottagning"
WHEN = ("--resource", RECEPTION, "--at", "2024-09-12 13:00")


def run(cli: Cli, sql: str, params: Sequence[object] = ()) -> None:
    with cli.open() as book, book.write() as tx:
        tx.run(sql, params)


def fixes(cli: Cli, *words: str) -> dict[str, dict[str, str | None]]:
    told = cli.json("why", *words)
    return {one["rule"]: one["fix"] for one in told["verdicts"] if not one["passed"]}


BREAKS = [
    ("clinic-connected", "UPDATE clinic SET connected = 0", "unit set --connected on", "IT"),
    ("case-type-active", "UPDATE case_type SET active = 0", "case open book",
     "enhetens administratör"),
    ("case-type-active", "DELETE FROM case_type WHERE kind = 'book'", "case open book", "IT"),
    ("audience", "UPDATE case_type SET limited = 1", "case include 191212121212",
     "enhetens administratör"),
    ("resource-valid", "UPDATE resource SET valid_to = 739000",
     f"resources set {RECEPTION} --to 2024-09-12", "schemaläggare"),
    ("released", "UPDATE slot SET start = start + 864000, day = day + 10, release = 3,"
     " release_day = day + 8",
     f"times release --resource {RECEPTION} --at '2024-09-22 13:00' --days 11", "schemaläggare"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sql", "act", "who"), BREAKS)
def test_the_act_is_a_command_that_mends_it(
    cli: Cli, rule: str, sql: str, act: str, who: str
) -> None:
    run(cli, sql)
    when = "2024-09-22 13:00" if rule == "released" else WHEN[3]
    words = (*WHEN[:3], when, "--patient", TOLVAN)
    fix = fixes(cli, *words)[rule]
    assert (fix["act"], fix["who"]) == (act, who)
    assert f"→ {str(fix['text']).removesuffix('.')[:30]}" in cli("why", *words).out
    done = cli(*shlex.split(act))
    assert (done.code, done.err) == (0, "")
    assert rule not in fixes(cli, *words)


def test_hidden_and_not_bookable_are_one_act(cli: Cli) -> None:
    cli.json("types", "set", DOCTOR, "--hide", "on", "--publish")
    words = ("--resource", "Johan Frisk", "--at", "2024-09-12 13:00")
    found = fixes(cli, *words)
    act = f"types set {DOCTOR} --hide off --web on --publish"
    assert [*found] == ["not-hidden", "web-bookable"]
    assert found["not-hidden"] == found["web-bookable"] == {
        "act": act,
        "text": "Ta bort Dölj bokning för patient och markera Bokningsbar webb på .Läkarbesök"
                " och publicera.",
        "who": "schemaläggare",
    }  # fmt: skip
    cli.json(*shlex.split(act))
    assert cli.json("why", *words)["offered"] is True


def test_a_type_without_a_name_for_citizens_gets_one(cli: Cli) -> None:
    cli.json("types", "set", NURSE, "--web-name", "", "--publish")
    fix = fixes(cli, *WHEN)["published"]
    assert fix["act"] == f"types set {NURSE} --web-name Sköterskebesök --publish"
    cli.json(*shlex.split(str(fix["act"])))
    assert cli.json("why", *WHEN)["offered"] is True


def test_what_waits_is_published(cli: Cli) -> None:
    cli.json("types", "set", NURSE, "--web", "off", "--publish")
    cli.json("types", "set", NURSE, "--web", "on")
    assert fixes(cli, *WHEN)["web-bookable"]["act"] == f"types publish {NURSE}"
    remedies = cli.json("why", *WHEN)["remedies"]
    assert remedies == [f"Publicera {NURSE} nu", "Vänta till tor 12 sep 11:07"]


def test_an_event_is_taken_away_by_its_number(cli: Cli) -> None:
    span = ("--from", "2024-09-12 12:00", "--to", "2024-09-12 13:10", "--text", "Möte")
    cli.json("event", "--resource", RECEPTION, *span, "--blocking")
    cli.json("event", "--resource", RECEPTION, *span[:-1], "Fika", "--blocking")
    fix = fixes(cli, *WHEN)["not-blocked"]
    assert fix == {
        "act": "events remove 1 2",
        "text": "Ta bort 2 händelser: ”Möte” och ”Fika”.",
        "who": "personal",
    }
    shown = cli.json("events", "--resource", RECEPTION)["events"]
    assert [one["event_id"] for one in shown] == [1, 2]
    cli.refused("events", "remove", "1", "9")  # all or none
    assert len(cli.json("events", "--resource", RECEPTION)["events"]) == 2
    assert cli.json("events", "remove", "1", "2")["unblocked"] == 1
    assert cli.json("why", *WHEN)["offered"] is True


def test_a_name_with_blanks_and_marks_is_quoted(cli: Cli) -> None:
    run(cli, "UPDATE resource SET name = 'O''Hara $1 & Co', valid_to = 739000 WHERE id = 1")
    words = ("--resource", "O'Hara $1 & Co", "--at", "2024-09-12 13:00")
    fix = fixes(cli, *words)["resource-valid"]
    cli.json(*shlex.split(str(fix["act"])))
    assert fixes(cli, *words) == {}


def test_waiting_turns_the_clock_where_nothing_else_helps(cli: Cli) -> None:
    far = midnight(day("2026-01-01")) + 13 * 3600
    run(cli, "UPDATE slot SET start = ?, day = ?, release = 5, release_day = ? WHERE id = 1",
        (far, day("2026-01-01"), day("2025-12-28")))  # fmt: skip
    words = ("--resource", RECEPTION, "--at", "2026-01-01 13:00")
    fix = fixes(cli, *words)["released"]
    assert fix["text"] == "Vänta till sön 28 dec 2025 00:00."
    assert fix["act"] == "clock set '2025-12-28 00:00' --yes"
    cli.json(*shlex.split(str(fix["act"])))
    assert cli.json("why", *words)["offered"] is True
    with cli.open() as book:
        set_clock(book, "2024-09-12 10:52")
    cli.json("clock", "real", "--yes")  # now it goes by itself, and lies in another year
    told = cli.json("why", *words)["verdicts"]
    assert all(one["fix"] is None or one["fix"]["act"] is None for one in told)


@pytest.mark.parametrize(
    ("sql", "rule", "says"),
    [
        ("UPDATE slot SET start = start - 86400, day = day - 1", "in-future", "kommer inte igen"),
        ("UPDATE clinic SET system = 'pasis'", "earliest-day", "senare tid"),
        ("UPDATE slot SET time_type_id = 4 WHERE id = 1", "not-agent-type", "till för ombud"),
    ],
)
def test_where_nothing_can_be_done_it_says_why(cli: Cli, sql: str, rule: str, says: str) -> None:
    run(cli, sql)
    when = "2024-09-11 13:00" if rule == "in-future" else WHEN[3]
    fix = fixes(cli, *WHEN[:3], when)[rule]
    assert (fix["act"], fix["who"]) == (None, None)
    assert says in str(fix["text"])


def test_nobody_is_cancelled_for_a_time(cli: Cli) -> None:
    cli.json("book", *WHEN, "--patient", TOLVAN)
    fix = fixes(cli, *WHEN, "--patient", GUN_BRITT)["free"]
    assert (fix["act"], fix["who"]) == (None, None)
    assert "avboka aldrig någon" in str(fix["text"])


def test_a_booking_that_cannot_be_changed(cli: Cli) -> None:
    cli.json("book", *WHEN, "--patient", TOLVAN)
    cli.json("types", "set", NURSE, "--cancel", "off", "--publish")
    told = cli.json("why", "--booking", "1")
    (no,) = [one for one in told["cancel_verdicts"] if not one["passed"]]
    assert no["fix"] == {
        "act": f"types set {NURSE} --cancel on --publish",
        "text": f"Markera Kan avbokas från webben på {NURSE} och publicera.",
        "who": "schemaläggare",
    }
    cli.json(*shlex.split(no["fix"]["act"]))
    assert cli.json("why", "--booking", "1")["cancellable"] is True


def test_a_summary_in_numbers(cli: Cli) -> None:
    cli.json("types", "set", DOCTOR, "--web", "off", "--publish")
    cli.json("event", "--resource", RECEPTION, "--from", "2024-09-13 12:00", "--to",
             "2024-09-13 13:40", "--text", "Möte", "--blocking")  # fmt: skip
    told = cli.json("why", "--summary")
    assert (told["times"], told["offered"]) == (12, 4)
    assert [(one["rule"], one["times"], one["alone"]) for one in told["hindered"]] == [
        ("web-bookable", 6, 6), ("not-blocked", 2, 2),
    ]  # fmt: skip
    assert list(told["hindered"][0]) == ["rule", "times", "alone", "text", "fix"]
    assert told["hindered"][1]["fix"]["act"] == "events remove 1"
    one = cli.json("why", "--summary", "--type", NURSE, "--from", "2024-09-13")
    assert (one["times"], one["offered"]) == (3, 1)
    assert cli.json("why", "--summary", "--type", WOUNDS, "--from", "2024-09-13") == one
    cli.refused("why", "--summary", "--type", "Finns inte")
    whose = cli.json("why", "--summary", "--resource", "Johan Frisk", "--patient", TOLVAN)
    assert (whose["times"], whose["offered"]) == (6, 0)
    out = cli("why", "--summary").out
    assert "1177 visar 4 av 12 kommande lediga tider." in out
    assert "Hindrar 6 tider; 6 skulle visas." in out
    assert "web-bookable" not in out
    assert "→ Markera Bokningsbar webb på .Läkarbesök och publicera – schemaläggare." in out
    assert "→ T.ex.: Ta bort händelsen ”Möte” – personal." in out  # it covers but some of them
    run(cli, "UPDATE clinic SET connected = 0")
    whole = cli("why", "--summary").out
    assert "→ Anslut Primus MVK VC Test till 1177 – IT." in whole
    run(cli, "UPDATE time_type SET hidden = 1, web_bookable = 0, web_cancellable = 0,"
             " web_rebookable = 0")  # fmt: skip
    cli.json("types", "publish", NURSE)
    assert "→ Samma åtgärd." in cli("why", "--summary", "--type", NURSE).out
    cli.wrong("why", "--summary", "--booking", "1")
    cli.wrong("why", "--type", NURSE, *WHEN)
    assert cli.json("why", "--summary", "--type", ADMIN)["times"] == 0


def test_the_new_nouns_alone(cli: Cli) -> None:
    assert cli.json("unit")["connected"] is True
    assert cli.json("unit", "set", "--agent-rebooks", "on")["agent_rebooks"] is True
    cli.wrong("unit", "set")
    assert [one["kind"] for one in cli.json("case")["cases"]] == ["book", "change"]
    assert cli.json("case", "limit", "book", "on")["cases"][0]["limited"] is True
    cli.refused("case", "limit", "request", "on")
    names = [one["name"] for one in cli.json("resources")["resources"]]
    assert names == [RECEPTION, "Johan Frisk"]
    done = cli.json("resources", "set", RECEPTION, "--from", "2024-01-01")["resources"][0]
    assert (done["valid_from"], done["valid_to"]) == ("2024-01-01", None)
    cli.json("resources", "set", RECEPTION, "--from", "tomt")
    cli.wrong("resources", "set", RECEPTION)
    assert len(cli.json("times", "--resource", RECEPTION)["times"]) == 6
    cli.wrong("times")
    cli.wrong("events")
    cli.wrong("times", "release", *WHEN, "--days", "x")
    assert cli.json("times", "release", *WHEN, "--days", "tomt")["changed"] == 0
    told = cli.json("types", "set", NURSE, "--web-name", "Sår", "--level", "4", "--publish")
    assert told["changed"] == ["web_name", "level"]
    cli.json("types", "set", NURSE, "--name", "Sköterska 1177")
