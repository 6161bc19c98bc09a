"""PMO's "Ändra mall tillfälligt": one day made anew, booked times left standing (R77)."""

import contextlib
from dataclasses import replace

import pytest

from db.book import Book
from db.bookings import acts
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.rules.local_time import midnight, time_text
from db.rules.schedule.day_clock import DayClock
from db.rules.schedule.day_plan import DayRow, check_day
from db.schedule import changes
from db.tidbok import events
from db.tidbok.day_plan import DayChanged, DayPlan, change_day, day_plan
from db.values import Actor, JournalSystem, Slot
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import day, make_resource, make_slot, make_type, set_clock
from tests.db.desk import Desk

FRIDAY = day("2024-09-13")


class Day:
    """Johan Frisk's Friday."""

    def __init__(self, book: Book) -> None:
        self.desk = Desk(book, JournalSystem.PMO)
        self.book = book
        self.visit = self.desk.type
        self.phone = make_type(book, "Telefontid bokningsbar 1177")

    def slots(self, *starts: str, time_type: int | None = None, release: int | None = None) -> None:
        for start in starts:
            make_slot(
                self.book, self.desk.resource, time_type or self.visit, f"2024-09-13 {start}", 15,
                release,
            )  # fmt: skip

    def plan(self) -> DayPlan:
        return day_plan(self.book, SCHEDULER, 1, self.desk.resource, FRIDAY)

    def change(
        self,
        *rows: DayRow,
        actor: Actor = SCHEDULER,
        empty: bool = False,
        plan: DayPlan | None = None,
    ) -> DayChanged:
        seen = (plan or self.plan()).seen
        return change_day(
            self.book, actor, 1, self.desk.resource, seen.day, rows, seen=seen, empty=empty
        )

    def there(self) -> tuple[Slot, ...]:
        return changes.times(self.book, 1, self.desk.resource, FRIDAY, FRIDAY)

    def clocks(self) -> list[str]:
        return [time_text(one.start) for one in self.there()]


@pytest.fixture
def friday(book: Book) -> Day:
    return Day(book)


def test_r77_the_day_as_rows_with_its_summary(friday: Day) -> None:
    friday.slots("09:15", "09:30", "09:45", "10:00")
    friday.slots("13:00", time_type=friday.phone)
    friday.desk.book_slot(1, STAFF)
    told = friday.plan()
    assert told.rows == (DayRow(friday.visit, 555, 15, 4), DayRow(friday.phone, 780, 15, 1))
    assert told.summary == "Läkarbesök 1177 4X15 · Telefontid bokningsbar 1177 1X15"
    assert told.booked == ("09:15–09:30 Läkarbesök 1177",)
    assert told.resource_name == "Johan Frisk"
    assert friday.change(*told.rows) == DayChanged(0, 0, 5, (), ())


def test_free_times_are_made_anew_and_same_ones_stand(friday: Day) -> None:
    friday.slots("09:00", "09:15", release=10)
    before = friday.there()
    done = friday.change(DayRow(friday.visit, 540, 15, 1), DayRow(friday.visit, 600, 30, 2))
    assert done == DayChanged(2, 1, 1, (), ())
    assert friday.clocks() == ["09:00", "10:00", "10:30"]
    assert friday.there()[0] == before[0]
    # Bok.före follows the day's times of the type (vårt val).
    assert {(one.release, one.release_day) for one in friday.there()} == {(10, FRIDAY - 9)}


def test_booked_times_stay_and_are_listed_and_new_ones_go_around_them(friday: Day) -> None:
    friday.slots("09:00", "09:15", "09:30")
    friday.desk.book_slot(2, STAFF)
    done = friday.change(DayRow(friday.phone, 540, 30, 2))
    assert friday.clocks() == ["09:15", "09:30"]
    assert done.kept == ("09:15–09:30 Läkarbesök 1177: bokad, står kvar.",)
    assert done.skipped == (
        "09:00 Telefontid bokningsbar 1177: krockar med den bokade 09:15–09:30.",
    )
    assert (done.made, done.removed) == (1, 2)


def test_an_empty_day_keeps_only_what_is_booked(friday: Day) -> None:
    """Ställ in som tom dag."""
    friday.slots("09:00", "09:15", "09:30")
    friday.desk.book_slot(2, STAFF)
    done = friday.change(DayRow(friday.visit, 540, 15, 3), empty=True)
    assert (done.made, done.removed, len(done.kept)) == (0, 2, 1)
    assert friday.clocks() == ["09:15"]


