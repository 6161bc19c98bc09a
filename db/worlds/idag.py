"""World ``idag``: an invented health centre on the real clock, its schedule laid from today on.

The same day and time and ``SEED`` give the same book; a later time of the same day goes on where
an earlier one stopped.
"""

from dataclasses import replace

from db import clock
from db.book import Book
from db.rules.local_time import day_of, day_text, instant_at, midnight
from db.rules.schedule.red_days import template_column
from db.setup import clinics
from db.tidbok import events
from db.values import (
    Day,
    Instant,
    JournalSystem,
    Resource,
    ResourceKind,
    TimeType,
    Weekday,
)
from db.worlds.building import IT, STAFF, WORKDAYS, Ranges, Unit, minutes, set_clock, web
from db.worlds.idag_life import HISTORY_DAYS, live
from db.worlds.people import PEOPLE, Person
from db.worlds.terms import ASYNJA

SEED = 1177
UNIT = "Vårdcentralen Björkbacken"
PAST_DAYS = 21
"""How many days back the calendar has times."""
AHEAD_DAYS = 56
"""How many days ahead it has times: eight weeks."""

DOCTORS = ("Disa Björkmo", "Tage Sandelius", "Samira Åkerlind")
DISTRICT = "Distriktssköterskemottagning"
NURSE = "Sjuksköterskemottagning"
LABORATORY = "Provtagning"
VACCINATION = "Vaccination"
PHYSIO = "Fysioterapeut"
MIDWIFE = "Barnmorskemottagning"
COUNSELLOR = "Kurator"
AGENT_TYPE = "Ombud-Vårdguiden på telefon"

_BY_CARE = TimeType(bookable=True, web_cancellable=True)
TYPES: tuple[TimeType, ...] = (
    TimeType(),  # a cleared row (R24)
    web("Läkare besök webb", "Läkarbesök", "Kom tio minuter före utsatt tid.", "blue"),
    web("Läkare telefon webb", "Telefontid med läkare", "Läkaren ringer upp dig.", "sky"),
    replace(
        _BY_CARE, name="Läkare återbesök", web_name="Återbesök hos läkare", web_rebookable=True,
        colour="blue",
    ),
    web("Dsk telefon webb", "Telefontid med distriktssköterska", "Vi ringer upp dig.", "sky"),
    web("Dsk besök webb", "Besök hos distriktssköterska", colour="green"),
    web("Dsk såromläggning webb", "Såromläggning", "Ta med det material du har hemma.", "green"),
    web("Ssk besök webb", "Besök hos sjuksköterska", colour="lime"),
    web("Provtagning webb", "Provtagning", "Ta med legitimation.", "yellow"),
    web("Vaccination webb", "Vaccination", "Stanna kvar en kvart efter sprutan.", "orange"),
    web("Fysioterapeut nybesök webb", "Fysioterapeut, första besöket", colour="purple"),
    replace(_BY_CARE, name="Fysioterapeut återbesök", web_name="Fysioterapeut, återbesök",
            colour="purple"),
    web("Bm cellprov webb", "Cellprov hos barnmorska", colour="pink"),
    # Seen and cancelled, not booked and not rebooked on 1177.
    replace(_BY_CARE, name="Kurator samtal", web_name="Samtal hos kurator", colour="teal"),
    # Its ticks stand though nothing is laid out: a name without times on 1177 (R23).
    web("Hälsosamtal webb", "Hälsosamtal", colour="teal"),
    web(AGENT_TYPE, "Ombud", colour="brown"),
    TimeType(name="Administration", bookable=True, hidden=True, colour="grey"),
)  # fmt: skip

_TEMPLATES: dict[str, tuple[tuple[Weekday, ...], Ranges]] = {
    "Läkare": (WORKDAYS, (
        ("08:30", "09:00", 10, 8, "Läkare telefon webb"),
        ("09:00", "11:15", 45, None, "Läkare besök webb"),
        ("13:00", "14:30", 30, None, "Läkare besök webb"),
        ("14:30", "15:30", 30, None, "Läkare återbesök"),
        ("15:30", "16:30", 60, None, "Administration"),
    )),
    "Distriktssköterska": (WORKDAYS, (
        ("08:00", "09:30", 15, 4, "Dsk telefon webb"),
        ("10:00", "11:30", 30, 30, "Dsk besök webb"),
        ("13:00", "15:00", 30, 30, "Dsk såromläggning webb"),
    )),
    "Sjuksköterska": (WORKDAYS, (("08:30", "11:30", 30, 15, "Ssk besök webb"),)),
    "Ombud": (WORKDAYS, (("13:00", "14:00", 20, 3, AGENT_TYPE),)),
    "Provtagning": (WORKDAYS, (("07:30", "09:30", 10, 15, "Provtagning webb"),)),
    "Vaccination": (WORKDAYS[1::2], (("13:00", "15:30", 15, None, "Vaccination webb"),)),
    "Fysioterapeut": (WORKDAYS, (
        ("08:00", "11:00", 60, None, "Fysioterapeut nybesök webb"),
        ("13:00", "15:00", 30, None, "Fysioterapeut återbesök"),
    )),
    "Barnmorska": (WORKDAYS[::2], (("08:30", "11:30", 30, None, "Bm cellprov webb"),)),
    "Kurator": (WORKDAYS[1::2], (("09:00", "12:00", 60, None, "Kurator samtal"),)),
}  # fmt: skip

