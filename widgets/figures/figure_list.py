"""A few figures with what they mean: a framed list that is drawn line by line."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from widgets.line import cut, fit, wrap
from widgets.part_line import Part, PartLine

_BESIDE = 88
"""From this many cells the explanation stands beside its figure, not below it."""


class Figure(NamedTuple):
    """One line of the list.

    Attributes:
        value: the figure as text.
        label: what it counts.
        note: an explanation, for when there is room.
        mark: a sign before the label that asks for attention, or empty.
        link: what the message says when it is clicked, or empty.
    """

    value: str
    label: str
    note: str = ""
    mark: str = ""
    link: str = ""

    @property
    def said(self) -> str:
        """The label after its sign."""
        return f"{self.mark} {self.label}" if self.mark else self.label


class Remark(NamedTuple):
    """A sentence under the figures.

    Attributes:
        text: the sentence.
        warning: whether it asks for attention; it then begins with an exclamation mark.
    """

    text: str
    warning: bool = False


class Link(NamedTuple):
    """Somewhere to go from here.

    Attributes:
        name: what the message says when it is clicked.
        key: the key that leads there.
        label: what it is called.
    """

    name: str
    key: str
    label: str


class Figures(NamedTuple):
    """All that the list says."""

    heading: str = ""
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Remark, ...] = ()
    links: tuple[Link, ...] = ()


Line = tuple[Part, ...]


def arrange(shown: Figures, width: int, height: int) -> list[Line]:
    """Lay the list out on ``width`` × ``height`` cells.

    What there is no room for goes in this order: blank lines, explanations, the heading. The
    figures come first; what still does not fit is left out from below.
    """
    for notes, airy in ((True, True), (True, False), (False, True), (False, False)):
        lines = _lines(shown, width, notes=notes, airy=airy)
        if len(lines) <= height:
            return lines
    bare = [line for line in lines if line[-1][0] != "heading"]
    return bare[: max(height, 0)]


def _lines(shown: Figures, width: int, *, notes: bool, airy: bool) -> list[Line]:
    margin = 2 if width >= 40 else 0
    room = max(width - 2 * margin, 1)
    gap: list[Line] = [(Part("", ""),)] if airy else []
    lines = [*gap]
    if shown.heading:
        lines += [(Part("", " " * margin), Part("heading", cut(shown.heading, room))), *gap]
    digits = max((cell_len(figure.value) for figure in shown.figures), default=0)
    beside = width >= _BESIDE
    label = max(cell_len(one.said) for one in shown.figures) if beside and shown.figures else None
    for figure in shown.figures:
        told = figure if notes else figure._replace(note="")
        lines += _figure(told, margin, digits, room, label)
        if beside:
            lines += gap
    if shown.remarks and not beside:
        lines += gap
    for remark in shown.remarks:
        lines += _remark(remark, margin, room)
    if shown.links:
        lines += [*gap, *_links(shown.links, margin, room)]
    return [*lines, *gap]


def _links(links: tuple[Link, ...], margin: int, room: int) -> list[Line]:
    """As many beside each other as there is room for, read from left to right."""
    key = max(cell_len(link.key) for link in links)
    label = max(cell_len(link.label) for link in links)
    width = key + 1 + label + 3
    across = max(1, (room + 3) // width)
    lines = []
    for first in range(0, len(links), across):
        line = [Part("", " " * margin)]
        for link in links[first : first + across]:
            line.append(Part("link-key", fit(link.key, key), link.name))
            line.append(Part("link", f" {fit(link.label, label)}", link.name))
            line.append(Part("", "   "))
        lines.append(tuple(line))
    return lines


def _figure(figure: Figure, margin: int, digits: int, room: int, label: int | None) -> list[Line]:
    """A figure with its explanation: beside it, after so many cells of labels, or else below it."""
    quiet, part = ("attention", "attention") if figure.mark else ("value", "label")
    room -= digits + 2
    first = (
        Part("", " " * margin),
        Part(quiet, fit(figure.value, digits, right=True), figure.link),
        Part("", "  ", figure.link),
        Part(f"{part}-link" if figure.link else part, cut(figure.said, room), figure.link),
    )
    if not figure.note:
        return [first]
    if label is not None:
        filling = " " * (label - cell_len(figure.said) + 3)
        return [(*first, Part("", filling), Part("note", cut(figure.note, room - label - 3)))]
    return [first, (Part("", " " * (margin + digits + 2)), Part("note", cut(figure.note, room)))]


def _remark(remark: Remark, margin: int, room: int) -> list[Line]:
    sign = "! " if remark.warning else ""
    part = "attention" if remark.warning else "remark"
    wrapped = wrap(remark.text, room - len(sign))
    return [
        (Part("", " " * margin), Part(part, (sign if n == 0 else " " * len(sign)) + text))
        for n, text in enumerate(wrapped)
    ]


class FigureList(PartLine):
    """The framed list."""

    LINE = "figure-list"
    KINDS = (
        "heading", "value", "label", "note", "remark", "attention", "link-key", "link",
        "label-link", "attention-link",
    )  # fmt: skip
    DEFAULT_CSS = """
    FigureList {
        width: 100%;
        height: auto;
        max-height: 100%;
        background: $surface;
        color: $foreground;
        border: round $frame;
        border-title-color: $frame-title;
        border-title-style: bold;
        .figure-list--heading { text-style: bold; }
        .figure-list--value { color: $figure; text-style: bold; }
        .figure-list--note { color: $foreground-quiet; }
        .figure-list--attention { color: $attention; text-style: bold; }
        .figure-list--label-link { text-style: underline; }
        .figure-list--attention-link { color: $attention; text-style: bold underline; }
        .figure-list--link-key { color: $keys-key; text-style: bold; }
    }
    """

    @dataclass
    class LinkChosen(Message):
        """A link was clicked."""

        name: str

    def __init__(self, title: str) -> None:
        super().__init__()
        self.border_title = Content(title)
        self._shown = Figures()
        self._laid: tuple[Size, list[Line]] | None = None

    def show(self, shown: Figures) -> None:
        """Say this from now on."""
        if shown != self._shown:
            self._shown = shown
            self._laid = None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the list takes at its best within the container."""
        return max(1, len(arrange(self._shown, width, max(container.height, 1))))

    def parts(self, y: int) -> Line:
        """What stands on a line of the list."""
        size = self.size
        if self._laid is None or self._laid[0] != size:
            self._laid = size, arrange(self._shown, size.width, size.height)
        lines = self._laid[1]
        return tuple(part for part in lines[y] if part.text) if 0 <= y < len(lines) else ()

    def name_at(self, x: int, y: int = 0) -> str:
        """The name of the link that is drawn at a cell inside the frame, or empty."""
        return super().name_at(x - self.gutter.left, y - self.gutter.top)

    def pointed(self, name: str) -> None:
        """Say which link was clicked; its key counts as the link."""
        self.post_message(self.LinkChosen(name))
