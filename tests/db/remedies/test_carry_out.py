"""Each remedy is done by whom it says and by nobody else, and only to what was shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest

from db import permissions
from db.book import Book
from db.errors import Conflict, NotAllowed
from db.remedies.carry_out import carry_out
from db.rules.remedies.deeds import (
    By,
    ConnectUnit,
    Deed,
    EditType,
    Include,
    LetAgentsRebook,
    LiftLimit,
    OpenCase,
    Publish,
    RemoveEvents,
    SetRelease,
    SetValidity,
    TurnClock,
)
from db.schedule import slots
from db.setup import case_types, clinics, patients, resources, time_types
from db.tidbok import events
from db.values import Actor, CaseKind, Event, Role, Slot
from tests.db.actors import IT, SCHEDULER, STAFF
from tests.db.builders import at, citizen, day
from tests.db.desk import Desk, error_of
from tests.db.test_all_or_nothing import dump, scenario

FRIDAY = day("2024-09-20")


def slot(book: Book) -> Slot:
    with book.read() as reader:
        return slots.load(reader, scenario()[1].free)


def blocking(book: Book) -> tuple[Event, ...]:
    return tuple(one for one in events.every(book, 1, 1, FRIDAY - 3, FRIDAY) if one.blocking)


DEEDS: dict[str, Callable[[Book], Deed]] = {
    "connect": lambda book: ConnectUnit(clinics.find(book)),
    "let ombud rebook": lambda book: LetAgentsRebook(clinics.find(book)),
    "activate": lambda book: OpenCase(1, CaseKind.BOOK, case_types.every(book, 1)[0]),
    "put up and activate": lambda book: OpenCase(1, CaseKind.REQUEST, None),
    "include": lambda book: Include(
        1, case_types.every(book, 1)[0], patients.find(book, scenario()[1].citizen.pnr)
    ),
    "lift the limit": lambda book: LiftLimit(1, case_types.every(book, 1)[0]),
    "edit a type": lambda book: EditType(
        1, time_types.every(book, 1)[0], replace(time_types.every(book, 1)[0], web_bookable=False)
    ),
    "publish": lambda book: Publish(1, time_types.every(book, 1)[1]),
    "release": lambda book: SetRelease(
        slot(book), resources.every(book, 1)[0], time_types.every(book, 1)[0], 9
    ),
    "validity": lambda book: SetValidity(
        1, resources.every(book, 1)[0],
        replace(resources.every(book, 1)[0], valid_to=day("2030-01-01")),
    ),
    "remove events": lambda book: RemoveEvents(blocking(book)),
    "turn the clock": lambda book: TurnClock(at("2024-09-13 00:00")),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEDS)
def test_whoever_it_says_may_and_nobody_else(name: str) -> None:
    allowed, by = set(), None
    with TemporaryDirectory(prefix="asynja-deed-") as folder:
        for role in Role:
            path = Path(copy(scenario()[0], Path(folder) / f"{role}.db"))
            with Book.open(path) as book:
                deed, before = DEEDS[name](book), dump(path)
                by = deed.by
                actor = citizen(scenario()[1].citizen) if role is Role.CITIZEN else Actor(role)
                error = error_of(lambda: carry_out(book, actor, seen=deed))  # noqa: B023
                if error is None:
                    allowed.add(role)
                else:
                    assert isinstance(error, NotAllowed)
                    assert dump(path) == before
    assert by is not None
    assert allowed == by.roles


@pytest.mark.parametrize("name", DEEDS)
def test_each_is_one_transaction(name: str, tmp_path: Path) -> None:
    with Book.open(copy(scenario()[0], tmp_path / "copy.db")) as book:
        deed, before = DEEDS[name](book), book.written
        carry_out(book, IT, seen=deed, confirmed=True)
        assert book.written == before + 1


def test_they_are_the_roles_of_the_permissions() -> None:
    assert By.CARE.roles == permissions.CARE
    assert By.SCHEDULER.roles == permissions.SCHEDULERS
    assert By.IT.roles == permissions.IT
    assert By.UNIT.roles == permissions.CASE_ACTIVATORS


@pytest.mark.parametrize(
    "name", ["connect", "activate", "edit a type", "release", "validity", "remove events"]
)
def test_what_another_has_changed_is_left_alone(book: Book, name: str) -> None:
    desk = Desk(book)
    made = desk.slot("2024-09-20 08:00")
    event = events.add(
        book, STAFF, 1, desk.resource, at("2024-09-20 07:00"), at("2024-09-20 09:00"), "Möte",
        blocking=True,
    ).event  # fmt: skip
    with book.read() as reader:
        there = slots.load(reader, made)
    kind, whose = time_types.every(book, 1)[0], resources.every(book, 1)[0]
    case = case_types.every(book, 1)[0]
    deeds: dict[str, Deed] = {
        "connect": ConnectUnit(clinics.find(book)),
        "activate": OpenCase(1, CaseKind.BOOK, replace(case, active=False)),
        "edit a type": EditType(1, kind, replace(kind, web_bookable=False)),
        "release": SetRelease(there, whose, kind, 9),
        "validity": SetValidity(1, whose, replace(whose, valid_to=day("2030-01-01"))),
        "remove events": RemoveEvents((event,)),
    }
    changes = {
        "connect": "UPDATE clinic SET revision = revision + 1",
        "edit a type": "UPDATE time_type SET revision = revision + 1",
        "release": "UPDATE slot SET release = 3, release_day = day - 2",
        "validity": "UPDATE resource SET revision = revision + 1",
        "remove events": "UPDATE event SET text = 'Fika'",
    }
    if name == "activate":  # it is so already: nothing is left to do, and nothing is undone
        carry_out(book, IT, seen=deeds[name])
        assert case_types.every(book, 1)[0].active
        return
    desk.run(changes[name])
    before = dump(book.path)
    actor = {"connect": IT, "remove events": STAFF}.get(name, SCHEDULER)
    with pytest.raises(Conflict):
        carry_out(book, actor, seen=deeds[name])
    assert dump(book.path) == before
