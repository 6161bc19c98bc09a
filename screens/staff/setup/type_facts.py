"""What the book says of the time types that are being edited (R4-R6, R21-R24)."""

from collections.abc import Sequence

from db import clock
from db.rules.names import time_types as rules
from db.rules.names.tick_help import tick_text
from db.rules.policy import Policy
from db.setup import clinics, time_types
from db.setup.time_type_use import users_of
from db.values import TimeType, Verdict
from screens.staff.setup.draft import Facts


class TypeFacts(Facts):
    """What the book says of the types being edited."""

    def read_ahead(self, types: Sequence[TimeType]) -> None:
        """Ask for the warnings of all these types in one snapshot."""
        asked = [one for one in dict.fromkeys(types) if one not in self._known]
        found: dict[TimeType, list[Verdict]] = {one: [] for one in asked}
        for verdict in time_types.warnings(self._book, self._clinic, asked):
            facts = dict(verdict.facts)
            if "other" not in facts:  # those of the whole set are asked of the draft itself
                found[asked[int(facts["row"] or 0)]].append(verdict)
        self._known.update({one: tuple(verdicts) for one, verdicts in found.items()})

    def warnings(self, one: TimeType) -> tuple[Verdict, ...]:
        """What will surprise about a type by itself."""
        if one not in self._known:
            self.read_ahead((one,))
        warnings: tuple[Verdict, ...] = self._known[one]
        return warnings

    def checks(self, new: TimeType, old: TimeType | None) -> tuple[Verdict, ...]:
        """The rules that refuse a type as it is."""
        return self.once((new, old), lambda: rules.check_type(new, old, self.by_it).refusals)

    def users(self, time_type: int) -> tuple[str, ...]:
        """What keeps a type from being cleared, as Swedish lines."""

        def read() -> tuple[str, ...]:
            with self._book.read() as reader:
                return users_of(reader, time_type, clock.now(reader))

        return self.once(("users", time_type), read)

    def tick(self, one: TimeType, field: str) -> str:
        """What a tick of a type does as it stands, in the clinic's journal system."""

        def read() -> Policy:
            with self._book.read() as reader:
                return clinics.policy_of(clinics.load(reader, self._clinic))

        return tick_text(field, one, self.once("policy", read))
