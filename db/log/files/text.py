"""A text that holds a log: its separator, its headings, how it is quoted, and its records.

All of that is decided before the first row is given (``form_of``), so that nobody has to take rows
back. A log that is copied out of a window is not quoted at all, and its quotes are plain text; one
that a spreadsheet saved doubles them. Where both readings are possible the whole text is read both
ways, and the one in which all of it is a log is right.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from operator import itemgetter
from typing import Any, Final, Literal, NamedTuple

from db.errors import Invalid
from db.log.entry import HEADINGS
from db.log.files.cells import Known, Times, Unread, act_said, strict
from db.log.files.source import LINE_LIMIT, Source, Tick
from db.values import clean

Quoting = Literal["none", "doubled"]
"""Quotes are plain text, or enclose fields and are doubled within them."""

_HEAD_RECORDS: Final = 30
_DELIMITERS: Final = ("\t", ";", ",")
_QUOTES = "citattecknen går inte ihop"
_TWO_WAYS = "citattecknen kan läsas på två sätt, och rader skulle kunna gå förlorade"
_TOO_LONG = "fältet är för långt"
_TOO_MANY = "raden har fler fält än det finns rubriker, hur citattecknen än läses"
_TOO_FEW = "raden har färre fält än det finns rubriker, hur citattecknen än läses"
_TICK_ROWS: Final = 2000


class Head(NamedTuple):
    """Where the headings stand and which column is which.

    Attributes:
        line: the line the headings begin on, from 1.
        names: the headings as they stand.
        places: the place of each of the log's headings, in its own order.
        ignored: headings of columns that a log does not have.
    """

    line: int
    names: tuple[str, ...]
    places: tuple[int, ...]
    ignored: tuple[str, ...]


class Form(NamedTuple):
    """How a text holds a log.

    Attributes:
        quoting: how it is read.
        quotes: whether it has any quotes at all.
    """

    delimiter: str
    quoting: Quoting
    quotes: bool
    head: Head


class Record(NamedTuple):
    """What stands on a row below the headings.

    Attributes:
        line: the line it begins on, from 1.
        cells: of the log's columns, in its own order; those left out at the end are empty.
        extra: what stands beyond the last heading.
        whole: whether it has as many fields as there are headings.
    """

    line: int
    cells: tuple[str, ...]
    extra: Sequence[str]
    whole: bool


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


# --- records -------------------------------------------------------------------------------------


def _fields(source: Source, delimiter: str, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    """The fields of each record of the text, with the line it begins on.

    A quote that never closes would swallow the rows after it, so quotes are read strictly.

    Raises:
        Broken: the quotes do not match, or a field is too long.
    """
    options: dict[str, Any] = {"quoting": csv.QUOTE_NONE}
    if quoted:
        options = {"strict": True, "skipinitialspace": True}
    reader = csv.reader(source.lines(), delimiter=delimiter, **options)
    line = 1
    try:
        for record in reader:
            if source.is_cut:
                text = _text_of(source, reader.line_num, reader.line_num)
                raise Broken(line, _longest(text, delimiter, quoted=quoted), _TOO_LONG)
            yield line, record
            line = reader.line_num + 1
    except csv.Error:
        text = _text_of(source, line, reader.line_num)
        wrong = _unmatched(text, delimiter) if quoted and not source.is_cut else 0
        if wrong:
            raise Broken(line, wrong, _QUOTES) from None
        raise Broken(line, _longest(text, delimiter, quoted=quoted), _TOO_LONG) from None


def _text_of(source: Source, first: int, last: int) -> str:
    """Some lines of the source, which are read once more: nothing is held for faults alone."""
    return "".join(islice(source.lines(), first - 1, last))


def _unmatched(text: str, delimiter: str) -> int:
    """The number of the first field whose quotes do not match, 0 when all do."""
    field = re.compile(rf' *"(?:[^"]|"")*"|(?! *")[^{delimiter}\r\n]+|')
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


def records(source: Source, form: Form) -> Iterator[Record]:
    """The rows of the log that a text holds, in its order.

    Empty lines, headings that come again (months that were joined) and titles above those are none.
    Headings that come again hold from there on, also in another order.

    Raises:
        Broken: as the text is quoted, its records cannot be told apart.
    """
    head, titles = form.head, list[Record]()
    width, pick, status = len(head.names), itemgetter(*head.places), head.places[0]
    begins = head.line
    for line, fields in _fields(source, form.delimiter, quoted=form.quoting == "doubled"):
        if line <= begins:
            continue
        if len(fields) == width and _STATUS[(cells := pick(fields))[0]]:
            if titles:
                yield from titles
                titles.clear()
            yield tuple.__new__(Record, (line, cells, (), True))  # as Record(…), in half the time
            continue
        if all(map(_IS_BLANK.__getitem__, fields)):
            continue
        again = _again(line, fields, status)
        if again is not None:
            width, pick, status = len(again.names), itemgetter(*again.places), again.places[0]
            titles.clear()
            continue
        short = len(fields) < width
        filled = fields + [""] * (width - len(fields)) if short else fields
        record = Record(line, pick(filled), fields[width:], len(fields) == width)
        if short and not _is_row(record.cells) and len(titles) < _HEAD_RECORDS:
            titles.append(record)
            continue
        yield from titles
        titles.clear()
        yield record
    yield from titles


def _is_row(cells: Sequence[str]) -> bool:
    """Whether it is a row of the log: a status word and a readable Ändrad datum."""
    if not _STATUS[cells[0]]:
        return False
    try:
        _TIMES.changed(cells[1])
    except Unread:
        return False
    return True


_STATUS: Final = Known(lambda text: act_said(text) is not None)
_IS_BLANK: Final = Known(lambda text: not strict(text))
_TIMES: Final = Times()


# --- headings ------------------------------------------------------------------------------------


def heading_key(text: str) -> str:
    """The form in which two headings are the same: case, blanks and trailing dots do not count."""
    folded = unicodedata.normalize("NFC", strict(clean(text[:200]))).casefold()
    return " ".join(folded.split()).strip(' .…"')


_KEYS = {heading_key(heading): heading for heading in HEADINGS}


def _all_headings(line: int, fields: Sequence[str]) -> Head:
    """The headings that a record is.

    Raises:
        Invalid: one of the log's is missing or stands twice; says which.
    """
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(fields):
        heading = _KEYS.get(heading_key(cell))
        if heading is None:
            ignored += [clean(cell[:200])] if cell.strip() else []
        elif heading in columns:
            said = f"Rad {line}: rubriken {heading} finns två gånger."
            raise Invalid("headings", said, field="path")
        else:
            columns[heading] = index
    _demand_all(line, columns)
    places = tuple(columns[heading] for heading in HEADINGS)
    return Head(line, tuple(fields), places, tuple(ignored))


def _demand_all(line: int, columns: Mapping[str, int]) -> None:
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


_IS_HEADING: Final = Known(lambda text: heading_key(text) in _KEYS)


def _again(line: int, fields: Sequence[str], status: int) -> Head | None:
    """The headings where they come again: one of them stands first, or where the status does."""
    first = _IS_HEADING[fields[0]] or (status < len(fields) and _IS_HEADING[fields[status]])
    if first and set(map(heading_key, fields)) >= _KEYS.keys():
        return _all_headings(line, fields)
    return None


class _Beginning(NamedTuple):
    """The headings as one way of reading finds them.

    Attributes:
        known: how many of the log's headings the record has.
    """

    known: int
    delimiter: str
    quoting: Quoting
    line: int
    fields: list[str]


def _beginning(source: Source, delimiter: str, quoting: Quoting) -> _Beginning | Broken:
    """The record, of the first ones, in which most of the headings stand."""
    best = _Beginning(0, delimiter, quoting, 0, [])
    try:
        found = islice(_fields(source, delimiter, quoted=quoting == "doubled"), _HEAD_RECORDS)
        for line, fields in found:
            known = len({heading_key(cell) for cell in fields} & _KEYS.keys())
            if known > best.known:
                best = _Beginning(known, delimiter, quoting, line, fields)
            if known == len(HEADINGS):
                break
    except Broken as fault:
        return best if best.known else fault
    return best


# --- the form ------------------------------------------------------------------------------------


def form_of(source: Source, tick: Tick) -> Form:
    """Decide how a text holds a log, before any of its rows is given.

    The separator is the one by which most headings are found. A reading is clean if every record
    has as many fields as there are headings and is a row of the log, or is left out by name for its
    status or its date. Of two clean readings the one with more rows is right, or where they have as
    many the one that leaves out more by name, lest those vanish; with as many of both, the quoted
    one if every field with a quote is quoted and doubled as CSV demands, else the raw one.

    Raises:
        Invalid: a heading is missing or stands twice, or no reading is clean; says where.
    """
    ways: tuple[Quoting, ...] = ("doubled", "none") if source.quotes else ("none",)
    tried = [_beginning(source, delimiter, way) for delimiter in _DELIMITERS for way in ways]
    found = [one for one in tried if isinstance(one, _Beginning)]
    best = max(found, key=lambda one: one.known, default=None)
    faults = [one for one in tried if isinstance(one, Broken)]
    if best is None or (not best.known and faults):
        raise faults[-1].told()
    forms = [
        Form(one.delimiter, one.quoting, source.quotes, _all_headings(one.line, one.fields))
        for one in found
        if (one.delimiter, one.known) == (best.delimiter, best.known)
    ]
    if len(forms) == 1:
        return forms[0]
    quoted, raw = forms
    if _is_quoted_throughout(source, raw, tick):
        return quoted
    as_csv = _examined(source, quoted, tick, enough=True)
    as_text = _examined(source, raw, tick, enough=as_csv.fault is not None)
    if as_text.fault and not as_text.rows:  # status and date are quoted as well
        return quoted
    return _right(source, [as_csv, as_text])


def _is_quoted_throughout(source: Source, raw: Form, tick: Tick) -> bool:
    """Whether each status is quoted, so that the text has no row where quotes are text.

    That much of ``_examined`` is told by the lines alone; nearly all quoted files are such.
    """
    place, delimiter = raw.head.places[0], raw.delimiter
    is_quoted = False
    for number, line in enumerate(islice(source.lines(), raw.head.line, None)):
        if not number % _TICK_ROWS:
            tick()
        cells = line.split(delimiter, place + 1)
        first = cells[0].rstrip("\r\n")
        status = cells[place].rstrip("\r\n") if place < len(cells) else ""
        # Headings that come again may give the status another place.
        if _STATUS[status] or _IS_HEADING[first] or _IS_HEADING[status]:
            return False
        is_quoted = is_quoted or '"' in status
    return is_quoted and not source.is_cut


class _Reading(NamedTuple):
    """What a text is in one way of reading it.

    Attributes:
        rows: how many rows of the log it has; of an unclean one, that it seems to have.
        out: how many are left out by name.
        whole: whether all of them have as many fields as there are headings.
        fault: the first thing that makes it unclean.
    """

    form: Form
    rows: int
    out: int
    whole: bool
    fault: Broken | None


def _examined(source: Source, form: Form, tick: Tick, *, enough: bool) -> _Reading:
    """A reading; ``enough`` to know that it is unclean and has rows, however many there are."""
    raw = form.quoting == "none"
    rows, out, whole = 0, 0, True
    fault: Broken | None = None
    try:
        for number, record in enumerate(records(source, form)):
            if not number % _TICK_ROWS:
                tick()
            if _is_row(record.cells) and not record.extra:
                rows += 1
                whole = whole and record.whole
            elif record.whole and not (raw and _marked(record.cells)):
                out += 1
            else:
                fault = fault or misfit(form, record)
            if fault and enough and rows:
                break
    except Broken as broken:
        fault = broken
    return _Reading(form, rows, out, whole, fault)


def _marked(cells: Sequence[str]) -> bool:
    """Whether status or date would be readable, were it not for quotes."""
    return '"' in cells[0] or '"' in cells[1]


def misfit(form: Form, record: Record) -> Broken:
    """A record that has too many fields or too few, or quotes where none may be."""
    if record.extra:
        return Broken(record.line, len(form.head.names) + 1, _TOO_MANY)
    why = _QUOTES if record.whole else _TOO_FEW
    return Broken(record.line, _place(form, record, '"'), why)


def _place(form: Form, record: Record, marks: str) -> int:
    """The number of the first field of the log's that has one of these characters, from 1."""
    places = form.head.places
    having = [at for at, cell in zip(places, record.cells, strict=True) if set(marks) & set(cell)]
    return min(having, default=len(form.head.names)) + (1 if having else 0)


