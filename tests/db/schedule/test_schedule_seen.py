"""Changing the schedule hits what was shown, or nothing, and says what it is and by whom (A7)."""

from collections.abc import Callable, Sequence

import pytest

from db.book import Book
from db.errors import BookError, Conflict, Invalid, NotAllowed, Refused
from db.schedule import changes, lay_out, slot_stamp, undo
from db.schedule.layout_plan import Layout
from db.schedule.slot_stamp import SlotStamp
from db.tidbok import events
from db.values import Actor, Role
from tests.db.actors import IT, SCHEDULER, STAFF
from tests.db.builders import at, day, make_type
from tests.db.desk import Desk
from tests.db.schedule.test_lay_out import make_template

SAM = Actor(Role.SCHEDULER, "Sam")
FRIDAY = "2024-09-13"
NOW = "2024-09-12 10:52"

Act = Callable[[Book, Sequence[int], Sequence[SlotStamp] | None], object]


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


@pytest.fixture
def lab(desk: Desk) -> int:
    return make_type(desk.book, ".Laboratoriet")


def seen(desk: Desk, *slots: int) -> tuple[SlotStamp, ...]:
    with desk.book.read() as reader:
        return slot_stamp.read(reader, slots)


def times(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT start, length_min, resource_id, time_type_id, release FROM slot"
                     " ORDER BY start")  # fmt: skip


ACTS: dict[str, Act] = {
    "swap": lambda book, slots, stamps: changes.swap_type(book, SCHEDULER, slots, 1, seen=stamps),
    "release": lambda book, slots, stamps: changes.set_release(
        book, SCHEDULER, slots, 7, seen=stamps
    ),
    "remove": lambda book, slots, stamps: changes.remove_times(book, SCHEDULER, slots, seen=stamps),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("swap", f"är nu .Laboratoriet (av Sam {NOW})"),
        ("release", f"har nu Bok.före 3 (av Sam {NOW})"),
        ("remove", f"är borttagen av Sam {NOW}"),
        ("anew", f"är borttagen av Sam {NOW}"),
        ("cancel", f"är avbokad och ledig igen (av {STAFF.label} {NOW})"),
    ],
)
def test_a_time_that_is_another_now_is_left_as_it_is(
    desk: Desk, lab: int, name: str, other: str, said: str
) -> None:
    """The newest time of all: an id that is used anew would be hit."""
    slot = desk.slot(f"{FRIDAY} 08:00")
    booking = desk.book_slot(slot, STAFF) if other == "cancel" else None
    shown = seen(desk, slot)
    if other == "swap":
        changes.swap_type(desk.book, SAM, [slot], lab, seen=None)
    elif other == "release":
        changes.set_release(desk.book, SAM, [slot], 3, seen=None)
    elif booking is not None:
        desk.run("UPDATE booking SET status = 'cancelled', slot_id = NULL, changed_by = ?"
                 " WHERE id = ?", (STAFF.label, booking.id))  # fmt: skip
        desk.run("UPDATE slot SET taken = 0")
    else:
        changes.remove_times(desk.book, SAM, [slot], seen=None)
        if other == "anew":
            changes.add_time(desk.book, SAM, 1, desk.resource, at("2024-12-24 08:00"), 30, lab)
    before = times(desk)
    with pytest.raises(Conflict) as no:
        ACTS[name](desk.book, [slot], shown)
    assert no.value.text == (
        f"{FRIDAY} 08:00–08:30 Läkarbesök 1177, Johan Frisk, {said}. Ingenting ändrades."
    )
    assert no.value.who == ("Sam" if other != "cancel" else STAFF.label)
    assert times(desk) == before


@pytest.mark.parametrize("name", ACTS)
def test_other_times_than_those_seen_are_not_changed(desk: Desk, name: str) -> None:
    slots = desk.slot(f"{FRIDAY} 08:00"), desk.slot(f"{FRIDAY} 09:00")
    with pytest.raises(Invalid):
        ACTS[name](desk.book, slots, seen(desk, slots[0]))


