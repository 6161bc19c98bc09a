"""Logg för webbtidbok: rows, verdicts, chains, search and the reviewer's decisions (R42-R55)."""

import pytest

from db import clock
from db.book import Book
from db.errors import NotAllowed, NotFound
from db.log import query, review
from db.log.entry import DECISION_LABELS, HEADINGS, added_cells, cells
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.values import Act, Actor, ReviewDecision, Role
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF, SYSTEM
from tests.db.builders import citizen, day, make_patient
from tests.db.log_builders import PHONE, Unit

SLIDE = (
    ("2024-09-12 10:38", "2024-09-12 13:00"),
    ("2024-09-12 10:52", "2024-09-13 08:00"),
    ("2024-09-12 11:00", ""),
)
"""The chain of [000] slide 16: booked, rebooked late, cancelled late."""

TRAP = (
    ("2025-06-19 08:37", "2025-06-19 10:00"),
    ("2025-06-19 08:42", "2025-06-20 09:30"),
    ("2025-06-19 08:46", ""),
)
"""The chain of 2025: rebooked late, then cancelled in time (GUIDES.md A4)."""


@pytest.fixture
def unit(book: Book) -> Unit:
    return Unit(book)


def listed(book: Book, text: str = "", actor: Actor = STAFF) -> list[str]:
    return [f"{one.act} {cells(one)[1]}" for one in query.rows(book, actor, 1, parse_search(text))]


def test_one_row_for_each_act_with_the_sixteen_columns(book: Book, unit: Unit) -> None:
    """R42-R43, R46-R48."""
    booking = unit.chain(*SLIDE)
    booked, rebooked, cancelled = query.rows(book, STAFF, 1)
    assert len(cells(booked)) == len(HEADINGS) == 16
    visit = ("2024-09-12", "13:00", "Akut", "Distriktssköterska", PHONE)
    moved = ("2024-09-13", "08:00", "Akut", "Distriktssköterska", PHONE)
    empty = ("",) * 5
    who = ("", "Tolvan Tolvansson", "19121212-1212", "Nej")
    assert cells(booked) == ("Bokad", "2024-09-12 10:38", *who, *empty, *visit)
    assert cells(rebooked) == ("Ombokad", "2024-09-12 10:52", *who, *visit, *moved)
    assert cells(cancelled) == ("Avbokad", "2024-09-12 11:00", *who, *moved, *empty)
    assert {one.chain for one in (booked, rebooked, cancelled)} == {booking}
    assert {one.booking for one in (booked, rebooked, cancelled)} == {booking}
    assert rebooked.new is not None
    assert rebooked.new.length_min == 30


def test_verdicts_with_time_left(book: Book, unit: Unit) -> None:
    """R50, GUIDES.md A4."""
    unit.chain(*SLIDE)
    booked, rebooked, cancelled = query.rows(book, STAFF, 1)
    assert (booked.late.late, booked.minutes_left, booked.billable) == (False, None, False)
    assert "Nybokning faktureras inte." in booked.late.text
    assert (rebooked.late.late, rebooked.minutes_left, rebooked.billable) == (True, 128, True)
    assert "2 h 08 kvar" in rebooked.late.text
    assert (cancelled.late.late, cancelled.minutes_left, cancelled.billable) == (True, 1260, True)
    assert added_cells(rebooked) == ("2 h 08", "Ja", "Ja", "")
    assert added_cells(booked) == ("", "", "Nej", "")


def test_two_late_rows_of_a_chain_are_both_billable_and_the_second_says_so(
    book: Book, unit: Unit
) -> None:
    unit.chain(*SLIDE)
    booked, rebooked, cancelled = query.rows(book, STAFF, 1)
    assert (booked.chain_note, rebooked.chain_note) == ("", "")
    assert cancelled.chain_note == (
        "Även ombokningen 2024-09-12 10:52 i samma kedja ska faktureras."
    )


def test_a_late_rebooking_is_not_lost_by_a_cancellation_in_time(book: Book, unit: Unit) -> None:
    """GUIDES.md A4, the trap."""
    unit.chain(*TRAP)
    _, rebooked, cancelled = query.rows(book, STAFF, 1)
    assert (rebooked.minutes_left, rebooked.billable) == (78, True)
    assert (cancelled.minutes_left, cancelled.billable) == (1484, False)
    assert cancelled.chain_note == "Ombokningen 2025-06-19 08:42 i samma kedja ska faktureras."


