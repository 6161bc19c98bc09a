"""What is told of acts, and what others have done in a line."""

import pytest

from db.rules.acts import (
    NO_INVERSE,
    WHY_NOT,
    Kind,
    News,
    TimeTold,
    again_text,
    booking_text,
    names_text,
    news_text,
    times_text,
    why_not,
)
from db.timeline import parse_instant
from db.values import Act, Role

TIME = TimeTold(parse_instant("2024-09-16 10:30"), "Johan Frisk", "Läkarbesök")
LATER = TimeTold(parse_instant("2024-09-17 08:00"), "Johan Frisk", "Läkarbesök")
PLACE = "mån 16 sep 2024, Johan Frisk, Läkarbesök"


@pytest.mark.parametrize(
    ("act", "role", "old", "said"),
    [
        (Act.BOOKED, Role.CITIZEN, None, f"Ny bokning 10:30 via 1177: {PLACE}"),
        (Act.BOOKED, Role.STAFF, None, f"Ny bokning 10:30: {PLACE}"),
        (Act.CANCELLED, Role.AGENT, "2024-09-16 10:30", f"Avbokning 10:30 via ombud: {PLACE}"),
        (Act.REBOOKED, Role.CITIZEN, "2024-09-16 08:00",
         f"Ombokning från 08:00 till 10:30 via 1177: {PLACE}"),
        (Act.REBOOKED, Role.STAFF, "2024-09-13 08:00",
         f"Ombokning från fre 13 sep 2024 08:00 till 10:30: {PLACE}"),
    ],
)  # fmt: skip
def test_a_booking(act: Act, role: Role, old: str | None, said: str) -> None:
    assert booking_text(act, role, TIME, None if old is None else parse_instant(old)) == said


def test_times() -> None:
    assert times_text((TIME,), "borttagen") == f"Tiden 10:30 borttagen: {PLACE}"
    assert times_text((TIME, LATER), "borttagna") == (
        "2 tider borttagna: mån 16 sep 2024 – tis 17 sep 2024, Johan Frisk"
    )
    others = (TIME, TIME._replace(resource="Florence"))
    assert times_text(others, "borttagna") == "2 tider borttagna: mån 16 sep 2024, 2 resurser"


def test_names() -> None:
    assert names_text(["A"], "Tidstypen", "tidstyper") == "Tidstypen ”A”"
    assert names_text(["A", "", "C", "D"], "Tidstypen", "tidstyper") == (
        "4 tidstyper (”A”, en tom rad, ”C” och 1 till)"
    )


def test_again_and_again() -> None:
    text = "Tiden 10:30 borttagen: mån"
    undone = again_text(text)
    assert undone == f"Ångrade: {text}"
    assert again_text(undone) == f"Gjorde om: {text}"
    assert again_text(again_text(undone)) == undone


EVA, RUT = News(Role.STAFF, "Eva Ek", "A"), News(Role.SCHEDULER, "Rut", "B")
WEB = News(Role.CITIZEN, "Tolvan Tolvansson", "Ny bokning 10:30 via 1177")


@pytest.mark.parametrize(
    ("news", "said"),
    [
        ([WEB], "Ny bokning 10:30 via 1177"),
        ([EVA], "A – Eva Ek"),
        ([EVA, EVA, EVA], "3 ändringar av Eva Ek"),
        ([WEB, WEB], "2 ändringar via 1177"),
        ([EVA, WEB, RUT], "3 ändringar av Eva Ek, 1177 och Rut"),
    ],
)
def test_news(news: list[News], said: str) -> None:
    assert news_text(news) == said


def test_why_not() -> None:
    assert why_not("booked") == WHY_NOT[Kind.BOOKED] == "En bokning ångras inte: avboka den."
    assert why_not("of-a-later-program") == NO_INVERSE
