"""How fast a log is imported, recognised and exported, in rows a second to the end of the act."""

import argparse
import csv
import io
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from db import clock
from db.book import Book
from db.log.entry import HEADINGS
from db.log.files import import_log
from db.rules.local_time import instant_text
from db.setup.clinics import add
from db.timeline import parse_instant
from db.values import Actor, JournalSystem, Role
from db.worlds.people import PEOPLE

ROWS = 100_000
_START = parse_instant("2024-09-01 07:00")
_ACTOR = Actor(Role.STAFF)
_COMMENTS = ("", "Ont i halsen", "Mitt telefonnummer: +46701740605, ring gärna före åtta", "Åter")


def sample(rows: int) -> str:
    """A log of so many rows: visits booked, moved and cancelled, some of them late."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for n in range(rows):
        writer.writerow(_row(n))
    return out.getvalue()


def _row(n: int) -> list[str]:
    visit, act = divmod(n, 3)
    person = PEOPLE[visit % len(PEOPLE)]
    changed = _START + n * 120
    first, second = (_side(visit, _START + visit * 360 + hours * 3600) for hours in (20, 50))
    empty = [""] * 5
    sides = ((empty, first), (first, second), (second, empty))[act]
    status = ("Bokad", "Ombokad", "Avbokad")[act]
    head = [status, instant_text(changed), "", person.name, person.pnr, "Nej"]
    return [*head, *sides[0], *sides[1]]


def _side(visit: int, start: int) -> list[str]:
    day, time = instant_text(start - start % 900).split(" ")
    comment = _COMMENTS[visit % len(_COMMENTS)]
    return [day, time, f".Besök {visit % 17} åäö", f"Resurs {visit % 23}", comment]


def rates(rows: int = ROWS, memory: bool = False) -> dict[str, float]:
    """Rows a second of each act, once each.

    Args:
        rows: how many rows the log has.
        memory: measure the most memory of an import instead, in MiB (it takes longer).
    """
    with TemporaryDirectory() as folder:
        place = Path(folder)
        log = place / "logg.csv"
        log.write_text(sample(rows), encoding="utf-8-sig")
        with Book.create(place / "bok.db") as book:
            with book.write() as tx:
                clock.start(tx, clock.Mode.PAUSED, _START)
                clinic = add(tx, "Primus MVK VC Test", JournalSystem.ASYNJA, connected=True)
            if memory:
                tracemalloc.start()
                import_log.import_log(book, _ACTOR, clinic, log)
                return {"import_mib": tracemalloc.get_traced_memory()[1] / 1024**2}
            return _measured(book, clinic, log, rows)


def _measured(book: Book, clinic: int, log: Path, rows: int) -> dict[str, float]:
    found = {}
    for name in ("import", "import_again"):
        before = perf_counter()
        done = import_log.import_log(book, _ACTOR, clinic, log)
        found[name] = rows / (perf_counter() - before)
        assert (done.rows, done.new) == (rows, rows if name == "import" else 0)
    for kind in ("csv", "txt", "xlsx"):
        before = perf_counter()
        target = log.with_name(f"ut.{kind}")
        import_log.export(book, _ACTOR, clinic, target, file=log.name)
        found[f"export_{kind}"] = rows / (perf_counter() - before)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    for label, value in rates(asked.rows, asked.memory).items():
        print(f"{label:<16}{value:12,.0f} {'MiB' if label.endswith('mib') else 'rows/s'}")
