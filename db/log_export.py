"""Writing rows to a new file: CSV for Swedish Excel, an Excel workbook, or text for a printer.

The file is made beside its place under another name, mode 0600, and gets its own name when it is
whole; it never takes the place of another, and nothing is left when it fails.
"""

import csv
import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import IO, Final, NamedTuple

from db.errors import Invalid, Refused, Unreadable
from db.formula import guarded, is_dangerous
from db.log_entry import GREEN, RED
from db.rules.local_time import instant_text, is_doubled, local, offset_text, time_text
from db.rules.review import amount_text
from db.values import Instant


class Look(Enum):
    """How a spreadsheet shows a value.

    The codes are those of the file; of the first Swedish Excel makes ``# ##0,00 "kr"``.
    """

    AMOUNT = '#,##0.00 "kr"'
    COUNT = "0"
    DAY = "yyyy-mm-dd"
    CLOCK = "hh:mm"
    MOMENT = "yyyy-mm-dd hh:mm"


class Valued(NamedTuple):
    """A cell that is a number, a day or a time where the kind of file has such.

    Attributes:
        text: what a text file has.
        value: what a workbook has, in local time; amounts in kronor.
        look: how it is shown there.
    """

    text: str
    value: float | date | time | datetime
    look: Look


Cell = str | Valued
Rows = Iterable[Sequence[Cell]]

KINDS: Final = (".csv", ".xlsx", ".txt")
"""The ends of the names of files that are written."""

EXCEL_ROWS: Final = 1_048_575
"""The most rows below the headings that a worksheet holds."""

_FILLS = dict.fromkeys(RED, "#F8D7DA") | dict.fromkeys(GREEN, "#D4EDDA")
_WIDE, _NARROW = 28, 16
_BATCH = 500


def amount(ore: int) -> Valued:
    """An amount, a number that can be summed in a workbook.

    Args:
        ore: hundredths of a krona.
    """
    return Valued(amount_text(ore), ore / 100, Look.AMOUNT)


def count(number: int) -> Valued:
    """A number of things."""
    return Valued(str(number), number, Look.COUNT)


def day(instant: Instant) -> Valued:
    """The local day of an instant."""
    when = local(instant).date()
    return Valued(when.isoformat(), when, Look.DAY)


def clock(instant: Instant) -> Cell:
    """The local clock of an instant; where it is passed twice that day, the offset follows."""
    if is_doubled(instant):
        return f"{time_text(instant)}{offset_text(instant)}"
    return Valued(time_text(instant), local(instant).time().replace(second=0), Look.CLOCK)


def moment(instant: Instant) -> Cell:
    """A local day with its clock; where that is passed twice that day, the offset follows."""
    if is_doubled(instant):
        return f"{instant_text(instant)}{offset_text(instant)}"
    shown = local(instant).replace(tzinfo=None, second=0)
    return Valued(instant_text(instant), shown, Look.MOMENT)


def kind_of(target: Path) -> str:
    """Which of ``KINDS`` the name of a file says, before anything is read for it.

    Raises:
        Invalid: none of them.
        Refused: the file exists; it is never overwritten.
    """
    kind = target.suffix.casefold()
    if kind not in KINDS or "\0" in str(target):
        said = f"Filens namn ska sluta på {', '.join(KINDS[:-1])} eller {KINDS[-1]}."
        raise Invalid("path", said, field="path")
    if os.path.lexists(target):
        raise _taken(target)
    return kind


def write_table(target: Path, headings: Sequence[str], rows: Rows) -> None:
    """Write the rows under the headings to a new .csv or .xlsx file.

    Raises:
        Invalid, Refused: as ``kind_of``, or more rows than a worksheet holds.
        Unreadable: it cannot be written.
    """
    write = _write_xlsx if kind_of(target) == ".xlsx" else _write_csv
    write_whole(target, lambda file: write(file, headings, rows))


def write_text(target: Path, lines: Iterable[str]) -> None:
    """Write lines to a new file, in UTF-8.

    Raises:
        Invalid, Refused: as ``kind_of``.
        Unreadable: it cannot be written.
    """
    kind_of(target)
    write_whole(target, lambda file: file.writelines(f"{line}\n".encode() for line in lines))


def write_whole(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Let a file of any kind be written beside its place, and give it its name when it is whole.

    Raises:
        Refused: something has the name; it is never overwritten.
        Unreadable: it cannot be written.
    """
    if os.path.lexists(target):
        raise _taken(target)
    try:
        # mkstemp gives mode 0600 whatever the umask.
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            _give_name(part, target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        said = f"{target} kan inte skrivas: {_reason(error)}."
        raise Unreadable("unreadable", said, field="path") from None


def _write_csv(file: IO[bytes], headings: Sequence[str], rows: Rows) -> None:
    # Swedish Excel reads UTF-8 only with a byte order mark, and splits at semicolons.
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    each = iter(rows)
    while batch := list(islice(each, _BATCH)):
        writer.writerows([_in_text(cell) for cell in row] for row in batch)
    text.flush()
    text.detach()


def _in_text(cell: Cell) -> str:
    return guarded(cell) if isinstance(cell, str) else cell.text


def _write_xlsx(file: IO[bytes], headings: Sequence[str], rows: Rows) -> None:
    # Imported here: it takes long, and few runs export.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    plain = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(file, {"constant_memory": True, **plain})
    # A text cell runs nothing; the mark keeps it a text when somebody edits it.
    marked = workbook.add_format({"quote_prefix": True})
    shown = {look: workbook.add_format({"num_format": look.value}) for look in Look}
    sheet = workbook.add_worksheet("Logg för webbtidbok")
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        looks = {"bold": True, "bg_color": _FILLS.get(heading, "#FFFFFF")}
        sheet.set_column(column, column, _WIDE if "kommentar" in heading else _NARROW)
        sheet.write_string(0, column, heading, workbook.add_format(looks))
    for number, row in enumerate(rows, 1):
        if number > EXCEL_ROWS:
            workbook.fileclosed = True  # or it warns when it is collected
            raise Refused("too-many", f"Excel rymmer {EXCEL_ROWS} rader. Exportera till CSV.")
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(number, column, cell, marked if is_dangerous(cell) else None)
            elif isinstance(cell.value, int | float):
                sheet.write_number(number, column, cell.value, shown[cell.look])
            else:
                sheet.write_datetime(number, column, cell.value, shown[cell.look])
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
    return Refused("file-exists", f"{target} finns redan och skrivs inte över.", field="path")


def _reason(error: OSError) -> str:
    return {
        errno.ENOENT: "mappen finns inte",
        errno.ENOTDIR: "mappen finns inte",
        errno.EACCES: "behörighet saknas",
        errno.EROFS: "behörighet saknas",
        errno.ENOSPC: "disken är full",
        errno.ENAMETOOLONG: "namnet är för långt",
    }.get(error.errno or 0, "fel vid skrivning")