def _right(source: Source, readings: Sequence[_Reading]) -> Form:
    """The form in which all of the text is a log.

    Raises:
        Invalid: there is none, or rows might be lost.
    """
    clean_ones = [one for one in readings if one.fault is None]
    if not clean_ones:
        fault = readings[0].fault
        assert fault is not None  # it is not clean
        raise fault.told(readings[0].form.head.names)
    most = max(one.rows for one in readings if one.fault is None or one.form.quoting == "none")
    best = [one for one in clean_ones if one.rows == most]
    best = [one for one in best if one.out == max(other.out for other in best)]
    whole = [one for one in clean_ones if one.whole]
    if not best or (whole and not any(one.whole for one in best)):
        # Rows that one way of reading sees would vanish within a quoted field of the other.
        form = readings[0].form
        raise _long_field(source, form).told(form.head.names)
    if len(best) > 1 and not _as_demanded(source, best[0].form):
        return best[1].form
    return best[0].form


def is_long(record: Record) -> bool:
    """Whether a field of it goes over several lines."""
    return any("\n" in cell or "\r" in cell for cell in (*record.cells, *record.extra))


def _long_field(source: Source, form: Form) -> Broken:
    """The first field that goes over several lines."""
    for record in records(source, form):
        if is_long(record):
            return Broken(record.line, _place(form, record, "\n\r"), _TWO_WAYS)
    return Broken(form.head.line, 1, _TWO_WAYS)


def _as_demanded(source: Source, form: Form) -> bool:
    """Whether every field with a quote is quoted, and the quotes in it doubled."""
    field = rf' *"(?:[^"]|"")*"|[^"{form.delimiter}\r\n]*'
    line_of = re.compile(rf"(?:{field})(?:{form.delimiter}(?:{field}))*[\r\n]*")
    return all(line_of.fullmatch(line) for line in source.lines() if '"' in line)
