"""What of the tidbok is looked at, and its values as what the week grid draws.

Values only: days, resources and a filter in, lanes, blocks and the lines between them out.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final, Literal, NamedTuple

from rich.cells import cell_len

from db.rules.alphabet import sort_key
from db.rules.changes.comments import words_first
from db.rules.local_time import DAY_MINUTES, SHORT_WEEKDAYS, minute_of_day
from db.rules.schedule.tidbok import SIGNS, TimeState
from db.texts import COLOURS
from db.tidbok.calendar import week_of
from db.tidbok.values import Calendar, DayHead, Entry
from db.tidbok.values import Lane as CalendarLane
from db.values import Day, Resource, clean
from screens.staff.setup.colours import SIGNS as TYPE_LETTERS
from widgets.line import cut
from widgets.week_grid.draw import legend
from widgets.week_grid.values import STATES, Block, Board, Lane, When

Mode = Literal["week", "day"]

MOST_RESOURCES = 20
"""More resources at a time cannot be told apart on any screen."""


class Filter(NamedTuple):
    """Which times stand out; the others are left out. Empty shows all.

    Attributes:
        types: time type ids.
        states: states.
    """

    types: frozenset[int] = frozenset()
    states: frozenset[TimeState] = frozenset()

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.types or self.states)


class View(NamedTuple):
    """What is looked at.

    Attributes:
        day: the local day that the view is about.
        resources: resource ids, in the order they stand beside each other.
        mode: the whole ISO week of the day, or that day only.
        compact: whether only lines where something begins are drawn.
        filter: which times.
    """

    day: Day
    resources: tuple[int, ...] = ()
    mode: Mode = "week"
    compact: bool = False
    filter: Filter = Filter()

    @property
    def days(self) -> tuple[Day, Day]:
        """The first and the last day that show."""
        return week_of(self.day) if self.mode == "week" else (self.day, self.day)

    @property
    def week(self) -> int:
        """The ISO week of the day."""
        return date.fromordinal(self.day).isocalendar().week

    def turned(self, pages: int) -> "View":
        """So many weeks on or back, or so many days in a day's view; stays in the calendar."""
        step = pages * (7 if self.mode == "week" else 1)
        return self._replace(day=max(1, self.day + step))

    def weeks_on(self, weeks: int) -> "View":
        """So many weeks on or back, whatever the mode."""
        return self._replace(day=max(1, self.day + 7 * weeks))

    def about(self, day: Day) -> "View":
        """The same view of another day."""
        return self._replace(day=day)

    def in_mode(self, mode: Mode, day: Day) -> "View":
        """The week or the day of ``day``."""
        return self._replace(mode=mode, day=day)


ROLES: Final[dict[TimeState, str]] = {
    TimeState.OFFERED: "free-web",
    TimeState.NOT_OFFERED: "free",
    TimeState.WEB: "web",
    TimeState.CARE: "care",
    TimeState.AGENT: "agent",
    TimeState.CANCELLED: "cancelled",
    TimeState.HIDDEN: "hidden",
    TimeState.BLOCKED: "blocked",
    TimeState.PASSED: "passed",
    TimeState.EVENT: "event",
}
"""The grid's name of each state; it has the colours, the book the signs."""

NO_RESOURCES: Final = "Enheten har inga resurser än. Lägg upp den första under Resurser."
NONE_CHOSEN: Final = "Välj minst en resurs (R)."
NONE_SHOWN: Final = "Inga tider stämmer med filtret. X visar alla."
EMPTY_DAY: Final = "Inga tider är utlagda här."
HOW_TO_LAY: Final = "Lägg ut en schemamall under Schemalägg, eller en tid där du står: Insert."
TARGET: Final = "▸"
"""The sign of a time that the booking which is being moved may have."""
_WORKDAY: Final = (8 * 60, 17 * 60)
_STEP: Final = 15
_SATURDAY: Final = 5
_BESIDE: Final = (13, 10, 24, 0)
"""The cells of the patient's number, the state, the type, and the comment, which has the rest."""


class Moving(NamedTuple):
    """A booking that is being moved: its id, and the ids of the times it may have."""

    booking: int
    targets: frozenset[int] = frozenset()


def board_of(
    calendar: Calendar, view: View, moving: Moving | None = None, empty: str = EMPTY_DAY
) -> Board:
    """The board of a calendar.

    Args:
        calendar: as read for the view's days and resources.
        view: which mode and which times.
        moving: the booking that is being moved; where it may go then stands out, whatever the
            filter.
        empty: what stands there when there is nothing to show.
    """
    entries = [entry for entry in calendar.entries if moving or shows(entry, view.filter)]
    start, end = hours(entries)
    heads = {head.day: head for head in calendar.days}
    busy = {calendar.lanes[entry.lane].day for entry in entries}
    lanes = tuple(_lane(lane, heads[lane.day], calendar, view, busy) for lane in calendar.lanes)
    events = _events(entries)
    today = any(head.today for head in calendar.days)
    return Board(
        lanes=lanes,
        blocks=tuple(_moved(_block(entry, calendar, events), entry, moving) for entry in entries),
        start=start,
        end=end,
        step=_STEP,
        now=minute_of_day(calendar.now) if today else None,
        compact=view.compact,
        lane_width=lane_width(view),
        beside=_BESIDE,
        letters=letters(entries),
        empty=empty,
    )


