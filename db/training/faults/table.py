"""The faults of fault-finding: what keeps a time off 1177, each a few deeds in the book.

The inverse of each is the remedy that Varför tells. What is drawn from a seed is the same every
time; seed 0 draws the first ones of the list, so that a solution can be written to it.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from db.rules.local_time import day_text, instant_text
from db.training.deeds.values import Told
from db.training.deeds.vocabulary import take_deed
from db.values import Day, Instant
from db.worlds.times import Today


class Target(NamedTuple):
    """What the citizen is to see.

    Attributes:
        resource: whose time it is.
        start: when it begins.
        day: its local day.
        time_type: the type's Namn i AsynjaVisph.
        web_name: its name on 1177.
        person: the citizen's name.
    """

    resource: str
    start: Instant
    day: Day
    time_type: str
    web_name: str
    person: str


Given = dict[str, Any]
"""A deed as it stands in a file."""


class Trouble(NamedTuple):
    """A fault.

    Attributes:
        about: what it touches; of each only one is drawn.
        text: what was done, a Swedish sentence, told when it is over.
        deeds: the deeds that cause it.
    """

    about: str
    text: str
    deeds: Callable[[Target], Sequence[Given]]


def _type(**changed: object) -> Callable[[Target], Sequence[Given]]:
    def deeds(target: Target) -> Sequence[Given]:
        return ({"tidstyp": target.time_type, **changed, "publicera": True},)

    return deeds


def _untold(target: Target) -> Sequence[Given]:
    """The tick is there again, and 1177 does not know it yet (R12)."""
    kind = target.time_type
    return (
        {"tidstyp": kind, "bokningsbar_webb": False, "publicera": True},
        {"tidstyp": kind, "bokningsbar_webb": True},
    )


def _invalid(target: Target) -> Sequence[Given]:
    return ({"resurs": target.resource, "giltig_till": day_text(target.day - 1)},)


def _release(target: Target) -> Sequence[Given]:
    at = instant_text(target.start)
    return ({"bok_fore": at, "resurs": target.resource, "dagar": 1},)


def _event(target: Target) -> Sequence[Given]:
    day = day_text(target.day)
    return (
        {
            "handelse": "Utbildning", "resurser": [target.resource], "fran": f"{day} 00:00",
            "till": f"{day_text(target.day + 1)} 00:00",
        },
    )  # fmt: skip


TROUBLES: Final[Mapping[str, Trouble]] = {
    "bocken": Trouble(
        "tidstypen", "Bokningsbar webb var inte markerad på tidstypen.",
        _type(bokningsbar_webb=False),
    ),
    "handelsen": Trouble("tiden", "En händelse spärrade tiden för bokning.", _event),
    "giltigheten": Trouble("resursen", "Resursen var inte giltig den dagen.", _invalid),
    "dold": Trouble(
        "tidstypen", "Dölj bokning för patient var markerad på tidstypen.",
        _type(dolj_bokning_for_patient=True),
    ),
    "webbnamnet": Trouble(
        "tidstypen", "Tidstypen saknade Namn för webbtidbok.", _type(namn_for_webbtidbok="")
    ),
    "bokfore": Trouble("släppet", "Bok.före var så litet att tiden inte visades än.", _release),
    "opublicerad": Trouble(
        "tidstypen", "Tidstypen var rätt i boken, men 1177 hade inte fått veta det.", _untold
    ),
    "arendetypen": Trouble(
        "ärendetypen", "Ärendetypen för att boka tid var inte aktiverad.",
        lambda _target: ({"arendetyp": "boka", "aktiv": False},),
    ),
    "urvalet": Trouble(
        "ärendetypen", "Ärendetypen gällde ett urval som invånaren inte var med i.",
        lambda target: ({"arendetyp": "boka", "begransad": True, "ur_urvalet": target.person},),
    ),
    "ansluten": Trouble(
        "enheten", "Enheten var inte ansluten till 1177.",
        lambda _target: ({"enhet": "", "ansluten": False},),
    ),
}  # fmt: skip
"""The table, by names that a file writes."""


def draw(count: int, among: Sequence[str], seed: int) -> tuple[str, ...]:
    """So many faults, none of them about the same thing as another.

    Args:
        count: how many; fewer only where there are not so many things.
        among: the names to draw from; all when empty.
        seed: 0 takes the first ones.
    """
    names = list(among or TROUBLES)
    if seed:
        random.Random(f"fel {seed}").shuffle(names)
    drawn: dict[str, str] = {}
    for name in names:
        drawn.setdefault(TROUBLES[name].about, name)
    return tuple(drawn.values())[:count]


def deeds_of(names: Sequence[str], target: Target) -> tuple[Told, ...]:
    """The deeds that cause some faults."""
    today = Today(target.start)
    return tuple(
        take_deed(given, today) for name in names for given in TROUBLES[name].deeds(target)
    )
