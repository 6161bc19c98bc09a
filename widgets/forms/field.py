"""A name and the field it names, beside each other; below each other where it is narrow."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


class Field(Horizontal):
    """One line of a dialog; ``width`` is the cells that the names of the dialog take."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; }
    Field > .label { width: 16; height: 1; padding-right: 1; color: $foreground; }
    """

    def __init__(self, label: str, control: Widget, width: int = 16) -> None:
        super().__init__()
        self._label = label
        self._control = control
        self._width = width

    @property
    def label(self) -> str:
        """The name."""
        return self._label

    @property
    def control(self) -> Widget:
        """The field that it names."""
        return self._control

    def compose(self) -> ComposeResult:
        """The name and the field."""
        label = Static(Content(self._label), classes="label")
        label.styles.width = self._width
        yield label
        yield self._control
