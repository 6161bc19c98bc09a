"""The tidbok's desk and its parts on a real book, without a page: nothing is drawn here."""

from operator import attrgetter

import pytest

from db.bookings import acts
from db.rules.local_time import instant_at
from db.rules.schedule.tidbok import TimeState
from db.schedule import changes
from db.setup import resources
from db.tidbok import events
from db.timeline import parse_day
from db.undoing import undo
from db.values import Actor, Role
from screens.session import Session
from screens.staff.tidbok.board import TARGET, Filter, View
from screens.staff.tidbok.booking import BookingPart
from screens.staff.tidbok.desk import UNDO_HINT, Desk
from screens.staff.tidbok.events import EventPart
from screens.staff.tidbok.looking import LookingPart
from screens.staff.tidbok.scheduling import SchedulingPart
from tests.screens import guide_world
from tests.screens.pilots import settled
from tests.screens.staff.tidbok.bare import Bare, set_clock
from tests.screens.staff.tidbok.world import FRIDAY, NURSE, has, looking, on_1177

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


def booked(session: Session, minute: int) -> int:
    """Tolvan at the nurse's on Friday, by care."""
    start = instant_at(parse_day(FRIDAY), minute)
    assert start is not None
    nurse = resources.find(session.book, 1, NURSE).id or 0
    slot = acts.find_slot(session.book, 1, nurse, start).id
    details = acts.Details()
    return acts.book_time(session.book, session.actor, 1, slot, details, patient=1, seen=None).id


# --- the desk -------------------------------------------------------------------------------------


def test_the_desk_knows_what_one_stands_on_and_what_is_marked(session: Session) -> None:
    page = Bare(session)
    desk = page.desk
    assert desk.here is not None
    assert (desk.here.start_min, desk.here.state) == (480, TimeState.OFFERED)
    assert [time.key for time in desk.times] == [desk.here.key]
    first = desk.here.key
    page.go(FRIDAY, 495)
    assert desk.here is not None
    second = desk.here.key
    page.grid.set_marks((second, first))
    assert [entry.key for entry in desk.chosen] == [first, second]  # as in the calendar
    page.grid.set_marks(())
    page.go(FRIDAY, 990)
    assert desk.here is None
    assert desk.chosen == ()
    assert desk.place is not None
    assert desk.place[1:] == (parse_day(FRIDAY), 990)


def test_the_line_is_read_of_the_entry_and_of_the_empty_place(session: Session) -> None:
    page = Bare(session)
    assert page.desk.read_line().startswith(
        "● visas på 1177 som ”Telefontid sjuksköterska” · fre 20 sep 08:00"
    )
    page.go(FRIDAY, 990)
    assert "16:30" in page.desk.read_line() != ""
    assert page.desk.line == page.desk.read_line()


@pytest.mark.parametrize("held", [False, True])
def test_a_view_about_today_follows_unless_it_is_held(session: Session, held: bool) -> None:
    set_clock(session, "2024-09-22 23:59")
    page = Bare(session, "2024-09-22")
    page.held = held
    set_clock(session, "2024-09-23 00:00")
    assert page.desk.read(held=held) == (None if held else parse_day("2024-09-23"))
    assert page.desk.view.day == parse_day("2024-09-22" if held else "2024-09-23")


def test_what_was_looked_at_last_is_looked_at_again_without_its_filter(session: Session) -> None:
    page = Bare(session)
    before = page.desk.view
    assert before is not None
    page.desk.look_at(before._replace(filter=Filter(states=frozenset({TimeState.PASSED}))))
    again = Desk(lambda: session, page.desk.host, page.desk.grid)
    again.read(held=False)
    assert again.view == before


def test_what_the_book_does_not_show_is_not_looked_at(session: Session) -> None:
    page = Bare(session)
    before = page.desk.view
    page.session = session._replace(actor=Actor(Role.CITIZEN))
    page.desk.look_at(View(parse_day("2024-09-27")))
    assert page.note.startswith("! ")
    assert page.desk.view == before


def test_the_filter_is_told_in_words(session: Session) -> None:
    page = Bare(session)
    entry = page.desk.here
    assert entry is not None
    assert entry.time_type is not None
    chosen = Filter(frozenset({entry.time_type}), frozenset({TimeState.OFFERED}))
    assert page.desk.filter_text(chosen) == f"på 1177, {entry.type_name}"
    assert page.desk.filter_text(Filter()) == ""


