"""Schemalägg: what laying out would make, line by line, before anything is written.

Pure: ``arrange`` draws what ``db.schedule.lay_out`` found; it asks the book nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from rich.cells import cell_len

from db.rules.local_time import SHORT_WEEKDAYS, day_of, day_text, time_text
from db.schedule.layout_plan import Collision, LaidOut
from db.schedule.layout_summary import LaidDay
from db.values import Day, clean, count_text
from widgets.line import cut
from widgets.line_view import Line, LineView, Part, paragraph

MOST_LISTED: Final = 200
"""The collisions of so many days are listed; their number is always said."""

_TAIL_FROM = 50
"""Cells; with fewer only how many times there are is said, not on which weekdays."""
_NAME_CELLS = 30
_WEEKDAYS: Final = ("Må", "Ti", "On", "To", "Fr", "Lö", "Sö")


def arrange(found: LaidOut, resources: Mapping[int, str], width: int) -> tuple[Line, ...]:
    """The preview's lines, each at most ``width`` cells."""
    seen = found.summary
    made = Counter(slot.resource for slot in found.slots)
    return (
        *_texts([_headline(found, made)], width, "strong"),
        *_warnings([_colliding(len(found.collisions)), seen.horizon, *seen.invalid], width),
        *_warnings([*seen.clock, *seen.remainders, _blocked(seen.blocked)], width),
        *_section("Tidstyper", _types(found, width)),
        *_section("Krockar", _collisions(found, resources, width)),
        *_section("Resurser", (
            _figure(made[key], name, width) for key, name in resources.items()
        )),
        *_section("Röda dagar", _texts(seen.red_days, width)),
        *_section("Vecka för vecka", _weeks(seen.days, width)),
    )  # fmt: skip


def day_said(day: Day) -> str:
    """A day's weekday and ISO week: ``mån v. 39``."""
    when = date.fromordinal(day)
    return f"{SHORT_WEEKDAYS[when.weekday()]} v. {when.isocalendar().week}"


def times_text(count: int) -> str:
    """``1 tid``, ``2 tider``."""
    return count_text(count, "tid", "tider")


def _headline(found: LaidOut, made: Counter[int]) -> str:
    if not found.slots:
        return "Inga tider skulle läggas ut."
    days = sum(1 for day in found.summary.days if day.times)
    on = count_text(days, "dag", "dagar")
    whom = count_text(len(made), "resurs", "resurser")
    red = len(found.summary.red_days)
    said = "" if not red else " 1 röd dag." if red == 1 else f" {red} röda dagar."
    return f"{times_text(len(found.slots))} på {on}, {whom}.{said}"


def _colliding(count: int) -> str:
    if not count:
        return ""
    what = count_text(count, "krock", "krockar")
    return f"{what} med tider som redan finns: ändra något, eller bocka för Hoppa över krockar."


def _collisions(found: LaidOut, resources: Mapping[int, str], width: int) -> Iterator[Line]:
    """Resource by resource and day by day: how many, and which times stand in the way."""
    days: dict[int, dict[Day, list[Collision]]] = {}
    for collision in found.collisions:
        of_resource = days.setdefault(collision.resource, {})
        of_resource.setdefault(day_of(collision.start), []).append(collision)
    room = MOST_LISTED
    for resource, of_resource in days.items():
        count = count_text(sum(map(len, of_resource.values())), "krock", "krockar")
        on = count_text(len(of_resource), "dag", "dagar")
        name = resources.get(resource, "")
        yield from paragraph(clean(f"{name}: {count} på {on}"), width, "", "  ", "    ")
        listed = list(of_resource.items())[: max(0, room)]
        room -= len(of_resource)
        for day, collisions in listed:
            when = f"{SHORT_WEEKDAYS[(day - 1) % 7]} {day_text(day)}"
            said = f"{when}: {len(collisions)} med {_in_the_way(collisions)}"
            yield from paragraph(clean(said), width, "", "    ", "      ")
        if left := len(of_resource) - len(listed):
            more = count_text(left, "dag till", "dagar till")
            yield from paragraph(f"och {more}.", width, "quiet", "    ", "    ")