def empty_text(calendar: Calendar, view: View, *, resources: int, may_lay_out: bool) -> str:
    """What stands where nothing shows: why that is, and what to do next.

    Args:
        calendar: as read for the view.
        view: which resources and times.
        resources: how many the unit has.
        may_lay_out: whether the user may lay out times.
    """
    if not calendar.lanes:
        return NONE_CHOSEN if resources else NO_RESOURCES
    if calendar.entries:
        return NONE_SHOWN if view.filter.is_on else EMPTY_DAY
    return f"{EMPTY_DAY} {HOW_TO_LAY}" if may_lay_out else EMPTY_DAY


def lane_width(view: View) -> int:
    """The least cells of a lane.

    A day of one's own week can be read in 14: five beside each other at 80 cells. Of several
    resources a whole week is to stand together at 80; a day's resources need room for names.
    """
    if view.mode == "day":
        return 18
    return 14 if len(view.resources) < 2 else 10


def shows(entry: Entry, chosen: Filter) -> bool:
    """Whether the filter lets an entry through; events always show, as they block what does."""
    if entry.state is TimeState.EVENT:
        return True
    kind = not chosen.types or entry.time_type in chosen.types
    return kind and (not chosen.states or entry.state in chosen.states)


def hours(entries: Iterable[Entry]) -> tuple[int, int]:
    """The first and the last minute of the lines: a working day, and all that lies outside it."""
    start, end = _WORKDAY
    for entry in entries:
        if entry.state is TimeState.EVENT:  # one over the whole day does not show the whole night
            continue
        start = min(start, entry.start_min - entry.start_min % 60)
        end = max(end, -(-(entry.start_min + entry.length_min) // 60) * 60)
    return start, min(end, DAY_MINUTES)


def letters(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """What the letters of the colours mean: the type, or the colour where several have it."""
    names: dict[str, set[str]] = {}
    for entry in entries:
        if entry.colour and entry.state is not TimeState.EVENT:
            names.setdefault(entry.colour, set()).add(entry.type_name)
    labels = {
        TYPE_LETTERS[colour]: clean(*its) if len(its) == 1 else COLOURS[colour].lower()
        for colour, its in names.items()
    }
    return tuple(sorted(labels.items(), key=lambda one: sort_key(one[1])))


def _events(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """The events of each lane that has any."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.state is TimeState.EVENT:
            found.setdefault(entry.lane, []).append(entry)
    return found


_LEGEND: Final = tuple(dict.fromkeys(ROLES.values()))
_PLAIN: Final = frozenset({"cancelled", "passed", "event"})
"""Struck through, at the lane's edge, a text of its own: explained last where room is short."""
_SHORT: Final = {
    "på 1177": "1177", "ej på 1177": "ej 1177", "vården": "vård", "avbokad": "avb.",
    "spärrad": "spärr", "händelse": "händ.", "passerad": "pass.",
}  # fmt: skip
_SOME_NAME, _LEAST_NAME = 8, 4
"""Cells of a type's name in the legend: fewer before words are shortened, fewest of all."""


def legend_of(board: Board, room: int) -> str:
    """What the signs and letters mean, whole where that can be.

    Where there is no room for all, it is of what shows: first with names of types cut, then with
    shorter words, then without what explains itself, and at last more tightly. Only a line that
    is too narrow for that ends in an ellipsis of its own.
    """
    roles = {block.role for block in board.blocks}
    shown = [role for role in _LEGEND if role in roles]
    first = [(STATES[role].sign, STATES[role].label) for role in shown if role not in _PLAIN]
    last = [(STATES[role].sign, STATES[role].label) for role in shown if role in _PLAIN]
    short_first, short_last = _shorter(first), _shorter(last)
    most = max((cell_len(name) for _, name in board.letters), default=_LEAST_NAME)
    names = range(most, _LEAST_NAME - 1, -1)
    tries = chain(
        [[*((STATES[role].sign, STATES[role].label) for role in _LEGEND), *board.letters]],
        ([*first, *_cut(board.letters, cells), *last] for cells in names if cells >= _SOME_NAME),
        ([*short_first, *_cut(board.letters, cells), *short_last] for cells in names),
        ([*short_first, *_cut(board.letters, cells)] for cells in names),
    )  # fmt: skip
    tightest = [f"{sign}{label}" for sign, label in short_first]
    said = chain(
        ("  ".join(f"{sign} {label}" for sign, label in signs) for signs in tries),
        (" ".join((*tightest, *map(" ".join, _cut(board.letters, cells)))) for cells in names),
    )
    whole = next((text for text in said if cell_len(text) <= room), "")
    return whole or legend([*short_first, *board.letters, *short_last], room)


def _shorter(signs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(sign, _SHORT.get(label, label)) for sign, label in signs]


def _cut(letters: Iterable[tuple[str, str]], cells: int) -> list[tuple[str, str]]:
    return [(letter, cut(name, cells)) for letter, name in letters]


def _within(entry: Entry, events: dict[int, list[Entry]]) -> str:
    """The sign of the event that a booking lies in, one that blocks before others."""
    over = [
        event.blocked
        for event in events.get(entry.lane, ())
        if event.start < entry.end and entry.start < event.end
    ]
    if not over or not entry.booked:
        return ""
    return SIGNS[TimeState.BLOCKED if any(over) else TimeState.EVENT]


def _lane(
    lane: CalendarLane, head: DayHead, calendar: Calendar, view: View, busy: set[Day]
) -> Lane:
    day = date.fromordinal(lane.day)
    weekday = SHORT_WEEKDAYS[day.weekday()].capitalize()
    note = head.red or ("ej giltig" if not lane.valid else head.eve)
    is_free = day.weekday() >= _SATURDAY and lane.day not in busy
    when: When = "past" if lane.day < calendar.today else "today" if head.today else "future"
    alone = len(view.resources) < 2  # then the frame says whose it is
    if view.mode == "week" or alone:
        title, group = f"{weekday} {day.day}", "" if alone else lane.resource_name
    else:
        title, group = lane.resource_name, ""
    return Lane(
        key=lane.key, title=title, group=group, note=note, red=bool(head.red), when=when,
        resource=lane.resource, day=lane.day, tip=lane.resource_name,
        narrow=view.mode == "week" and is_free and not note,
    )  # fmt: skip


def _block(entry: Entry, calendar: Calendar, events: dict[int, list[Entry]]) -> Block:
    event = entry.state is TimeState.EVENT
    short = _initialled(entry.patient)
    why = f" ”{entry.comment}”" if entry.struck and entry.comment else ""  # the reason (R75)
    return Block(
        key=entry.key,
        lane=calendar.lanes[entry.lane].key,
        start=entry.start_min,
        length=entry.length_min,
        text=f"{entry.patient or entry.text}{why}",
        short=short and f"{short}{why}",
        role=ROLES[entry.state],
        colour="" if event else entry.colour,
        detail="\N{MIDDLE DOT} ".join(_details(entry)),
        sign=" " if entry.state is TimeState.PASSED else entry.sign,  # the lane's edge says it
        letter=TYPE_LETTERS.get(entry.colour, "") if entry.colour else "",
        look="strike" if entry.struck else "",
        layer=1 if event else 0,
        tip="\n".join(_tips(entry)),
        within=_within(entry, events),
        beside=() if event else _beside(entry),
    )


def _moved(block: Block, entry: Entry, moving: Moving | None) -> Block:
    """The same block while a booking is being moved: only where it may go has its colours."""
    if moving is None:
        return block
    if entry.slot in moving.targets:
        return block._replace(sign=TARGET)
    if entry.booking == moving.booking and entry.slot is not None:
        return block._replace(text=f"Flyttas: {block.text}", short="Flyttas")
    return block._replace(role="passed", colour="", letter="")


def _initialled(name: str) -> str:
    """A name with its first part as an initial: the surname tells more in a narrow lane."""
    first, _, rest = name.partition(" ")
    return f"{first[:1]}. {rest}" if rest else ""


def _details(entry: Entry) -> Iterator[str]:
    """What stands on the second line of a time that has one."""
    if entry.patient:
        yield entry.type_name
    elif entry.why and entry.state is not TimeState.PASSED:
        yield entry.why


def _beside(entry: Entry) -> tuple[str, ...]:
    """What a wide lane says beside the text, as ``_BESIDE`` has it."""
    kind = entry.type_name if entry.patient else ""
    return (
        entry.number,
        STATES[ROLES[entry.state]].label,
        kind,
        words_first(entry.comment) or entry.why,
    )


def _tips(entry: Entry) -> Iterator[str]:
    """What the mouse is told besides the text and the detail."""
    yield entry.label
    if entry.comment:
        yield f"”{entry.comment}”"
    if entry.hidden:
        yield "Dold för patienten på 1177"


def title(view: View, resources: Iterable[Resource], filtered: str = "", closed: str = "") -> str:
    """What stands in the frame above the grid.

    Args:
        view: what is looked at.
        resources: whose.
        filtered: what the filter lets through; empty without a filter.
        closed: why 1177 offers nothing at all here; empty when it is open.
    """
    names = [resource.name for resource in resources]
    year = date.fromordinal(view.day).isocalendar().year
    if view.mode == "week":
        when = f"vecka {view.week}, {year}"
    else:
        day = date.fromordinal(view.day)
        when = f"{SHORT_WEEKDAYS[day.weekday()]} {day:%Y-%m-%d}, vecka {view.week}"
    who = names[0] if len(names) == 1 else f"{len(names)} resurser" if names else "ingen resurs"
    only, shut = filtered and f"bara {filtered}", closed and f"! {closed}"
    return " · ".join(filter(None, ("Tidbok", when, who, only, shut)))
