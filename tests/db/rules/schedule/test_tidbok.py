"""The states of the tidbok, their signs, and which rule keeps a time off 1177."""

import pytest

from db.rules.local_time import midnight
from db.rules.schedule.tidbok import (
    BOOKED,
    LEGEND,
    SIGNS,
    Shelf,
    TimeState,
    booked_state,
    free_state,
    short_text,
    time_refusal,
)
from db.values import Role

TODAY = 739_141  # 2024-09-12
SHELF = Shelf(midnight(TODAY) + 10 * 3600, TODAY, TODAY, 60)


def refusal(
    ahead: int = 1, release_day: int | None = None, *, valid: bool = True, blocked: bool = False
) -> str:
    day = TODAY + ahead
    start = midnight(day) + 9 * 3600
    return time_refusal(SHELF, start, day, release_day, valid=valid, blocked=blocked)


def test_every_state_has_a_sign_of_its_own_one_cell_wide() -> None:
    from rich.cells import cell_len

    assert {one.state for one in LEGEND} == set(TimeState)
    assert len({one.sign for one in LEGEND}) == len(LEGEND)
    assert all(cell_len(one.sign) == 1 for one in LEGEND)
    assert all(one.meaning.endswith(".") for one in LEGEND)
    assert SIGNS[TimeState.OFFERED] == "●"


@pytest.mark.parametrize(
    ("by", "state"),
    [
        (Role.CITIZEN, TimeState.WEB),
        (Role.AGENT, TimeState.AGENT),
        (Role.STAFF, TimeState.CARE),
        (Role.SCHEDULER, TimeState.CARE),
        (Role.SYSTEM, TimeState.CARE),
    ],
)
def test_a_booked_time_shows_who_booked_it(by: Role, state: TimeState) -> None:
    assert booked_state(by) is state
    assert state in BOOKED


@pytest.mark.parametrize(
    ("rule", "ahead", "release", "valid", "blocked"),
    [
        ("", 1, None, True, False),
        ("", 60, None, True, False),  # the horizon day counts (vårt val)
        ("released", 61, None, True, False),
        ("", 100, TODAY, True, False),  # Bok.före goes before the horizon (R30)
        ("released", 1, TODAY + 1, True, False),
        ("in-future", 0, None, False, True),  # 09:00, and it is 10:00: the first rule is told
        ("resource-valid", 1, None, False, True),
        ("not-blocked", 1, None, True, True),
    ],
)
def test_the_first_rule_that_says_no_is_told(
    rule: str, ahead: int, release: int | None, valid: bool, blocked: bool
) -> None:
    assert refusal(ahead, release, valid=valid, blocked=blocked) == rule


def test_r81_the_earliest_day_of_pasis_is_tomorrow() -> None:
    tomorrow = Shelf(SHELF.now, TODAY, TODAY + 1, 60)
    start = midnight(TODAY) + 15 * 3600
    assert time_refusal(tomorrow, start, TODAY, None, valid=True, blocked=False) == "earliest-day"


@pytest.mark.parametrize(
    ("state", "rule", "passed", "blocked", "hidden"),
    [
        (TimeState.OFFERED, "", False, False, False),
        (TimeState.OFFERED, "", False, False, True),  # 1177 has not been told yet: it shows
        (TimeState.NOT_OFFERED, "web-bookable", False, False, False),
        (TimeState.HIDDEN, "not-hidden", False, False, True),
        (TimeState.BLOCKED, "not-hidden", False, True, True),
        (TimeState.PASSED, "published", True, True, True),
    ],
)
def test_the_state_of_a_free_time(
    state: TimeState, rule: str, passed: bool, blocked: bool, hidden: bool
) -> None:
    assert free_state(rule, passed=passed, blocked=blocked, hidden=hidden) is state


def test_a_time_that_waits_says_from_which_day_it_shows() -> None:
    assert short_text("released", TODAY + 3) == "från 15 sep"
    assert short_text("web-bookable", TODAY) == "inte bokningsbar på webben"
    assert short_text("", TODAY) == ""
