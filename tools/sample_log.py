"""An imported log of any size, quickly: chains of bookings with realistic Swedish texts.

Run as ``python -m tools.sample_log BOOK ROWS`` to make a new book with such a log.
"""

import heapq
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db import clock
from db.book import Book
from db.rules.local_time import midnight
from db.setup import case_types, clinics
from db.timeline import parse_day, parse_instant
from db.values import CaseKind, JournalSystem

FILE = "webbtidbok.csv"
FIRST_DAY = "2022-01-03"
ROWS_A_DAY = 900
LATE_UNDER = 24 * 60

_FIRST = (
    "Åsa", "Örjan", "Ärla", "Anna", "Erik", "Maria", "Lars", "Karin", "Anders", "Eva", "Johan",
    "Kristina", "Per", "Birgitta", "Nils", "Elisabeth", "Karl", "Ingrid", "Mikael", "Margareta",
    "Jan", "Linnéa", "Hans", "Sara", "Peter", "Emma", "Olof", "Fatima", "Lennart", "Märta",
    "Gunnar", "Zahra", "Björn", "Sofia", "Håkan", "Amina", "Göran", "Elin", "Sven", "Malin",
)  # fmt: skip
_LAST = (
    "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson",
    "Svensson", "Gustafsson", "Pettersson", "Jonsson", "Jansson", "Hansson", "Bengtsson",
    "Jönsson", "Lindberg", "Jakobsson", "Magnusson", "Olofsson", "Lindström", "Lindqvist",
    "Lindgren", "Berg", "Axelsson", "Bergström", "Lundberg", "Lind", "Lundgren", "Lundqvist",
    "Mattsson", "Berglund", "Fredriksson", "Sandberg", "Henriksson", "Forsberg", "Sjöberg",
    "Wallin", "Ali", "Engström", "Mohamed", "Eklund", "Danielsson", "Lundin", "Håkansson",
    "Björk", "Bergman", "Gunnarsson", "Holm", "Wikström", "Haddad", "Östlund", "Åberg", "Ek",
)  # fmt: skip
_WHY = (
    "Ont i halsen", "Hosta sedan tre veckor", "Utslag på armen", "Förnya recept",
    "Kontroll av blodtryck", "Ont i ryggen efter fall", "Uppföljning av diabetes",
    "Intyg till arbetsgivare", "Yrsel på morgonen", "Provsvar", "Vaccination inför resa",
    "Sår som inte läker", "Huvudvärk", "Öroninflammation", "Problem med knät", "Feber i fem dagar",
    "Sömnsvårigheter", "Bokar åt min mamma", "Hälsokontroll", "Allergi mot björkpollen",
)  # fmt: skip
_MORE = (
    "", "", "", "", "", "Behöver tolk.", "Kommer med rullstol.", "Ring gärna innan.",
    "Går bra med telefon också.", "Har haft samma besvär tidigare.", "Tack på förhand!",
)  # fmt: skip
_CANCEL = ("Förhinder", "Sjuk", "Behövs inte längre", "Fick tid på annat håll", "Glömde jobbet")
_TYPES = (
    "Akut", "Läkarbesök 1177", "Provtagning", "Distriktssköterska 1177", "BVC", "Telefontid",
    "Vaccination", "Fysioterapi nybesök", "Fysioterapi återbesök", "Läkarbesök lång", "Sårvård",
    "Kurator", "Psykolog", "Arbetsterapeut", "Blodtryck", "EKG", "Cellprov", "Rådgivning",
)  # fmt: skip
_RESOURCES = (
    "Distriktssköterska", "Johan Frisk", "Florence Nilsson", "Läkare 1", "Läkare 2", "Läkare 3",
    "Lab", "BVC-sköterska", "Fysioterapeut Åke", "Fysioterapeut Eva", "Kurator", "Psykolog Öst",
    "Psykolog Väst", "Sköterska 1", "Sköterska 2", "Sköterska 3", "Arbetsterapeut", "Jour",
)  # fmt: skip
_INTERPRETERS = ("Nej",) * 17 + ("Arabiska", "Somaliska", "Finska")
_REFERRALS = ("",) * 15 + ("Egen vårdbegäran", "Remiss från vårdcentral", "Remiss från sjukhus")

