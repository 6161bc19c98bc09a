"""A text file that holds a log: its bytes, its separator, its records and its headings.

Whatever it was saved by: UTF-8 with or without a byte order mark, Windows-1252 or UTF-16; tabs,
semicolons or commas; columns in any order, and perhaps a title above the headings.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from db.errors import Invalid, Unreadable
from db.log_entry import HEADINGS
from db.values import clean

SIZE_LIMIT = 50 * 1024 * 1024
"""The largest file that is read, in bytes."""

_HEAD_RECORDS = 30
_DELIMITERS = ("\t", ";", ",")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WHY = (
    (FileNotFoundError, "den finns inte"),
    (IsADirectoryError, "det är en mapp"),
    (PermissionError, "behörighet saknas"),
)


class Head(NamedTuple):
    """Where the headings stand and which column is which.

    Attributes:
        line: the line the headings begin on, from 1.
        columns: the place of each heading of the log.
        ignored: headings of columns that a log does not have.
        width: how many headings there are in all.
    """

    delimiter: str
    line: int
    columns: dict[str, int]
    ignored: tuple[str, ...]
    width: int


class _CsvReader(Protocol):
    """What csv.reader gives; the module has no public name for it."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        Unreadable: no such file, or it cannot be opened.
        Invalid: too large, or not text.
    """
    return _decoded(_bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size <= SIZE_LIMIT:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        why = next((said for kind, said in _WHY if isinstance(error, kind)), "fel vid läsning")
        raise Unreadable("unreadable", f"Filen {path} kan inte läsas: {why}.") from None
    said = f"Filen är för stor ({size // 1024**2} MB). Högst {SIZE_LIMIT // 1024**2} MB läses."
    raise Invalid("file-size", said, field="path")


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        said = "Filen är en Excel-arbetsbok. Spara den som CSV och importera den filen."
        raise Invalid("not-text", said, field="path")
    tried = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    said = "Filen är inte en textfil i UTF-8 eller Windows-1252."
    raise Invalid("not-text", said, field="path")


def split(text: str, delimiter: str, most: int | None = None) -> list[tuple[int, list[str]]]:
    """The records of the text, each with the line it begins on.

    A quote that never closes would swallow the rows after it, so quotes are read strictly. What
    is copied straight out of a window (tabs) is not quoted at all; there they are plain text.

    Raises:
        Invalid: the quotes do not match, or a field is too long.
    """
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(islice(_numbered(strict), most))
    except csv.Error:
        if delimiter != "\t":
            said = f"Rad {strict.line_num} går inte att läsa: citattecknen går inte ihop."
            raise Invalid("csv", said, field="path") from None
    plain = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        return list(islice(_numbered(plain), most))
    except csv.Error:
        said = f"Rad {plain.line_num} går inte att läsa: ett fält är för långt."
        raise Invalid("csv", said, field="path") from None


def _numbered(reader: _CsvReader) -> Iterator[tuple[int, list[str]]]:
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def heading_key(text: str) -> str:
    """The form in which two headings are the same: case, blanks and trailing dots do not count."""
    folded = unicodedata.normalize("NFC", clean(text)).casefold()
    return " ".join(folded.split()).rstrip(" .…")


_KEYS = {heading_key(heading): heading for heading in HEADINGS}


def head_of(text: str) -> Head:
    """Find the headings: the record, and the separator, by which most of them are known.

    Raises:
        Invalid: a heading is missing or stands twice; says which.
    """
    best: tuple[int, str, int, list[str]] = (0, "", 0, [])
    fault: Invalid | None = None
    for delimiter in _DELIMITERS:
        try:
            for line, record in split(text, delimiter, _HEAD_RECORDS):
                known = len({heading_key(cell) for cell in record} & _KEYS.keys())
                if known > best[0]:
                    best = (known, delimiter, line, record)
        except Invalid as error:
            fault = error
    known, delimiter, line, record = best
    if not known and fault:
        raise fault
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(record):
        heading = _KEYS.get(heading_key(cell))
        if heading is None:
            ignored += [clean(cell)] if cell.strip() else []
        elif heading in columns:
            raise Invalid("headings", f"Rubriken {heading} finns två gånger.", field="headings")
        else:
            columns[heading] = index
    _demand_all(columns)
    return Head(delimiter, line, columns, tuple(ignored), len(record))


def _demand_all(columns: dict[str, int]) -> None:
    missing = [heading for heading in HEADINGS if heading not in columns]
    if not missing:
        return
    if len(missing) == len(HEADINGS):
        said = "Filen har inga av loggens rubriker (Status, Ändrad datum, …)."
    elif len(missing) == 1:
        said = f"Rubriken {missing[0]} saknas."
    else:
        said = f"Rubrikerna {', '.join(missing[:-1])} och {missing[-1]} saknas."
    raise Invalid("headings", said, field="headings")
