"""An act is taken back only if nobody has built on it; and what 1177 knows of it then."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.acts import listing
from db.acts.listing import Done
from db.book import Book
from db.bookings import acts, sheet, waiting_list
from db.errors import BookError, Conflict, NotAllowed, Refused
from db.schedule import changes, lay_out, templates
from db.setup import contact_card, publication, resources, time_types
from db.tidbok import events
from db.undoing import undo
from db.values import Actor, Resource, Role, Template, TimeType
from tests.db.actors import IT, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, day, set_clock
from tests.db.desk import Desk, error_of
from tests.db.test_all_or_nothing import weekdays

EVA = Actor(Role.SCHEDULER, "Eva Ek")


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def latest(book: Book) -> Done:
    return listing.recent(book, STAFF)[0]


def a_type(book: Book) -> TimeType:
    return time_types.every(book, 1)[0]


Built = tuple[Done, str]
"""An act, and what the refusal says once somebody has built on it."""


def of_types(desk: Desk) -> Built:
    time_types.save(desk.book, SCHEDULER, 1, [replace(a_type(desk.book), colour="red")])
    done = latest(desk.book)
    time_types.save(desk.book, EVA, 1, [replace(a_type(desk.book), web_info="Nytt")])
    return done, "har ändrats av Eva Ek"


def of_resources(desk: Desk) -> Built:
    (one,) = resources.every(desk.book, 1)
    resources.save(desk.book, SCHEDULER, 1, [replace(one, profession="Läkare")])
    done = latest(desk.book)
    resources.save(desk.book, EVA, 1, [replace(resources.every(desk.book, 1)[0], name="Nya")])
    return done, "har ändrats av Eva Ek"


def of_a_new_resource(desk: Desk) -> Built:
    (made,) = resources.save(desk.book, SCHEDULER, 1, [Resource(None, "Ny")])
    done = latest(desk.book)
    desk.slot("2024-09-20 08:00", resource=made.id)
    return done, "används och tas inte bort"


def of_templates(desk: Desk) -> Built:
    made = templates.save(
        desk.book, SCHEDULER, 1, Template(None, "1177", weekdays(desk.type)), seen=None
    )
    done = latest(desk.book)
    templates.save(desk.book, EVA, 1, replace(made, rows=made.rows[:1]), seen=made)
    return done, "har ändrats av Eva Ek"


def of_times(desk: Desk) -> Built:
    slot = desk.slot("2024-09-20 08:00")
    changes.set_release(desk.book, SCHEDULER, [slot], 9, seen=None)
    done = latest(desk.book)
    changes.set_release(desk.book, EVA, [slot], 99, seen=None)
    return done, "har nu Bok.före 99 (av Eva Ek"


def of_a_new_time(desk: Desk) -> Built:
    start = at("2024-09-20 09:00")
    slot = changes.add_time(desk.book, SCHEDULER, 1, desk.resource, start, 30, desk.type)
    done = latest(desk.book)
    desk.book_slot(slot)
    return done, "bokad, står kvar"


def of_a_layout(desk: Desk) -> Built:
    made = templates.save(
        desk.book, SCHEDULER, 1, Template(None, "1177", weekdays(desk.type)), seen=None
    )
    days = day("2024-09-23"), day("2024-09-23")
    lay_out.lay_out(desk.book, SCHEDULER, 1, made.id or 0, [desk.resource], *days, seen=None)
    done = latest(desk.book)
    slot = desk.value("SELECT id FROM slot WHERE layout_id IS NOT NULL")
    changes.remove_times(desk.book, EVA, [slot], seen=None)
    return done, "den ändrades av Eva Ek"


def of_an_event(desk: Desk) -> Built:
    times = at("2024-09-20 08:00"), at("2024-09-20 09:00")
    event = events.add(desk.book, STAFF, 1, desk.resource, *times, "Möte", blocking=True).event
    done = latest(desk.book)
    events.remove(desk.book, EVA, event.id, seen=None)
    return done, "är borttagen av Eva Ek"


def of_the_card(desk: Desk) -> Built:
    shown = contact_card.read(desk.book, 1)
    saved = contact_card.save(desk.book, UNIT, shown._replace(phone="08-1"), seen=shown)
    done = latest(desk.book)
    contact_card.save(desk.book, IT, saved._replace(phone="08-2"), seen=saved)
    return done, "har 2024-09-12 10:52 ändrat kontaktkortet"


def of_the_waiting_list(desk: Desk) -> Built:
    key = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    done = latest(desk.book)
    waiting_list.remove(desk.book, EVA, key, seen=None)
    return done, "togs bort av Eva Ek"


def of_a_note(desk: Desk) -> Built:
    booking = desk.booked("2024-09-20 08:00")
    sheet.save_note(desk.book, STAFF, booking.id, "Ring", seen="")
    done = latest(desk.book)
    sheet.save_note(desk.book, EVA, booking.id, "Ring inte", seen="Ring")
    return done, "Eva Ek har ändrat anteckningen till ”Ring inte”"


BUILT: tuple[Callable[[Desk], Built], ...] = (
    of_types, of_resources, of_a_new_resource, of_templates, of_times, of_a_new_time, of_a_layout,
    of_an_event, of_the_card, of_the_waiting_list, of_a_note,
)  # fmt: skip


@pytest.mark.parametrize("build", BUILT)
def test_what_somebody_has_built_on_is_refused_with_what_it_is_now(
    desk: Desk, build: Callable[[Desk], Built]
) -> None:
    done, said = build(desk)
    before = listing.recent(desk.book, STAFF)
    told = desk.book, IT, done.id
    for error in (error_of(lambda: undo.look(*told)),
                  error_of(lambda: undo.undo(*told, seen=done))):  # fmt: skip
        assert isinstance(error, Conflict | Refused)
        assert said in error.text
    assert listing.recent(desk.book, STAFF) == before


def test_an_act_is_taken_back_once_and_by_who_may(desk: Desk) -> None:
    time_types.save(desk.book, SCHEDULER, 1, [replace(a_type(desk.book), colour="red")])
    done = latest(desk.book)
    for actor in (STAFF, desk.actor):
        with pytest.raises(NotAllowed):
            undo.undo(desk.book, actor, done.id, seen=done)
    undo.undo(desk.book, EVA, done.id, seen=done)
    error = error_of(lambda: undo.undo(desk.book, SCHEDULER, done.id, seen=done))
    assert isinstance(error, Refused)
    assert error.text == "Ångrad av Eva Ek 2024-09-12 10:52."
    with pytest.raises(NotAllowed):
        listing.recent(desk.book, desk.actor)


def test_several_acts_on_one_thing_are_taken_back_one_after_the_other(desk: Desk) -> None:
    """What an earlier act left is another revision once a later one is taken back."""
    first = a_type(desk.book)
    for colour in ("red", "blue"):
        time_types.save(desk.book, SCHEDULER, 1, [replace(a_type(desk.book), colour=colour)])
    late, early = listing.recent(desk.book, STAFF)[:2]
    undo.undo(desk.book, SCHEDULER, late.id, seen=late)
    assert a_type(desk.book).colour == "red"
    undo.undo(desk.book, SCHEDULER, early.id, seen=early)
    assert replace(a_type(desk.book), revision=0) == replace(first, revision=0)


def test_a_change_that_1177_was_not_told_of_it_is_never_told_of(desk: Desk) -> None:
    """R12: taken back before the delay is over, the change never shows."""
    desk.publish()
    before = publication_at(desk, "2024-09-12 10:52")
    time_types.save(desk.book, SCHEDULER, 1, [replace(a_type(desk.book), web_name="Annat")])
    assert undo.undo(desk.book, SCHEDULER, latest(desk.book).id, seen=None).effect == (
        "1177 visar tidstyperna så."
    )
    for when in ("2024-09-12 10:52", "2024-09-12 11:06", "2024-09-12 11:07", "2024-09-13 10:52"):
        assert publication_at(desk, when) == before
    with desk.book.read() as reader:
        assert publication.pending(reader, 1, at("2024-09-12 10:52")) == ()


def test_a_change_that_1177_shows_is_told_anew_after_the_delay(desk: Desk) -> None:
    desk.publish()
    time_types.save(desk.book, SCHEDULER, 1, [replace(a_type(desk.book), web_name="Annat")])
    done = latest(desk.book)
    set_clock(desk.book, "2024-09-12 12:00")
    undone = undo.undo(desk.book, SCHEDULER, done.id, seen=done)
    assert undone.effect == "1177 får veta det 2024-09-12 12:15."
    assert publication_at(desk, "2024-09-12 12:14") == "Annat"
    assert publication_at(desk, "2024-09-12 12:15") != "Annat"


def publication_at(desk: Desk, when: str) -> str:
    """The web name of the first type as 1177 knows it at a moment."""
    with desk.book.read() as reader:
        face = publication.face(reader, desk.type, at(when))
    return "" if face is None else face.web_name


def test_looking_keeps_nothing_and_no_other_program_sees_it(desk: Desk) -> None:
    slot = desk.slot("2024-09-20 08:00")
    changes.remove_times(desk.book, SCHEDULER, [slot], seen=None)
    done, written = latest(desk.book), desk.book.written
    with Book.open(desk.book.path) as other:
        seen = other.changes()
        assert undo.look(desk.book, SCHEDULER, done.id).act == done
        assert other.changes() == seen
    assert (desk.book.written, latest(desk.book)) == (written, done)


def test_the_list_is_kept_to_a_bounded_number(desk: Desk) -> None:
    slot = desk.slot("2024-09-20 08:00")
    for number in range(205):
        changes.set_release(desk.book, SCHEDULER, [slot], number % 9 + 1, seen=None)
    assert 150 <= desk.value("SELECT count(*) FROM acts") < 200
    assert len(listing.recent(desk.book, STAFF)) == 50
    assert isinstance(error_of(lambda: undo.undo(desk.book, IT, 1, seen=None)), BookError)


def test_no_patient_is_named(desk: Desk) -> None:
    booking = desk.booked("2024-09-20 08:00")
    acts.cancel(desk.book, desk.actor, booking.id, seen=None)
    waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    for done in listing.recent(desk.book, STAFF):
        assert desk.patient.name not in f"{done.text} {done.who}"
