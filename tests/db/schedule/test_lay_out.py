"""Laying a template out on resources, and undoing it (R28-R33; A6.20)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.book import Book
from db.bookings.acts import book_time, cancel, rebook
from db.errors import Invalid, NotAllowed, NotFound, Refused
from db.rules.local_time import instant_text
from db.schedule.changes import remove_times, times
from db.schedule.lay_out import MOST_DAYS, lay_out, layouts, undo_layout
from db.schedule.layout_plan import LaidOut
from db.setup.clinics import find as find_clinic
from db.setup.clinics import save as save_clinic
from db.tidbok.events import add as add_event
from db.values import Actor, Slot, Weekday
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import at, day, make_patient, make_resource, make_slot, make_type
from tests.db.conftest import build
from tests.effort import effort

Row = tuple[int, str, str, int, int | None, int]
WEEK = tuple(range(5))
TEMPLATE_1177 = (
    ("08:00", "10:00", 15),
    ("10:15", "11:15", 30),
    ("11:15", "13:30", 45),
    ("14:00", "16:00", 60),
)
"""The printed template (GUIDES.md A4): 15 starts a day, Bok.före 10."""


def clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def make_template(book: Book, name: str, rows: list[Row], clinic: int = 1) -> int:
    """A template by plain SQL: (weekday, from, to, length, release, type)."""
    with book.write() as tx:
        made = tx.insert("INSERT INTO template (clinic_id, name) VALUES (?, ?)", (clinic, name))
        tx.many(
            "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
            " release, time_type_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(made, one[0], clock(one[1]), clock(one[2]), *one[3:]) for one in rows],
        )
    return made


def make_1177(book: Book, time_type: int) -> int:
    rows: list[Row] = [(on, *row, 10, time_type) for on in WEEK for row in TEMPLATE_1177]
    return make_template(book, "1177", rows)


def every_day(
    book: Book, time_type: int, first: str, last: str, length: int, release: int | None = None
) -> int:
    """A template with one row on every day of the week, Helgdag too."""
    rows = [(on, first, last, length, release, time_type) for on in range(8)]
    return make_template(book, f"{first}-{last}/{length}", rows)


def everything(book: Book) -> list[Slot]:
    with book.read() as reader:
        rows = reader.rows(
            "SELECT id, clinic_id, resource_id, time_type_id, start, length_min, day, release,"
            " release_day, taken, blocked FROM slot ORDER BY resource_id, start"
        )
    return [Slot(*row) for row in rows]


def starts(laid: LaidOut) -> list[str]:
    return [instant_text(one.start) for one in laid.slots]


@contextmanager
def fresh_book() -> Iterator[Book]:
    """A book of one's own for each example of a property."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        build(path)
        with Book.open(path) as opened:
            yield opened


# --- what is laid out -----------------------------------------------------------------------


def test_a4_template_1177_gives_15_times_a_day_for_8_weeks(book: Book) -> None:
    """R28, R32, A4: 15 starts Monday to Friday, 8 weeks, all released by Bok.före 10 (R30)."""
    visit = make_type(book, ".Läkarbesök 1177", "Läkarbesök")
    nurse = make_resource(book, "Distriktssköterskemottagning")
    doctor = make_resource(book, "Johan Frisk")
    template = make_1177(book, visit)

    laid = lay_out(
        book,
        SCHEDULER,
        1,
        template,
        (nurse, doctor),
        day("2024-09-02"),
        day("2024-10-27"),
        seen=None,
    )

    assert len(laid.slots) == 2 * 15 * 5 * 8
    assert (laid.collisions, laid.skipped) == ((), ())
    thursday = times(book, 1, doctor, day("2024-09-12"), day("2024-09-12"))
    assert [instant_text(one.start)[11:] for one in thursday] == [
        "08:00", "08:15", "08:30", "08:45", "09:00", "09:15", "09:30", "09:45",
        "10:15", "10:45", "11:15", "12:00", "12:45", "14:00", "15:00",
    ]  # fmt: skip
    assert {one.release_day for one in thursday} == {day("2024-09-03")}  # A4: N=10
    assert {one.day for one in thursday} == {day("2024-09-12")}
    assert times(book, 1, doctor, day("2024-09-14"), day("2024-09-15")) == ()


