"""The columns of Tidstyper, with the headings that there is room for (GUIDES.md A3)."""

from functools import cache

from db.rules.names.type_columns import COLUMNS, TypeColumn
from screens.staff.setup.time_type_draft import TimeTypeDraft
from widgets.sheet.values import Column, Option

NAME_CELLS = 18
_NAME_CELLS_WIDE = 34
_WIDE, _WIDEST = 118, 160
"""A sheet of this many cells has room for the whole headings, and for longer names."""


@cache
def columns(width: int) -> tuple[Column, ...]:
    """The columns in a sheet of this width; ``tip`` is the heading letter for letter."""
    return tuple(_column(column, width) for column in COLUMNS.values())


def _column(column: TypeColumn, width: int) -> Column:
    cells, title = _NAME_CELLS_WIDE if width >= _WIDEST else NAME_CELLS, column.label
    if column.heading:
        title = column.heading if width >= _WIDE else column.short or column.heading
        cells = (column.width if width >= _WIDE else column.narrow) or _widest(title)
        if width >= _WIDEST:
            cells = max(cells, _widest(title))
    choices = TimeTypeDraft.CHOICES.get(column.field, {})
    options = tuple(Option(value, label) for value, label in choices.items())
    made = Column(
        column.field, title, column.kind, cells,
        fixed=not column.heading, editable=True, options=options, tip=column.label,
    )  # fmt: skip
    bound = TimeTypeDraft.TEXTS.get(column.field)
    return made if bound is None else made._replace(max_length=bound)


def _widest(title: str) -> int:
    return max(map(len, title.split("\n")))
