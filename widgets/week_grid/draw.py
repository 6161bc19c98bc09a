"""What stands on the lines of the board: pieces of text, each with the names of its colours."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from widgets.clean import drawn
from widgets.line import cut, fit
from widgets.week_grid.block_line import Piece, blank, block_line, styles_of
from widgets.week_grid.lanes import AXIS, Lanes, Placed
from widgets.week_grid.plan import NOTHING, Plan
from widgets.week_grid.values import STATES, Block, Board, Lane

HOUR = 60
_WIDE = 60
"""A lane of so many cells has room for more than a text."""
_TODAY = " idag"


def clock(minute: int) -> str:
    """A minute of the day as ``HH:MM``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def legend(signs: Iterable[tuple[str, str]], width: int) -> str:
    """These signs and what they mean, as many as a line has room for."""
    said = ""
    for sign, label in signs:
        more = f"{said}  {sign} {label}" if said else f"{sign} {label}"
        if cell_len(more) > width:
            return f"{said}  …" if cell_len(said) + 3 <= width else cut(said + "…", width)
        said = more
    return said


def block_text(block: Block) -> str:
    """All that is known of a block, on several lines."""
    head = f"{clock(block.start)}–{clock(block.start + block.length)} {block.its_sign}"
    lines = (f"{head} {drawn(block.text)}".rstrip(), drawn(block.detail))
    return "\n".join([*filter(None, lines), *map(drawn, filter(None, block.tip.split("\n")))])


# --- the heading ------------------------------------------------------------------------------


def heading_lines(board: Board, height: int) -> tuple[str, ...]:
    """The names of the heading's lines that there is room for in a grid of this height."""
    if height < 3 or not board.lanes:
        return ()
    groups = any(lane.group for lane in board.lanes)
    notes = any(lane.note for lane in board.lanes)
    if height < 8:
        return ("title",)
    return (
        *(("groups",) if groups else ()),
        "title",
        *(("note",) if notes else ()),
        *(("rule",) if height >= 12 else ()),
    )


def heading(board: Board, lanes: Lanes, name: str, top: str, cursor: int) -> list[Piece]:
    """The heading's line of this name; the ``top`` one says that there is more to the sides."""
    pieces = [Piece(("◂" if lanes.before and name == top else "").rjust(AXIS - 1) + " ", ("more",))]
    if name == "rule":
        return [Piece("─" * lanes.width, ("rule",))]
    if name == "groups":
        pieces += _groups(board, lanes)
    else:
        pieces += [
            _note(board.lanes[one.place], one)
            if name == "note"
            else _title(board, one, cursor=one.place == cursor)
            for one in lanes.placed
        ]
    return _with_more(pieces, lanes) if lanes.after and name == top else pieces


def _groups(board: Board, lanes: Lanes) -> list[Piece]:
    today = "" if _has_days(board) or board.lanes[0].when != "today" else _TODAY
    found = []
    for name, some in groupby(lanes.placed, key=lambda one: board.lanes[one.place].group):
        width = sum(one.width for one in some)
        found.append(Piece(fit(f" {drawn(name)}{today}", width), ("group",)))
    return found


def _title(board: Board, placed: Placed, *, cursor: bool) -> Piece:
    lane, parts = board.lanes[placed.place], ["heading"]
    text = drawn(lane.title)
    if lane.red:
        parts.append("red")
    lead = " "
    if lane.when == "today" and _has_days(board):
        parts.append("today")
        over = cell_len(text) + len(_TODAY) - placed.width
        if over <= 0:  # a narrow lane has no room for the blank before the title
            lead, text = lead if over else "", text + _TODAY
    if lane.narrow and cell_len(lead + text) > placed.width:
        text = text.partition(" ")[0]
    if cursor:
        parts.append("cursor-lane")
        lead = lead and "▌"
    return Piece(fit(lead + text, placed.width), tuple(parts))


def _note(lane: Lane, placed: Placed) -> Piece:
    parts = ("note", "red") if lane.red else ("note",)
    return Piece(fit(" " + drawn(lane.note), placed.width), parts)


