"""What Ändra mall tillfälligt could not do: booked times that stay, times that were not made."""

from textual.app import ComposeResult

from screens.dialog import DialogScreen
from screens.staff.day_plan_words import TITLE
from screens.staff.undo_layout import CLOSE, ListedLines


class DayPlanTold(DialogScreen[None]):
    """Shows it.

    Args:
        text: what was done.
        lines: what was not.
    """

    TITLE_TEXT = TITLE
    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "ListedLines"
    DEFAULT_CSS = """
    DayPlanTold DialogFrame { max-width: 76; }
    DayPlanTold ListedLines { margin-bottom: 1; }
    """

    def __init__(self, text: str, lines: tuple[str, ...]) -> None:
        super().__init__()
        self._text, self._lines = text, lines

    def content(self) -> ComposeResult:
        """The sentence and the list."""
        yield ListedLines(self._text, self._lines)
