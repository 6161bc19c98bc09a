"""What stands below the log: why a row's verdict is what it is."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from db.log.entry import DECISION_LABELS, HEADINGS, LogEntry, cells
from db.log.view import COLUMN_KEYS
from db.rules.local_time import instant_text
from db.rules.log.query import LogQuery, fold
from db.values import clean
from screens.staff.log.columns import LATE_SIGN
from screens.staff.log.search_text import number
from widgets.line import cut
from widgets.line_view import Line, Part
from widgets.steady import Bare

_SNIPPET = 40
"""Characters of a text that is searched for and does not show in its row."""


def lines_of(
    entry: LogEntry | None, marked: int = 0, hidden: int = 0, hits: Sequence[str] = ()
) -> tuple[Line, ...]:
    """What stands below the rows of one of them, a paragraph each; the comment, last, may be cut.

    Why its verdict is what it is, its chain and the reviewer's decision; then what the row itself
    does not show: what the search found out of sight, and what was written.

    Args:
        entry: the row.
        marked: how many rows are marked; it is those that are decided on, and that comes first.
        hidden: how many of them do not show.
        hits: what ``unseen`` says of the row.
    """
    parts = [Part(_acted_on(marked, hidden), "marked")] if marked else []
    if entry is None:
        return (Line(tuple(parts)),) if parts else ()
    late = entry.late
    parts.append(Part(f"{LATE_SIGN} {late.text}", "late") if late.late else Part(late.text))
    if entry.chain_note:
        parts.append(Part(f" {clean(entry.chain_note)}", "chain"))
    if decided := decision_text(entry):
        parts.append(Part(f" {clean(decided)}", "decided"))
    more = [*map(_quiet("Träff i"), hits)]
    if entry.cancel_comment:
        more.append(_quiet("Avbokningskommentar (vårt tillägg):")(entry.cancel_comment))
    more += [_quiet(label)(text) for label, text in _comments(entry)]
    return (Line(tuple(parts)), *more)


def _quiet(label: str) -> Callable[[str], Line]:
    return lambda text: Line((Part(label, "quiet"), Part(f" {clean(text)}")))


def _comments(entry: LogEntry) -> list[tuple[str, str]]:
    """What the citizen wrote, before and after where they are not the same."""
    old = entry.earlier.comment if entry.earlier else ""
    new = entry.new.comment if entry.new else ""
    if old and new and old != new:
        return [("Ny kommentar:", new), ("Tidigare kommentar:", old)]
    return [("Kommentar:", new or old)] if new or old else []


def unseen(entry: LogEntry, query: LogQuery, shown: Mapping[str, int]) -> list[str]:
    """What a search has found in a row where it does not show: ``Tidigare resurs: ”…Frisk”``.

    Args:
        entry: the row.
        query: what is searched.
        shown: the cells that each column has which shows, by its key.
    """
    row = list(zip(COLUMN_KEYS, HEADINGS, cells(entry), strict=False))  # ours come after these
    found = []
    for word in (*query.words, *query.resource, *query.type_name, *query.pnr):
        places = [(key, heading, text) for key, heading, text in row if word in fold(text)]
        in_sight = any(word in fold(cut(text, shown.get(key, 0))) for key, _, text in places)
        if places and not in_sight and not places[0][0].endswith("comment"):
            _, heading, text = places[0]
            found.append(f"{heading}: ”{_around(text, word)}”")
    return list(dict.fromkeys(found))


def _around(text: str, word: str) -> str:
    """The text, or its part around a word of it."""
    at = max(0, fold(text).find(word) - _SNIPPET // 2)
    part = text[at : at + _SNIPPET]
    return f"{'…' if at else ''}{part}{'…' if at + _SNIPPET < len(text) else ''}"


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
        words = part.text.split()
        whole = " ".join(words)  # most parts have room as they are
        for word in [whole] if words and cell_len(whole) < room else words:
            wide = cell_len(word) + bool(lines[-1])
            if wide > room and lines[-1]:
                lines.append([])
                room, wide = width, cell_len(word)
            text = f" {word}" if lines[-1] else cut(word, width)
            # As few pieces as can be: each costs time until it is on the screen.
            if lines[-1] and lines[-1][-1].kind == part.kind:
                text = lines[-1].pop().text + text
            lines[-1].append(Part(text, part.kind))
            room -= wide
    return lines


def fitted(lines: Sequence[Line], width: int, height: int) -> list[list[Part]]:
    """As many lines of all paragraphs as there is room for; where more are said the last is cut."""
    made = [line for paragraph in lines for line in broken(paragraph.parts, width)]
    if len(made) > height > 0:
        *parts, last = made[height - 1]
        room = width - sum(cell_len(part.text) for part in parts)
        made = [*made[: height - 1], [*parts, last._replace(text=cut(f"{last.text} …", room))]]
    return made


class Verdict(Bare, Widget):
    """What there is to say of the row under the cursor.

    It is drawn anew at every step: ``Static`` would take as long for it as the rows do.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"verdict--{kind}" for kind in ("late", "chain", "decided", "marked", "quiet")
    }
    DEFAULT_CSS = """
    Verdict {
        .verdict--late, .verdict--chain { color: $attention; text-style: bold; }
        .verdict--decided { color: $figure; text-style: bold; }
        .verdict--marked { text-style: bold; }
        .verdict--quiet { color: $foreground-quiet; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.shown: tuple[Line, ...] = ()
        self._broken: list[list[Part]] = []
        self._broken_for = Size(0, 0)
        self._styles: dict[str, Style] = {}

    def show(self, lines: tuple[Line, ...]) -> None:
        """Say another row's."""
        if lines == self.shown:
            return
        self.shown = lines
        before = self._broken
        self._break()
        width, both = self.size.width, enumerate(zip_longest(before, self._broken))
        others = [Region(0, y, width, 1) for y, (old, new) in both if old != new]
        if others:
            self.refresh(*others)

    def on_resize(self, event: events.Resize) -> None:
        """Break it anew."""
        self.refresh()  # the frame with the new size may have been painted before

    def _break(self) -> None:
        self._broken_for = self.size
        self._broken = fitted(self.shown, *self.size)

    def notify_style_update(self) -> None:
        """Colours are looked up anew."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """Draw one line; there is another room when the frame around it has changed, too."""
        if self._broken_for != self.size:
            self._break()
        parts = self._broken[y] if y < len(self._broken) else ()
        segments = [Segment(part.text, self._style(part.kind)) for part in parts]
        return Strip(segments).adjust_cell_length(self.size.width, self._style(""))

    def _style(self, kind: str) -> Style:
        if kind not in self._styles:
            base = self.rich_style
            part = self.get_component_rich_style(f"verdict--{kind}", partial=True) if kind else None
            self._styles[kind] = base + part if part else base
        return self._styles[kind]
