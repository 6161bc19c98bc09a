"""``asynja-tui book``, ``rebook``, ``cancel``, ``bookings``: as citizen, care and ombud."""

from typing import Any

import pytest

from tests.program import cli_book
from tests.program.cli_book import GUN_BRITT, NURSE, TOLVAN, WOUNDS, Cli

cli = cli_book.cli

RECEPTION = "Distriktssköterskemottagning"
TODAY, TOMORROW = "2024-09-12 13:00", "2024-09-13 13:00"
KEYS = [
    "booking_id", "status", "patient", "pnr", "resource", "start", "length_min", "type", "comment",
    "booked_by",
]  # fmt: skip


def book(cli: Cli, at: str = TODAY, *more: str, resource: str = RECEPTION) -> dict[str, Any]:
    return cli.json("book", "--patient", TOLVAN, "--resource", resource, "--at", at, *more)


def test_a_citizen_books(cli: Cli) -> None:
    told = book(cli, TODAY, "--comment", "Ont i knät")
    assert list(told) == KEYS
    assert told["booking_id"] == 1
    assert told["pnr"] == "191212121212"
    assert told["start"] == "2024-09-12T13:00:00+02:00"
    assert told["booked_by"] == "citizen"
    assert "Ont i knät" in told["comment"]
    assert [row["status"] for row in cli.json("log")["rows"]] == ["Bokad"]


def test_a_booking_in_words(cli: Cli) -> None:
    result = cli("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", TODAY)
    assert result.out == (
        f"Bokad, nummer 1: tor 12 sep 2024 13:00, 30 min, {NURSE} hos {RECEPTION},"
        f" Tolvan Tolvansson {TOLVAN}\n"
    )


@pytest.mark.parametrize(("kind", "role"), [("staff", "staff"), ("ombud", "agent")])
def test_care_and_ombud_book_without_a_log_row_r42(cli: Cli, kind: str, role: str) -> None:
    assert book(cli, TODAY, "--as", kind)["booked_by"] == role
    assert cli.json("log")["rows"] == []


def test_a_taken_time_is_refused_with_every_verdict(cli: Cli) -> None:
    book(cli)
    words = ("book", "--patient", GUN_BRITT, "--resource", RECEPTION, "--at", TODAY)
    assert "Tiden 13:00 är redan bokad." in cli.refused(*words).err
    error = cli(*words, "--json").json()["error"]
    assert error["code"] == "REQUESTED_TIME_IS_ALREADY_RESERVED"
    assert [one["rule"] for one in error["verdicts"] if not one["passed"]] == ["free"]
    assert len(error["verdicts"]) == 13


def test_the_same_hour_twice_is_confirmed_by_care_only(cli: Cli) -> None:
    book(cli)
    words = ("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at", TODAY)
    result = cli.refused(*words)
    assert "Patienten har redan en tid då" in result.err
    assert "--yes" not in result.err
    assert "Lägg till --yes" in cli.refused(*words, "--as", "staff").err
    assert cli(*words, "--as", "staff", "--yes").code == 0


def test_a_citizen_rebooks_and_the_number_stays(cli: Cli) -> None:
    book(cli)
    words = ("rebook", "1", "--resource", RECEPTION, "--at", TOMORROW, "--patient", TOLVAN)
    told = cli.json(*words)
    assert list(told) == [*KEYS, "late", "hours_left", "verdict", "reminders"]
    assert (told["booking_id"], told["start"]) == (1, "2024-09-13T13:00:00+02:00")
    assert (told["late"], told["hours_left"]) == (True, 2.13)
    assert "Ska faktureras." in told["verdict"]
    result = cli(
        "rebook", "1", "--resource", RECEPTION, "--at", "2024-09-13 13:30", "--as", "staff"
    )
    assert result.code == 0
    assert "Ombokad, nummer 1: fre 13 sep 2024 13:30" in result.out


def test_a_citizen_rebooks_to_the_same_resource_only_r17(cli: Cli) -> None:
    book(cli)
    result = cli.refused(
        "rebook", "1", "--resource", "Johan Frisk", "--at", TOMORROW, "--patient", TOLVAN
    )
    assert f"Ombokning görs till {RECEPTION}" in result.err


