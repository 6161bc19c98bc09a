"""What Schemalägg shows before OK, while it writes and after it (R28-R33, R66)."""

import pytest

from db.book import Book
from db.bookings.acts import book_time
from db.errors import Refused
from db.rules.local_time import day_text
from db.schedule.lay_out import last_layout, lay_out, layouts, undo_layout
from db.tidbok.events import add as add_event
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import at, day, make_patient, make_resource, make_type
from tests.db.schedule.test_lay_out import WEEK, Row, every_day, everything, make_template

# --- what the preview shows -----------------------------------------------------------------


def test_the_preview_counts_types_by_day_and_names_the_red_days(book: Book) -> None:
    visit, lab = make_type(book, ".Läkarbesök"), make_type(book, ".Provtagning")
    pair = (make_resource(book, "A"), make_resource(book, "B"))
    rows: list[Row] = [(on, "08:00", "09:00", 30, None, visit) for on in WEEK]
    rows += [(2, "10:00", "11:00", 60, None, lab), (7, "10:00", "11:00", 60, None, lab)]
    template = make_template(book, "Jul", rows)
    laid = lay_out(
        book,
        SCHEDULER,
        1,
        template,
        pair,
        day("2024-12-23"),
        day("2024-12-28"),
        seen=None,
        dry_run=True,
    )
    told = laid.summary
    assert [
        (day_text(one.day)[8:], one.red, one.helgdag, [(of.name, of.times) for of in one.types])
        for one in told.days
    ] == [
        ("23", "", False, [(".Läkarbesök", 4)]),
        ("24", "julafton", False, [(".Läkarbesök", 4)]),
        ("25", "juldagen", True, [(".Provtagning", 2)]),
        ("26", "annandag jul", True, [(".Provtagning", 2)]),
        ("27", "", False, [(".Läkarbesök", 4)]),
    ]
    assert [(one.name, one.times) for one in told.types] == [
        (".Läkarbesök", 12),
        (".Provtagning", 4),
    ]
    assert told.times == len(laid.slots) == 16
    assert told.red_days[0] == "2024-12-25 är juldagen: mallens Helgdag gäller i stället."
    assert (told.clock, told.invalid, told.remainders, told.blocked) == ((), (), (), 0)


def test_the_preview_sorts_what_is_worth_saying(book: Book) -> None:
    """29 March 2026: a start is lost; a resource ends; a remainder; an event blocks."""
    visit = make_type(book, ".Jour")
    resource = make_resource(book, "Jouren", valid_to=day("2026-03-29"))
    span = at("2026-03-29 01:00"), at("2026-03-29 01:30")
    add_event(book, STAFF, 1, resource, *span, "Möte", blocking=True)
    template = every_day(book, visit, "01:00", "02:50", 30)
    told = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2026-03-29"), day("2026-03-30"), seen=None,
        dry_run=True,
    ).summary  # fmt: skip
    assert told.clock == (
        "2026-03-29 02:00: klockan ställs fram och klockslaget finns inte, ingen tid.",
    )
    assert told.invalid == ("Jouren är giltig till 2026-03-29: 3 tider utanför läggs inte ut.",)
    assert told.remainders == (
        "01:00–02:50 i 30 min (måndag, tisdag, onsdag, torsdag, fredag, lördag, söndag, helgdag):"
        " de sista 20 minuterna ger ingen tid.",
    )
    assert (told.times, told.blocked, told.red_days) == (2, 1, ())


@pytest.mark.parametrize(
    ("system", "last", "said"),
    [
        ("pmo", "2024-11-05", "Schemat räcker 55 dagar framåt, men 1177 visar 8 veckor (56 dagar)"
                              " i PMO. Lägg ut till minst 2024-11-06."),
        ("pmo", "2024-11-06", ""),
        ("asynjavisph", "2024-11-06", "Schemat räcker 56 dagar framåt, men 1177 visar 60 dagar i"
                                      " AsynjaVisph. Lägg ut till minst 2024-11-10."),
        ("asynjavisph", "2024-11-10", ""),
        ("pmo", "2024-09-11", "Schemat räcker inte fram till i dag, men 1177 visar 8 veckor"
                              " (56 dagar) i PMO. Lägg ut till minst 2024-11-06."),
    ],
)  # fmt: skip
def test_r66_a_schedule_shorter_than_what_1177_shows_is_warned_of(
    book: Book, system: str, last: str, said: str
) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET system = ?", (system,))
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "09:00", 30)
    resource = make_resource(book, "Johan Frisk")
    told = lay_out(
        book,
        SCHEDULER,
        1,
        template,
        [resource],
        day("2024-09-09"),
        day(last),
        seen=None,
        dry_run=True,
    )
    assert told.summary.horizon == said


# --- progress -------------------------------------------------------------------------------


def test_progress_is_told_and_may_stop_it_all_until_it_is_written(book: Book) -> None:
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "16:00", 15)
    pair = (make_resource(book, "A"), make_resource(book, "B"))
    asked = (1, template, pair, day("2024-09-16"), day("2024-10-06"))
    total = 2 * 32 * 21
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 1000

    before = book.changes()
    with pytest.raises(Refused) as no:
        lay_out(book, SCHEDULER, *asked, seen=None, progress=stop)
    assert (no.value.code, no.value.text) == (
        "cancelled", "Schemaläggningen avbröts. Inget lades ut.",
    )  # fmt: skip
    assert told == [(0, total), (500, total), (1000, total)]
    assert book.changes() == before
    assert (everything(book), layouts(book, 1), last_layout(book, 1)) == ([], (), None)

    def go_on(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    laid = lay_out(book, SCHEDULER, *asked, seen=None, progress=go_on)
    assert told[-1] == (total, total)
    assert len(laid.slots) == total == len(everything(book))


def test_the_last_layout_is_the_newest_that_stands(book: Book) -> None:
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "09:00", 30)
    resource = make_resource(book, "Johan Frisk")
    for on in ("2024-09-16", "2024-09-17"):
        lay_out(book, SCHEDULER, 1, template, [resource], day(on), day(on), seen=None)
    book_time(book, STAFF, 1, everything(book)[-1].id, patient=make_patient(book).id, seen=None)
    last = last_layout(book, 1)
    assert last is not None
    assert last == layouts(book, 1)[0]
    assert (last.from_day, last.slots, last.booked) == (day("2024-09-17"), 2, 1)
    with pytest.raises(Refused):
        undo_layout(book, SCHEDULER, last.id, seen=None)
    undo_layout(book, SCHEDULER, last.id - 1, seen=None)
    assert last_layout(book, 1) == last
    assert last_layout(book, 2) is None
