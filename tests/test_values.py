"""The shared values: cleaning of text, intervals, and what small values promise."""

import unicodedata
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import (
    SYSTEM,
    Actor,
    Decision,
    Interval,
    Resource,
    Role,
    Verdict,
    clean,
)

ANY_TEXT = st.text(alphabet=st.characters())
"""Also lone surrogates, which st.text leaves out by itself."""
HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs", "Mn"]),
        st.sampled_from("åäöé\u0301\u0308 aÅ\u212b\r\n\t\x1b[]\u202e\U000e0041\ufdd0\uffff"),
    )
)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(ANY_TEXT | HOSTILE, st.booleans())
def test_clean_is_idempotent(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once


@given(ANY_TEXT | HOSTILE, st.booleans())
def test_what_clean_leaves_is_harmless(text: str, lines: bool) -> None:
    cleaned = clean(text, lines=lines)
    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    kept = cleaned.replace("\n", "") if lines else cleaned
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Zl", "Zp"} for char in kept)
    assert not set(cleaned) & set(BIDI)
    assert not any("\U000e0000" <= char <= "\U000e0fff" for char in cleaned)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("  Ont i halsen ", "Ont i halsen", id="outer-blanks"),
        pytest.param("a\x00b", "ab", id="NUL"),
        pytest.param("\x1b[31mröd", "[31mröd", id="ESC"),
        pytest.param("a\x9bb", "ab", id="C1"),
        pytest.param("a\ud800b", "ab", id="lone-surrogate"),
        pytest.param("a\u202eb", "ab", id="bidi"),
        pytest.param("a\ufeffb\u200bc", "abc", id="invisible"),
        pytest.param("A\u030a", "Å", id="NFC"),
        pytest.param("\u212b", "Å", id="NFC-of-a-singleton"),
        pytest.param("a\r\nb\rc\x85d\te", "a b c d e", id="breaks-become-blanks"),
        pytest.param("[b]fet[/b]", "[b]fet[/b]", id="markup-is-text"),
        pytest.param("👩‍⚕️", "👩‍⚕️", id="emoji-stays-whole"),
        pytest.param("a\U000f0000b\ue000c", "abc", id="private"),
        pytest.param("a\ufffeb\ufdd0c", "abc", id="noncharacters"),
        pytest.param("a\U000e0041b", "ab", id="tags"),
        pytest.param("", "", id="empty"),
        pytest.param("\u2028", "", id="line-separator"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_clean_keeps_lines_where_asked() -> None:
    assert clean("a\r\nb\rc\x85d\n", lines=True) == "a\nb\nc\nd"
    assert clean("\n\n", lines=True) == ""


@given(st.integers(), st.integers())
def test_an_interval_holds_some_time(start: int, end: int) -> None:
    if end > start:
        assert Interval(start, end).end == end
    else:
        with pytest.raises(ValueError, match="end after"):
            Interval(start, end)


INTERVALS = st.builds(
    lambda start, length: Interval(start, start + length),
    st.integers(-50, 50),
    st.integers(1, 20),
)


@given(INTERVALS, INTERVALS)
def test_intervals_overlap_when_they_share_an_instant(one: Interval, other: Interval) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) is bool(shared)
    assert other.overlaps(one) is bool(shared)


def test_touching_intervals_do_not_overlap() -> None:
    assert not Interval(0, 10).overlaps(Interval(10, 20))


def test_values_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        SYSTEM.name = "Någon annan"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("actor", "label"),
    [
        (Actor(Role.STAFF, "Rut"), "Rut"),
        (Actor(Role.STAFF), "Personal"),
        (Actor(Role.AGENT), "Ombud"),
        (SYSTEM, "Systemet"),
    ],
)
def test_the_label_of_an_actor(actor: Actor, label: str) -> None:
    assert actor.label == label


def test_every_role_has_a_label() -> None:
    assert all(Actor(role).label for role in Role)


@pytest.mark.parametrize(
    ("since", "until", "day", "valid"),
    [
        (None, None, 5, True),
        (5, None, 5, True),
        (6, None, 5, False),
        (None, 5, 5, True),
        (None, 4, 5, False),
        (5, 5, 5, True),
    ],
)
def test_validity_counts_both_ends(
    since: int | None, until: int | None, day: int, valid: bool
) -> None:
    one = replace(Resource(name="Florence"), valid_from=since, valid_to=until)
    assert one.valid_on(day) is valid


def test_a_decision_passes_when_all_do() -> None:
    yes, no = Verdict("a", True, "Ja.", ""), Verdict("b", False, "Nej.", "", "CODE")
    assert Decision().passed
    assert Decision((yes,)).passed
    assert not Decision((yes, no)).passed
    assert Decision((no, yes)).refusals == (no,)
