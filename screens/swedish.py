"""What keys are called on a Swedish keyboard."""

from typing import Final

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
