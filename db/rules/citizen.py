"""What 1177 says to the citizen: why a button is not there, and what to do instead (R102).

Sentences of ours in plain Swedish with "du". What decides are the verdicts of ``changes`` and
``gate``, whose own sentences are for staff.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from db.rules.changes.changes import CANCEL_RULES, REBOOK_RULES
from db.rules.changes.late import is_late
from db.rules.local_time import day_of, long_day_text, plain_span_text, time_text
from db.rules.offer.clinic_rules import CONNECTED
from db.rules.policy import Policy
from db.rules.rule import Told
from db.values import Act, Booking, BookingStatus, CaseKind, Day, Decision, Minutes, Role


class Where(NamedTuple):
    """The clinic as the citizen reaches it; the number may be empty."""

    name: str
    phone: str = ""

    @property
    def call(self) -> str:
        """What to do when it cannot be done here: a sentence."""
        return f"Ring {self.name} på {self.phone}." if self.phone else f"Ring {self.name}."


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something can be done here now.

    Attributes:
        allowed: whether the button is there.
        note: where it is not, why and what to do; where it is, what it may cost. Often empty.
        reason: the name of the rule that decided; empty when none did.
    """

    allowed: bool
    note: str = ""
    reason: str = ""


_DONE: Final = {Act.CANCELLED: "avbokas", Act.REBOOKED: "ombokas"}


_ANSWERS_LATE: Final = frozenset({"web-cancellable", "web-rebookable", "booking-shown"})
"""The rules that a type's ticks decide, which 1177 knows after a delay (R12)."""


def standing(
    act: Act, decision: Decision, where: Where, policy: Policy, left: Minutes, *,
    has_button: bool = False,
) -> Standing:  # fmt: skip
    """Whether the citizen may cancel or rebook, in words for the citizen.

    Args:
        left: minutes to the visit.
        has_button: whether 1177 lets the citizen try all the same: it does not know yet (R12).
    """
    refusals = decision.refusals
    if not refusals:
        if is_late(left, policy):
            return Standing(True, _late_notice(policy, left), "late")
        return Standing(True)
    rule = refusals[0].rule
    if has_button and rule in _ANSWERS_LATE:
        said = f"{where.name} tillåter inte längre att den här tiden {_DONE[act]} på 1177."
        return Standing(False, f"{said} {where.call}", rule)
    return Standing(False, _why_not(rule, act, where, policy, left), rule)


_BY: Final = {Role.CITIZEN: "av dig själv", Role.AGENT: "av ett ombud"}


def changed_note(by: Role | None, now: Booking | None) -> str:
    """What has become of a booked time since it was shown, said to the citizen.

    Args:
        by: the role that last acted on it; None when that is not known.
        now: the booking as it is; None when 1177 does not show it any longer.
    """
    who = _BY.get(by or Role.STAFF, "av mottagningen")
    if now is None:
        return f"Tiden har ändrats {who} och visas inte längre här."
    if now.status is BookingStatus.CANCELLED:
        return f"Tiden är redan avbokad {who}."
    when = long_day_text(day_of(now.start))
    return (
        f"Tiden har flyttats {who} till {when} kl. {time_text(now.start)} hos {now.resource_name}."
    )


def _late_notice(policy: Policy, left: Minutes) -> str:
    hours = policy.late_limit_min // 60
    return (
        f"Det är {plain_span_text(left)} kvar till besöket. Du kan ändra tiden ändå, men när det"
        f" är mindre än {hours} timmar kvar kan mottagningen ta betalt."
    )


_CHANGING: Final[dict[str, Told]] = {
    rule.name: rule.told for rule in (*CANCEL_RULES[Role.CITIZEN], *REBOOK_RULES[Role.CITIZEN])
}


def _why_not(rule: str, act: Act, where: Where, policy: Policy, left: Minutes) -> str:
    hours = policy.late_limit_min // 60
    edge = f"{hours} timmar eller mindre" if policy.edge_is_late else f"mindre än {hours} timmar"
    text = _CHANGING.get(rule, Told()).changing or "Den här tiden kan inte {act} på 1177. {call}"
    return text.format(
        clinic=where.name, call=where.call, left=plain_span_text(left), edge=edge, act=_DONE[act]
    )


