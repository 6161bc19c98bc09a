"""Boka tid and Omboka on 1177: what there is to choose, every fault and the way on from it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.book import Book
from db.bookings import acts, messages, read
from db.citizen import booking as web_booking
from db.citizen import choices
from db.citizen.booking import NotBooked, Wish
from db.citizen.choices import Choosing, WebTime
from db.errors import BookError, Invalid, NotAllowed, NotFound
from db.rules.changes.comments import booking_comment
from db.rules.changes.same_as_shown import SeenBooking, seen_booking
from db.rules.changes.web_booking import REASON_BOUND, Fault
from db.rules.local_time import day_text
from db.rules.rule import Way
from db.schedule import changes
from db.setup import case_types, patients, publishing, time_types
from db.tidbok import events
from db.values import CaseKind, JournalSystem
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, citizen, day, load_type, make_resource, make_type, set_clock
from tests.db.desk import Desk

NAME = "Bedömning av nya besvär"
FRIDAY = "fredag 13 september 2024 kl. 08:30"


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def begin(desk: Desk) -> choices.Beginning:
    return choices.begin(desk.book, desk.actor, 1)


def choose(desk: Desk, name: str = NAME, on: str = "") -> Choosing:
    wanted = day(on) if on else None
    return choices.choose(desk.book, desk.actor, 1, name, types=(desk.type,), day=wanted)


def choose_other(desk: Desk) -> Choosing:
    return choices.choose_other(desk.book, desk.actor, 1)


def first(desk: Desk) -> WebTime:
    return choose(desk).times[0]


def fault_of(act: Callable[[], object]) -> Fault:
    with pytest.raises(NotBooked) as caught:
        act()
    assert caught.value.text == caught.value.fault.text
    return caught.value.fault


def face(desk: Desk, **columns: object) -> None:
    """Save the type otherwise; 1177 has not been told yet."""
    edited = replace(load_type(desk.book, desk.type), **columns)  # type: ignore[arg-type]
    time_types.save(desk.book, IT, 1, [edited])


def terms(desk: Desk, kind: CaseKind, **parts: str) -> None:
    sets = ", ".join(f"terms_{name} = ?" for name in parts)
    desk.run(f"UPDATE case_type SET {sets} WHERE kind = ?", (*parts.values(), kind))


# --- what there is to choose ----------------------------------------------------------------------


def test_opening_asks_as_much_for_eleven_types_as_for_one(desk: Desk) -> None:
    def asked() -> int:
        seen: list[str] = []
        desk.book._connection.set_trace_callback(seen.append)
        begin(desk)
        desk.book._connection.set_trace_callback(None)
        return len(seen)

    desk.slot("2024-09-13 08:30")
    for_one = asked()
    assert for_one <= 15
    for number in range(10):
        key = make_type(desk.book, f"Typ {number}", f"Namn {number}")
        desk.slot(f"2024-09-14 {8 + number:02}:30", time_type=key)
    assert [one.times for one in begin(desk).types] == [1] * 11
    assert asked() == for_one


def test_r23_a_type_without_times_is_there_and_says_so(desk: Desk) -> None:
    make_type(desk.book, "Vaccin", "Antikroppstest Covid 19")
    desk.slot("2024-09-13 08:30")
    desk.slot("2024-09-16 09:00")
    shown = {one.web_name: one.note for one in begin(desk).types}
    assert shown == {
        "Antikroppstest Covid 19": "inga lediga tider just nu",
        NAME: "2 lediga tider, från 13 september",
    }


def test_r9_only_published_names_can_be_chosen(desk: Desk) -> None:
    """A name that 1177 has not been told of is not shown."""
    make_type(desk.book, "Ny", "Inte publicerad", publish=False)
    make_type(desk.book, "Utan namn")
    assert [one.web_name for one in begin(desk).types] == [NAME]


def test_r96_the_first_day_with_times_is_chosen_from_the_start(desk: Desk) -> None:
    for start in ("2024-09-16 09:00", "2024-09-13 10:00", "2024-09-13 08:30"):
        desk.slot(start)
    found = choose(desk)
    assert found.days == {day("2024-09-13"): 2, day("2024-09-16"): 1}
    assert found.day == day("2024-09-13")
    assert [one.text for one in found.times] == ["08:30 Johan Frisk", "10:00 Johan Frisk"]
    assert (day_text(found.today), day_text(found.last)) == ("2024-09-12", "2024-11-11")


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        pytest.param("2024-09-16", "2024-09-16", id="has times"),
        pytest.param("2024-09-14", "2024-09-16", id="the next that has"),
        pytest.param("2024-09-20", "2024-09-16", id="the last that has"),
    ],
)
def test_a_day_that_has_lost_its_times_leads_to_the_nearest(
    desk: Desk, wanted: str, shown: str
) -> None:
    desk.slot("2024-09-13 08:30")
    desk.slot("2024-09-16 09:00")
    assert choose(desk, on=wanted).day == day(shown)


def test_r19_a_citizen_never_reads_how_long_a_visit_is(desk: Desk) -> None:
    """Three lengths, and nothing that tells them apart but their clocks."""
    for start, length in (("08:00", 15), ("09:00", 30), ("10:00", 45)):
        desk.slot(f"2024-09-13 {start}", length)
    times = choose(desk).times
    assert [one.text for one in times] == [
        "08:00 Johan Frisk", "09:00 Johan Frisk", "10:00 Johan Frisk",
    ]  # fmt: skip
    assert {name for one in times for name in one._fields}.isdisjoint(
        {"length_min", "length", "end"}
    )
    assert [one.seen.length_min for one in times] == [None, None, None]
    receipt = web_booking.book(desk.book, desk.actor, 1, Wish(times[2]))
    message = messages.inbox(desk.book, desk.actor)[0]
    assert "45" not in message.body + receipt.web_name + receipt.web_info


def test_r12_a_renamed_type_is_followed_while_one_chooses(desk: Desk) -> None:
    """Once 1177 knows the new name the choice goes on under it; until then under the old one."""
    desk.slot("2024-09-13 08:30")
    face(desk, web_name="Nya besvär")
    assert choose(desk).web_name == NAME
    publishing.publish_now(desk.book, SCHEDULER, 1)
    found = choose(desk)
    assert (found.web_name, len(found.times), found.fault) == ("Nya besvär", 1, None)
    face(desk, web_bookable=False)
    publishing.publish_now(desk.book, SCHEDULER, 1)
    assert choose(desk).fault == Fault(
        "APPOINTMENT_IS_NOT_ALLOWED",
        f"”{NAME}” går inte längre att boka på 1177. Välj en annan typ av tid.",
        Way.TYPES,
    )


def test_r108_where_the_clinic_has_closed_nothing_can_be_chosen(desk: Desk) -> None:
    desk.slot("2024-09-13 08:30")
    desk.run("UPDATE case_type SET active = 0")
    closed = begin(desk)
    assert closed.types == ()
    assert closed.fault is not None
    assert closed.fault.text == (
        "Primus MVK VC Test har stängt bokningen på 1177. Kontakta mottagningen om du vill boka."
    )
    assert (choose(desk).times, choose(desk).fault) == ((), closed.fault)
    assert closed.fault.way is Way.CLINIC


# --- booking --------------------------------------------------------------------------------------


def test_r55_r104_r127_what_is_booked_is_told_to_all(desk: Desk) -> None:
    """The tidbok has the comment with its phone line, the inbox the confirmation."""
    slot = desk.slot("2024-09-13 08:30")
    receipt = web_booking.book(desk.book, desk.actor, 1, Wish(first(desk), "Ont i halsen"))
    assert (receipt.clinic, receipt.web_name, receipt.web_info) == (
        "Primus MVK VC Test", NAME, "Kom i tid.",
    )  # fmt: skip
    assert (receipt.moved, receipt.late, desk.taken(slot)) == (False, False, True)
    stored = bookings_of(desk)
    assert stored == [f"Mitt telefonnummer: {desk.patient.phone} Ont i halsen"]
    told = messages.inbox(desk.book, desk.actor)[0]
    assert told.subject == "Bekräftelse på din bokning"


def bookings_of(desk: Desk) -> list[str]:
    """The comments as they are shown."""
    return [
        booking_comment(read.get(desk.book, STAFF, key))
        for (key,) in desk.rows("SELECT id FROM booking ORDER BY id")
    ]


def test_another_number_for_this_visit_stays_with_this_visit(desk: Desk) -> None:
    desk.slot("2024-09-13 08:30")
    web_booking.book(desk.book, desk.actor, 1, Wish(first(desk), "Hosta", "070-1740699"))
    assert bookings_of(desk) == ["Mitt telefonnummer: +46701740699 Hosta"]
    with desk.book.read() as reader:
        assert patients.load(reader, desk.patient.id).phone == desk.patient.phone


@pytest.mark.parametrize(
    ("reason", "phone", "field"),
    [("x" * (REASON_BOUND + 1), "", "reason"), ("", "0" * 41, "phone")],
)
def test_a_text_too_long_is_pointed_at(desk: Desk, reason: str, phone: str, field: str) -> None:
    slot = desk.slot("2024-09-13 08:30")
    with pytest.raises(Invalid) as caught:
        web_booking.book(desk.book, desk.actor, 1, Wish(first(desk), reason, phone))
    assert caught.value.field == field
    assert not desk.taken(slot)


def test_r94_r95_the_conditions_must_be_ticked_as_they_are(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:30")
    terms(desk, CaseKind.BOOK, conditions="Kom i tid.", to_care="Skriv kort.")
    shown = begin(desk)
    assert (shown.terms.conditions, shown.takes_reason) == ("Kom i tid.", True)
    wish = Wish(first(desk))
    fault = fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    assert (fault.way, fault.field, desk.taken(slot)) == (Way.TERMS, "agreed", False)
    agreed = wish._replace(agreed="Kom i tid.")
    terms(desk, CaseKind.BOOK, conditions="Kom tio minuter före.")
    changed = fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, agreed))
    assert changed.text.startswith("Mottagningen har ändrat villkoren. Läs dem och bocka i")
    web_booking.book(desk.book, desk.actor, 1, wish._replace(agreed="Kom tio minuter före."))
    assert desk.taken(slot)


# --- faults between showing and pressing ----------------------------------------------------------


def rename(desk: Desk, _slot: int) -> None:
    face(desk, web_name="Nya besvär")


def untick(desk: Desk, _slot: int) -> None:
    face(desk, web_bookable=False)


def hide(desk: Desk, _slot: int) -> None:
    face(desk, web_bookable=False, web_cancellable=False, web_rebookable=False, hidden=True)


def unname(desk: Desk, _slot: int) -> None:
    face(desk, web_name="")


def remove(desk: Desk, slot: int) -> None:
    changes.remove_times(desk.book, SCHEDULER, [slot], seen=None)


def replace_by_another(desk: Desk, slot: int) -> None:
    """Another time under the removed one's id, as an older program could leave it."""
    remove(desk, slot)
    start = at("2024-09-20 15:00")
    made = changes.add_time(desk.book, SCHEDULER, 1, desk.resource, start, 30, desk.type)
    desk.run("UPDATE slot SET id = ? WHERE id = ?", (slot, made))