def _in_the_way(collisions: Iterable[Collision]) -> str:
    """The times that stand, by type: ``Akut 09:30–10:00, 10:00–10:30 (bokad)``."""
    by_type: dict[str, dict[str, None]] = {}
    for one in collisions:
        end = time_text(one.with_start + one.with_length_min * 60)
        booked = " (bokad)" if one.booked else ""
        said = f"{time_text(one.with_start)}–{end}{booked}"
        by_type.setdefault(one.with_type, {})[said] = None
    return "; ".join(f"{name} {', '.join(times)}" for name, times in by_type.items())


def _blocked(count: int) -> str:
    if not count:
        return ""
    what = count_text(count, "tid läggs", "tider läggs")
    return f"{what} ut under en händelse som spärrar bokning, och visas inte så länge den gäller."


def _types(found: LaidOut, width: int) -> Iterator[Line]:
    """Each type: how many times, what it is called, and on which weekdays."""
    on: dict[int, set[int]] = {}
    for day in found.summary.days:
        for kind in day.types:
            on.setdefault(kind.time_type, set()).add((day.day - 1) % 7)
    for used in found.summary.types:
        days = " ".join(_WEEKDAYS[at] for at in sorted(on[used.time_type]))
        yield _figure(used.times, used.name, width, days)


def _weeks(days: Iterable[LaidDay], width: int) -> Iterator[Line]:
    """How many times each day of each week, red days marked."""
    weeks: dict[Day, dict[int, LaidDay]] = {}
    for day in days:
        monday = day.day - (day.day - 1) % 7
        weeks.setdefault(monday, {})[(day.day - 1) % 7] = day
    if not weeks:
        return
    wide = max(3, *(len(str(day.times)) + 1 for week in weeks.values() for day in week.values()))
    heads = " ".join(name.rjust(wide) for name in _WEEKDAYS)
    yield Line((Part(cut(f"  {'':16} {heads}", width), "quiet"),))
    for monday, week in weeks.items():
        cells = " ".join(_day_cell(week.get(at)).rjust(wide) for at in range(7))
        number = date.fromordinal(monday).isocalendar().week
        yield Line((Part(cut(f"  v. {number:<2} {day_text(monday)} {cells}", width)),))
    if any(day.helgdag for week in weeks.values() for day in week.values()):
        yield Line((Part(cut("  * röd dag: mallens Helgdag gäller", width), "quiet"),))


def _day_cell(day: LaidDay | None) -> str:
    return "·" if day is None else f"{day.times}{'*' if day.helgdag else ''}"


def _figure(count: int, name: str, width: int, tail: str = "") -> Line:
    tail = tail if width >= _TAIL_FROM else ""
    room = max(8, width - 9 - (cell_len(tail) + 2 if tail else 0))
    text = cut(clean(name), room)
    parts = [Part(f"{count:>7}  ", "strong"), Part(text)]
    if tail:
        gap = max(2, min(_NAME_CELLS, room) + 2 - cell_len(text))
        parts.append(Part(f"{' ' * gap}{tail}", "quiet"))
    return Line(tuple(parts))


def _section(heading: str, lines: Iterable[Line]) -> Iterator[Line]:
    found = list(lines)
    if found:
        yield Line((Part(heading, "heading"),))
        yield from found


def _texts(
    texts: Iterable[str], width: int, kind: str = "", first: str = "  ", rest: str = "  "
) -> Iterator[Line]:
    if kind == "strong":
        first = rest = ""
    for text in texts:
        yield from paragraph(clean(text), width, kind, first, rest)


def _warnings(texts: Iterable[str], width: int) -> Iterator[Line]:
    for text in filter(None, texts):
        yield from paragraph(clean(text), width, "attention", "! ", "  ")


class LayOutPreview(LineView):
    """What would be laid out, or why nothing can be said of it yet."""

    def __init__(self) -> None:
        super().__init__()
        self._found: LaidOut | None = None
        self._resources: dict[int, str] = {}
        self._said = ""

    def show(self, found: LaidOut, resources: dict[int, str]) -> None:
        """Show a dry run."""
        if (found, resources) == (self._found, self._resources):
            return
        self._found, self._resources, self._said = found, resources, ""
        self.scroll_home(animate=False)
        self.lay_out()

    def say(self, text: str) -> None:
        """Say why there is nothing to show."""
        self._found, self._said = None, text
        self.lay_out()

    def lines(self, width: int) -> tuple[Line, ...]:
        """The dry run's lines, or the one sentence."""
        if self._found is not None:
            return arrange(self._found, self._resources, width)
        return tuple(_texts([self._said], width, "quiet", "", "")) if self._said else ()
