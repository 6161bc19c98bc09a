"""The widths and the folds of a sheet's columns, as keys, the mouse and the list change them."""

from widgets.choice_list import Choice
from widgets.clean import drawn
from widgets.sheet.host import Host
from widgets.sheet.messages import ColumnChanged, ColumnsReset
from widgets.sheet.model import SheetModel
from widgets.sheet.popup import OptionPopup
from widgets.sheet.values import Column

_RESET = "\0"
"""No column's key."""
_HINT = "Mellanslag visar · ←→ bredd"


class Columns:
    """Changes the columns of a model, draws the sheet anew and tells the screen.

    Args:
        model: the sheet's.
        host: the sheet.
        popup: the list.
    """

    def __init__(self, model: SheetModel, host: Host, popup: OptionPopup) -> None:
        self._model = model
        self._host = host
        self._popup = popup
        self.are_listed = False

    def set_width(self, index: int, width: int) -> None:
        """Give a column another width; a folded one comes back."""
        self.drag(index, width)
        self.tell(index)

    def drag(self, index: int, width: int) -> None:
        """The same while it is dragged: the screen is told when it is let go."""
        self._host.changed(self._model.set_width(index, width))

    def fit(self, index: int) -> None:
        """Make a column as wide as what shows of it needs."""
        self.set_width(index, self._model.fitted_width(index))

    def set_folded(self, index: int, folded: bool) -> None:
        """Fold a column or bring it back."""
        if self._model.columns[index].folded != folded:
            self._host.changed(self._model.set_folded(index, folded))
            self.tell(index)

    def reset(self) -> None:
        """Have all columns as the page has them from the start."""
        self._host.changed(self._model.reset_columns())
        self._host.tell(ColumnsReset())

    def tell(self, index: int) -> None:
        """Tell the screen what a column is like now."""
        column = self._model.columns[index]
        self._host.tell(ColumnChanged(column.key, column.width, column.folded))

    # --- the list -----------------------------------------------------------------------------

    def list_them(self) -> None:
        """List the columns, with the cursor on the one that one stands in."""
        self.are_listed = True
        self._popup.open(self._choices(), self._model.column_index, {}, "Kolumner", _HINT)

    def chosen(self, key: str) -> None:
        """Fold a column that was chosen in the list, bring it back, or all of them."""
        place = self._model.column_place(key)
        if key == _RESET:
            self.reset()
        elif place is not None:
            self.set_folded(place, not self._model.columns[place].folded)
        self._list_anew()

    def stepped(self, step: int) -> None:
        """Widen or narrow the column that the list's cursor is on."""
        at = self._popup.cursor
        if self.are_listed and at < len(self._model.columns):
            self.set_width(at, self._model.columns[at].width + step)
            self._list_anew()

    def _choices(self) -> tuple[Choice, ...]:
        reset = Choice(_RESET, "Återställ", "", "som från början")
        return (*map(_choice, self._model.columns), reset)

    def _list_anew(self) -> None:
        at = self._popup.cursor
        self._popup.show(self._choices())
        self._popup.cursor = at


def _choice(column: Column) -> Choice:
    said = f"{column.width:>3}" + (" infälld" if column.folded else "")
    return Choice(column.key, drawn(column.name), "☐" if column.folded else "☑", said)
