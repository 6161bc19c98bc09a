"""Putting bold, italic and lists into a text that is written with signs: pure, by offsets.

Each function takes a text and the selection in it, and gives the changed text and the selection
that then stands.
"""

from typing import Final, NamedTuple

BOLD: Final = "**"
ITALIC: Final = "_"
BULLET: Final = "- "


class Marked(NamedTuple):
    """A text and the selection in it, as offsets; the selection is empty where they are equal."""

    text: str
    start: int
    end: int


def toggle(text: str, start: int, end: int, sign: str) -> Marked:
    """Put a sign around what is selected, or take it away.

    Without a selection it is the word at the cursor; without a word the cursor comes to stand
    between two signs. Each line of a selection gets signs of its own, as the format wants it.
    """
    if start == end:
        start, end = _word_at(text, start)
        if start == end:
            return Marked(text[:start] + sign * 2 + text[end:], start + len(sign), end + len(sign))
    pieces = _pieces(text, start, end, sign)
    if not pieces:
        return Marked(text, start, end)
    is_on = all(_is_marked(text, a, b, sign) for a, b in pieces)
    size, begin, made = len(sign), 0, ""
    begins, ends = 0, 0
    for n, (a, b) in enumerate(pieces):
        marked = _is_marked(text, a, b, sign)
        before = text[begin : a - size] if is_on else text[begin:a]
        around = "" if marked else sign
        made += before + around
        begins = begins if n else len(made)
        made += text[a:b]
        ends = len(made)
        made += around
        begin = b + size if is_on else b
    return Marked(made + text[begin:], begins, ends)


def _word_at(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _pieces(text: str, start: int, end: int, sign: str) -> list[tuple[int, int]]:
    """The parts of the selection that can have signs around them, a line each."""
    found = []
    at = start
    for line in text[start:end].split("\n"):
        a, b = at, at + len(line)
        at = b + 1
        if (a == 0 or text[a - 1] == "\n") and text.startswith(BULLET, a, b):
            a += len(BULLET)
        a, b = _bare(text, a, b, sign)
        if a < b:
            found.append((a, b))
    return found


def _bare(text: str, a: int, b: int, sign: str) -> tuple[int, int]:
    """A part of a line without the blanks and the signs at its ends."""
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    if text.startswith(sign, a, b):
        a += len(sign)
    if text.endswith(sign, a, b):
        b -= len(sign)
    return a, b


def _is_marked(text: str, a: int, b: int, sign: str) -> bool:
    return text.endswith(sign, 0, a) and text.startswith(sign, b)


def toggle_list(text: str, start: int, end: int) -> Marked:
    """Make points of the lines of the selection, or plain lines if all of them are points."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end - 1 if end > start else end))
    last = len(text) if last < 0 else last
    lines = text[first:last].split("\n")
    said = [line for line in lines if line.strip()] or lines
    is_on = all(line.startswith(BULLET) for line in said)
    made = []
    for line in lines:
        if is_on:
            made.append(line.removeprefix(BULLET))
        elif line.startswith(BULLET) or (not line.strip() and len(lines) > 1):
            made.append(line)
        else:
            made.append(BULLET + line)
    changed = "\n".join(made)
    text = text[:first] + changed + text[last:]
    if start == end:
        moved = max(first, start + len(made[0]) - len(lines[0]))
        return Marked(text, moved, moved)
    return Marked(text, first, first + len(changed))


def new_line(text: str, start: int, end: int) -> Marked:
    """Enter: in a list the next point begins; at a point that says nothing the list ends."""
    first = text.rfind("\n", 0, start) + 1
    line = text[first:start]
    rest = text[end:].split("\n", 1)[0]
    if line.strip() == BULLET.strip() and not rest.strip() and start == end:
        text = text[:first] + text[end:]
        return Marked(text, first, first)
    added = "\n" + (BULLET if line.startswith(BULLET) else "")
    at = start + len(added)
    return Marked(text[:start] + added + text[end:], at, at)