def test_late_rows_of_the_same_minute_stand_in_order(book: Book, unit: Unit) -> None:
    unit.chain(("2024-09-12 10:00", "2024-09-12 13:00"),
               ("2024-09-12 10:05:10", "2024-09-12 15:00"),
               ("2024-09-12 10:05:40", ""))  # fmt: skip
    _, rebooked, cancelled = query.rows(book, STAFF, 1)
    assert rebooked.changed_at == cancelled.changed_at
    assert (rebooked.chain_note, cancelled.chain_note != "") == ("", True)


def test_other_chains_are_not_mentioned(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE[:2])
    unit.chain(("2024-09-12 10:40", "2024-09-12 15:00"), ("2024-09-12 11:05", ""))
    assert [one.chain_note for one in query.rows(book, STAFF, 1)] == [""] * 4


def test_a_cleared_row_is_still_mentioned(book: Book, unit: Unit) -> None:
    """R45: the log forgets, the bookings' history does not."""
    unit.chain(*SLIDE)
    with book.write() as tx:
        tx.run("DELETE FROM log_row WHERE act = 'rebooked'")
    assert "ombokningen 2024-09-12 10:52" in query.rows(book, STAFF, 1)[-1].chain_note


@pytest.mark.parametrize(
    ("decision", "row", "billable"),
    [
        pytest.param(ReviewDecision.EXEMPT, 1, False, id="late-but-exempt"),
        pytest.param(ReviewDecision.CHECKED, 1, False, id="late-but-checked"),
        pytest.param(ReviewDecision.BILL, 1, True, id="late-and-billed"),
        pytest.param(None, 1, True, id="late-and-undecided"),
        pytest.param(ReviewDecision.CHECKED, 2, False, id="in-time-and-checked"),
    ],
)
def test_the_reviewers_decision_goes_first(
    book: Book, unit: Unit, decision: ReviewDecision | None, row: int, *, billable: bool
) -> None:
    unit.chain(*TRAP)
    seq = query.rows(book, STAFF, 1)[row].seq
    review.decide(book, STAFF, [seq], decision, "Giltigt förhinder", seen=None)
    entry = query.rows(book, STAFF, 1)[row]
    assert (entry.decision, entry.billable) == (decision, billable)
    assert added_cells(entry)[3] == ("" if decision is None else DECISION_LABELS[decision])


def test_an_exempt_row_is_not_mentioned_further_on(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE)
    seq = query.rows(book, STAFF, 1)[1].seq
    review.decide(book, STAFF, [seq], ReviewDecision.EXEMPT, "Giltigt förhinder", seen=None)
    assert query.rows(book, STAFF, 1)[2].chain_note == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("", 6, id="all"),
        pytest.param("avbokad", 2, id="R54-avbokad"),
        pytest.param("bokad", 2, id="R54-bokad-alone"),
        pytest.param("2025-06-19", 3, id="A6.5-from-the-date"),
        pytest.param("2024-05-01", 6, id="A6.5-from-an-early-date"),
        pytest.param("2024-09-12 2024-09-12", 3, id="until-a-date-that-counts"),
        pytest.param("2024-09-12 2024-09-12 avbokad", 1, id="all-at-once"),
        pytest.param("19121212-1212", 6, id="personal-number"),
        pytest.param("191212121212", 6, id="personal-number-without-hyphen"),
        pytest.param("TOLVAN halsen", 6, id="words-in-any-column-any-case"),
        pytest.param("DISTRIKTSSKÖTERSKA", 6, id="casefolded-beyond-ascii"),
        pytest.param("09:30", 2, id="a-clock"),
        pytest.param("tolvan feber", 0, id="all-words-needed"),
        pytest.param("100%", 0, id="no-wildcards"),
    ],
)
def test_search(book: Book, unit: Unit, typed: str, found: int) -> None:
    unit.chain(*SLIDE)
    unit.chain(*TRAP)
    assert len(query.rows(book, STAFF, 1, parse_search(typed))) == found


def test_only_late(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE)
    unit.chain(*TRAP)
    found = query.rows(book, STAFF, 1, LogQuery(late=True))
    assert [one.act for one in found] == [Act.REBOOKED, Act.CANCELLED, Act.REBOOKED]


def test_the_day_of_a_query_is_local(book: Book, unit: Unit) -> None:
    unit.chain(("2024-09-12 00:00", "2024-09-14 08:00"))
    unit.chain(("2024-09-12 23:59", "2024-09-14 09:00"))
    on = day("2024-09-12")
    assert len(query.rows(book, STAFF, 1, LogQuery(from_day=on, to_day=on))) == 2
    assert len(query.rows(book, STAFF, 1, LogQuery(to_day=on - 1))) == 0
    assert len(query.rows(book, STAFF, 1, LogQuery(from_day=on + 1))) == 0


