"""Writing log rows to a new file: CSV for Swedish Excel, or an Excel workbook.

The file is made beside its place under another name, mode 0600, and gets its own name when it is
whole; it never takes the place of another, and nothing is left when it fails.
"""

import csv
import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

from db.errors import Invalid, Refused, Unreadable
from db.formula import guarded, is_dangerous
from db.log_entry import ADDED, GREEN, HEADINGS, RED

Lines = Iterable[Sequence[str]]
EXCEL_ROWS = 1_048_575
"""The most rows below the headings that a worksheet holds."""

_FILLS = dict.fromkeys(RED, "#F8D7DA") | dict.fromkeys(GREEN, "#D4EDDA")
_WIDE, _NARROW = 28, 16


def write_file(target: Path, lines: Lines) -> None:
    """Write the rows under the headings to a new file; the name's end says which kind.

    Raises:
        Invalid: the name ends in neither .csv nor .xlsx.
        Refused: the file exists; it is never overwritten.
        Unreadable: it cannot be written.
    """
    writer = _writer(target)
    try:
        if target.exists() or target.is_symlink():
            raise _taken(target)
        # mkstemp gives mode 0600 whatever the umask.
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                writer(file, lines)
                file.flush()
                os.fsync(file.fileno())
            _give_name(part, target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Unreadable("unreadable", f"{target} kan inte skrivas: {_reason(error)}.") from None


def _writer(target: Path) -> Callable[[IO[bytes], Lines], None]:
    writer = {".csv": _write_csv, ".xlsx": _write_xlsx}.get(target.suffix.casefold())
    if writer is None or "\0" in str(target):
        raise Invalid("path", "Filens namn ska sluta på .csv eller .xlsx.", field="target")
    return writer


def _write_csv(file: IO[bytes], lines: Lines) -> None:
    # Swedish Excel reads UTF-8 only with a byte order mark, and splits at semicolons.
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow((*HEADINGS, *ADDED))
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    text.flush()
    text.detach()


def _write_xlsx(file: IO[bytes], lines: Lines) -> None:
    # Imported here: it takes long, and few runs export.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    plain = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(file, {"constant_memory": True, **plain})
    # A text cell runs nothing; the mark keeps it a text when somebody edits it.
    marked = workbook.add_format({"quote_prefix": True})
    sheet = workbook.add_worksheet("Logg för webbtidbok")
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate((*HEADINGS, *ADDED)):
        looks = {"bold": True, "bg_color": _FILLS.get(heading, "#FFFFFF")}
        sheet.set_column(column, column, _WIDE if "kommentar" in heading else _NARROW)
        sheet.write_string(0, column, heading, workbook.add_format(looks))
    for number, line in enumerate(lines, 1):
        if number > EXCEL_ROWS:
            workbook.fileclosed = True  # or it warns when it is collected
            raise Refused("too-many", f"Excel rymmer {EXCEL_ROWS} rader. Exportera till CSV.")
        for column, cell in enumerate(line):
            if not cell:
                continue
            sheet.write_string(number, column, cell, marked if is_dangerous(cell) else None)
    try:
        workbook.close()
    except XlsxWriterException as error:
        raise OSError(errno.EIO, str(error)) from error


def _give_name(part: Path, target: Path) -> None:
    """Rename, but never onto a file that came meanwhile."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # a file system without hard links
        if target.exists():
            raise _taken(target) from None
        part.rename(target)


def _taken(target: Path) -> Refused:
    return Refused("file-exists", f"{target} finns redan och skrivs inte över.", field="target")


def _reason(error: OSError) -> str:
    return {
        errno.ENOENT: "mappen finns inte",
        errno.ENOTDIR: "mappen finns inte",
        errno.EACCES: "behörighet saknas",
        errno.EROFS: "behörighet saknas",
        errno.ENOSPC: "disken är full",
        errno.ENAMETOOLONG: "namnet är för långt",
    }.get(error.errno or 0, "fel vid skrivning")