def test_r38_new_times_under_a_blocking_event_are_made_blocked(friday: Day) -> None:
    friday.slots("08:00")
    first = friday.there()[0].start
    events.add(
        friday.book, STAFF, 1, friday.desk.resource, first + 3600, first + 7200, "APT",
        blocking=True,
    )  # fmt: skip
    friday.change(DayRow(friday.visit, 480, 60, 3))
    assert [one.blocked for one in friday.there()] == [False, True, False]


def test_two_at_once_the_later_is_told_and_loses_nothing(friday: Day) -> None:
    friday.slots("09:00", "09:15")
    mine = friday.plan()
    friday.change(DayRow(friday.visit, 540, 15, 1), plan=friday.plan())
    with pytest.raises(Conflict) as no:
        friday.change(DayRow(friday.visit, 600, 15, 1), plan=mine)
    assert "09:15 Läkarbesök 1177 är borttagen" in no.value.text
    assert friday.clocks() == ["09:00"]
    mine = friday.plan()
    friday.desk.book_slot(1)  # the citizen was quicker
    with pytest.raises(Conflict) as no:
        friday.change(empty=True, plan=mine)
    assert "09:00 är bokad" in no.value.text
    acts.cancel(friday.book, STAFF, 1, seen=None)
    friday.change(empty=True, plan=mine)
    assert friday.clocks() == []


def test_a_day_that_has_begun_keeps_what_has_been(friday: Day) -> None:
    set_clock(friday.book, "2024-09-13 09:20")
    done = friday.change(DayRow(friday.visit, 540, 15, 4))
    assert friday.clocks() == ["09:30", "09:45"]
    assert done.skipped[1] == "09:15 Läkarbesök 1177: har redan börjat."
    set_clock(friday.book, "2024-09-14 00:00")
    with pytest.raises(Refused) as no:
        friday.change(DayRow(friday.visit, 540, 15, 4))
    assert no.value.code == "day-has-passed"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ((0, 540, 15, 1), "rows:1:time_type"),
        ((1, 540, 0, 1), "rows:1:length_min"),
        ((1, 540, 15, 0), "rows:1:times"),
        ((1, 1430, 15, 1), "rows:1:times"),
        ((1, 480, 15, 1), "rows:1:start_min"),
    ],
)
def test_a_row_that_cannot_be_is_pointed_at(
    friday: Day, row: tuple[int, int, int, int], field: str
) -> None:
    friday.slots("07:00")
    with pytest.raises(Invalid) as no:
        friday.change(DayRow(friday.visit, 480, 15, 4), DayRow(*row))
    assert no.value.field == field
    assert no.value.text.startswith("Rad 2: ")
    assert friday.clocks() == ["07:00"]


@pytest.mark.parametrize(
    ("on", "clocks", "end", "skipped"),
    [
        ("2026-03-28", ["01:00", "02:00", "03:00"], 240, ()),
        # 02:00 does not exist: an hour after 01:00 it is 03:00.
        ("2026-03-29", ["01:00", "03:00", "04:00"], 300, ()),
        # 02:00 comes twice, and no time is laid on it: two hours after 02:00 it is 03:00.
        ("2026-10-25", ["01:00"], 180,
         ("Klockan 02:00 passeras två gånger (sommartiden slutar), ingen tid.",) * 2),
    ],
)  # fmt: skip
def test_times_follow_each_other_in_real_time(
    book: Book, on: str, clocks: list[str], end: int, skipped: tuple[str, ...]
) -> None:
    resource, visit = make_resource(book, "Jouren"), make_type(book, "Jour")
    when = day(on)
    seen = day_plan(book, SCHEDULER, 1, resource, when).seen
    rows = [DayRow(visit, 60, 60, 3)]
    assert rows[0].end_min(DayClock(when)) == end
    done = change_day(book, SCHEDULER, 1, resource, when, rows, seen=seen)
    there = changes.times(book, 1, resource, when, when)
    assert [time_text(one.start) for one in there] == clocks
    assert done.skipped == skipped
    again = day_plan(book, SCHEDULER, 1, resource, when)
    assert [row.times for row in again.rows] == [len(clocks)]
    same = change_day(book, SCHEDULER, 1, resource, when, again.rows, seen=again.seen)
    assert (same.made, same.removed, same.same) == (0, 0, len(clocks))


