"""``asynja-tui stats``: how many changes the log has, and how many were late."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, Final

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.progress import shown
from asynja_tui.cli.table import GAP, table, width, wrapped
from db.log import statistics
from db.log.statistics import Statistics
from db.rules.local_time import day_text
from db.rules.log.statistics import BY_LABELS, Bucket, By, Period, Tally, unsure_text
from widgets.figures.bars import FULL, PART, bar

_HEADING: Final = ("Bokade", "Ombokade", "Avbokade", "Sena", "Andel", "Alla")
_FIGURES: Final = range(1, 7)
_LONGEST, _SHORTEST, _LABEL = 24, 8, 16


def show(args: Namespace) -> Answer:
    """Count what is asked for.

    Raises:
        Usage: a part of it cannot be read.
    """
    by = By(args.by)
    first = arguments.day(args.from_day, "--from")
    last = arguments.day(args.to_day, "--to")
    with opened(args.book, args.clinic) as (book, clinic), shown("Räknar") as progress:
        query = arguments.search(book, args.search)
        found = statistics.read(
            book, arguments.STAFF, clinic.id, by,
            first=first, last=last, file=args.file, query=query, progress=progress,
        )  # fmt: skip
    document = {
        "by": str(by),
        "file": args.file or None,
        **_period_document(found.period),
        "rows": [_row_document(one) for one in found.rows],
        "total": _tally_document(found.total),
        "unsure": found.total.unsure,
    }
    return Answer(document, _lines(args.file or clinic.name, found))


def _period_document(period: Period | None) -> dict[str, Any]:
    ends = (None, None) if period is None else map(day_text, period)
    return dict(zip(("from", "to"), ends, strict=True))


def _row_document(one: Bucket) -> dict[str, Any]:
    return {"key": one.key, **_period_document(one.period), **_tally_document(one.tally)}


def _tally_document(tally: Tally) -> dict[str, Any]:
    share = tally.late_share
    return {
        "booked": tally.booked,
        "rebooked": tally.rebooked,
        "cancelled": tally.cancelled,
        "changes": tally.changes,
        "late": tally.late,
        "late_share": None if share is None else round(share, 4),
    }


def _lines(name: str, found: Statistics) -> Iterator[str]:
    room = width()
    what = BY_LABELS[found.by]
    when = "inga ändringar finns" if found.period is None else found.period.text
    none = "" if found.rows or found.period is None else ", inga ändringar"
    yield from wrapped(f"Statistik för {name} per {what.casefold()}: {when}{none}", room)
    if not found.rows:
        return
    yield ""
    buckets = [(one.label, one.tally) for one in found.rows]
    rows = [(name, *_figures(tally)) for name, tally in (*buckets, ("Summa", found.total))]
    cells = _bar_cells(rows, room)
    most = max(tally.changes for _, tally in buckets)
    bars = ["".join(bar(tally.changes, tally.late, most, cells)) for _, tally in buckets]
    drawn = [(*row, text) for row, text in zip(rows, [*bars, ""], strict=True)]
    yield from table((what, *_HEADING, ""), drawn, room, (0,), _FIGURES)
    if cells:
        yield ""
        yield f"Staplarna: {FULL} i tid  {PART} sena"
    if found.total.unsure:
        yield ""
        yield from wrapped(unsure_text(found.total.unsure), room)


def _bar_cells(rows: Sequence[tuple[str, ...]], room: int | None) -> int:
    """How long bars may be; 0 where there is no room for any."""
    if room is None:
        return _LONGEST
    columns = zip((" " * _LABEL, *_HEADING), *rows, strict=True)
    widths = [max(map(len, column)) for column in columns]
    left = room - min(widths[0], _LABEL) - sum(widths[1:]) - len(GAP) * len(widths)
    return min(_LONGEST, left) if left >= _SHORTEST else 0


def _figures(tally: Tally) -> tuple[str, ...]:
    counts = (tally.booked, tally.rebooked, tally.cancelled, tally.late)
    return (*map(str, counts), tally.share_text, str(tally.changes))