# --- the clinic's services ------------------------------------------------------------------------


def service_note(kind: CaseKind, decision: Decision, where: Where) -> str:
    """Why a clinic's service is not open to the citizen, and what to do; empty when it is (R128).

    Args:
        decision: the verdicts on connection, ärendetyp and audience.
    """
    refusals = decision.refusals
    if not refusals:
        return ""
    rule = refusals[0].rule
    if rule == "clinic-connected":
        return CONNECTED.told.changing.format(clinic=where.name, call=where.call)
    if rule == "audience":
        return f"Tjänsten är bara till för vissa invånare. {where.call}"
    what = {
        CaseKind.BOOK: "boka tid",
        CaseKind.CHANGE: "av- och omboka tid",
        CaseKind.REQUEST: "beställa tid",
    }[kind]
    return f"{where.name} har inte öppnat för att {what} på 1177. {where.call}"


# --- no times to choose ---------------------------------------------------------------------------

_NO_TIMES: Final[dict[str, str]] = {
    "": "Det finns inga lediga tider för ”{name}” just nu. {call}",
    "published": "”{name}” bokas inte på 1177 just nu. {call}",
    "not-hidden": "”{name}” bokas inte på 1177 just nu. {call}",
    "not-agent-type": "”{name}” bokas inte på 1177. {call}",
    "web-bookable": "”{name}” bokas inte på 1177 just nu. {call}",
    "earliest-day": "De tider som finns för ”{name}” är för nära i tiden för att bokas här. {call}",
    "released": "Tiderna för ”{name}” är inte släppta ännu. {call}",
    "resource-valid": "Den som tar emot för ”{name}” har inga dagar att boka just nu. {call}",
    "not-blocked": "Mottagningen har fått förhinder på tiderna för ”{name}”. {call}",
}
"""By the rule that keeps most times back; none where there are no times at all."""


def no_times_note(name: str, rule: str, released: Day | None, where: Where) -> str:
    """Why a type has no times to choose, and what to do.

    Args:
        name: what the citizen reads the type as.
        rule: what keeps most of its times back; empty where there are none.
        released: the first local day on which one is released; None when none waits for that.
    """
    if released is not None:
        day = long_day_text(released)
        return (
            f"Det finns inga lediga tider för ”{name}” just nu. Nya tider släpps {day} kl. 00:00."
        )
    return _NO_TIMES.get(rule, _NO_TIMES[""]).format(name=name, call=where.call)


# --- booked times that do not show ----------------------------------------------------------------


def unseen_note(decision: Decision, where: Where) -> str:
    """Why a coming booked time does not show to its citizen, who has its confirmation (R98, R104).

    Empty where it shows; where care hides it, since then nothing of it is told (R21, R69); and
    where the clinic is not connected, since then 1177 knows nothing of it.

    Args:
        decision: the verdicts on whether it shows.
    """
    if [one.rule for one in decision.refusals] != ["change-case-active"]:
        return ""
    return (
        f"Du har bokad tid hos {where.name} som inte visas här, för mottagningen har inte öppnat"
        f" tjänsten där du ser bokade tider. {where.call}"
    )


# --- notices --------------------------------------------------------------------------------------

CARE_CANCELLED: Final = (
    "Vården avbokade din tid. Då skickas varken meddelande eller avisering; mottagningen ska"
    " kontakta dig själv."
)
"""R123."""


class Wish(NamedTuple):
    """What the citizen has turned on, and whether there is somewhere to send it.

    Attributes:
        has_phone: whether there is a number that gets SMS.
    """

    sms: bool
    mail: bool
    has_phone: bool
    has_mail: bool


UNSENT: Final = {
    "phone": "Ingen avisering: du hade inget svenskt mobilnummer.",
    "email": "Ingen avisering: du hade ingen e-postadress.",
    "off": "Ingen avisering: aviseringar var avstängda. Meddelandet finns i inkorgen.",
}
"""Why a message made no notice, by the name that is kept with the message."""


def unsent(wish: Wish) -> str:
    """Why an act that makes a message makes no notice, a name in ``UNSENT``; empty if it does."""
    if (wish.sms and wish.has_phone) or (wish.mail and wish.has_mail):
        return ""
    if wish.sms:
        return "phone"
    return "email" if wish.mail else "off"
