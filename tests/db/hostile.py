"""Texts that must never do harm in any field: cleaned when they are accepted, or refused."""

import unicodedata

from db.values import clean

HOSTILE: dict[str, str] = {
    "markup": "[/] [bold red]x[/bold] [@click=app.quit]y[/]",
    "escape": "\x1b[31mröd\x1b[0m \x1b]0;titel\x07",
    "c1": "\x9b31m röd \x85 rad",
    "bidi": "abc\u202edef\u2066ghi\u200f",
    "long": "a" * 10_000,
    "nul": "a\0b",
    "surrogate": "a\ud800b",
    "emoji": "👩‍⚕️ läkare 🇸🇪",
    "combining": "a\u030angstro\u0308m",
    "zero-width": "a\u200bb\ufeffc",
    "sql": "'); DROP TABLE time_type; --",
    "formula": "=HYPERLINK(0)",
    "only-controls": "\x00\x1b\u202e",
}


def assert_safe(stored: str, typed: str) -> None:
    """What came to be stored is the cleaned text and holds nothing that could do harm."""
    assert stored == clean(typed)
    assert unicodedata.is_normalized("NFC", stored)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in stored)
    assert not set(stored) & set("\u202e\u2066\u200f\ufeff\u200b")
    stored.encode()
