"""Every jump in a view of the log, from every place within it and beside it, against a list.

Views of all kinds: counted, searched and listed, empty, of one row, all late, none late.
"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.book import Book, Reader
from db.log import query as weblog
from db.log.found import Marked
from db.log.index.look import Piece
from db.log.view import COLUMN_KEYS, LogOrder, LogView, view
from db.rules.log.query import LogQuery
from tests.db.actors import STAFF
from tests.db.log_books import FILES, add_rows, make_files, random_query, seqs, whole
from tests.effort import effort

FAR = 5000
ORDERS = [LogOrder(key, down) for key in ("", *COLUMN_KEYS) for down in (False, True)]
EMPTY = (LogQuery(words=("finns inte alls",)), LogQuery(types=frozenset({"ingen"})))
QUERIES = (
    *EMPTY,
    LogQuery(),
    LogQuery(late=True),
    LogQuery(late=False),
    LogQuery(words=("o",)),
    LogQuery(words=("o",), late=True),
    LogQuery(words=("o",), late=False),
    LogQuery(words=("o",), review=frozenset({"", "bill"})),
)


def next_late(late: list[bool], place: int, *, back: bool) -> int | None:
    """What a jump must come to: the nearest late row beyond the place."""
    beyond = range(min(place, len(late)) - 1, -1, -1) if back else range(max(place, -1) + 1, FAR)
    return next((at for at in beyond if at < len(late) and late[at]), None)


def check(found: LogView) -> None:
    """All jumps, from everywhere."""
    rows = found.window(0, FAR)
    late, numbers, count = [one.late.late for one in rows], [one.seq for one in rows], len(rows)
    assert found.count == count
    for place in (-FAR, -2, *range(-1, count + 2), FAR):
        for back in (False, True):
            told = found.next_late(place, back=back)
            assert told == next_late(late, place, back=back), (found.query, found.order, place)
        within = 0 <= place < count
        assert found.seq_at(place) == (numbers[place] if within else None)
        assert seqs_from(found, place) == numbers[max(0, place) : max(0, place + 3)]
    assert found.among([0, *numbers, 10**9]) == set(numbers)
    assert list(found.seqs(0, FAR)) == numbers
    for seq in (*numbers, 0, -1, 10**9):
        assert found.position(seq) == (numbers.index(seq) if seq in numbers else None)
        assert 0 <= found.nearest(seq) <= max(0, count - 1)


def seqs_from(found: LogView, place: int) -> list[int]:
    return [one.seq for one in found.window(place, 3)]


@pytest.mark.parametrize("rows", [0, 1, 2, effort(14, 25)])
def test_every_jump_comes_to_the_nearest_late_row(book: Book, rows: int) -> None:
    dice = random.Random(rows)
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, dice, files, rows, gap=dice.choice([1, 900]))
    for file in FILES:
        entries = weblog.rows(book, STAFF, 1, None, file)
        asked = (*QUERIES, *(random_query(dice, entries) for _ in range(effort(2, 50))))
        for query in asked:
            for order in dice.sample(ORDERS, effort(2, len(ORDERS))):
                check(whole(book, view(book, STAFF, 1, query, order, file)))


flags = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6)


@given(st.lists(flags, max_size=4), st.integers(-3, 30), st.booleans())
def test_jumps_among_what_a_search_marked(
    book_pieces: list[list[tuple[bool, bool]]], place: int, back: bool
) -> None:
    """Stretches with no hits, only hits, hits of which all are late, and none at all."""
    pieces, late = [], []
    for number, flagged in enumerate(book_pieces):
        hits = bytes(hit for hit, _ in flagged)
        if 1 not in hits:
            continue
        both = bytes(hit and is_late for hit, is_late in flagged)
        pieces.append(Piece(range(number * 10, number * 10 + len(flagged)), hits, both))
        late += [is_late for hit, is_late in flagged if hit]
    nobody: Reader = None  # type: ignore[assignment]
    found = Marked(pieces).next_late(nobody, place, back=back)
    assert found == next_late(late, place, back=back)


def test_seqs_of_an_empty_view_are_none(book: Book) -> None:
    make_files(book)
    for query in EMPTY:
        for order in (ORDERS[0], ORDERS[1], ORDERS[-1]):
            assert seqs(whole(book, view(book, STAFF, 1, query, order, FILES[0]))) == []
