"""Senaste åtgärder: every operation notes its act, and taking one back ends in an equal book."""

import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from db import clock
from db.acts import listing
from db.acts.noting import How
from db.acts.packing import steps_of
from db.book import Book
from db.doctor import examine
from db.rules.acts import WHY_NOT, Kind, again_text
from db.undoing import undo
from tests.db.actors import IT
from tests.db.same_book import differences
from tests.db.test_all_or_nothing import OPERATIONS, scenario
from tests.db.test_contract import writers
from tests.db.test_every_operation import called

NO_ACT: Final = {
    "bookings.read.of_patient": "somebody looked: the access log has it",
    "bookings.messages.open_message": "the citizen has read what is theirs alone",
    "citizen.inbox.open_item": "the citizen has read what is theirs alone",
    "citizen.portal.add_clinic": "the citizen's own choice of what to see",
    "setup.patients.set_notices": "the citizen's own; staff never see whether they are on (R122)",
    "clock.turn_day": "time passes, and nobody acts",
    "clock.clear_confirmed": "time has passed; that the clock is right changes nothing",
    "log.review.exporting": "a part of the export, in whose test it is seen",
}
"""The operations that write and are no act on the book, and why."""


@contextmanager
def copy() -> Iterator[Book]:
    """A copy of the book in which there is something of everything."""
    with tempfile.TemporaryDirectory(prefix="asynja-acts-") as folder:
        path = shutil.copy(scenario()[0], Path(folder) / "book.db")
        with Book.open(path) as book:
            yield book


def newest(book: Book) -> int:
    with book.read() as reader:
        return listing.newest(reader)


def acts_after(book: Book, before: int) -> list[listing.Done]:
    return [done for done in listing.recent(book, IT) if done.id > before]


@pytest.mark.parametrize("name", sorted(writers()))
def test_every_operation_that_writes_notes_its_act(name: str) -> None:
    with copy() as book:
        given = dict(called()[name])
        given["book"] = book
        if "target" in given:
            given["target"] = book.path.with_suffix(".csv")
        if name == "clock.pause":
            clock.run(book, IT)  # one that stands is not stopped
        before = newest(book)
        functools.partial(writers()[name], **given)()
        noted = acts_after(book, before)
    assert bool(noted) != (name in NO_ACT)
    assert all(done.text and done.own and not done.text.endswith(".") for done in noted)


def test_those_that_note_none_do_so_for_a_reason_that_still_holds() -> None:
    assert {*NO_ACT} <= {*writers()}


@pytest.mark.parametrize("name", OPERATIONS)
def test_undoing_each_act_ends_in_an_equal_book(name: str) -> None:
    """Taken back, done again and taken back once more; or it says why it cannot be."""
    _, known = scenario()
    with copy() as plain, copy() as done, copy() as book:
        before = newest(book)
        OPERATIONS[name](done, known)
        OPERATIONS[name](book, known)
        for act in acts_after(book, before):  # the latest first
            if not act.has_inverse:
                assert act.why_not in WHY_NOT.values()
                return
            assert act.why_not == ""
            would = undo.look(book, IT, act.id)
            assert newest(book) == act.id, "looking keeps nothing"
            was = undo.undo(book, IT, act.id, seen=act)
            assert (was.text, was.kept) == (would.text, would.kept)
        again = acts_after(book, before)
        if not again:
            return
        assert differences(plain, book) == []
        assert examine.examine(book).ok
        (latest, *others) = again
        if len(others) == 1 and latest.has_inverse:
            undo.undo(book, IT, latest.id, seen=latest)
            assert differences(done, book) == []
            (redone,) = acts_after(book, latest.id)
            assert redone.text == again_text(latest.text)
            undo.undo(book, IT, redone.id, seen=redone)
            assert differences(plain, book) == []
            assert acts_after(book, redone.id)[0].text == latest.text
            assert examine.examine(book).ok


def test_each_way_of_undoing_is_tried_and_what_has_none_says_why() -> None:
    used = set()
    _, known = scenario()
    for name in OPERATIONS:
        with copy() as book:
            before = newest(book)
            OPERATIONS[name](book, known)
            for act in acts_after(book, before):
                assert act.has_inverse or Kind(act.kind) in WHY_NOT
                with book.read() as reader:
                    kept = listing.inverse(reader, act.id) or "[]"
                used |= {how for how, _ in steps_of(kept)}
    assert used == {*How} == {*undo.STEPS}