@pytest.mark.parametrize(
    ("release", "shown"),
    [(1, "2024-09-12"), (2, "2024-09-11"), (10, "2024-09-03"), (15, "2024-08-29"), (None, None)],
)
def test_r29_r31_release_day_is_stored(book: Book, release: int | None, shown: str | None) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "08:30", 30, release)
    lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-09-12"), day("2024-09-12"), seen=None
    )
    (made,) = everything(book)
    assert made.release == release
    assert made.release_day == (shown and day(shown))


def test_r32_remainder_gives_no_time_and_several_lengths_stand_side_by_side(book: Book) -> None:
    """A6.20: 08:00-09:00 in 25 minutes is two times; 45-minute times follow (R3, R18)."""
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    rows: list[Row] = [(3, "09:00", "10:30", 45, None, visit), (3, "08:00", "09:00", 25, 2, visit)]
    template = make_template(book, "Torsdag", rows)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-09-12"), day("2024-09-12"), seen=None
    )
    assert [(one.length_min, one.release) for one in laid.slots] == [
        (25, 2), (25, 2), (45, None), (45, None),
    ]  # fmt: skip
    assert [text[11:] for text in starts(laid)] == ["08:00", "08:25", "09:00", "09:45"]


def test_dry_run_writes_nothing_and_tells_the_same(book: Book) -> None:
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    template = make_1177(book, visit)
    asked = (1, template, [resource], day("2024-09-16"), day("2024-09-20"))
    before = book.changes()
    told = lay_out(book, SCHEDULER, *asked, seen=None, dry_run=True)
    assert book.changes() == before
    assert told.layout is None
    assert (everything(book), layouts(book, 1)) == ([], ())
    real = lay_out(book, SCHEDULER, *asked, seen=None)
    assert real.slots == told.slots
    assert len(everything(book)) == len(told.slots) == 75


def test_a_resource_named_twice_counts_once(book: Book) -> None:
    """The same times on two resources overlap nobody."""
    first, other = make_resource(book, "A"), make_resource(book, "B")
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "09:00", 30)
    monday = day("2024-09-16")
    laid = lay_out(book, SCHEDULER, 1, template, [other, first, other], monday, monday, seen=None)
    assert [one.resource for one in laid.slots] == [other, other, first, first]
    assert laid.collisions == ()


def test_a_template_without_times_in_the_period_makes_no_layout(book: Book) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    weekend = day("2024-09-14"), day("2024-09-15")
    laid = lay_out(book, SCHEDULER, 1, template, [resource], *weekend, seen=None)
    assert laid == LaidOut(None, (), (), ())
    assert layouts(book, 1) == ()


# --- collisions -----------------------------------------------------------------------------


def test_a6_20_collisions_are_refused_listed_and_may_be_skipped(book: Book) -> None:
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    free = make_slot(book, resource, visit, "2024-09-16 08:20", 20)  # meets two of the template
    taken = make_slot(book, resource, visit, "2024-09-16 09:30", 30)
    patient = make_patient(book)
    book_time(book, STAFF, 1, taken, patient=patient.id, seen=None)
    template = every_day(book, visit, "08:00", "10:00", 30)
    asked = (1, template, [resource], day("2024-09-16"), day("2024-09-16"))

    told = lay_out(book, SCHEDULER, *asked, seen=None, dry_run=True)
    assert starts(told) == ["2024-09-16 09:00"]
    assert [(instant_text(one.start)[11:], one.booked) for one in told.collisions] == [
        ("08:00", False), ("08:30", False), ("09:30", True),
    ]  # fmt: skip
    assert {one.with_start for one in told.collisions[:2]} == {at("2024-09-16 08:20")}
    assert told.collisions[2].text == (
        "Johan Frisk 2024-09-16 09:30–10:00 .Läkarbesök krockar med"
        " 2024-09-16 09:30–10:00 .Läkarbesök (bokad)."
    )

    with pytest.raises(Refused) as no:
        lay_out(book, SCHEDULER, *asked, seen=None)
    assert no.value.code == "collisions"
    assert no.value.items == tuple(one.text for one in told.collisions)
    assert {one.id for one in everything(book)} == {free, taken}

    laid = lay_out(book, SCHEDULER, *asked, seen=None, skip_collisions=True)
    assert (laid.slots, laid.collisions) == (told.slots, told.collisions)
    assert len(everything(book)) == 3


