"""World ``pasis``: a clinic with PASiS' rules: levels, from tomorrow, until 24 hours before.

[001] says only that direct booking needs level 4 (R82); what levels 1-3 do is not explained
(GUIDES.md A6.14). The ticks that they have here are ours, and so is everything invented.
"""

from db import clock
from db.book import Book
from db.bookings import acts
from db.bookings.acts import Details
from db.timeline import parse_day, parse_instant
from db.values import Instant, JournalSystem, Resource, ResourceKind, TimeType
from db.worlds.building import STAFF, WORKDAYS, Unit, rows, set_clock
from db.worlds.people import PEOPLE
from db.worlds.terms import BLOCKED_LATE

UNIT = "Specialistmottagningen Ekhöjden"
NOW = "2021-10-04 10:00"
OPENED = "2021-06-07 08:00"
LAID_OUT = "2021-09-06 09:00"
FIRST_DAY, LAST_DAY = "2021-09-20", "2021-11-28"

DOCTOR = "Matilda Ekhage"
NURSE = "Sjuksköterskemottagningen"

TYPES: tuple[TimeType, ...] = (
    TimeType(
        name="Nybesök läkare", web_name="Nybesök hos läkare", bookable=True, web_bookable=True,
        web_cancellable=True, web_rebookable=True, colour="blue", level=4,
    ),
    TimeType(
        name="Årskontroll ssk", web_name="Årskontroll hos sjuksköterska", bookable=True,
        web_bookable=True, web_cancellable=True, web_rebookable=True, colour="green", level=4,
    ),
    TimeType(
        name="Återbesök läkare", web_name="Återbesök hos läkare", bookable=True,
        web_cancellable=True, web_rebookable=True, colour="sky", level=3,
    ),
    TimeType(
        name="Behandling ssk", web_name="Behandling hos sjuksköterska", bookable=True,
        web_cancellable=True, colour="lime", level=2,
    ),
    TimeType(
        name="Telefonuppföljning", web_name="Uppföljning per telefon", bookable=True,
        colour="teal", level=1,
    ),
    TimeType(name="Administration", bookable=True, hidden=True, colour="grey"),
)  # fmt: skip

RESOURCES: tuple[Resource, ...] = (
    Resource(name=DOCTOR, kind=ResourceKind.PERSON, profession="Läkare"),
    Resource(name=NURSE, profession="Sjuksköterska"),
)


def furnish(book: Book, _real_now: Instant | None) -> None:
    """A PASiS unit on 2021-10-04 10:00, the clock standing still."""
    unit = Unit(book, UNIT, JournalSystem.PASIS, parse_instant(OPENED), BLOCKED_LATE)
    unit.add_types(TYPES)
    unit.add_resources(RESOURCES)
    unit.add_people(PEOPLE[:7])
    _add_templates(unit)
    unit.at(parse_instant(LAID_OUT))
    days = parse_day(FIRST_DAY), parse_day(LAST_DAY)
    unit.lay_out("Läkare", [DOCTOR], *days)
    unit.lay_out("Sjuksköterska", [NURSE], *days)
    _live(unit)
    set_clock(book, clock.Mode.PAUSED, parse_instant(NOW))


def _add_templates(unit: Unit) -> None:
    of = unit.types
    unit.add_template(
        "Läkare",
        rows(
            WORKDAYS,
            ("08:30", "10:30", 60, None, of["Nybesök läkare"]),
            ("10:30", "12:00", 30, None, of["Återbesök läkare"]),
            ("13:00", "14:00", 20, None, of["Telefonuppföljning"]),
            ("15:00", "16:00", 60, None, of["Administration"]),
        ),
    )
    unit.add_template(
        "Sjuksköterska",
        rows(
            WORKDAYS,
            ("08:00", "10:15", 45, None, of["Årskontroll ssk"]),
            ("10:30", "12:00", 30, None, of["Behandling ssk"]),
        ),
    )


def _live(unit: Unit) -> None:
    """Bookings of every level, by care and by citizens."""
    unit.at(parse_instant("2021-09-21 13:20"))
    unit.booked(1, DOCTOR, parse_instant("2021-10-06 10:30"), by=STAFF)
    unit.booked(4, NURSE, parse_instant("2021-10-07 11:00"), by=STAFF)
    unit.booked(5, DOCTOR, parse_instant("2021-10-05 13:20"), by=STAFF)
    unit.at(parse_instant("2021-09-28 18:47"))
    told = Details("Remiss från vårdcentralen")
    moved = unit.booked(2, DOCTOR, parse_instant("2021-10-08 08:30"), told).id
    unit.at(parse_instant("2021-09-29 12:03"))
    dropped = unit.booked(3, NURSE, parse_instant("2021-10-12 08:45"))
    unit.at(parse_instant("2021-09-30 07:15"))
    target = unit.slot(DOCTOR, parse_instant("2021-10-15 09:30"))
    acts.rebook(
        unit.book,
        unit.citizen(2),
        moved,
        target,
        comment="Har tentamen den dagen",
        seen=None,
        seen_time=None,
    )
    unit.at(parse_instant("2021-10-01 16:02"))
    acts.cancel(unit.book, unit.citizen(3), dropped.id, reason="Passar inte längre", seen=None)
    unit.at(parse_instant("2021-10-04 09:10"))
    unit.booked(0, NURSE, parse_instant("2021-10-05 08:00"))  # tomorrow, the earliest day (R81)
