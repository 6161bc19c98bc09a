"""A line of tabs of which one is on."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.message import Message

from widgets.forms.options import Option
from widgets.part_line import Part, PartLine


class TabLine(PartLine):
    """One line of tabs; a click chooses. Keys are the page's."""

    LINE = "tab-line"
    KINDS = ("on",)
    DEFAULT_CSS = """
    TabLine {
        height: 1;
        color: $foreground;
        .tab-line--on {
            background: $cursor-background; color: $cursor-foreground;
            text-style: bold underline;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        name: str

    def __init__(self, tabs: tuple[Option, ...], value: str) -> None:
        super().__init__()
        self._tabs = tabs
        self.value = value

    def show(self, value: str) -> None:
        """Light this tab."""
        if value != self.value:
            self.value = value
            self.refresh()

    def pointed(self, name: str) -> None:
        """Choose the tab that was clicked."""
        self.post_message(self.Chosen(name))

    def parts(self, y: int) -> Iterator[Part]:
        """The tabs."""
        for tab in self._tabs:
            yield Part("on" if tab.name == self.value else "", f" {tab.label} ", tab.name)
            yield Part("", " ")
