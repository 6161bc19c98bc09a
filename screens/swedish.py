"""Textual's own strings in Swedish; everything else is said by the screen that says it."""

from dataclasses import replace
from typing import Final

from textual.binding import ActiveBinding

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
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
}

BINDINGS: Final = {
    "Copy selected text": "Kopiera markerad text",
    "Cursor down": "Nedåt",
    "Cursor left": "Åt vänster",
    "Cursor right": "Åt höger",
    "Cursor up": "Uppåt",
    "Delete all to the left": "Radera allt till vänster",
    "Delete all to the right": "Radera allt till höger",
    "Delete character left": "Radera tecknet till vänster",
    "Delete character right": "Radera tecknet till höger",
    "Delete left to start of word": "Radera till ordets början",
    "Delete right to start of word": "Radera till nästa ord",
    "Down": "Nedåt",
    "End": "Sist",
    "First": "Först",
    "Focus Next": "Nästa fält",
    "Focus Previous": "Föregående fält",
    "Go to end": "Till slutet",
    "Go to start": "Till början",
    "Home": "Först",
    "Last": "Sist",
    "Move cursor left": "Flytta åt vänster",
    "Move cursor left a word": "Flytta ett ord åt vänster",
    "Move cursor left a word and select": "Markera ett ord åt vänster",
    "Move cursor left and select": "Markera åt vänster",
    "Move cursor right a word": "Flytta ett ord åt höger",
    "Move cursor right a word and select": "Markera ett ord åt höger",
    "Move cursor right and select": "Markera åt höger",
    "Move cursor right or accept the completion suggestion": "Åt höger, eller godta förslaget",
    "Cut selected text": "Klipp ut markerad text",
    "Paste text from the clipboard": "Klistra in",
    "Page Down": "En sida ned",
    "Page Left": "En sida åt vänster",
    "Page Right": "En sida åt höger",
    "Page Up": "En sida upp",
    "Page down": "En sida ned",
    "Page up": "En sida upp",
    "Press button": "Tryck på knappen",
    "Quit": "Avsluta",
    "Scroll Down": "Rulla ned",
    "Scroll End": "Rulla till slutet",
    "Scroll Home": "Rulla till början",
    "Scroll Left": "Rulla åt vänster",
    "Scroll Right": "Rulla åt höger",
    "Scroll Up": "Rulla upp",
    "Select": "Välj",
    "Select all": "Markera allt",
    "Select line end": "Markera till radens slut",
    "Select line start": "Markera till radens början",
    "Show menu": "Visa listan",
    "Submit": "Klar",
    "Toggle": "Bocka i eller ur",
    "Toggle option": "Bocka i eller ur",
    "Up": "Uppåt",
}
"""What Textual's own widgets call their keys."""

QUIT_HINT: Final = "Tryck Ctrl+Q för att avsluta."
"""Said at Ctrl+C, which does not quit."""


def key_text(key: str) -> str:
    """A key as it stands on a Swedish keyboard; the first one where several do the same."""
    first = key.partition(",")[0]
    if len(first) == 1 and first.isupper():  # a capital letter, which is not the small one
        return f"{_KEYS['shift']}+{first}"
    return "+".join(_KEYS.get(part, part.capitalize()) for part in first.split("+") if part)


def in_swedish(active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """The bindings with Textual's own descriptions turned Swedish."""
    return {
        key: one._replace(binding=replace(one.binding, description=BINDINGS[text]))
        if (text := one.binding.description) in BINDINGS
        else one
        for key, one in active.items()
    }