_LAID_ON: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Läkare", DOCTORS),
    ("Distriktssköterska", (DISTRICT,)),
    ("Sjuksköterska", (NURSE,)),
    ("Ombud", (NURSE,)),
    ("Provtagning", (LABORATORY,)),
    ("Vaccination", (VACCINATION,)),
    ("Fysioterapeut", (PHYSIO,)),
    ("Barnmorska", (MIDWIFE,)),
    ("Kurator", (COUNSELLOR,)),
)


def furnish(book: Book, real_now: Instant | None) -> None:
    """A health centre with a past of four weeks and a schedule of eight, on the real clock.

    Args:
        real_now: the time that counts as the computer's; its own when None.
    """
    now = set_clock(book, clock.Mode.REAL, real_now)
    today = day_of(now)
    opened = midnight(today - 90) + 8 * 3600
    unit = Unit(book, UNIT, JournalSystem.ASYNJA, opened, ASYNJA)
    with book.read() as reader:
        settings = clinics.load(reader, unit.clinic)
    clinics.save(book, IT, replace(settings, eves_closed=True))
    made = {name: (part,) for name, part in _TEMPLATES.items()}
    unit.furnish(TYPES, _resources(today), _people(today), made)
    unit.at(midnight(today - HISTORY_DAYS - 14) + 9 * 3600)
    _lay_out(unit, today)
    _add_events(unit, today)
    live(unit, TYPES, SEED, (today - PAST_DAYS, today + AHEAD_DAYS), now)
    _fall_ill(unit, today, now)
    set_clock(book, clock.Mode.REAL, now)


def _resources(today: Day) -> tuple[Resource, ...]:
    nurse = "09 Sjuksköterska"
    person = ResourceKind.PERSON
    first, second, third = DOCTORS
    return (
        Resource(name=first, kind=person, profession="10 Läkare"),
        Resource(name=second, kind=person, profession="10 Läkare"),
        # Ends before the schedule does: the last weeks have no times for her.
        Resource(name=third, kind=person, profession="10 Läkare", valid_to=today + 42),
        Resource(name=DISTRICT, profession=nurse),
        Resource(name=NURSE, profession=nurse),
        Resource(name=LABORATORY, profession=nurse),
        Resource(name=VACCINATION, profession=nurse),
        Resource(name=PHYSIO, profession="Fysioterapeut"),
        Resource(name=MIDWIFE, profession="Barnmorska"),
        Resource(name=COUNSELLOR, profession="Kurator"),
    )


def _people(today: Day) -> list[Person]:
    """Everyone who is born by then."""
    born_by = day_text(today - HISTORY_DAYS - 14).replace("-", "")
    return [one for one in PEOPLE if one.pnr[:8] <= born_by]


def _lay_out(unit: Unit, today: Day) -> None:
    """What has been, and from today on eight weeks ahead."""
    for template, on in _LAID_ON:
        unit.lay_out(template, on, today - PAST_DAYS, today - 1)
    for template, on in _LAID_ON:
        unit.lay_out(template, on, today, today + AHEAD_DAYS)


def _add_events(unit: Unit, today: Day) -> None:
    """A meeting for all every other Thursday, a day of training, rounds that block nothing."""
    monday = today - (today - 1) % 7
    for week in (-2, 0, 2, 4):
        for resource in unit.resources:
            _event(unit, resource, monday + 7 * week + 3, ("14:00", "15:00"), "Arbetsplatsträff")
    _event(unit, DOCTORS[1], monday + 8, ("08:00", "17:00"), "Utbildning")
    _event(unit, DOCTORS[0], monday + 9, ("13:00", "13:30"), "Rond", blocking=False)


def _fall_ill(unit: Unit, today: Day, now: Instant) -> None:
    """The latest thing: a doctor is away the next working day, and her bookings stand."""
    day = today + 1
    while template_column(day, eves_closed=True) not in WORKDAYS:
        day += 1
    unit.at(now)
    _event(unit, DOCTORS[0], day, ("08:00", "17:00"), "Sjukfrånvaro")


def _event(
    unit: Unit,
    resource: str,
    day: Day,
    clocks: tuple[str, str],
    text: str,
    *,
    blocking: bool = True,
) -> None:
    start, end = (instant_at(day, minutes(one)) for one in clocks)
    assert start is not None  # no clock is moved in the daytime
    assert end is not None
    where = unit.resources[resource]
    events.add(unit.book, STAFF, unit.clinic, where, start, end, text, blocking=blocking)
