"""What one can do in the tidbok, each declared once."""

from typing import Any, Final

from db.permissions import CARE, SCHEDULERS
from screens.commands import Command

MENU: Final = "Bokning och väntelista"


def _is_free(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving and screen.can_book


def _is_booked(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving and screen.can_change


def _has_sheet(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving and screen.can_open_sheet


def _has_reasons(screen: Any) -> bool:  # noqa: ANN401 - any page
    here = screen.here
    return here is not None and (here.free or here.booking is not None)


def _has_place(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving and screen.place is not None


def _has_times(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving and bool(screen.chosen_times)


def _has_changed(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving and screen.can_undo


def _has_lines(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.info_text)


def _has_copied(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.copied)


def _is_filtered(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.view is not None and screen.view.filter.is_on


def _is_filterable(screen: Any) -> bool:  # noqa: ANN401 - any page
    return not screen.is_moving


def _has_day_plan(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.has_day_plan)


CARING: Final = (
    Command("book", "Boka...", "Bokar den lediga tiden man står på.",
            key="b", menu=MENU, roles=CARE, when=_is_free),
    Command("cancel_booking", "Avboka...", "Avbokar besöket; patienten får ingen avisering.",
            key="a", menu=MENU, roles=CARE, when=_is_booked),
    Command("rebook", "Omboka", "Visar vart bokningen kan flyttas; Enter flyttar, Esc avbryter.",
            key="o", menu=MENU, roles=CARE, when=_is_booked),
)  # fmt: skip
"""What care does with a booking."""

LOOKING: Final = (
    Command("today", "Idag", "Går till bokens dag och till nu.", key="full_stop", context=False),
    Command("week(-1)", "Veckan före", "Går en vecka bakåt.", key="comma", context=False),
    Command("week(1)", "Nästa vecka", "Går en vecka framåt.", key="semicolon", context=False),
    Command("turn_view", "Dag/vecka", "Visar dagen man står på, eller hela veckan.",
            key="v", menu=MENU, context=False),
    Command("go_to_date", "Datum...", "Går till ett datum eller en vecka som v 37.",
            key="d", menu=MENU, context=False),
    Command("choose_resources", "Resurser...", "Väljer vilka resurser som står bredvid varandra.",
            key="r", menu=MENU, context=False),
    Command("filter", "Filter...", "Visar bara vissa lägen eller tidstyper.",
            key="f", menu=MENU, context=False, when=_is_filterable),
    Command("show_all", "Visa alla", "Tar bort filtret.",
            key="x", footer=False, menu=MENU, context=False, when=_is_filtered),
    Command("next_free", "Nästa lediga", "Går till nästa lediga tid.",
            key="n", footer=False, menu=MENU, context=False),
    Command("turn_lines", "Alla rader/bara tider",
            "Visar varje kvart, eller bara rader där något börjar.",
            key="z", footer=False, context=False),
)  # fmt: skip
"""Where one looks."""

SCHEDULING: Final = (
    Command("open_sheet", "Öppna bokningsunderlag", "Visar hela besöket med alla ändringar.",
            key="u", menu=MENU, footer=False, roles=CARE, when=_has_sheet),
    Command("add_time", "Lägg till tid...", "Lägger till en tid där man står; den syns genast.",
            key="insert,i", menu=MENU, footer=False, roles=SCHEDULERS, when=_has_place),
    Command("swap_type", "Ändra schema: Byt tidstyp...",
            "Ger tiden, eller de markerade, en annan tidstyp.",
            key="t", menu=MENU, footer=False, roles=SCHEDULERS, when=_has_times),
    Command("set_release", "Ändra schema: Bok.före...",
            "Ändrar när tiden, eller de markerade, börjar visas på 1177.",
            key="s", menu=MENU, footer=False, roles=SCHEDULERS, when=_has_times),
    Command("remove_times", "Ändra schema: Ta bort tid...",
            "Tar bort tiden, eller de markerade, ur schemat.",
            key="delete", menu=MENU, footer=False, roles=SCHEDULERS, when=_has_times),
    Command("add_event", "Händelse...", "Lägger in något annat i kalendern, spärrande eller ej.",
            key="e", menu=MENU, footer=False, roles=CARE, when=_has_place),
    Command("change_day", "Ändra mall tillfälligt...", "Gör om dagens tider; mallen är kvar.",
            key="p", menu=MENU, footer=False, roles=SCHEDULERS, when=_has_place,
            there=_has_day_plan),
    Command("why", "Varför?", "Visar varje regels svar på om tiden syns på 1177.",
            key="question_mark", menu=MENU, when=_has_reasons),
    Command("copy", "Kopiera", "Kopierar raden om tiden, eller om de markerade; även Ctrl+C.",
            key="y,ctrl+c", menu=MENU, footer=False, when=_has_lines),
    Command("show_copied", "Visa kopierad text", "Visar det, om terminalen inte tog det.",
            key="Y", footer=False, context=False, when=_has_copied),
    Command("undo", "Ångra", "Tar tillbaka den senaste ändringen av schemat.",
            key="ctrl+z", menu=MENU, footer=False, context=False, roles=CARE, when=_has_changed),
)  # fmt: skip
"""What one does with the schedule, and what one may know."""
