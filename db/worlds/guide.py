"""World ``guide``: what is printed in [000], its ten log rows of 2024 among it, row for row.

Slips of the printed copy are put right (GUIDES.md A5). What the guide does not show, and this
world needs, is ours and said so: the web names of types it never shows as a dialog, the names of
the resources whose names were blanked in the log, templates beside "1177", and lengths of visits.
Phone numbers are those of the fictional series instead of the guide's.
"""

from db.book import Book
from db.values import Instant, JournalSystem, Resource, ResourceKind, TimeType
from db.worlds.building import WORKDAYS, Templates, Unit, web
from db.worlds.people import PEOPLE
from db.worlds.terms import ASYNJA

UNIT = "Primus MVK VC Test"
NOW = "2024-09-19 11:05"
OPENED = "2024-03-04 08:00"
LAID_OUT = "2024-08-12 09:00"
FIRST_DAY, LAST_DAY = "2024-09-02", "2024-10-27"  # eight weeks

DISTRICT_NURSE = "Distriktssköterskemottagning"
DOCTOR = "Johan Frisk"
# The log shows only yrkeskategori in brackets after a blanked name (A3): functions of our own.
NURSE = "Sjuksköterskemottagning"
ASTHMA = "Astma- och KOL-mottagning"
MIDWIFE = "Barnmorskemottagning"
URGENT = "Akutmottagning"

TOLVAN, GUN_BRITT, JONAS, FRIDA, KJELL_AKE, ROLAND, ELIS = range(7)

TYPES: tuple[TimeType, ...] = (
    TimeType(),  # the first row of the grid is blank: a cleared type (R24)
    web(".Laboratoriet", "Här kan du boka tid för prov", colour="yellow"),
    web(".Läkarbesök", "Bedömning av nya besvär", "Kom i god tid", "blue"),
    web(".Provtagning", "Antikroppstest Covid 19", colour="yellow"),
    web(".Sköterskebesök", "Såromläggning", colour="green"),
    web("AT första besök webb", "Arbetsterapeut första besök", colour="purple"),
    web("Graviditetsrelaterade besvär webb", "Graviditetsrelaterade besvär", colour="pink"),
    web("Praktiskt besök webb", "Praktiskt besök", colour="teal"),
    web("Övriga besök webb", "Övriga besök", colour="teal"),
    web("Psykisk hälsa AT webb", "Psykisk hälsa arbetsterapeut", colour="purple"),
    web("Psykisk hälsa FT webb", "Psykisk hälsa fysioterapeut", colour="purple"),
    web("Ombud-Vårdguiden på telefon", "Ombud", colour="brown"),
    # From here on the guide shows the name only; the web names are ours.
    web("Telefon SSK webb", "Telefontid sjuksköterska", colour="sky"),
    web("SSK besök 30 min", "Sjuksköterska, kort besök", colour="lime"),
    web("SSK besök 45 min", "Sjuksköterska, besök", colour="lime"),
    web("SSK besök 60 min", "Sjuksköterska, längre besök", colour="lime"),
    web("Planerat besök", "Planerat besök", "Glöm ej ta med utskickat formulär till besöket"),
    web("Barnmorska/Sjuksköterska", "Barnmorska eller sjuksköterska", colour="pink"),
    web("Akut", "Akut besök", colour="red"),
    TimeType(name="Administration", bookable=True, hidden=True, colour="grey"),  # R60
)

_NURSE, _DOCTOR = "09 Sjuksköterska", "10 Läkare"
_OTHER = "Annan kategori"  # printed without its number
RESOURCES: tuple[Resource, ...] = (
    Resource(name=DISTRICT_NURSE, profession=_NURSE),
    Resource(name="DSK rum 3", profession=_NURSE),
    Resource(name="Florence", kind=ResourceKind.PERSON, profession=_NURSE),
    Resource(name=DOCTOR, kind=ResourceKind.PERSON, profession=_DOCTOR),
    Resource(name="Vaccination", profession=_NURSE),
    Resource(name=NURSE, profession=_NURSE),
    Resource(name=ASTHMA, profession=_NURSE),
    Resource(name=MIDWIFE, profession=_NURSE),
    Resource(name=URGENT, profession=_OTHER),
)