_INSERT = (
    "INSERT INTO log_row (clinic_id, file_id, chain, act, changed_at, referral, patient, pnr,"
    " interpreter, old_start, old_type, old_resource, old_comment, new_start, new_type,"
    " new_resource, new_comment, minutes_left, late)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NO_VISIT = (None, "", "", "")
Row = tuple[Any, ...]
Visit = tuple[int, str, str, str]


def build(path: Path, rows: int, *, seed: int = 1, file: str = FILE) -> Book:
    """Make a book whose clinic 1 has an imported log of so many rows.

    Args:
        path: where; must not exist.
        rows: how many rows the log has.
        seed: of the random choices.
        file: the log's name.
    """
    book = Book.create(path)
    with book.write() as tx:
        clock.start(tx, clock.Mode.PAUSED, parse_instant("2026-09-12 10:52"))
        clinic = clinics.add(tx, "Björkens vårdcentral", JournalSystem.ASYNJA, connected=True)
        case_types.add(tx, clinic, CaseKind.BOOK, active=True)
        case_types.add(tx, clinic, CaseKind.CHANGE, active=True)
    add_log(book, clinic, rows, seed=seed, file=file)
    return book


def add_log(book: Book, clinic: int, rows: int, *, seed: int = 1, file: str = FILE) -> None:
    """Add an imported log of so many rows, oldest change first, in one transaction."""
    with book.write() as tx:
        made = tx.insert(
            "INSERT INTO log_file (clinic_id, name, imported_at, imported_by)"
            " VALUES (?, ?, ?, 'Rut Reception')",
            (clinic, file, clock.now(tx)),
        )
        tx.many(_INSERT, ((clinic, made, *row) for row in sample_rows(rows, seed)))


def sample_rows(count: int, seed: int = 1) -> Iterator[Row]:
    """Rows from ``chain`` to ``late``, oldest change first."""
    dice = random.Random(seed)
    people = [_person(dice) for _ in range(max(20, min(60_000, count // 6)))]
    waiting: list[tuple[int, int, Row, Visit]] = []
    made = 0
    for chain, at in enumerate(_moments(dice), 1):
        while waiting and waiting[0][0] <= at:
            when, number, who, before = heapq.heappop(waiting)
            visit = _visit(dice, when, before) if dice.random() < 0.45 else None
            yield _row(number, when, who, before, visit)
            made += 1
            if visit is not None:
                _follow(dice, waiting, when, number, who, visit)
            if made == count:
                return
        who = (*dice.choice(people), dice.choice(_INTERPRETERS), dice.choice(_REFERRALS))
        visit = _visit(dice, at, None)
        yield _row(chain, at, who, None, visit)
        made += 1
        _follow(dice, waiting, at, chain, who, visit)
        if made == count:
            return


def _person(dice: random.Random) -> tuple[str, str]:
    born = f"{dice.randint(1930, 2015)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    digits = f"{born}{dice.randint(0, 999):03}"
    return f"{dice.choice(_FIRST)} {dice.choice(_LAST)}", f"{digits}{_wrong_check(digits)}"


def _wrong_check(digits: str) -> int:
    """A last digit that nobody's personal number has after these."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits[2:]))
    right = -sum(value // 10 + value % 10 for value in doubled) % 10
    return (right + 1) % 10


def _moments(dice: random.Random) -> Iterator[int]:
    """Whole minutes at which somebody books, in order, for ever."""
    day = parse_day(FIRST_DAY)
    while True:
        begins = midnight(day)
        opened = sorted(dice.randint(6 * 60, 23 * 60) for _ in range(ROWS_A_DAY * 6 // 10))
        for minute in opened:
            yield begins + minute * 60
        day += 1


def _visit(dice: random.Random, at: int, before: Visit | None) -> Visit:
    day = at // 86400 + 719_163 + int(dice.expovariate(1 / 9))
    start = midnight(day) + dice.randint(32, 66) * 900
    if start <= at:
        start += 86400
    if before is not None:
        return (start, *before[1:])
    comment = f"Mitt telefonnummer: +467017406{dice.randint(5, 99):02} {dice.choice(_WHY)}"
    more = dice.choice(_MORE)
    if dice.random() < 0.001:
        more = f"Avvikelse nr {dice.randint(10_000, 99_999)}"
    elif dice.random() < 0.3:
        more = f"{more} Sedan {dice.randint(2, 90)} dagar, vikt {dice.randint(40, 130)} kg.".strip()
    said = f"{comment} {more}".strip()
    return start, dice.choice(_TYPES), dice.choice(_RESOURCES), said


def _follow(
    dice: random.Random,
    waiting: list[tuple[int, int, Row, Visit]],
    at: int,
    chain: int,
    who: Row,
    visit: Visit,
) -> None:
    if dice.random() < 0.55:
        minutes = (visit[0] - at) // 60
        when = at + int(minutes * dice.random() ** 0.7) * 60
        heapq.heappush(waiting, (when, chain, who, visit))


def _row(chain: int, at: int, who: Row, before: Visit | None, visit: Visit | None) -> Row:
    name, pnr, interpreter, referral = who
    act = "booked" if before is None else "cancelled" if visit is None else "rebooked"
    if before is not None and visit is None:
        before = (*before[:3], f"{_CANCEL[chain % len(_CANCEL)]}. {before[3]}")
    left = None if before is None else (before[0] - at) // 60
    late = int(left is not None and left < LATE_UNDER)
    sides = (*(before or _NO_VISIT), *(visit or _NO_VISIT))
    return (chain, act, at, referral, name, pnr, interpreter, *sides, left, late)


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2])).close()
