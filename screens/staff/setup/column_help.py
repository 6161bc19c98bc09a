"""What each column of Tidstyper does, for staff and for the citizen, with the guide's numbers."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.content import Content

from db.rules.names.type_columns import COLUMNS, TypeColumn
from screens.dialog import DialogScreen
from screens.help import CLOSE
from widgets.line_view import Line, LineView, Part, hanging

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
    yield from (Line((Part(line),)) for line in hanging(text, width, "    ", "    "))


def arrange(columns: Sequence[TypeColumn], width: int) -> tuple[Line, ...]:
    """The help of these columns; a column's first line has its field as ``name``."""
    lines: list[Line] = []
    for one in columns:
        if lines:
            lines.append(Line())
        first, *rest = hanging(one.label, width, " ", "   ")
        lines.append(Line((Part(first, "heading"),), one.field))
        lines += (Line((Part(line, "heading"),)) for line in rest)
        lines += _texts("Personalen", one.staff, width)
        lines += _texts("Invånaren", one.citizen, width)
        lines += (Line((Part(line, "quiet"),)) for line in hanging(one.source, width, "  ", "  "))
    return tuple(lines)


class ColumnText(LineView):
    """The help of all columns, with one of them first in sight.

    Args:
        field: that column's field.
    """

    def __init__(self, field: str = "") -> None:
        super().__init__()
        self._field = field

    def lines(self, width: int) -> tuple[Line, ...]:
        """All columns."""
        return arrange(tuple(COLUMNS.values()), width)

    def begin(self) -> None:
        """Go to the column that was asked for."""
        found = [at for at, line in enumerate(self.shown) if line.name == self._field]
        if found and self._field:
            self.reveal(found[0])


class ColumnHelpDialog(DialogScreen[None]):
    """F1 and ? in Tidstyper.

    Args:
        field: the column that the cursor is in; the help opens there.
    """

    TITLE_TEXT = "Hjälp: Tidstypernas kolumner"
    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "ColumnText"
    DEFAULT_CSS = """
    ColumnHelpDialog DialogFrame { max-width: 92; height: 100%; }
    ColumnHelpDialog DialogBody { height: 1fr; overflow: hidden; }
    ColumnHelpDialog ColumnText { height: 1fr; }
    """

    def __init__(self, field: str = "") -> None:
        super().__init__()
        self._field = field

    def content(self) -> ComposeResult:
        """The text."""
        yield ColumnText(self._field)

    def on_mount(self) -> None:
        """Say which keys work, and go to the column."""
        self.frame.border_subtitle = Content("↑↓ bläddrar · Esc stänger")
        self.call_after_refresh(self.query_one(ColumnText).begin)
