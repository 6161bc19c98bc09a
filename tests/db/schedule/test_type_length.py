"""What is warned of before times of a type are made: its name and its other times."""

import pytest

from db.book import Book
from db.schedule import type_length
from tests.db.builders import make_type
from tests.db.desk import Desk
from tests.db.schedule.test_lay_out import make_template


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def warned(desk: Desk, length: int, time_type: int | None = None) -> list[str]:
    found = type_length.warnings(desk.book, 1, time_type or desk.type, (length,))
    return [one.rule for one in found]


def test_the_types_times_of_today_and_later_decide(desk: Desk) -> None:
    assert warned(desk, 30) == []
    desk.slot("2024-09-11 08:00", 60)  # yesterday
    assert warned(desk, 30) == []
    desk.slot("2024-09-12 08:00", 45)
    assert warned(desk, 45) == []
    assert warned(desk, 30) == ["length-of-others"]


def test_without_any_the_templates_do(desk: Desk) -> None:
    make_template(desk.book, "Fm", [(4, "08:00", "10:00", 20, None, desk.type)])
    assert (warned(desk, 20), warned(desk, 30)) == ([], ["length-of-others"])


def test_the_name_on_1177_counts_too(desk: Desk) -> None:
    kind = make_type(desk.book, ".Telefon", "Telefontid 15 min")
    assert warned(desk, 30, kind) == ["length-in-name"]
    assert warned(desk, 30, 99) == []
