"""Names and formats of the national contract crm:scheduling 1.1 (GUIDES.md B1).

Clocks are local, without a zone; a field that is not there is absent, never null.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.errors import Invalid
from db.rules.local_time import instants_at, local
from db.values import Clinic, Day, Instant, clean

_SUBJECT: Final = re.compile(r"[0-9]{8}[0-9pPtTfF][0-9]{3}")
_DAY: Final = re.compile(r"[0-9]{8}")
_STAMP: Final = re.compile(r"[0-9]{14}")
_FACILITY: Final = "SE0000000000-MOTT"
"""An invented HSA-id begins so, and ends with the unit's number."""

Request = Mapping[str, Any]
Answer = dict[str, Any]


def facility_of(clinic: Clinic) -> str:
    """The invented HSA-id of a unit; no real one looks like it."""
    return f"{_FACILITY}{clinic.id:04}"


def stamp(instant: Instant) -> str:
    """An instant as ÅÅÅÅMMDDttmmss, local."""
    return local(instant).strftime("%Y%m%d%H%M%S")


def day_stamp(day: Day) -> str:
    """A local day as ÅÅÅÅMMDD."""
    return date.fromordinal(day).strftime("%Y%m%d")


def needed(request: Request, name: str) -> Any:  # noqa: ANN401 - whatever JSON gave
    """A field that must be there.

    Raises:
        Invalid: it is not.
    """
    value = request.get(name)
    if value in (None, "", [], {}):
        raise Invalid(name, f"{name} saknas.", field=name)
    return value


def text(request: Request, name: str) -> str:
    """A text; empty where there is none.

    Raises:
        Invalid: something else than a text or a number.
    """
    value = request.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Invalid(name, f"{name} ska vara en text.", field=name)
    return clean(str(value)).strip()


def texts(request: Request, name: str) -> tuple[str, ...]:
    """A list of texts; one alone is a list of one."""
    value = request.get(name)
    if value is None:
        return ()
    every = value if isinstance(value, list) else [value]
    return tuple(text({name: one}, name) for one in every)


def table(request: Request, name: str) -> Request:
    """A part that has fields of its own.

    Raises:
        Invalid: it is missing, or something else.
    """
    value = needed(request, name)
    if not isinstance(value, dict):
        raise Invalid(name, f"{name} ska vara ett objekt.", field=name)
    return value


def number(request: Request, name: str) -> int | None:
    """An identity of ours: a whole number, as a text or a number; None where there is none.

    Raises:
        Invalid: something else.
    """
    value = text(request, name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise Invalid(name, f"{name}: ”{value[:40]}” finns inte.", field=name)
    return int(value)


def subject(request: Request, name: str = "subject_of_care") -> str:
    """Whose it is: twelve characters as the contract has them.

    Raises:
        Invalid: missing, or not of that shape.
    """
    needed(request, name)
    value = text(request, name)
    if not _SUBJECT.fullmatch(value):
        said = f"{name} ska vara tolv siffror, ÅÅÅÅMMDDNNNN."
        raise Invalid(name, said, field=name)
    return value


def day(request: Request, name: str) -> Day:
    """A local day.

    Raises:
        Invalid: missing, or not ÅÅÅÅMMDD.
    """
    needed(request, name)
    value = text(request, name)
    if _DAY.fullmatch(value):
        try:
            return date(int(value[:4]), int(value[4:6]), int(value[6:])).toordinal()
        except ValueError:
            pass
    raise Invalid(name, f"{name} ska vara ett datum, ÅÅÅÅMMDD.", field=name)


def instant(request: Request, name: str) -> Sequence[Instant]:
    """The instants at which a wall clock shows this: two in the doubled hour of October.

    Raises:
        Invalid: missing, not ÅÅÅÅMMDDttmmss, or skipped in spring.
    """
    needed(request, name)
    value = text(request, name)
    found: Sequence[Instant] = ()
    if _STAMP.fullmatch(value) and value[12:] == "00" and int(value[8:10]) < 24:
        on = day({name: value[:8]}, name)
        minute = int(value[8:10]) * 60 + int(value[10:12])
        found = instants_at(on, minute) if int(value[10:12]) < 60 else ()
    if not found:
        raise Invalid(name, f"{name} ska vara en tid, ÅÅÅÅMMDDttmmss.", field=name)
    return found