def test_one_that_is_another_stops_the_whole_act(desk: Desk, lab: int) -> None:
    slots = [desk.slot(f"{FRIDAY} {hour:02}:00") for hour in range(8, 14)]
    shown = seen(desk, *slots)
    changes.swap_type(desk.book, SAM, slots[:5], lab, seen=None)
    with pytest.raises(Conflict, match="och 1 till. Ingenting ändrades."):
        changes.remove_times(desk.book, SCHEDULER, slots, seen=shown)
    assert len(times(desk)) == 6


def test_a_time_that_is_as_it_was_shown_is_changed_whatever_happened_meanwhile(
    desk: Desk, lab: int
) -> None:
    slot = desk.slot(f"{FRIDAY} 08:00")
    shown = seen(desk, slot)
    done = changes.swap_type(desk.book, SAM, [slot], lab, seen=None)
    undo.take_back(desk.book, SAM, done.before, seen=done.left)
    assert changes.remove_times(desk.book, SCHEDULER, [slot], seen=shown).changed == 1


def test_a_booking_meanwhile_stays_and_is_listed(desk: Desk) -> None:
    slot = desk.slot(f"{FRIDAY} 08:00")
    shown = seen(desk, slot)
    desk.book_slot(slot, STAFF)
    assert len(changes.remove_times(desk.book, SCHEDULER, [slot], seen=shown).kept) == 1


# --- Bok.före ---------------------------------------------------------------------------------


def test_r29_r31_release_is_changed_for_many_and_what_is_not_is_told(desk: Desk) -> None:
    """Booked ones too: it counts if they come free."""
    passed, same = desk.slot("2024-09-12 08:00"), desk.slot(f"{FRIDAY} 07:00", release=5)
    free, booked = desk.slot(f"{FRIDAY} 08:00"), desk.slot(f"{FRIDAY} 09:00")
    desk.book_slot(booked, STAFF)
    done = changes.set_release(desk.book, SCHEDULER, [free, booked, same, passed], 5, seen=None)
    assert done.changed == 2
    assert done.kept == (
        "2024-09-12 08:00–08:30 Läkarbesök 1177, Johan Frisk: har börjat, ändras inte.",
        f"{FRIDAY} 07:00–07:30 Läkarbesök 1177, Johan Frisk: har redan Bok.före 5, ändras inte.",
    )
    day_of = day(FRIDAY)
    assert desk.rows("SELECT release, release_day FROM slot WHERE start > ? AND release = 5",
                     (at(f"{FRIDAY} 07:30"),)) == [(5, day_of - 4)] * 2  # fmt: skip
    changes.set_release(desk.book, SCHEDULER, [free], None, seen=None)
    assert desk.rows("SELECT release, release_day FROM slot WHERE id = ?", (free,)) == [
        (None, None)
    ]


def test_r30_r6_bounds_and_roles_of_release(desk: Desk) -> None:
    slot = desk.slot(f"{FRIDAY} 08:00", time_type=make_type(desk.book, "Ombud-akut", "Akut"))
    for release in (0, 366, -1):
        with pytest.raises(Invalid):
            changes.set_release(desk.book, IT, [slot], release, seen=None)
    for actor in (STAFF, SCHEDULER):
        with pytest.raises(NotAllowed):
            changes.set_release(desk.book, actor, [slot], 5, seen=None)
    assert changes.set_release(desk.book, IT, [slot], 5, seen=None).changed == 1


# --- taking back ------------------------------------------------------------------------------


