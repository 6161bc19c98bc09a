"""What the mirror says that OK would change on 1177, against what 1177 shows once it is done."""

from collections import Counter
from dataclasses import replace

import pytest

from db import clock
from db.book import Book
from db.bookings import acts
from db.mirror.look import look
from db.mirror.planned import Laying, Resources
from db.mirror.template import Week
from db.mirror.values import CHANGES, COMES, GOES, Seen, Subject
from db.mirror.waiting import Waits
from db.offer import offer
from db.schedule import lay_out, templates
from db.setup import resources
from db.values import Resource, Template, TemplateRow, TimeType, Weekday
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import load_type, make_patient, make_resource, make_slot, make_type

NAME = "Bedömning av nya besvär"


@pytest.fixture
def doctor(book: Book) -> TimeType:
    return load_type(book, make_type(book, ".Läkarbesök", NAME))


@pytest.fixture
def office(book: Book) -> TimeType:
    return load_type(book, make_type(book, "Administration", ticks=False))


@pytest.fixture
def johan(book: Book) -> Resource:
    made = make_resource(book, "Johan Frisk")
    with book.read() as reader:
        return resources.load(reader, made)


def seen(book: Book, subject: Subject, eyes: int | None = None) -> Seen:
    return look(book, STAFF, 1, eyes, subject)


def after(seen: Seen) -> list[tuple[str, str]]:
    assert seen.told.after is not None
    return [(change.sign, change.text) for change in seen.told.after]


def row(kind: TimeType, first: int, last: int, release: int | None = None) -> TemplateRow:
    assert kind.id is not None
    return TemplateRow(Weekday.MONDAY, first * 60, last * 60, 30, release, kind.id)


def stored(book: Book, *rows: TemplateRow) -> Template:
    return templates.save(book, SCHEDULER, 1, Template(None, "Vecka", rows), seen=None)


def test_r33_what_laying_out_would_show_is_what_it_shows(
    book: Book, doctor: TimeType, office: TimeType, johan: Resource
) -> None:
    rows = (row(doctor, 8, 10), row(office, 10, 11), row(doctor, 13, 14, release=2))
    template = stored(book, *rows)
    today = clock.read(book).today
    assert template.id is not None
    assert johan.id is not None
    order = (template.id, (johan.id,), today + 1, today + 100)
    found = lay_out.lay_out(book, SCHEDULER, 1, *order, seen=None, dry_run=True)
    subject = Laying((johan.id,), today + 1, today + 100, found.slots)
    planned = seen(book, subject)
    ((sign, text),) = after(planned)
    lay_out.lay_out(book, SCHEDULER, 1, *order, seen=found)
    shown = offer.times(book, STAFF, 1)
    assert (sign, text) == (COMES, f"{NAME}: {len(shown)} tider")
    said = " ".join(remark.text for remark in planned.told.remarks)
    kept_off = Counter(time.time_type for time in found.slots)[office.id or 0]
    assert f"{kept_off} nya tider visas inte. Administration" in said
    assert "nya tider visas först senare." in said
    assert len(seen(book, replace(subject, times=())).facts) == len(shown)


def test_a_resources_name_and_validity_change_what_1177_shows_as_it_is_said(
    book: Book, doctor: TimeType, johan: Resource
) -> None:
    for day in ("16", "17", "18"):
        make_slot(book, johan.id or 0, doctor.id or 0, f"2024-09-{day} 08:00")
    first = clock.read(book).today + 4
    assert seen(book, Resources()).facts[f"resource:{johan.id}"].tail == "3 tider"
    edited = replace(johan, name="Läkarmottagning", valid_to=first + 1)
    assert after(seen(book, Resources((edited,)))) == [
        (CHANGES, "Johan Frisk → Läkarmottagning"), (GOES, "Läkarmottagning: 1 tid"),
    ]  # fmt: skip
    (saved,) = resources.save(book, SCHEDULER, 1, [edited])
    assert len(offer.times(book, STAFF, 1)) == 2
    again = replace(saved, valid_to=None)
    assert after(seen(book, Resources((again,)))) == [(COMES, "Läkarmottagning: 1 tid")]
    assert after(seen(book, Resources((Resource(name="Ny"),)))) == []


def test_a_resource_that_shows_nowhere_may_be_called_anything(book: Book, johan: Resource) -> None:
    assert after(seen(book, Resources((replace(johan, name="Annat"),)))) == []


def test_a_template_is_a_week_by_the_names_that_1177_knows(
    book: Book, doctor: TimeType, office: TimeType
) -> None:
    template = stored(book, row(doctor, 8, 10), row(doctor, 13, 14), row(office, 10, 11))
    week = seen(book, Week(template.id))
    (monday, now) = week.told.blocks
    assert monday.heading == "Måndag"
    assert [(fact.text, fact.tail) for fact in monday.facts] == [
        (NAME, "08:00–13:30, 6 tider"), ("Administration", "visas inte på 1177"),
    ]  # fmt: skip
    assert [fact.tail for fact in now.facts] == ["inga tider"]
    assert week.told.after is None
    edited = seen(book, Week(template.id, ()))
    assert edited.told.blocks[0].empty == "Mallen har inga tider."
    assert "finns inte längre" in seen(book, Week(999)).told.blocks[0].empty


def test_one_who_waits_is_looked_at_with_their_own_eyes(
    book: Book, doctor: TimeType, johan: Resource
) -> None:
    patient = make_patient(book)
    first = make_slot(book, johan.id or 0, doctor.id or 0, "2024-09-16 08:00")
    second = make_slot(book, johan.id or 0, doctor.id or 0, "2024-09-17 08:00")
    made = acts.book_time(book, STAFF, 1, first, seen=None, patient=patient.id)
    anything = seen(book, Waits(patient.id))
    assert anything.eyes == patient.name
    assert list(anything.facts) == [f"booking:{made.id}", f"type:{doctor.id}"]
    wanted = seen(book, Waits(patient.id, doctor.id))
    assert wanted.told.blocks[1].heading == "Tider som passar: tisdag 17 september"
    assert f"slot:{second}" in wanted.facts
    none = seen(book, Waits(patient.id, doctor.id, last=clock.read(book).today + 1))
    assert none.told.blocks[1].empty == "1177 visar ingen tid som passar."
