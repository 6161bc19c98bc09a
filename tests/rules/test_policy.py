"""Table A2 of domain.md, row by row, against the four policies."""

from dataclasses import fields

import pytest

from db.rules.policy import POLICIES, HideScope, Mark, Policy
from db.values import CaseKind, JournalSystem, TimeType
from tests.rules.cases import ASYNJA, PASIS, PMO, STANDALONE

ALL = (ASYNJA, PMO, PASIS, STANDALONE)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        pytest.param("same_length", (False, True, False, False), id="R3-R18-R65-length"),
        pytest.param("earliest_days", (0, 0, 1, 0), id="R71-R81-earliest-day"),
        pytest.param("late_limit_min", (1440,) * 4, id="R50-R62-R80-24-hours"),
        pytest.param("late_blocks", (False, True, True, False), id="R50-R62-R80-late-change"),
        pytest.param("edge_is_late", (False, True, False, False), id="R62-R80-exactly-24-h"),
        pytest.param("max_changes", (None,) * 4, id="R63-number-of-changes"),
        pytest.param("reason_required", (False, True, False, False), id="R64-reason"),
        pytest.param("horizon_days", (60, 56, 60, 60), id="R29-R66-how-far-ahead"),
        pytest.param("mark", (Mark.TICK, Mark.SUFFIX, Mark.LEVEL, Mark.TICK), id="R14-R67-R82"),
        pytest.param(
            "hide_scope",
            (HideScope.TYPE, HideScope.BOOKING, HideScope.TYPE, HideScope.TYPE),
            id="R20-R69-hide",
        ),
        pytest.param("always_hidden", ((), ("Administration",), (), ()), id="R60-R70-admin-time"),
        pytest.param("own_web_name", (True, False, True, True), id="R9-name-the-citizen-reads"),
        pytest.param("web_log", (True, False, True, True), id="R42-R75-staff-see"),
        pytest.param("returns_to_waiting_list", (True,) * 4, id="R49-waiting-list"),
        pytest.param("open_invitation", (False, False, True, False), id="R84-öppen-kallelse"),
        pytest.param("agents", (True, False, False, False), id="R4-ombud"),
        pytest.param(
            "label", ("AsynjaVisph", "PMO", "PASiS", "Fristående tidbok"), id="A2-headings"
        ),
    ],
)
def test_table_a2(field: str, values: tuple[object, ...]) -> None:
    assert tuple(getattr(policy, field) for policy in ALL) == values


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (CaseKind.BOOK, ("Boka tid direkt", "Boka tid", "Boka tid direkt", "Boka tid direkt")),
        (
            CaseKind.CHANGE,
            (
                "Se bokad tid, av- eller omboka tid direkt",
                "Bokade tider, av- och omboka",
                "Bokade tider, av- och omboka direkt",
                "Av/omboka tid direkt (Mina tidsbokningar)",
            ),
        ),
        (CaseKind.REQUEST, ("Beställa tid",) * 4),
    ],
    ids=["ärendetyp-1", "ärendetyp-2", "R125"],
)
def test_names_of_arendetyper(kind: CaseKind, names: tuple[str, ...]) -> None:
    assert tuple(policy.case_names[kind] for policy in ALL) == names


@pytest.mark.parametrize("system", JournalSystem)
def test_every_system_has_its_policy(system: JournalSystem) -> None:
    policy = POLICIES[system]
    assert policy.system is system
    assert set(policy.case_names) == set(CaseKind)
    # What is our choice is named, and only what exists.
    assert set(policy.ours) <= {field.name for field in fields(Policy)}
    assert len(set(policy.ours)) == len(policy.ours)


def test_where_a2_is_silent_our_choice_follows_asynjavisph() -> None:
    for policy in (PASIS, STANDALONE):
        for field in policy.ours:
            if field != "agents":  # ombud are of AsynjaVisph alone
                assert getattr(policy, field) == getattr(ASYNJA, field), field


@pytest.mark.parametrize("policy", ALL, ids=lambda policy: policy.label)
def test_a_hidden_face_has_no_ticks(policy: Policy) -> None:
    """R20, in every system."""
    one = TimeType(
        1, "Läkare 1177", "Läkare", web_bookable=True, web_cancellable=True, web_rebookable=True,
        hidden=True, level=4,
    )  # fmt: skip
    face = policy.face(one)
    assert face.hidden
    assert (face.offered, face.cancellable, face.rebookable) == (False, False, False)


def test_the_name_the_citizen_reads() -> None:
    one = TimeType(1, "Provtagning 1177", "Provtagning")
    assert PMO.face(one).web_name == "Provtagning 1177"
    for policy in (ASYNJA, PASIS, STANDALONE):
        assert policy.face(one).web_name == "Provtagning"
    assert ASYNJA.face(TimeType(1, "Intern")).shown_name == "Intern"
    assert ASYNJA.face(one).shown_name == "Provtagning"
