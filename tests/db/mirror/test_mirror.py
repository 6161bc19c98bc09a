"""What the mirror tells is what the citizen's own operations answer; and what is news."""

from dataclasses import replace

import pytest

from db import clock
from db.book import Book
from db.bookings import acts
from db.citizen import portal
from db.mirror.look import look
from db.mirror.offered import MOST, NO_TIMES, Times, Types, short_day
from db.mirror.values import CHANGES, COMES, GOES, Block, Fact, Seen, Subject, Told, news
from db.mirror.visit import CARD, Visit
from db.offer import offer
from db.offer.preview import Preview, preview, waits
from db.rules.changes.same_as_shown import seen_booking
from db.rules.names.time_types import hide
from db.setup import time_types
from db.values import Actor, Patient, Role, TimeType
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import (
    at,
    citizen,
    load_type,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    publish_all,
)

NAME = "Bedömning av nya besvär"


@pytest.fixture
def doctor(book: Book) -> TimeType:
    return load_type(book, make_type(book, ".Läkarbesök", NAME))


@pytest.fixture
def johan(book: Book) -> int:
    return make_resource(book, "Johan Frisk")


@pytest.fixture
def patient(book: Book) -> Patient:
    return make_patient(book)


def slot(book: Book, johan: int, doctor: TimeType, when: str = "2024-09-16 08:00") -> int:
    assert doctor.id is not None
    return make_slot(book, johan, doctor.id, when)


def seen(book: Book, subject: Subject, eyes: int | None = None) -> Seen:
    return look(book, STAFF, 1, eyes, subject)


def keys(seen: Seen) -> list[str]:
    return list(seen.facts)


def booked(book: Book, slot: int, patient: Patient) -> int:
    return acts.book_time(book, STAFF, 1, slot, seen=None, patient=patient.id).id


# --- types ------------------------------------------------------------------------------------


def test_r23_types_are_those_that_the_citizen_is_offered(
    book: Book, doctor: TimeType, johan: int
) -> None:
    make_type(book, ".Provtagning", "Prov")
    slot(book, johan, doctor)
    (block,) = seen(book, Types()).told.blocks
    assert [(fact.text, fact.tail) for fact in block.facts] == [(NAME, "1 tid"), ("Prov", NO_TIMES)]
    offered = offer.types(book, STAFF, 1)
    assert [fact.leads for fact in block.facts] == [f"type:{one.types[0]}" for one in offered]


def test_what_ok_would_change_is_the_previews(book: Book, doctor: TimeType) -> None:
    told = seen(book, Types((hide(doctor),))).told
    assert told.after is not None
    assert [(change.sign, change.text) for change in told.after] == [(GOES, NAME)]
    assert preview(book, STAFF, 1, (hide(doctor),)).leaving == (NAME,)
    assert seen(book, Types(())).told.after == ()
    assert seen(book, Types()).told.after is None
    renamed = seen(book, Types((replace(doctor, web_name="Läkartid"),))).told.after
    assert renamed is not None
    assert [(change.sign, change.text) for change in renamed] == [(CHANGES, f"{NAME} → Läkartid")]


def test_r12_what_waits_is_told_of_on_every_page(book: Book, doctor: TimeType) -> None:
    time_types.save(book, SCHEDULER, 1, [replace(doctor, web_name="Läkartid")])
    for subject in (Types(), Times((1,), 1, 2)):
        (waiting,) = seen(book, subject).waits.waiting
        assert (waiting.name, waiting.minutes_left) == (".Läkarbesök", 15)
    with book.read() as reader:
        assert waits(reader, 1, None) == replace(preview(book, STAFF, 1, ()), now=())


# --- times ------------------------------------------------------------------------------------


def test_times_are_those_that_1177_offers_of_the_resources_and_days(
    book: Book, doctor: TimeType, johan: int
) -> None:
    anna = make_resource(book, "Anna Akut")
    first = slot(book, johan, doctor)
    slot(book, anna, doctor, "2024-09-16 09:00")
    later = slot(book, johan, doctor, "2024-09-17 08:30")
    slot(book, johan, doctor, "2024-09-18 08:30")
    day = clock.read(book).today + 4
    assert short_day(day).startswith("Måndag 16 september")
    shown = seen(book, Times((johan,), day, day + 1))
    assert keys(shown) == [f"slot:{first}", f"slot:{later}"]
    assert [block.heading for block in shown.told.blocks] == [
        "Måndag 16 september", "Tisdag 17 september",
    ]  # fmt: skip
    assert shown.told.blocks[0].facts[0].text == f"08:00 {NAME}"
    both = seen(book, Times((johan, anna), day, day))
    assert [fact.tail for fact in both.told.blocks[0].facts] == ["Johan Frisk", "Anna Akut"]
    none = seen(book, Times((johan,), day + 7, day + 8))
    assert none.told.blocks[0].empty == "1177 visar inga lediga tider här."


def test_where_one_stands_the_first_rule_says_why_a_time_is_not_there(
    book: Book, doctor: TimeType, johan: int
) -> None:
    there = slot(book, johan, doctor)
    kind = load_type(book, make_type(book, "Administration", ticks=False))
    gone = slot(book, johan, kind, "2024-09-16 09:00")
    day = clock.read(book).today + 4
    said = seen(book, Times((johan,), day, day, there)).told.remarks
    assert [one.text for one in said] == ["Tiden 08:00 visas på 1177."]
    (remark,) = seen(book, Times((johan,), day, day, gone)).told.remarks
    why = offer.why(book, 1, johan, at("2024-09-16 09:00"))
    assert remark.text == f"Tiden 09:00 visas inte. {why.decision.refusals[0].text}"
    assert seen(book, Times((johan,), day, day, 999)).told.remarks == ()


