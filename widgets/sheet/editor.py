"""The one field in which a cell is edited, and what may be written in it."""

import re
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from widgets.clean import drawn
from widgets.sheet.values import Kind
from widgets.text_input import TextInput

_DATE = re.compile(r"(\d{4})-?(\d{1,2})-?(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
DATE_HELP = "Skriv datum som ÅÅÅÅ-MM-DD, till exempel 2024-09-12."
TIME_HELP = "Skriv klockslag som TT:MM, till exempel 08:15."


def accepted(kind: Kind, text: str) -> tuple[str, str]:
    """What a written text means in a column of this kind.

    Returns:
        The value and an empty text, or an empty value and why it cannot be accepted.
    """
    text = drawn(text).strip() if kind != "text" else drawn(text)
    if kind not in ("date", "time") or not text:
        return text, ""
    return _date(text) if kind == "date" else _time(text)


def _date(text: str) -> tuple[str, str]:
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        return "", DATE_HELP
    try:
        return date(*(int(part) for part in found.groups())).isoformat(), ""
    except ValueError:
        return "", f"Dagen finns inte. {DATE_HELP}"


def _time(text: str) -> tuple[str, str]:
    found = _TIME.fullmatch(text)
    if not found or not text.isascii():
        return "", TIME_HELP
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:  # 24:00 is the end of the day
        return "", f"Klockslaget finns inte. {TIME_HELP}"
    return f"{hour:02}:{minute:02}", ""


class CellEditor(TextInput):
    """The field over a cell: says when it is left. How much it takes is the column's to say."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Ångra ändringen", show=False),
    ]
    DEFAULT_CSS = """
    CellEditor {
        layer: above;
        position: absolute;
        display: none;
        padding: 0;
        background: $surface;
        color: $foreground;
        &:focus { background: $surface; color: $foreground; background-tint: $surface 0%; }
    }
    """

    class Cancelled(Message):
        """Esc was pressed."""

    class Left(Message):
        """Something else has the keys now."""

    def __init__(self) -> None:
        super().__init__(longest=0)

    def action_cancel(self) -> None:
        """Leave the cell as it was."""
        self.post_message(self.Cancelled())

    def on_blur(self, event: events.Blur) -> None:
        """Accept what was written when the user goes elsewhere in the program."""
        if self.app.app_focus:
            self.post_message(self.Left())
