"""What is to be invoiced, summed per patient and per resource: the last sheet of an export."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from db.log.entry import LogEntry
from db.rules.log.review import amount_text, grouped
from db.setup.patients import pnr_text
from db.values import count_text

HEADINGS: Final = ("Summa per", "Namn", "Pat. pnr", "Rader", "Belopp", "Rader utan belopp")
PATIENT, RESOURCE, ALL = "Patient", "Resurs", "Allt"


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


@dataclass
class _Sum:
    rows: int = 0
    ore: int = 0
    without: int = 0

    def add(self, ore: int | None) -> None:
        self.rows += 1
        self.ore += ore or 0
        self.without += ore is None


@dataclass
class Sums:
    """Adds rows up while they are written.

    A patient is one by the number; where a log has none, by the name.
    """

    _by_patient: dict[tuple[str, str], _Sum] = field(default_factory=dict)
    _by_resource: dict[str, _Sum] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _all: _Sum = field(default_factory=_Sum)

    def add(self, entry: LogEntry, resource: str, ore: int | None) -> None:
        """Add a row that is to be invoiced.

        Args:
            entry: the row.
            resource: whose visit it was, as it is called now.
            ore: what it costs, None when nothing is settled for it.
        """
        number = pnr_text(entry.pnr) if entry.pnr.isdigit() else entry.pnr
        # People with the same masked number are told apart by their names.
        alone = number and "*" not in number
        name = self._names.setdefault(number, entry.patient) if alone else entry.patient
        for sums in (
            self._by_patient.setdefault((name, number), _Sum()),
            self._by_resource.setdefault(resource, _Sum()),
            self._all,
        ):
            sums.add(ore)

    def lines(self) -> Iterator[Line]:
        """Patients by name, resources by name, then all of it."""
        for (name, pnr), one in sorted(self._by_patient.items(), key=lambda each: each[0]):
            yield Line(PATIENT, name, pnr, one.rows, one.ore, one.without)
        for name, one in sorted(self._by_resource.items()):
            yield Line(RESOURCE, name, "", one.rows, one.ore, one.without)
        yield Line(ALL, "", "", self._all.rows, self._all.ore, self._all.without)

    def texts(self, *, amounts: bool) -> Iterator[str]:
        """The sums for a printer, a line each.

        Args:
            amounts: whether the unit has settled amounts.
        """
        for line in self.lines():
            who = "  ".join(part for part in (line.name, line.pnr) if part)
            rows = count_text(line.rows, "rad", "rader", grouped)
            cost = f", {amount_text(line.ore)}" if amounts else ""
            missing = f" ({grouped(line.without)} utan belopp)" if amounts and line.without else ""
            yield f"{f'{line.per} {who}'.rstrip()}: {rows}{cost}{missing}"
