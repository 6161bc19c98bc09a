"""Bok.före against the guide's own examples (R29-R31, GUIDES.md A4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.offer.release_days import release_day, release_fits, release_text, visible_from

VISIT = date(2024, 9, 12).toordinal()
RELEASES = st.integers(1, 365)
DAYS = st.integers(700_000, 800_000)


@pytest.mark.parametrize(
    ("release", "first"),
    [
        pytest.param(1, date(2024, 9, 12), id="R30-1-is-the-same-day"),
        pytest.param(2, date(2024, 9, 11), id="R30-2-is-one-day-before"),
        pytest.param(10, date(2024, 9, 3), id="A4-10-as-in-the-template"),
        pytest.param(15, date(2024, 8, 29), id="R31-15-is-14-days-before"),
        pytest.param(365, date(2023, 9, 14), id="R30-over-a-leap-day"),
    ],
)
def test_release_day(release: int, first: date) -> None:
    assert release_day(VISIT, release) == first.toordinal()
    assert visible_from(VISIT, release, 60) == first.toordinal()


@pytest.mark.parametrize(
    ("horizon", "first"),
    [
        pytest.param(60, date(2024, 7, 14), id="R29-empty-60-days-and-day-60-counts"),
        pytest.param(56, date(2024, 7, 18), id="A2-PMO-8-weeks"),
        pytest.param(0, date(2024, 9, 12), id="no-horizon-is-the-day-itself"),
    ],
)
def test_empty_box_follows_the_horizon(horizon: int, first: date) -> None:
    assert visible_from(VISIT, None, horizon) == first.toordinal()


@pytest.mark.parametrize("release", [-1, 0, 366])
def test_release_out_of_bounds_is_refused(release: int) -> None:
    assert not release_fits(release)
    with pytest.raises(ValueError, match="1-365"):
        release_day(VISIT, release)
    with pytest.raises(ValueError, match="1-365"):
        visible_from(VISIT, release, 60)
    with pytest.raises(ValueError, match="1-365"):
        release_text(release, 60)


@pytest.mark.parametrize(
    ("release", "horizon", "text"),
    [
        pytest.param(1, 60, "syns samma dag från midnatt", id="R30-1"),
        pytest.param(2, 60, "syns från kl. 00:00, 1 dag före besöket", id="R30-2"),
        pytest.param(10, 60, "syns från kl. 00:00, 9 dagar före besöket", id="A4-10"),
        pytest.param(15, 60, "syns från kl. 00:00, 14 dagar före besöket", id="R31-15"),
        pytest.param(None, 60, "syns 60 dagar framåt", id="R29-empty"),
        pytest.param(None, 1, "syns 1 dag framåt", id="R29-empty-one-day"),
    ],
)
def test_release_text(release: int | None, horizon: int, text: str) -> None:
    assert release_text(release, horizon) == text


@given(DAYS, RELEASES)
def test_never_after_the_visit_and_one_day_a_step(day: int, release: int) -> None:
    first = release_day(day, release)
    assert day - first == release - 1
    assert release_fits(release)


@given(DAYS, st.integers(1, 364))
def test_release_and_horizon_differ_by_one(day: int, days: int) -> None:
    """A horizon of N days reaches as far as Bok.före N + 1."""
    assert visible_from(day, None, days) == visible_from(day, days + 1, 60)
