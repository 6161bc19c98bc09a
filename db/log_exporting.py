"""Exporting a log: what is seen of it, or what is to be invoiced, to a new file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from db import clinics, clock, log_view
from db.book import Book, Reader
from db.gauge import Gauge, Progress
from db.log_entry import ADDED, GREEN, HEADINGS, RED, LogEntry, added_cells, cells
from db.log_export import Cell, amount, day, kind_of, moment, write_table, write_text
from db.log_export import clock as clock_cell
from db.log_print import Heading, pages
from db.log_source import place_of
from db.log_view import LogOrder, LogView
from db.permissions import CARE, require
from db.review_settings import Prices
from db.rules.local_time import day_of, day_text, instant_text
from db.rules.log_query import LogQuery
from db.values import Actor, ReviewDecision

REASON, AMOUNT = "Orsak", "Belopp"
"""Columns beside those of ``db.log_entry``: of a decision, and of what is to be invoiced."""

_CHANGED, _EARLIER, _NEW = map(HEADINGS.index, ("Ändrad datum", RED[0], GREEN[0]))
_GAVE_UP = "Exporten avbröts. Ingen fil skrevs."
_BATCH = 500
_FINDING, _WRITING = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and where."""

    target: Path
    rows: int


def to_bill(query: LogQuery) -> LogQuery:
    """What of a selection is to be invoiced: the late changes that were decided so."""
    return replace(query, late=True, review=frozenset({ReviewDecision.BILL}))


def export(
    book: Book,
    actor: Actor,
    clinic: int,
    target: str | Path,
    *,
    file: str = "",
    query: LogQuery | None = None,
    order: LogOrder | None = None,
    seqs: Sequence[int] = (),
    only_bill: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write a log to a new file, .csv, .xlsx or .txt, with time left and verdicts.

    All of it is as it was at one moment. For IT and in demonstrations personal numbers are masked.

    Args:
        book: the book; in a thread of its own where it is to be followed and given up.
        actor: care.
        clinic: the clinic's id.
        target: the new file; its name's end says which kind.
        file: the name of an imported log; the clinic's own log when empty.
        query: which rows; all when None.
        order: how they are sorted; oldest change first when None.
        seqs: only these of them; all when empty.
        only_bill: only what is to be invoiced of them, whatever else ``query`` asks of verdicts
            and decisions; with amounts where the unit has settled any.
        progress: told how far it has come, in thousandths; False gives up.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or imported log.
        Invalid: the name does not say which kind.
        Refused: the file exists; it is never overwritten. Or ``progress`` gave up.
        Unreadable: it cannot be written.
    """
    require(actor, CARE, "exportera loggar")
    place = place_of(target)
    kind = kind_of(place)
    asked = query or LogQuery()
    if only_bill:
        asked = to_bill(asked)
    gauge = Gauge(progress, _GAVE_UP)
    with book.read() as reader:
        gauge.part(_FINDING)
        view = _found(book, actor, clinic, asked, order or LogOrder(), file, progress)
        places = _places(view, seqs)
        gauge.part(_WRITING)
        prices = Prices(reader, clinic)
        entries = _entries(view, places, gauge)
        if kind == ".txt":
            heading = _heading(reader, clinic, view, places, only_bill=only_bill)
            paired = ((entry, _cost(entry, prices)) for entry in entries)
            write_text(place, pages(paired, heading, amounts=prices.settled))
        else:
            amounts = only_bill and prices.settled
            headings = (*HEADINGS, *ADDED, REASON, *([AMOUNT] if amounts else []))
            row = partial(_row, prices=prices if amounts else None)
            write_table(place, headings, map(row, entries))
    return Exported(place, len(places))


def _found(
    book: Book,
    actor: Actor,
    clinic: int,
    query: LogQuery,
    order: LogOrder,
    file: str,
    progress: Progress | None,
) -> LogView:
    """The view with all its hits known."""
    view = log_view.view(book, actor, clinic, query, order, file)
    if view.exact:
        return view
    hits = log_view.find_all(book, view, lambda: progress is not None and not progress(0, 1000))
    return view.completed(hits)


def _places(view: LogView, seqs: Sequence[int]) -> Sequence[int]:
    if not seqs:
        return range(view.count)
    return sorted(at for seq in seqs if (at := view.position(seq)) is not None)


def _entries(view: LogView, places: Sequence[int], gauge: Gauge) -> Iterator[LogEntry]:
    """The rows at these places, in batches where they stand together."""
    gauge.reach(0, len(places))
    done = 0
    while done < len(places):
        first = places[done]
        n = _BATCH if isinstance(places, range) else 1
        yield from view.window(first, min(n, len(places) - done))
        done += n
        if done % _BATCH == 0 or done >= len(places):
            gauge.reach(done, len(places))


def _row(entry: LogEntry, prices: Prices | None) -> tuple[Cell, ...]:
    told: list[Cell] = [*cells(entry), *added_cells(entry), entry.decision_reason]
    told[_CHANGED] = moment(entry.changed_at)
    for first, visit in ((_EARLIER, entry.earlier), (_NEW, entry.new)):
        if visit is not None:
            told[first : first + 2] = day(visit.start), clock_cell(visit.start)
    if prices is not None:
        ore = _cost(entry, prices)
        told.append("" if ore is None else amount(ore))
    return tuple(told)


def _cost(entry: LogEntry, prices: Prices) -> int | None:
    """The amount; None for a change that is not to be invoiced, or has none."""
    if entry.decision is not ReviewDecision.BILL or entry.earlier is None:
        return None
    return prices.of(entry.earlier.resource_name)


def _heading(
    reader: Reader, clinic: int, view: LogView, places: Sequence[int], *, only_bill: bool
) -> Heading:
    named = view.file or clinics.load(reader, clinic).name
    what = "Det som ska faktureras" if only_bill else "Alla rader"
    if not only_bill and (view.query != LogQuery() or len(places) < view.total):
        what = "Ett urval av raderna"
    period = _period(view, places)
    printed = f"Utskrivet {instant_text(clock.now(reader))}"
    about = " · ".join(part for part in (what, period, printed) if part)
    return Heading(f"Logg för webbtidbok: {named}", (about,))


def _period(view: LogView, places: Sequence[int]) -> str:
    """The first and the last day on which something was changed, where the order tells."""
    if not places or view.order.column not in ("", "changed_at"):
        return ""
    ends = [view.window(at, 1)[0].changed_at for at in (places[0], places[-1])]
    first, last = (day_text(day_of(at)) for at in sorted(ends))
    return f"Ändrade {first}" if first == last else f"Ändrade {first} – {last}"
