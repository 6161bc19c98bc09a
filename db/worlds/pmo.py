"""World ``pmo``: a health centre with PMO's rules, its types as printed in [002].

The unit, its people and its bookings are invented.
"""

from db.book import Book
from db.bookings.acts import Details
from db.values import Instant, JournalSystem, Resource, ResourceKind, TimeType, Weekday
from db.worlds.building import STAFF, WORKDAYS, Templates, Unit
from db.worlds.people import PEOPLE
from db.worlds.terms import BLOCKED_LATE

UNIT = "Vårdcentralen Tallgläntan"
NOW = "2020-06-01 10:00"  # the week of the screenshots
OPENED = "2020-03-02 08:00"
LAID_OUT = "2020-05-11 09:00"
FIRST_DAY, LAST_DAY = "2020-05-18", "2020-07-31"  # at least eight weeks ahead (R66)

DOCTOR = "Linnea Tallmo"
NURSE = "Ruben Granlid"
PHYSIO = "Fysioterapeuten"
COUNSELLOR = "Kuratorn"
LABORATORY = "Provtagningen"

TYPES: tuple[TimeType, ...] = (
    # Suffix 1177: booked, cancelled and rebooked by citizens (R67), whatever the ticks.
    TimeType(name="Läkare Telefontid, du blir uppringd 1177", bookable=True, colour="sky"),
    TimeType(name="Sjukgymnast Nybesök 1177", bookable=True, colour="purple"),
    TimeType(name="Sköterska Besök 1177", bookable=True, colour="green"),
    TimeType(name="Astma/KOL sköterska Återbesök 1177", bookable=True, colour="lime"),
    TimeType(name="Diabetessköterska Återbesök 1177", bookable=True, colour="lime"),
    TimeType(name="Kurator Telefontid, du blir uppringd 1177", bookable=True, colour="teal"),
    TimeType(name="Provtagning 1177", bookable=True, colour="yellow"),
    # Visible and cancellable only (R68, R135).
    TimeType(
        name="Mottagningstid",
        bookable=True,
        web_cancellable=True,
        web_info="Du får även ett brev med information inför besöket.",
        colour="blue",
    ),
    # The rest of the day template, visible only. Which ones are is in a list we do not have.
    TimeType(name="Hembesök", bookable=True, colour="orange"),
    TimeType(name="Telefontid bokningsbar", bookable=True, colour="sky"),
    TimeType(name="Specialmottagningstid", bookable=True, colour="blue"),
    TimeType(name="Nybesök vårdgaranti", bookable=True, colour="blue"),
    TimeType(name="Administration", bookable=True, colour="grey"),  # never shows (R70)
    TimeType(name="Administration internt", bookable=True, colour="grey"),
)

RESOURCES: tuple[Resource, ...] = (
    Resource(name=DOCTOR, kind=ResourceKind.PERSON, profession="Läkare"),
    Resource(name=NURSE, kind=ResourceKind.PERSON, profession="Sjuksköterska"),
    Resource(name=PHYSIO, profession="Fysioterapeut"),
    Resource(name=COUNSELLOR, profession="Kurator"),
    Resource(name=LABORATORY, profession="Biomedicinsk analytiker"),
)


TEMPLATES: Templates = {
    "Läkare": (
        ((Weekday.MONDAY,), (  # the printed day template: 1X45, 4X15, 6X10, 5X15, 2X30
            ("08:00", "08:45", 45, None, "Hembesök"),
            ("08:45", "09:45", 15, None, "Mottagningstid"),
            ("09:45", "10:45", 10, None, "Telefontid bokningsbar"),
            ("10:45", "12:00", 15, None, "Specialmottagningstid"),
            ("13:00", "14:00", 30, None, "Nybesök vårdgaranti"),
        )),
        (WORKDAYS[1:], (
            ("08:30", "10:00", 10, None, "Läkare Telefontid, du blir uppringd 1177"),
            ("10:15", "11:45", 30, None, "Mottagningstid"),
            ("15:00", "16:00", 60, None, "Administration"),
        )),
    ),
    "Sköterska": ((WORKDAYS, (
        ("08:30", "10:00", 15, None, "Sköterska Besök 1177"),
        ("10:15", "11:00", 45, None, "Diabetessköterska Återbesök 1177"),
        ("11:00", "11:15", 15, None, "Administration internt"),
        ("13:00", "14:30", 45, None, "Astma/KOL sköterska Återbesök 1177"),
    )),),
    "Sjukgymnast": ((WORKDAYS, (("09:00", "12:00", 60, None, "Sjukgymnast Nybesök 1177"),)),),
    "Kurator": ((WORKDAYS[1::2], (
        ("13:00", "15:00", 30, None, "Kurator Telefontid, du blir uppringd 1177"),
    )),),
    "Provtagning": ((WORKDAYS, (  # printed starts: 08:30 08:50 10:30 10:45
        ("08:30", "09:10", 20, None, "Provtagning 1177"),
        ("10:30", "11:00", 15, None, "Provtagning 1177"),
    )),),
}  # fmt: skip
_LAID_ON = {"Läkare": DOCTOR, "Sköterska": NURSE, "Sjukgymnast": PHYSIO, "Kurator": COUNSELLOR}


def furnish(book: Book, _real_now: Instant | None) -> None:
    """A PMO unit on 2020-06-01 10:00, the clock standing still."""
    unit = Unit(book, UNIT, JournalSystem.PMO, OPENED, BLOCKED_LATE)
    unit.furnish(TYPES, RESOURCES, PEOPLE[:7], TEMPLATES)
    unit.at(LAID_OUT)
    for template, resource in _LAID_ON.items():
        unit.lay_out(template, [resource], FIRST_DAY, LAST_DAY)
    # As printed: the first day with times for Provtagning is Wednesday 17 June (R96).
    unit.lay_out("Provtagning", [LABORATORY], "2020-06-17", LAST_DAY)
    _live(unit)
    unit.at(NOW)


def _live(unit: Unit) -> None:
    """Bookings by care and citizens; one cancelled with its reason (R64, R75), one hidden (R69)."""
    struck = unit.books("2020-05-14 14:10", 1, DOCTOR, "2020-06-02 10:15", by=STAFF)
    unit.books("2020-05-14 14:10", 4, DOCTOR, "2020-06-03 10:45", by=STAFF)
    told = Details("Årskontroll av min astma")
    moved = unit.books("2020-05-25 19:32", 2, NURSE, "2020-06-04 13:00", told)
    unit.cancels("2020-05-27 07:05", 1, struck, "Är bortrest den veckan")
    unit.moves("2020-05-28 12:20", 2, moved, NURSE, "2020-06-09 13:45", "Arbetar den dagen")
    unit.books("2020-05-29 08:55", 3, NURSE, "2020-06-05 09:15", Details("Ta bort stygn"))
    hidden = Details(hidden_in_1177=True)
    unit.books("2020-06-01 08:15", 5, NURSE, "2020-06-01 11:00", hidden, by=STAFF)
    unit.books("2020-06-01 09:40", 0, PHYSIO, "2020-06-02 09:00", Details("Ont i knät"))
