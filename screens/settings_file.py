"""Writing the file of the user's choices, line by line: what others have put there stays."""

import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from screens.session import read_choices

_MOST_LINES = 1_000
_ONE_AT_A_TIME = threading.Lock()


def update(path: Path, choices: Mapping[str, str], *, clear: str = "") -> bool:
    """Put these choices in the file; another running program's other choices stay.

    Args:
        path: the file; it and its folder are made when they are missing.
        choices: values by name; each is a line.
        clear: choices whose names begin so are taken away first; none when empty.

    Returns:
        Whether that was possible; if not, the file is as it was.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with _ONE_AT_A_TIME, suppress(OSError):
        kept = {
            name: value
            for name, value in read_choices(path).items()
            if not (clear and name.startswith(clear)) and name not in choices
        }
        lines = [f"{name} = {value}\n" for name, value in {**kept, **choices}.items()]
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            part.unlink(missing_ok=True)  # of a program that ended half-way and had this number
            # The names of units and columns stand in it: it is the user's alone.
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.writelines(lines[-_MOST_LINES:])
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink()
            return False
        return True
    return False
