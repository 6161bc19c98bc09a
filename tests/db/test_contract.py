"""Every operation that changes a thing takes what was shown of it: none is without its ``seen``.

Read from the operations' own signatures and bodies, so that a new one is asked, too.
"""

import ast
import dataclasses
import functools
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import db
from db.book import Book

Operation = Callable[..., Any]

WITHOUT: dict[str, str] = {
    "bookings.read.of_patient": "notes that somebody looked",
    "citizen.inbox.open_item": "notes that the citizen has read what it then gives",
    "bookings.messages.open_message": "notes that the citizen has read what it then gives",
    "tidbok.events.add": "makes a new event",
    "setup.patients.register": "makes a new patient",
    "setup.patients.set_notices": "the citizen's own choices, only the one that was turned",
    "setup.case_types.put_up": "makes a new ärendetyp, or refuses",
    "citizen.portal.add_clinic": "makes a new choice",
    "bookings.waiting_list.add": "makes a new entry",
    "schedule.changes.add_time": "makes a new time; the day may go with it as it was shown",
    "schedule.undo.put_back": "makes times anew where there are none",
    "tidbok.events.put_back": "makes events anew where there are none",
    "schedule.templates.make_again": "makes a template anew where there is none",
    "log.review.exporting": "marks the very rows that were written, each as it was read",
    "log.review.restore": "each decision goes with the one that is taken back",
    "clock.follow_real": "the book has one clock",
    "practice.jumps.move": "the book has one clock",
    "clock.pause": "the book has one clock",
    "clock.clear_confirmed": "what has fallen due, by the clock",
    "log.files.export.export": "marks the very rows that it wrote, each as it was read",
    "clock.run": "the book has one clock",
    "clock.set_to": "the book has one clock",
    "clock.turn_day": "what has fallen due, by the clock",
    "setup.publishing.publish_now": "lets 1177 know of what is saved, whoever saved it",
    "citizen.booking.book": "the wish holds the time and the booking as they were shown",
}
"""The operations that write and take no ``seen``, and why that is right."""


def modules() -> Iterator[str]:
    """The modules of operations."""
    for info in pkgutil.walk_packages(db.__path__, "db."):
        if not info.ispkg and not info.name.startswith(
            ("db.rules.", "db.store.", "db.training.", "db.worlds.")
        ):
            yield info.name


def operations() -> dict[str, Operation]:
    """Every public function that is given a whole book, by ``folder.module.name``."""
    found = {}
    for name in modules():
        for each, function in inspect.getmembers(importlib.import_module(name), inspect.isfunction):
            bare = inspect.unwrap(function)
            if each.startswith("_") or bare.__module__ != name:
                continue
            first = next(iter(inspect.signature(bare).parameters.values()), None)
            if first is not None and hints(bare).get(first.name) is Book:
                found[f"{name.removeprefix('db.')}.{each}"] = bare
    return found


@functools.cache
def hints(function: Operation) -> dict[str, Any]:
    return typing.get_type_hints(function)


def calls(function: Operation) -> set[str]:
    """What a function calls, as it is written: ``bookings.cancel``, ``_save``, ``book.write``."""
    tree = ast.parse(inspect.getsource(function).lstrip())
    return {ast.unparse(one.func) for one in ast.walk(tree) if isinstance(one, ast.Call)}


def whole_name(call: str, function: Operation) -> str:
    """What is called, by ``folder.module.name``, whatever the caller calls its module."""
    head, _, name = call.rpartition(".")
    found = function.__globals__.get(head or call)
    if inspect.ismodule(found):
        return f"{found.__name__.removeprefix('db.')}.{name}"
    if not head and inspect.isfunction(found):
        return f"{found.__module__.removeprefix('db.')}.{found.__name__}"
    return call


WRITES = {"book.write", "book.together"}


@functools.cache
def writers() -> dict[str, Operation]:
    """The operations that write themselves, or by what they call."""
    known, writing = operations(), dict[str, Operation]()
    named = {one: calls(function) for one, function in known.items()}
    grown = True
    while grown:
        grown = False
        for one, function in known.items():
            own = {whole_name(call, function) for call in named[one]}
            if one not in writing and (named[one] & WRITES or own & {*writing}):
                writing[one] = function
                grown = True
    return writing


def has_seen(function: Operation) -> bool:
    """Whether it demands what was shown, by its name and with no default."""
    seen = inspect.signature(function).parameters.get("seen")
    return (
        seen is not None
        and seen.kind is inspect.Parameter.KEYWORD_ONLY
        and seen.default is inspect.Parameter.empty
    )


def carries_revision(function: Operation) -> bool:
    """Whether what it is given to save tells which revision it was read with."""
    for told in hints(function).values():
        for kind in (told, *typing.get_args(told)):
            fields = getattr(kind, "_fields", ())
            if dataclasses.is_dataclass(kind):
                fields = tuple(one.name for one in dataclasses.fields(kind))
            if "revision" in fields and kind.__name__ not in ("Patient", "Booking"):
                return True
    return False


SAVED_WHOLE = frozenset({"setup.clinics.save", "setup.resources.save", "setup.time_types.save"})
"""What is saved whole with the revision that it was read with."""


@pytest.mark.parametrize("name", sorted(writers()))
def test_no_operation_that_changes_a_thing_lacks_what_was_shown(name: str) -> None:
    function = writers()[name]
    if name in SAVED_WHOLE:
        assert carries_revision(function)
    elif name not in WITHOUT:
        assert has_seen(function), f"{name} takes no required keyword ``seen``"


def test_what_lacks_it_does_so_for_a_reason_that_still_holds() -> None:
    known = writers()
    assert {*WITHOUT} <= {*known}, {*WITHOUT} - {*known}
    assert not [name for name in WITHOUT if has_seen(known[name])]
    assert {*SAVED_WHOLE} <= {*known}


def test_one_that_may_be_called_without_it_is_seen() -> None:
    def may_leave_it_out(book: Book, booking: int, *, seen: int | None = None) -> None: ...
    def by_place(book: Book, booking: int, seen: int | None) -> None: ...
    def demands_it(book: Book, booking: int, *, seen: int | None) -> None: ...

    asked: tuple[Operation, ...] = (may_leave_it_out, by_place, demands_it)
    assert [has_seen(one) for one in asked] == [False, False, True]


def test_the_operations_are_found() -> None:
    """The test above would be empty if the walk found nothing."""
    found = {*writers()}
    assert len(found) > 40
    assert {"bookings.acts.cancel", "citizen.portal.cancel", "bookings.waiting_match.book_from",
            "schedule.lay_out.undo_layout", "log.review.decide", "schedule.changes.swap_type",
            "schedule.templates.save"} <= found  # fmt: skip
