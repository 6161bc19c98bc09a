"""What is told of an act on the book, and why some cannot be taken back (Senaste åtgärder).

The list is our own: AsynjaVisph has none. No patient is named in it.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from db.rules.local_time import SHORT_MONTHS, SHORT_WEEKDAYS, day_of, instant_text, time_text
from db.values import Act, Day, Instant, Role, count_text

MOST_TEXT: Final = 240
"""A sentence is cut there: names and events have no such short bound."""


class Kind(StrEnum):
    """What was done; stable, for the command line."""

    BOOKED = "booked"
    REBOOKED = "rebooked"
    CANCELLED = "cancelled"
    NOTE_SAVED = "note-saved"
    WAITING = "waiting-list"
    TIMES_ADDED = "times-added"
    TIMES_CHANGED = "times-changed"
    TIMES_REMOVED = "times-removed"
    DAY_CHANGED = "day-changed"
    LAID_OUT = "laid-out"
    LAYOUT_UNDONE = "layout-undone"
    EVENT_ADDED = "event-added"
    EVENTS_REMOVED = "events-removed"
    TEMPLATE_SAVED = "template-saved"
    TEMPLATE_DELETED = "template-deleted"
    TYPES_SAVED = "types-saved"
    PUBLISHED = "published"
    RESOURCES_SAVED = "resources-saved"
    CASE_PUT_UP = "case-put-up"
    CASE_SAVED = "case-saved"
    UNIT_SAVED = "unit-saved"
    CARD_SAVED = "card-saved"
    REVIEW_SAVED = "review-settings-saved"
    DECIDED = "decided"
    EXPORTED = "exported"
    LOG_IMPORTED = "log-imported"
    LOG_REMOVED = "log-removed"
    PATIENT_REGISTERED = "patient-registered"
    CLOCK = "clock"


WHY_NOT: Final[dict[Kind, str]] = {
    Kind.BOOKED: "En bokning ångras inte: avboka den.",
    Kind.REBOOKED: "En ombokning ångras inte: boka om tiden igen.",
    Kind.CANCELLED: "En avbokning ångras inte: boka en tid på nytt.",
    Kind.PUBLISHED: "1177 har redan fått veta: ändra tidstypen och publicera igen.",
    Kind.CASE_PUT_UP: "En upplagd ärendetyp tas inte bort: enheten låter bli att aktivera den.",
    Kind.EXPORTED: "Filen är redan skriven; raderna är märkta som exporterade.",
    Kind.LOG_IMPORTED: "Raderna är blandade med dem som fanns: ta bort loggen och läs in den igen.",
    Kind.LOG_REMOVED: "Läs in filen igen.",
    Kind.PATIENT_REGISTERED: "En upplagd patient tas inte bort ur boken.",
    Kind.CLOCK: "Klockan flyttas inte tillbaka härifrån: ställ den med Klockan (F12).",
    Kind.LAYOUT_UNDONE: "Så många tider läggs inte tillbaka: lägg ut mallen igen.",
    Kind.DECIDED: "Så många bedömningar på en gång ångras inte: bedöm raderna igen.",
    Kind.TIMES_CHANGED: "Så många tider på en gång ångras inte: ändra dem igen.",
    Kind.TIMES_REMOVED: "Så många tider läggs inte tillbaka: lägg ut dem igen.",
    Kind.DAY_CHANGED: "Så många tider läggs inte tillbaka: lägg ut dem igen.",
}
"""Why an act of which no inverse is kept cannot be taken back."""

NO_INVERSE: Final = "Åtgärden kan inte ångras härifrån."

UNDONE: Final = "Ångrade"
REDONE: Final = "Gjorde om"


class TimeTold(NamedTuple):
    """A time as an act on it tells of it: when, with whom, and its type."""

    start: Instant
    resource: str
    type_name: str


def why_not(kind: str) -> str:
    """Why an act of this kind, of which no inverse is kept, cannot be taken back."""
    known = kind in {one.value for one in Kind}
    return WHY_NOT.get(Kind(kind), NO_INVERSE) if known else NO_INVERSE


def who_text(role: Role, actor: str) -> str:
    """Whose act it is; a citizen is not named."""
    return "1177" if role is Role.CITIZEN else actor


def booking_text(act: Act, role: Role, time: TimeTold, old_start: Instant | None) -> str:
    """What was done to a visit: ``Ny bokning 10:30 via 1177: mån 16 sep, Johan Frisk, Besök``.

    Args:
        time: the visit after; the one there was, where it was cancelled.
        old_start: when the visit before began; None for a new booking.
    """
    clock = time_text(time.start)
    if act is Act.REBOOKED and old_start is not None:
        before = time_text(old_start)
        if day_of(old_start) != day_of(time.start):
            before = f"{short_day_text(day_of(old_start))} {before}"
        said = f"Ombokning från {before} till {clock}"
    else:
        said = f"{'Avbokning' if act is Act.CANCELLED else 'Ny bokning'} {clock}"
    via = {Role.CITIZEN: " via 1177", Role.AGENT: " via ombud"}.get(role, "")
    return f"{said}{via}: {_place(time)}"


def times_text(times: Sequence[TimeTold], done: str) -> str:
    """What was done to times: ``Tiden 10:30 borttagen: …``, ``3 tider borttagna: …``.

    Args:
        times: at least one.
        done: what was done, about one: ``borttagen``; of several that ends with -na.
    """
    if len(times) == 1:
        return f"Tiden {time_text(times[0].start)} {done}: {_place(times[0])}"
    return f"{len(times)} tider {done}: {_places(times)}"


def _place(time: TimeTold) -> str:
    parts = (short_day_text(day_of(time.start)), time.resource, time.type_name)
    return ", ".join(part for part in parts if part)


def _places(times: Sequence[TimeTold]) -> str:
    """Where several times are: their days, and whose they are."""
    days = sorted({day_of(time.start) for time in times})
    when = short_day_text(days[0])
    if len(days) > 1:
        when += f" – {short_day_text(days[-1])}"
    names = list(dict.fromkeys(time.resource for time in times))
    whose = names[0] if len(names) == 1 else count_text(len(names), "resurs", "resurser")
    return f"{when}, {whose}"


def short_day_text(day: Day) -> str:
    """A day in the least words: ``tor 12 sep 2024``."""
    when = date.fromordinal(day)
    return f"{SHORT_WEEKDAYS[when.weekday()]} {when.day} {SHORT_MONTHS[when.month - 1]} {when.year}"


def names_text(names: Sequence[str], one: str, many: str, most: int = 3) -> str:
    """Things by their names: ``Tidstypen ”A”``, ``3 tidstyper: ”A”, ”B” och 1 till``."""
    quoted = [f"”{name}”" if name else "en tom rad" for name in names]
    if len(quoted) == 1:
        return f"{one} {quoted[0]}"
    more = f" och {len(quoted) - most} till" if len(quoted) > most else ""
    return f"{len(quoted)} {many} ({', '.join(quoted[:most])}{more})"


def again_text(text: str) -> str:
    """What is told of taking an act back, or of doing again what was taken back."""
    lead, _, rest = text.partition(": ")
    if lead == UNDONE:
        return f"{REDONE}: {rest}"
    return f"{UNDONE}: {rest if lead == REDONE else text}"


def undone_text(who: str, at: Instant) -> str:
    """That an act has been taken back, and by whom."""
    return f"Ångrad av {who} {instant_text(at)}."


# --- what others have done ------------------------------------------------------------------------


class News(NamedTuple):
    """An act of another program, as much of it as is told at once."""

    role: Role
    actor: str
    text: str


def news_text(news: Sequence[News]) -> str:
    """What others have done, in a line: ``Ny bokning 10:30 via 1177``, ``3 ändringar av Eva Ek``.

    Args:
        news: at least one, the earliest first.
    """
    if len(news) == 1:
        one = news[0]
        by = "" if one.role is Role.CITIZEN else f" – {who_text(one.role, one.actor)}"
        return f"{one.text}{by}"
    who = list(dict.fromkeys(who_text(one.role, one.actor) for one in news))
    if who == ["1177"]:
        return f"{len(news)} ändringar via 1177"
    *others, last = who
    by = f"{', '.join(others)} och {last}" if others else last
    return f"{len(news)} ändringar av {by}"
