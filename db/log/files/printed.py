"""A log as text for a printer: pages of eighty columns that read well on paper."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from db.log.entry import DECISION_LABELS, LogEntry
from db.rules.local_time import instant_text
from db.rules.log.review import amount_text
from db.values import ACT_LABELS, ReviewDecision, Visit, count_text

WIDTH: Final = 80
PAGE_LINES: Final = 60
"""As many lines as fit on a sheet of A4."""

_LABELS: Final = (
    "Sena", "Osäkra", "Att kontrollera", "Ska faktureras", "Undantag", "Kontrollerade",
)  # fmt: skip
_TOP_LINES: Final = 4
_RULE = "-" * WIDTH
_FEED = "\f"


class Heading(NamedTuple):
    """What stands at the top of each page: whose log, and what is printed of it and when."""

    title: str
    about: str


def _counted(entry: LogEntry, ore: int | None) -> dict[str, int]:
    """What a row adds to the sums, most of them by their labels."""
    told = {
        "rows": 1,
        "Sena": entry.late.surely,
        "Osäkra": entry.late.unsure,
        "Att kontrollera": entry.late.late and entry.decision is None,
        "Ska faktureras": entry.decision is ReviewDecision.BILL,
        "Undantag": entry.decision is ReviewDecision.EXEMPT,
        "Kontrollerade": entry.decision is ReviewDecision.CHECKED,
        "ore": ore or 0,
        "priced": ore is not None,
    }
    return {label: int(count) for label, count in told.items()}


def _sums(sums: Counter[str], *, amounts: bool) -> Iterator[str]:
    said = [f"Summa: {count_text(sums['rows'], 'rad', 'rader')}"]
    said += [f"{label} {sums[label]}" for label in _LABELS if sums[label] or label != "Osäkra"]
    yield from textwrap.wrap(" · ".join(said), WIDTH)
    if amounts and sums["Ska faktureras"]:
        without = sums["Ska faktureras"] - sums["priced"]
        missing = f" ({without} utan belopp)" if without else ""
        yield f"Belopp: {amount_text(sums['ore'])}{missing}"


def pages(
    entries: Iterable[tuple[LogEntry, int | None]],
    heading: Heading,
    *,
    amounts: bool,
    last: Callable[[], Iterable[str]] = tuple,
) -> Iterator[str]:
    """The lines of the pages, a form feed between them.

    Args:
        entries: the rows, each with its amount in öre when it is to be billed and has one.
        heading: what stands on each page.
        amounts: whether the unit has settled amounts.
        last: gives what comes after the sum of all, when all rows are written.
    """
    sums = Counter[str]()
    page = _Page(heading)
    for number, (entry, ore) in enumerate(entries, 1):
        sums.update(_counted(entry, ore))
        yield from page.put(_record(number, entry, ore))
    yield from page.put([_RULE, *_sums(sums, amounts=amounts)])
    if below := [line for text in last() for line in _wrapped(text, "", "    ")]:
        yield from page.put([_RULE, *below])


class _Page:
    """Begins a new page where what comes does not fit on this one."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._number = self._used = 0

    def put(self, lines: list[str]) -> Iterator[str]:
        whole = self._used + len(lines) <= PAGE_LINES
        if not self._number or (not whole and self._used > _TOP_LINES):
            yield from self._begin()
        for line in lines:
            if self._used == PAGE_LINES:
                yield from self._begin()
            self._used += 1
            yield line

    def _begin(self) -> Iterator[str]:
        self._number += 1
        number = f"Sida {self._number}"
        title = textwrap.shorten(self._heading.title, WIDTH - len(number) - 2, placeholder=" …")
        top = [f"{title:<{WIDTH - len(number)}}{number}", self._heading.about, _RULE, ""]
        self._used = len(top)
        yield (_FEED if self._number > 1 else "") + top[0]
        yield from top[1:]


def _record(number: int, entry: LogEntry, ore: int | None) -> list[str]:
    who = "  ".join(part for part in (entry.patient, entry.number) if part)
    head = f"{ACT_LABELS[entry.act]:<8} {instant_text(entry.changed_at)}  {who}".rstrip()
    lines = _wrapped(" · ".join((head, *entry.asides)), f"{number:>5}  ", " " * 7)
    for word, visit in (("Före", entry.earlier), ("Efter", entry.new)):
        if visit is not None:
            lines += _visit(word, visit)
    return [*lines, *_wrapped(_verdict(entry, ore), " " * 7, " " * 7), ""]


def _visit(word: str, visit: Visit) -> list[str]:
    said = f"{instant_text(visit.start)}  {visit.type_name} · {visit.resource_name}"
    lines = _wrapped(said, f"       {word:<7}", " " * 14)
    for line in visit.comment.splitlines():
        lines += _wrapped(line, " " * 14, " " * 14)
    return lines


def _verdict(entry: LogEntry, ore: int | None) -> str:
    said = [f"{entry.left_text} kvar"] if entry.left_text else []
    if entry.late.late:
        said.append("OSÄKERT" if entry.late.unsure else "SEN")
    if entry.decision is not None:
        said.append(f"Bedömning: {DECISION_LABELS[entry.decision]}")
    elif entry.late.late:
        said.append("Att kontrollera")
    said += [entry.review.reason] if entry.review.reason else []
    said += [amount_text(ore)] if ore is not None else []
    return " · ".join(said)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    if text and len(first) + len(text) <= WIDTH:
        return [f"{first}{text}"]
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)
