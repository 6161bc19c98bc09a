"""What stands on a line of one block: its type's stripe, its sign, and what it says."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from widgets.clean import drawn
from widgets.line import cut, fit
from widgets.week_grid.values import COLOURS, STATES, Block

_MOST = 400
"""Characters of a text that are looked at: it may be very long."""


class Piece(NamedTuple):
    """A part of a line.

    Attributes:
        text: what it says.
        parts: the component classes ``week-grid--…`` that colour it, the last one above the others.
    """

    text: str
    parts: tuple[str, ...] = ()


class Styles(NamedTuple):
    """The parts of a block's stripe, of its sign and text, and of a text struck through."""

    stripe: tuple[str, ...]
    text: tuple[str, ...]
    struck: tuple[str, ...]


@lru_cache(maxsize=1024)
def styles_of(role: str, colour: str, on: str, passed: bool) -> Styles:
    """The parts of a block by its state, its colour, what is on it, and whether it has passed."""
    ground = (f"role-{role}",) if role in STATES else ()
    stripe = (*ground, f"type-{colour}") if colour in COLOURS else ground
    text = (*ground, *(("passed",) if passed else ()), *((on,) if on else ()))
    return Styles((*stripe, "sign"), text, (*text, "struck"))


def block_line(
    block: Block,
    line: int,
    room: int,
    styles: Styles,
    mark: str,
    beside: tuple[int, ...] = (),
    *,
    wraps: bool = False,
) -> Sequence[Piece]:
    """A line of a block: the stripe with its type's letter, its sign, the mark, and what it says.

    ``line`` is which of its lines, from 0; ``wraps``: the text may go on on a second one;
    ``beside``: the cells of what stands beside its text.
    """
    sign = _cell(_sign(block, line))
    if room < 2:
        return (Piece(sign[:room], styles.text),)
    letter = (block.letter if block.colour in COLOURS else "") if line == 0 else "│"
    stripe = _stripe("" if block.layer else letter, styles.stripe)
    cells = beside_cells(beside, room) if beside and len(block.beside) == len(beside) else ()
    within = block.within and _cell(block.within)
    # Beside the other sign, not against the name, where no mark stands between.
    head = f"{sign}{within}{mark}" if mark == " " else f"{sign}{mark}{within}"
    first = room - 1 - len(head) - sum(n + 1 for n in cells if n)
    # A sign and its text are one piece: each more of them costs time until it is on the screen.
    head, width = (head, first) if line == 0 else (sign, room - 2)
    said = ""
    if width > 0 and 0 <= line < 2:
        text, short, detail = block.text[:_MOST], block.short[:_MOST], block.detail[:_MOST]
        said = _said(text, short, detail, line, first, wraps)
    if not said:
        return stripe, blank(head, room - 1, styles.text)
    more = ""
    if line == 0 and cells:
        more = "".join(f" {fit(one, n)}" for one, n in zip(block.beside, cells, strict=True) if n)
    if not block.look:
        return stripe, Piece(head + _filled(said, width) + more, styles.text)
    said = cut(said, width)
    rest = Piece(" " * (width - cell_len(said)) + more, styles.text)
    return stripe, Piece(head, styles.text), Piece(said, styles.struck), rest


def _sign(block: Block, line: int) -> str:
    """An event says what it is on each of its lines."""
    if line and not block.layer:
        return " "
    return block.sign or _SIGN_OF.get(block.role, " ")


_LEAST_TEXT, _LEAST_REST = 18, 10
"""Cells of a text before anything stands beside it, and of what has the rest of the room."""


@lru_cache(maxsize=64)
def beside_cells(cells: tuple[int, ...], room: int) -> tuple[int, ...]:
    """The cells of each in so much room for a line of a block; 0: it has none."""
    left, taken = room - 4 - _LEAST_TEXT, []
    rest = _LEAST_REST + 1 if 0 in cells else 0
    for wanted in cells:
        has_room = wanted and wanted + 1 <= left - rest
        taken.append(wanted if has_room else 0)
        left -= wanted + 1 if has_room else 0
    return tuple(
        left - 1 if not wanted and left >= rest else n
        for wanted, n in zip(cells, taken, strict=True)
    )


@lru_cache(maxsize=2048)
def _said(  # the same few of these stand in most lines of the board
    text: str, short: str, detail: str, line: int, width: int, wraps: bool
) -> str:
    """What a line of a block says; it may be too long still."""
    if line == 1:
        return drawn(detail) or _in_two(drawn(text), width)[1]
    whole = drawn(text)
    if cell_len(whole) <= width:
        return whole
    if wraps and not detail:
        return _in_two(whole, width)[0]
    return drawn(short) or whole


def _in_two(text: str, width: int) -> tuple[str, str]:
    """A text on two lines, parted before a word; all on the first where it fits or cannot be.

    A number keeps its unit: "30 min" stands on one line.
    """
    if cell_len(text) <= width:
        return text, ""
    blanks = (
        at for at in range(len(text) - 1, 0, -1) if text[at] == " " and not text[at - 1].isdigit()
    )
    at = next((at for at in blanks if cell_len(text[:at]) <= width), 0)
    return (text[:at], text[at + 1 :]) if at else (text, "")


_SIGN_OF = {role: state.sign for role, state in STATES.items()}


# The same few of these stand in most cells of the board.


@lru_cache(maxsize=1024)
def _cell(sign: str) -> str:
    return fit(drawn(sign), 1)


@lru_cache(maxsize=1024)
def _stripe(letter: str, parts: tuple[str, ...]) -> Piece:
    return Piece(_cell(letter), parts)


@lru_cache(maxsize=1024)
def blank(text: str, width: int, parts: tuple[str, ...]) -> Piece:
    """Some cells with a little text at their beginning."""
    return Piece(text.ljust(width)[:width], parts)


def _filled(text: str, width: int) -> str:
    """The same as ``fit``, sooner for text of which each character is a cell."""
    if not text.isascii():
        return fit(text, width)
    if len(text) <= width:
        return text.ljust(width)
    return (text[: width - 1].rstrip() + "…").ljust(width) if width > 0 else ""
