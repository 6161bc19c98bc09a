"""Whether a step's text says what is demanded: nobody is asked for what they were not told."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from db.fields import name_key
from db.rules.local_time import clock_text, day_of, day_text, minute_of_day
from db.rules.names.type_columns import COLUMNS
from db.texts import COLOURS
from db.training.checks.values import Demand
from db.training.checks.vocabulary import SUBJECTS
from db.values import Day, Minutes
from db.worlds.form import TYPE_FIELDS, Take, clock, day, moment
from db.worlds.times import Today

_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
_NEAR: Final = {0: "i dag", 1: "i morgon", 2: "i övermorgon", -1: "i går"}

QUIET: Final = frozenset({
    "finns", "minst", "hogst", "syns", "bara", "alla", "som_i_boken", "slag", "status", "av",
    "enhet", "arendetyp", "aktiv", "begransad", "logg", "sen", "tillbaka", "ledig", "sparrad",
    "sparrar", "bedomning", "exporterad", "ansluten", "ombud_ombokar", "avbokas", "ombokas",
})  # fmt: skip
"""Keys whose values are ours and not what one writes: yes and no, kinds and counts."""

Spellings = tuple[str, ...]
"""Ways to say one value; one of them is enough."""


def unsaid(demand: Demand, text: str, today: Today) -> Iterator[str]:
    """The demanded values that a text does not say, as people write them.

    Args:
        text: what one has read: the task and the step.
        today: the exercise's own day, which may be called today.
    """
    if demand.table == "svar":  # what is right is what is asked
        return
    heard = _heard(text)
    keys = SUBJECTS[demand.table].keys
    for key in (key for key in keys if key in demand.given and key not in QUIET):
        for spellings in _of(key, demand[key], keys[key].take, today):
            if not any(_heard(one) in heard for one in spellings):
                yield spellings[0]


def _heard(text: str) -> str:
    """The words alone, with one blank around each."""
    words = re.sub(r"[^\w:.+/<>-]+|[.:](?=\s|$)", " ", name_key(text))
    return f" {' '.join(words.split())} "


def _of(key: str, value: Any, take: Take, today: Today) -> Iterator[Spellings]:  # noqa: ANN401
    """What of a value is to be said, each with its spellings."""
    if key == "rader":
        for row in value:
            yield from (_clocks(row["fran"]), _clocks(row["till"]), (row["tidstyp"],))
            yield str(row["langd"]), clock_text(row["langd"])
            yield from () if row["bok_fore"] is None else ((str(row["bok_fore"]),),)
    elif key in TYPE_FIELDS and isinstance(value, bool):
        yield _label(key)
    elif isinstance(value, tuple):
        for one in value:
            yield from _of(key, one, take, today)
    elif isinstance(value, str) and value:
        yield (COLOURS[value],) if key == "farg" else (value,)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _number(key, value, take, today)


def _label(key: str) -> Spellings:
    """A tick is said by its column's label."""
    label = COLUMNS[TYPE_FIELDS[key]].label
    return label, label.removesuffix(" från webben"), label.removesuffix(" bokning för patient")


def _number(key: str, value: int, take: Take, today: Today) -> Iterator[Spellings]:
    if take is moment:
        yield _days(day_of(value), today)
        yield _clocks(minute_of_day(value))
    elif take is day:
        yield _days(value, today)
    elif take is clock:
        yield _clocks(value)
    elif key == "langd":
        yield str(value), clock_text(value)
    else:
        yield (str(value) if value else "tomt", str(value))


def _clocks(minute: Minutes) -> Spellings:
    text = clock_text(minute)
    bare = text.removeprefix("0")
    whole = (str(minute // 60),) if minute % 60 == 0 else ()
    return text, bare, text.replace(":", "."), bare.replace(":", "."), *whole


def _days(value: Day, today: Today) -> Spellings:
    at = date.fromordinal(value)
    near = _NEAR.get(value - today.day)
    return day_text(value), f"{at.day} {_MONTHS[at.month - 1]}", *((near,) if near else ())
