"""Terms texts: the small format they are written in, their bounds, and how the citizen reads them.

``**fet**``, ``_kursiv_`` and lines that begin with ``- `` (R115: B, I and list). A mark that has no
partner on its line is a plain character, so that no text can be written wrongly.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from db.values import CaseKind, Terms

SHOWN: Final = 300
"""So many characters of Mottagningens text show; the rest is folded (GUIDES.md B4)."""
HELP_BOUND: Final = 150
"""The most characters of Information till vården (GUIDES.md B4)."""

TEXT, ITEM, GAP, HEADING, QUIET = "text", "item", "gap", "heading", "quiet"
"""The kinds of paragraph; a text as it is written has the first three."""

IMPORTANT: Final = "Viktigt"
READ_IT: Final = "Jag har tagit del av den fullständiga informationen"
_BOLD, _ITALIC = "**", "_"
_BULLET = "- "


class Run(NamedTuple):
    """Characters that look alike."""

    text: str
    bold: bool = False
    italic: bool = False


class Paragraph(NamedTuple):
    """One line as it was written; an empty one between others is a ``gap``."""

    kind: str
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """What it says, without marks."""
        return "".join(run.text for run in self.runs)


Paragraphs = tuple[Paragraph, ...]


class Folded(NamedTuple):
    """A long text in two: what shows, and what shows once it is unfolded."""

    shown: Paragraphs
    rest: Paragraphs


class _Mark(NamedTuple):
    at: int
    sign: str
    opens: bool
    closes: bool


def parse(text: str) -> Paragraphs:
    """Read a text; empty lines first, last and after each other are left out."""
    read: list[Paragraph] = []
    for line in text.splitlines():
        said = line.strip()
        if not said:
            if read and read[-1].kind != GAP:
                read.append(Paragraph(GAP))
        elif said.startswith(_BULLET):
            read.append(Paragraph(ITEM, _runs(said.removeprefix(_BULLET).strip())))
        else:
            read.append(Paragraph(TEXT, _runs(said)))
    while read and read[-1].kind == GAP:
        read.pop()
    return tuple(read)


def _runs(line: str) -> tuple[Run, ...]:
    """The line cut where its look changes."""
    turns = _pairs(list(_marks(line)))
    runs: list[Run] = []
    bold = italic = False
    begin = 0
    for mark in turns:
        if mark.at > begin:
            runs.append(Run(line[begin : mark.at], bold, italic))
        bold, italic = bold ^ (mark.sign == _BOLD), italic ^ (mark.sign == _ITALIC)
        begin = mark.at + len(mark.sign)
    if begin < len(line):
        runs.append(Run(line[begin:], bold, italic))
    return tuple(runs)


def _marks(line: str) -> Iterator[_Mark]:
    at = 0
    while at < len(line):
        sign = next((one for one in (_BOLD, _ITALIC) if line.startswith(one, at)), "")
        if not sign:
            at += 1
            continue
        before = line[at - 1] if at else " "
        after = line[at + len(sign)] if at + len(sign) < len(line) else " "
        opens, closes = not after.isspace(), not before.isspace()
        if sign == _ITALIC:  # inside a word or an address it is a character like others
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        yield _Mark(at, sign, opens, closes)
        at += len(sign)


def _pairs(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks that have a partner, in order; pairs never cross."""
    opened: list[_Mark] = []
    paired: list[_Mark] = []
    for mark in marks:
        signs = [one.sign for one in opened]
        partner = opened[signs.index(mark.sign)] if mark.sign in signs else None
        if partner and mark.closes and mark.at > partner.at + len(mark.sign):
            paired += [partner, mark]
            del opened[signs.index(mark.sign) :]
        elif mark.opens and partner is None:
            opened.append(mark)
    return sorted(paired)


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """What they say, a line each, without marks."""
    return "\n".join(one.text for one in paragraphs)


def length(text: str) -> int:
    """How many characters of it the citizen reads: marks are not counted."""
    return len(plain(parse(text)))


def fold(paragraphs: Paragraphs, bound: int = SHOWN) -> Folded:
    """Cut a text that is longer than ``bound`` characters, between two words."""
    left = bound
    for n, one in enumerate(paragraphs):
        size = len(one.text)
        if size > left:
            head, tail = _split(one, left)
            shown = (*paragraphs[:n], *((head,) if head.runs else ()))
            return Folded(_without_gap(shown), (tail, *paragraphs[n + 1 :]))
        left -= size + 1
    return Folded(paragraphs, ())


def _without_gap(paragraphs: Paragraphs) -> Paragraphs:
    return paragraphs[:-1] if paragraphs and paragraphs[-1].kind == GAP else paragraphs


def _split(one: Paragraph, bound: int) -> tuple[Paragraph, Paragraph]:
    """A paragraph at the last blank that leaves at most ``bound`` characters before it."""
    at = one.text.rfind(" ", 0, max(0, bound) + 1)
    if at <= 0:
        return Paragraph(one.kind), one
    head: list[Run] = []
    tail: list[Run] = []
    begin = 0
    for run in one.runs:
        before, after = run.text[: max(0, at - begin)], run.text[max(0, at + 1 - begin) :]
        head += [run._replace(text=before)] if before else []
        tail += [run._replace(text=after)] if after else []
        begin += len(run.text)
    # What goes on is not a new point of the list.
    return Paragraph(one.kind, tuple(head)), Paragraph(TEXT, tuple(tail))


def must_be_ticked(terms: Terms) -> bool:
    """Whether the citizen must say to have read it: where there are conditions (GUIDES.md B4)."""
    return bool(parse(terms.conditions))


def goes_straight_on(terms: Terms) -> bool:
    """Whether the terms page is passed over: Mottagningens text is empty (GUIDES.md B4)."""
    return not parse(terms.clinic)


def render(kind: CaseKind, terms: Terms, *, full: bool = False) -> Paragraphs:
    """The terms page as the citizen reads it, without the tick and the buttons.

    Args:
        kind: Bokningen avser shows when booking only (GUIDES.md B4).
        terms: the four parts. Information till vården shows at the field for the message instead.
        full: unfold Mottagningens text.
    """
    clinic = parse(terms.clinic)
    folded = Folded(clinic, ()) if full else fold(clinic)
    parts: list[Paragraphs] = [folded.shown]
    if folded.rest:
        parts.append((Paragraph(QUIET, (Run("… fortsättningen visas med ”Visa mer”."),)),))
    if kind is CaseKind.BOOK and terms.concerns:
        parts.append((_heading("Bokningen avser"), *parse(terms.concerns)))
    if terms.conditions:
        parts.append((_heading(IMPORTANT), *parse(terms.conditions)))
    page: list[Paragraph] = []
    for part in filter(None, parts):
        page += [Paragraph(GAP), *part] if page else part
    return tuple(page)


def _heading(text: str) -> Paragraph:
    return Paragraph(HEADING, (Run(text, bold=True),))
