"""Two who edit one thing: only what I changed is written, and nothing that either typed is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.merging import by_field, conflict, in_order
from db.values import Clash


@pytest.mark.parametrize(
    ("mine", "seen", "stands", "told", "value", "both"),
    [
        pytest.param("a", "a", "a", None, "a", False, id="nobody"),
        pytest.param("b", "a", "a", None, "b", False, id="only-me"),
        pytest.param("a", "a", "c", None, "c", False, id="only-they"),
        pytest.param("c", "a", "c", None, "c", False, id="both-the-same"),
        pytest.param("b", "a", "c", None, "b", True, id="both"),
        pytest.param("b", "a", "c", "c", "b", False, id="both-and-told"),
        pytest.param("b", "a", "d", "c", "b", True, id="told-of-another"),
        pytest.param("a", "a", "d", "c", "d", False, id="told-but-not-mine"),
    ],
)
def test_a_field(
    mine: str, seen: str, stands: str, told: str | None, value: str, both: bool
) -> None:
    merged = by_field(
        {"x": mine, "y": "mitt"}, {"x": seen, "y": "?"}, {"x": stands, "y": "?"},
        None if told is None else {"x": told, "y": "?"},
    )  # fmt: skip
    assert merged.values == {"x": value, "y": "mitt"}
    assert merged.both == (("x",) if both else ())


@pytest.mark.parametrize(
    ("mine", "seen", "stands", "merged"),
    [
        pytest.param("abc", "abc", "abc", "abc", id="nobody"),
        pytest.param("abxc", "abc", "abyc", "abyxc", id="both-added"),
        pytest.param("ac", "abc", "ab", "a", id="both-removed"),
        pytest.param("axc", "abc", "abc", "axc", id="i-changed-one"),
        pytest.param("axc", "abc", "ayc", "ayxc", id="both-changed-one"),
        pytest.param("cab", "abc", "abcd", "cdab", id="i-moved-they-added"),
        pytest.param("abcd", "abc", "cab", "cdab", id="they-moved-i-added"),
        pytest.param("cab", "abc", "bac", None, id="both-moved"),
        pytest.param("cab", "abc", "cab", "cab", id="both-moved-alike"),
    ],
)
def test_a_list(mine: str, seen: str, stands: str, merged: str | None) -> None:
    assert in_order(mine, seen, stands) == (None if merged is None else tuple(merged))


LISTS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(LISTS, LISTS, LISTS)
def test_of_a_list_nothing_added_is_lost_and_nothing_removed_stays(
    mine: list[str], seen: list[str], stands: list[str]
) -> None:
    merged = in_order(mine, seen, stands)
    if merged is not None:
        added = {*mine, *stands} - {*seen}
        kept = {*mine} & {*stands}
        assert {*merged} == added | kept
        assert len(merged) == len({*merged})
    if mine == seen:
        assert merged == tuple(stands)
    if stands == seen:
        assert merged == tuple(mine)


def test_what_is_said() -> None:
    clashes = (Clash("a", "Telefon", "08-1", ""), Clash("b", "Adress", "Torget", "x" * 90))
    error = conflict("kontaktkortet", "", 0, clashes, "nu")
    assert error.text == (
        "Någon annan har ändrat kontaktkortet. Telefon: nu tomt, du har ”08-1”. Adress: nu"
        f" ”{'x' * 59}…”, du har ”Torget”. Ingenting sparades."
    )
    assert (error.field, error.stands, error.clashes) == ("a", "nu", clashes)