def test_of_very_many_times_the_first_are_listed_and_the_rest_counted(
    book: Book, doctor: TimeType
) -> None:
    day = clock.read(book).today + 4
    resources = tuple(make_resource(book, f"Resurs {n}") for n in range(MOST // 100 + 1))
    with book.write() as tx:
        tx.many(
            "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day)"
            " VALUES (1, ?, ?, ?, 5, ?)",
            [
                (resource, doctor.id, at("2024-09-16 08:00") + n * 300, day)
                for resource in resources
                for n in range(100)
            ],
        )
    shown = seen(book, Times(resources, day, day))
    assert len(shown.facts) == MOST
    assert shown.told.remarks[0].text.endswith("1177 har 100 tider till.")


# --- a visit ----------------------------------------------------------------------------------


def test_r98_a_visit_is_its_patients_own_card(
    book: Book, doctor: TimeType, johan: int, patient: Patient
) -> None:
    booking = booked(book, slot(book, johan, doctor), patient)
    shown = seen(book, Visit(booking))
    assert shown.eyes == patient.name
    (card,) = shown.told.blocks
    own = portal.booked_time(book, citizen(patient), booking)
    facts = shown.facts
    assert facts["when"].text == own.when
    assert facts["whose"].text == "Johan Frisk"
    assert facts["type"].tail == own.type_name == NAME
    assert {key for key in ("cancel", "rebook") if key in facts} == {"cancel", "rebook"}
    assert facts["cancel"].leads == f"portal:{booking}"
    assert card.heading == CARD
    assert shown.told.remarks == ()


def test_a_button_that_is_not_there_says_why(
    book: Book, doctor: TimeType, johan: int, patient: Patient
) -> None:
    booking = booked(book, slot(book, johan, doctor), patient)
    time_types.save(book, SCHEDULER, 1, [replace(doctor, web_cancellable=False)])
    publish_all(book)
    shown = seen(book, Visit(booking))
    assert "cancel" not in shown.facts
    assert "rebook" in shown.facts
    assert shown.told.remarks[0].text.startswith("AVBOKA finns inte: ")


def test_r20_a_hidden_visit_has_no_card_and_the_rule_says_why(
    book: Book, doctor: TimeType, johan: int, patient: Patient
) -> None:
    booking = booked(book, slot(book, johan, doctor), patient)
    time_types.save(book, SCHEDULER, 1, [hide(doctor)])
    publish_all(book)
    shown = seen(book, Visit(booking))
    assert shown.facts == {}
    assert shown.told.blocks[0].empty == "Inget kort: patienten ser inte tiden på 1177."
    assert "Dölj" in shown.told.remarks[0].text


def test_a_cancelled_visit_and_one_that_never_was(
    book: Book, doctor: TimeType, johan: int, patient: Patient
) -> None:
    there = slot(book, johan, doctor)
    made = acts.book_time(book, STAFF, 1, there, seen=None, patient=patient.id)
    acts.cancel(book, STAFF, made.id, seen=seen_booking(made))
    assert "avbokat" in seen(book, Visit(made.id)).told.blocks[0].empty
    assert seen(book, Visit(999)).told.blocks[0].empty == "Bokningen finns inte längre."


def test_the_mirror_writes_nothing_anywhere(
    book: Book, doctor: TimeType, johan: int, patient: Patient
) -> None:
    booking = booked(book, slot(book, johan, doctor), patient)
    before = book.written
    for subject in (Types(()), Times((johan,), 1, 999999), Visit(booking)):
        for eyes in (None, patient.id, 999):
            seen(book, subject, eyes)
    assert book.written == before


# --- news -------------------------------------------------------------------------------------


def shown(*facts: Fact, about: str = "types", eyes: str = "") -> Seen:
    waiting = Preview((), (), (), (), (), clock_stands=False)
    return Seen(about, eyes, Told((Block("Nu", facts),)), waiting)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ([], [Fact("a", "Akut", "1 tid")], [(COMES, "Akut: 1 tid")]),
        ([Fact("a", "Akut", "1 tid")], [], [(GOES, "Akut: 1 tid")]),
        ([Fact("a", "Akut", "1 tid")], [Fact("a", "Akut", "2 tider")],
         [(CHANGES, "Akut: 1 tid → 2 tider")]),
        ([Fact("a", "Akut", "1 tid")], [Fact("a", "Jour", "1 tid")], [(CHANGES, "Akut → Jour")]),
        ([Fact("a", "Akut", kind="quiet")], [Fact("a", "Akut", kind="strong")], []),
        ([Fact("", "Akut")], [], []),
        ([Fact("a", "A"), Fact("b", "B")], [Fact("b", "B"), Fact("c", "C")],
         [(GOES, "A"), (COMES, "C")]),
    ],
    ids=["came", "went", "counted anew", "renamed", "another look", "no key", "both"],
)  # fmt: skip
def test_what_came_went_and_changed(
    before: list[Fact], now: list[Fact], told: list[tuple[str, str]]
) -> None:
    found = news(shown(*before), shown(*now))
    assert [(change.sign, change.text) for change in found] == told


def test_another_subject_or_other_eyes_are_no_news() -> None:
    assert news(shown(Fact("a", "A")), shown(about="visit:1")) == ()
    assert news(shown(Fact("a", "A")), shown(eyes="Tolvan")) == ()


def test_the_citizens_eyes_are_asked_as_that_citizen(book: Book, doctor: TimeType) -> None:
    someone = make_patient(book, 3)
    assert seen(book, Types(), someone.id).eyes == someone.name
    assert seen(book, Types(), 999).eyes == ""
    actor = Actor(Role.CITIZEN, patient=someone.id)
    assert len(seen(book, Types(), someone.id).facts) == len(offer.types(book, actor, 1))
