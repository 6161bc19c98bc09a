"""What uses a tidstyp: times to come, active bookings and template rows (R21-R24)."""

from collections.abc import Iterator

from db.book import Reader
from db.rules.local_time import instant_text
from db.rules.names.agent_types import is_agent_type
from db.rules.names.time_types import warn_booked
from db.rules.policy import Policy
from db.values import Instant, TimeType, Verdict

DAY_SECONDS = 86400


def users_of(reader: Reader, time_type: int, now: Instant) -> tuple[str, ...]:
    """What keeps a type from being cleared (R24): times to come, active bookings, template rows.

    Returns:
        Swedish lines, without any patient.
    """
    return (
        *_coming(reader, "slot", "", "tid", "tider", time_type, now),
        *_coming(reader, "booking", "status = 'booked' AND", "bokning", "bokningar",
                 time_type, now),
        *(
            f"Schemamall ”{name}”: {count} {'rad' if count == 1 else 'rader'}"
            for name, count in reader.rows(
                "SELECT t.name, count(*) FROM template_row r"
                " JOIN template t ON t.id = r.template_id WHERE r.time_type_id = ?"
                " GROUP BY t.id ORDER BY t.name COLLATE swedish",
                (time_type,),
            )
        ),
    )  # fmt: skip


def use_warnings(
    reader: Reader, policy: Policy, one: TimeType, old: TimeType | None, now: Instant
) -> Iterator[Verdict]:
    """What the schedule says about a type that may be saved (R20-R23, R60).

    The rules are "booked-hidden" and "booked-fixed" (booked visits that hiding or pausing the type
    concerns), "hidden-in-template" (templates still lay out a hidden type) and "no-times" (1177
    shows the type but has no times to offer).

    Args:
        old: as it is stored, or None for a new one.
    """
    if old is not None and one.id is not None and one != old:
        yield from warn_booked(policy.face(old), policy.face(one), _booked(reader, one.id, now))
    if one.hidden and one.id is not None:
        rows = reader.rows(
            "SELECT DISTINCT t.name FROM template_row r JOIN template t ON t.id = r.template_id"
            " WHERE r.time_type_id = ? ORDER BY t.name COLLATE swedish",
            (one.id,),
        )
        names = ", ".join(f"”{name}”" for (name,) in rows)
        if names:
            text = f"Tidstypen är dold för patienten men läggs ut av schemamallen {names}."
            yield Verdict("hidden-in-template", False, text, "[000] R21, R60")
    shown = policy.offers(one) and not policy.hides(one) and not is_agent_type(one.name)
    if shown and not _has_free_times(reader, one.id, now):
        text = (
            "Tidstypen syns på 1177 men har inga lediga tider. Ta bort bockarna från Bokningsbar"
            " webb, Kan avbokas från webben och Kan ombokas från webben om den ska vila."
        )
        yield Verdict("no-times", False, text, "[000] R22-R23")


def _coming(
    reader: Reader, table: str, where: str, one: str, many: str, time_type: int, now: Instant
) -> Iterator[str]:
    """A line for each resource that has such a thing which is not over yet."""
    rows = reader.rows(
        f"SELECT r.name, count(*), min(s.start) FROM {table} s JOIN resource r"
        f" ON r.id = s.resource_id WHERE {where} s.time_type_id = ? AND s.start > ?"
        " AND s.start + s.length_min * 60 > ? GROUP BY r.id ORDER BY r.name COLLATE swedish",
        (time_type, now - DAY_SECONDS, now),  # no time is longer than a day
    )
    for name, count, first in rows:
        if count == 1:
            yield f"{name}: 1 {one}, {instant_text(first)}"
        else:
            yield f"{name}: {count} {many}, den första {instant_text(first)}"


def _booked(reader: Reader, time_type: int, now: Instant) -> int:
    """How many visits of a type are booked and have not begun."""
    sql = "SELECT count(*) FROM booking WHERE time_type_id = ? AND status = 'booked' AND start > ?"
    return int(reader.value(sql, (time_type, now)))


def _has_free_times(reader: Reader, time_type: int | None, now: Instant) -> bool:
    sql = "SELECT 1 FROM slot WHERE time_type_id = ? AND start > ? AND taken = 0 AND blocked = 0"
    return reader.row(f"{sql} LIMIT 1", (time_type, now)) is not None
