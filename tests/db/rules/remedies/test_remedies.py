"""What can be done about each rule's no: rule, remedy, who, in which order."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from db.rules.changes.changes import CANCEL_RULES, REBOOK_RULES, may_cancel, may_rebook
from db.rules.local_time import day_of, midnight
from db.rules.offer import booking_shown, time_rules
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import Policy
from db.rules.remedies.deeds import By
from db.rules.remedies.remedies import CURES, Fix, RemedyCase, Waiting, fix_of
from db.values import Actor, CaseKind, Event, Patient, Resource, Role, TimeType, WebFace
from tests.db.rules.cases import (
    ASYNJA,
    BOOK,
    CANCELLED,
    CHANGEABLE,
    CLINIC,
    NOW,
    OFFERED,
    PASIS,
    PMO,
    at,
    slot_at,
)
from tools import rules_page

TYPE = TimeType(
    1, ".Läkarbesök", "Bedömning av nya besvär", bookable=True, web_bookable=True,
    web_cancellable=True, web_rebookable=True, web_info="Kom i god tid", level=4,
)  # fmt: skip
HIDDEN = replace(TYPE, hidden=True, web_bookable=False, web_cancellable=False, web_rebookable=False)
TOLVAN = Patient(4, "191212121212", "Tolvan Tolvansson")
MEETING = Event(1, 1, at("2024-09-13 07:00"), at("2024-09-13 09:00"), "Möte", blocking=True)
LUNCH = Event(2, 1, at("2024-09-13 08:15"), at("2024-09-13 12:00"), "Lunch", blocking=True)


def of_time(
    time: TimeCase,
    kind: TimeType = TYPE,
    known: WebFace | None = None,
    **more: Any,  # noqa: ANN401 - any field of the case
) -> dict[str, Fix]:
    """What is said to help, by the rules that say no; 1177 knows the type unless told otherwise."""
    policy = time.policy
    face = known if known is not None else policy.face(kind)
    told = replace(time, face=face)
    case = RemedyCase(
        gate=time.gate, kind=CaseKind.BOOK, face=face, time_type=kind, policy=policy,
        now=time.now, today=time.today, slot=time.slot, resource=time.resource, **more,
    )  # fmt: skip
    found = {}
    for verdict in time_rules.visibility(told):
        fix = fix_of(verdict, case)
        assert (fix is None) == verdict.passed
        if fix is not None:
            assert fix.reason == verdict.text
            found[verdict.rule] = fix
    return found


def of(policy: Policy) -> TimeCase:
    return replace(OFFERED, policy=policy)


GATE = OFFERED.gate
LATER = replace(OFFERED, slot=slot_at("2024-09-26 08:00", release=10))
ROWS = [
    ("not connected",
     replace(OFFERED, gate=replace(GATE, clinic=replace(CLINIC, connected=False))), {},
     {"clinic-connected": ["Anslut Primus MVK VC Test till 1177"]}, By.IT),
    ("not put up", replace(OFFERED, gate=Gate(CLINIC, None, in_audience=True)), {},
     {"case-type-active": ["Lägg upp och aktivera ärendetypen Boka tid direkt"]}, By.IT),
    ("not active", replace(OFFERED, gate=replace(GATE, case_type=replace(BOOK, active=False))), {},
     {"case-type-active": ["Aktivera ärendetypen Boka tid direkt"]}, By.UNIT),
    ("outside the audience",
     replace(OFFERED, gate=Gate(CLINIC, replace(BOOK, limited=True), in_audience=False)),
     {"patient": TOLVAN},
     {"audience": ["Ta med Tolvan Tolvansson i urvalet",
                   "Ta bort För begränsat urval på Boka tid direkt"]}, By.UNIT),
    ("hidden", OFFERED, {"kind": HIDDEN},
     dict.fromkeys(("not-hidden", "web-bookable"), [
         "Ta bort Dölj bokning för patient och markera Bokningsbar webb på .Läkarbesök och"
         " publicera"
     ]), By.SCHEDULER),
    ("no tick", OFFERED, {"kind": replace(TYPE, web_bookable=False)},
     {"web-bookable": ["Markera Bokningsbar webb på .Läkarbesök och publicera"]}, By.SCHEDULER),
    ("no web name", OFFERED, {"kind": replace(TYPE, web_name="")},
     {"published": ["Sätt Namn för webbtidbok till ”Läkarbesök” på .Läkarbesök och publicera"]},
     By.SCHEDULER),
    ("ticked, not told", OFFERED,
     {"known": ASYNJA.face(replace(TYPE, web_bookable=False)),
      "pending": Waiting(ASYNJA.face(TYPE), NOW + 900)},
     {"web-bookable": ["Publicera .Läkarbesök nu", "Vänta till tor 12 sep 11:07"]}, By.SCHEDULER),
    ("what waits does not help", OFFERED,
     {"known": ASYNJA.face(replace(TYPE, web_bookable=False)),
      "pending": Waiting(ASYNJA.face(HIDDEN), NOW + 900)},
     {"web-bookable": ["Publicera .Läkarbesök nu"]}, By.SCHEDULER),
    ("no suffix in PMO", of(PMO), {"kind": TYPE, "names": frozenset({".läkarbesök 1177"})},
     {"web-bookable": ["Sätt Namn i AsynjaVisph till ”.Läkarbesök 2 1177” på .Läkarbesök och"
                       " publicera"]}, By.SCHEDULER),
    ("no level in PASiS", of(PASIS), {"kind": replace(TYPE, level=3)},
     {"web-bookable": ["Sätt 1177-nivå till 4 på .Läkarbesök och publicera"]}, By.SCHEDULER),
    ("not released, soon", LATER, {},
     {"released": ["Ändra Bok.före till 15 eller tomt", "Ändra Bok.före till tomt",
                   "Vänta till tis 17 sep 00:00"]}, By.SCHEDULER),
    ("beyond the horizon", replace(OFFERED, slot=slot_at("2024-11-30 08:00")), {},
     {"released": ["Ändra Bok.före till 80", "Vänta till tis 1 okt 00:00"]}, By.SCHEDULER),
    ("beyond every Bok.före", replace(OFFERED, slot=slot_at("2026-01-10 08:00", release=7)), {},
     {"released": ["Vänta till sön 4 jan 2026 00:00"]}, By.WORKER),
    ("the resource ends before",
     replace(OFFERED, resource=Resource(1, "Johan Frisk", valid_to=day_of(NOW))), {},
     {"resource-valid": ["Gör Johan Frisk giltig till 2024-09-13"]}, By.SCHEDULER),
    ("one event", replace(OFFERED, slot=OFFERED.slot._replace(blocked=True), blocked_by="Möte"),
     {"events": (MEETING,)}, {"not-blocked": ["Ta bort händelsen ”Möte”"]}, By.CARE),
    ("two events", replace(OFFERED, slot=OFFERED.slot._replace(blocked=True), blocked_by="Möte"),
     {"events": (MEETING, LUNCH)},
     {"not-blocked": ["Ta bort 2 händelser: ”Möte” och ”Lunch”"]}, By.CARE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("time", "more", "said", "by"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_what_can_be_done_and_by_whom(
    time: TimeCase, more: dict[str, Any], said: dict[str, list[str]], by: By
) -> None:
    found = of_time(time, **more)
    assert {rule: [one.text for one in fix.remedies] for rule, fix in found.items()} == said
    for fix in found.values():
        assert fix.who == by.value
        assert fix.act
        assert fix.where == fix.remedies[0].where
        assert fix.told == f"{fix.remedies[0].text} – {by.value}."


AGENTS = replace(TYPE, name="Ombudsbokning")
NONE = [
    ("begun", replace(OFFERED, slot=slot_at("2024-09-12 08:00")), {}, "in-future", "Välj en annan"),
    ("too near", replace(of(PASIS), slot=slot_at("2024-09-12 13:00")), {}, "earliest-day",
     "senare tid"),
    ("for ombud", OFFERED, {"kind": AGENTS}, "not-agent-type", "annan tidstyp"),
    ("taken", replace(OFFERED, slot=OFFERED.slot._replace(taken=True)), {}, "free",
     "avboka aldrig"),
    ("PMO's Administration", of(PMO), {"kind": replace(TYPE, name="Administration")}, "not-hidden",
     "aldrig"),
    ("PMO's Administration, the mark", of(PMO), {"kind": replace(TYPE, name="Administration")},
     "web-bookable", "aldrig"),
    ("cleared", OFFERED, {"kind": TimeType(1)}, "published", "rensad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("time", "more", "rule", "says"), [row[1:] for row in NONE], ids=[row[0] for row in NONE]
)
def test_where_nothing_can_be_done(
    time: TimeCase, more: dict[str, Any], rule: str, says: str
) -> None:
    fix = of_time(time, **more)[rule]
    assert (fix.remedies, fix.act, fix.who, fix.deed) == ((), None, None, None)
    assert says in fix.text
    assert fix.told == fix.text


def test_a_clock_that_goes_by_itself_is_only_waited_for() -> None:
    late = replace(OFFERED, slot=slot_at("2026-01-10 08:00", release=7))
    fix = of_time(late, turns=False)["released"]
    assert (fix.text, fix.act, fix.who) == ("Vänta till sön 4 jan 2026 00:00.", None, None)
    assert midnight(late.slot.day) > NOW


@pytest.mark.parametrize(
    ("role", "mine"),
    [
        (Role.SCHEDULER, 3), (Role.IT, 3), (Role.STAFF, 1), (Role.UNIT_ADMIN, 1), (Role.CITIZEN, 0),
    ],
)  # fmt: skip
def test_what_the_one_who_asks_may_do(role: Role, mine: int) -> None:
    fix = of_time(LATER, actor=Actor(role))["released"]
    assert (len(fix.remedies), len(fix.mine)) == (3, mine)


def test_a_booking_that_cannot_be_changed() -> None:
    kind = replace(TYPE, web_cancellable=False, web_rebookable=False)
    case = RemedyCase(
        gate=CHANGEABLE.gate, kind=CaseKind.CHANGE, face=ASYNJA.face(kind), time_type=kind,
        policy=ASYNJA, now=NOW, today=day_of(NOW),
    )  # fmt: skip
    change = replace(CHANGEABLE, face=ASYNJA.face(kind))
    (no,) = may_cancel(change).refusals
    fix = fix_of(no, case)
    assert fix is not None
    assert fix.act == "types set .Läkarbesök --cancel on --publish"
    (no,) = may_rebook(change).refusals
    fix = fix_of(no, case)
    assert fix is not None
    assert fix.act == "types set .Läkarbesök --rebook on --publish"
    gone = fix_of(may_cancel(replace(change, booking=CANCELLED)).refusals[0], case)
    assert gone is not None
    assert gone.text == "Besöket är avbokat. Boka en ny tid."


def test_every_rule_that_explains_has_a_row_in_the_table() -> None:
    rules: Iterable[Any] = (
        *time_rules.RULES, *time_rules.AGENT_RULES, *booking_shown.RULES,
        *(rule for rules in (CANCEL_RULES, REBOOK_RULES) for some in rules.values()
          for rule in some),
    )  # fmt: skip
    assert {rule.name for rule in rules} <= {*CURES}
    assert {*CURES} <= {name for name, _ in rules_page.every()}
    for cure in CURES.values():
        assert cure.where
        assert bool(cure.what) == bool(cure.by)
        assert cure.what or cure.none
