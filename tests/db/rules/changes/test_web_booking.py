"""What a citizen is told when a booking cannot be made (GUIDES.md B2, R19, R23, R50, R62, R94)."""

from dataclasses import replace

import pytest

from db.rules.changes.changes import MOVE_RULES, REBOOK_RULES, UNOCCUPIED
from db.rules.changes.same_as_shown import (
    SAME_LENGTH,
    SAME_NAME,
    SAME_TIME,
    SAME_TYPE,
    SeenTime,
    as_seen,
)
from db.rules.changes.web_booking import (
    STOPS_BOOKING,
    STOPS_MOVING,
    Scenery,
    booking_fault,
    closed_fault,
    late_notice,
    moving_fault,
    takes_reason,
    terms_fault,
    times_text,
)
from db.rules.offer.time_rules import RULES, TARGET_RULES
from db.rules.policy import POLICIES
from db.rules.rule import Way
from db.timeline import parse_instant
from db.values import Decision, JournalSystem, Resource, Role, Slot, Terms, Verdict, WebFace
from tests.db.rules.cases import OFFERED

START, NOW = parse_instant("2024-09-13 08:30"), parse_instant("2024-09-12 10:52")
SCENERY = Scenery("Primus {VC}", "Prov {0}", "Florence", START, NOW, "Nytt prov")
SLOT = Slot(1, 1, 7, 3, START, 30, 0, None, None, taken=False, blocked=False)
FACE = WebFace(3, ".Prov", "Prov", True, True, True, False, "")
NOW_SHOWN = replace(OFFERED, slot=SLOT, face=FACE, resource=Resource(7, "Florence"))


def refusal(rule: str) -> Verdict:
    return Verdict(rule, False, "för personal", "", "CODE")


BOOKING_RULES = {
    *(one.name for one in RULES),
    *(one.name for one in TARGET_RULES),
    *(one.name for one in MOVE_RULES),
    UNOCCUPIED.name, SAME_TIME.name, SAME_TYPE.name, SAME_LENGTH.name, SAME_NAME.name,
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(BOOKING_RULES))
def test_every_rule_that_can_refuse_a_booking_has_its_own_sentence(rule: str) -> None:
    """None falls back on the general sentence, none shows what is written for staff."""
    fault = booking_fault(refusal(rule), SCENERY)
    assert fault.text != booking_fault(refusal("unknown"), SCENERY).text
    assert "personal" not in fault.text
    assert fault.text.endswith(".")
    assert fault.code == "CODE"


@pytest.mark.parametrize("rule", sorted(one.name for one in REBOOK_RULES[Role.CITIZEN]))
def test_every_rule_that_can_refuse_a_rebooking_has_its_own_sentence(rule: str) -> None:
    fault = moving_fault(refusal(rule), SCENERY)
    assert fault.text != moving_fault(refusal("unknown"), SCENERY).text
    assert fault.way is Way.BOOKINGS


def test_what_clinics_write_is_never_read_as_a_pattern() -> None:
    """Names with braces are said as they are."""
    assert "”Prov {0}”" in booking_fault(refusal("web-bookable"), SCENERY).text
    closed = closed_fault((refusal("case-type-active"),), "Primus {VC}")
    assert closed is not None
    assert closed.text.startswith("Primus {VC} har stängt")
    assert closed_fault((), "Primus") is None


@pytest.mark.parametrize(
    ("seen", "refused"),
    [
        pytest.param(None, [], id="nothing was shown"),
        pytest.param(SeenTime(START, 7, 3, "Prov"), [], id="as it was"),
        pytest.param(SeenTime(START, 7, 3), [], id="the name does not matter"),
        pytest.param(SeenTime(START, 7, 2, "Prov"), [], id="another type of the same name"),
        pytest.param(SeenTime(START, 7, 3, "Gammalt"), ["same-name"], id="renamed"),
        pytest.param(
            SeenTime(START, 7, 2, "Annat"), ["same-type-shown", "same-name"], id="another type"
        ),
        pytest.param(SeenTime(START, 7, 2), ["same-type-shown"], id="care saw another type"),
        pytest.param(SeenTime(START, 7, 3, "", 30), [], id="care saw it"),
        pytest.param(SeenTime(START, 7, 3, "", 45), ["same-length-shown"], id="another length"),
        pytest.param(SeenTime(START - 60, 7, 3, "Prov"), ["same-time"], id="moved"),
        pytest.param(SeenTime(START, 8, 3, "Prov"), ["same-time"], id="another's time"),
    ],
)
def test_a_time_is_what_was_shown_or_refused(seen: SeenTime | None, refused: list[str]) -> None:
    found = as_seen(seen, NOW_SHOWN, Decision())
    assert [one.rule for one in found.refusals] == refused


def test_every_rule_that_stops_a_citizen_carries_its_own_sentence() -> None:
    assert [rule.name for rule in STOPS_BOOKING if not rule.told.booking] == []
    assert [rule.name for rule in STOPS_MOVING if not rule.told.moving] == []


def test_another_time_is_said_before_and_another_name_after_all_else() -> None:
    rules = Decision((refusal("free"),))
    moved = as_seen(SeenTime(START - 60, 7, 3, "Gammalt"), NOW_SHOWN, rules)
    assert [one.rule for one in moved.refusals] == ["same-time", "free", "same-name"]


@pytest.mark.parametrize(
    ("conditions", "agreed", "code"),
    [("", "", ""), ("Kom", "Kom", ""), ("Kom", "", "terms"), ("Kom", "Gå", "terms"), ("", "x", "")],
)
def test_r94_what_must_be_agreed_to(conditions: str, agreed: str, code: str) -> None:
    fault = terms_fault(Terms(conditions=conditions), agreed)
    assert (fault.code if fault else "") == code


def test_a_reason_is_asked_for_where_the_clinic_has_written_what_to_write() -> None:
    assert takes_reason(Terms(to_care="Skriv kort."))
    assert not takes_reason(Terms(clinic="Hej", to_care="  "))


@pytest.mark.parametrize(
    ("system", "hours", "moving", "says"),
    [
        (JournalSystem.ASYNJA, 24, False, ""),
        (JournalSystem.ASYNJA, 23, False, "kan en ändring kosta."),
        (JournalSystem.ASYNJA, 23, True, "men mottagningen kan ta betalt"),
        (JournalSystem.PMO, 24, False, "kan du inte av- eller omboka den på 1177."),
        (JournalSystem.PASIS, 24, False, ""),
    ],
)
def test_r50_r62_r80_what_little_time_means(
    system: JournalSystem, hours: int, moving: bool, says: str
) -> None:
    found = late_notice(START - hours * 3600, START, POLICIES[system], moving=moving)
    assert says in found
    assert bool(found) == bool(says)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "inga lediga tider just nu"),
        (1, "1 ledig tid, 13 september"),
        (2, "2 lediga tider, från 13 september"),
    ],
)
def test_r23_how_many_times(count: int, text: str) -> None:
    assert times_text(count, START if count else None) == text
