"""Every operation that writes is tried: it stands among those that do all or nothing, and each role
that may not do it is refused. The operations are found as in ``test_contract``, so that a new one
is asked for.
"""

import functools
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from db.book import Book
from db.errors import NotAllowed
from db.permissions import BOOKERS, CARE, CASE_ACTIVATORS, CASE_MAKERS, IT, SCHEDULERS
from db.values import Actor, Role
from tests.db.builders import citizen
from tests.db.desk import error_of
from tests.db.test_all_or_nothing import (
    DUE,
    OPERATIONS,
    Failing,
    a_day_later,
    dump,
    opened,
    scenario,
)
from tests.db.test_contract import writers

CITIZEN: Final = frozenset({Role.CITIZEN})
CLOCK: Final = frozenset(Role) - {Role.CITIZEN, Role.AGENT}

MAY: dict[str, frozenset[Role]] = {
    "bookings.acts.book_time": BOOKERS,
    "bookings.acts.cancel": BOOKERS,
    "bookings.acts.rebook": BOOKERS,
    "bookings.messages.open_message": CITIZEN,
    "bookings.read.of_patient": CARE | CITIZEN,
    "bookings.sheet.save_note": CARE,
    "bookings.waiting_list.add": CARE,
    "bookings.waiting_list.as_before": CARE,
    "bookings.waiting_list.edit": CARE,
    "bookings.waiting_list.put_back": CARE,
    "bookings.waiting_list.remove": CARE,
    "bookings.waiting_match.book_from": CARE,
    "citizen.booking.book": CITIZEN,
    "citizen.inbox.open_item": CITIZEN,
    "citizen.portal.add_clinic": CITIZEN,
    "citizen.portal.cancel": CITIZEN,
    "clock.clear_confirmed": CLOCK,
    "clock.follow_real": CLOCK,
    "clock.pause": CLOCK,
    "clock.run": CLOCK,
    "clock.set_to": CLOCK,
    "log.files.export.export": CARE,
    "log.files.import_log.remove": CARE,
    "log.review.decide": CARE,
    "log.review.restore": CARE,
    "log.review_settings.save": SCHEDULERS,
    "practice.jumps.jump": CLOCK,
    "practice.jumps.move": CLOCK,
    "remedies.carry_out.carry_out": SCHEDULERS,  # whoever does the deed: here Tidstyper
    "schedule.changes.add_time": SCHEDULERS,
    "schedule.changes.remove_times": SCHEDULERS,
    "schedule.changes.set_release": SCHEDULERS,
    "schedule.changes.swap_type": SCHEDULERS,
    "schedule.lay_out.lay_out": SCHEDULERS,
    "schedule.lay_out.lay_out_again": SCHEDULERS,
    "schedule.lay_out.undo_layout": SCHEDULERS,
    "schedule.templates.delete": SCHEDULERS,
    "schedule.templates.make_again": SCHEDULERS,
    "schedule.templates.save": SCHEDULERS,
    "schedule.undo.put_back": SCHEDULERS,
    "schedule.undo.take_back": SCHEDULERS,
    "setup.case_types.put_up": CASE_MAKERS,
    "setup.case_types.save": CASE_ACTIVATORS,  # whether it is active
    "setup.clinics.save": IT,
    "setup.contact_card.save": CASE_ACTIVATORS,
    "setup.patients.register": CARE,
    "setup.patients.set_notices": CITIZEN,
    "setup.publishing.publish_now": SCHEDULERS,
    "setup.resources.save": SCHEDULERS,
    "setup.time_types.clear": SCHEDULERS,
    "setup.time_types.save": SCHEDULERS,
    "tidbok.day_plan.change_day": SCHEDULERS,
    "tidbok.events.add": CARE,
    "tidbok.events.put_back": CARE,
    "tidbok.events.remove": CARE,
    "tidbok.events.remove_all": CARE,
    "undoing.undo.undo": SCHEDULERS,  # whoever may do what takes it back: here times
}
"""Who may do what: every operation that writes for somebody."""

NOBODY_ASKS: dict[str, str] = {
    "clock.turn_day": "a running program does it as time passes",
    "log.review.exporting": "a part of ``export``, which asks",
}
"""Those that no actor is given, and why."""

Called = dict[str, dict[str, Any]]


@functools.cache
def called() -> Called:
    """The operations that the table of those that do all or nothing calls, with what they got."""
    codes = {function.__code__: name for name, function in writers().items()}
    found: Called = {}

    def listen(frame: FrameType, event: str, _told: object) -> None:
        name = codes.get(frame.f_code) if event == "call" else None
        if name is not None and name not in found:
            found[name] = dict(frame.f_locals)

    def listened(act: Callable[[], object]) -> None:
        sys.setprofile(listen)
        try:
            act()
        finally:
            sys.setprofile(None)

    for act in OPERATIONS.values():
        with opened(Failing) as (book, _, known):
            listened(functools.partial(act, book, known))
    for due in DUE.values():
        with a_day_later(Failing) as (book, _, _known):
            listened(functools.partial(due, book))
    return found


def test_every_operation_that_writes_is_made_to_fail() -> None:
    assert {*writers()} - {*called()} == set(), "stands in no table of test_all_or_nothing"


def test_every_operation_that_writes_says_who_may() -> None:
    assert {*writers()} == {*MAY} | {*NOBODY_ASKS}
    assert not {*MAY} & {*NOBODY_ASKS}
    asked = {name for name, given in called().items() if "actor" in given}
    assert asked == {*MAY}


def actor_of(role: Role) -> Actor:
    """One in each role; the citizen is the one whose bookings are acted on."""
    return citizen(scenario()[1].citizen) if role is Role.CITIZEN else Actor(role, "Anna")


@pytest.mark.parametrize("name", MAY)
def test_who_may_do_what(name: str) -> None:
    """The same call by every role: refused by its role alone, and then nothing is written."""
    given = dict(called()[name])
    operation = writers()[name]
    allowed = set()
    with tempfile.TemporaryDirectory(prefix="asynja-may-") as folder:
        for role in Role:
            path = Path(shutil.copy(scenario()[0], Path(folder) / f"{role}.db"))
            with Book.open(path) as book:
                before = dump(path)
                told = {**given, "book": book, "actor": actor_of(role)}
                if "target" in told:
                    told["target"] = path.with_suffix(".csv")
                if role is not Role.CITIZEN and told.get("patient", 0) is None:
                    told["patient"] = scenario()[1].citizen.id  # nobody but a citizen has an own
                error = error_of(functools.partial(operation, **told))
                if isinstance(error, NotAllowed):
                    assert dump(path) == before
                else:
                    allowed.add(role)
    assert allowed == MAY[name]