def test_rows_are_sorted_by_change_then_number(book: Book, unit: Unit) -> None:
    """The clock may be moved back, so later numbers may have earlier times."""
    unit.chain(("2024-09-12 10:00", "2024-09-20 08:00"))
    unit.chain(("2024-09-11 10:00", "2024-09-20 09:00"))
    unit.chain(("2024-09-12 10:00:30", "2024-09-20 10:00"))
    found = query.rows(book, STAFF, 1)
    assert [cells(one)[1] for one in found] == (
        ["2024-09-11 10:00", "2024-09-12 10:00", "2024-09-12 10:00"]
    )
    assert [one.seq for one in found] == [2, 1, 3]


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, SYSTEM], ids=lambda one: one.role)
def test_care_sees_personal_numbers(book: Book, unit: Unit, actor: Actor) -> None:
    unit.chain(*SLIDE)
    assert query.rows(book, actor, 1)[0].pnr == "191212121212"


def test_it_sees_masked_numbers_and_cannot_search_them_out(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE)
    entry = query.rows(book, IT, 1)[0]
    assert (entry.pnr, cells(entry)[2 + 2]) == ("19121212-****", "19121212-****")
    assert listed(book, "1212-1212", IT) == []
    assert listed(book, "191212121212", IT) == []
    assert len(listed(book, "19121212", IT)) == 3


@pytest.mark.parametrize(
    "actor",
    [AGENT, Actor(Role.REGIONAL_ADMIN), Actor(Role.UNIT_ADMIN), Actor(Role.CITIZEN, "", 1)],
    ids=lambda one: one.role,
)
def test_only_care_reads(book: Book, unit: Unit, actor: Actor) -> None:
    unit.chain(*SLIDE)
    with pytest.raises(NotAllowed):
        query.rows(book, actor, 1)


def test_a_citizen_is_refused(book: Book) -> None:
    with pytest.raises(NotAllowed, match="Invånare får inte läsa Logg för webbtidbok"):
        query.rows(book, citizen(make_patient(book, 3)), 1)


def test_counts(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE)
    unit.chain(*TRAP)
    assert query.counts(book, 1) == query.LogCounts(6, 2, 2, 2, late=3, to_check=3)
    seq = query.rows(book, STAFF, 1)[1].seq
    review.decide(book, STAFF, [seq], ReviewDecision.CHECKED, seen=None)
    assert query.counts(book, 1) == query.LogCounts(6, 2, 2, 2, late=3, to_check=2)
    assert query.counts(book, 1).to_check == 2


def test_counts_of_an_empty_log(book: Book) -> None:
    assert query.counts(book, 1) == query.LogCounts(0, 0, 0, 0, 0, 0)
    assert query.counts(book, 1).to_check == 0


def test_unknown_clinic_and_file(book: Book) -> None:
    with pytest.raises(NotFound, match="Enheten finns inte"):
        query.rows(book, STAFF, 99)
    with pytest.raises(NotFound, match="Inlästa loggar: inga"):
        query.rows(book, STAFF, 1, file="borta.csv")


def test_a_verdict_on_the_edge_stands_when_the_journal_system_is_changed(
    book: Book, unit: Unit
) -> None:
    """Exactly 24 h 00: in time in AsynjaVisph, blocked in PMO (R62)."""
    unit.chain(("2024-09-12 10:00", "2024-09-14 08:00"), ("2024-09-13 08:00", ""))
    with book.write() as tx:
        tx.run("UPDATE clinic SET system = 'pmo'")
    entry = query.rows(book, STAFF, 1)[1]
    assert (entry.minutes_left, entry.late.late, entry.billable) == (1440, False, False)
    assert "I tid." in entry.late.text


def test_another_clinics_rows_are_not_seen(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE)
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Andra', 'asynjavisph')")
    assert query.rows(book, STAFF, other) == ()
    assert query.counts(book, other).to_check == 0


def test_nothing_reads_the_computers_clock(book: Book, unit: Unit) -> None:
    unit.chain(*SLIDE)
    before = query.rows(book, STAFF, 1)
    with book.write() as tx:
        clock.start(tx, clock.Mode.REAL)
    assert query.rows(book, STAFF, 1) == before
