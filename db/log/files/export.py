"""Exporting a log: what is seen of it, or what is to be invoiced, to a new file.

What was exported for invoicing is remembered with its decisions, so that it is not taken twice.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from db import clock
from db.book import Book, Reader
from db.errors import Refused
from db.log import view as log_view
from db.log.entry import ADDED, HEADINGS, LogEntry, Seen, added_cells, seen_of
from db.log.entry import told as told_cells
from db.log.files import sums
from db.log.files.printed import Heading, pages
from db.log.files.sums import Sums
from db.log.files.write import Amount, Cell, Table, day, kind_of, moment, write_tables, write_text
from db.log.files.write import clock as clock_cell
from db.log.review import exporting
from db.log.review_settings import Prices
from db.log.rows import AMONG, listed
from db.log.view import LogOrder, LogView
from db.paths import meant
from db.permissions import CARE, require
from db.progress import WHOLE, Gauge, Progress
from db.rules.local_time import day_of, day_text, instant_text
from db.rules.log.query import UNDECIDED, LogQuery
from db.setup import clinics
from db.setup.resource_history import ResourceHistory
from db.values import Actor, Instant, ReviewDecision

AMOUNT: Final = "Belopp"
COLUMNS: Final = (
    *HEADINGS, *ADDED,
    "Orsak", "Bedömd av", "Bedömd", "Exporterad", "Avbokningskommentar", "Enhet",
)  # fmt: skip
"""The headings of an export; ``AMOUNT`` comes after them where there are amounts to invoice."""

SHEET, SUMS = "Logg för webbtidbok", "Summor"

_GAVE_UP = "Exporten avbröts. Ingen fil skrevs."
_BATCH = 500
_FINDING, _WRITING = 0.1, 0.9


class Invoice(StrEnum):
    """What is exported for invoicing of what is to be invoiced."""

    FRESH = "fresh"
    """What has not been exported before."""
    EVERY = "every"
    """That, and what has been; it stays marked as it was."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and where.

    Attributes:
        marked: how many of the rows were marked as exported for invoicing.
        undecided: of an export for invoicing, how many late rows nobody has decided on.
    """

    target: Path
    rows: int
    marked: int = 0
    undecided: int = 0


class Counts(NamedTuple):
    """How many rows there are of each kind that can be exported.

    Attributes:
        seen: those of the query.
        every: those of the log.
        fresh: to be invoiced and not exported yet.
        to_bill: to be invoiced in all.
        undecided: late ones that nobody has decided on.
    """

    seen: int
    every: int
    fresh: int
    to_bill: int
    undecided: int


def to_bill(query: LogQuery) -> LogQuery:
    """What of a selection is to be invoiced: the late changes that were decided so."""
    return replace(query, late=True, review=frozenset({ReviewDecision.BILL}))


def to_check(query: LogQuery) -> LogQuery:
    """What of a selection nobody has decided on, though it is late."""
    return replace(query, late=True, review=frozenset({UNDECIDED}))


def counts(book: Book, actor: Actor, clinic: int, query: LogQuery, file: str = "") -> Counts:
    """Count what can be exported; in a thread of its own, for it may have to search all rows.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or imported log.
    """
    require(actor, CARE, "exportera loggar")
    with book.read() as reader:
        seen, billed, checked = (
            _found(book, actor, clinic, asked, LogOrder(), file, None)
            for asked in (query, to_bill(query), to_check(query))
        )
        fresh = len(_fresh(reader, billed.seqs(0, billed.count)))
        return Counts(seen.count, seen.total, fresh, billed.count, checked.count)


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
    invoice: Invoice | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write a log to a new file, .csv, .xlsx or .txt, with time left and verdicts.

    All of it is as it was at one moment. For IT and in demonstrations personal numbers are masked.
    Of the rows of the query and the order (all, oldest change first) only ``seqs`` are written,
    where there are any. ``progress`` is told in thousandths how far it has come; False gives up.

    With ``invoice`` it is only what is to be invoiced of them, whatever else the query asks of
    verdicts and decisions; with amounts where the unit has settled any, and sums per patient and
    resource. The decisions are marked as exported when the file has its name, unless its numbers
    are masked: nobody is invoiced from such a file.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or imported log.
        Invalid: the name does not say which kind, or means no file of this computer.
        Refused: the file exists; it is never overwritten. Or ``progress`` gave up, or there is
            nothing to invoice.
        Conflict: somebody decided on one of the rows, or exported it, while they were written.
        Unreadable: it cannot be written.
    """
    require(actor, CARE, "exportera loggar")
    place = meant(target)
    kind = kind_of(place)
    base = query or LogQuery()
    only_bill = invoice is not None
    asked = to_bill(base) if only_bill else base
    gauge = Gauge(progress, _GAVE_UP)
    with ExitStack() as reading:
        reader = reading.enter_context(book.read())
        gauge.part(_FINDING)
        view = _found(book, actor, clinic, asked, order or LogOrder(), file, progress)
        places = _places(view, seqs)
        undecided = 0
        if only_bill:
            left = _found(book, actor, clinic, to_check(base), LogOrder(), file, progress)
            undecided = left.count
            places = _to_invoice(reader, view, places, again=invoice is Invoice.EVERY)
        gauge.part(_WRITING)
        page = _Written(reader, clinic, only_bill)
        # What marks the decisions begins a transaction of its own when all is read.
        entries = _then(page.each(_entries(view, places, gauge)), reading.close)
        sealing: Callable[[], AbstractContextManager[object]] = nullcontext
        if only_bill and not actor.masked:
            sealing = lambda: exporting(book, actor, page.billed)  # noqa: E731
        if kind == ".txt":
            heading = _heading(reader, clinic, view, places, only_bill=only_bill)
            priced = ((entry, page.cost(entry)) for entry in entries)
            lines = pages(priced, heading, amounts=page.prices.settled, last=page.last_lines)
            write_text(place, lines, sealing)
        else:
            write_tables(place, page.tables(entries), sealing)
    marked = sum(one.review.exported_at is None for one in page.billed)
    return Exported(place, len(places), 0 if actor.masked else marked, undecided)


