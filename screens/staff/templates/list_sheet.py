"""The list of Schemamallar: its rows and its columns."""

from db.rules.local_time import instant_text
from db.schedule.template_overview import Overview
from db.values import clean
from screens.dialog_page import PageSheet
from widgets.sheet.listed import Listed
from widgets.sheet.sheet import LetterlessSheet
from widgets.sheet.values import Cell, Column, Row, RowKey

_NARROW = 100


class ListedTemplates(Listed[Overview]):
    """The templates, for the sheet."""

    def key(self, one: Overview) -> RowKey:
        """Its id."""
        return one.id

    def row(self, one: Overview) -> Row:
        """What is told of it."""
        changed = instant_text(one.changed_at) if one.changed_by else ""
        types = ", ".join(one.types)
        texts = (one.name, str(one.rows), str(one.times), types, changed, one.changed_by)
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


class TemplateList(PageSheet, LetterlessSheet):
    """The list. Letters are the page's commands."""
