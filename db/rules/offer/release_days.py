"""Bok.före: from which day a time shows on 1177 (R29-R31, GUIDES.md A4).

Days are local days (``date.toordinal()``); a time shows from 00:00 of the day given.
"""

from typing import Final

from db.values import Day, count_text

MIN_RELEASE: Final = 1
MAX_RELEASE: Final = 365


def release_fits(release: int) -> bool:
    """Tell whether a filled Bok.före box holds an allowed number of days, 1-365."""
    return MIN_RELEASE <= release <= MAX_RELEASE


def release_day(day: Day, release: int) -> Day:
    """The first local day on which a time shows, by its Bok.före (R30-R31, GUIDES.md A4).

    It is a release limit, not a minimum notice: 1 is the day of the visit itself, 15 is 14 days
    before it.

    Args:
        day: the local day of the visit.
        release: Bok.före, 1-365.

    Raises:
        ValueError: when ``release`` is not 1-365.
    """
    if not release_fits(release):
        raise ValueError(f"release must be {MIN_RELEASE}-{MAX_RELEASE}: {release}")
    return day - (release - 1)


def visible_from(day: Day, release: int | None, horizon_days: int) -> Day:
    """The first local day on which a time shows, Bok.före or not (R29-R31).

    With an empty box the policy's horizon decides, and the horizon day itself counts
    (GUIDES.md A7): with 60 days the time shows from day - 60.

    Args:
        day: the local day of the visit.
        release: Bok.före, or None when the box is empty.
        horizon_days: how many days ahead the journal system shows times.

    Raises:
        ValueError: when ``release`` is given and is not 1-365.
    """
    return day - horizon_days if release is None else release_day(day, release)


def release_text(release: int | None, horizon_days: int) -> str:
    """Say in Swedish from when a time shows, as the end of a sentence (R29-R31).

    Args:
        release: Bok.före, or None when the box is empty.
        horizon_days: how many days ahead the journal system shows times.

    Raises:
        ValueError: when ``release`` is given and is not 1-365.
    """
    if release is None:
        return f"syns {count_text(horizon_days, 'dag', 'dagar')} framåt"
    before = -release_day(0, release)
    if before == 0:
        return "syns samma dag från midnatt"
    return f"syns från kl. 00:00, {count_text(before, 'dag', 'dagar')} före besöket"
