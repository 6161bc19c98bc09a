"""A field for the name of a file: Tab fills in as much of it as is certain."""

import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from widgets.forms.text_input import TextInput

_LONGEST = 1000
_MOST = 2000
"""As many names of a folder are looked at."""


def completed(text: str) -> str:
    """The text with as much more of the name as all files that begin so share.

    A folder's name ends with the separator. Names that begin with a dot are passed over until the
    dot is typed.
    """
    folder, name = os.path.split(text)
    try:
        place = Path(folder).expanduser() if folder else Path()
        with os.scandir(place) as listed:
            found = [
                (one.name, one.is_dir())
                for _, one in zip(range(_MOST), listed, strict=False)
                if one.name.startswith(name) and (name or not one.name.startswith("."))
            ]
    except (OSError, ValueError, RuntimeError):  # RuntimeError: ~ of nobody
        return text
    if not found:
        return text
    shared = os.path.commonprefix([one for one, _ in found])
    if len(found) == 1 and found[0][1]:
        shared += os.sep
    return os.path.join(folder, shared)


class PathInput(TextInput):
    """A field of text for the name of a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Fyll i filens namn", show=False),
    ]

    def __init__(self, value: str = "", hint: str = "", *, id: str | None = None) -> None:
        super().__init__(value, hint, longest=_LONGEST, id=id)

    def action_complete(self) -> None:
        """Fill in more of the name; where there is nothing more to fill in, go on."""
        at_end = self.cursor_position == len(self.value)
        more = completed(self.value) if self.value and at_end else self.value
        if more == self.value:
            self.screen.focus_next()
        else:
            self.value = more
            self.action_end()

    @property
    def path(self) -> str:
        """The name as it is written; what a dragged one means is read where it is opened."""
        return self.value.strip()