def _then(entries: Iterator[LogEntry], done: Callable[[], object]) -> Iterator[LogEntry]:
    """The entries; something is done after the last."""
    yield from entries
    done()


def _to_invoice(
    reader: Reader, view: LogView, places: Sequence[int], *, again: bool
) -> Sequence[int]:
    """Those of the places whose rows have not been exported; all of them again.

    Raises:
        Refused: there are none.
    """
    chosen = places
    if not again:
        numbers = view.seqs(0, view.count)
        fresh = _fresh(reader, [numbers[at] for at in places])
        if len(fresh) < len(places):
            chosen = [at for at in places if numbers[at] in fresh]
    if not chosen:
        said = "Det finns inget att fakturera i urvalet."
        if len(places) == 1:
            said = "Den enda raden som ska faktureras är redan exporterad."
        elif places:
            said = f"Alla {len(places)} rader som ska faktureras är redan exporterade."
        raise Refused("nothing-to-bill", f"{said} Ingen fil skrevs.")
    return chosen


def _fresh(reader: Reader, seqs: Sequence[int]) -> frozenset[int]:
    """Those of some rows that have not been exported."""
    sql = f"SELECT id FROM log_row WHERE id {AMONG} AND exported_at IS NULL"
    return frozenset(row[0] for row in reader.each(sql, (listed(seqs),)))