TEMPLATES: Templates = {
    "1177": ((WORKDAYS, (  # printed: four rows, Monday to Friday, bok.före 10
        ("08:00", "10:00", 15, 10, "Telefon SSK webb"),
        ("10:15", "11:15", 30, 10, "SSK besök 30 min"),
        ("11:15", "13:30", 45, 10, "SSK besök 45 min"),
        ("14:00", "16:00", 60, 10, "SSK besök 60 min"),
    )),),
    "Läkarbesök": ((WORKDAYS, (  # one type in two lengths (R3, R18)
        ("08:00", "10:00", 30, None, ".Läkarbesök"),
        ("10:00", "12:15", 45, None, ".Läkarbesök"),
        ("13:15", "15:15", 30, None, ".Läkarbesök"),
        ("15:15", "16:45", 45, None, ".Läkarbesök"),
    )),),
    "Barnmorska": ((WORKDAYS, (
        ("08:00", "12:00", 30, None, "Barnmorska/Sjuksköterska"),
        ("13:00", "15:00", 30, None, "Barnmorska/Sjuksköterska"),
    )),),
    "Akut": ((WORKDAYS, (("09:30", "11:00", 30, 3, "Akut"),)),),
    "Ombud": ((WORKDAYS, (("10:00", "11:00", 20, 3, "Ombud-Vårdguiden på telefon"),)),),
    "Administration": ((WORKDAYS, (("15:00", "16:00", 60, None, "Administration"),)),),
}  # fmt: skip
_LAID_ON = {
    "1177": DISTRICT_NURSE, "Läkarbesök": DOCTOR, "Barnmorska": MIDWIFE, "Akut": URGENT,
    "Ombud": "Florence", "Administration": "Florence",
}  # fmt: skip


def furnish(book: Book, _real_now: Instant | None) -> None:
    """The guide's unit on 2024-09-19 11:05, the clock standing still."""
    unit = open_unit(book, OPENED, LAID_OUT, FIRST_DAY, LAST_DAY)
    for resource, clock_time in ((NURSE, "10:00"), (NURSE, "10:30"), (ASTHMA, "10:30")):
        unit.add_time(resource, "Planerat besök", f"2024-08-19 {clock_time}")
    _live(unit)
    unit.at(NOW)


def open_unit(book: Book, opened: str, laid_out: str, first: str, last: str) -> Unit:
    """The unit with its types, resources, templates and patients, laid out from first to last."""
    unit = Unit(book, UNIT, JournalSystem.ASYNJA, opened, ASYNJA)
    unit.furnish(TYPES, RESOURCES, PEOPLE[:7], TEMPLATES)
    unit.at(laid_out)
    for template, resource in _LAID_ON.items():
        unit.lay_out(template, [resource], first, last)
    return unit


def _live(unit: Unit) -> None:
    """The ten acts of the printed log. The comment of each is its phone line alone (R55)."""
    unit.books("2024-08-16 13:31", TOLVAN, NURSE, "2024-08-19 10:00")
    unit.books("2024-08-16 13:44", GUN_BRITT, NURSE, "2024-08-19 10:30")
    unit.books("2024-08-16 13:50", ROLAND, ASTHMA, "2024-08-19 10:30")
    first = unit.books("2024-09-04 15:56", FRIDA, MIDWIFE, "2024-09-05 11:00")
    unit.cancels("2024-09-04 15:58", FRIDA, first)
    second = unit.books("2024-09-12 10:38", JONAS, MIDWIFE, "2024-09-12 13:00")
    unit.moves("2024-09-12 10:52", JONAS, second, MIDWIFE, "2024-09-13 08:00")
    unit.cancels("2024-09-12 11:00", JONAS, second)
    unit.books("2024-09-16 07:47", KJELL_AKE, URGENT, "2024-09-17 09:30")
    unit.books("2024-09-19 11:01", FRIDA, URGENT, "2024-09-20 09:30")
