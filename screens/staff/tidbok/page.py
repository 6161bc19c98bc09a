"""Tidboken: a week or a day of some resources, as staff see it and act in it (R33-R41, R75)."""

from typing import TYPE_CHECKING, Final

from db.rules.schedule.tidbok import LEGEND
from db.setup import clinics
from db.tidbok.info_line import PARTS
from screens.session import Session
from screens.staff.tidbok.commands import CARING, LOOKING, SCHEDULING
from screens.staff.tidbok.scheduling import SchedulingTidbok
from widgets.week_grid import messages

if TYPE_CHECKING:
    from screens.staff.tidbok.day_plan_words import DayDone

_SIGNS: Final = " ".join(f"{one.sign} {one.label}." for one in LEGEND)
_PARTS: Final = " ".join(f"{one.label}: {one.meaning}" for one in PARTS)


class TidbokPage(SchedulingTidbok):
    """Bokning och väntelista › Tidbok."""

    PAGE_NAME = "Tidbok"
    HELP = (
        "Piltangenterna går mellan tiderna, Tabb mellan resurserna, mellanslag markerar. Enter"
        " öppnar: bokningsunderlaget, Boka, händelsen eller Lägg till tid.\n"
        f"Tecknen: {_SIGNS} Under tecknet står en bokstav för tidstypens färg.\n"
        f"Informationsraden, från vänster. {_PARTS}"
    )
    PAGE_COMMANDS = (*CARING, *LOOKING, *SCHEDULING)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.has_day_plan = False

    def reload(self) -> None:
        """Also whether the unit's journal system changes a day's schedule for once (R77)."""
        unit = self.unit()
        self.has_day_plan = unit is not None and clinics.policy_of(unit).day_plan
        super().reload()

    def action_change_day(self) -> None:
        """Make the schedule of the day one stands on anew, for that day only."""
        from screens.staff.tidbok.day_plan import DayPlanDialog

        place = self.place
        if place is not None:
            dialog = DayPlanDialog(self.session, place.resource, place.day)
            self.app.push_screen(dialog, self._day_changed)

    def _day_changed(self, done: "DayDone | None") -> None:
        if done is not None and self.is_mounted:
            self.attempt(self.reload)
            self.say(done.text)

    def on_week_grid_slot_chosen(self, message: messages.SlotChosen) -> None:
        """Enter or a double click on something."""
        message.stop()
        self.action_open()

    def on_week_grid_place_chosen(self, message: messages.PlaceChosen) -> None:
        """Enter or a double click on an empty place."""
        message.stop()
        self.action_open()
