"""Who may cancel or rebook what, when, and to which time."""

from dataclasses import replace

import pytest

from db.rules.changes.changes import (
    UNOCCUPIED,
    ChangeCase,
    DayCase,
    MoveCase,
    may_cancel,
    may_move,
    may_rebook,
)
from db.rules.policy import Policy
from db.values import CaseType, Instant, Role, Slot, TimeType
from tests.db.rules.cases import (
    ASYNJA,
    BOOKING,
    CANCELLED,
    CHANGE,
    CHANGEABLE,
    CLINIC,
    FACE,
    HIDDEN,
    NOW,
    OFFERED,
    PASIS,
    PMO,
    STANDALONE,
    at,
    gated,
    names,
    said_no,
    seen_at,
    slot_at,
)

CITIZEN = CHANGEABLE
AGENT = gated(replace(CHANGEABLE, role=Role.AGENT), clinic=replace(CLINIC, agent_rebooks=True))
STAFF = replace(CHANGEABLE, role=Role.STAFF)

COMMON = ["booking-active", "clinic-connected", "change-case-active", "audience", "booking-shown"]
AGENTS = ["booking-active", "agents", "clinic-connected", "booking-shown"]


@pytest.mark.parametrize(
    ("case", "cancel", "rebook"),
    [
        pytest.param(
            CITIZEN,
            [*COMMON, "web-cancellable", "in-future", "not-too-late", "reason-given"],
            [*COMMON, "web-rebookable", "in-future", "not-too-late", "change-count"],
            id="citizen",
        ),
        pytest.param(
            AGENT,
            [*AGENTS, "web-cancellable", "in-future", "not-too-late", "reason-given"],
            [*AGENTS, "agent-rebooks", "web-rebookable", "in-future", "not-too-late",
             "change-count"],
            id="ombud",
        ),
        pytest.param(
            STAFF, ["booking-active", "in-future"], ["booking-active", "in-future"], id="staff"
        ),
        pytest.param(
            replace(STAFF, role=Role.SCHEDULER), ["booking-active", "in-future"],
            ["booking-active", "in-future"], id="scheduler",
        ),
    ],
)  # fmt: skip
def test_what_each_actor_is_asked(case: ChangeCase, cancel: list[str], rebook: list[str]) -> None:
    assert may_cancel(case).passed
    assert may_rebook(case).passed
    assert names(may_cancel(case)) == cancel
    assert names(may_rebook(case)) == rebook


def type_without(
    case: ChangeCase, *, offered: bool = True, cancellable: bool = True, rebookable: bool = True
) -> ChangeCase:
    """The case with some of the type's ticks taken away."""
    ticks = FACE._replace(offered=offered, cancellable=cancellable, rebookable=rebookable)
    return replace(case, face=ticks)