def test_adjacent_times_do_not_collide(book: Book) -> None:
    """Intervals are half-open: a time may begin where another ends."""
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    make_slot(book, resource, visit, "2024-09-16 07:30", 30)
    make_slot(book, resource, visit, "2024-09-16 09:00", 30)
    template = every_day(book, visit, "08:00", "09:00", 30)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-09-16"), day("2024-09-16"), seen=None
    )
    assert laid.collisions == ()
    assert len(everything(book)) == 4


def test_a_long_time_from_the_day_before_collides(book: Book) -> None:
    resource, visit = make_resource(book, "Jouren"), make_type(book, ".Jour")
    make_slot(book, resource, visit, "2024-09-15 12:00", 1440)
    template = every_day(book, visit, "11:00", "13:00", 60)
    monday = day("2024-09-16")
    told = lay_out(
        book, SCHEDULER, 1, template, [resource], monday, monday, seen=None, dry_run=True
    )
    assert starts(told) == ["2024-09-16 12:00"]
    assert [one.with_length_min for one in told.collisions] == [1440]


def test_laying_out_again_collides_with_every_time_and_skipping_makes_nothing(book: Book) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    asked = (1, template, [resource], day("2024-09-16"), day("2024-09-20"))
    lay_out(book, SCHEDULER, *asked, seen=None)
    again = lay_out(book, SCHEDULER, *asked, seen=None, skip_collisions=True)
    assert (again.layout, again.slots, len(again.collisions)) == (None, (), 75)
    assert len(layouts(book, 1)) == 1


def test_r38_times_under_a_blocking_event_are_made_not_offered_and_no_collisions(
    book: Book,
) -> None:
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök", "Läkare")
    events = (
        ("08:30", "09:00", "Möte", True),
        ("08:45", "09:15", "Utbildning", True),  # covers half a time
        ("09:30", "10:00", "Fika", False),
    )
    for first, last, text, blocking in events:
        span = at(f"2024-09-16 {first}"), at(f"2024-09-16 {last}")
        add_event(book, STAFF, 1, resource, *span, text, blocking=blocking)
    template = every_day(book, visit, "08:00", "10:00", 30)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-09-16"), day("2024-09-16"), seen=None
    )
    assert laid.collisions == ()
    assert [one.blocked for one in laid.slots] == [False, True, True, False]
    assert [one.blocked for one in everything(book)] == [False, True, True, False]


# --- days that are not as others ------------------------------------------------------------


def test_a6_20_helgdag_replaces_the_weekday_and_is_said(book: Book) -> None:
    """2024-12-25 is a Wednesday; 2024-12-24 an eve, an ordinary day unless the clinic says so."""
    resource, visit = make_resource(book, "Jouren"), make_type(book, ".Jour")
    rows: list[Row] = [(on, "08:00", "09:00", 60, None, visit) for on in WEEK]
    rows.append((Weekday.HOLIDAY, "12:00", "13:00", 60, None, visit))
    template = make_template(book, "Jul", rows)
    asked = (1, template, [resource], day("2024-12-23"), day("2024-12-27"))

    told = lay_out(book, SCHEDULER, *asked, seen=None, dry_run=True)
    assert [text[8:] for text in starts(told)] == [
        "23 08:00", "24 08:00", "25 12:00", "26 12:00", "27 08:00",
    ]  # fmt: skip
    assert told.skipped == (
        "2024-12-25 är juldagen: mallens Helgdag gäller i stället.",
        "2024-12-26 är annandag jul: mallens Helgdag gäller i stället.",
    )

    save_clinic(book, IT, replace(find_clinic(book), eves_closed=True))
    told = lay_out(book, SCHEDULER, *asked, seen=None, dry_run=True)
    assert [text[8:] for text in starts(told)][1] == "24 12:00"
    assert told.skipped[0] == "2024-12-24 är julafton: mallens Helgdag gäller i stället."


def test_a_red_day_without_helgdag_rows_gives_no_times_and_says_so(book: Book) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-12-23"), day("2024-12-27"), seen=None
    )
    assert len(laid.slots) == 3 * 15
    assert laid.skipped[0] == "2024-12-25 är juldagen: mallens Helgdag är tom, inga tider."


