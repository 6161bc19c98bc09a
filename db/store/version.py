"""What a book's file says that it is; the schema itself is not loaded to open one."""

from typing import Final

VERSION: Final = 3
"""The schema version this program makes and reads (PRAGMA user_version)."""

APPLICATION_ID: Final = 0x4153594E
"""``ASYN`` in PRAGMA application_id, so that a foreign SQLite file is told from a book."""
