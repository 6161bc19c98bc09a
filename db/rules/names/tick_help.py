"""What a tick of Tidstyper does as it stands, set or not (R4-R7, R14-R23, R60, R67, R70, R82).

``column_help`` says what a column does in general. Here one cell is asked about, so the sentence
follows what the journal system makes of the type (``Policy``), never the tick's heading alone.
"""

from dataclasses import replace

from db.rules.names.agent_types import is_agent_type
from db.rules.names.time_types import is_cleared
from db.rules.names.type_columns import FIELD_LABELS, TICKS, WEB_TICKS
from db.rules.policy import Mark, Policy
from db.values import TimeType

_NO_EFFECT = "Bocken sparas men har ingen verkan här."
_STAFF_ONLY = "Det påverkar inte vad invånaren kan göra på 1177."
_MARKED_BY = {
    Mark.SUFFIX: "att namnet slutar på 1177",
    Mark.LEVEL: "1177-nivå 4",
}
_NEVER_SHOWN = "Bokningarna visas inte på 1177, så de kan varken av- eller ombokas där."


def tick_text(field: str, t: TimeType, policy: Policy) -> str:
    """What a tick does as it stands: whole Swedish sentences.

    Args:
        field: one of ``TICKS``.
        t: the type, saved or not.

    Raises:
        ValueError: when ``field`` is not a tick.
    """
    if field not in TICKS:
        raise ValueError(f"not a tick: {field}")
    if is_cleared(t):
        return f"{FIELD_LABELS[field]} är inte markerad. Raden är tom och fri att använda."
    state = "markerad" if getattr(t, field) else "inte markerad"
    return f"{FIELD_LABELS[field]} är {state}. {_effect(field, t, policy)}"


def _effect(field: str, t: TimeType, policy: Policy) -> str:
    if field == "bookable":
        can = "kan" if t.bookable else "kan inte"
        return f"Personalen {can} boka tidstypen i tidboken. {_STAFF_ONLY}"
    if field == "hidden":
        return _hidden(t, policy)
    if field == "web_bookable":
        return _bookable(t, policy)
    if field in WEB_TICKS:
        return _changeable(field, t, policy)
    return f"{_NO_EFFECT} {_STAFF_ONLY}"


def _hidden(t: TimeType, policy: Policy) -> str:
    if t.hidden:
        return (
            "Invånaren ser inte bokningarna på 1177 och kan varken boka, avboka eller omboka."
            " De tre webbockarna är släckta."
        )
    if policy.hides(t):
        return policy.hidden_text(t.name)
    return (
        "Invånaren ser sina bokningar på 1177; de tre webbockarna säger om hen kan boka, avboka"
        " och omboka."
    )


def _bookable(t: TimeType, policy: Policy) -> str:
    lead = ""
    if policy.mark is not Mark.TICK:
        lead = f"I {policy.label} är det {_MARKED_BY[policy.mark]} som avgör, inte bocken. "
    face = policy.face(replace(t, id=t.id or 0))
    if not face.offered:
        who = "Varken invånaren eller ombud kan" if policy.agents else "Invånaren kan inte"
        return f"{lead}{who} boka tiderna på 1177."
    if not face.web_name:
        return f"{lead}Tiderna erbjuds ändå inte, för Namn för webbtidbok är tomt."
    if is_agent_type(t.name):
        return f"{lead}Ombud kan boka tiderna. Invånaren erbjuds inte ombudstider."
    who = "Invånaren och ombud kan" if policy.agents else "Invånaren kan"
    return (
        f"{lead}{who} boka tiderna på 1177. Namnet syns där även när det inte finns några"
        " lediga tider."
    )


def _changeable(field: str, t: TimeType, policy: Policy) -> str:
    face = policy.face(replace(t, id=t.id or 0))
    if face.hidden:
        return _NEVER_SHOWN
    cancels = field == "web_cancellable"
    done = "avbokas" if cancels else "ombokas"
    can = face.cancellable if cancels else face.rebookable
    if not can:
        return f"Bokade tider syns på 1177 men kan inte {done} där."
    lead = "" if getattr(t, field) else "Det räcker att namnet slutar på 1177: "
    if cancels:
        by = " och av ombud" if policy.agents else ""
        return f"{lead}{'b' if lead else 'B'}okade tider kan avbokas på 1177{by}."
    length = "samma längd" if policy.same_length else "oavsett längd"
    return (
        f"{lead}{'b' if lead else 'B'}okade tider kan ombokas på 1177 till en ledig tid på samma"
        f" resurs och samma tidstyp, {length}."
    )
