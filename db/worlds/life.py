"""What has happened in a world that lives: four weeks of acts by citizens, care and ombud.

Every act is done through the operations at its own moment, in order. What is chosen is drawn
from a generator that is given, so the same day gives the same history.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from random import Random
from typing import Any, Final

from db.bookings import acts as bookings
from db.bookings import waiting_list
from db.bookings.acts import Details
from db.errors import NotFound, Refused
from db.log import query
from db.log import review as log_review
from db.rules.local_time import day_of, midnight
from db.rules.log.query import LogQuery
from db.rules.log.review import EXAMPLE_REASONS
from db.rules.names.agent_types import is_agent_type
from db.rules.schedule.red_days import template_column
from db.values import (
    Actor,
    Booking,
    Day,
    Instant,
    Patient,
    ReviewDecision,
    Role,
    Slot,
    Weekday,
)
from db.worlds.form import LIVELY
from db.worlds.life_state import State, age
from db.worlds.unit import AGENT, STAFF, Unit
from db.worlds.words import Words

HISTORY_DAYS = 28
"""How many days ago the first act was; less than the log is kept (R45)."""

_Act = Callable[[Instant], None]
_Now = Callable[[], None]


_KINDS: Final = dict(
    zip(
        LIVELY,
        (
            "citizen_books", "citizen_cancels", "citizen_rebooks", "agent_books", "agent_cancels",
            "care_books", "care_rebooks", "care_cancels",
        ),
        strict=True,
    )
)  # fmt: skip
"""Who does here what a world's file calls so."""


def begins(now: Instant) -> Instant:
    """When the first act may come."""
    return midnight(day_of(now) - HISTORY_DAYS)


def live(
    unit: Unit, told: Mapping[str, Any], days: tuple[Day, Day], now: Instant
) -> Iterator[tuple[Instant, _Now]]:
    """What happens in the unit from four weeks ago until now, in order, to be done as it comes.

    The draws start from the file's ``fro`` and the day. No act is later than now.

    Args:
        unit: furnished and laid out.
        told: what the file says in ``liv``.
        days: the first and the last day that have times.
        now: the world's.
    """
    today = day_of(now)
    rng = Random(told["fro"] * 10_000_000 + today)
    words = Words(told, rng)
    life = _Life(unit, State(unit, words, rng, *days), words, rng)
    return ((at, partial(_let, act, at)) for at, act in life.plan(today) if at <= now)


def _let(act: _Act, at: Instant) -> None:
    """Let somebody act; what the book refuses, since the file has acts of its own, is not done."""
    with suppress(Refused, NotFound):
        act(at)


