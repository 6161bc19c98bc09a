"""What is being edited of one ärendetyp, and what is said of it: pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from db.fields import TEXT_BOUND
from db.rules.terms.review import PART_LABELS
from db.rules.terms.terms import HELP_BOUND, SHOWN, length
from db.setup.case_types import Member
from db.values import CaseType, Clash, Terms


class Draft(NamedTuple):
    """The edited state.

    Attributes:
        terms: as the fields have them.
        active: Aktivera.
        limited: För begränsat urval.
        include: who comes into the urval.
        exclude: who goes from it.
    """

    terms: Terms = Terms()
    active: bool = False
    limited: bool = False
    include: frozenset[int] = frozenset()
    exclude: frozenset[int] = frozenset()

    @classmethod
    def of(cls, case_type: CaseType) -> "Draft":
        """As it is stored."""
        return cls(case_type.terms, case_type.active, case_type.limited)

    def onto(self, case_type: CaseType) -> CaseType:
        """What is to be saved of it, with the revision it was read with."""
        return replace(case_type, terms=self.terms, active=self.active, limited=self.limited)

    def taking(self, stands: CaseType, clashes: Iterable[Clash]) -> "Draft":
        """With what is stored in the parts that both have changed."""
        theirs, fields = Draft.of(stands), {clash.field for clash in clashes}
        parts = {one: getattr(theirs.terms, one) for one in PART_LABELS if one in fields}
        terms = replace(self.terms, **parts)
        return self._replace(
            terms=terms,
            active=theirs.active if "active" in fields else self.active,
            limited=theirs.limited if "limited" in fields else self.limited,
        )

    def with_audience(self, people: Iterable[Member], chosen: frozenset[int]) -> "Draft":
        """With the urval that was chosen, as what differs from the stored one."""
        inside = frozenset(one.id for one in people if one.inside)
        return self._replace(include=chosen - inside, exclude=inside - chosen)


class Note(NamedTuple):
    """What stands at the right of a part's name, and whether it is a fault."""

    text: str
    is_fault: bool = False


def note(part: str, text: str) -> Note:
    """How much is written of a part, and how much of that shows."""
    size = length(text)
    if len(text) > TEXT_BOUND:
        return Note(f"! {len(text)} tecken, högst {TEXT_BOUND}", True)
    if part == "to_care":
        said = f"{size} av {HELP_BOUND}"
        return Note(f"! {said}", True) if size > HELP_BOUND else Note(said)
    if part == "clinic":
        if size > SHOWN:
            return Note(f"{SHOWN} av {size} tecken visas direkt")
        return Note(f"{size} av {SHOWN}")
    return Note(f"{size} tecken")
