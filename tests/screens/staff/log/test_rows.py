"""The rows of the log without the page: what is asked for, what shows, what is said of it."""

import pytest

from db.errors import BookError, NotFound
from db.log import review
from db.log import view as log_view
from db.log.review import seen_of
from db.log.view import LogOrder, LogView
from db.values import ReviewDecision
from screens.session import Session
from screens.staff.log.rows import NO_HITS, NO_ROWS, LogRows
from screens.staff.log.search_text import Tab
from tests.screens import guide_world
from tests.screens.log_world import FILE, add_log

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


@pytest.fixture
def rows(session: Session) -> LogRows:
    made = LogRows(lambda: session)
    assert made.look(is_finding=False) is not None
    return made


def long_log(session: Session, search: str = "") -> tuple[LogRows, LogView]:
    """A log too long for all hits of a word to be known at once, and what is to be found in it."""
    add_log(session.book, rows=4_000, late_every=20)
    rows = LogRows(lambda: session, FILE, search)
    found = rows.look(is_finding=False)
    assert found is not None
    return rows, found


# --- the source -----------------------------------------------------------------------------------


def test_before_it_has_looked_there_are_no_rows(session: Session) -> None:
    rows = LogRows(lambda: session)
    assert (rows.count(), rows.window(0, 9), rows.position(1), rows.told(0, 0)) == (0, (), None, "")
    assert (rows.near(1), rows.hidden({1, 2})) == (0, frozenset({1, 2}))


def test_a_row_is_called_by_its_number_in_the_book(rows: LogRows) -> None:
    window = rows.window(2, 3)
    assert [rows.position(row.key) for row in window] == [2, 3, 4]
    assert rows.position("a heading") is None
    assert rows.find("Tolvan", None) is None  # Sök does that


@pytest.mark.parametrize(("wide", "text"), [(False, "Kontr"), (True, "Kontrollerad")])
def test_a_narrow_sheet_gets_short_words(
    session: Session, rows: LogRows, wide: bool, text: str
) -> None:
    assert rows.view is not None
    seen = [seen_of(entry) for entry in rows.view.window(0, 1)]
    review.decide(session.book, session.actor, [seen[0].seq], ReviewDecision.CHECKED, seen=seen)
    rows.wide = wide
    assert rows.window(0, 1)[0].cells[3].text == text


# --- what is asked for ----------------------------------------------------------------------------


def test_blanks_at_the_end_of_a_search_ask_for_nothing_new(rows: LogRows) -> None:
    assert rows.ask("avbokad ")
    assert not rows.ask("avbokad   ")
    assert rows.search == "avbokad"
    rows.look(is_finding=False)
    assert rows.told(0, 0) == f"{rows.count()} av 10"


def test_a_row_that_a_search_hides_has_a_place_that_is_near(rows: LogRows) -> None:
    late = [row.key for row in rows.window(0, 10) if row.cells[2].text.startswith("⚑")]
    other = next(row.key for row in rows.window(0, 10) if row.key not in late)
    rows.ask("sen:ja")
    rows.look(is_finding=False)
    assert rows.hidden({*late, other, "heading"}) == {other}
    assert isinstance(other, int)
    assert 0 <= rows.near(other) < 3
    assert rows.near(None) == 0


def test_what_is_marked_and_hidden_is_said(rows: LogRows) -> None:
    assert rows.told(0, 0) == "10 rader"
    assert rows.told(1, 0) == "10 rader · 1 markerad"
    assert rows.told(3, 2) == "10 rader · 3 markerade, 2 visas inte"


def test_why_there_are_no_rows_is_said(session: Session, rows: LogRows) -> None:
    rows.ask("finns inte")
    rows.look(is_finding=False)
    assert rows.empty_text == NO_HITS
    with session.book.write() as tx:
        tx.run("DELETE FROM log_row")
    rows.ask("")
    rows.look(is_finding=False)
    assert (rows.count(), rows.empty_text) == (0, NO_ROWS)


def test_a_log_that_is_gone_shows_nothing_and_another_one_does(session: Session) -> None:
    add_log(session.book, rows=30, late_every=5)
    rows = LogRows(lambda: session, FILE)
    rows.look(is_finding=False)
    rows.stood = 7
    assert rows.count() == 30
    with session.book.write() as tx:
        tx.run("DELETE FROM log_file")
    with pytest.raises(NotFound):
        rows.look(is_finding=False)
    assert (rows.view, rows.empty_text) == (None, "Loggen kan inte visas. o väljer en annan.")
    rows.open("")
    rows.look(is_finding=False)
    assert rows.count() == 10
    assert rows.stood is None


def test_the_tabs_count_each_their_rows(rows: LogRows) -> None:
    by_tab, summary = rows.counts()
    assert (
        by_tab[Tab.ALL] == by_tab[Tab.BOOKED] + by_tab[Tab.REBOOKED] + by_tab[Tab.CANCELLED] == 10
    )
    assert (by_tab[Tab.LATE], summary.late) == (3, 3)


# --- what threads find meanwhile ------------------------------------------------------------------


def test_another_order_of_a_long_log_is_looked_for_behind_the_rows_that_show(
    session: Session,
) -> None:
    rows, shown = long_log(session)
    rows.order = LogOrder("patient")
    view = rows.look(is_finding=False)
    assert view is not None
    assert not view.exact
    assert (rows.view, rows.is_sorting) == (shown, True)
    assert "· ordnas …" in rows.told(0, 0)
    assert rows.complete(log_view.find_all(session.book, view, lambda: False))
    assert (rows.count(), rows.is_sorting) == (4_000, False)
    assert [row.cells[5].text for row in rows.window(0, 1)] == ["Tolvan Tolvansson"]


def test_what_came_while_hits_were_found_is_looked_for_afterwards(session: Session) -> None:
    rows, _ = long_log(session)
    rows.order = LogOrder("patient")
    rows.look(is_finding=False)
    assert rows.look(is_finding=True) is None
    assert (rows.is_stale, rows.is_sorting) == (True, True)
    assert rows.look(is_finding=False) is not None
    assert not rows.is_stale


def test_nothing_is_completed_that_nobody_asked_for(session: Session) -> None:
    rows, view = long_log(session)
    hits = log_view.find_all(session.book, view, lambda: False)
    assert not LogRows(lambda: session).complete(hits)


def test_a_search_that_is_not_read_leaves_no_order_on_its_way(session: Session) -> None:
    rows, _ = long_log(session)
    rows.order = LogOrder("patient")
    rows.look(is_finding=False)
    rows.open("en annan.csv")
    with pytest.raises(BookError):
        rows.look(is_finding=True)
    assert (rows.is_sorting, rows.count()) == (False, 0)