def test_midsummer_eve_2025_is_laid_out_as_the_guide_shows(book: Book) -> None:
    """A6.11: 2025-06-20 is offered and booked in the printed log."""
    resource = make_resource(book, "Johan Frisk")
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    eve = day("2025-06-20")
    assert len(lay_out(book, SCHEDULER, 1, template, [resource], eve, eve, seen=None).slots) == 15


def test_no_time_is_laid_on_an_hour_that_the_clock_skips(book: Book) -> None:
    """29 March 2026: 02:00-03:00 does not exist."""
    resource, visit = make_resource(book, "Jouren"), make_type(book, ".Jour")
    template = every_day(book, visit, "01:00", "04:00", 30)
    on = day("2026-03-29")
    laid = lay_out(book, SCHEDULER, 1, template, [resource], on, on, seen=None)
    assert [text[11:] for text in starts(laid)] == ["01:00", "01:30", "03:00", "03:30"]
    assert laid.slots[2].start - laid.slots[1].start == 1800
    why = "klockan ställs fram och klockslaget finns inte, ingen tid."
    assert laid.skipped == (f"2026-03-29 02:00: {why}", f"2026-03-29 02:30: {why}")


def test_a_time_over_the_skipped_hour_never_overlaps_the_next(book: Book) -> None:
    """90 minutes from 01:00 end at 03:30, so no time is laid at 03:00."""
    resource, visit = make_resource(book, "Jouren"), make_type(book, ".Jour")
    rows: list[Row] = [(6, "01:00", "02:30", 90, None, visit), (6, "03:00", "05:00", 60, 1, visit)]
    template = make_template(book, "Natt", rows)
    on = day("2026-03-29")
    laid = lay_out(book, SCHEDULER, 1, template, [resource], on, on, seen=None)
    assert [text[11:] for text in starts(laid)] == ["01:00", "04:00"]
    assert laid.skipped == (
        "2026-03-29 03:00: tiden 01:00 slutar först 03:30 (klockan ställs fram), ingen tid.",
    )


def test_no_time_is_laid_on_an_hour_that_comes_twice(book: Book) -> None:
    """25 October 2026: 02:00-03:00 passes twice."""
    resource, visit = make_resource(book, "Jouren"), make_type(book, ".Jour")
    template = every_day(book, visit, "01:00", "04:00", 60)
    on = day("2026-10-25")
    laid = lay_out(book, SCHEDULER, 1, template, [resource], on, on, seen=None)
    assert [text[11:] for text in starts(laid)] == ["01:00", "03:00"]
    assert laid.slots[1].start - laid.slots[0].start == 3 * 3600
    assert "klockslaget två gånger" in laid.skipped[0]


def test_wall_clock_stays_over_a_clock_change(book: Book) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "08:30", 30)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2026-03-28"), day("2026-03-30"), seen=None
    )
    assert [text[11:] for text in starts(laid)] == ["08:00"] * 3
    first, second, third = (one.start for one in laid.slots)
    assert (second - first, third - second) == (23 * 3600, 24 * 3600)


def test_days_on_which_a_resource_is_not_valid_are_skipped_and_said(book: Book) -> None:
    """A3 Giltighet: both ends of the validity count."""
    locum = make_resource(
        book, "Vikarien", valid_from=day("2024-09-17"), valid_to=day("2024-09-18")
    )
    gone = make_resource(book, "Slutat", valid_to=day("2024-08-31"))
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "09:00", 30)
    laid = lay_out(
        book, SCHEDULER, 1, template, [locum, gone], day("2024-09-16"), day("2024-09-19"), seen=None
    )
    assert sorted({one.day for one in everything(book)}) == [day("2024-09-17"), day("2024-09-18")]
    assert laid.skipped == (
        "Vikarien är giltig från 2024-09-17 till 2024-09-18: 4 tider utanför läggs inte ut.",
        "Slutat är giltig till 2024-08-31: 8 tider utanför läggs inte ut.",
    )


# --- who may, and what is refused ------------------------------------------------------------


@pytest.mark.parametrize("actor", [STAFF, AGENT])
def test_only_schedulers_lay_out_and_undo(book: Book, actor: Actor) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    asked = (1, template, [resource], day("2024-09-16"), day("2024-09-16"))
    for dry in (True, False):
        with pytest.raises(NotAllowed):
            lay_out(book, actor, *asked, seen=None, dry_run=dry)
    made = lay_out(book, SCHEDULER, *asked, seen=None).layout
    assert made is not None
    with pytest.raises(NotAllowed):
        undo_layout(book, actor, made, seen=None)


