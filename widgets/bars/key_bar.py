"""The last line of every page: the keys that work here, each of which can be clicked."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen

from widgets.part_line import Part, PartLine

_MORE: Final = " …"
_PALETTE: Final = "ctrl+p"
"""The key that lists all that can be done here: the sign for more presses it."""
_ENDS: Final = ("f1", "escape")


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


def that_fit(keys: Sequence[Key], width: int) -> tuple[Key, ...]:
    """As many of the keys, from the first, as there is room for with a gap after each."""
    room = width
    for n, key in enumerate(keys):
        room -= key.width
        if room < 0:
            return tuple(keys[:n])
    return tuple(keys)


def arrange(keys: Sequence[Key], width: int) -> list[Part]:
    """The line: what can be done here, and at its right end the rest, help and the way back.

    F1 and Esc stand there at any width, without their names where there is little room.
    """
    ends = [key for name in _ENDS for key in keys if key.key == name]
    named = sum(key.width for key in ends) <= width // 2
    right = [part for key in ends for part in _parts(key if named else key._replace(label=""))]
    others = [key for key in keys if key not in ends]
    room = width - _length(right)
    shown = that_fit(others, room)
    if len(shown) < len(others):
        more = [Part("key", _MORE, _PALETTE), Part("", " ")]
        shown = that_fit(others, room - _length(more))
        right = more + right
    left = [part for key in shown for part in _parts(key)]
    return [*left, Part("", " " * max(0, width - _length(left) - _length(right))), *right]


def _parts(key: Key) -> Iterator[Part]:
    yield Part("key" if key.enabled else "disabled", f" {key.shown}", key.key)
    if key.label:
        yield Part("" if key.enabled else "disabled", f" {key.label}", key.key)
    yield Part("", " ", key.key)
    yield Part("", " ")


def _length(parts: Sequence[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)


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

    def parts(self, y: int) -> list[Part]:
        """The keys that there is room for, and at the right end how one finds the others."""
        return arrange(self._keys, self.size.width)

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