def test_a_citizen_cancels_late(cli: Cli) -> None:
    book(cli)
    told = cli.json("cancel", "1", "--patient", TOLVAN, "--reason", "Frisk igen")
    assert (told["status"], told["late"]) == ("cancelled", True)
    assert "Frisk igen" in told["comment"]
    assert "redan avbokat" in cli.refused("cancel", "1", "--patient", TOLVAN).err


def test_care_cancels_and_is_told_to_contact_the_patient_r124(cli: Cli) -> None:
    book(cli)
    result = cli("cancel", "1", "--as", "staff")
    assert result.code == 0
    assert "Obs: Ingen avisering skickas när vården avbokar. Kontakta patienten." in result.out


def test_another_citizens_booking_does_not_exist(cli: Cli) -> None:
    book(cli)
    for words in (
        ("cancel", "1", "--patient", GUN_BRITT),
        ("rebook", "1", "--resource", RECEPTION, "--at", TOMORROW, "--patient", GUN_BRITT),
        (
            "rebook",
            "1",
            "--resource",
            RECEPTION,
            "--at",
            "2024-09-13 13:10",
            "--patient",
            GUN_BRITT,
        ),
    ):
        assert "Bokningen finns inte." in cli.refused(*words).err


@pytest.mark.parametrize("kind", ["staff", "ombud"])
def test_a_patient_that_is_named_must_be_the_bookings_for_every_role(cli: Cli, kind: str) -> None:
    book(cli)
    named = ("--patient", GUN_BRITT, "--as", kind)
    moves = ("rebook", "1", "--resource", RECEPTION, "--at", TOMORROW)
    for words in (("cancel", "1"), moves):
        told = cli.refused(*words, *named)
        assert "Bokning 1 hör inte till Gun-Britt Provander." in told.err
        assert "Tolvan" not in told.out + told.err
    assert cli.json("bookings", "--patient", TOLVAN)["bookings"][0]["status"] == "booked"
    assert cli("cancel", "1", "--patient", TOLVAN, "--as", kind).code == 0


@pytest.mark.parametrize(("kind", "by"), [("staff", "vården"), ("ombud", "ombud")])
def test_r42_nobody_judges_what_care_and_ombud_do(cli: Cli, kind: str, by: str) -> None:
    book(cli)
    told = cli.json("cancel", "1", "--as", kind)
    assert (told["late"], told["hours_left"]) == (None, None)
    said = f"Gjord av {by}: står inte i Logg för webbtidbok och bedöms inte."
    assert told["verdict"] == said
    book(cli)
    out = " ".join(cli("cancel", "2", "--as", kind).out.split())
    assert said in out
    assert "Ska faktureras" not in out


def test_no_such_time_booking_or_patient(cli: Cli) -> None:
    words = ("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at")
    assert "Tider den dagen: 13:00, 13:30, 14:00." in cli.refused(*words, "2024-09-12 09:00").err
    assert cli.refused("cancel", "99", "--as", "staff").out == ""
    assert "Ingen patient" in cli.refused(
        "book", "--patient", "19900602-2397", "--resource", RECEPTION, "--at", TODAY
    ).err  # fmt: skip


def test_a_comment_that_is_too_long(cli: Cli) -> None:
    result = cli.refused(
        "book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", TODAY, "--comment", "x" * 501
    )
    assert "högst 500 tecken" in result.err


def test_the_bookings_of_a_patient(cli: Cli) -> None:
    assert cli("bookings", "--patient", TOLVAN).out == "Tolvan Tolvansson har inga bokningar.\n"
    assert cli.json("bookings", "--patient", TOLVAN) == {"bookings": []}
    book(cli)
    book(cli, TOMORROW)
    cli("cancel", "2", "--as", "staff")
    found = cli.json("bookings", "--patient", TOLVAN)["bookings"]
    assert [list(one) for one in found] == [
        [*KEYS, "web_name", "shown", "cancellable", "rebookable"]
    ] * 2
    assert [(one["web_name"], one["shown"]) for one in found] == [(WOUNDS, True), (WOUNDS, False)]
    lines = cli("bookings", "--patient", TOLVAN).out.splitlines()
    assert lines[1].split() == [
        "1", "Bokad", "2024-09-12", "13:00", WOUNDS, RECEPTION, "☑", "☑", "☑",
    ]  # fmt: skip
    assert lines[2].split()[1] == "Avbokad"
