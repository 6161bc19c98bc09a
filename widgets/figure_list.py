"""A few figures with what they mean: a framed list that is drawn line by line."""

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from widgets.line import cut, fit, wrap

_BESIDE = 88
"""From this many cells the explanation stands beside its figure, not below it."""


class Figure(NamedTuple):
    """One line of the list.

    Attributes:
        value: the figure as text.
        label: what it counts.
        note: an explanation, for when there is room.
        mark: a sign before the label that asks for attention, or empty.
    """

    value: str
    label: str
    note: str = ""
    mark: str = ""


class Remark(NamedTuple):
    """A sentence under the figures.

    Attributes:
        text: the sentence.
        warning: whether it asks for attention; it then begins with an exclamation mark.
    """

    text: str
    warning: bool = False


class Figures(NamedTuple):
    """All that the list says."""

    heading: str = ""
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Remark, ...] = ()


Line = tuple[tuple[str, str], ...]
"""Pairs of a component and its text."""


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
    gap: list[Line] = [(("blank", ""),)] if airy else []
    lines = [*gap]
    if shown.heading:
        lines += [(("blank", " " * margin), ("heading", cut(shown.heading, room))), *gap]
    digits = max((cell_len(figure.value) for figure in shown.figures), default=0)
    columns = _Columns(margin, digits, room, max((_said(f) for f in shown.figures), default=0))
    for figure in shown.figures:
        lines += _figure(figure, columns, notes=notes)
        if columns.beside:
            lines += gap
    if shown.remarks and not columns.beside:
        lines += gap
    for remark in shown.remarks:
        lines += _remark(remark, margin, room)
    return [*lines, *gap]


class _Columns(NamedTuple):
    margin: int
    digits: int
    room: int
    said: int

    @property
    def beside(self) -> bool:
        return self.room + 2 * self.margin >= _BESIDE


def _said(figure: Figure) -> int:
    return cell_len(figure.label) + (cell_len(figure.mark) + 1 if figure.mark else 0)


def _figure(figure: Figure, columns: _Columns, *, notes: bool) -> list[Line]:
    indent = columns.digits + 2
    part = "attention" if figure.mark else "label"
    said = f"{figure.mark} {figure.label}" if figure.mark else figure.label
    room = columns.room - indent
    first = (
        ("blank", " " * columns.margin),
        ("attention" if figure.mark else "value", fit(figure.value, columns.digits, right=True)),
        ("blank", "  "),
        (part, cut(said, room)),
    )
    if not notes or not figure.note:
        return [first]
    if columns.beside:
        filling = columns.said - cell_len(said) + 3
        note = cut(figure.note, room - columns.said - 3)
        return [(*first, ("blank", " " * filling), ("note", note))]
    below = (("blank", " " * (columns.margin + indent)), ("note", cut(figure.note, room)))
    return [first, below]


def _remark(remark: Remark, margin: int, room: int) -> list[Line]:
    sign = "! " if remark.warning else ""
    part = "attention" if remark.warning else "remark"
    wrapped = wrap(remark.text, room - len(sign))
    return [
        (("blank", " " * margin), (part, (sign if n == 0 else " " * len(sign)) + text))
        for n, text in enumerate(wrapped)
    ]


class FigureList(Widget):
    """The framed list."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figure-list--heading",
        "figure-list--value",
        "figure-list--label",
        "figure-list--note",
        "figure-list--remark",
        "figure-list--attention",
    }
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
    }
    """
    ALLOW_SELECT = False

    def __init__(self, title: str) -> None:
        super().__init__()
        self.border_title = title
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
        return max(1, len(arrange(self._shown, width, max(container.height - 2, 1))))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the list."""
        size = self.size
        if self._laid is None or self._laid[0] != size:
            self._laid = size, arrange(self._shown, size.width, size.height)
        lines, base = self._laid[1], self.rich_style
        if y >= len(lines):
            return Strip.blank(size.width, base)
        segments = [
            Segment(
                text,
                base if part == "blank" else self.get_component_rich_style(f"figure-list--{part}"),
            )
            for part, text in lines[y]
            if text
        ]
        return Strip(segments).adjust_cell_length(size.width, base)
