"""What stands below the log: why a row's verdict is what it is."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from db.log.entry import DECISION_LABELS, LogEntry
from db.rules.local_time import instant_text
from db.values import clean
from screens.staff.log.columns import LATE_SIGN
from screens.staff.log.search_text import number
from widgets.line import cut
from widgets.line_view import Line, Part

NOTHING = Line()


def line_of(entry: LogEntry | None, marked: int = 0, hidden: int = 0) -> Line:
    """Why the verdict of a row is what it is, its chain, and the reviewer's decision.

    Args:
        entry: the row.
        marked: how many rows are marked; it is those that are decided on, and that comes first.
        hidden: how many of them do not show.
    """
    parts = [Part(_acted_on(marked, hidden), "marked")] if marked else []
    if entry is None:
        return Line(tuple(parts)) if parts else NOTHING
    late = entry.late
    parts.append(Part(f"{LATE_SIGN} {late.text}", "late") if late.late else Part(late.text))
    if entry.chain_note:
        parts.append(Part(f" {clean(entry.chain_note)}", "chain"))
    if decided := decision_text(entry):
        parts.append(Part(f" {clean(decided)}", "decided"))
    if entry.cancel_comment:
        parts.append(Part(f" Avbokningskommentar: {clean(entry.cancel_comment)}"))
    return Line(tuple(parts))


def _acted_on(marked: int, hidden: int) -> str:
    rows = "den markerade raden" if marked == 1 else f"de {number(marked)} markerade raderna"
    unseen = ""
    if hidden:
        some = "ingen av dem visas" if hidden == marked else f"{number(hidden)} av dem visas inte"
        unseen = ", som inte visas" if marked == 1 else f", {some}"
    return f"b, u och c gäller {rows}{unseen}."


def decision_text(entry: LogEntry) -> str:
    """What the reviewer decided, why, who and when, and when it was exported; empty for none."""
    decision, reason, by, at, exported_at = entry.review
    if decision is None:
        return ""
    why = f" ({reason})" if reason else ""
    when = "" if at is None else f" {instant_text(at)}"
    who = f", {by}{when}" if by or when else ""
    sent = "" if exported_at is None else f" Exporterad {instant_text(exported_at)}."
    return f"Bedömning: {DECISION_LABELS[decision].lower()}{why}{who}.{sent}"


def broken(parts: Sequence[Part], width: int) -> list[list[Part]]:
    """The parts on as many lines as they need, broken between words; a long word is cut."""
    lines: list[list[Part]] = [[]]
    room = width
    for part in parts:
        for word in part.text.split():
            cells = cell_len(word) + bool(lines[-1])
            if cells > room and lines[-1]:
                lines.append([])
                room, cells = width, cell_len(word)
            text = f" {word}" if lines[-1] else cut(word, width)
            # As few pieces as can be: each costs time until it is on the screen.
            if lines[-1] and lines[-1][-1].kind == part.kind:
                text = lines[-1].pop().text + text
            lines[-1].append(Part(text, part.kind))
            room -= cells
    return lines


class Verdict(Widget):
    """The verdict of the row under the cursor.

    It is drawn anew at every step: ``Static`` would take as long for it as the rows do.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"verdict--{kind}" for kind in ("late", "chain", "decided", "marked")
    }
    DEFAULT_CSS = """
    Verdict {
        .verdict--late { text-style: bold; }
        .verdict--chain { color: $attention; }
        .verdict--decided { color: $figure; }
        .verdict--marked { text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.shown = NOTHING
        self._broken: list[list[Part]] = []
        self._styles: dict[str, Style] = {}

    def show(self, line: Line) -> None:
        """Say another row's."""
        if line == self.shown:
            return
        self.shown = line
        before, self._broken = self._broken, broken(line.parts, self.size.width)
        for y, (old, new) in enumerate(zip_longest(before, self._broken)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, event: events.Resize) -> None:
        """Break it anew."""
        self._broken = broken(self.shown.parts, event.size.width)
        self.refresh()  # the frame with the new size may have been painted before

    def notify_style_update(self) -> None:
        """Colours are looked up anew."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        parts = self._broken[y] if y < len(self._broken) else ()
        segments = [Segment(part.text, self._style(part.kind)) for part in parts]
        return Strip(segments).adjust_cell_length(self.size.width, self._style(""))

    def _style(self, kind: str) -> Style:
        if kind not in self._styles:
            base = self.rich_style
            part = self.get_component_rich_style(f"verdict--{kind}", partial=True) if kind else None
            self._styles[kind] = base + part if part else base
        return self._styles[kind]
