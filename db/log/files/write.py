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
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from db.errors import Invalid, Refused, Unreadable
from db.log.entry import GREEN, RED
from db.log.files.formula import guarded, is_dangerous
from db.rules.local_time import instant_text, is_doubled, local, offset_text, time_text
from db.rules.log.review import amount_text
from db.values import Instant

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


class Amount(NamedTuple):
    """An amount, a number where a spreadsheet takes one."""

    ore: int


class Look(Enum):
    """How a spreadsheet shows a time; as the guide's log does."""

    DAY = "yyyy-mm-dd"
    CLOCK = "hh:mm"
    MOMENT = "yyyy-mm-dd hh:mm"


class Timed(NamedTuple):
    """A day or a time, a real one where the kind of file has such.

    Attributes:
        text: what a text file has.
        at: when it is.
        look: how a workbook shows it.
    """

    text: str
    at: Instant
    look: Look

    @property
    def value(self) -> date | time | datetime:
        """What a workbook has, in local time."""
        shown = local(self.at).replace(tzinfo=None, second=0)
        if self.look is Look.MOMENT:
            return shown
        return shown.date() if self.look is Look.DAY else shown.time()


Cell = str | int | Amount | Timed
Rows = Iterable[Sequence[Cell]]


class Table(NamedTuple):
    """One worksheet of a workbook.

    Attributes:
        rows: read when all of the tables before it are written.
    """

    name: str
    headings: Sequence[str]
    rows: Rows


Sealing = Callable[[], AbstractContextManager[object]]
"""What a file gets its name within; nothing has the name when it raises."""

KINDS: Final = (".csv", ".xlsx", ".txt")
"""The ends of the names of files that are written."""

EXCEL_ROWS: Final = 1_048_575
"""The most rows below the headings that a worksheet holds."""

_FILLS = dict.fromkeys(RED, "#F8D7DA") | dict.fromkeys(GREEN, "#D4EDDA")
_WIDE, _NARROW = 28, 16
_AMOUNTS: Final = '#,##0.00 "kr"'
"""In a file the signs are those of English; Swedish Excel shows ``# ##0,00 "kr"``."""

_BATCH = 500


@lru_cache(maxsize=4096)
def day(instant: Instant) -> Timed:
    """The local day of an instant."""
    return Timed(local(instant).date().isoformat(), instant, Look.DAY)


@lru_cache(maxsize=4096)
def clock(instant: Instant) -> Cell:
    """The local clock of an instant; where it is passed twice that day, the offset follows."""
    if is_doubled(instant):
        return f"{time_text(instant)}{offset_text(instant)}"
    return Timed(time_text(instant), instant, Look.CLOCK)


def moment(instant: Instant) -> Cell:
    """A local day with its clock; where that is passed twice that day, the offset follows."""
    if is_doubled(instant):
        return f"{instant_text(instant)}{offset_text(instant)}"
    return Timed(instant_text(instant), instant, Look.MOMENT)


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


def write_tables(target: Path, tables: Sequence[Table], sealing: Sealing = nullcontext) -> None:
    """Write tables to a new .csv or .xlsx file; to .csv the first of them alone.

    Raises:
        Invalid, Refused: as ``kind_of``, or more rows than a worksheet holds.
        Unreadable: it cannot be written.
    """
    write = _write_xlsx if kind_of(target) == ".xlsx" else _write_csv
    write_whole(target, lambda file: write(file, tables), sealing)


def write_text(target: Path, lines: Iterable[str], sealing: Sealing = nullcontext) -> None:
    """Write lines to a new file, in UTF-8.

    Raises:
        Invalid, Refused: as ``kind_of``.
        Unreadable: it cannot be written.
    """
    kind_of(target)

    def write(file: IO[bytes]) -> None:
        file.writelines(f"{line}\n".encode() for line in lines)

    write_whole(target, write, sealing)


def write_whole(
    target: Path, write: Callable[[IO[bytes]], object], sealing: Sealing = nullcontext
) -> None:
    """Let a file of any kind be written beside its place, and give it its name when it is whole.

    It gets its name within ``sealing``; where that fails it is as if it never had.

    Raises:
        Refused: something has the name; it is never overwritten.
        Unreadable: it cannot be written.
        BookError: what ``sealing`` raises.
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
            _seal(part, target, sealing)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        said = f"{target} kan inte skrivas: {_reason(error)}."
        raise Unreadable("unreadable", said, field="path") from None


def _write_csv(file: IO[bytes], tables: Sequence[Table]) -> None:
    # Swedish Excel reads UTF-8 only with a byte order mark, and splits at semicolons.
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(tables[0].headings)
    each = iter(tables[0].rows)
    while batch := list(islice(each, _BATCH)):
        writer.writerows(
            [cell.text if type(cell) is Timed else _harmless(cell) for cell in row] for row in batch
        )
    text.flush()
    text.detach()


@lru_cache(maxsize=1 << 14)
def _harmless(cell: str | int | Amount) -> str:
    """The text of a cell that no spreadsheet calculates; most say what others have said."""
    return guarded(amount_text(cell.ore) if isinstance(cell, Amount) else str(cell))


def _cells_of(workbook: "Workbook") -> Callable[["Worksheet", int, int, Cell], None]:
    """What writes a cell into a sheet of a workbook, at a row and a column."""
    # A text cell runs nothing; the mark keeps it a text when somebody edits it.
    marked = workbook.add_format({"quote_prefix": True})
    amount = workbook.add_format({"num_format": _AMOUNTS})
    looks = {look: workbook.add_format({"num_format": look.value}) for look in Look}

    def write(sheet: "Worksheet", number: int, column: int, cell: Cell) -> None:
        if isinstance(cell, Amount):
            sheet.write_number(number, column, cell.ore / 100, amount)
        elif isinstance(cell, Timed):
            sheet.write_datetime(number, column, cell.value, looks[cell.look])
        elif isinstance(cell, int):
            sheet.write_number(number, column, cell)
        elif cell:
            sheet.write_string(number, column, cell, marked if is_dangerous(cell) else None)

    return write


def _write_xlsx(file: IO[bytes], tables: Sequence[Table]) -> None:
    # Imported here: it takes long, and few runs export.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    plain = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(file, {"constant_memory": True, **plain})
    write = _cells_of(workbook)
    for table in tables:
        sheet = workbook.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(table.headings):
            looks = {"bold": True, "bg_color": _FILLS.get(heading, "#FFFFFF")}
            sheet.set_column(column, column, _WIDE if "kommentar" in heading else _NARROW)
            sheet.write_string(0, column, heading, workbook.add_format(looks))
        for number, row in enumerate(table.rows, 1):
            if number > EXCEL_ROWS:
                workbook.fileclosed = True  # or it warns when it is collected
                raise Refused("too-many", f"Excel rymmer {EXCEL_ROWS} rader. Exportera till CSV.")
            for column, cell in enumerate(row):
                write(sheet, number, column, cell)
    try:
        workbook.close()
    except XlsxWriterException as error:
        raise OSError(errno.EIO, str(error)) from error


def _seal(part: Path, target: Path, sealing: Sealing) -> None:
    named = False
    try:
        with sealing():
            _give_name(part, target)
            named = True
    except Exception:
        if named:
            target.unlink(missing_ok=True)
        raise


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
