"""The view of a log says the same as reading every row, whatever the query and the index."""

import contextlib
import random
from dataclasses import replace
from typing import NamedTuple

import pytest
from personnummer import personnummer

from db.book import Book, Reader
from db.doctor import examine
from db.errors import NotAllowed, NotFound, Unusable
from db.log import query as weblog
from db.log import view as log_view
from db.log.entry import LogEntry, cells
from db.log.index import store
from db.log.index.block import Stored
from db.log.view import COLUMN_KEYS, LogOrder, find_all, index_more, view
from db.rules.local_time import day_of
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery, fold
from db.values import Actor, ReviewDecision, Role
from tests.db.actors import AGENT, IT, STAFF
from tests.db.builders import at
from tests.db.log_books import (
    FILES,
    NUMBERS,
    ODD_NUMBERS,
    PLAIN,
    add_rows,
    expected,
    make_files,
    random_query,
    seqs,
    whole,
)
from tests.db.log_builders import Unit
from tests.db.test_all_or_nothing import Failing, opened
from tests.effort import effort
from tools import sample_log

MANY = 4500
DEMO = Actor(Role.STAFF, "Rut Reception", demo=True)
ORDERS = (LogOrder(), LogOrder("", descending=True))


def catch_up(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Index every row there is, however few."""
    with monkeypatch.context() as patch:
        patch.setattr(store, "DUE", 1)
        while not index_more(book):
            pass
        with book.read() as reader:
            assert store.behind(reader) == 0


def agree(book: Book, dice: random.Random, tries: int) -> None:
    """Random queries by all actors on all logs: the view and the rows say the same."""
    for _ in range(tries):
        actor, file = dice.choice([STAFF, IT, DEMO]), dice.choice([*FILES, ""])
        query, order = (
            random_query(dice, weblog.rows(book, actor, 1, None, file)),
            dice.choice(ORDERS),
        )
        found = whole(book, view(book, actor, 1, query, order, file))
        wanted = list(expected(book, actor, query, file, order))
        assert seqs(found) == [one.seq for one in wanted], query
        assert found.count == len(wanted)
        assert found.window(0, 3) == tuple(wanted[:3])


@pytest.mark.parametrize("seed", range(effort(2, 200)))
def test_the_index_and_the_rows_agree(
    book: Book, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is made, made, behind, and caught up again after rows came, went and changed."""
    dice = random.Random(seed)
    files = make_files(book)
    numbers = (NUMBERS, ODD_NUMBERS)[seed % 2]
    Unit(book).chain(("2024-09-12 10:38", "2024-09-12 13:00"), ("2024-09-12 10:52", ""))
    with book.write() as tx:
        add_rows(tx, dice, files, 60, gap=dice.choice([1, 400]), numbers=numbers)
    agree(book, dice, effort(8, 12))
    catch_up(book, monkeypatch)
    agree(book, dice, effort(18, 25))
    with book.write() as tx:
        add_rows(tx, dice, files, 10, gap=3, numbers=numbers)
        some = "id % 5 = ? AND file_id IS NOT NULL"
        tx.run(f"DELETE FROM log_row WHERE {some}", (dice.randrange(5),))
        tx.run(f"UPDATE log_row SET patient = 'Ängla', pnr = '' WHERE {some}", (dice.randrange(5),))
        tx.run(f"UPDATE log_row SET decision = 'bill' WHERE {some}", (dice.randrange(5),))
    agree(book, dice, effort(8, 12))
    catch_up(book, monkeypatch)
    agree(book, dice, effort(18, 25))
    found = {fault.check for fault in examine.examine(book).faults}
    assert not found & {"log-index", "log-counts"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A realistic log: two blocks, and more texts than a byte can tell apart."""
    book = sample_log.build(tmp_path_factory.mktemp("log") / "book.db", MANY)
    while not index_more(book):
        pass
    return book


class Shown(NamedTuple):
    """A row and all that is searched of it."""

    entry: LogEntry
    text: str


@pytest.fixture(scope="module")
def every(sample: Book) -> list[Shown]:
    """What each of its rows shows."""
    entries = weblog.rows(sample, STAFF, 1, None, sample_log.FILE)
    return [Shown(one, fold("\n".join((*cells(one), one.pnr)))) for one in entries]


def wanted_of(every: list[Shown], query: LogQuery) -> list[int]:
    """The rows of a query, by looking at each."""
    fields = replace(query, words=(), without=())
    return [
        entry.seq
        for entry, text in every
        if all(word in text for word in query.words)
        and not any(word in text for word in query.without)
        and (query.from_day or 0) <= day_of(entry.changed_at) <= (query.to_day or 10**9)
        and query.late in (None, entry.late.late)
        and (not query.acts or entry.act in query.acts)
        and (not query.review or (entry.decision or "") in query.review)
        and (not fields.has_text or weblog.matches(fields, entry))
    ]


def texts(book: Book, search: str, order: LogOrder = PLAIN) -> list[int]:
    found = whole(book, view(book, STAFF, 1, parse_search(search), order, sample_log.FILE))
    return list(found.seqs(0, found.count))


@pytest.mark.parametrize(
    "search",
    [
        "", "a", "av", "avvikelse", "tolk", "xyzzy", "tolk avbokad", "2022-01-04 2022-01-05",
        "sen:ja bedömd:nej", "-nej", "09:30", "1930", '"2022-01-05 1"', "resurs:frisk -akut",
        "TYP:provtagning sen:nej", "pnr:19 öst", "å", "mitt telefonnummer", "+4670", '"e 1"',
    ],
)  # fmt: skip
def test_a_large_log_is_searched_exactly(sample: Book, every: list[Shown], search: str) -> None:
    wanted = wanted_of(every, parse_search(search))
    assert texts(sample, search) == wanted
    assert texts(sample, search, LogOrder("changed_at", descending=True)) == wanted[::-1]


@pytest.mark.parametrize("search", ["", "sen:ja", "tolk", "tolk sen:nej"])
@pytest.mark.parametrize("order", [*ORDERS, LogOrder("patient")], ids=str)
def test_places_rows_and_jumps(
    sample: Book, every: list[Shown], search: str, order: LogOrder
) -> None:
    found = whole(sample, view(sample, STAFF, 1, parse_search(search), order, sample_log.FILE))
    rows = list(found.seqs(0, found.count))
    late = {entry.seq for entry, _ in every if entry.late.late}
    assert len(rows) == found.count > 60
    for place in (0, 1, found.count // 2, found.count - 1):
        assert found.seq_at(place) == rows[place]
        assert found.position(rows[place]) == found.nearest(rows[place]) == place
        after = (at for at in range(place + 1, found.count) if rows[at] in late)
        assert found.next_late(place) == next(after, None)
        before = (at for at in range(place - 1, -1, -1) if rows[at] in late)
        assert found.next_late(place, back=True) == next(before, None)
        assert [one.seq for one in found.window(place, 5)] == rows[place : place + 5]
    assert found.seq_at(-1) is None
    assert found.seq_at(found.count) is None
    assert found.window(found.count, 5) == ()


@pytest.mark.parametrize("order", [*ORDERS, LogOrder("old_type")], ids=str)
def test_a_row_that_is_no_hit_has_a_place_where_it_would_stand(
    sample: Book, order: LogOrder
) -> None:
    every = whole(sample, view(sample, STAFF, 1, LogQuery(), order, sample_log.FILE))
    for search in ("sen:ja", "tolk"):
        few = whole(sample, view(sample, STAFF, 1, parse_search(search), order, sample_log.FILE))
        hits = [every.position(seq) for seq in few.seqs(0, few.count)]
        for seq in (1, 1500, 3001, MANY):
            place = every.position(seq)
            assert place is not None
            stands = sum(one is not None and one < place for one in hits)
            assert few.nearest(seq) == min(stands, few.count - 1)
            assert (few.position(seq) is None) == (place not in hits)


@pytest.mark.parametrize("column", COLUMN_KEYS)
def test_every_column_sorts(sample: Book, column: str) -> None:
    """Both ways; rows that are alike stand oldest change first."""
    order = LogOrder(column)
    rows = whole(sample, view(sample, STAFF, 1, parse_search("tolk"), order, sample_log.FILE))
    if column in ("old_time", "new_time", "pnr", "changed_at", "old_day", "new_day"):
        place = COLUMN_KEYS.index(column)
        shown = [cells(one)[place] for one in rows.window(0, rows.count)]
        assert shown == sorted(shown)
    down = LogOrder(column, descending=True)
    falling = whole(sample, view(sample, STAFF, 1, parse_search("tolk"), down, sample_log.FILE))
    assert rows.count == falling.count > 100
    assert {*rows.seqs(0, rows.count)} == {*falling.seqs(0, falling.count)}
    if column == "left":
        left = [one.minutes_left or 0 for one in falling.window(0, 500) if one.earlier]
        assert left == sorted(left, reverse=True)


def test_decisions_sort_with_the_billed_first_and_the_undecided_last(book: Book) -> None:
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, random.Random(1), files[:1], 40, gap=2)
    for down in (False, True):
        found = whole(book, view(book, STAFF, 1, LogQuery(), LogOrder("decision", down), FILES[0]))
        wanted = [*ReviewDecision, None][:: -1 if down else 1]
        assert list(dict.fromkeys(one.decision for one in found.window(0, 40))) == wanted


def test_names_sort_the_swedish_way(book: Book) -> None:
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, random.Random(1), files[:1], 6, gap=1)
        for seq, name in enumerate(("Östen", "ärla", "Åke", "Zara", "anna", "Ödla"), 1):
            tx.run("UPDATE log_row SET patient = ? WHERE id = ?", (name, seq))
    found = view(book, STAFF, 1, LogQuery(), LogOrder("patient"), FILES[0])
    names = [one.patient for one in found.window(0, 9)]
    assert names == ["anna", "Zara", "Åke", "ärla", "Ödla", "Östen"]


def test_what_takes_long_is_left_to_a_thread_that_can_be_called_off(
    sample: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_view, "END_OF_PATIENCE", 0.0)
    monkeypatch.setattr(log_view, "PATIENCE", 0.0)
    found = view(sample, STAFF, 1, parse_search("nej"), LogOrder(), sample_log.FILE)
    assert not found.exact
    assert 0 < found.count < MANY
    first = found.window(0, 60)
    stopped = find_all(sample, found, lambda: True)
    assert not stopped.exact
    ready = found.completed(find_all(sample, found, lambda: False))
    assert ready.exact
    assert ready.count > found.count
    assert ready.window(0, 60) == first
    by_name = view(sample, STAFF, 1, LogQuery(), LogOrder("patient"), sample_log.FILE)
    assert (by_name.exact, by_name.count) == (False, 0)
    assert not find_all(sample, by_name, lambda: True).exact


def test_an_index_that_is_behind_says_so(book: Book) -> None:
    sample_log.add_log(book, 1, 300)
    found = view(book, STAFF, 1, parse_search("tolk"), LogOrder(), sample_log.FILE)
    assert found.indexing
    assert index_more(book, 1) is False
    assert index_more(book, 1) is True
    again = view(book, STAFF, 1, parse_search("tolk"), LogOrder(), sample_log.FILE)
    assert not again.indexing
    assert seqs(again) == seqs(found)


def test_a_booking_pays_nothing_for_the_index(book: Book) -> None:
    sample_log.add_log(book, 1, 300)
    index_more(book)
    before = _blocks(book)
    Unit(book).chain(("2024-09-12 10:38", "2024-09-12 13:00"))
    assert _blocks(book) == before
    assert view(book, STAFF, 1, parse_search("halsen")).count == 1


def test_a_file_that_is_removed_takes_its_index_along(book: Book) -> None:
    sample_log.add_log(book, 1, 300)
    index_more(book)
    assert _blocks(book)
    with book.write() as tx:
        tx.run("DELETE FROM log_file")
    assert _blocks(book) == []
    with book.read() as reader:
        for table in ("log_codes", "log_state", "log_row"):
            assert reader.value(f"SELECT count(*) FROM {table}") == 0
        assert reader.value("SELECT total(n) FROM log_count") == 0
    assert examine.examine(book).ok


def _blocks(book: Book) -> list[tuple[int, int]]:
    with book.read() as reader:
        return [(row[0], row[1]) for row in reader.rows("SELECT id, n FROM log_block")]


def test_a_number_that_is_used_again_shows_its_new_row(book: Book) -> None:
    sample_log.add_log(book, 1, 300)
    index_more(book)
    with book.write() as tx:
        tx.run("DELETE FROM log_file")
    sample_log.add_log(book, 1, 300, seed=2)
    found = view(book, STAFF, 1, parse_search("mitt"), LogOrder(), sample_log.FILE)
    wanted = weblog.rows(book, STAFF, 1, parse_search("mitt"), sample_log.FILE)
    assert seqs(found) == [one.seq for one in wanted]


def test_another_writer_between_making_and_storing_a_block(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block is made anew, so that it never tells of what was."""
    sample_log.add_log(book, 1, 300)
    honest = store._made

    def meddled(reader: Reader, number: int) -> Stored | None:
        made = honest(reader, number)
        monkeypatch.setattr(store, "_made", honest)
        with Book.open(book.path) as other, other.write() as tx:
            tx.run("UPDATE log_row SET patient = 'Meddlare' WHERE id = 7")
        return made

    monkeypatch.setattr(store, "_made", meddled)
    index_more(book)
    assert _blocks(book)
    found = view(book, STAFF, 1, parse_search("meddlare"), LogOrder(), sample_log.FILE)
    assert seqs(found) == [7]
    assert examine.examine(book).ok


def test_counts_follow_decisions(book: Book) -> None:
    Unit(book).chain(("2024-09-12 10:38", "2024-09-12 13:00"), ("2024-09-12 10:52", ""))
    asked = parse_search("sen:ja bedömd:nej")
    assert view(book, STAFF, 1, asked).count == weblog.counts(book, 1).to_check == 1
    with book.write() as tx:
        for table in ("log_row", "booking_change"):
            tx.run(f"UPDATE {table} SET decision = 'exempt' WHERE late = 1")
    assert view(book, STAFF, 1, asked).count == weblog.counts(book, 1).to_check == 0
    found = view(book, STAFF, 1, parse_search("bedömd:undantas"))
    assert [one.decision for one in found.window(0, 9)] == [ReviewDecision.EXEMPT]
    assert examine.examine(book).ok


def test_a_log_that_is_written_out_of_order(book: Book) -> None:
    """The clock may be moved back."""
    unit = Unit(book)
    unit.chain(("2024-09-12 10:00", "2024-09-20 08:00"))
    unit.chain(("2024-09-11 10:00", "2024-09-20 09:00"))
    for search in ("", "halsen"):
        assert seqs(view(book, STAFF, 1, parse_search(search))) == [2, 1]
    down = LogOrder("", descending=True)
    assert seqs(view(book, STAFF, 1, parse_search("halsen"), down)) == [1, 2]


def test_an_empty_log(book: Book) -> None:
    for search in ("", "x"):
        found = view(book, STAFF, 1, parse_search(search))
        assert (found.count, found.total, found.exact, found.indexing) == (0, 0, True, False)
        assert found.window(0, 5) == ()
        assert (found.nearest(1), found.position(1), found.seq_at(0)) == (0, None, None)
        assert found.next_late(0) is None


def test_who_may_look_and_where(book: Book) -> None:
    with pytest.raises(NotAllowed):
        view(book, AGENT, 1)
    with pytest.raises(NotFound, match="Enheten finns inte"):
        view(book, STAFF, 99)
    with pytest.raises(NotFound, match="Inlästa loggar: inga"):
        view(book, STAFF, 1, file="borta.csv")


def test_masked_numbers_cannot_be_searched_out(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = Unit(book)
    unit.chain(("2024-09-12 10:38", "2024-09-12 13:00"))
    words = ("19121212", "1212-1212", "pnr:191212121", "2-*", "****", "pnr:1212")
    for _ in ("scanned", "indexed"):
        for actor in (IT, DEMO):
            assert view(book, actor, 1).window(0, 1)[0].pnr == "19121212-****"
            found = [view(book, actor, 1, parse_search(word)).count for word in words]
            assert found == [1, 0, 0, 1, 1, 1]
        found = [view(book, STAFF, 1, parse_search(word)).count for word in words]
        assert found == [1, 1, 1, 0, 0, 1]
        catch_up(book, monkeypatch)


def test_counts_grow_with_neither_rows_nor_windows(sample: Book) -> None:
    """The number of statements of a window is the same wherever it is."""
    found = view(sample, STAFF, 1, LogQuery(), LogOrder(), sample_log.FILE)

    def asked(first: int) -> int:
        seen: list[str] = []
        sample._connection.set_trace_callback(seen.append)
        found.window(first, 40)
        sample._connection.set_trace_callback(None)
        return len(seen)

    assert {asked(0), asked(2990), asked(MANY - 50)} <= {6, 7, 8}


def test_a_clock_change_sorts_by_the_wall(book: Book) -> None:
    files = make_files(book)
    moments = ("2024-07-01 09:00", "2024-12-01 08:30", "2024-12-01 10:00")
    with book.write() as tx:
        add_rows(tx, random.Random(3), files[:1], 3, gap=1)
        for seq, when in enumerate(moments, 1):
            tx.run(
                "UPDATE log_row SET act = 'booked', old_start = NULL, minutes_left = NULL,"
                " late = 0, new_start = ? WHERE id = ?",
                (at(when), seq),
            )
    found = view(book, STAFF, 1, LogQuery(), LogOrder("new_time"), FILES[0])
    assert seqs(found) == [2, 1, 3]


def test_catching_up_may_end_at_any_statement() -> None:
    """Each block is there or not; what is searched is whole all the same."""
    with opened(Failing) as (book, connection, _):
        sample_log.add_log(book, 1, 260)
        wanted = [
            one.seq for one in weblog.rows(book, STAFF, 1, parse_search("ont"), sample_log.FILE)
        ]
        number, caught_up = 0, False
        while not caught_up:
            number += 1
            connection.arm(number)
            with contextlib.suppress(Unusable):
                caught_up = index_more(book)
            connection.arm(0)
            assert _blocks(book) in ([], [(0, 264)])
            found = view(book, STAFF, 1, parse_search("ont"), LogOrder(), sample_log.FILE)
            assert [*found.seqs(0, found.count)] == wanted
            assert examine.examine(book).ok
        assert number > 10
        assert _blocks(book)


@pytest.mark.parametrize("number", range(3))
def test_no_sample_person_exists(number: int) -> None:
    """Their personal numbers have a wrong check digit."""
    for row in sample_log.sample_rows(50, seed=number):
        assert len(row[5]) == 12
        assert not personnummer.valid(row[5])