def test_what_was_swapped_or_released_is_as_it_was(desk: Desk, lab: int) -> None:
    slots = [desk.slot(f"{FRIDAY} {hour:02}:00", release=hour) for hour in range(8, 11)]
    before = times(desk)
    swapped = changes.swap_type(desk.book, SCHEDULER, slots, lab, seen=None)
    released = changes.set_release(desk.book, SCHEDULER, slots, 99, seen=swapped.left)
    back = undo.take_back(desk.book, SCHEDULER, released.before, seen=released.left)
    assert (len(back.back), back.kept) == (3, ())
    assert [one.release for one in swapped.left] == [old.release for old, _ in back.back]
    left = [now for _, now in back.back]
    undo.take_back(desk.book, SCHEDULER, swapped.before, seen=left)
    assert times(desk) == before


def test_undoing_a_swap_never_overrides_a_third_type(desk: Desk, lab: int) -> None:
    third = make_type(desk.book, ".Tredje")
    slots = [desk.slot(f"{FRIDAY} 08:00"), desk.slot(f"{FRIDAY} 09:00")]
    done = changes.swap_type(desk.book, SCHEDULER, slots, lab, seen=None)
    changes.swap_type(desk.book, SAM, slots[:1], third, seen=None)
    back = undo.take_back(desk.book, SCHEDULER, done.before, seen=done.left)
    assert back.kept == (
        f"{FRIDAY} 08:00–08:30 .Laboratoriet, Johan Frisk, är nu .Tredje (av Sam {NOW}).",
    )
    assert [row[3] for row in times(desk)] == [third, desk.type]


def test_undoing_a_swap_that_another_made_over_and_back_is_refused(desk: Desk, lab: int) -> None:
    """It was decided by another, though it looks the same."""
    slot = desk.slot(f"{FRIDAY} 08:00")
    done = changes.swap_type(desk.book, SCHEDULER, [slot], lab, seen=None)
    for kind in (desk.type, lab):
        changes.swap_type(desk.book, SAM, [slot], kind, seen=None)
    before = times(desk)
    with pytest.raises(Conflict, match="är ändrad .av Sam"):
        undo.take_back(desk.book, SCHEDULER, done.before, seen=done.left)
    assert times(desk) == before


def test_undoing_a_swap_of_what_is_booked_since_leaves_it(desk: Desk, lab: int) -> None:
    slot = desk.slot(f"{FRIDAY} 08:00")
    done = changes.swap_type(desk.book, SCHEDULER, [slot], lab, seen=None)
    desk.book_slot(slot, STAFF)
    back = undo.take_back(desk.book, SCHEDULER, done.before, seen=done.left)
    assert (back.back, back.kept) == ((), (f"{FRIDAY} 08:00–08:30: bokad, behåller sin tidstyp.",))
    assert times(desk)[0][3] == lab


def test_undoing_an_added_time_never_takes_a_colleagues(desk: Desk, lab: int) -> None:
    """One that was swapped since, and one that stands in its place."""
    start = at(f"{FRIDAY} 08:00")
    mine = changes.add_time(desk.book, SCHEDULER, 1, desk.resource, start, 30, desk.type)
    left = seen(desk, mine)
    changes.swap_type(desk.book, SAM, [mine], lab, seen=None)
    with pytest.raises(Conflict, match="är nu .Laboratoriet .av Sam"):
        changes.remove_times(desk.book, SCHEDULER, [mine], seen=left, undo=True)
    changes.remove_times(desk.book, SAM, [mine], seen=None)
    changes.add_time(desk.book, SAM, 1, desk.resource, start, 30, desk.type)
    with pytest.raises(Conflict, match="är borttagen av Sam"):
        changes.remove_times(desk.book, SCHEDULER, [mine], seen=left, undo=True)
    assert len(times(desk)) == 1