def test_acts_are_taken_back_last_first_and_done_again_first_last(session: Session) -> None:
    page, before = Bare(session), on_1177(session)
    slot = page.desk.times[0].slot or 0
    for release, said in ((9, "first"), (99, "second")):
        changes.set_release(session.book, session.actor, [slot], release, seen=None)
        page.desk.tell("Prov", "Gjort.", undone=said)
    assert page.note == f"Gjort. {UNDO_HINT}"
    after = on_1177(session)
    page.desk.undo()
    assert page.note.startswith("Ångrat: second. ")
    page.desk.undo()
    page.desk.undo()  # there is nothing left
    assert not page.desk.can_undo
    assert on_1177(session) == before
    page.desk.redo()
    assert page.note.startswith("Gjort om. ")
    page.desk.redo()
    assert (page.desk.can_redo, on_1177(session)) == (False, after)
    page.desk.undo()
    assert Bare(session).desk.can_undo, "a page that is opened anew finds it again"
    page.desk.tell("Prov", "Gjort.", undone="third")
    assert not page.desk.can_redo


def test_what_was_taken_back_from_the_list_is_passed_over(session: Session) -> None:
    page, book = Bare(session), session.book
    slot = page.desk.times[0].slot or 0
    for release in (9, 99):
        changes.set_release(book, session.actor, [slot], release, seen=None)
        page.desk.tell("Prov", "Gjort.", undone=f"inte {release}")
    undo.undo(book, session.actor, book.noted, seen=None)
    page.desk.undo()
    assert page.note.startswith("Ångrat: inte 9. ")
    assert not page.desk.can_undo


# --- the parts ------------------------------------------------------------------------------------


def test_looking_goes_on_to_the_next_free_time_and_copies_its_line(session: Session) -> None:
    page = Bare(session)
    part = LookingPart(page.desk)
    part.next_free()
    assert page.desk.place is not None
    assert page.desk.place[1:] == (parse_day(FRIDAY), 495)
    page.go(FRIDAY, 990)
    part.next_free()
    assert page.desk.place is not None
    assert page.desk.place.day == parse_day("2024-09-23")  # the next week
    page.desk.read_line()
    part.copy()
    assert part.copied == page.app.clipboard == page.desk.line != ""
    part.weeks_on(1)
    part.turn_view()
    assert page.desk.view.mode == "day"
    assert not part.is_filtered


def test_booking_says_what_can_be_done_with_what_one_stands_on(session: Session) -> None:
    booked(session, 495)
    page = Bare(session)
    part = BookingPart(page.desk)
    assert (part.can_book, part.can_change, part.has_sheet) == (True, False, False)
    page.go(FRIDAY, 495)
    page.reload()
    assert (part.can_book, part.can_change, part.has_sheet) == (False, True, True)
    part.cancel()
    assert len(page.asked) == 1


def test_moving_moves_where_it_may_and_stays_begun_where_not(session: Session) -> None:
    booked(session, 480)
    page = Bare(session)
    part = page.moving
    assert part.shown(0, 1) is None
    part.begin()
    assert part.is_begun
    page.go(FRIDAY, 990)
    part.move_here()
    assert part.is_begun
    assert page.note == f"! Dit kan bokningen inte flyttas. Gå till en tid med {TARGET}."
    page.go(FRIDAY, 510)
    assert page.desk.here is not None
    assert page.desk.here.key in part.target_keys
    part.move_here()
    assert not part.is_begun
    assert page.note.startswith("Ombokad till fre 20 sep")
    assert has(session, "08:00")
    assert not has(session, "08:30")


def test_what_scheduling_took_off_is_laid_out_again(session: Session) -> None:
    page = Bare(session)
    part = SchedulingPart(page.desk)
    assert part.can_add
    part.remove_times()
    _, answered = page.asked.pop()
    answered("no")
    assert page.note == ""
    answered("yes")
    assert page.note.startswith("1 tid är borttagen. ")
    assert page.note.endswith(UNDO_HINT)
    page.go("2024-09-19", 480)  # where one stands does not matter
    page.desk.undo()
    assert page.note.startswith("Ångrat: tiden är tillbaka. ")
    page.go(FRIDAY, 480)
    assert page.desk.here is not None
    assert page.desk.here.slot is not None


def test_an_event_is_taken_away_and_put_back(session: Session) -> None:
    page = Bare(session)
    start, end = (instant_at(parse_day(FRIDAY), minute) for minute in (960, 990))
    assert start is not None
    assert end is not None
    nurse = resources.find(session.book, 1, NURSE).id or 0
    events.add(session.book, session.actor, 1, nurse, start, end, "Möte", blocking=True)
    page.reload()
    page.go(FRIDAY, 960)
    entry = page.desk.here
    assert entry is not None
    EventPart(page.desk).open(entry)
    _, answered = page.asked.pop()
    answered("remove")
    assert page.note.startswith("Händelsen ”Möte” är borttagen. ")
    assert page.desk.here is None
    page.desk.undo()
    assert page.note.startswith("Ångrat: händelsen ”Möte” är tillbaka. ")
    assert page.desk.here is not None


async def test_every_command_names_something_that_a_part_can_do(session: Session) -> None:
    async with looking(session) as (page, pilot):
        for command in page.PAGE_COMMANDS:
            if command.action.startswith("do("):
                assert callable(attrgetter(command.action[4:-2])(page)), command.action
        await settled(pilot)