@pytest.mark.parametrize("on", ["2026-03-29", "2026-10-25"])
def test_a_day_on_which_the_clock_is_moved_is_saved_as_it_stands(book: Book, on: str) -> None:
    """Two hours from 01:00 end 04:00 in spring and, the second time, 02:00 in autumn."""
    resource, visit = make_resource(book, "Jouren"), make_type(book, "Jour")
    start = midnight(day(on)) + 3600
    for at_min, length in ((0, 120), (120, 60), (180, 60), (1200, 30)):
        with contextlib.suppress(Refused):  # in autumn 02:00, twice
            changes.add_time(book, SCHEDULER, 1, resource, start + at_min * 60, length, visit)
    plan = day_plan(book, SCHEDULER, 1, resource, day(on))
    assert check_day(plan.rows, {visit: "Jour"}, DayClock(day(on))) == ()
    done = change_day(book, SCHEDULER, 1, resource, day(on), plan.rows, seen=plan.seen)
    assert (done.made, done.removed, done.kept, done.skipped) == (0, 0, (), ())
    assert done.same == len(changes.times(book, 1, resource, day(on), day(on)))


@pytest.mark.parametrize(
    ("on", "row", "said"),
    [
        ("2026-03-29", (150, 30, 1), "Rad 1: Klockan 02:30 finns inte den dagen"),
        ("2026-10-25", (150, 30, 1), "Rad 1: Klockan 02:30 passeras två gånger"),
        ("2026-03-29", (60, 1380, 1), "Rad 1: Raden slutar 01:00 dagen efter, efter midnatt."),
        ("2026-03-29", (60, 60, 24), "Rad 1: Raden slutar 02:00 dagen efter, efter midnatt."),
    ],
)
def test_a_row_that_cannot_be_on_such_a_day(
    book: Book, on: str, row: tuple[int, int, int], said: str
) -> None:
    resource, visit = make_resource(book, "Jouren"), make_type(book, "Jour")
    seen = day_plan(book, SCHEDULER, 1, resource, day(on)).seen
    with pytest.raises(Invalid) as no:
        change_day(book, SCHEDULER, 1, resource, day(on), [DayRow(visit, *row)], seen=seen)
    assert no.value.text.startswith(said)


def test_a_time_from_the_day_before_stands_in_the_way(friday: Day) -> None:
    make_slot(friday.book, friday.desk.resource, friday.visit, "2024-09-12 23:30", 60)
    done = friday.change(DayRow(friday.visit, 0, 30, 2))
    assert friday.clocks() == ["00:30"]
    assert done.skipped == ("00:00 Läkarbesök 1177: krockar med 2024-09-12 23:30–00:30.",)


def test_a_resource_that_is_not_valid_gets_nothing_and_may_be_emptied(friday: Day) -> None:
    friday.slots("09:00")
    friday.desk.run("UPDATE resource SET valid_to = ?", (FRIDAY - 1,))
    with pytest.raises(Refused) as no:
        friday.change(DayRow(friday.visit, 540, 15, 1))
    assert no.value.code == "resource-not-valid"
    assert friday.change(empty=True).removed == 1


def test_who_may_and_ombud_times_are_for_it_alone(friday: Day) -> None:
    agent = make_type(friday.book, "Ombud-Vårdguiden på telefon")
    friday.slots("09:00", time_type=agent)
    plan = friday.plan()
    for actor in (STAFF, AGENT, friday.desk.actor):
        with pytest.raises(NotAllowed):
            friday.change(actor=actor, plan=plan)
    with pytest.raises(NotAllowed):
        friday.change(empty=True)
    assert friday.change(*plan.rows, DayRow(friday.visit, 600, 15, 1)).made == 1
    assert friday.change(actor=IT, empty=True).removed == 2
    with pytest.raises(NotAllowed):
        friday.change(*plan.rows)


def test_what_is_not_the_clinics_or_another_day_is_refused(friday: Day) -> None:
    with pytest.raises(NotFound):
        day_plan(friday.book, SCHEDULER, 1, 99, FRIDAY)
    with pytest.raises(Invalid):
        day_plan(friday.book, SCHEDULER, 1, friday.desk.resource, 10)
    seen = friday.plan().seen
    with pytest.raises(Invalid):
        change_day(friday.book, SCHEDULER, 1, friday.desk.resource, FRIDAY + 1, (), seen=seen)
    assert replace(friday.plan(), seen=seen) == friday.plan()
