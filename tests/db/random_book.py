"""Random appointment books: what hypothesis draws, and how it is put in a file quickly."""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from db import clock
from db.book import Book, Tx
from db.fields import name_key
from db.rules.local_time import day_of, instants_at
from db.rules.policy import POLICIES
from db.values import CaseKind, Instant, JournalSystem, TimeType
from db.worlds.people import PEOPLE
from tests.db.builders import at
from tests.db.conftest import build

# Around clock changes, midnights, a year's end and a leap day; some with seconds.
NOWS = [
    at(text)
    for text in (
        "2024-09-12 10:52", "2024-09-12 10:52:31", "2024-09-12 00:00", "2024-09-11 23:59:59",
        "2026-03-28 09:00", "2026-03-29 01:59:59", "2026-03-29 03:00", "2026-10-24 09:00",
        "2026-10-25 02:30", "2026-10-25 00:00", "2024-12-31 23:59:30", "2028-02-29 12:00",
        "2026-08-29 12:00", "2027-01-29 08:00",
    )
]  # fmt: skip
NAMES = [
    ".Läkarbesök", "Provtagning 1177", "Nybesök 1177", "Sjukgymnast 1177", "Administration",
    "Ombudsbesök 1177", "",
]  # fmt: skip
WEB_NAMES = ["Läkare", "Provtagning", "Läkare", ""]
AHEAD = [1, 0, 2, -1, 0, 1, 3, 13, 14, 55, 56, 57, 59, 60, 61, 62, 100, 363, 364, 365, 366]
MINUTES = [0, 1, 119, 150, 180, 480, 510, 540, 600, 651, 652, 653, 780, 1439]
RELEASES = [None, None, 1, 2, 3, 14, 15, 57, 60, 61, 62, 101, 364, 365]
BOUNDS = [None, None, None, -1, 0, 1, 14, 60]
LAGS = [-100_000, -100, -1, 0, 0, 1, 900]
GOOD = TimeType(
    None, "Besök 1177", "Besök", bookable=True, web_bookable=True, web_cancellable=True,
    web_rebookable=True, level=4,
)  # fmt: skip
"""A type that every journal system offers."""

ME, OTHER = PEOPLE[0], PEOPLE[1]


class RandomType(NamedTuple):
    """A time type as it is now, and what 1177 was told of it at which moments."""

    now: TimeType
    told: list[tuple[TimeType, int]]


class RandomSlot(NamedTuple):
    """A time: resource and type by place, day and minute of the local day, and who has it."""

    resource: int
    time_type: int
    ahead: int
    minute: int
    length_min: int
    release: int | None
    whose: str


class RandomEvent(NamedTuple):
    """An event on a resource, in minutes from the first slot of it."""

    resource: int
    offset_min: int
    length_min: int
    blocking: bool


class Plan(NamedTuple):
    """Everything of one random book."""

    system: JournalSystem
    connected: bool
    book_case: str
    inside: bool
    now: Instant
    types: list[RandomType]
    resources: list[tuple[int | None, int | None]]
    slots: list[RandomSlot]
    events: list[RandomEvent]


@st.composite
def _looks(draw: st.DrawFn) -> TimeType:
    hidden = draw(st.sampled_from([False, False, True]))
    ticks = [not hidden and draw(st.sampled_from([True, True, False])) for _ in range(3)]
    return TimeType(
        None,
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(WEB_NAMES)),
        bookable=draw(st.booleans()),
        web_bookable=ticks[0],
        web_cancellable=ticks[1],
        web_rebookable=ticks[2],
        hidden=hidden,
        level=draw(st.sampled_from([None, 0, 3, 4, 4])),
    )


@st.composite
def _types(draw: st.DrawFn) -> RandomType:
    if draw(st.sampled_from([True, True, False])):
        return RandomType(GOOD, [(GOOD, -1)])
    now = draw(_looks())
    told = draw(st.lists(st.tuples(_looks(), st.sampled_from(LAGS)), max_size=2))
    if draw(st.sampled_from([True, True, True, False])):
        told.append((now, draw(st.sampled_from(LAGS))))
    return RandomType(now, told)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Random books that are open for booking more often than not."""
    often = st.sampled_from([True] * 29 + [False])
    types = draw(st.lists(_types(), min_size=1, max_size=5))
    resources = draw(
        st.lists(
            st.tuples(st.sampled_from(BOUNDS), st.sampled_from(BOUNDS)), min_size=1, max_size=3
        )
    )
    slot = st.builds(
        RandomSlot,
        st.integers(0, len(resources) - 1),
        st.integers(0, len(types) - 1),
        st.sampled_from(AHEAD),
        st.sampled_from(MINUTES),
        st.sampled_from([1, 15, 30, 45]),
        st.sampled_from(RELEASES),
        st.sampled_from(["free"] * 5 + ["mine", "other's"]),
    )
    event = st.builds(
        RandomEvent,
        st.integers(0, len(resources) - 1),
        st.sampled_from([-60, -1, 0, 29, 30, 45, 1440]),
        st.sampled_from([1, 30, 60, 60 * 24 * 3]),
        st.booleans(),
    )
    return Plan(
        draw(st.sampled_from([JournalSystem.ASYNJA, *JournalSystem])),
        draw(often),
        draw(st.sampled_from(["all"] * 20 + ["limited"] * 6 + ["inactive", "none"])),
        draw(st.booleans()),
        draw(st.sampled_from(NOWS)),
        types,
        resources,
        draw(st.lists(slot, min_size=8, max_size=24)),
        draw(st.lists(event, max_size=3)),
    )


def lasting_folder() -> Path:
    """A folder for books that are made once a process and gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="asynja-golden-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def golden() -> Path:
    """An empty book to copy; made once a process."""
    path = lasting_folder() / "empty.db"
    build(path)
    return path


