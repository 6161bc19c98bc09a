"""Text made harmless before it is drawn: nothing in it can steer the terminal.

The book cleans what it stores; this cleans what is drawn, wherever it comes from, and what fields
take. Nothing that the book would drop is drawn (a test compares them).
"""

import re
from functools import cache
from typing import NamedTuple

_FIRST_PRIVATE = "\ue000"
"""From here on there are characters that show nothing, though Python calls them printable."""

Pattern = re.Pattern[str]


class _Patterns(NamedTuple):
    """What is looked for.

    Attributes:
        joiners: they join no emoji, and would swallow the cell beside the text.
    """

    blanks: Pattern
    controls: Pattern
    joiners: Pattern


@cache
def _patterns() -> _Patterns:
    """Made for the first odd text: nothing before the first frame is one."""
    planes = "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0x1FFFF, 0xF0000, 0x10000))
    emoji = "\u2190-\u2bff\U0001f000-\U0001faff"
    return _Patterns(
        re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]"),
        re.compile(
            "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
            "\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
            "\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff" + planes + "]"
        ),
        re.compile(f"(?<![{emoji}\ufe0f])\u200d|\u200d(?![{emoji}])"),
    )


def drawn(text: str) -> str:
    """The text on one line without control, bidi and other invisible characters.

    Tabs and line breaks become blanks, one for one.
    """
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_PRIVATE):
        return text
    blanks, controls, joiners = _patterns()
    text = controls.sub("", blanks.sub(" ", text))
    return joiners.sub("", text) if "\u200d" in text else text


def drawn_lines(text: str) -> str:
    """The same, but its lines stay lines, whatever they ended with."""
    return "\n".join(map(drawn, re.split(r"\r\n|[\n\r\x85]", text)))
