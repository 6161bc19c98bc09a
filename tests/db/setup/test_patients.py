"""Invånare: personal numbers as people write them, who may see whom, and their own settings."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.book import Book
from db.bookings import waiting_list
from db.bookings.read import of_patient
from db.citizen import login
from db.errors import Invalid, NotAllowed, NotFound, Refused
from db.setup import access_log, patients
from db.tidbok import events
from db.values import Actor, Patient, Role, clean
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF
from tests.db.builders import at, citizen, make_patient, make_resource, set_clock
from tests.db.hostile import HOSTILE, assert_safe

NOW = at("2024-09-12 10:52")


@pytest.mark.parametrize(
    "typed",
    ["199006022397", "19900602-2397", "900602-2397", "9006022397", " 19900602 2397 "],
)
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert patients.parse_pnr(typed, NOW) == "199006022397"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("121212+1212", "191212121212"),  # a hundred years or more
        ("201701012393", "201701012393"),
        ("170101-2393", "201701012393"),  # this century when it has been
        ("440813-9089", "194408139089"),  # the last one when it has not
    ],
)
def test_the_century_follows_the_sign_and_the_book_s_year(typed: str, read: str) -> None:
    assert patients.parse_pnr(typed, NOW) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "19900602-2398",
        "20100312-2222",
        "19901302-2397",
        "1990-06-02-2397",
        "１９９００６０２２３９７",
        "19900602²397",
        "9" * 5000,
        *HOSTILE.values(),
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        patients.parse_pnr(typed, NOW)
    assert caught.value.field == "pnr"


@pytest.mark.parametrize("dash", [*"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"])
def test_a_number_with_a_typographic_dash_finds_its_patient(book: Book, dash: str) -> None:
    made = patients.register(book, STAFF, Patient(0, f"900602{dash}2397", "Jonas Testberg"))
    assert patients.find(book, f"19900602{dash}2397") == made
    assert [one.id for one in patients.search(book, STAFF, f"900602{dash}23")] == [made.id]
    assert login.log_in(book, f"19900602{dash}2397").patient == made.id
    (person,) = login.people(book, STAFF)
    assert login.is_called(person, f"19900602{dash}2397")


def test_nobody_who_is_not_born_yet_is_registered_found_or_logged_in(book: Book) -> None:
    """The book's day decides, not the computer's."""
    set_clock(book, "2016-12-31 10:00")
    for act in (
        lambda: patients.register(book, STAFF, Patient(0, "20170101-2393", "Ny Person")),
        lambda: patients.find(book, "20170101-2393"),
        lambda: login.log_in(book, "20170101-2393"),
    ):
        with pytest.raises(Invalid, match="är född 2017-01-01, efter 2016-12-31"):
            act()
    set_clock(book, "2017-01-01 10:00")
    assert patients.register(book, STAFF, Patient(0, "20170101-2393", "Ny Person")).id


def test_a_samordningsnummer_is_called_so_and_logs_nobody_in(book: Book) -> None:
    number = "19701063-2391"
    with pytest.raises(NotFound, match="har det samordningsnumret"):
        patients.find(book, number)
    patients.register(book, STAFF, Patient(0, number, "Sam Ordning"))
    with pytest.raises(Refused, match="Samordningsnumret finns redan"):
        patients.register(book, STAFF, Patient(0, number, "Sam Ordning"))
    with pytest.raises(Invalid, match="Samordningsnumret är inte giltigt: den sista"):
        patients.register(book, STAFF, Patient(0, "19701063-2392", "Sam Ordning"))
    with pytest.raises(Invalid, match="inte logga in med samordningsnummer"):
        patients.citizen(book, number)


def test_a_number_as_it_is_shown_and_masked() -> None:
    assert patients.pnr_text("199006022397") == "19900602-2397"
    assert patients.masked_pnr("199006022397") == "19900602-****"


def test_care_registers_a_patient_once(book: Book) -> None:
    made = patients.register(book, STAFF, Patient(0, "900602-2397", "Jonas Testberg", sms=True))
    assert made.pnr == "199006022397"
    assert patients.find(book, "19900602-2397") == made
    with pytest.raises(Refused) as caught:
        patients.register(book, STAFF, Patient(0, "199006022397", "Någon Annan"))
    assert caught.value.field == "pnr"
    assert [one.name for one in patients.every(book, STAFF)] == ["Jonas Testberg"]


def test_nobody_is_found_under_an_unknown_number(book: Book) -> None:
    with pytest.raises(NotFound):
        patients.find(book, "19121212-1212")


@pytest.mark.parametrize("actor", [AGENT, Actor(Role.REGIONAL_ADMIN), Actor(Role.UNIT_ADMIN)])
def test_the_list_of_patients_is_care_s(book: Book, actor: Actor) -> None:
    me = citizen(make_patient(book))
    for other in (actor, me):
        with pytest.raises(NotAllowed):
            patients.every(book, other)


def test_only_the_citizen_sets_their_notices(book: Book) -> None:
    """Staff cannot even see whether they are on (B5)."""
    patient = make_patient(book, sms=True)
    changed = patients.set_notices(book, citizen(patient), sms=False, mail=True)
    assert (changed.sms, changed.mail) == (False, True)
    with pytest.raises(NotAllowed):
        patients.set_notices(book, STAFF, sms=True, mail=True)


def test_a_citizen_logs_in_with_their_number(book: Book) -> None:
    patient = make_patient(book)
    assert patients.citizen(book, patient.pnr) == citizen(patient)


def test_looking_at_a_patient_is_written_down_for_it_to_follow_up(book: Book) -> None:
    patient = make_patient(book)
    of_patient(book, STAFF, patient.id)
    of_patient(book, citizen(patient), patient.id)
    (look,) = access_log.every(book, IT)
    assert (look.patient, look.actor, look.what) == (patient.id, STAFF.name, "bokningar")
    with pytest.raises(NotAllowed):
        access_log.every(book, SCHEDULER)


# --- hostile text in the fields no other test covers ----------------------------------------------


def _register(field: str) -> Callable[[Book, str], str]:
    def write(book: Book, typed: str) -> str:
        told = replace(Patient(0, "199006022397", "Jonas Testberg"), **{field: typed})  # type: ignore[arg-type]
        made = patients.register(book, STAFF, told)
        return str(getattr(made, field))

    return write


def _wait(book: Book, typed: str) -> str:
    waiting_list.add(book, STAFF, 1, make_patient(book).id, text=typed)
    return waiting_list.every(book, STAFF, 1)[0].text


def _event(book: Book, typed: str) -> str:
    resource = make_resource(book, "Johan Frisk")
    start, end = at("2024-09-13 08:00"), at("2024-09-13 09:00")
    return events.add(book, STAFF, 1, resource, start, end, typed, blocking=True).event.text


FIELDS: dict[str, Callable[[Book, str], str]] = {
    "patient name": _register("name"),
    "patient phone": _register("phone"),
    "patient e-mail": _register("email"),
    "waiting list": _wait,
    "event": _event,
}


def _outcome(write: Callable[[Book, str], str], book: Book, typed: str) -> str | Invalid:
    try:
        return write(book, typed)
    except Invalid as error:
        return error


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("write", FIELDS.values(), ids=FIELDS)
def test_hostile_text_is_cleaned_or_refused(
    book: Book, write: Callable[[Book, str], str], typed: str
) -> None:
    stored = _outcome(write, book, typed)
    if isinstance(stored, Invalid):
        assert stored.text
        assert stored.field
        return
    assert stored == clean(typed, lines="\n" in stored)
    assert_safe(stored.replace("\n", ""), stored.replace("\n", ""))


# --- searching ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("anna", ["Anna Björk", "Anna-Lena Öst"]),
        ("ÖST", ["Anna-Lena Öst"]),
        ("o\u0308st", ["Anna-Lena Öst"]),  # as a Mac types it
        ("lena anna", ["Anna-Lena Öst"]),
        ("bj an", ["Anna Björk"]),
        ("örk", []),  # words are matched from their beginning
        ("1944", ["Anna Björk"]),
        ("440813", ["Anna Björk"]),
        ("19440813-9089", ["Anna Björk"]),
        ("440813 9089", ["Anna Björk"]),
        ("9089", []),
        ("anna%", []),
        ("*", []),
        ("", []),
        ("   ", []),
        ("x" * 5000, []),
    ],
)
def test_r78_patients_are_found_by_number_or_name(book: Book, typed: str, found: list[str]) -> None:
    with book.write() as tx:
        for pnr, name in (("194408139089", "Anna Björk"), ("199702232382", "Anna-Lena Öst")):
            tx.run("INSERT INTO patient (pnr, name, phone) VALUES (?, ?, '070')", (pnr, name))
    assert [one.name for one in patients.search(book, STAFF, typed)] == found


def test_a_search_is_for_care_shows_how_to_reach_and_masks_for_it(book: Book) -> None:
    mine = make_patient(book)
    (one,) = patients.search(book, STAFF, mine.pnr)
    assert one == (mine.id, mine.name, patients.pnr_text(mine.pnr), mine.phone)
    assert patients.search(book, IT, mine.pnr)[0].pnr == patients.masked_pnr(mine.pnr)
    make_patient(book, 1)
    assert len(patients.search(book, STAFF, "19", limit=1)) == 1
    for actor in (AGENT, REGION, citizen(mine)):
        with pytest.raises(NotAllowed):
            patients.search(book, actor, "a")
