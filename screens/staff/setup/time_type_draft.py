"""Tidstyper while it is edited: the grid's rules applied to rows that are not saved (R4-R24)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from db import clock
from db.book import Book
from db.fields import NAME_BOUND
from db.rules.names import time_types as rules
from db.rules.names.agent_types import is_agent_type
from db.rules.names.tick_help import tick_text
from db.rules.names.type_columns import FIELD_LABELS, TICKS, WEB_TICKS
from db.rules.policy import Policy
from db.setup import clinics, time_types
from db.setup.time_type_use import users_of
from db.setup.time_types import MAX_LEVEL, WEB_INFO_BOUND
from db.texts import COLOURS, VIDEO
from db.values import Actor, TimeType, Verdict
from screens.staff.setup.draft import FINE, Draft, Edit, Facts, Line, Problem
from screens.staff.setup.saving import BookRows
from widgets.sheet.values import State

_LOCKED = "Tidstyper med ”Ombud” i namnet ställs in av IT och ändras inte på enheten."
_BLANK = Verdict("blank", True, "Raden är tom och fri att använda igen.", "[000] R24")
_ON_CLEARED = Verdict("already-cleared", False, "Raden är redan tom.", "[000] R24")
_CLEARED = Verdict(
    "cleared", True,
    "Raden är rensad: namn, bockar och informationstext är borta. Den är fri att använda igen.",
    "[000] R24",
)  # fmt: skip
_ABOUT_BOOKED = ("booked-hidden", "booked-fixed")
_SERIOUS_FIELDS = {"hidden-no-web-ticks": "hidden", "agent-type-ticks": "web_bookable"}
_WARN_FIELDS = {
    "hidden-in-template": "hidden", "no-times": "web_bookable", "booked-hidden": "hidden",
}  # fmt: skip


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


@dataclass(frozen=True)
class TimeTypeDraft(Draft[TimeType]):
    """The grid of Tidstyper as it is being edited."""

    LABELS: ClassVar[Mapping[str, str]] = {
        **FIELD_LABELS, "colour": "Färg", "level": "1177-nivå",
    }  # fmt: skip

    TEXTS: ClassVar[Mapping[str, int]] = {
        "name": NAME_BOUND, "web_name": NAME_BOUND, "web_info": WEB_INFO_BOUND,
    }  # fmt: skip
    CHOICES: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "video": VIDEO,
        "colour": COLOURS,
        "level": {"": "", **{str(n): str(n) for n in range(MAX_LEVEL + 1)}},
    }
    ITEM = TimeType
    NEW = Verdict("new-row", True, "Ny tom rad. Skriv först Namn i AsynjaVisph.", "[000] R57")
    NOT_ALLOWED = "Bara schemaläggare och IT får ändra tidstyper."

    facts: TypeFacts = field(compare=False, repr=False)

    @classmethod
    def open(cls, book: Book, actor: Actor, clinic: int) -> Self:
        """The grid as it stands in the book, with a blank row first also where it has none."""
        types = time_types.every(book, clinic)
        facts = TypeFacts(book, actor, clinic)
        facts.read_ahead(types)
        draft = cls.of(types, facts)
        if facts.may_edit and not any(map(rules.is_cleared, types)):
            draft, _ = draft.with_new(TimeType())
        return draft

    # --- editing ------------------------------------------------------------------------------

    def tick(self, key: str, field: str, on: bool) -> Edit[Self]:
        """Set or clear a tick; hiding clears the three web ticks in the same edit (R20)."""
        state, why = self.barred(key, field)
        line = self.lines[key]
        changed, said = rules.set_tick(line.now, field, on)
        if state == "greyed":
            return Edit(self, key, said)
        if state:
            return Edit(self, key, Verdict(state, False, why, "[000] R4, R6"))
        draft = self.with_line(key, line._replace(now=changed))
        after, items = draft.said_after(self, key, field)
        if after.rule in _ABOUT_BOOKED:  # whom it concerns, and then what the rule does (R20)
            return Edit(draft, key, after._replace(text=f"{after.text} {said.text}"), items)
        # What the rule does by itself (R20) is said before what will surprise.
        return Edit(draft, key, said if after.passed or field == "hidden" else after, items)

    def set(self, key: str, field: str, value: str | bool) -> Edit[Self]:
        """Give a cell what the sheet says, whatever kind it is."""
        if field in TICKS:
            return self.tick(key, field, bool(value))
        return super().set(key, field, value)

    def clear(self, key: str) -> Edit[Self]:
        """Rensa: empty a row that will not be used again; refused while anything uses it (R24)."""
        state, why = self.barred(key, "name")
        line = self.lines[key]
        if state:
            return Edit(self, key, Verdict(state, False, why, "[000] R4, R6"))
        if line.now == rules.cleared(line.now) and not line.bad:
            return Edit(self, key, _ON_CLEARED)
        users = self._users(line)
        if users:
            return Edit(self, key, _in_use(line), users)
        draft = self.with_line(key, Line(line.base, rules.cleared(line.now)))
        return Edit(draft, key, _CLEARED)

    def reread(self) -> Self:
        """The same draft, with the book asked anew about its types."""
        draft = super().reread()
        draft.facts.read_ahead([line.now for line in self.lines.values()])
        return draft

    # --- what the base asks -------------------------------------------------------------------

    def meant(self, field: str, value: str) -> object:
        """A PASiS level is a number, or none."""
        return (int(value) if value else None) if field == "level" else value

    def is_blank(self, item: TimeType) -> bool:
        """Whether the row is cleared."""
        return rules.is_cleared(item)

    def settled(self, item: TimeType) -> TimeType:
        """The type as it is stored: clearing by hand equals Rensa."""
        return rules.cleared(item) if rules.is_cleared(item) else item

    def barred(self, key: str, field: str) -> tuple[State, str]:
        """Locked Ombud rows for all but IT (R4-R6), greyed web ticks of a hidden type (R20)."""
        line = self.lines[key]
        if not self.facts.may_edit:
            return "locked", self.NOT_ALLOWED
        if line.base is not None and is_agent_type(line.base.name) and not self.facts.by_it:
            return "locked", _LOCKED
        if field in WEB_TICKS and line.now.hidden and not getattr(line.now, field):
            return "greyed", rules.set_tick(line.now, field, True)[1].text
        return "", ""

    def row_problems(self, key: str, line: Line[TimeType]) -> tuple[Problem, ...]:
        """What stops a row from being saved, and what will surprise about it."""
        found = []
        if line.base is not None and self._is_emptied(line) and self._users(line):
            found.append(Problem(key, "name", True, _in_use(line), self._users(line)))
        if line.base is None or line.now != line.base:
            found += [
                Problem(key, _field_of_check(one, line.now), True, one)
                for one in self.facts.checks(line.now, line.base)
            ]
        found += [
            Problem(key, _field_of_warning(one, line), False, one)
            for one in self.facts.warnings(line.now)
        ]
        return tuple(found)

    def set_problems(self) -> tuple[Problem, ...]:
        """Two rows of one name, and two that read the same on 1177; said at both."""
        types = [self.lines[key].now for key in self.keys]
        return tuple(
            Problem(self.keys[int(at or 0)], cell, serious, verdict)
            for cell, serious, found in (
                ("name", True, rules.check_set(types)),
                ("web_name", False, rules.warn_set(types)),
            )
            for verdict in found
            for _, at in verdict.facts
        )

    # --- private ------------------------------------------------------------------------------

    def said_after(
        self, before: Draft[TimeType], key: str, field: str
    ) -> tuple[Verdict, tuple[str, ...]]:
        """What to say about a cell that was just edited; a row that became empty says so."""
        said, items = super().said_after(before, key, field)
        if said is FINE and self._is_emptied(self.lines[key]):
            return _BLANK, ()
        return said, items

    def _is_emptied(self, line: Line[TimeType]) -> bool:
        was_used = line.base is not None and not rules.is_cleared(line.base)
        return was_used and rules.is_cleared(line.now)

    def _users(self, line: Line[TimeType]) -> tuple[str, ...]:
        return () if line.base is None else self.facts.users(line.base.id or 0)


def _in_use(line: Line[TimeType]) -> Verdict:
    name = line.base.name if line.base is not None else line.now.name
    said = f"”{name}” används och kan inte rensas."
    return Verdict("type-in-use", False, said, "[000] R24; vårt val")


def _field_of_check(verdict: Verdict, now: TimeType) -> str:
    cell = _SERIOUS_FIELDS.get(verdict.rule, "name")
    return "hidden" if cell == "web_bookable" and now.hidden else cell


def _field_of_warning(verdict: Verdict, line: Line[TimeType]) -> str:
    if verdict.rule == "booked-fixed":  # the tick that was taken away
        base = line.base
        gone = base is None or base.web_cancellable == line.now.web_cancellable
        return "web_rebookable" if gone else "web_cancellable"
    if verdict.rule in _WARN_FIELDS:
        return _WARN_FIELDS[verdict.rule]
    return "web_info" if verdict.rule.startswith("web-info") else "web_name"


TYPE_ROWS: Final = BookRows(
    "time_type", ("en tidstyp", "tidstyper"), TimeTypeDraft.open, time_types.every, time_types.save
)
