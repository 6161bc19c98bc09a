"""Types and times as 1177 offers them: for Tidstyper, the tidbok and whoever shows the unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from db.errors import NotFound
from db.mirror.values import (
    ATTENTION,
    CHANGES,
    COMES,
    GOES,
    QUIET,
    At,
    Block,
    Change,
    Fact,
    Remark,
    Told,
)
from db.offer import offer
from db.offer import preview as previews
from db.offer.offer import OfferedType
from db.offer.preview import Preview
from db.rules.local_time import day_of, long_day_text, time_text
from db.schedule import slots
from db.values import Day, OfferedTime, TimeType, count_text

NO_TIMES: Final = "inga tider"
NOW: Final = "Nu på 1177"
NOTHING: Final = "Inget att välja."
_NO_TIMES_HERE: Final = "1177 visar inga lediga tider här."
MOST: Final = 300
"""As many times are listed; of the rest it is said how many they are."""


@dataclass(frozen=True, slots=True)
class Types:
    """The names that citizens can choose, each with how many times it has.

    Attributes:
        edited: the types as they are on the page; None where none is edited there.
    """

    edited: tuple[TimeType, ...] | None = None

    @property
    def about(self) -> str:
        """The unit's types, whatever is edited."""
        return "types"

    def tell(self, at: At) -> Told:
        """Ask ``offer.types``, and what saving would change."""
        seen = previews.preview(at.book, at.citizen, at.clinic, self.edited or ())
        after = None if self.edited is None else changes_of(seen)
        return Told((types_block(seen.now),), after=after)


def types_block(types: Iterable[OfferedType], heading: str = NOW) -> Block:
    """The names with how many times each has; none is possible (R23)."""
    return Block(heading, tuple(map(_type, types)), NOTHING)


def _type(offered: OfferedType) -> Fact:
    count = count_text(offered.times, "tid", "tider") if offered.times else NO_TIMES
    kind = QUIET if offered.times else ATTENTION
    first = offered.types[0] if offered.types else 0
    return Fact(f"type:{first}", offered.web_name, count, kind, f"type:{first}")


def changes_of(seen: Preview) -> tuple[Change, ...]:
    """What saving changes of the names."""
    return (
        *(Change(COMES, name) for name in seen.coming),
        *(Change(GOES, name) for name in seen.leaving),
        *(Change(CHANGES, f"{old} → {new}") for old, new in seen.renamed),
    )


@dataclass(frozen=True, slots=True)
class Times:
    """The free times of some resources on some days.

    Attributes:
        resources: their ids.
        first: the first local day.
        last: the last local day.
        slot: the id of the free time one stands on; None where one stands elsewhere.
    """

    resources: tuple[int, ...]
    first: Day
    last: Day
    slot: int | None = None

    @property
    def about(self) -> str:
        """The same days of the same resources; wherever one stands there."""
        return f"times:{self.first}-{self.last}:{','.join(map(str, self.resources))}"

    def tell(self, at: At) -> Told:
        """Ask ``offer.listing``, and ``offer.explain`` about the time one stands on."""
        listed = offer.listing(
            at.book, at.citizen, at.clinic, from_day=self.first, to_day=self.last
        )
        wanted = set(self.resources)
        times = [time for time in listed.times if time.resource in wanted]
        remarks = (*self._here(at), *_more(times))
        blocks = tuple(days(times[:MOST], listed.web_names, listed.resources))
        here = "" if self.slot is None else f"slot:{self.slot}"
        return Told(blocks or (Block(NOW, (), _NO_TIMES_HERE),), remarks, here=here)

    def _here(self, at: At) -> Iterator[Remark]:
        if self.slot is None:
            return
        try:
            slot = slots.load(at.reader, self.slot)
        except NotFound:
            return
        why = offer.explain(at.reader, slot, at.patient)
        clock = time_text(slot.start)
        if why.offered:
            yield Remark(f"Tiden {clock} visas på 1177.", QUIET)
        else:
            yield Remark(f"Tiden {clock} visas inte. {why.decision.refusals[0].text}", ATTENTION)
        if why.pending and why.offered != why.bookable:
            yield Remark(why.pending, QUIET)


def _more(times: Sequence[OfferedTime]) -> Iterator[Remark]:
    if len(times) > MOST:
        count = count_text(len(times) - MOST, "tid till", "tider till")
        yield Remark(f"Här visas de {MOST} första; 1177 har {count}.", QUIET)


def days(
    times: Sequence[OfferedTime], web_names: Mapping[int, str], resources: Mapping[int, str]
) -> Iterator[Block]:
    """The times day by day, each as ``08:00 Vaccination``; whose they are where several have."""
    shows_whose = len({time.resource for time in times}) > 1
    for day, found in groupby(times, lambda time: day_of(time.start)):
        facts = tuple(
            Fact(
                f"slot:{time.slot}",
                f"{time_text(time.start)} {web_names.get(time.time_type, '')}",
                resources.get(time.resource, "") if shows_whose else "",
                QUIET,
                f"slot:{time.slot}",
            )
            for time in found
        )
        yield Block(short_day(day), facts)


def short_day(day: Day) -> str:
    """A day as a heading, without its year: ``Tisdag 10 september``."""
    return long_day_text(day).rsplit(" ", 1)[0].capitalize()
