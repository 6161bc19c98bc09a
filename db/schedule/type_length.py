"""Whether times of some lengths agree with a tidstyp's name and its other times."""

from collections.abc import Iterable

from db import clock
from db.book import Book, Reader
from db.rules.local_time import day_of, midnight
from db.rules.names.type_length import length_warnings
from db.values import Minutes, Verdict


def warnings(
    book: Book, clinic: int, time_type: int, lengths: Iterable[Minutes]
) -> tuple[Verdict, ...]:
    """What is worth saying before times of a type are made or get it; never stops anything.

    The type's other times are those of today and later; where it has none, what the templates
    would lay out. A type that the clinic has not gives no warnings.
    """
    with book.read() as reader:
        names = reader.row(
            "SELECT name, web_name FROM time_type WHERE id = ? AND clinic_id = ?",
            (time_type, clinic),
        )
        if names is None:
            return ()
        others = _coming(reader, time_type) or _planned(reader, time_type)
    return length_warnings((one for one in names if one), lengths, others)


def _coming(reader: Reader, time_type: int) -> dict[Minutes, int]:
    today = midnight(day_of(clock.now(reader)))
    sql = (
        "SELECT length_min, count(*) FROM slot WHERE time_type_id = ? AND start >= ?"
        " GROUP BY length_min"
    )
    return dict(reader.rows(sql, (time_type, today)))


def _planned(reader: Reader, time_type: int) -> dict[Minutes, int]:
    sql = (
        "SELECT length_min, sum((end_min - start_min) / length_min) FROM template_row"
        " WHERE time_type_id = ? GROUP BY length_min"
    )
    return dict(reader.rows(sql, (time_type,)))