def test_r6_ombud_times_are_laid_out_and_undone_by_it_alone(book: Book) -> None:
    resource = make_resource(book, "Jouren")
    agents = make_type(book, "Ombud-Vårdguiden på telefon", "Akut besök")
    asked = (1, make_1177(book, agents), [resource], day("2024-09-16"), day("2024-09-16"))
    with pytest.raises(NotAllowed) as no:
        lay_out(book, SCHEDULER, *asked, seen=None)
    assert (no.value.code, no.value.source) == ("agent-type", "[000] R4, R6")
    made = lay_out(book, IT, *asked, seen=None).layout
    assert made is not None
    with pytest.raises(NotAllowed):
        undo_layout(book, SCHEDULER, made, seen=None)
    assert undo_layout(book, IT, made, seen=None) == 15


def test_periods_resources_and_templates_that_cannot_be(book: Book) -> None:
    resource = make_resource(book, "Johan Frisk")
    template = every_day(book, make_type(book, ".Läkarbesök"), "08:00", "08:30", 30)
    monday = day("2024-09-16")
    with pytest.raises(Invalid) as order:
        lay_out(book, SCHEDULER, 1, template, [resource], monday, monday - 1, seen=None)
    assert order.value.field == "to"
    with pytest.raises(Invalid, match="367"):
        lay_out(book, SCHEDULER, 1, template, [resource], monday, monday + MOST_DAYS, seen=None)
    with pytest.raises(Invalid, match="2000"):
        lay_out(book, SCHEDULER, 1, template, [resource], 1, 2, seen=None)
    with pytest.raises(Invalid, match="minst en resurs"):
        lay_out(book, SCHEDULER, 1, template, [], monday, monday, seen=None)
    with pytest.raises(NotFound, match="Schemamallen"):
        lay_out(book, SCHEDULER, 1, template + 1, [resource], monday, monday, seen=None)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], monday, monday + MOST_DAYS - 1, seen=None
    )
    assert len(laid.slots) == MOST_DAYS


def test_what_belongs_to_another_clinic_is_not_found(book: Book) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Annan MVK', 'asynjavisph')")
    here, there = make_resource(book, "Här"), make_resource(book, "Där", clinic=2)
    visit = make_type(book, ".Läkarbesök")
    template = every_day(book, visit, "08:00", "08:30", 30)
    foreign = make_template(book, "Annan", [(0, "08:00", "09:00", 30, None, visit)], clinic=2)
    monday = day("2024-09-16")
    for wanted, resources in ((template, [here, there]), (foreign, [here])):
        with pytest.raises(NotFound, match="på enheten"):
            lay_out(book, SCHEDULER, 1, wanted, resources, monday, monday, seen=None)
    assert everything(book) == []


def test_r21_a_hidden_type_is_laid_out_and_r24_a_cleared_one_is_not(book: Book) -> None:
    resource = make_resource(book, "Johan Frisk")
    hidden, cleared = make_type(book, ".Administration", hidden=True), make_type(book, "")
    monday = day("2024-09-16")
    template = every_day(book, hidden, "08:00", "08:30", 30)
    assert (
        len(lay_out(book, SCHEDULER, 1, template, [resource], monday, monday, seen=None).slots) == 1
    )
    template = every_day(book, cleared, "09:00", "09:30", 30)
    with pytest.raises(Refused) as no:
        lay_out(book, SCHEDULER, 1, template, [resource], monday, monday, seen=None)
    assert (no.value.code, no.value.source) == ("time-type-cleared", "[000] R24")


def test_a_time_that_would_pass_midnight_in_spring_is_not_made(book: Book) -> None:
    resource, visit = make_resource(book, "Jouren"), make_type(book, "Jour")
    template = every_day(book, visit, "00:00", "24:00", 1440)
    sunday = day("2025-03-30")
    done = lay_out(book, SCHEDULER, 1, template, [resource], sunday, sunday, seen=None)
    assert done.slots == ()
    assert done.skipped == ("2025-03-30 00:00–01:00 dagen efter: klockan ställs fram, ingen tid.",)
    monday = sunday + 1
    made = lay_out(book, SCHEDULER, 1, template, [resource], monday, monday, seen=None)
    assert len(made.slots) == 1


