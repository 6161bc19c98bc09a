"""Noting an act on the book with what takes it back: one statement, in the act's transaction."""

from enum import StrEnum
from typing import Any, Final, NamedTuple

from db.book import Tx
from db.rules.acts import MOST_TEXT, Kind
from db.values import Actor, Instant

_INSERT = (
    "INSERT INTO acts (clinic_id, at, role, actor, program, kind, text, inverse, undoes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


MOST_TIMES: Final = 2_000
"""Of more times than this it is not kept how they were: the list of acts stays small."""


class How(StrEnum):
    """What takes an act back (``db.undoing``), and what it is told of the act."""

    TAKE_TIMES_AWAY = "take-times-away"  # the times as they were left
    PUT_TIMES_BACK = "put-times-back"  # the times as they were
    TIMES_AS_BEFORE = "times-as-before"  # both
    UNDO_LAYOUT = "undo-layout"  # the laying out as it was left
    LAY_OUT_AGAIN = "lay-out-again"  # the laying out's id, and its times as they were
    TAKE_EVENTS_AWAY = "take-events-away"  # the events
    PUT_EVENTS_BACK = "put-events-back"  # the events
    TYPES_AS_BEFORE = "types-as-before"  # pairs: as before, as left; when 1177 was to be told
    RESOURCES_AS_BEFORE = "resources-as-before"  # pairs: as before (or none), as left (or none)
    TEMPLATE_AS_BEFORE = "template-as-before"  # as before (or none), as left (or none)
    CASE_AS_BEFORE = "case-as-before"  # as before, as left, who came into the urval, and who went
    UNIT_AS_BEFORE = "unit-as-before"  # as before, as left
    CARD_AS_BEFORE = "card-as-before"  # as before, as left
    REVIEW_AS_BEFORE = "review-as-before"  # as before, as left
    WAITING_AS_BEFORE = "waiting-as-before"  # as before (or none), as left (or none)
    NOTE_AS_BEFORE = "note-as-before"  # the booking, as before, as left
    DECISIONS_AS_BEFORE = "decisions-as-before"  # each with what stood before
    REMOVE_IMPORT = "remove-import"  # the log as it was left


class Step(NamedTuple):
    """A part of what takes an act back.

    Attributes:
        told: values of the program, of which all fields are kept.
    """

    how: How
    told: Any


class Noted(NamedTuple):
    """One operation of an act that is several."""

    kind: Kind
    text: str
    steps: tuple[Step, ...]


def note(
    tx: Tx, actor: Actor, clinic: int | None, kind: Kind, text: str, now: Instant, *steps: Step
) -> None:
    """Note an act.

    Args:
        clinic: the unit's id; None for an act on the whole book.
        text: what was done, in Swedish, without a full stop and without any patient's name.
        now: the book's time.
        steps: what takes it back, in the order that it is done; none where it cannot be.
    """
    if tx.gathered is not None:
        tx.gathered.append(Noted(kind, text, steps))
    else:
        write(tx, actor, clinic, Noted(kind, text, steps), now)


def write(
    tx: Tx, actor: Actor, clinic: int | None, noted: Noted, now: Instant, undoes: int | None = None
) -> None:
    """Write an act down; one that takes another back says which."""
    inverse = ""
    if noted.steps:
        from db.acts.packing import packed  # late: a booking has no inverse

        inverse = packed(noted.steps)
    # Plain str: sqlite3 takes five times as long to bind an enum.
    tx.noted = tx.insert(
        _INSERT,
        (clinic, now, actor.role.value, actor.label, tx.program, noted.kind.value)
        + (noted.text[:MOST_TEXT], inverse, undoes),
    )
