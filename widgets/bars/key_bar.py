"""The last line of every page: the keys that work here, each of which can be clicked."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen

from widgets.part_line import Part, PartLine

_MORE = "…"


class Key(NamedTuple):
    """One key of the line.

    Attributes:
        key: what Textual calls it, to be pressed when it is clicked.
        shown: what it says on the keyboard.
        label: what it does.
        tip: the same at length.
        enabled: whether it can be pressed now.
    """

    key: str
    shown: str
    label: str
    tip: str = ""
    enabled: bool = True

    @property
    def width(self) -> int:
        """The cells it takes, with the gap after it."""
        return cell_len(self.shown) + cell_len(self.label) + 4


def that_fit(keys: tuple[Key, ...], width: int) -> tuple[tuple[Key, ...], bool]:
    """As many of the keys as there is room for, and whether some are left out."""
    room = width
    for n, key in enumerate(keys):
        last = n == len(keys) - 1
        if key.width - (1 if last else 0) > room - (0 if last else len(_MORE)):
            return keys[:n], True
        room -= key.width
    return keys, False


class KeyBar(PartLine):
    """Reads the screen's active bindings, so it never says anything but what is so."""

    LINE = "key-bar"
    KINDS = ("key", "disabled")
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        layer: bar;
        height: 1;
        background: $keys-background;
        color: $keys-foreground;
        .key-bar--key { color: $keys-key; text-style: bold; }
        .key-bar--disabled { text-style: dim; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._read()

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self._read()

    def _read(self) -> None:
        found = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in found:
                shown = self.app.get_key_display(binding)
                found[binding.action] = Key(
                    binding.key, shown, binding.description, tooltip, enabled
                )
        keys = tuple(found.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def parts(self, y: int) -> Iterator[Part]:
        """The keys that there is room for, and a sign where there are more."""
        keys, more = that_fit(self._keys, self.size.width)
        for key in keys:
            yield Part("key" if key.enabled else "disabled", f" {key.shown}", key.key)
            yield Part("" if key.enabled else "disabled", f" {key.label}", key.key)
            yield Part("", " ", key.key)
            yield Part("", " ")
        if more:
            yield Part("", _MORE)

    def _key(self, name: str) -> Key | None:
        return next((key for key in self._keys if key.key == name), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say at length what the key under the pointer does."""
        key = self._key(self.name_at(event.x))
        self.tooltip = Content(key.tip) if key and key.tip else None

    def pointed(self, name: str) -> None:
        """Press the key that was clicked."""
        key = self._key(name)
        if key and key.enabled:
            self.app.simulate_key(name)
