"""What `?` says of a tick: what it does as it stands, in the journal system that has it."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from db.rules.names.tick_help import tick_text
from db.rules.names.type_columns import FIELD_LABELS, TICKS, WEB_TICKS
from db.rules.policy import POLICIES, Policy
from db.values import TimeType
from tests.db.rules.cases import ASYNJA, PASIS, PMO

OPEN = TimeType(
    id=1, name="Läkarbesök", web_name="Nya besvär", bookable=True, web_bookable=True,
    web_cancellable=True, web_rebookable=True,
)  # fmt: skip
CLOSED = TimeType(id=1, name="Läkarbesök", web_name="Nya besvär")
AGENT = replace(OPEN, name="Kommunombud")


@pytest.mark.parametrize(
    ("field", "one", "policy", "said"),
    [
        ("hidden", OPEN, ASYNJA, "Invånaren ser sina bokningar på 1177"),
        ("hidden", replace(CLOSED, hidden=True), ASYNJA, "Invånaren ser inte bokningarna"),
        ("hidden", replace(CLOSED, name="Administration"), PMO,
         "PMO visar aldrig tidstypen Administration"),
        ("bookable", OPEN, ASYNJA, "Personalen kan boka"),
        ("bookable", CLOSED, ASYNJA, "Personalen kan inte boka"),
        ("web_bookable", OPEN, ASYNJA, "Invånaren och ombud kan boka tiderna på 1177"),
        ("web_bookable", CLOSED, ASYNJA, "Varken invånaren eller ombud kan boka"),
        ("web_bookable", AGENT, ASYNJA, "Invånaren erbjuds inte ombudstider"),
        ("web_bookable", replace(OPEN, web_name=""), ASYNJA, "Namn för webbtidbok är tomt"),
        ("web_bookable", OPEN, PMO, "att namnet slutar på 1177 som avgör, inte bocken. Invånaren"
         " kan inte boka"),
        ("web_bookable", replace(CLOSED, name="Besök 1177"), PMO, "Invånaren kan boka tiderna"),
        ("web_bookable", replace(CLOSED, level=4), PASIS, "1177-nivå 4 som avgör"),
        ("web_cancellable", OPEN, ASYNJA, "kan avbokas på 1177 och av ombud."),
        ("web_cancellable", CLOSED, ASYNJA, "syns på 1177 men kan inte avbokas där."),
        ("web_cancellable", replace(CLOSED, name="Besök 1177"), PMO, "slutar på 1177: bokade"),
        ("web_cancellable", replace(CLOSED, name="Administration"), PMO, "visas inte på 1177"),
        ("web_rebookable", OPEN, ASYNJA, "oavsett längd"),
        ("web_rebookable", OPEN, PMO, "samma längd"),
        ("web_rebookable", CLOSED, ASYNJA, "syns på 1177 men kan inte ombokas där."),
        ("hide_in_checkout", OPEN, ASYNJA, "ingen verkan"),
        ("web_bookable", TimeType(), ASYNJA, "Raden är tom"),
    ],
)  # fmt: skip
def test_the_effect_is_that_of_the_tick_as_it_stands(
    field: str, one: TimeType, policy: Policy, said: str
) -> None:
    text = tick_text(field, one, policy)
    state = "markerad" if getattr(one, field) else "inte markerad"
    assert text.startswith(f"{FIELD_LABELS[field]} är {state}. ")
    assert said in text


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda one: one.label)
def test_no_sentence_says_what_the_policy_does_not(policy: Policy) -> None:
    """For every way the ticks can stand, the sentence agrees with what 1177 would know."""
    names = ("Läkarbesök", "Besök 1177", "Administration", "Kommunombud")
    for name, level, bits in product(names, (None, 4), product((False, True), repeat=4)):
        ticks: dict[str, Any] = dict(zip((*WEB_TICKS, "hidden"), bits, strict=True))
        if ticks["hidden"] and any(ticks[one] for one in WEB_TICKS):
            continue  # cannot be (R20)
        one = TimeType(id=1, name=name, web_name="Besök", level=level, bookable=True, **ticks)
        face = policy.face(one)
        cancel, rebook = (tick_text(field, one, policy) for field in WEB_TICKS[1:])
        assert ("kan avbokas" in cancel) is face.cancellable
        assert ("kan ombokas" in rebook) is face.rebookable
        booking = tick_text("web_bookable", one, policy)
        refused = "Varken invånaren" in booking or "Invånaren kan inte boka" in booking
        assert refused is not face.offered
        assert ("ser sina bokningar" in tick_text("hidden", one, policy)) is not face.hidden


def test_only_ticks_are_asked_about() -> None:
    with pytest.raises(ValueError, match="web_name"):
        tick_text("web_name", OPEN, ASYNJA)
    assert all(tick_text(field, OPEN, ASYNJA) for field in TICKS)
