"""Resurser while they are edited: names citizens read, and validity (R25-R27)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, Self

from db import fields
from db.book import Book
from db.errors import Invalid
from db.fields import NAME_BOUND, name_key
from db.permissions import SCHEDULERS
from db.rules.local_time import day_text
from db.rules.names.naming import resource_name_warnings
from db.setup import resources
from db.timeline import parse_day
from db.values import Actor, Day, Resource, ResourceKind, Verdict, clean
from screens.staff.setup.draft import Draft
from screens.staff.setup.draft_values import Bad, Edit, Line, Problem, State, stored_key
from screens.staff.setup.saving import BookRows

KINDS: Final[Mapping[str, str]] = {
    ResourceKind.POSITION.value: "Befattning",
    ResourceKind.PERSON.value: "Person",
}
"""The values of Resurstyp, and how they are shown."""

DAYS: Final = ("valid_from", "valid_to")
"""The fields that hold a day, written ``YYYY-MM-DD`` or left empty."""

_NOT_ALLOWED = "Bara schemaläggare och IT får ändra resurser."
_NO_SUGGESTION = Verdict("suggestion", False, "Det finns inget förslag för namnet.", "")
_NEW = Verdict("new-row", True, "Ny resurs. Skriv Resursnamn.", "[000] R25")


class ResourceFacts:
    """What the book says of the resources being edited, each thing asked once.

    Args:
        book: the book.
        actor: who edits.
        clinic: the clinic's id.
    """

    def __init__(self, book: Book, actor: Actor, clinic: int) -> None:
        self.may_edit = actor.role in SCHEDULERS
        self._book, self._clinic = book, clinic
        self._cut: dict[tuple[int | None, Day | None, Day | None], tuple[str, ...]] = {}

    def cut_off(self, one: Resource) -> tuple[str, ...]:
        """The coming times outside a resource's validity, as Swedish lines."""
        key = (one.id, one.valid_from, one.valid_to)
        if key not in self._cut:
            self._cut[key] = resources.cut_off(self._book, self._clinic, one)
        return self._cut[key]

    def forget(self) -> None:
        """Ask anew from now on: the book has changed, or its time."""
        self._cut.clear()