# --- undoing --------------------------------------------------------------------------------


def test_undoing_takes_its_own_times_and_no_other(book: Book) -> None:
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    other = make_slot(book, resource, visit, "2024-09-16 12:00")
    early = every_day(book, visit, "08:00", "09:00", 30)
    late = every_day(book, visit, "14:00", "15:00", 30)
    week = day("2024-09-16"), day("2024-09-17")
    first = lay_out(book, SCHEDULER, 1, early, [resource], *week, seen=None)
    second = lay_out(book, SCHEDULER, 1, late, [resource], *week, seen=None)
    assert first.layout is not None
    kept = {one.start for one in second.slots} | {at("2024-09-16 12:00")}

    assert undo_layout(book, SCHEDULER, first.layout, seen=None) == 4
    assert {one.start for one in everything(book)} == kept
    assert other in {one.id for one in everything(book)}
    newest, oldest = layouts(book, 1)
    assert (newest.slots, newest.undone_at, newest.made_by) == (4, None, "Sven Schema")
    assert (oldest.slots, oldest.undone_at) == (0, at("2024-09-12 10:52"))
    assert (oldest.template_name, oldest.from_day, oldest.to_day) == ("08:00-09:00/30", *week)
    with pytest.raises(Refused, match="redan"):
        undo_layout(book, SCHEDULER, first.layout, seen=None)
    with pytest.raises(NotFound):
        undo_layout(book, SCHEDULER, 99, seen=None)
    assert lay_out(book, SCHEDULER, 1, early, [resource], *week, seen=None).slots == first.slots


@pytest.mark.parametrize("story", ["booked", "cancelled", "rebooked"])
def test_a_layout_that_a_patient_has_met_is_not_undone(book: Book, story: str) -> None:
    """Active, cancelled or rebooked from: the time stands, and the refusal names it."""
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    other = make_slot(book, resource, visit, "2024-09-20 12:00")
    template = every_day(book, visit, "08:00", "09:00", 30)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-09-16"), day("2024-09-16"), seen=None
    )
    assert laid.layout is not None
    (slot, *_) = times(book, 1, resource, day("2024-09-16"), day("2024-09-16"))
    made = book_time(book, STAFF, 1, slot.id, patient=make_patient(book).id, seen=None)
    assert layouts(book, 1)[0].booked == 1
    if story == "cancelled":
        cancel(book, STAFF, made.id, seen=None)
    if story == "rebooked":
        rebook(book, STAFF, made.id, other, seen=None, seen_time=None)
    with pytest.raises(Refused) as no:
        undo_layout(book, SCHEDULER, laid.layout, seen=None)
    state = "bokad" if story == "booked" else "har varit bokad"
    assert no.value.code == "layout-booked"
    assert no.value.items == (f"2024-09-16 08:00–08:30 Johan Frisk: {state}.",)
    assert len(everything(book)) == 3


def test_an_older_visit_in_the_same_place_does_not_stop_undoing(book: Book) -> None:
    resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
    old = make_slot(book, resource, visit, "2024-09-16 08:00")
    made = book_time(book, STAFF, 1, old, patient=make_patient(book).id, seen=None)
    cancel(book, STAFF, made.id, seen=None)
    remove_times(book, SCHEDULER, [old], seen=None)
    with book.write() as tx:
        tx.run("UPDATE clock SET base = base + 60")
    template = every_day(book, visit, "08:00", "08:30", 30)
    laid = lay_out(
        book, SCHEDULER, 1, template, [resource], day("2024-09-16"), day("2024-09-16"), seen=None
    )
    assert laid.layout is not None
    assert undo_layout(book, SCHEDULER, laid.layout, seen=None) == 1


# --- a property, and the pace ----------------------------------------------------------------