def test_removed_times_come_back_where_there_is_room(desk: Desk, lab: int) -> None:
    slots = [desk.slot(f"{FRIDAY} {hour:02}:00", release=hour) for hour in (8, 9)]
    changes.swap_type(desk.book, SAM, slots[:1], lab, seen=None)
    before = times(desk)
    gone = changes.remove_times(desk.book, SCHEDULER, slots, seen=seen(desk, *slots)).before
    back = undo.put_back(desk.book, SCHEDULER, 1, gone)
    assert times(desk) == before
    assert [old.slot for old, _ in back.back] == slots
    gone = changes.remove_times(
        desk.book, SCHEDULER, [now.slot for _, now in back.back], seen=[now for _, now in back.back]
    ).before
    changes.add_time(desk.book, SAM, 1, desk.resource, at(f"{FRIDAY} 08:15"), 30, lab)
    kept = undo.put_back(desk.book, SCHEDULER, 1, gone).kept
    assert kept == (
        f"{FRIDAY} 08:00–08:30: Johan Frisk har en annan tid då, {FRIDAY} 08:15–08:45.",
    )
    with pytest.raises(Refused) as no:
        undo.put_back(desk.book, SCHEDULER, 1, gone[:1])
    assert no.value.items == kept


# --- events -----------------------------------------------------------------------------------


def test_an_event_that_is_gone_or_another_is_left(desk: Desk) -> None:
    span = at(f"{FRIDAY} 08:00"), at(f"{FRIDAY} 09:00")
    mine = events.add(desk.book, STAFF, 1, desk.resource, *span, "APT", blocking=True).event
    events.remove(desk.book, SAM, mine.id, seen=mine)
    theirs = events.add(desk.book, SAM, 1, desk.resource, *span, "Möte", blocking=False).event
    with pytest.raises(Conflict) as no:
        events.remove(desk.book, STAFF, mine.id, seen=mine)
    assert "APT" in no.value.text
    assert f"av Sam {NOW}" in no.value.text
    assert events.every(desk.book, 1, desk.resource, day(FRIDAY), day(FRIDAY)) == (theirs,)


# --- layings out ------------------------------------------------------------------------------


def laid_out(desk: Desk) -> Layout:
    template = make_template(desk.book, "Fm", [(4, "08:00", "10:00", 30, None, desk.type)])
    made = lay_out.lay_out(
        desk.book, SCHEDULER, 1, template, [desk.resource], day(FRIDAY), day(FRIDAY), seen=None
    )
    assert made.layout is not None
    return lay_out.load(desk.book, made.layout)


def layout_slots(desk: Desk) -> list[int]:
    return [row[0] for row in desk.rows("SELECT id FROM slot ORDER BY start")]


@pytest.mark.parametrize("how", ["swap", "release"])
def test_a_laying_out_whose_times_others_have_changed_is_not_undone(
    desk: Desk, lab: int, how: str
) -> None:
    shown = laid_out(desk)
    first, *_ = layout_slots(desk)
    if how == "swap":
        done = changes.swap_type(desk.book, SAM, [first], lab, seen=None)
        now = ".Laboratoriet, tomt Bok.före"
    else:
        done = changes.set_release(desk.book, SAM, [first], 3, seen=None)
        now = "Läkarbesök 1177, Bok.före 3"
    for stamp in (shown, None, lay_out.load(desk.book, shown.id)):
        with pytest.raises(Refused) as no:
            lay_out.undo_layout(desk.book, SCHEDULER, shown.id, seen=stamp)
        assert no.value.code == "layout-changed"
        assert no.value.items == (
            f"{FRIDAY} 08:00–08:30 Johan Frisk: är nu {now}, ändrad av Sam {NOW}.",
        )
    assert len(layout_slots(desk)) == 4
    undo.take_back(desk.book, SAM, done.before, seen=done.left)
    assert lay_out.undo_layout(desk.book, SCHEDULER, shown.id, seen=shown) == 4