def swap(desk: Desk, slot: int) -> None:
    other = make_type(desk.book, "Vaccin", "Vaccination")
    changes.swap_type(desk.book, SCHEDULER, [slot], other, seen=None)


def add_event(desk: Desk, _slot: int) -> None:
    day_long = at("2024-09-13 08:00"), at("2024-09-13 09:00")
    events.add(desk.book, STAFF, 1, desk.resource, *day_long, "Sjuk", blocking=True)


def close_case(desk: Desk, _slot: int) -> None:
    case = case_types.every(desk.book, 1)[0]
    case_types.save(desk.book, UNIT, 1, replace(case, active=False), seen=case)


def limit(desk: Desk, _slot: int) -> None:
    case = case_types.every(desk.book, 1)[0]
    case_types.save(desk.book, UNIT, 1, replace(case, limited=True), seen=case)


def disconnect(desk: Desk, _slot: int) -> None:
    desk.run("UPDATE clinic SET connected = 0")


def pass_by(desk: Desk, _slot: int) -> None:
    set_clock(desk.book, "2024-09-13 08:31")


def go_back(desk: Desk, _slot: int) -> None:
    set_clock(desk.book, "2024-03-01 08:00")


def retire(desk: Desk, _slot: int) -> None:
    desk.run("UPDATE resource SET valid_to = ?", (day("2024-09-12"),))


