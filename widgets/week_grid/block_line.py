"""What stands on a line of one block: its sign or its type's stripe, and what it says."""

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
    """The parts of a block's sign, of its text, and of its text when struck through."""

    sign: tuple[str, ...]
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
    block: Block, line: int, room: int, styles: Styles, mark: str, *, wraps: bool = False
) -> Sequence[Piece]:
    """A line of a block: its sign, or the stripe of its type's colour, the mark, and what it says.

    ``line`` is which of its lines, from 0; ``wraps``: the text may go on on a second one.
    """
    sign = "│"
    if line == 0 or block.layer:
        sign = block.sign or _SIGN_OF.get(block.role, " ")
    elif line == 1 and block.letter and block.colour in COLOURS:
        sign = block.letter
    stripe = _stripe(sign, min(1, room), styles.sign)
    if room < 2:
        return (stripe,)
    said = ""
    if 0 <= line < 2:
        text, short, detail = block.text[:_MOST], block.short[:_MOST], block.detail[:_MOST]
        said = _said(text, short, detail, line, room - 2, wraps)
    if not said:
        return stripe, blank(mark, room - 1, styles.text)
    if not block.look:
        return stripe, Piece(mark + _filled(said, room - 2), styles.text)
    said = cut(said, room - 2)
    rest = Piece(" " * (room - 2 - cell_len(said)), styles.text)
    return stripe, Piece(mark, styles.text), Piece(said, styles.struck), rest


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
def _stripe(sign: str, width: int, parts: tuple[str, ...]) -> Piece:
    return Piece(fit(drawn(sign), width), parts)


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
