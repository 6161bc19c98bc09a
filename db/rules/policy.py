"""The journal systems' rules as data (GUIDES.md A2). Nowhere else is a policy asked by name.

Where the guides say nothing of a journal system it follows AsynjaVisph: our choice, and
``Policy.ours`` names those fields.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from db.basics import CaseKind, JournalSystem, Minutes, WebFace

if TYPE_CHECKING:
    from db.values import TimeType


class Mark(StrEnum):
    """What makes a time bookable on 1177."""

    TICK = "tick"
    SUFFIX = "suffix"
    LEVEL = "level"


class HideScope(StrEnum):
    """Whether staff hide a whole type or one booking from the citizen."""

    TYPE = "type"
    BOOKING = "booking"


@dataclass(frozen=True, slots=True)
class Policy:
    """How one journal system behaves.

    Attributes:
        horizon_days: how far ahead times show when Bok.före is empty; that day counts.
        earliest_days: the earliest day that can be booked, counted from today.
        late_limit_min: the 24-hour limit.
        edge_is_late: whether a change exactly at the limit is late.
        late_blocks: whether a late change by the citizen is refused (else only judged).
        same_length: whether a rebooking must keep the length.
        reason_required: whether a cancellation must have a reason.
        mark: what makes a type bookable on 1177.
        hide_scope: what staff hide.
        own_web_name: whether the citizen reads Namn för webbtidbok, or the type's own name.
        always_hidden: names of types that never show for the citizen.
        web_log: whether staff see citizens' changes in Logg för webbtidbok; otherwise struck
            through in the time book. The book keeps the rows in either case.
        max_changes: how often a citizen may change a booking, None for no limit.
        returns_to_waiting_list: whether a citizen's cancellation puts the patient back (R49).
        open_invitation: whether öppen kallelse exists.
        agents: whether ombud book.
        day_plan: whether "Ändra mall tillfälligt" exists (R77).
        case_names: the names of its ärendetyper.
        ours: the fields whose values are our choice.
    """

    system: JournalSystem
    label: str
    horizon_days: int
    earliest_days: int
    late_limit_min: Minutes
    edge_is_late: bool
    late_blocks: bool
    same_length: bool
    reason_required: bool
    mark: Mark
    hide_scope: HideScope
    own_web_name: bool
    always_hidden: tuple[str, ...]
    web_log: bool
    returns_to_waiting_list: bool
    open_invitation: bool
    agents: bool
    case_names: dict[CaseKind, str]
    max_changes: int | None = None
    day_plan: bool = False
    ours: tuple[str, ...] = ()

    def offers(self, time_type: "TimeType") -> bool:
        """Whether this system lets the type be booked on 1177 (R14, R67, R82)."""
        if self.mark is Mark.SUFFIX:
            return time_type.name.endswith(SUFFIX)
        if self.mark is Mark.LEVEL:
            return time_type.level == DIRECT_BOOKING_LEVEL
        return time_type.web_bookable

    def hides(self, time_type: "TimeType") -> bool:
        """Whether bookings of the type never show for the citizen (R20-R21, R70)."""
        return time_type.hidden or time_type.name in self.always_hidden

    def hidden_text(self, name: str) -> str:
        """Why the bookings of a hidden type never show (R20-R21, R70): a Swedish sentence.

        Args:
            name: the type's Namn i AsynjaVisph; the type is known to be hidden.
        """
        if name in self.always_hidden:
            return f"{self.label} visar aldrig tidstypen {name} för patienten på 1177."
        return f"Dölj bokning för patient är markerad för {name}."

    def face(self, time_type: "TimeType") -> WebFace:
        """The type as 1177 would know it if it were published as it is."""
        assert time_type.id is not None
        every = self.mark is Mark.SUFFIX and self.offers(time_type)  # R67: all three
        hidden = self.hides(time_type)
        return WebFace(
            time_type=time_type.id,
            name=time_type.name,
            web_name=time_type.web_name if self.own_web_name else time_type.name,
            offered=self.offers(time_type) and not hidden,
            cancellable=(every or time_type.web_cancellable) and not hidden,
            rebookable=(every or time_type.web_rebookable) and not hidden,
            hidden=hidden,
            web_info=time_type.web_info,
        )


SUFFIX = "1177"
DIRECT_BOOKING_LEVEL = 4

_ASYNJA_SAYS: Final[dict[str, Any]] = {
    "horizon_days": 60,  # R29
    "earliest_days": 0,
    "late_limit_min": 24 * 60,  # R50
    "late_blocks": False,  # R50: the system does not block
    "same_length": False,  # R3, R18
    "mark": Mark.TICK,  # R14
    "hide_scope": HideScope.TYPE,  # R20
    "own_web_name": True,  # R9
    "always_hidden": (),  # R60: administration must be ticked hidden
    "web_log": True,  # R42
    "returns_to_waiting_list": True,  # R49
    "agents": True,  # R4-R7
}
_USUAL: Final[dict[str, Any]] = {
    **_ASYNJA_SAYS,
    "edge_is_late": False,  # A7: exactly 24 h 00 is in time
    "reason_required": False,
    "open_invitation": False,
    "max_changes": None,
    "day_plan": False,
    "case_names": {
        CaseKind.BOOK: "Boka tid direkt",
        CaseKind.CHANGE: "Se bokad tid, av- eller omboka tid direkt",
        CaseKind.REQUEST: "Beställa tid",
    },
}
"""What every system does of which the guides say nothing else."""


def _policy(system: JournalSystem, label: str, says: dict[str, Any], **own: Any) -> Policy:  # noqa: ANN401 - any field
    """A system by what the guides say of it.

    Args:
        system: which.
        says: the guides' values by field.
        own: our choices where it does not do as AsynjaVisph.
    """
    ours = tuple(field for field in _USUAL if field not in says)
    return Policy(system, label, **{**_USUAL, **own, **says}, ours=ours)


_PMO_SAYS: Final[dict[str, Any]] = {
    "horizon_days": 56,  # R66
    "earliest_days": 0,  # R71
    "late_limit_min": 24 * 60,  # R62
    "edge_is_late": True,  # R62 "fr.o.m. 24 timmar före"
    "late_blocks": True,  # R62
    "same_length": True,  # R65
    "reason_required": True,  # R64
    "max_changes": None,  # R63
    "mark": Mark.SUFFIX,  # R67
    "hide_scope": HideScope.BOOKING,  # R69
    "own_web_name": False,  # A2: the suffix shows
    "always_hidden": ("Administration",),  # R70
    "web_log": False,  # R75: struck through in the time book
    "open_invitation": False,  # R84: PASiS only
    "day_plan": True,  # R77
    "case_names": {
        CaseKind.BOOK: "Boka tid",  # [001]
        CaseKind.CHANGE: "Bokade tider, av- och omboka",
        CaseKind.REQUEST: "Beställa tid",
    },
}
_PASIS_SAYS: Final[dict[str, Any]] = {
    "earliest_days": 1,  # R81
    "late_limit_min": 24 * 60,  # R80
    "edge_is_late": False,  # R80 "fram till 24 timmar innan"
    "late_blocks": True,  # R80
    "mark": Mark.LEVEL,  # R82
    "open_invitation": True,  # R84
    "case_names": {
        **_USUAL["case_names"],
        CaseKind.CHANGE: "Bokade tider, av- och omboka direkt",
    },
}
_STANDALONE_SAYS: Final[dict[str, Any]] = {
    "mark": Mark.TICK,  # R90
    "case_names": {
        **_USUAL["case_names"],
        CaseKind.CHANGE: "Av/omboka tid direkt (Mina tidsbokningar)",
    },
}

POLICIES: Final[dict[JournalSystem, Policy]] = {
    policy.system: policy
    for policy in (
        _policy(JournalSystem.ASYNJA, "AsynjaVisph", _ASYNJA_SAYS),
        _policy(JournalSystem.PMO, "PMO", _PMO_SAYS, agents=False),
        _policy(JournalSystem.PASIS, "PASiS", _PASIS_SAYS),
        _policy(JournalSystem.STANDALONE, "Fristående tidbok", _STANDALONE_SAYS),
    )
}
