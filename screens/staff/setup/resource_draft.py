"""Resurser while they are edited: names citizens read, and validity (R25-R27)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, Self

from db.book import Book
from db.fields import NAME_BOUND, name_key
from db.rules.local_time import day_text
from db.rules.names.naming import resource_name_warnings
from db.setup import resources
from db.timeline import parse_day
from db.values import Actor, Resource, ResourceKind, Verdict, clean
from screens.staff.setup.draft import Draft, Edit, Facts, Line, Problem
from screens.staff.setup.saving import BookRows
from widgets.sheet.values import State

KINDS: Final[Mapping[str, str]] = {
    ResourceKind.POSITION.value: "Befattning",
    ResourceKind.PERSON.value: "Person",
}
"""The values of Resurstyp, and how they are shown."""

DAYS: Final = ("valid_from", "valid_to")
"""The fields that hold a day, written ``YYYY-MM-DD`` or left empty."""

_NO_SUGGESTION = Verdict("suggestion", False, "Det finns inget förslag för namnet.", "")


class ResourceFacts(Facts):
    """What the book says of the resources being edited."""

    def cut_off(self, one: Resource) -> tuple[str, ...]:
        """The coming times outside a resource's validity, as Swedish lines."""
        key = (one.id, one.valid_from, one.valid_to)
        return self.once(key, lambda: resources.cut_off(self._book, self._clinic, one))


@dataclass(frozen=True)
class ResourceDraft(Draft[Resource]):
    """The list of Resurser as it is being edited."""

    LABELS: ClassVar[Mapping[str, str]] = {
        "name": "Resursnamn",
        "kind": "Resurstyp",
        "valid_from": "Giltig från",
        "valid_to": "Giltig till",
        "profession": "Yrkeskategori",
    }

    TEXTS: ClassVar[Mapping[str, int]] = {"name": NAME_BOUND, "profession": NAME_BOUND}
    CHOICES: ClassVar[Mapping[str, Mapping[str, str]]] = {"kind": KINDS}
    ITEM = Resource
    NEW = Verdict("new-row", True, "Ny resurs. Skriv Resursnamn.", "[000] R25")
    NOT_ALLOWED = "Bara schemaläggare och IT får ändra resurser."

    facts: ResourceFacts = field(compare=False, repr=False)

    @classmethod
    def open(cls, book: Book, actor: Actor, clinic: int) -> Self:
        """The resources as they stand in the book."""
        return cls.of(resources.every(book, clinic), ResourceFacts(book, actor, clinic))

    # --- editing ------------------------------------------------------------------------------

    def set(self, key: str, field: str, value: str | bool) -> Edit[Self]:
        """Also a day of Giltighet; empty is without end."""
        if field not in DAYS:
            return super().set(key, field, value)
        written = clean(str(value))
        return self.read(
            key, field, str(value), lambda: parse_day(written, field) if written else None
        )

    def suggestion(self, key: str) -> str:
        """The name that puts right all that can be; empty when there is none."""
        now = self.lines[key].now
        found = (dict(one.facts) for one in resource_name_warnings(now.name, now.kind))
        return next((str(facts["suggestion"]) for facts in found if "suggestion" in facts), "")

    def apply_suggestion(self, key: str) -> Edit[Self]:
        """Take the suggested name ("DSK" → "Distriktssköterska") (R26)."""
        better = self.suggestion(key)
        return self.text(key, "name", better) if better else Edit(self, key, _NO_SUGGESTION)

    def cut_off(self, key: str) -> tuple[str, ...]:
        """The coming times, free or booked, that the edited validity leaves outside."""
        line = self.lines[key]
        base = line.base
        if base is None or all(getattr(base, day) == getattr(line.now, day) for day in DAYS):
            return ()
        return self.facts.cut_off(line.now)

    # --- what the base asks -------------------------------------------------------------------

    def meant(self, field: str, value: str) -> object:
        """Resurstyp is one of its values."""
        return ResourceKind(value)

    def written(self, item: Resource, field: str) -> str:
        """Also a day."""
        value = getattr(item, field)
        is_day = field in DAYS and value is not None
        return day_text(value) if is_day else super().written(item, field)

    def is_blank(self, item: Resource) -> bool:
        """Whether nothing is filled in."""
        return replace(item, id=None, revision=0) == Resource()

    def barred(self, key: str, field: str) -> tuple[State, str]:
        """Locked for those who may not edit resources."""
        return ("", "") if self.facts.may_edit else ("locked", self.NOT_ALLOWED)

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


RESOURCE_ROWS: Final = BookRows(
    "resource", ("resurs", "resurser"), ResourceDraft.open, resources.every, resources.save
)
