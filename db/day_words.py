"""Reading a day, or the days of a period, as people write them: see ``db.rules.meant_day``."""

from db.errors import Invalid
from db.rules.meant_day import Toward, meant_day
from db.values import Day


def read_date(
    text: str, today: Day, field: str = "date", *, toward: Toward, ends: bool = False
) -> Day:
    """The local day that is meant.

    Args:
        text: what was written.
        today: the local day that is today.
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

    The second end is sought from the first one: forward the last day is not before the first,
    back the first is not after the last, as long as no year says otherwise.

    Args:
        texts: what was written.
        today: the local day that is today.
        fields: the names of the fields, for the error.
        toward: forward or back.

    Raises:
        Invalid: one of them is no day.
    """
    first_text, last_text = (text.strip() for text in texts)
    first = last = None
    if toward is Toward.BACK:
        if last_text:
            last = read_date(last_text, today, fields[1], toward=toward, ends=True)
        if first_text:
            base = today if last is None else min(today, last)
            first = read_date(first_text, base, fields[0], toward=toward)
        return first, last
    if first_text:
        first = read_date(first_text, today, fields[0], toward=toward)
    if last_text:
        base = today if first is None else max(today, first)
        last = read_date(last_text, base, fields[1], toward=toward, ends=True)
    return first, last