REFUSALS = [
    pytest.param(
        replace(CITIZEN, booking=CANCELLED), ["booking-active"], ["booking-active"], id="cancelled"
    ),
    pytest.param(
        gated(CITIZEN, clinic=replace(CLINIC, connected=False)),
        ["clinic-connected"], ["clinic-connected"], id="R56",
    ),
    pytest.param(
        gated(CITIZEN, case_type=replace(CHANGE, active=False)),
        ["change-case-active"], ["change-case-active"], id="R108-not-active",
    ),
    pytest.param(
        gated(CITIZEN, case_type=None), ["change-case-active"], ["change-case-active"],
        id="R107-not-put-up",
    ),
    pytest.param(
        gated(CITIZEN, case_type=replace(CHANGE, limited=True), in_audience=False),
        ["audience"], ["audience"], id="B4-excluded",
    ),
    pytest.param(
        replace(CITIZEN, face=HIDDEN), ["booking-shown", "web-cancellable"],
        ["booking-shown", "web-rebookable"], id="R21-hidden",
    ),
    pytest.param(
        replace(CITIZEN, policy=PMO, booking=replace(BOOKING, hidden_in_1177=True)),
        ["booking-shown"], ["booking-shown"], id="R69-hidden-booking",
    ),
    pytest.param(
        type_without(CITIZEN, cancellable=False), ["web-cancellable"], [], id="R15-no-tick"
    ),
    pytest.param(
        type_without(CITIZEN, rebookable=False), [], ["web-rebookable"], id="R16-no-tick"
    ),
    pytest.param(
        type_without(CITIZEN, offered=False), [], [], id="R68-not-bookable-but-changeable"
    ),
    pytest.param(
        replace(CITIZEN, now=BOOKING.start), ["in-future"], ["in-future"], id="B1-has-begun"
    ),
    pytest.param(
        replace(CITIZEN, policy=PMO, reason=""), ["reason-given"], [], id="R64-PMO-needs-a-reason"
    ),
    pytest.param(replace(CITIZEN, reason=""), [], [], id="R64-optional-elsewhere"),
    pytest.param(
        replace(CITIZEN, changes_made=1000), [], [], id="R63-any-number-of-times"
    ),
    pytest.param(
        replace(CITIZEN, policy=replace(ASYNJA, max_changes=2), changes_made=2),
        [], ["change-count"], id="R63-a-limit-that-is-reached",
    ),
    pytest.param(
        replace(CITIZEN, policy=replace(ASYNJA, max_changes=2), changes_made=1),
        [], [], id="R63-a-limit-that-is-not",
    ),
    pytest.param(
        replace(AGENT, policy=PMO), ["agents"], ["agents"], id="ours-PMO-has-no-ombud"
    ),
    pytest.param(
        gated(AGENT, clinic=CLINIC), [], ["agent-rebooks"], id="R16-ombud-not-named"
    ),
    pytest.param(
        gated(AGENT, case_type=None, in_audience=False), [], [], id="ombud-needs-no-arendetyp"
    ),
    pytest.param(
        type_without(AGENT, cancellable=False, rebookable=False), ["web-cancellable"],
        ["web-rebookable"], id="R15-ombud-needs-the-tick",
    ),
    pytest.param(
        gated(replace(STAFF, face=HIDDEN, reason="", policy=PMO), case_type=None,
              clinic=replace(CLINIC, connected=False)),
        [], [], id="staff-are-not-bound-by-1177",
    ),
    pytest.param(
        replace(STAFF, booking=CANCELLED), ["booking-active"], ["booking-active"],
        id="staff-not-twice",
    ),
    pytest.param(
        replace(STAFF, now=BOOKING.start), ["in-future"], ["in-future"], id="staff-not-the-past"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "cancel", "rebook"), REFUSALS)
def test_refused(case: ChangeCase, cancel: list[str], rebook: list[str]) -> None:
    assert said_no(may_cancel(case)) == cancel
    assert said_no(may_rebook(case)) == rebook


@pytest.mark.parametrize(
    ("case", "cancel", "rebook"),
    [
        pytest.param(
            replace(CITIZEN, booking=CANCELLED),
            "APPOINTMENT_IS_ALREADY_CANCELED", "APPOINTMENT_IS_ALREADY_CANCELED", id="cancelled",
        ),
        pytest.param(
            type_without(CITIZEN, cancellable=False, rebookable=False),
            "CANCEL_IS_NOT_ALLOWED", "UPDATE_APPOINTMENT_IS_NOT_ALLOWED", id="no-ticks",
        ),
        pytest.param(
            replace(CITIZEN, policy=PMO, now=BOOKING.start - 3600),
            "TOO_LATE_TO_CANCEL_APPOINTMENT", "TOO_LATE_TO_UPDATE_APPOINTMENT", id="R62-too-late",
        ),
        pytest.param(
            replace(CITIZEN, now=BOOKING.start),
            "REQUESTED_TIME_HAS_ALREADY_PASSED", "REQUESTED_TIME_HAS_ALREADY_PASSED", id="begun",
        ),
    ],
)  # fmt: skip
def test_the_codes_of_b2(case: ChangeCase, cancel: str, rebook: str) -> None:
    assert may_cancel(case).refusals[0].code == cancel
    assert may_rebook(case).refusals[0].code == rebook


def test_the_sentence_instead_of_the_button() -> None:
    """R102, R135: Mottagningstid can be cancelled but not rebooked."""
    assert may_rebook(type_without(CITIZEN, rebookable=False)).refusals[0].text == (
        "Denna mottagning tillåter inte ombokning av denna tid via e-tjänsten."
        " Ta kontakt direkt med mottagningen för att omboka."
    )


