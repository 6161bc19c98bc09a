"""What may be written in the fields of a template row, and what Bok.före means (R29-R32)."""

import pytest

from db.rules.offer.release_days import MAX_RELEASE
from db.rules.schedule.start_times import week_text
from db.rules.schedule.template_fields import (
    length_text,
    meaning_of_release,
    read_clock,
    read_length,
    read_release,
)
from db.values import TemplateRow, Weekday


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8", 480), ("08", 480), ("0800", 480), ("800", 480), ("8.00", 480), ("8:00", 480),
        ("08:00", 480), (" 13.30 ", 810), ("1330", 810), ("0", 0), ("00:00", 0), ("24", 1440),
        ("24:00", 1440), ("23:59", 1439),
    ],
)  # fmt: skip
def test_a_clock_is_written_in_many_ways(text: str, minutes: int) -> None:
    assert read_clock(text, "Från kl") == (minutes, "")


@pytest.mark.parametrize(
    "text", ["", "kl 8", "8:0", "8:", ":30", "08:00:00", "-8", "8,00", "٨", "[/]", "8 00"]
)
def test_what_is_no_clock_is_said_with_an_example(text: str) -> None:
    value, fault = read_clock(text, "Från kl")
    assert value is None
    assert fault.startswith("Från kl: ")
    assert fault.endswith("Skriv till exempel 8, 0800, 8.00 eller 08:00.")


@pytest.mark.parametrize("text", ["24:01", "25", "2460", "8:60", "9999"])
def test_a_clock_that_does_not_exist(text: str) -> None:
    assert read_clock(text, "Till kl") == (None, f"Till kl: klockslaget {text} finns inte.")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15", 15), ("0:15", 15), ("00:15", 15), ("0.15", 15), ("0015", 15), ("1:00", 60),
        ("60", 60), ("90", 90), ("1:30", 90), ("0130", 90), ("120", 120), ("24:00", 1440), ("5", 5),
    ],
)  # fmt: skip
def test_a_length_is_written_in_many_ways(text: str, minutes: int) -> None:
    assert read_length(text, "Längd") == (minutes, "")
    assert read_length(length_text(minutes), "Längd").value == minutes


@pytest.mark.parametrize("text", ["", "kvart", "0:60", "0060", "15 min", "-15", "1:2", "00000"])
def test_what_is_no_length(text: str) -> None:
    value, fault = read_length(text, "Längd")
    assert value is None
    assert "till exempel 15 eller 00:15" in fault


@pytest.mark.parametrize("text", ["0", "0:00", "24:01", "25:00"])
def test_a_length_of_nothing_or_over_a_day(text: str) -> None:
    assert read_length(text, "Längd").fault == ("Längd ska vara minst 1 minut och högst ett dygn.")


def test_r29_r31_bok_fore_is_a_number_of_days_or_nothing() -> None:
    assert read_release("", "Bok.före") == (None, "")
    assert read_release(" 15 ", "Bok.före") == (15, "")
    assert read_release(str(MAX_RELEASE), "Bok.före").value == MAX_RELEASE
    for text in ("0", "366", "1,5", "-1", "tio", "99999"):
        value, fault = read_release(text, "Bok.före")
        assert value is None
        assert fault == ("Bok.före: skriv ett antal dagar mellan 1 och 365, eller lämna rutan tom.")


def test_r29_r31_what_bok_fore_means() -> None:
    assert meaning_of_release("15", 60) == "15: syns från kl. 00:00, 14 dagar före besöket"
    assert meaning_of_release("2", 60) == "2: syns från kl. 00:00, 1 dag före besöket"
    assert meaning_of_release("1", 60) == "1: syns samma dag från midnatt"
    assert meaning_of_release("", 60) == "60 dagar framåt eller så långt schemat räcker"
    assert meaning_of_release("", 56) == "56 dagar framåt eller så långt schemat räcker"
    assert meaning_of_release("x", 60) == ""


def rows(*counts: int) -> tuple[TemplateRow, ...]:
    """As many quarters a day from 08:00."""
    return tuple(
        TemplateRow(Weekday(day), 480, 480 + 15 * count, 15, None, 1)
        for day, count in enumerate(counts)
        if count
    )


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((15, 15, 15, 15, 15), "75 tider i veckan, 15 om dagen"),
        ((8, 15), "23 tider i veckan, 8–15 om dagen"),
        ((1,), "1 tid i veckan"),
        ((2,), "2 tider i veckan, 2 om dagen"),
        ((), "0 tider i veckan"),
        ((4, 0, 0, 0, 0, 0, 0, 3), "4 tider i veckan, 4 om dagen, 3 på helgdag"),
        ((0, 0, 0, 0, 0, 0, 0, 3), "0 tider i veckan, 3 på helgdag"),
    ],
)
def test_how_many_times_a_template_gives(counts: tuple[int, ...], text: str) -> None:
    assert week_text(rows(*counts)) == text
