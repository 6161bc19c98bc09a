"""What is to be invoiced, summed per patient and per resource: the last sheet of an export."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from db.log.entry import LogEntry
from db.rules.log.review import amount_text, grouped
from db.values import count_text

HEADINGS: Final = ("Summa per", "Namn", "Pat. pnr", "Rader", "Belopp", "Rader utan belopp")
PATIENT, RESOURCE, ALL = "Patient", "Resurs", "Allt"
_ORDER: Final = (PATIENT, RESOURCE, ALL)


class Line(NamedTuple):
    """One sum.

    Attributes:
        per: ``PATIENT``, ``RESOURCE`` or ``ALL``.
        name: whose it is.
        pnr: the patient's number as the log shows it; empty for others.
        rows: how many changes.
        ore: what they come to, in öre.
        without: for how many of them no amount is settled.
    """

    per: str
    name: str
    pnr: str
    rows: int
    ore: int
    without: int


class Sums:
    """Adds rows up while they are written.

    A patient is one by the number; where a log has none, by the name.
    """

    def __init__(self) -> None:
        self._sums: dict[tuple[str, str, str], tuple[int, int, int]] = {}
        self._names: dict[str, str] = {}

    def add(self, entry: LogEntry, resource: str, ore: int | None) -> None:
        """Add a row that is to be invoiced: the resource as it is called now, and what it costs."""
        number = entry.number
        # People with the same masked number are told apart by their names.
        alone = number and "*" not in number
        name = self._names.setdefault(number, entry.patient) if alone else entry.patient
        for whose in ((PATIENT, name, number), (RESOURCE, resource, ""), (ALL, "", "")):
            rows, cost, without = self._sums.get(whose, (0, 0, 0))
            self._sums[whose] = rows + 1, cost + (ore or 0), without + (ore is None)

    def lines(self) -> Iterator[Line]:
        """Patients by name, resources by name, then all of it."""
        for whose in sorted(self._sums, key=lambda whose: (_ORDER.index(whose[0]), whose)):
            yield Line(*whose, *self._sums[whose])

    def texts(self, *, amounts: bool) -> Iterator[str]:
        """The sums for a printer, a line each, with amounts where the unit has settled any."""
        for line in self.lines():
            who = "  ".join(part for part in (line.name, line.pnr) if part)
            rows = count_text(line.rows, "rad", "rader", grouped)
            cost = f", {amount_text(line.ore)}" if amounts else ""
            missing = f" ({grouped(line.without)} utan belopp)" if amounts and line.without else ""
            yield f"{f'{line.per} {who}'.rstrip()}: {rows}{cost}{missing}"