DAY = 24 * 3600


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.AGENT])
@pytest.mark.parametrize(
    ("policy", "left", "passed"),
    [
        pytest.param(ASYNJA, DAY + 60, True, id="R50-AsynjaVisph-24-h-01"),
        pytest.param(ASYNJA, DAY, True, id="R50-AsynjaVisph-24-h-00"),
        pytest.param(ASYNJA, DAY - 60, True, id="R50-AsynjaVisph-never-blocks"),
        pytest.param(ASYNJA, 60, True, id="R50-AsynjaVisph-a-minute-before"),
        pytest.param(PMO, DAY + 60, True, id="R62-PMO-24-h-01"),
        pytest.param(PMO, DAY + 1, True, id="R62-PMO-24-h-00-01-is-cut-to-24-h-01"),
        pytest.param(PMO, DAY - 59, False, id="R62-PMO-23-h-59-01-is-cut-to-24-h-00"),
        pytest.param(PMO, DAY, False, id="R62-PMO-24-h-00-is-blocked"),
        pytest.param(PASIS, DAY, True, id="R80-PASiS-24-h-00-is-allowed"),
        pytest.param(PASIS, DAY - 59, True, id="R80-PASiS-cut-to-24-h-00"),
        pytest.param(PASIS, DAY - 60, False, id="R80-PASiS-23-h-59"),
        pytest.param(STANDALONE, 60, True, id="ours-fristående-follows-AsynjaVisph"),
    ],
)
def test_late_changes(policy: Policy, left: int, passed: bool, role: Role) -> None:
    case = replace(CITIZEN, policy=policy, now=BOOKING.start - left, role=role)
    expected = [] if passed else ["not-too-late"]
    late = {"agents", "agent-rebooks"}  # said of ombud elsewhere
    assert [rule for rule in said_no(may_cancel(case)) if rule not in late] == expected
    assert [rule for rule in said_no(may_rebook(case)) if rule not in late] == expected


@pytest.mark.parametrize("policy", [PMO, PASIS], ids=["R62-PMO", "R80-PASiS"])
@pytest.mark.parametrize(
    ("visit", "limit"),
    [
        pytest.param("2026-03-29 09:00", "2026-03-28 08:00", id="spring-24-h-elapsed"),
        pytest.param("2026-10-25 09:00", "2026-10-24 10:00", id="autumn-24-h-elapsed"),
        pytest.param("2026-06-01 09:00", "2026-05-31 09:00", id="no-clock-change"),
    ],
)
def test_24_hours_are_elapsed_hours(policy: Policy, visit: str, limit: str) -> None:
    case = replace(CITIZEN, policy=policy, booking=replace(BOOKING, start=at(visit)))
    edge = at(limit)
    blocked_at: Instant = edge if policy.edge_is_late else edge + 60
    assert may_cancel(replace(case, now=blocked_at - 60)).passed
    assert said_no(may_cancel(replace(case, now=blocked_at))) == ["not-too-late"]
    assert said_no(may_rebook(replace(case, now=blocked_at))) == ["not-too-late"]


def test_a_late_change_that_is_allowed_is_warned_of() -> None:
    """R50."""
    decision = may_rebook(replace(CITIZEN, now=at("2024-09-20 05:52")))
    assert decision.passed
    text = next(one.text for one in decision if one.rule == "not-too-late")
    assert text == "2 h 08 kvar till besöket, under 24 h: ändringen går att göra," \
        " men kan faktureras."  # fmt: skip
    early = may_rebook(replace(CITIZEN, now=NOW))
    assert "gränsen är 24 h" in next(one.text for one in early if one.rule == "not-too-late")


MOVE = MoveCase(BOOKING, replace(OFFERED, slot=slot_at("2024-09-20 10:00")))


def to(slot: Slot, policy: Policy = ASYNJA) -> MoveCase:
    """The booking moved to another time."""
    return MoveCase(BOOKING, replace(OFFERED, slot=slot, policy=policy))


