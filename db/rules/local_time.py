"""Local time of the book: Europe/Stockholm, whatever zone the machine is in.

Pure functions between instants (seconds since 1970 UTC), local days (ordinals) and minutes of
the day, and the few ways in which times are written for people. No parsing: that is
``db.timeline``.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from db.basics import Day, Instant, Minutes

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years that the book knows."""

ZONE = ZoneInfo("Europe/Stockholm")
DAY_MINUTES = 24 * 60
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SHORT_WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)


@lru_cache(maxsize=4096)
def local(instant: Instant) -> datetime:
    """The aware local datetime of an instant; one act asks for the same few again and again."""
    return datetime.fromtimestamp(instant, ZONE)


def day_of(instant: Instant) -> Day:
    """The local day on which an instant falls."""
    return local(instant).toordinal()


def minute_of_day(instant: Instant) -> Minutes:
    """The minute of the local day, as a wall clock shows it."""
    when = local(instant)
    return when.hour * 60 + when.minute


def whole_minute(instant: Instant) -> Instant:
    """The instant cut to its whole minute, as the log shows it (R50)."""
    return instant - instant % 60


def instants_at(day: Day, minute: Minutes) -> tuple[Instant, ...]:
    """The instants at which a wall clock shows ``minute`` of the local day ``day``.

    None when the clock skips it in spring, two when it passes it twice in autumn. ``minute`` may
    be 1440, midnight of the day after.

    Raises:
        ValueError: when ``minute`` is not 0-1440.
        OverflowError: when the day lies outside the calendar.
    """
    if not 0 <= minute <= DAY_MINUTES:
        raise ValueError(f"not a minute of the day: {minute}")
    wall = datetime.fromordinal(day) + timedelta(minutes=minute)
    found = []
    for fold in (0, 1):
        aware = wall.replace(tzinfo=ZONE, fold=fold)
        back = aware.astimezone(UTC).astimezone(ZONE)
        instant = int(aware.timestamp())
        if back.replace(tzinfo=None) == wall and instant not in found:
            found.append(instant)
    return tuple(found)


def instant_at(day: Day, minute: Minutes) -> Instant | None:
    """The one instant of a wall clock time, the first of two, or None where it is skipped."""
    found = instants_at(day, minute)
    return found[0] if found else None


@lru_cache(maxsize=1024)
def midnight(day: Day) -> Instant:
    """The instant at which a local day begins (in Sweden no clock change touches midnight).

    A booking asks for the same few days again and again.
    """
    return instants_at(day, 0)[0]


def clock_changes_at(day: Day, minute: Minutes) -> bool:
    """Tell whether a wall clock time is skipped or passed twice, so that no time is laid on it."""
    return len(instants_at(day, minute)) != 1


@cache
def second_hours() -> frozenset[int]:
    """The hours of 2000-2099 that a wall clock passes again, in hours since 1970 UTC."""
    days = (date(year, 10, day).toordinal() for year in range(2000, 2100) for day in range(25, 32))
    found = (instants_at(day, 120) for day in days)
    return frozenset(twice[1] // 3600 for twice in found if len(twice) == 2)


def passed_before(instant: Instant) -> Instant:
    """The first instant at which a wall clock shows what it shows at this one: mostly the same."""
    return instant - 3600 if instant // 3600 in second_hours() else instant


def is_doubled(instant: Instant) -> bool:
    """Whether a wall clock shows the same at another instant, an hour before or after."""
    hour = instant // 3600
    return hour in second_hours() or hour + 1 in second_hours()


def offset_text(instant: Instant) -> str:
    """The offset from UTC where the clock alone does not say which of two it is; else empty."""
    return local(instant).isoformat()[-6:] if is_doubled(instant) else ""


def clock_text(minute: Minutes) -> str:
    """Minutes of the day as ``HH:MM``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def time_text(instant: Instant) -> str:
    """The local clock of an instant as ``HH:MM``."""
    when = local(instant)
    return f"{when.hour:02}:{when.minute:02}"


def day_text(day: Day) -> str:
    """A local day as ``YYYY-MM-DD``."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=1024)
def instant_text(instant: Instant) -> str:
    """An instant as the log writes it: ``YYYY-MM-DD HH:MM`` local (GUIDES.md A3).

    A row of the log says the same instant several times: as a cell, and in its verdict.
    """
    return local(instant).isoformat(" ", "minutes")[:16]


def iso_text(instant: Instant) -> str:
    """An instant in ISO 8601 with the local offset, for JSON."""
    return local(instant).isoformat()


def long_day_text(day: Day) -> str:
    """A local day in words: ``torsdag 12 september 2024``."""
    when = date.fromordinal(day)
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"


def short_instant_text(instant: Instant) -> str:
    """An instant for a title line: ``tor 12 sep 2024 10:52``."""
    when = local(instant)
    month = SHORT_MONTHS[when.month - 1]
    return f"{SHORT_WEEKDAYS[when.weekday()]} {when.day} {month} {when.year} {time_text(instant)}"


@lru_cache(maxsize=1024)
def near_instant_text(instant: Instant, now: Instant) -> str:
    """An instant beside another: ``tis 3 sep 00:00``, with the year where that is another."""
    text, year = short_instant_text(instant), local(instant).year
    return text.replace(f" {year} ", " ") if year == local(now).year else text


def span_text(minutes: Minutes) -> str:
    """A time left or passed: ``19 h 02``, with a minus sign when it has run out."""
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60} h {abs(minutes) % 60:02}"


def plain_span_text(minutes: Minutes) -> str:
    """A time left in plain words: ``19 timmar och 2 minuter``; nothing negative is left."""
    hours, rest = divmod(max(minutes, 0), 60)
    told = [f"{hours} {'timme' if hours == 1 else 'timmar'}"] if hours else []
    if rest or not hours:
        told.append(f"{rest} {'minut' if rest == 1 else 'minuter'}")
    return " och ".join(told)


def offset_change_min(first: Instant, second: Instant) -> Minutes:
    """How far the wall clock is moved between two instants: 60 in spring, -60 in autumn, else 0."""
    before, after = local(first).utcoffset(), local(second).utcoffset()
    assert before is not None  # aware by construction
    assert after is not None
    return int((after - before).total_seconds()) // 60