class _Life:
    """Those who act, one method a kind of act."""

    def __init__(self, unit: Unit, state: State, words: Words, rng: Random) -> None:
        self._unit, self._state, self._words, self._rng = unit, state, words, rng
        self._called: list[Booking] = []
        named = {key: one.name for key, one in state.types.items()}
        self._agents = frozenset(key for key, name in named.items() if is_agent_type(name))
        self._web = frozenset(key for key, one in state.types.items() if one.web_bookable)
        self._care = frozenset(named) - self._agents

    def plan(self, today: Day) -> Iterator[tuple[Instant, _Act]]:
        """Every act with its moment, in order; the draws of one day before those of the next."""
        single: tuple[tuple[Day, int, _Act], ...] = (
            (_working_day(today - 20), 10, self.wait),
            (_working_day(today - 9), 11, self.call),
            (today - 3, 19, self.give_up),
            (_working_day(today - 2), 9, self.review),
        )
        for day in range(today - HISTORY_DAYS, today + 1):
            acts = self._day(day)
            acts += (
                (midnight(day) + hour * 3600 + 342, act) for on, hour, act in single if on == day
            )
            yield from sorted(acts, key=lambda one: one[0])

    def _day(self, day: Day) -> list[tuple[Instant, _Act]]:
        working = _is_working(day)
        acts: list[tuple[Instant, _Act]] = []
        for name, kind in self._words.rates.items():
            usual = kind.working if working else kind.off
            for _ in range(self._rng.randint(usual // 2, usual + usual // 2)):
                second = self._rng.randrange(kind.first_hour * 3600, kind.last_hour * 3600)
                acts.append((midnight(day) + second, getattr(self, _KINDS[name])))
        return acts

    # --- booking --------------------------------------------------------------------------------

    def citizen_books(self, at: Instant) -> None:
        """A citizen books one of the times 1177 offers."""
        self._book(at, self._web - self._agents, Role.CITIZEN)

    def agent_books(self, at: Instant) -> None:
        """1177 på telefon books, mostly a time that is laid out for it (R7, R14)."""
        self._book(at, self._agents if self._rng.random() < 0.8 else self._web, Role.AGENT)

    def care_books(self, at: Instant) -> None:
        """Care books anything but the ombud's times."""
        self._book(at, self._care, Role.STAFF)

    def _book(self, at: Instant, types: Collection[int], role: Role) -> None:
        slot = self._state.some_slot(at, types, role)
        person = None if slot is None else self._state.some_patient(at, slot, role)
        if slot is not None and person is not None:
            told = self._words.details(self._state.types[slot.time_type].name, role)
            self._booked(role, person, slot, told)

    def _booked(self, role: Role, person: Patient, slot: Slot, told: Details) -> Booking:
        unit = self._unit
        actor = _actor(role, person)
        made = bookings.book_time(
            unit.book, actor, unit.clinic, slot.id, told, patient=person.id, seen=None
        )
        self._state.booked(made)
        return made

    # --- changing -------------------------------------------------------------------------------

    def citizen_cancels(self, at: Instant) -> None:
        """A citizen cancels, sometimes late (R50)."""
        self._cancel(at, Role.CITIZEN, self._rng.choice(self._words.reasons))

    def agent_cancels(self, at: Instant) -> None:
        """1177 på telefon cancels for someone (R15)."""
        self._cancel(at, Role.AGENT, "")

    def care_cancels(self, at: Instant) -> None:
        """Care cancels; nobody is sent anything (R123)."""
        self._cancel(at, Role.STAFF, "")

    def _cancel(self, at: Instant, role: Role, reason: str) -> None:
        care = role is Role.STAFF
        chosen = self._state.some_visit(at, role, lambda one: care or one.web_cancellable)
        if chosen is not None:
            self._cancelled(role, chosen, reason)

    def _cancelled(self, role: Role, booking: Booking, reason: str) -> None:
        actor = _actor(role, self._state.people[booking.patient])
        bookings.cancel(self._unit.book, actor, booking.id, reason=reason, seen=None)
        self._state.gone(booking)

    def citizen_rebooks(self, at: Instant) -> None:
        """A citizen moves a visit, sometimes late (R50)."""
        self._rebook(at, Role.CITIZEN, self._rng.choice(self._words.moves))

    def care_rebooks(self, at: Instant) -> None:
        """Care moves a visit; the patient has a notice (R122)."""
        self._rebook(at, Role.STAFF, "")

    def _rebook(self, at: Instant, role: Role, comment: str) -> None:
        care = role is Role.STAFF
        chosen = self._state.some_visit(at, role, lambda one: care or one.web_rebookable)
        target = None if chosen is None else self._state.some_target(at, chosen, role)
        if chosen is not None and target is not None:
            actor = _actor(role, self._state.people[chosen.patient])
            book = self._unit.book
            done = bookings.rebook(
                book, actor, chosen.id, target.id, comment=comment, seen=None, seen_time=None
            )
            self._state.gone(chosen)
            self._state.booked(done.booking)

    # --- the waiting list and the log -----------------------------------------------------------

    def wait(self, at: Instant) -> None:
        """Care puts patients on the waiting list."""
        unit, texts = self._unit, self._words.waits
        kind = unit.types.get(self._words.waited_for)
        grown = [one for one in unit.people if 25 <= age(one, at) < 80]
        for one, text in zip(
            self._rng.sample(grown, min(len(texts), len(grown))), texts, strict=False
        ):
            waiting_list.add(unit.book, STAFF, unit.clinic, one.id, time_type=kind, text=text)

    def call(self, at: Instant) -> None:
        """Care books the two who have waited longest, well ahead."""
        unit = self._unit
        kind = unit.types.get(self._words.waited_for)
        for entry in waiting_list.every(unit.book, STAFF, unit.clinic)[:2]:
            for slot in self._state.slots:
                fits = slot.time_type == kind and slot.day > day_of(at) + 14
                if (
                    fits
                    and self._state.open(slot, at, Role.STAFF)
                    and self._state.free_patient(entry.patient, slot)
                ):
                    person = self._state.people[entry.patient]
                    told = Details(waiting_entry=entry.id)
                    made = self._booked(Role.STAFF, person, slot, told)
                    self._state.kept.add(made.id)
                    self._called.append(made)
                    break

    def give_up(self, _at: Instant) -> None:
        """One of them cancels on the web and is back on the list (R49)."""
        for one in self._called[:1]:
            self._cancelled(Role.CITIZEN, one, "Kan tyvärr inte den dagen")

    def review(self, _at: Instant) -> None:
        """Care has gone through the oldest late changes of the log (R50)."""
        unit = self._unit
        late = query.rows(unit.book, STAFF, unit.clinic, LogQuery(late=True))
        decisions = (ReviewDecision.BILL, ReviewDecision.EXEMPT, ReviewDecision.BILL)
        for row, decision in zip(late, decisions, strict=False):
            reason = EXAMPLE_REASONS[1] if decision is ReviewDecision.EXEMPT else ""
            log_review.decide(unit.book, STAFF, [row.seq], decision, reason, seen=None)


def _actor(role: Role, person: Patient) -> Actor:
    if role is Role.CITIZEN:
        return Actor(role, person.name, person.id)
    return AGENT if role is Role.AGENT else STAFF


def _is_working(day: Day) -> bool:
    return template_column(day, eves_closed=True) <= Weekday.FRIDAY


def _working_day(day: Day) -> Day:
    """The day itself, or the last working day before it."""
    while not _is_working(day):
        day -= 1
    return day
