"""What each column of Tidstyper does, for staff and for the citizen, and which guide says it."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from db.rules.names.type_columns import COLUMNS, TypeColumn
from db.rules.sources import source_words
from screens.staff.shared.sourced import KEYS, SourcedDialog, Where
from widgets.line_view import Line, LineView, Part, hanging, paragraph

_BESIDE = 60
"""From this many cells the texts stand beside the words for whom they are."""
_WHO = 11


def _texts(who: str, text: str, width: int) -> Iterator[Line]:
    if width >= _BESIDE:
        lead = f"  {who:<{_WHO}}"
        for line in hanging(text, width, lead, " " * len(lead)):
            yield Line((Part(line[: len(lead)], "quiet"), Part(line[len(lead) :])))
        return
    yield Line((Part(f"  {who}", "quiet"),))
    yield from paragraph(text, width, "", "    ", "    ")


def arrange(
    columns: Sequence[TypeColumn], width: int, where: Where = source_words
) -> tuple[Line, ...]:
    """The help of these columns; a column's first line has its field as ``name``."""
    lines: list[Line] = []
    for one in columns:
        if lines:
            lines.append(Line())
        first, *rest = paragraph(one.label, width, "heading", " ", "   ")
        lines += (first._replace(name=one.field), *rest)
        lines += _texts("Personalen", one.staff, width)
        lines += _texts("Invånaren", one.citizen, width)
        lines += paragraph(where(one.source), width, "quiet", "  ", "  ")
    return tuple(lines)


class ColumnHelpDialog(SourcedDialog):
    """F1 and ? in Tidstyper."""

    TITLE_TEXT = "Hjälp: Tidstypernas kolumner"
    DEFAULT_CSS = """
    ColumnHelpDialog DialogFrame { max-width: 92; height: 100%; }
    ColumnHelpDialog DialogBody { height: 1fr; overflow: hidden; }
    ColumnHelpDialog LineView { height: 1fr; margin: 0; }
    """

    def __init__(self, field: str = "") -> None:
        super().__init__("", lambda width, where: arrange(tuple(COLUMNS.values()), width, where))
        self._field = field

    def on_mount(self) -> None:
        """Say which keys work, and go to the column."""
        self.frame.border_subtitle = Content(f"↑↓ bläddrar · {KEYS} · Esc stänger")
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        view = self.query_one(LineView)
        found = [at for at, line in enumerate(view.shown) if line.name == self._field]
        if found and self._field:
            view.reveal(found[0])