@st.composite
def weeks(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Rows (weekday, from, to, length) that do not overlap within a day."""
    rows = []
    for on in draw(st.sets(st.integers(0, 7), min_size=1)):
        marks = sorted(draw(st.sets(st.integers(0, 96), min_size=2, max_size=6)))
        for first, last in list(pairwise(marks))[::2]:
            length = draw(st.integers(5, min(1440, (last - first) * 15)))
            rows.append((on, first * 15, last * 15, length))
    return rows


@settings(max_examples=effort(10, 300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=weeks(),
    from_text=st.sampled_from(["2026-03-25", "2026-10-22", "2024-12-23"]),
    days=st.integers(0, 9),
    there=st.lists(st.tuples(st.integers(0, 9 * 96), st.integers(1, 1440)), max_size=6),
    events=st.lists(st.tuples(st.integers(0, 9 * 96), st.integers(1, 3000)), max_size=4),
)
def test_the_dry_run_tells_exactly_what_the_real_one_makes(
    rows: list[tuple[int, int, int, int]],
    from_text: str,
    days: int,
    there: list[tuple[int, int]],
    events: list[tuple[int, int]],
) -> None:
    """And no two times of a resource overlap, nor is a flag wrong, whatever stood there."""
    with fresh_book() as book:
        visit, resource = make_type(book, ".Läkarbesök"), make_resource(book, "Johan Frisk")
        other = make_resource(book, "Kim", valid_to=day(from_text) + 1)
        template = make_template(book, "Mall", [])
        with book.write() as tx:
            tx.many(
                "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
                " time_type_id) VALUES (?, ?, ?, ?, ?, ?)",
                [(template, *row, visit) for row in rows],
            )
        base = at(f"{from_text} 00:00")
        last_end = 0
        for quarter, length in sorted(there):
            start = base + quarter * 900
            if start >= last_end:
                make_slot(book, resource, visit, instant_text(start), length)
                last_end = start + length * 60 + 3600  # an hour more than a clock change takes
        for quarter, length in events:
            start = base + quarter * 900
            span = start, start + length * 60
            add_event(book, STAFF, 1, resource, *span, "Möte", blocking=True)

        before = {(one.resource, one.start) for one in everything(book)}
        asked = (1, template, [resource, other], day(from_text), day(from_text) + days)
        told = lay_out(book, SCHEDULER, *asked, seen=None, dry_run=True)
        real = lay_out(book, SCHEDULER, *asked, seen=None, skip_collisions=True)

        assert (real.slots, real.collisions, real.skipped) == (
            told.slots, told.collisions, told.skipped,
        )  # fmt: skip
        stored = everything(book)
        made = [one for one in stored if (one.resource, one.start) not in before]
        assert [
            (one.resource, one.start, one.length_min, one.time_type, one.release, one.blocked)
            for one in made
        ] == sorted(told.slots)
        for one, after in pairwise(stored):
            assert one.resource != after.resource or one.end <= after.start
        with book.read() as reader:
            wrong = reader.value(
                "SELECT count(*) FROM slot s WHERE blocked <> EXISTS (SELECT 1 FROM event e"
                " WHERE e.resource_id = s.resource_id AND e.start < s.start + s.length_min * 60"
                ' AND e."end" > s.start)'
            )
        assert wrong == 0


def test_8_weeks_are_laid_out_in_few_statements(book: Book) -> None:
    resources = [make_resource(book, f"Resurs {n}") for n in range(5)]
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    dates = (day("2024-09-16"), day("2024-11-10"))
    asked: set[str] = set()  # a trigger gives the statement that set it off once more
    book._connection.set_trace_callback(asked.add)
    laid = lay_out(book, SCHEDULER, 1, template, resources, *dates, seen=None)
    book._connection.set_trace_callback(None)
    assert len(laid.slots) == 5 * 15 * 5 * 8
    assert sum(sql.startswith("INSERT INTO slot") for sql in asked) <= len(laid.slots) / 50
    assert len(asked) <= 100


def test_laying_out_asks_as_often_for_a_year_as_for_a_day(
    book: Book,
) -> None:
    """One range query a resource for times and one for events, never one a time."""
    resources = [make_resource(book, f"Resurs {n}") for n in range(5)]
    template = make_1177(book, make_type(book, ".Läkarbesök"))
    from_day = day("2024-09-16")
    counts = []
    for days in (0, MOST_DAYS - 1):
        asked: list[str] = []
        book._connection.set_trace_callback(asked.append)
        lay_out(
            book,
            SCHEDULER,
            1,
            template,
            resources,
            from_day,
            from_day + days,
            seen=None,
            dry_run=True,
        )
        book._connection.set_trace_callback(None)
        counts.append(len(asked))
    assert counts[0] == counts[1]