@contextmanager
def scratch(factory: type[Any] | None = None) -> Iterator[Book]:
    """An empty book that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="asynja-") as folder:
        path = shutil.copy(golden(), Path(folder) / "book.db")
        with Book.open(path, **({"factory": factory} if factory else {})) as book:
            yield book


def write_book(tx: Tx, plan: Plan) -> None:
    """Put a plan into an empty book: clinic 1, patient 1 is the citizen, patient 2 another."""
    clock.start(tx, clock.Mode.PAUSED, plan.now)
    tx.run("UPDATE clinic SET system = ?, connected = ?", (plan.system, plan.connected))
    _write_case(tx, plan)
    for person in (ME, OTHER):
        tx.run("INSERT INTO patient (pnr, name) VALUES (?, ?)", (person.pnr, person.name))
    if plan.inside:
        tx.run("INSERT INTO patient_clinic (patient_id, clinic_id) VALUES (1, 1)")
    _write_types(tx, plan)
    today = day_of(plan.now)
    for place, (since, until) in enumerate(plan.resources):
        ends = sorted(today + one for one in (since, until) if one is not None)
        first = ends[0] if since is not None else None
        last = ends[-1] if until is not None else None
        tx.run(
            "INSERT INTO resource (clinic_id, name, kind, valid_from, valid_to)"
            " VALUES (1, ?, 'position', ?, ?)",
            (f"Resurs {place}", first, last),
        )
    _write_slots(tx, plan, today)
    _write_events(tx, plan)


def _write_case(tx: Tx, plan: Plan) -> None:
    if plan.book_case == "none":
        tx.run("DELETE FROM case_type WHERE kind = ?", (CaseKind.BOOK,))
    tx.run(
        "UPDATE case_type SET active = ?, limited = ? WHERE kind = ?",
        (plan.book_case != "inactive", plan.book_case == "limited", CaseKind.BOOK),
    )


def _write_types(tx: Tx, plan: Plan) -> None:
    policy = POLICIES[plan.system]
    used: set[str] = set()
    for number, (one, told) in enumerate(plan.types, 1):
        key = name_key(one.name)
        while key and key in used:
            key += "'"  # only the key must differ; two types may look alike to the rules
        used.add(key)
        tx.run(
            "INSERT INTO time_type (clinic_id, name, name_key, web_name, bookable, web_bookable,"
            " web_cancellable, web_rebookable, hidden, level)"
            " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (one.name, key, one.web_name, one.bookable, one.web_bookable, one.web_cancellable,
             one.web_rebookable, one.hidden, one.level),
        )  # fmt: skip
        for looks, lag in told:
            face = policy.face(replace(looks, id=number))
            tx.run(
                "INSERT INTO time_type_publication (clinic_id, time_type_id, name, web_name,"
                " offered, cancellable, rebookable, hidden, web_info, effective_at)"
                " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*face, plan.now + lag),
            )


def _write_slots(tx: Tx, plan: Plan, today: int) -> None:
    placed: list[tuple[int, int, int]] = []
    busy: list[tuple[int, int]] = []
    for one in plan.slots:
        day = today + one.ahead
        starts = instants_at(day, one.minute)
        if not starts:
            continue
        start, end = starts[-1], starts[-1] + one.length_min * 60
        if any(r == one.resource and s < end and start < e for r, s, e in placed):
            continue
        mine = one.whose == "mine"
        if mine and any(s < end and start < e for s, e in busy):
            continue
        placed.append((one.resource, start, end))
        slot = tx.insert(
            "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day,"
            " release, release_day, taken) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
            (one.resource + 1, one.time_type + 1, start, one.length_min, day, one.release,
             None if one.release is None else day - (one.release - 1), one.whose != "free"),
        )  # fmt: skip
        if one.whose == "free":
            continue
        if mine:
            busy.append((start, end))
        tx.run(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) VALUES (1, ?, ?, 'booked', 'staff', ?, ?, ?, ?)",
            (1 if mine else 2, slot, one.resource + 1, one.time_type + 1, start, one.length_min),
        )


def _write_events(tx: Tx, plan: Plan) -> None:
    for number, one in enumerate(plan.events):
        first = tx.value(
            "SELECT min(start) FROM slot WHERE resource_id = ? AND start > ?",
            (one.resource + 1, plan.now),
        )
        if first is None:
            continue
        start = first + one.offset_min * 60
        end = start + one.length_min * 60
        tx.run(
            'INSERT INTO event (clinic_id, resource_id, start, "end", text, blocking)'
            " VALUES (1, ?, ?, ?, ?, ?)",
            (one.resource + 1, start, end, f"Händelse {number}", one.blocking),
        )
        if one.blocking:
            tx.run(
                "UPDATE slot SET blocked = 1 WHERE resource_id = ? AND start < ?"
                " AND start + length_min * 60 > ?",
                (one.resource + 1, end, start),
            )