def take(desk: Desk, slot: int) -> None:
    desk.book_slot(slot, citizen(desk.other))


def take_oneself(desk: Desk, slot: int) -> None:
    desk.book_slot(slot)


def be_busy(desk: Desk, _slot: int) -> None:
    nurse = make_resource(desk.book, "Florence")
    desk.book_slot(desk.slot("2024-09-13 08:15", resource=nurse))


Happening = Callable[[Desk, int], None]
OLD = f"”{NAME}”"
TYPES = "Välj en annan typ av tid."
ASK = "Kontakta mottagningen om du vill boka."
FAULTS: dict[str, tuple[Happening, Way, str]] = {
    "renamed": (
        rename, Way.AGAIN,
        f"{OLD} heter nu ”Nya besvär”. Kontrollera att det är rätt typ av tid, och boka i så fall.",
    ),
    "unticked": (untick, Way.TYPES, f"{OLD} går inte längre att boka på 1177. {TYPES}"),
    "hidden": (hide, Way.TYPES, f"{OLD} visas inte längre på 1177. {TYPES}"),
    "without a name": (unname, Way.TYPES, f"{OLD} finns inte längre på 1177. {TYPES}"),
    "slot removed": (remove, Way.TIMES, f"Mottagningen har tagit bort tiden {FRIDAY}."),
    "slot id used anew": (
        replace_by_another, Way.TIMES, f"Mottagningen har tagit bort tiden {FRIDAY}.",
    ),
    "type swapped": (
        swap, Way.TIMES, f"Tiden {FRIDAY} är nu till för ”Vaccination” och inte för {OLD}.",
    ),
    "event made": (
        add_event, Way.TIMES,
        f"Mottagningen har fått förhinder. Tiden {FRIDAY} går inte längre att boka.",
    ),
    "case closed": (
        close_case, Way.CLINIC, f"Primus MVK VC Test har stängt bokningen på 1177. {ASK}",
    ),
    "limited audience": (
        limit, Way.CLINIC,
        f"Primus MVK VC Test har begränsat vilka som kan boka på 1177. {ASK}",
    ),
    "disconnected": (
        disconnect, Way.CLINIC,
        f"Primus MVK VC Test tar inte emot bokningar på 1177 nu. {ASK}",
    ),
    "clock passed": (
        pass_by, Way.TIMES, f"Klockan är 08:31. Tiden {FRIDAY} har redan börjat.",
    ),
    "clock set back": (go_back, Way.TIMES, f"Tiden {FRIDAY} går inte att boka på 1177 ännu."),
    "resource gone": (
        retire, Way.TIMES, "Johan Frisk tar inte längre emot fredag 13 september 2024.",
    ),
    "taken": (take, Way.TIMES, f"Tiden {FRIDAY} är redan bokad. Någon annan hann före dig."),
    "taken by oneself": (take_oneself, Way.BOOKINGS, f"Du har redan bokat tiden {FRIDAY}."),
    "already occupied": (
        be_busy, Way.TIMES, f"Du har redan en bokad tid som krockar med {FRIDAY}.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_sentence_and_its_way_on(desk: Desk, name: str) -> None:
    """The summary says it as soon as it has happened; pressing Boka all the same says it too."""
    happens, way, text = FAULTS[name]
    slot = desk.slot("2024-09-13 08:30")
    wish = Wish(first(desk), "Ont i halsen")
    assert web_booking.look(desk.book, desk.actor, 1, wish).fault is None
    happens(desk, slot)
    before = desk.written()
    seen = web_booking.look(desk.book, desk.actor, 1, wish).fault
    fault = fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    assert (fault.way, fault.text) == (way, text)
    assert seen == fault
    assert desk.written() == before


def test_no_two_faults_are_told_alike() -> None:
    texts = {name: text for name, (_, _, text) in FAULTS.items()}
    del texts["slot id used anew"]  # to the citizen the time is gone, as when it is removed
    assert len(set(texts.values())) == len(texts)


def test_what_is_private_to_the_clinic_is_never_told(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:30")
    wish = Wish(first(desk))
    add_event(desk, slot)
    fault = fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    assert "Sjuk" not in fault.text
    assert desk.other.name not in fault.text


def test_after_a_fault_the_days_other_times_are_there_and_can_be_booked(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:30")
    desk.slot("2024-09-13 10:00")
    wish = Wish(first(desk), "Ont i halsen")
    take(desk, slot)
    fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    others = choose(desk, on="2024-09-13").times
    assert [one.text for one in others] == ["10:00 Johan Frisk"]
    web_booking.book(desk.book, desk.actor, 1, wish._replace(time=others[0]))
    assert bookings_of(desk)[-1].endswith("Ont i halsen")


def test_after_a_rename_the_new_name_books(desk: Desk) -> None:
    """1177 still shows the old name, for R12's delay; who has read the new one is not sent back."""
    desk.slot("2024-09-13 08:30")
    wish = Wish(first(desk))
    face(desk, web_name="Nya besvär")
    fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    known = web_booking.renamed(desk.book, desk.actor, wish)
    assert known.time.seen.web_name == "Nya besvär"
    assert web_booking.book(desk.book, desk.actor, 1, known).web_name == "Nya besvär"


def test_two_citizens_on_the_same_time_one_gets_it(desk: Desk) -> None:
    """Each from a program of their own, and the other is told at once."""
    desk.slot("2024-09-13 08:30")
    desk.slot("2024-09-13 09:30")
    wish, other = Wish(first(desk)), citizen(desk.other)
    with Book.open(desk.book.path) as second:
        theirs = choices.choose(second, other, 1, NAME).times[0]
        web_booking.book(second, other, 1, Wish(theirs))
        fault = fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    assert (fault.way, fault.code) == (Way.TIMES, "REQUESTED_TIME_IS_ALREADY_RESERVED")
    assert desk.value("SELECT count(*) FROM booking") == 1
    assert [one.text for one in choose(desk).times] == ["09:30 Johan Frisk"]


# --- Omboka ---------------------------------------------------------------------------------------


def a_week(desk: Desk) -> int:
    """A booking on Monday, and free times like it and unlike it."""
    made = desk.booked("2024-09-16 08:00", details=acts.Details("Ont i halsen"))
    nurse = make_resource(desk.book, "Florence")
    desk.slot("2024-09-17 08:00")
    desk.slot("2024-09-18 09:00", 45)
    desk.slot("2024-09-17 11:00", resource=nurse)
    return made.id


def test_r17_r18_omboka_shows_the_same_resource_and_type_of_any_length(desk: Desk) -> None:
    a_week(desk)
    found = choose_other(desk)
    assert found.web_name == NAME
    assert [day_text(one) for one in found.days] == ["2024-09-17", "2024-09-18"]
    assert [one.text for one in found.times] == ["08:00 Johan Frisk"]
    assert (found.notice, found.fault) == ("", None)


def test_r65_in_pmo_only_the_same_length(desk: Desk) -> None:
    a_week(desk)
    desk.run("UPDATE clinic SET system = ?", (JournalSystem.PMO,))
    assert [day_text(one) for one in choose_other(desk).days] == ["2024-09-17"]


def as_shown(desk: Desk, booking: int) -> SeenBooking:
    """The booking as a page shows it now."""
    return seen_booking(read.get(desk.book, STAFF, booking))


@pytest.mark.parametrize(
    ("reason", "comment"),
    [("", "Ont i halsen"), ("Förhinder", "Förhinder")],
    ids=["kept", "replaced"],
)
def test_r55_what_was_written_stays_unless_something_else_is(
    desk: Desk, reason: str, comment: str
) -> None:
    made = a_week(desk)
    wish = Wish(choose_other(desk).times[0], reason, booking=as_shown(desk, made))
    receipt = web_booking.book(desk.book, desk.actor, 1, wish)
    assert (receipt.moved, receipt.late, receipt.booking.id) == (True, False, made)
    assert bookings_of(desk) == [f"Mitt telefonnummer: {desk.patient.phone} {comment}"]


def test_r50_a_late_rebooking_is_done_with_a_notice_that_it_may_be_charged(desk: Desk) -> None:
    made = a_week(desk)
    set_clock(desk.book, "2024-09-15 08:01")
    found = choose_other(desk)
    wish = Wish(found.times[0], booking=as_shown(desk, made))
    assert found.notice == web_booking.look(desk.book, desk.actor, 1, wish).notice
    assert found.notice == (
        "Det är mindre än 24 timmar kvar till din tid. Du kan omboka, men mottagningen kan ta"
        " betalt för den sena ändringen."
    )
    assert web_booking.book(desk.book, desk.actor, 1, wish).late


@pytest.mark.parametrize("system", [JournalSystem.PMO, JournalSystem.PASIS])
def test_r62_r80_a_late_rebooking_is_refused_with_why_and_whom_to_call(
    desk: Desk, system: JournalSystem
) -> None:
    a_week(desk)
    desk.run("UPDATE clinic SET system = ?", (system,))
    set_clock(desk.book, "2024-09-15 08:01")
    found = choose_other(desk)
    assert found.times == ()
    assert found.fault is not None
    assert (found.fault.way, found.fault.text) == (
        Way.BOOKINGS,
        "Det är för kort tid kvar till besöket för att omboka på 1177. Kontakta mottagningen.",
    )


def test_r62_before_a_booking_that_cannot_be_undone_one_is_told(desk: Desk) -> None:
    desk.slot("2024-09-12 15:00")
    look = web_booking.look(desk.book, desk.actor, 1, Wish(first(desk)))
    assert look.notice.endswith("När du har bokat kan en ändring kosta.")
    wish = Wish(first(desk))
    desk.run("UPDATE clinic SET system = ?", (JournalSystem.PMO,))
    look = web_booking.look(desk.book, desk.actor, 1, wish)
    assert look.notice.endswith("När du har bokat kan du inte av- eller omboka den på 1177.")


MOVES: dict[str, tuple[Callable[[Desk, int], object], Way, str]] = {
    "cancelled": (
        lambda desk, made: acts.cancel(desk.book, STAFF, made, seen=None), Way.BOOKINGS,
        "Tiden är redan avbokad av mottagningen. Ingenting ändrades.",
    ),
    "r102 unticked": (
        lambda desk, _: face(desk, web_rebookable=False), Way.BOOKINGS,
        "Denna mottagning tillåter inte ombokning av denna tid via e-tjänsten. Ta kontakt direkt"
        " med mottagningen för att omboka.",
    ),
    "its case closed": (
        lambda desk, _: desk.run("UPDATE case_type SET active = 0"), Way.BOOKINGS,
        "Primus MVK VC Test har stängt ombokningen på 1177. Kontakta mottagningen om du vill"
        " omboka.",
    ),
    "the visit began": (
        lambda desk, _: set_clock(desk.book, "2024-09-16 08:05"), Way.BOOKINGS,
        "Klockan är 08:05. Tiden som du vill omboka har redan börjat.",
    ),
    "the new one taken": (
        lambda desk, _: desk.book_slot(
            desk.value("SELECT id FROM slot WHERE start = ?", (at("2024-09-17 08:00"),)),
            citizen(desk.other),
        ),
        Way.TIMES,
        "Tiden tisdag 17 september 2024 kl. 08:00 är redan bokad. Någon annan hann före dig.",
    ),
    "moved to it oneself": (
        lambda desk, made: acts.rebook(
            desk.book, desk.actor, made,
            desk.value("SELECT id FROM slot WHERE start = ?", (at("2024-09-17 08:00"),)),
            seen=None, seen_time=None,
        ),
        Way.BOOKINGS,
        "Tiden har flyttats av dig själv till tisdag 17 september 2024 kl. 08:00 hos Johan Frisk."
        " Ingenting ändrades.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MOVES)
def test_each_fault_of_a_rebooking_has_its_sentence_and_its_way_on(desk: Desk, name: str) -> None:
    happens, way, text = MOVES[name]
    made = a_week(desk)
    wish = Wish(choose_other(desk).times[0], booking=as_shown(desk, made))
    happens(desk, made)
    seen = web_booking.look(desk.book, desk.actor, 1, wish).fault
    fault = fault_of(lambda: web_booking.book(desk.book, desk.actor, 1, wish))
    assert (fault.way, fault.text) == (way, text)
    assert seen == fault


# --- who may ask ----------------------------------------------------------------------------------


def test_only_citizens_and_only_for_themselves(desk: Desk) -> None:
    made = a_week(desk)
    time = choose_other(desk).times[0]
    wish = Wish(time, booking=as_shown(desk, made))
    stranger = citizen(desk.other)
    asked: tuple[Callable[[], object], ...] = (
        lambda: choices.choose_other(desk.book, stranger, made),
        lambda: choices.begin(desk.book, stranger, 1, booking=made),
        lambda: web_booking.look(desk.book, stranger, 1, wish),
        lambda: web_booking.book(desk.book, stranger, 1, wish),
    )
    for ask in asked:
        with pytest.raises(NotFound) as caught:
            ask()
        assert caught.value.text == "Bokningen finns inte."
    for actor in (STAFF, AGENT):
        refused: tuple[Callable[[], BookError | object], ...] = (
            lambda who=actor: choices.begin(desk.book, who, 1),  # type: ignore[misc]
            lambda who=actor: choices.choose(desk.book, who, 1, NAME),  # type: ignore[misc]
            lambda who=actor: web_booking.book(desk.book, who, 1, wish),  # type: ignore[misc]
        )
        for act in refused:
            with pytest.raises(NotAllowed):
                act()
