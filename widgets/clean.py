"""Text made harmless before it is drawn: nothing in it can steer the terminal.

The book cleans what it stores; this cleans what is drawn, wherever it comes from, and what fields
take. Nothing that the book would drop is drawn (a test compares them).
"""

import re

_BREAKS = re.compile(r"\r\n|[\r\x85]")
_BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    + "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0x1FFFF, 0xF0000, 0x10000))
    + "]"
)
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_STRAY_JOINERS = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
"""Joiners that join no emoji would swallow the cell beside the text."""


def drawn(text: str) -> str:
    """The text on one line without control, bidi and other invisible characters.

    Tabs and line breaks become blanks, one for one.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _CONTROLS.sub("", _BLANKS.sub(" ", text))
    return _STRAY_JOINERS.sub("", text) if "\u200d" in text else text


def drawn_lines(text: str) -> str:
    """The same, but its lines stay lines, whatever they ended with."""
    return "\n".join(map(drawn, _BREAKS.sub("\n", text).split("\n")))