@dataclass(frozen=True)
class ResourceDraft(Draft[Resource]):
    """The list of Resurser as it is being edited.

    Attributes:
        facts: what the book says of the resources.
    """

    LABELS: ClassVar[Mapping[str, str]] = {
        "name": "Resursnamn",
        "kind": "Resurstyp",
        "valid_from": "Giltig från",
        "valid_to": "Giltig till",
        "profession": "Yrkeskategori",
    }

    facts: ResourceFacts = field(compare=False, repr=False)

    @classmethod
    def open(cls, book: Book, actor: Actor, clinic: int) -> Self:
        """The resources as they stand in the book."""
        lines = {stored_key(one): Line(one, one) for one in resources.every(book, clinic)}
        return cls(lines, tuple(lines), 0, ResourceFacts(book, actor, clinic))

    # --- editing ------------------------------------------------------------------------------

    def text(self, key: str, field: str, value: str) -> Edit[Self]:
        """Write Resursnamn or Yrkeskategori."""
        try:
            cleaned = fields.text(value, field, self.LABELS[field], NAME_BOUND)
        except Invalid as error:
            return self._refused(key, field, value, error)
        return self.set_value(key, field, cleaned)

    def day(self, key: str, field: str, value: str) -> Edit[Self]:
        """Write a day of Giltighet; empty is without end. What is no day stays in the cell."""
        cleaned = clean(value)
        try:
            day = parse_day(cleaned, field) if cleaned else None
        except Invalid as error:
            return self._refused(key, field, value, error)
        return self.set_value(key, field, day)

    def choice(self, key: str, field: str, value: str) -> Edit[Self]:
        """Choose Resurstyp ("kind")."""
        if value not in KINDS:
            said = f"”{clean(value)[:40]}” finns inte bland valen för {self.LABELS[field]}."
            return Edit(self, key, Verdict("choice", False, said, ""))
        return self.set_value(key, field, ResourceKind(value))

    def set(self, key: str, field: str, value: str | bool) -> Edit[Self]:
        """Give a cell what the sheet says, whatever kind it is."""
        if field in DAYS:
            return self.day(key, field, str(value))
        if field == "kind":
            return self.choice(key, field, str(value))
        return self.text(key, field, str(value))

    def new(self) -> Edit[Self]:
        """Ny...: an empty row on top; ``Edit.key`` is its key."""
        if not self.facts.may_edit:
            return Edit(self, "", Verdict("locked", False, _NOT_ALLOWED, ""))
        draft, key = self.with_new(self.empty())
        return Edit(draft, key, _NEW)

    def suggestion(self, key: str) -> str:
        """The name that puts right all that can be; empty when there is none."""
        now = self.lines[key].now
        found = (dict(one.facts) for one in resource_name_warnings(now.name, now.kind))
        return next((str(facts["suggestion"]) for facts in found if "suggestion" in facts), "")

    def apply_suggestion(self, key: str) -> Edit[Self]:
        """Take the suggested name ("DSK" → "Distriktssköterska") (R26)."""
        better = self.suggestion(key)
        return self.text(key, "name", better) if better else Edit(self, key, _NO_SUGGESTION)

    def reread(self) -> Self:
        """The same draft, with the book asked anew about its resources."""
        self.facts.forget()
        return replace(self)

    def cut_off(self, key: str) -> tuple[str, ...]:
        """The coming times, free or booked, that the edited validity leaves outside."""
        line = self.lines[key]
        base = line.base
        if base is None or all(getattr(base, day) == getattr(line.now, day) for day in DAYS):
            return ()
        return self.facts.cut_off(line.now)

    # --- what the base asks -------------------------------------------------------------------

    def empty(self) -> Resource:
        """A new row."""
        return Resource()

    def written(self, item: Resource, field: str) -> str:
        """What a cell says: the text, the day, or the value that is chosen."""
        value = getattr(item, field)
        if field in DAYS:
            return "" if value is None else day_text(value)
        return str(value)

    def is_blank(self, item: Resource) -> bool:
        """Whether nothing is filled in."""
        return replace(item, id=None, revision=0) == Resource()

    def settled(self, item: Resource) -> Resource:
        """The resource as it would be saved."""
        return item

    def barred(self, key: str, field: str) -> tuple[State, str]:
        """Locked for those who may not edit resources."""
        return ("", "") if self.facts.may_edit else ("locked", _NOT_ALLOWED)

    def row_problems(self, key: str, line: Line[Resource]) -> tuple[Problem, ...]:
        """A missing name, a validity that ends before it begins or cuts off times, and R25-R27."""
        now, found = line.now, []
        is_used = line.base is not None or not self.is_blank(now)
        if is_used and not now.name:
            said = Verdict("empty", False, "Resursnamn måste fyllas i.", "[000] R25")
            found.append(Problem(key, "name", True, said))
        if None not in (now.valid_from, now.valid_to) and (now.valid_from or 0) > (
            now.valid_to or 0
        ):
            said = Verdict("validity", False, "Giltighet slutar innan den börjar.", "vårt val")
            found.append(Problem(key, "valid_to", True, said))
        elif lines := self.cut_off(key):
            found.append(Problem(key, _moved_end(line), False, _cut_text(lines), lines))
        names = resource_name_warnings(now.name, now.kind)
        return (*found, *(Problem(key, "name", False, one) for one in names))

    def set_problems(self) -> tuple[Problem, ...]:
        """Two resources of one name; said at both."""
        keys = {key: name_key(self.lines[key].now.name) for key in self.keys}
        times = Counter(keys.values())
        return tuple(
            Problem(key, "name", True, _taken(self.lines[key].now.name))
            for key, name in keys.items()
            if name and times[name] > 1
        )

    # --- private ------------------------------------------------------------------------------

    def _refused(self, key: str, field: str, value: str, error: Invalid) -> Edit[Self]:
        why = Verdict(error.code, False, error.text, error.source)
        return self.set_value(key, field, None, Bad(field, clean(value), why))


def _taken(name: str) -> Verdict:
    said = f"Två resurser heter ”{name}”. Ge dem olika Resursnamn."
    return Verdict("name-taken", False, said, "[000] R25")


def _moved_end(line: Line[Resource]) -> str:
    """The end of the validity that was moved; the last when both were."""
    moved = line.base is not None and line.base.valid_to != line.now.valid_to
    return "valid_to" if moved else "valid_from"


def _cut_text(lines: tuple[str, ...]) -> Verdict:
    count = "En kommande tid" if len(lines) == 1 else f"{len(lines)} kommande tider"
    more = f" och {len(lines) - 1} till" if len(lines) > 1 else ""
    said = (
        f"{count} hamnar utanför giltigheten: {lines[0]}{more}."
        " De ligger kvar i tidboken, men 1177 erbjuder inte de lediga."
    )
    return Verdict("cut-off", False, said, "vårt val", facts=(("times", len(lines)),))


class ResourceRows(BookRows[ResourceDraft]):
    """The unit's resources as the book has them."""

    TABLE = "resource"
    THINGS = ("resurs", "resurser")

    def open(self) -> ResourceDraft:
        """The resources as they stand in the book."""
        session = self.session
        return ResourceDraft.open(session.book, session.actor, session.clinic)

    def every(self) -> tuple[Resource, ...]:
        """The resources in the book, by name."""
        return resources.every(self.session.book, self.session.clinic)

    def save(self, edited: Sequence[Resource]) -> None:
        """Save them, all or none."""
        session = self.session
        resources.save(session.book, session.actor, session.clinic, edited)
