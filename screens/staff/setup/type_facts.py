"""What the book says of the time types that are being edited (R4-R6, R21-R24)."""

from collections.abc import Sequence

from db import clock
from db.book import Book
from db.permissions import IT, SCHEDULERS
from db.rules.names import time_types as rules
from db.rules.names.tick_help import tick_text
from db.rules.policy import Policy
from db.setup import clinics, time_types
from db.setup.time_types import users_of
from db.values import Actor, TimeType, Verdict


class TypeFacts:
    """What the book says of the types being edited, each thing asked once.

    Args:
        book: the book.
        actor: who edits.
        clinic: the clinic's id.
    """

    def __init__(self, book: Book, actor: Actor, clinic: int) -> None:
        self.by_it = actor.role in IT
        self.may_edit = actor.role in SCHEDULERS
        self._book, self._clinic = book, clinic
        self._policy: Policy | None = None
        self._warnings: dict[TimeType, tuple[Verdict, ...]] = {}
        self._checks: dict[tuple[TimeType, TimeType | None], tuple[Verdict, ...]] = {}
        self._users: dict[int, tuple[str, ...]] = {}

    def read_ahead(self, types: Sequence[TimeType]) -> None:
        """Ask for the warnings of all these types in one snapshot."""
        asked = [one for one in dict.fromkeys(types) if one not in self._warnings]
        found: dict[TimeType, list[Verdict]] = {one: [] for one in asked}
        for verdict in time_types.warnings(self._book, self._clinic, asked):
            facts = dict(verdict.facts)
            if "other" not in facts:  # those of the whole set are asked of the draft itself
                found[asked[int(facts["row"] or 0)]].append(verdict)
        self._warnings.update({one: tuple(verdicts) for one, verdicts in found.items()})

    def warnings(self, one: TimeType) -> tuple[Verdict, ...]:
        """What will surprise about a type by itself."""
        if one not in self._warnings:
            self.read_ahead((one,))
        return self._warnings[one]

    def checks(self, new: TimeType, old: TimeType | None) -> tuple[Verdict, ...]:
        """The rules that refuse a type as it is."""
        key = (new, old)
        if key not in self._checks:
            self._checks[key] = rules.check_type(new, old, self.by_it).refusals
        return self._checks[key]

    def users(self, time_type: int) -> tuple[str, ...]:
        """What keeps a type from being cleared, as Swedish lines."""
        if time_type not in self._users:
            with self._book.read() as reader:
                self._users[time_type] = users_of(reader, time_type, clock.now(reader))
        return self._users[time_type]

    def tick(self, one: TimeType, field: str) -> str:
        """What a tick of a type does as it stands, in the clinic's journal system."""
        if self._policy is None:
            with self._book.read() as reader:
                self._policy = clinics.policy_of(clinics.load(reader, self._clinic))
        return tick_text(field, one, self._policy)

    def forget(self) -> None:
        """Ask anew from now on: the book has changed, or its time."""
        self._warnings.clear()
        self._users.clear()
        self._policy = None