def _has_days(board: Board) -> bool:
    """Whether the lanes are different days, so that a lane's title tells which is today."""
    return board.lanes[0].day != board.lanes[-1].day


def _with_more(pieces: list[Piece], lanes: Lanes) -> list[Piece]:
    """The last cell says that there are lanes out of sight to the right."""
    said = sum(cell_len(piece.text) for piece in pieces)
    last = pieces[-1]
    if said < lanes.width:
        return [*pieces, Piece(" " * (lanes.width - said - 1)), Piece("▸", ("more",))]
    kept = fit(last.text.rstrip(), max(0, cell_len(last.text) - 1))
    return [*pieces[:-1], last._replace(text=kept), Piece("▸", ("more",))]


# --- the board --------------------------------------------------------------------------------


class Look(NamedTuple):
    """What the user has done to the board.

    Attributes:
        lane: the place of the lane with the cursor.
        stop: the rows that have it.
        keys: whether the keys go to the grid.
        marks: the marked blocks.
    """

    lane: int
    stop: range
    keys: bool
    marks: frozenset[int | str] = frozenset()


def axis(plan: Plan, row: int, look: Look) -> Piece:
    """The clock before a line."""
    here = plan.rows[row]
    text = "" if here.n else clock(here.minute)
    part = "hour" if here.minute % HOUR == 0 else "minute"
    if here.now:
        part = "now"
    elif look.stop and row == look.stop[0]:
        return Piece(fit(text or clock(here.minute), AXIS), (part, "cursor-time"))
    return Piece(fit(text, AXIS), (part,))


def is_passed(board: Board, lane: Lane, minute: int) -> bool:
    """Whether a line of a lane lies before now."""
    if lane.when == "today":
        return board.now is not None and minute < board.now
    return lane.when == "past"


def lane_pieces(board: Board, plan: Plan, placed: Placed, row: int, look: Look) -> Sequence[Piece]:
    """One line of one lane, in exactly its cells."""
    place, width = placed.place, placed.width
    if width < 1:
        return ()
    lane, owner, now = board.lanes[place], plan.owners[place][row], row == plan.now
    block = None if owner == NOTHING else board.blocks[owner]
    if now and lane.when == "today":
        return (Piece(cut("─ nu ", width).ljust(width, "─"), (*_ground(block), "now")),)
    cursor = place == look.lane and row in look.stop
    passed = lane.when != "future" and is_passed(board, lane, plan.rows[row].minute)
    edge = _CURSOR_EDGE if cursor else _PASSED_EDGE if passed else _NO_EDGE
    on = "" if not cursor else "cursor" if look.keys else "cursor-away"
    if block is not None:
        line = _line_of(plan, owner, row)
        wraps = line == 0 and _goes_on(plan, place, row)
        styles = styles_of(block.role, block.colour, on, passed)
        mark = "*" if line == 0 and block.key in look.marks else " "
        beside = board.beside if width >= _WIDE else ()
        return (edge, *block_line(block, line, width - 1, styles, mark, beside, wraps=wraps))
    here = plan.rows[row]
    if here.minute % HOUR == 0 and not now and not here.n:
        return edge, blank("·", width - 1, ("dots", on) if on else ("dots",))
    return edge, blank("", width - 1, (on,) if on else ())


_CURSOR_EDGE, _PASSED_EDGE, _NO_EDGE = (
    Piece("▌", ("edge",)),
    Piece("░", ("passed-edge",)),
    Piece(" "),
)


def _ground(block: Block | None) -> tuple[str, ...]:
    return (f"role-{block.role}",) if block is not None and block.role in STATES else ()


def _line_of(plan: Plan, owner: int, row: int) -> int:
    """Which of a block's lines a row is; -1 on the line of now, which is none of them."""
    head = plan.heads[owner]
    return -1 if row == plan.now else row - head - (head < plan.now < row)


def _goes_on(plan: Plan, place: int, row: int) -> bool:
    """Whether the block that begins on a row has a second line."""
    owners, after = plan.owners[place], row + 1
    after += after == plan.now
    return after < len(owners) and owners[after] == owners[row]
