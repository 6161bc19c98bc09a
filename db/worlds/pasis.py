"""World ``pasis``: a clinic with PASiS' rules: levels, from tomorrow, until 24 hours before.

[001] says only that direct booking needs level 4 (R82); what levels 1-3 do is not explained
(GUIDES.md A6.14). The ticks that they have here are ours, and so is everything invented.
"""

from db.book import Book
from db.bookings.acts import Details
from db.values import Instant, JournalSystem, Resource, ResourceKind, TimeType
from db.worlds.building import STAFF, WORKDAYS, Templates, Unit
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


TEMPLATES: Templates = {
    "Läkare": ((WORKDAYS, (
        ("08:30", "10:30", 60, None, "Nybesök läkare"),
        ("10:30", "12:00", 30, None, "Återbesök läkare"),
        ("13:00", "14:00", 20, None, "Telefonuppföljning"),
        ("15:00", "16:00", 60, None, "Administration"),
    )),),
    "Sjuksköterska": ((WORKDAYS, (
        ("08:00", "10:15", 45, None, "Årskontroll ssk"),
        ("10:30", "12:00", 30, None, "Behandling ssk"),
    )),),
}  # fmt: skip


def furnish(book: Book, _real_now: Instant | None) -> None:
    """A PASiS unit on 2021-10-04 10:00, the clock standing still."""
    unit = Unit(book, UNIT, JournalSystem.PASIS, OPENED, BLOCKED_LATE)
    unit.furnish(TYPES, RESOURCES, PEOPLE[:7], TEMPLATES)
    unit.at(LAID_OUT)
    unit.lay_out("Läkare", [DOCTOR], FIRST_DAY, LAST_DAY)
    unit.lay_out("Sjuksköterska", [NURSE], FIRST_DAY, LAST_DAY)
    _live(unit)
    unit.at(NOW)


def _live(unit: Unit) -> None:
    """Bookings of every level, by care and by citizens."""
    unit.books("2021-09-21 13:20", 1, DOCTOR, "2021-10-06 10:30", by=STAFF)
    unit.books("2021-09-21 13:20", 4, NURSE, "2021-10-07 11:00", by=STAFF)
    unit.books("2021-09-21 13:20", 5, DOCTOR, "2021-10-05 13:20", by=STAFF)
    told = Details("Remiss från vårdcentralen")
    moved = unit.books("2021-09-28 18:47", 2, DOCTOR, "2021-10-08 08:30", told)
    dropped = unit.books("2021-09-29 12:03", 3, NURSE, "2021-10-12 08:45")
    unit.moves("2021-09-30 07:15", 2, moved, DOCTOR, "2021-10-15 09:30", "Har tentamen den dagen")
    unit.cancels("2021-10-01 16:02", 3, dropped, "Passar inte längre")
    # Tomorrow, the earliest day (R81).
    unit.books("2021-10-04 09:10", 0, NURSE, "2021-10-05 08:00")
