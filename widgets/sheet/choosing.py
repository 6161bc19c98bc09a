"""The list of all columns: fold them, bring them back, widen them, and have them all as new."""

from widgets.choice_list import Choice
from widgets.clean import drawn
from widgets.sheet.messages import ColumnsReset
from widgets.sheet.option_popup import OptionPopup
from widgets.sheet.overlays import OverlaidSheet
from widgets.sheet.values import Column

_RESET = "\0"
"""No column's key."""
_HINT = "Mellanslag visar · ←→ bredd"


class ChoosingSheet(OverlaidSheet):
    """What the user does with columns, also those that are out of sight."""

    _choosing_columns = False

    def action_columns(self) -> None:
        """List the columns, with the cursor on the one that one stands in."""
        if self.column_list and self.finish_edit():
            self._choosing_columns = True
            self.popup.open(self._column_choices(), self.column_index, {}, "Kolumner", _HINT)
            self.place_overlays()
            self.screen.set_focus(self.popup, scroll_visible=False)

    def _column_choices(self) -> tuple[Choice, ...]:
        reset = Choice(_RESET, "Återställ", "", "som från början")
        return (*map(_choice, self.column_list), reset)

    def column_chosen(self, key: str) -> None:
        """Fold a column that was chosen in the list, bring it back, or all of them."""
        place = self.column_place(key)
        if key == _RESET:
            self.reset_columns()
        elif place is not None:
            self.set_folded(place, not self.column_list[place].folded)
        self._list_columns()

    def _list_columns(self) -> None:
        at = self.popup.cursor
        self.popup.show(self._column_choices())
        self.popup.cursor = at

    def on_option_popup_stepped(self, event: OptionPopup.Stepped) -> None:
        """Widen or narrow the column that the list's cursor is on."""
        event.stop()
        at = self.popup.cursor
        if self._choosing_columns and at < len(self.column_list):
            self.set_width(at, self.column_list[at].width + event.step)
            self._list_columns()

    def reset_columns(self) -> None:
        """Have all columns as the page has them from the start."""
        self.column_list = list(self._standard)
        self.arrange_columns()
        self.tell(ColumnsReset())


def _choice(column: Column) -> Choice:
    said = f"{column.width:>3}" + (" infälld" if column.folded else "")
    return Choice(column.key, drawn(column.name), "☐" if column.folded else "☑", said)
