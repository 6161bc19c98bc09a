"""What keys are called on a Swedish keyboard, and the order of names to choose from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from widgets.forms.options import Option

_KEYS: Final = {
    "ctrl": "Ctrl",
    "shift": "Skift",
    "alt": "Alt",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Mellanslag",
    "tab": "Tabb",
    "backspace": "Backsteg",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
}

QUIT_HINT: Final = "Tryck Ctrl+Q för att avsluta."
"""Said at Ctrl+C, which does not quit."""


def key_text(key: str) -> str:
    """A key as it stands on a Swedish keyboard; the first one where several do the same."""
    first = key.partition(",")[0]
    if len(first) == 1 and first.isupper():  # a capital letter, which is not the small one
        return f"{_KEYS['shift']}+{first}"
    return "+".join(_KEYS.get(part, part.capitalize()) for part in first.split("+") if part)


def by_name(listed: Iterable[tuple[object, str]]) -> "tuple[Option, ...]":
    """Things with a key and a name to choose from: in Swedish order, without those that have none.

    A list is looked through by the first letters of the names.
    """
    from db.rules.alphabet import sort_key  # not before the first frame
    from db.values import clean
    from widgets.forms.options import Option

    named = [(clean(name), str(key)) for key, name in listed if name.strip()]
    return tuple(Option(key, name) for name, key in sorted(named, key=lambda one: sort_key(one[0])))
