r"""The file that a user means: as typed, or as a terminal writes the name of one dragged to it.

Terminals write such a name in three ways: quoted (``'/home/å/min logg.csv'``), with a backslash
before each odd character (``min\ logg.csv``), or as an address (``file:///home/min%20logg.csv``).
Every name that comes from a field, the command line or the environment is read here.
"""

import os
import re
import shlex
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from db.errors import Invalid

_ADDRESS: Final = re.compile(
    r"file://(?P<host>[^/\\]*)(?P<path>[/\\].*)", re.IGNORECASE | re.DOTALL
)
_DRIVE: Final = re.compile(r"[/\\][A-Za-z]:[/\\]")
_QUOTES: Final = "'\""
_HERE: Final = ("", "localhost")


def meant(path: str | Path) -> Path:
    """The file that a name means; ``~`` is the user's own folder.

    A file that really has the name as it is written is meant by it, whatever the name looks like.

    Args:
        path: a name from a user; a ``Path`` comes from the program itself and is what it is.

    Raises:
        Invalid: nothing, or a file on another computer.
    """
    if isinstance(path, Path):
        return path
    text = path.strip()
    if not text:
        raise Invalid("path", "Ange en fil.", field="path")
    address = _ADDRESS.fullmatch(text.strip(_QUOTES))
    if address is not None:
        return _of_address(address)
    text = next(filter(_stands, (path, text)), _unquoted(text))
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~ of nobody: a name like any other
        return Path(text)


def _of_address(address: re.Match[str]) -> Path:
    if address["host"].casefold() not in _HERE:
        said = f"Filen finns på en annan dator ({address['host']}). Kopiera den hit först."
        raise Invalid("path", said, field="path")
    text = unquote(address["path"], errors="surrogateescape")
    return Path(text[1:] if os.name == "nt" and _DRIVE.match(text) else text)


def _stands(text: str) -> bool:
    try:
        return os.path.lexists(os.path.expanduser(text))
    except (OSError, ValueError):
        return False


def _unquoted(text: str) -> str:
    """The name without the quotes around it, or without the backslashes in it."""
    quoted = text[0] in _QUOTES
    if os.name == "nt":  # a backslash is between folders there
        return text[1:-1] if quoted and len(text) > 2 and text[-1] == text[0] else text
    if quoted:
        try:
            words = shlex.split(text)
        except ValueError:  # a quote that is never closed belongs to the name
            return text
        return words[0] if len(words) == 1 and words[0] else text
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
