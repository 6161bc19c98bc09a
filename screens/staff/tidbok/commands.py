"""What one can do in the tidbok, each declared once."""

from typing import Final

from db.permissions import CARE, SCHEDULERS
from screens.commands import Command, group, holds

MENU: Final = "Bokning och väntelista"
_FREE: Final = holds("stands_still", "booking.can_book")
_BOOKED: Final = holds("stands_still", "booking.can_change")
_PLACE: Final = holds("stands_still", "desk.place")
_TIMES: Final = holds("stands_still", "desk.times")

CARING: Final = group(
    "Boka",
    Command("do('booking.book')", "Boka...", "Bokar den lediga tiden man står på.",
            key="b", menu=MENU, roles=CARE, when=_FREE),
    Command("do('booking.cancel')", "Avboka...",
            "Avbokar besöket; patienten får ingen avisering.",
            key="a", menu=MENU, roles=CARE, when=_BOOKED),
    Command("do('moving.begin')", "Omboka",
            "Visar vart bokningen kan flyttas; Enter flyttar, Esc avbryter.",
            key="o", menu=MENU, roles=CARE, when=_BOOKED),
)  # fmt: skip
"""What care does with a booking."""

LOOKING: Final = group(
    "Se på tidboken",
    Command("do('looking.today')", "Idag", "Går till bokens dag och till nu.",
            key="full_stop", context=False),
    Command("week(-1)", "Veckan före", "Går en vecka bakåt.", key="comma", context=False),
    Command("week(1)", "Nästa vecka", "Går en vecka framåt.", key="semicolon", context=False),
    Command("do('looking.turn_view')", "Dag/vecka", "Visar dagen man står på, eller hela veckan.",
            key="v", menu=MENU, context=False),
    Command("do('looking.go_to_date')", "Datum...", "Går till ett datum eller en vecka som v 37.",
            key="d", menu=MENU, context=False),
    Command("do('looking.choose_resources')", "Resurser...",
            "Väljer vilka resurser som står bredvid varandra.",
            key="r", menu=MENU, context=False),
    Command("do('looking.filter')", "Filter...", "Visar bara vissa lägen eller tidstyper.",
            key="f", menu=MENU, context=False, when=holds("stands_still")),
    Command("do('looking.show_all')", "Visa alla", "Tar bort filtret.",
            key="x", footer=False, menu=MENU, context=False, when=holds("looking.is_filtered")),
    Command("next_free", "Nästa lediga", "Går till nästa lediga tid.",
            key="n", footer=False, menu=MENU, context=False),
    Command("do('looking.turn_lines')", "Alla rader/bara tider",
            "Visar varje kvart, eller bara rader där något börjar.",
            key="z", footer=False, context=False),
)  # fmt: skip
"""Where one looks."""

SCHEDULING: Final = group(
    "Tiden och schemat",
    Command("do('booking.open_sheet')", "Öppna bokningsunderlag",
            "Visar hela besöket med alla ändringar.",
            key="u", menu=MENU, footer=False, roles=CARE,
            when=holds("stands_still", "booking.has_sheet")),
    Command("do('scheduling.add_time')", "Lägg till tid...",
            "Lägger till en tid där man står; den syns genast.",
            key="insert,i", menu=MENU, footer=False, roles=SCHEDULERS, when=_PLACE),
    Command("do('scheduling.swap_type')", "Ändra schema: Byt tidstyp...",
            "Ger tiden, eller de markerade, en annan tidstyp.",
            key="t", menu=MENU, footer=False, roles=SCHEDULERS, when=_TIMES),
    Command("do('scheduling.set_release')", "Ändra schema: Bok.före...",
            "Ändrar när tiden, eller de markerade, börjar visas på 1177.",
            key="s", menu=MENU, footer=False, roles=SCHEDULERS, when=_TIMES),
    Command("do('scheduling.remove_times')", "Ändra schema: Ta bort tid...",
            "Tar bort tiden, eller de markerade, ur schemat.",
            key="delete", menu=MENU, footer=False, roles=SCHEDULERS, when=_TIMES),
    Command("do('events.add')", "Händelse...",
            "Lägger in något annat i kalendern, spärrande eller ej.",
            key="e", menu=MENU, footer=False, roles=CARE, when=_PLACE),
    Command("do('scheduling.change_day')", "Ändra mall tillfälligt...",
            "Gör om dagens tider; mallen är kvar.",
            key="p", menu=MENU, footer=False, roles=SCHEDULERS, when=_PLACE,
            there=holds("scheduling.has_day_plan")),
    Command("do('why.tell')", "Varför?", "Visar varje regels svar på om tiden syns på 1177.",
            key="question_mark", menu=MENU, when=holds("why.has_reasons")),
    Command("do('why.summarize')", "Vad syns inte?...",
            "Räknar de lediga tider som varje regel håller borta från 1177, och visar dem.",
            key="w,shift+f5", menu=MENU, footer=False, context=False, when=holds("stands_still")),
    Command("do('looking.copy')", "Kopiera",
            "Kopierar raden om tiden, eller om de markerade; även Ctrl+C.",
            key="y,ctrl+c", menu=MENU, footer=False, when=holds("desk.line")),
    Command("do('looking.show_copied')", "Visa kopierad text",
            "Visar det, om terminalen inte tog det.",
            key="Y", footer=False, context=False, when=holds("looking.copied")),
    Command("do('desk.undo')", "Ångra", "Tar tillbaka din senaste ändring av schemat.",
            key="ctrl+z", menu=MENU, footer=False, context=False, roles=CARE,
            when=holds("stands_still", "desk.can_undo")),
    Command("do('desk.redo')", "Gör om", "Gör om det som ångrades.",
            key="ctrl+y", menu=MENU, footer=False, context=False, roles=CARE,
            when=holds("stands_still", "desk.can_redo")),
)  # fmt: skip
"""What one does with the schedule, and what one may know."""
