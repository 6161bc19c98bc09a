"""World ``pmo``: a health centre with PMO's rules, its types as printed in [002].

The unit, its people and its bookings are invented.
"""

from db import clock
from db.book import Book
from db.bookings import acts
from db.bookings.acts import Details
from db.timeline import parse_day, parse_instant
from db.values import Instant, JournalSystem, Resource, ResourceKind, TimeType, Weekday
from db.worlds.building import STAFF, WORKDAYS, Unit, rows, set_clock
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


def furnish(book: Book, _real_now: Instant | None) -> None:
    """A PMO unit on 2020-06-01 10:00, the clock standing still."""
    unit = Unit(book, UNIT, JournalSystem.PMO, parse_instant(OPENED), BLOCKED_LATE)
    unit.add_types(TYPES)
    unit.add_resources(RESOURCES)
    unit.add_people(PEOPLE[:7])
    _add_templates(unit)
    unit.at(parse_instant(LAID_OUT))
    days = parse_day(FIRST_DAY), parse_day(LAST_DAY)
    for template, resource in (
        ("Läkare", DOCTOR), ("Sköterska", NURSE), ("Sjukgymnast", PHYSIO), ("Kurator", COUNSELLOR),
    ):  # fmt: skip
        unit.lay_out(template, [resource], *days)
    # As printed: the first day with times for Provtagning is Wednesday 17 June (R96).
    unit.lay_out("Provtagning", [LABORATORY], parse_day("2020-06-17"), days[1])
    _live(unit)
    set_clock(book, clock.Mode.PAUSED, parse_instant(NOW))


def _add_templates(unit: Unit) -> None:
    of = unit.types
    unit.add_template(
        "Läkare",
        rows(  # the printed day template: 1X45, 4X15, 6X10, 5X15, 2X30
            [Weekday.MONDAY],
            ("08:00", "08:45", 45, None, of["Hembesök"]),
            ("08:45", "09:45", 15, None, of["Mottagningstid"]),
            ("09:45", "10:45", 10, None, of["Telefontid bokningsbar"]),
            ("10:45", "12:00", 15, None, of["Specialmottagningstid"]),
            ("13:00", "14:00", 30, None, of["Nybesök vårdgaranti"]),
        )
        + rows(
            WORKDAYS[1:],
            ("08:30", "10:00", 10, None, of["Läkare Telefontid, du blir uppringd 1177"]),
            ("10:15", "11:45", 30, None, of["Mottagningstid"]),
            ("15:00", "16:00", 60, None, of["Administration"]),
        ),
    )
    unit.add_template(
        "Sköterska",
        rows(
            WORKDAYS,
            ("08:30", "10:00", 15, None, of["Sköterska Besök 1177"]),
            ("10:15", "11:00", 45, None, of["Diabetessköterska Återbesök 1177"]),
            ("11:00", "11:15", 15, None, of["Administration internt"]),
            ("13:00", "14:30", 45, None, of["Astma/KOL sköterska Återbesök 1177"]),
        ),
    )
    first, counsel = of["Sjukgymnast Nybesök 1177"], of["Kurator Telefontid, du blir uppringd 1177"]
    unit.add_template("Sjukgymnast", rows(WORKDAYS, ("09:00", "12:00", 60, None, first)))
    unit.add_template("Kurator", rows(WORKDAYS[1::2], ("13:00", "15:00", 30, None, counsel)))
    sampling = of["Provtagning 1177"]
    unit.add_template(  # printed starts: 08:30 08:50 10:30 10:45
        "Provtagning",
        rows(
            WORKDAYS, ("08:30", "09:10", 20, None, sampling), ("10:30", "11:00", 15, None, sampling)
        ),
    )


def _live(unit: Unit) -> None:
    """Bookings by care and citizens; one cancelled with its reason (R64, R75), one hidden (R69)."""
    unit.at(parse_instant("2020-05-14 14:10"))
    struck = unit.booked(1, DOCTOR, parse_instant("2020-06-02 10:15"), by=STAFF).id
    unit.booked(4, DOCTOR, parse_instant("2020-06-03 10:45"), by=STAFF)
    unit.at(parse_instant("2020-05-25 19:32"))
    told = Details("Årskontroll av min astma")
    moved = unit.booked(2, NURSE, parse_instant("2020-06-04 13:00"), told).id
    unit.at(parse_instant("2020-05-27 07:05"))
    acts.cancel(unit.book, unit.citizen(1), struck, reason="Är bortrest den veckan", seen=None)
    unit.at(parse_instant("2020-05-28 12:20"))
    target = unit.slot(NURSE, parse_instant("2020-06-09 13:45"))
    acts.rebook(
        unit.book,
        unit.citizen(2),
        moved,
        target,
        comment="Arbetar den dagen",
        seen=None,
        seen_time=None,
    )
    unit.at(parse_instant("2020-05-29 08:55"))
    unit.booked(3, NURSE, parse_instant("2020-06-05 09:15"), Details("Ta bort stygn"))
    unit.at(parse_instant("2020-06-01 08:15"))
    hidden = Details(hidden_in_1177=True)
    unit.booked(5, NURSE, parse_instant("2020-06-01 11:00"), hidden, by=STAFF)
    unit.at(parse_instant("2020-06-01 09:40"))
    unit.booked(0, PHYSIO, parse_instant("2020-06-02 09:00"), Details("Ont i knät"))
