"""Cells that a spreadsheet would run (OWASP ASVS 1.2.10, CWE-1236), made harmless and back.

A leading apostrophe makes Excel and LibreOffice take a cell as text. What may stand before the
dangerous character (blanks, quotes, a byte order mark) is looked past.
"""

_DANGEROUS = frozenset("=+-@\t\r\0＝＋－＠")
_PASSED = " \u00a0\u3000\n\ufeff'\"’”"
GUARD = "'"


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet might take the text for a formula."""
    rest = text.lstrip(_PASSED)
    return bool(rest) and rest[0] in _DANGEROUS


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it is dangerous."""
    return GUARD + text if is_dangerous(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that ``guarded`` put there."""
    if text.startswith(GUARD) and is_dangerous(text[1:]):
        return text[1:]
    return text
