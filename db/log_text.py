"""A text that holds a log: its separator, its records and its headings.

Tabs, semicolons or commas; columns in any order, and perhaps a title above the headings.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

from db.errors import Invalid
from db.log_entry import HEADINGS
from db.log_source import LINE_LIMIT, Source
from db.values import clean

_HEAD_RECORDS = 30
_DELIMITERS = ("\t", ";", ",")
_QUOTES = "citattecknen går inte ihop"
_TOO_LONG = "fältet är för långt"


class Head(NamedTuple):
    """Where the headings stand and which column is which.

    Attributes:
        line: the line the headings begin on, from 1.
        columns: the place of each heading of the log.
        ignored: headings of columns that a log does not have.
        names: the headings as they stand.
    """

    delimiter: str
    line: int
    columns: dict[str, int]
    ignored: tuple[str, ...]
    names: tuple[str, ...]


class Broken(Exception):
    """Records cannot be told apart from here on.

    Attributes:
        line: the line on which the record begins, from 1.
        column: the number of the field, from 1.
        why: what is wrong, in Swedish.
    """

    def __init__(self, line: int, column: int, why: str) -> None:
        super().__init__(why)
        self.line, self.column, self.why = line, column, why

    def told(self, names: tuple[str, ...] = ()) -> Invalid:
        """The error for the user; the headings, when they are known, name the column."""
        name = clean(names[self.column - 1])[:40] if self.column <= len(names) else ""
        said = f"Rad {self.line}, {name or f'kolumn {self.column}'}: {self.why}."
        return Invalid("csv", said, field="path")


def records(
    source: Source, delimiter: str, *, quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """The records of the text, each with the line it begins on.

    A quote that never closes would swallow the rows after it, so quotes are read strictly. What
    is copied straight out of a window (tabs) is not quoted at all; there they are plain text.

    Raises:
        Broken: the quotes do not match, or a field is too long.
    """
    held: list[str] = []
    options: dict[str, Any] = {"strict": True} if quoted else {"quoting": csv.QUOTE_NONE}
    reader = csv.reader(_holding(source.lines(), held), delimiter=delimiter, **options)
    line = 1
    try:
        for record in reader:
            if len(held[-1]) == LINE_LIMIT:
                raise Broken(line, _longest(held[-1], delimiter, quoted=quoted), _TOO_LONG)
            held.clear()
            yield line, record
            line = reader.line_num + 1
    except csv.Error:
        text = "".join(held)
        cut = any(len(one) == LINE_LIMIT for one in held)
        wrong = _unmatched(text, delimiter) if quoted and not cut else 0
        if wrong:
            raise Broken(line, wrong, _QUOTES) from None
        raise Broken(line, _longest(text, delimiter, quoted=quoted), _TOO_LONG) from None


def _holding(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    """The lines; those of the record that is being read are held."""
    for line in lines:
        held.append(line)
        yield line


def _unmatched(text: str, delimiter: str) -> int:
    """The number of the first field whose quotes do not match, 0 when all do."""
    field = re.compile(rf'"(?:[^"]|"")*"|[^"{delimiter}\r\n][^{delimiter}\r\n]*|')
    number, at = 1, 0
    while found := field.match(text, at):
        at = found.end()
        if text[at : at + 1] != delimiter:
            break
        number, at = number + 1, at + 1
    return number if at < len(text) and text[at] not in "\r\n" else 0


def _longest(text: str, delimiter: str, *, quoted: bool) -> int:
    """The number of the longest field."""
    fields = text.split(delimiter)
    if quoted:
        with suppress(csv.Error, StopIteration):
            fields = next(csv.reader([text[:LINE_LIMIT]], delimiter=delimiter))
    return max(range(len(fields)), key=lambda n: len(fields[n])) + 1


def heading_key(text: str) -> str:
    """The form in which two headings are the same: case, blanks and trailing dots do not count."""
    folded = unicodedata.normalize("NFC", clean(text)).casefold()
    return " ".join(folded.split()).rstrip(" .…")


_KEYS = {heading_key(heading): heading for heading in HEADINGS}


def head_of(source: Source) -> Head:
    """Find the headings: the record, and the separator, by which most of them are known.

    Raises:
        Invalid: a heading is missing or stands twice; says which.
    """
    best: tuple[int, str, int, list[str]] = (0, "", 0, [])
    fault: Broken | None = None
    for delimiter in _DELIMITERS:
        for quoted in (True, False) if delimiter == "\t" else (True,):
            try:
                for line, record in islice(
                    records(source, delimiter, quoted=quoted), _HEAD_RECORDS
                ):
                    known = len({heading_key(cell[:200]) for cell in record} & _KEYS.keys())
                    if known > best[0]:
                        best = (known, delimiter, line, record)
                break
            except Broken as error:
                fault = error
    known, delimiter, line, record = best
    if not known and fault:
        raise fault.told()
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(record):
        heading = _KEYS.get(heading_key(cell[:200]))
        if heading is None:
            ignored += [clean(cell[:200])] if cell.strip() else []
        elif heading in columns:
            said = f"Rad {line}: rubriken {heading} finns två gånger."
            raise Invalid("headings", said, field="path")
        else:
            columns[heading] = index
    _demand_all(columns, line)
    return Head(delimiter, line, columns, tuple(ignored), tuple(record))


def _demand_all(columns: dict[str, int], line: int) -> None:
    missing = [heading for heading in HEADINGS if heading not in columns]
    if not missing:
        return
    if len(missing) == len(HEADINGS):
        said = "Filen har inga av loggens rubriker (Status, Ändrad datum, …)."
    elif len(missing) == 1:
        said = f"Rad {line}: rubriken {missing[0]} saknas."
    else:
        said = f"Rad {line}: rubrikerna {', '.join(missing[:-1])} och {missing[-1]} saknas."
    raise Invalid("headings", said, field="path")