TARGET = MOVE.target.slot


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.AGENT])
@pytest.mark.parametrize(
    ("case", "refused"),
    [
        pytest.param(MOVE, [], id="R17-same-resource-and-type"),
        pytest.param(to(TARGET._replace(length_min=45)), [], id="R18-any-length"),
        pytest.param(to(TARGET, PMO), [], id="R65-PMO-same-length"),
        pytest.param(
            to(TARGET._replace(length_min=45), PMO), ["same-length"], id="R65-PMO-another-length"
        ),
        pytest.param(to(TARGET._replace(length_min=45), PASIS), [], id="ours-PASiS-any-length"),
        pytest.param(to(TARGET._replace(resource=2)), ["same-resource"], id="R17-other-resource"),
        pytest.param(to(TARGET._replace(time_type=2)), ["same-type"], id="R17-other-type"),
        pytest.param(
            to(TARGET._replace(id=5, taken=True)), ["another-time", "free"], id="the-same-time"
        ),
        pytest.param(to(TARGET._replace(taken=True)), ["free"], id="taken"),
        pytest.param(to(TARGET._replace(blocked=True)), ["not-blocked"], id="R38-blocked"),
        pytest.param(to(slot_at("2024-09-12 10:00")), ["in-future"], id="B1-passed"),
        pytest.param(
            to(slot_at("2024-09-12 13:00"), PASIS), ["earliest-day"], id="R81-PASiS-tomorrow"
        ),
        pytest.param(to(slot_at("2024-09-12 13:00"), PMO), [], id="R71-PMO-today"),
        pytest.param(
            to(slot_at("2024-09-26 08:00", release=14)), ["released"], id="A6.20-obeys-bok-före"
        ),
        pytest.param(to(slot_at("2024-09-26 08:00", release=15)), [], id="R31-15"),
        pytest.param(to(slot_at("2024-11-12 08:00")), ["released"], id="R29-day-61"),
    ],
)
def test_where_a_booking_may_be_moved(case: MoveCase, refused: list[str], role: Role) -> None:
    assert said_no(may_move(case, role)) == refused


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        pytest.param(to(TARGET._replace(resource=2, time_type=2, length_min=5), PMO), [],
                     id="staff-move-anywhere"),
        pytest.param(to(slot_at("2024-09-26 08:00", release=2)), [], id="staff-no-bok-före"),
        pytest.param(to(slot_at("2024-09-12 13:00"), PASIS), [], id="staff-today"),
        pytest.param(to(TARGET._replace(id=5)), ["another-time"], id="the-same-time"),
        pytest.param(to(TARGET._replace(taken=True)), ["free"], id="taken"),
        pytest.param(to(TARGET._replace(blocked=True)), ["not-blocked"], id="R38-blocked"),
        pytest.param(to(slot_at("2024-09-12 10:00")), ["in-future"], id="B1-passed"),
        pytest.param(MoveCase(BOOKING, replace(MOVE.target, staff_bookable=False)),
                     ["staff-bookable"], id="A3-not-bookable-by-staff"),
    ],
)  # fmt: skip
def test_staff_are_bound_by_the_time_only(case: MoveCase, refused: list[str]) -> None:
    assert said_no(may_move(case, Role.STAFF)) == refused


def test_moving_says_which() -> None:
    """R17: the sentence names what the booking is tied to."""
    other = replace(MOVE.target, slot=TARGET._replace(resource=2, time_type=2, length_min=45),
                    policy=PMO)  # fmt: skip
    texts = [one.text for one in may_move(MoveCase(BOOKING, other), Role.CITIZEN).refusals]
    assert texts == [
        "Ombokning görs till Johan Frisk, inte till Johan Frisk.",
        "Ombokning görs till samma tidstyp, .Läkarbesök.",
        "Ombokning görs till exakt samma längd, 30 min, inte 45 min.",
    ]


def test_the_target_is_judged_at_its_own_moment() -> None:
    case = MoveCase(BOOKING, seen_at(replace(OFFERED, slot=TARGET), TARGET.start))
    assert said_no(may_move(case, Role.CITIZEN)) == ["in-future"]


def test_a_patient_is_in_one_place_at_a_time() -> None:
    assert UNOCCUPIED.verdict(DayCase(None)).passed
    verdict = UNOCCUPIED.verdict(DayCase(BOOKING))
    assert verdict.code == "USER_IS_ALREADY_OCCUPIED"
    assert verdict.text == "Patienten har redan en tid då: 2024-09-20 08:00 hos Johan Frisk."


@pytest.mark.parametrize("case_type", [None, CHANGE], ids=["none", "active"])
def test_pmo_suffix_gives_all_three(case_type: CaseType | None) -> None:
    """R67: a type with the suffix is bookable, cancellable and rebookable; others by ticks."""
    face = PMO.face(TimeType(1, "Provtagning 1177"))
    assert (face.offered, face.cancellable, face.rebookable) == (True, True, True)
    plain = PMO.face(TimeType(1, "Mottagningstid", web_cancellable=True))
    assert (plain.offered, plain.cancellable, plain.rebookable) == (False, True, False)
    case = gated(replace(CITIZEN, policy=PMO, face=plain), case_type=case_type)
    assert ("web-cancellable" in said_no(may_cancel(case))) is False
    assert "web-rebookable" in said_no(may_rebook(case))
