"""Random logs, in no order and with holes, with whatever people write; and queries on them."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from db.book import Book, Tx
from db.log import query as weblog
from db.log import view as log_view
from db.log.entry import LogEntry, cells
from db.log.rows import hidden
from db.log.view import LogOrder, LogView
from db.rules.log.query import LogQuery, fold
from db.values import Act, Actor, ReviewDecision, clean
from tests.db.builders import at
from tests.db.hostile import HOSTILE

Side = tuple[int | None, str, str, str]
FILES = ("a.csv", "b.csv")
TEXTS = (
    "", "", "Åsa Öst", "ÄRLA å", "Straße", "STRASSE", "İzmir ﬁn", "Ont i halsen", "2024-09-12",
    "09:30", "bokad", "Nej", "rad ett\nrad två", "1212-1212", "a*b_c%", "ΣΑΣ ς", "e\u0301tude",
    "Mitt telefonnummer: +4670 Ont", "som Mitt telefonnummer: mitt", "Mitt telefon", "nummer: x",
    "Mitt telefonnummer: Mitt telefonnummer: a",
    *(text for text in HOSTILE.values() if len(text) < 100),
)  # fmt: skip
NUMBERS = ("191212121212", "194408139089", "")
ODD_NUMBERS = (*NUMBERS, "12-34", "١٢٣٤", "ÅÄÖ")
PLAIN = LogOrder()
MOMENTS = tuple(
    at(text)
    for text in (
        "2024-09-12 10:52", "2024-09-11 23:59", "2024-09-12 00:00", "2024-10-27 02:30",
        "2024-12-31 23:59", "2025-01-01 00:00", "2025-03-30 03:00", "2025-06-19 08:42",
    )
)  # fmt: skip
INSERT = (
    "INSERT INTO log_row (id, clinic_id, file_id, chain, act, changed_at, referral, patient, pnr,"
    " interpreter, old_start, old_type, old_resource, old_comment, new_start, new_type,"
    " new_resource, new_comment, minutes_left, late, decision)"
    " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def make_files(book: Book) -> tuple[int, ...]:
    """Two imported logs without rows."""
    with book.write() as tx:
        return tuple(
            tx.insert("INSERT INTO log_file (clinic_id, name) VALUES (1, ?)", (name,))
            for name in FILES
        )


def add_rows(
    tx: Tx,
    dice: random.Random,
    files: Sequence[int],
    count: int,
    gap: int,
    numbers: Sequence[str] = ODD_NUMBERS,
) -> None:
    """Rows with rising numbers and holes between, in random logs."""
    seq = tx.value("SELECT coalesce(max(id), 0) FROM log_row")
    for _ in range(count):
        seq += 1 + dice.randrange(gap)
        tx.insert(INSERT, (seq, dice.choice(files), *random_row(dice, numbers)))


def random_row(dice: random.Random, numbers: Sequence[str]) -> tuple[Any, ...]:
    """A row from chain to decision."""
    act = dice.choice(list(Act))
    changed = dice.choice(MOMENTS) + dice.randrange(-200, 200) * 60
    nothing = (None, "", "", "")
    old: Side = _side(dice, changed) if act is not Act.BOOKED else nothing
    new: Side = _side(dice, changed) if act is not Act.CANCELLED else nothing
    if act is Act.REBOOKED and dice.random() < 0.5:
        new = (new[0], old[1], old[2], old[3])
    left = None if old[0] is None else (old[0] - changed) // 60
    late = int(left is not None and left < 1440)
    decision = dice.choice(["", "", "", *ReviewDecision])
    who = (_text(dice), _text(dice), dice.choice(numbers), _text(dice))
    return (dice.randrange(5), act, changed, *who, *old, *new, left, late, decision)


def _side(dice: random.Random, changed: int) -> Side:
    start = changed + dice.randrange(0, 4000) * 60
    comment = clean(" ".join(dice.sample(TEXTS, 2)), lines=True)
    return start, _text(dice), _text(dice), comment


def _text(dice: random.Random) -> str:
    return clean(dice.choice(TEXTS))


def random_query(dice: random.Random, entries: Sequence[LogEntry]) -> LogQuery:
    """A query, mostly of pieces of what some row shows."""
    days = sorted(at // 86400 + 719_163 + dice.randrange(-1, 2) for at in dice.sample(MOMENTS, 2))
    return LogQuery(
        words=tuple(_piece(dice, entries) for _ in range(dice.choice([0, 1, 1, 1, 2]))),
        from_day=days[0] if dice.random() < 0.2 else None,
        to_day=days[1] if dice.random() < 0.2 else None,
        acts=frozenset(dice.sample(list(Act), dice.choice([0, 0, 1, 2]))),
        late=dice.choice([None, None, True, False]),
        without=(_piece(dice, entries),) if dice.random() < 0.2 else (),
        resource=(_piece(dice, entries),) if dice.random() < 0.15 else (),
        type_name=(_piece(dice, entries),) if dice.random() < 0.15 else (),
        pnr=(dice.choice(["19", "1212-1", "****", "3908", "å"]),) if dice.random() < 0.15 else (),
        types=_names(dice, entries, "type_name"),
        resources=_names(dice, entries, "resource_name"),
        review=frozenset(dice.sample(["", *ReviewDecision], dice.choice([0, 0, 1, 2]))),
    )


def _names(dice: random.Random, entries: Sequence[LogEntry], which: str) -> frozenset[str]:
    """Now and then a whole name or two, of either side, or one that is in no row."""
    if dice.random() > 0.15:
        return frozenset()
    sides = [side for one in entries for side in (one.earlier, one.new) if side is not None]
    names = [fold(getattr(side, which)) for side in sides]
    return frozenset(dice.choices([*names, "", "inget"], k=dice.choice([1, 1, 2])))


def _piece(dice: random.Random, entries: Sequence[LogEntry]) -> str:
    if not entries or dice.random() < 0.1:
        return dice.choice(["x", "zz", "å", "2024", "12 1", "-", "****"])
    text = fold(dice.choice([text for text in cells(dice.choice(entries)) if text] or ["x"]))
    begins = dice.randrange(len(text))
    return clean(text[begins : begins + dice.choice([1, 2, 3, 4, 8, 30])].replace("\n", " ")) or "a"


def whole(book: Book, view: LogView) -> LogView:
    """The view with all its hits."""
    if view.exact:
        return view
    return view.completed(log_view.find_all(book, view, lambda: False))


def seqs(view: LogView, batch: int = 7) -> list[int]:
    """All rows of a view, a window at a time."""
    return [one.seq for first in range(0, view.count, batch) for one in view.window(first, batch)]


def expected(
    book: Book, actor: Actor, query: LogQuery, file: str, order: LogOrder = PLAIN
) -> Iterator[LogEntry]:
    """The rows by looking at what each of them shows."""
    found = weblog.rows(book, actor, 1, query, file)
    shown = [hidden(one, actor.demo) for one in found]
    return reversed(shown) if order.descending else iter(shown)
