"""Gör en övning: what changed between two books, as steps with checks, in words."""

from db.book import Book
from db.training.checks.case import Case
from db.training.writing import schedule_changes, setup_changes, visit_changes
from db.training.writing.values import Proposal

_KINDS = (
    setup_changes.of_unit, setup_changes.of_cases, setup_changes.of_types,
    setup_changes.of_resources, schedule_changes.of_templates, schedule_changes.of_times,
    schedule_changes.of_events, visit_changes.of_waiting, visit_changes.of_bookings,
    visit_changes.of_log,
)  # fmt: skip


def proposals(before: Book, after: Book, unit: str = "") -> tuple[Proposal, ...]:
    """What was done, a proposal a change, in the order of the work.

    Args:
        before: the book as it was kept when the exercise was begun to be written.
        after: the book as it is now.
        unit: the unit's name; the first one when empty.
    """
    with before.read() as old, after.read() as new:
        was, now = Case(before, old, unit), Case(after, new, unit)
        return tuple(one for kind in _KINDS for one in kind(was, now))
