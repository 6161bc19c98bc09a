"""A schemamall as its citizens would meet it: day by day, by the names that 1177 knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from db import clock
from db.errors import NotFound
from db.mirror.offered import types_block
from db.mirror.values import ATTENTION, QUIET, At, Block, Fact, Remark, Told
from db.offer import offer
from db.rules.local_time import clock_text
from db.rules.offer.preview import is_chosen_from
from db.rules.schedule.start_times import row_starts
from db.schedule import templates
from db.setup import publication, time_types
from db.texts import WEEKDAY_NAMES
from db.values import Minutes, TemplateRow, WebFace, Weekday, count_text

_LAID_OUT: Final = "Om mallen läggs ut"
_EMPTY: Final = "Mallen har inga tider."
_GONE: Final = "Mallen finns inte längre."
_NOT_SHOWN: Final = "visas inte på 1177"


@dataclass(frozen=True, slots=True)
class Week:
    """A template, stored or as it is on the page.

    Attributes:
        template: its id; None for one that is not stored.
        rows: as they are edited; None for those that are stored.
    """

    template: int | None
    rows: tuple[TemplateRow, ...] | None = None

    @property
    def about(self) -> str:
        """The template."""
        return f"template:{self.template}"

    def tell(self, at: At) -> Told:
        """The week by 1177's names, and the names it uses with their times now.

        OK changes nothing on 1177: times are laid out by Schemalägg alone.
        """
        rows, missing = self.rows, ""
        if rows is None:
            try:
                rows = templates.load(at.reader, self.template or 0).rows
            except NotFound:
                rows, missing = (), _GONE
        faces = publication.faces(at.reader, at.clinic, clock.now(at.reader))
        names = {one.id: one.name for one in time_types.every(at.book, at.clinic) if one.id}
        days = tuple(_days(rows, faces, names))
        if not days:
            return Told((Block(_LAID_OUT, (), missing or _EMPTY),))
        used = {row.time_type for row in rows}
        offered = offer.types(at.book, at.citizen, at.clinic)
        now = types_block(one for one in offered if used & set(one.types))
        after = None if self.rows is None else ()
        said = (Remark(f"{_LAID_OUT}:", QUIET),)
        return Told((*days, *((now,) if now.facts else ())), said, after)


def _days(
    rows: Iterable[TemplateRow], faces: Mapping[int, WebFace], names: Mapping[int, str]
) -> Iterator[Block]:
    by_day: dict[Weekday, dict[int, list[Minutes]]] = {}
    for row in rows:
        by_day.setdefault(row.weekday, {}).setdefault(row.time_type, []).extend(row_starts(row))
    for weekday in sorted(by_day):
        found = sorted(by_day[weekday].items(), key=lambda item: min(item[1], default=0))
        facts = (
            _fact(weekday, kind, sorted(starts), faces.get(kind), names)
            for kind, starts in found
            if starts
        )
        yield Block(WEEKDAY_NAMES[weekday], tuple(facts))


def _fact(
    weekday: Weekday,
    kind: int,
    starts: list[Minutes],
    face: WebFace | None,
    names: Mapping[int, str],
) -> Fact:
    key, leads = f"row:{weekday}:{kind}", f"type:{kind}"
    if face is None or not is_chosen_from(face):
        return Fact(key, names.get(kind, ""), _NOT_SHOWN, ATTENTION, leads)
    count = count_text(len(starts), "tid", "tider")
    first, last = clock_text(starts[0]), clock_text(starts[-1])
    span = first if first == last else f"{first}–{last}"
    return Fact(key, face.web_name, f"{span}, {count}", QUIET, leads)
