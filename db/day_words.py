"""Reading a day, or the days of a period, as people write them: see ``db.rules.meant_day``."""

from datetime import date

from db.errors import Invalid
from db.rules.meant_day import Toward, meant_day
from db.values import Day


def read_date(
    text: str, today: Day, field: str = "date", *, toward: Toward, ends: bool = False
) -> Day:
    """The local day that is meant.

    Args:
        field: the name of the field, for the error.
        toward: where a day without a year lies.
        ends: whether a period ends with it: a week is then its Sunday.

    Raises:
        Invalid: no such date, no such week, or nothing that is meant as one.
    """
    meant = meant_day(text, today, toward, ends=ends)
    if meant.day is None:
        raise Invalid(meant.code, meant.fault, field=field)
    return meant.day


def read_period(
    texts: tuple[str, str], today: Day, fields: tuple[str, str], *, toward: Toward
) -> tuple[Day | None, Day | None]:
    """The first and the last local day of a period; an empty text is an open end.

    Where the ends fall in different years and in the wrong order (in November ``1/11`` is next
    year's and ``30/11`` this year's), the end that lies too near is sought from the other one. In
    the wrong order within a year they are left so: that is a slip, and the caller says so.

    Args:
        fields: the names of the fields, for the error.

    Raises:
        Invalid: one of them is no day.
    """
    first_text, last_text = (text.strip() for text in texts)

    def first_from(base: Day) -> Day:
        return read_date(first_text, base, fields[0], toward=toward)

    def last_from(base: Day) -> Day:
        return read_date(last_text, base, fields[1], toward=toward, ends=True)

    first = first_from(today) if first_text else None
    last = last_from(today) if last_text else None
    if first is not None and last is not None and first > last and _year(first) != _year(last):
        if toward is Toward.BACK:
            first = first_from(last)
        else:
            last = last_from(first)
    return first, last


def _year(day: Day) -> int:
    return date.fromordinal(day).year