class _Written:
    """The rows of one export on their way to the file.

    Attributes:
        prices: what changes cost.
        billed: those to be invoiced, as they were written.
    """

    def __init__(self, reader: Reader, clinic: int, only_bill: bool) -> None:
        self.prices = Prices(reader, clinic)
        self.billed: list[Seen] = []
        self._reader, self._only_bill = reader, only_bill
        self._unit = clinics.load(reader, clinic).name
        self._history = ResourceHistory(reader, clinic)
        self._priced: tuple[int, int | None] = (0, None)
        self._sums = Sums()

    def each(self, entries: Iterator[LogEntry]) -> Iterator[LogEntry]:
        """The entries, each noted."""
        for entry in entries:
            if self._only_bill:
                self.billed.append(seen_of(entry))
                self._sums.add(entry, self._resource(entry), self.cost(entry))
            yield entry

    def cost(self, entry: LogEntry) -> int | None:
        """The amount in öre; None for a change that is not to be invoiced, or has none."""
        if entry.decision is not ReviewDecision.BILL or entry.earlier is None:
            return None
        if self._priced[0] != entry.seq:  # asked for again when the row is written
            self._priced = entry.seq, self.prices.of_row(entry.seq)
        return self._priced[1]

    def _resource(self, entry: LogEntry) -> str:
        """What the resource is called now: a rename splits no sum."""
        sql = "SELECT old_resource_id, old_resource FROM log_row WHERE id = ?"
        resource, name = self._reader.row(sql, (entry.seq,)) or (None, "")
        whose = self._history.whose(resource, name)
        called: str = name if whose is None else self._history.names.get(whose, name)
        return called

    def tables(self, entries: Iterator[LogEntry]) -> list[Table]:
        """The log, and the sums of what is to be invoiced."""
        headings = (*COLUMNS, AMOUNT) if self._with_amounts else COLUMNS
        tables = [Table(SHEET, headings, map(self._row, entries))]
        if self._only_bill:
            tables.append(Table(SUMS, sums.HEADINGS, self._sum_rows()))
        return tables

    def last_lines(self) -> Iterator[str]:
        """The sums for a printer."""
        if self._only_bill:
            yield from self._sums.texts(amounts=self._with_amounts)

    @property
    def _with_amounts(self) -> bool:
        return self._only_bill and self.prices.settled

    def _row(self, entry: LogEntry) -> tuple[Cell, ...]:
        review = entry.review
        told = (
            *told_cells(entry, moment, day, clock_cell), *added_cells(entry),
            review.reason,
            review.by if review.decision else "",
            _moment(review.at if review.decision else None),
            _moment(review.exported_at),
            entry.cancel_comment,
            self._unit,
        )  # fmt: skip
        if not self._with_amounts:
            return told
        ore = self.cost(entry)
        return (*told, "" if ore is None else Amount(ore))

    def _sum_rows(self) -> Iterator[tuple[Cell, ...]]:
        for line in self._sums.lines():
            amounts = (Amount(line.ore), line.without) if self._with_amounts else ("", "")
            yield (line.per, line.name, line.pnr, line.rows, *amounts)


def _moment(at: Instant | None) -> Cell:
    return "" if at is None else moment(at)


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
    return log_view.whole(book, view, lambda: progress is not None and not progress(0, WHOLE))


def _places(view: LogView, seqs: Sequence[int]) -> Sequence[int]:
    if not seqs:
        return range(view.count)
    return sorted(at for seq in seqs if (at := view.position(seq)) is not None)


def _entries(view: LogView, places: Sequence[int], gauge: Gauge) -> Iterator[LogEntry]:
    """The rows at these places, in batches where they stand together."""
    gauge.reach(0, len(places))
    done = 0
    while done < len(places):
        n = 1
        while n < _BATCH and done + n < len(places) and places[done + n] == places[done] + n:
            n += 1
        yield from view.window(places[done], n)
        if (done + n) // _BATCH > done // _BATCH or done + n == len(places):
            gauge.reach(done + n, len(places))
        done += n


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
    return Heading(f"Logg för webbtidbok: {named}", about)


def _period(view: LogView, places: Sequence[int]) -> str:
    """The first and the last day on which something was changed, where the order tells."""
    if not places or view.order.column not in ("", "changed_at"):
        return ""
    ends = [view.window(at, 1)[0].changed_at for at in (places[0], places[-1])]
    first, last = (day_text(day_of(at)) for at in sorted(ends))
    return f"Ändrade {first}" if first == last else f"Ändrade {first} – {last}"
