"""The list of Schemamallar: its rows and its columns."""

from collections.abc import Sequence

from db.rules.local_time import instant_text
from db.template_overview import Overview
from db.values import clean
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Column, Row, RowKey

_NARROW = 100


class ListedTemplates:
    """The templates, for the sheet."""

    def __init__(self) -> None:
        self.found: tuple[Overview, ...] = ()

    def count(self) -> int:
        """How many there are."""
        return len(self.found)

    def window(self, first: int, n: int) -> Sequence[Row]:
        """Those from a place on."""
        return [_row(one) for one in self.found[max(0, first) : first + n]]

    def position(self, key: RowKey) -> int | None:
        """The place of one."""
        return next((at for at, one in enumerate(self.found) if one.id == key), None)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next one that holds the text."""
        wanted, at = text.casefold(), None if after is None else self.position(after)
        found = self.found
        if at is not None:
            found = found[:at] if back else found[at + 1 :]
        for one in reversed(found) if back else found:
            if wanted in " ".join((one.name, *one.types)).casefold():
                return one.id
        return None


def _row(one: Overview) -> Row:
    changed = instant_text(one.changed_at) if one.changed_by else ""
    texts = (one.name, str(one.rows), str(one.times), ", ".join(one.types), changed, one.changed_by)
    return Row(one.id, tuple(Cell(clean(text)) for text in texts))


def columns(width: int) -> tuple[Column, ...]:
    """Those that a sheet of this width has room for."""
    who = 0 if width < _NARROW else 25
    left = width - 2 - 24 - 5 - 9 - 16 - 4 - who
    found = (
        Column("name", "Namn", width=24, fixed=True),
        Column("rows", "Rader", width=5, right=True),
        Column("times", "Per vecka", width=9, right=True, tip="Tider i veckan"),
        Column("types", "Tidstyper", width=max(12, left)),
        Column("changed", "Senast ändrad", width=16),
        Column("who", "Av", width=24),
    )
    return found if who else found[:-1]


class TemplateList(Sheet):
    """The list. Letters are the page's commands."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No letter moves or folds here."""
        return False if action == "letter" else super().check_action(action, parameters)