def test_a_laying_out_that_has_lost_times_since_it_was_shown_is_not_undone(desk: Desk) -> None:
    shown = laid_out(desk)
    slots = layout_slots(desk)
    gone = changes.remove_times(desk.book, SAM, slots[:2], seen=None).before
    with pytest.raises(Conflict) as no:
        lay_out.undo_layout(desk.book, SCHEDULER, shown.id, seen=shown)
    assert no.value.text == (
        f"Schemaläggningen har nu 2 tider, inte 4: den ändrades av Sam {NOW}. Ingenting togs bort."
    )
    undo.put_back(desk.book, SAM, 1, gone)  # with the laying out they were of
    assert lay_out.undo_layout(desk.book, SCHEDULER, shown.id, seen=shown) == 4


def test_who_undid_a_laying_out_is_told(desk: Desk) -> None:
    shown = laid_out(desk)
    slots = seen(desk, *layout_slots(desk))
    lay_out.undo_layout(desk.book, SAM, shown.id, seen=shown)
    with pytest.raises(Refused, match=f"ångrades redan av Sam {NOW}"):
        lay_out.undo_layout(desk.book, SCHEDULER, shown.id, seen=shown)
    with pytest.raises(Conflict, match=f"är borttagen av Sam {NOW}"):
        changes.remove_times(desk.book, SCHEDULER, [slots[0].slot], seen=slots[:1])


def test_who_removed_what_is_remembered_for_31_days(desk: Desk) -> None:
    first, second = desk.slot(f"{FRIDAY} 08:00"), desk.slot("2024-11-13 08:00")
    changes.remove_times(desk.book, SAM, [first], seen=None)
    desk.run("UPDATE clock SET base = base + 32 * 86400")
    changes.remove_times(desk.book, SAM, [second], seen=None)
    assert desk.rows("SELECT thing FROM removal") == [(second,)]


def test_an_event_made_anew_is_another(desk: Desk) -> None:
    """Whatever id it has."""
    span = at(f"{FRIDAY} 08:00"), at(f"{FRIDAY} 09:00")
    mine = events.add(desk.book, STAFF, 1, desk.resource, *span, "APT", blocking=True).event
    desk.run("UPDATE event SET text = 'Annat', made_by = 'Sam'")
    error: BookError | None = None
    try:
        events.remove(desk.book, STAFF, mine.id, seen=mine)
    except BookError as told:
        error = told
    assert isinstance(error, Conflict)
    assert "är nu ”Annat”" in error.text


def test_what_is_laid_out_is_what_the_dry_run_showed(desk: Desk, lab: int) -> None:
    """Though the template is another by now, or a time has come in the way."""
    template = make_template(desk.book, "Fm", [(4, "08:00", "10:00", 30, None, desk.type)])
    asked = (SCHEDULER, 1, template, [desk.resource], day(FRIDAY), day(FRIDAY))
    shown = lay_out.lay_out(desk.book, *asked, seen=None, dry_run=True)
    desk.run("UPDATE template_row SET time_type_id = ?", (lab,))
    desk.run("UPDATE template SET revision = 2, changed_by = 'Sam', changed_at = ?", (at(NOW),))
    with pytest.raises(Conflict) as no:
        lay_out.lay_out(desk.book, *asked, seen=shown)
    assert no.value.text == (
        "Nu skulle andra tider läggas ut än de som visades (4 i stället för 4)."
        f" Mallen ändrades senast av Sam {NOW}. Inget lades ut; se över."
    )
    assert times(desk) == []
    shown = lay_out.lay_out(desk.book, *asked, seen=None, dry_run=True)
    desk.slot(f"{FRIDAY} 08:00")
    with pytest.raises(Conflict):
        lay_out.lay_out(desk.book, *asked, seen=shown, skip_collisions=True)
    shown = lay_out.lay_out(desk.book, *asked, seen=None, dry_run=True)
    made = lay_out.lay_out(desk.book, *asked, seen=shown, skip_collisions=True)
    assert made.stands is not None
    assert lay_out.undo_layout(desk.book, SCHEDULER, made.stands.id, seen=made.stands) == 3
