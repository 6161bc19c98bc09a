"""The edit rules of the Tidstyper grid (R4-R6, R8-R24)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.names.time_types import (
    check_set,
    check_type,
    cleared,
    hide,
    is_cleared,
    set_tick,
    unhide,
    warn_set,
    warn_type,
)
from db.rules.names.type_columns import FIELD_LABELS, TICKS, WEB_TICKS
from db.values import NO_VIDEO, TimeType, Verdict

RULES = ["hidden-no-web-ticks", "agent-type-by-it", "agent-type-ticks", "has-name"]

OPEN = TimeType(
    id=7,
    name=".Läkarbesök",
    web_name="Bedömning av nya besvär",
    bookable=True,
    web_bookable=True,
    web_cancellable=True,
    web_rebookable=True,
    web_info="Kom i god tid",
    colour="#aabbcc",
    level=4,
    revision=3,
)
AGENT = replace(OPEN, name="Ombud-Vårdguiden på telefon", web_name="Akut besök", web_info="")
ADMIN = TimeType(id=9, name="Administration", bookable=True, hidden=True)

types = st.builds(
    TimeType,
    id=st.none() | st.integers(1, 99),
    name=st.sampled_from(["", " ", "Läkarbesök", "Ombud jour", ".Provtagning"]),
    web_name=st.sampled_from(["", "Prov", "AT webb"]),
    bookable=st.booleans(),
    hide_in_checkout=st.booleans(),
    self_checkin=st.booleans(),
    web_bookable=st.booleans(),
    web_cancellable=st.booleans(),
    web_rebookable=st.booleans(),
    hidden=st.booleans(),
    web_info=st.sampled_from(["", "Kom i god tid"]),
    colour=st.sampled_from(["", "#aabbcc"]),
    level=st.none() | st.integers(1, 4),
    revision=st.integers(0, 9),
)


def web_ticks(t: TimeType) -> tuple[bool, bool, bool]:
    return t.web_bookable, t.web_cancellable, t.web_rebookable


def refused(new: TimeType, old: TimeType | None = None, *, by_it: bool = False) -> list[str]:
    return [verdict.rule for verdict in check_type(new, old, by_it).refusals]


def rules(verdicts: tuple[Verdict, ...]) -> list[str]:
    return [verdict.rule for verdict in verdicts]


def test_the_labels_are_the_grids() -> None:
    """GUIDES.md A3, in the order of the columns."""
    assert " · ".join(FIELD_LABELS.values()) == (
        "Namn i AsynjaVisph · Namn för webbtidbok · Bokningsbar AsynjaVisph · Dölj i kassa · "
        "Självincheckningsbar · Bokningsbar webb · Kan avbokas från webben · "
        "Kan ombokas från webben · Dölj bokning för patient · Typ av videobesök · "
        "Informationstext för webb"
    )
    assert set(TICKS) <= set(FIELD_LABELS)


def test_hiding_clears_the_three_and_showing_leaves_them() -> None:
    """R20-R21."""
    hidden = hide(OPEN)
    assert hidden == replace(
        OPEN, hidden=True, web_bookable=False, web_cancellable=False, web_rebookable=False
    )
    assert unhide(hidden) == replace(hidden, hidden=False)
    assert web_ticks(unhide(hidden)) == (False, False, False)


def test_ticking_hidden_says_what_it_does() -> None:
    """R20."""
    changed, verdict = set_tick(OPEN, "hidden", True)
    assert changed == hide(OPEN)
    assert verdict.passed
    assert verdict.text == (
        "Dölj bokning för patient är markerad. Då är Bokningsbar, Kan avbokas och Kan ombokas "
        "släckta, och bokningarna syns inte på 1177."
    )


def test_taking_hidden_away() -> None:
    """R20: nobody ticks the three again but the user."""
    changed, verdict = set_tick(ADMIN, "hidden", False)
    assert changed == unhide(ADMIN)
    assert verdict.passed


@pytest.mark.parametrize("field", [pytest.param(field, id=f"R21-{field}") for field in WEB_TICKS])
def test_a_web_tick_on_a_hidden_type_is_refused(field: str) -> None:
    changed, verdict = set_tick(ADMIN, field, True)
    assert changed is ADMIN
    assert (verdict.rule, verdict.passed) == ("hidden-no-web-ticks", False)
    assert verdict.facts == (("field", field),)
    assert set_tick(ADMIN, field, False)[1].passed


@pytest.mark.parametrize("field", [pytest.param(field, id=field) for field in TICKS])
def test_each_tick_is_set_and_cleared(field: str) -> None:
    shown = TimeType(id=1, name="Läkarbesök")
    ticked, said = set_tick(shown, field, True)
    assert ticked == replace(shown, **{field: True})  # type: ignore[arg-type]
    assert FIELD_LABELS[field] in said.text
    assert set_tick(ticked, field, False)[0] == shown


@pytest.mark.parametrize("field", ["name", "", "Bokningsbar webb", "level", "revision"])
def test_only_ticks_are_ticked(field: str) -> None:
    with pytest.raises(ValueError, match="not a tick"):
        set_tick(OPEN, field, True)


@given(types, st.lists(st.tuples(st.sampled_from(TICKS), st.booleans()), max_size=8))
def test_no_ticking_leads_to_hidden_with_web_ticks(
    t: TimeType, edits: list[tuple[str, bool]]
) -> None:
    t = hide(t) if t.hidden else t
    for field, on in edits:
        before = t
        t, verdict = set_tick(t, field, on)
        assert getattr(t, field) is on or not verdict.passed
        assert verdict.passed or t is before
        assert not (t.hidden and any(web_ticks(t)))


def test_rensa() -> None:
    """R24: everything goes but who it is."""
    assert cleared(OPEN) == TimeType(id=7, revision=3, video=NO_VIDEO)
    assert is_cleared(cleared(OPEN))


def test_clearing_by_hand_equals_rensa() -> None:
    """R24: name, all ticks and text."""
    by_hand = replace(OPEN, name=" ", web_name="", web_info="")
    for field in ("bookable", *WEB_TICKS):
        assert not is_cleared(by_hand)
        by_hand = set_tick(by_hand, field, False)[0]
    assert is_cleared(by_hand)
    assert by_hand.colour
    assert cleared(by_hand) == cleared(OPEN)
    assert refused(by_hand, OPEN) == []


@pytest.mark.parametrize(
    "part",
    [{"name": "A"}, {"web_name": "A"}, {"web_info": "A"}, *({tick: True} for tick in TICKS)],
    ids=lambda part: next(iter(part)),
)
def test_anything_left_is_not_cleared(part: dict[str, str | bool]) -> None:
    assert not is_cleared(replace(TimeType(), **part))  # type: ignore[arg-type]


@given(types)
def test_cleared_types_pass_and_cannot_be_cleared_further(t: TimeType) -> None:
    gone = cleared(t)
    assert is_cleared(gone)
    assert cleared(gone) == gone
    assert (gone.id, gone.revision) == (t.id, t.revision)
    assert check_type(gone, t, by_it=True).passed


@pytest.mark.parametrize(
    ("new", "old", "by_it", "expected"),
    [
        pytest.param(OPEN, OPEN, False, [], id="R9-ordinary"),
        pytest.param(ADMIN, None, False, [], id="R60-admin-hidden"),
        pytest.param(TimeType(), None, False, [], id="A3-blank-row"),
        pytest.param(cleared(OPEN), OPEN, False, [], id="R24-rensa"),
        pytest.param(replace(OPEN, hidden=True), OPEN, False, RULES[:1], id="R20-hidden-and-ticks"),
        pytest.param(
            replace(ADMIN, web_cancellable=True),
            ADMIN,
            True,
            RULES[:1],
            id="R20-one-tick-is-enough",
        ),
        pytest.param(AGENT, None, False, RULES[1:2], id="R6-created-by-the-unit"),
        pytest.param(AGENT, None, True, [], id="R6-created-by-IT"),
        pytest.param(AGENT, AGENT, False, [], id="R4-untouched"),
        pytest.param(replace(AGENT, colour=""), AGENT, False, RULES[1:2], id="R4-changed"),
        pytest.param(cleared(AGENT), AGENT, False, RULES[1:2], id="R4-cleared-by-the-unit"),
        pytest.param(cleared(AGENT), AGENT, True, [], id="R4-cleared-by-IT"),
        pytest.param(replace(AGENT, name="Jour"), AGENT, False, RULES[1:2], id="R4-renamed-away"),
        pytest.param(replace(OPEN, name="Ombud jour"), OPEN, False, RULES[1:2], id="R4-renamed-to"),
        pytest.param(
            replace(AGENT, web_rebookable=False), AGENT, True, RULES[2:3], id="R5-a-tick-away"
        ),
        pytest.param(hide(AGENT), AGENT, True, RULES[2:3], id="R5-hidden"),
        pytest.param(hide(AGENT), AGENT, False, RULES[1:3], id="R4-R5-hidden-by-the-unit"),
        pytest.param(replace(OPEN, name=""), OPEN, False, RULES[3:], id="R24-half-cleared"),
        pytest.param(TimeType(web_info="Hej"), None, False, RULES[3:], id="R8-text-without-name"),
        pytest.param(TimeType(web_name="Prov"), None, False, RULES[3:], id="R8-only-a-web-name"),
    ],
)
def test_check_type(new: TimeType, old: TimeType | None, by_it: bool, expected: list[str]) -> None:
    assert refused(new, old, by_it=by_it) == expected


@given(types, st.none() | types, st.booleans())
def test_every_rule_answers_in_order(new: TimeType, old: TimeType | None, by_it: bool) -> None:
    decision = check_type(new, old, by_it)
    assert rules(decision) == RULES
    assert all(verdict.text and verdict.source.startswith("[000] R") for verdict in decision)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Läkarbesök", "Provtagning"], [], id="R8-different"),
        pytest.param(["Läkarbesök", "Läkarbesök"], [(1, 0)], id="R8-same"),
        pytest.param(["Läkarbesök", " läkarBESÖK "], [(1, 0)], id="case-and-outer-blanks"),
        pytest.param(["AT  besök", "AT besök"], [(1, 0)], id="inner-blanks"),
        pytest.param(["Läkarbesök", "La\u0308karbeso\u0308k"], [(1, 0)], id="composed-or-not"),
        pytest.param(["A", "B", "A", "A"], [(2, 0), (3, 0)], id="three-of-a-kind"),
        pytest.param(["", "", " "], [], id="R24-cleared-rows"),
        pytest.param([".Läkarbesök", "Läkarbesök"], [], id="A3-the-dot-counts"),
    ],
)
def test_names_are_unique(names: list[str], expected: list[tuple[int, int]]) -> None:
    found = check_set([TimeType(name=name) for name in names])
    assert [verdict.facts for verdict in found] == [
        (("row", at), ("other", first)) for at, first in expected
    ]
    assert {(verdict.rule, verdict.passed) for verdict in found} <= {("unique-name", False)}


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        pytest.param(OPEN, [], id="R9-fine"),
        pytest.param(TimeType(), [], id="A3-blank-row"),
        pytest.param(ADMIN, [], id="R60-hidden-needs-no-name"),
        pytest.param(replace(OPEN, web_name=" "), ["web-name-missing"], id="R9-not-offered"),
        pytest.param(
            replace(OPEN, web_name="", web_bookable=False), ["web-name-shown"], id="R9-booked-times"
        ),
        pytest.param(replace(AGENT, web_name=""), ["web-name-shown"], id="R7-not-for-citizens"),
        pytest.param(
            replace(OPEN, web_name="AT webb"),
            ["web-name-abbreviation", "web-name-internal"],
            id="R26-naming",
        ),
        pytest.param(
            replace(OPEN, web_info="Kom! Ät! Vila!"), ["web-info-sentences"], id="R11-text"
        ),
    ],
)
def test_warn_type(t: TimeType, expected: list[str]) -> None:
    assert rules(warn_type(t)) == expected
    assert not any(verdict.passed for verdict in warn_type(t))


@pytest.mark.parametrize(
    ("second", "same"),
    [
        pytest.param(OPEN, True, id="R111-both-offered"),
        pytest.param(replace(OPEN, web_name="bedömning  av nya besvär"), True, id="R111-case"),
        pytest.param(replace(OPEN, web_name="Prov"), False, id="R9-another-name"),
        pytest.param(replace(OPEN, web_name=""), False, id="R9-no-name"),
        pytest.param(replace(OPEN, web_bookable=False), False, id="R14-not-offered"),
        pytest.param(hide(OPEN), False, id="R21-hidden"),
        pytest.param(replace(AGENT, web_name=OPEN.web_name), False, id="R7-ombud"),
    ],
)
def test_warn_set(second: TimeType, same: bool) -> None:
    found = warn_set([OPEN, ADMIN, second])
    assert rules(found) == (["unique-web-name"] if same else [])
    assert all(verdict.facts == (("row", 2), ("other", 0)) for verdict in found)
