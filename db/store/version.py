"""What a book's file says that it is; the schema itself is not loaded to open one."""

import os
from pathlib import Path
from typing import Final


def newest(names: list[str]) -> int:
    """The version that the newest step makes, by the files of ``migrations``: ``m0003_….py``."""
    return max(
        int(name[1:5]) for name in names if name.endswith(".py") and name[:1] == "m"
        and name[1:5].isdecimal()
    )  # fmt: skip


VERSION: Final = newest(os.listdir(Path(__file__).with_name("migrations")))
"""The schema version this program makes and reads (PRAGMA user_version)."""

APPLICATION_ID: Final = 0x4153594E
"""``ASYN`` in PRAGMA application_id, so that a foreign SQLite file is told from a book."""
