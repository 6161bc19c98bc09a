"""Resurser: whose days stand beside each other in the tidbok."""

from textual.app import ComposeResult
from textual.content import Content

from db.values import Resource, clean
from screens.dialog import DialogScreen
from screens.staff.templates.lay_out_form import validity_text
from screens.staff.tidbok.view import MOST_RESOURCES
from widgets.choice_list import Choice
from widgets.forms.tick_list import TickList


class ChooseResources(DialogScreen[tuple[int, ...]]):
    """Gives the chosen ids in the order of the list, or None.

    Args:
        known: the unit's resources.
        chosen: the ids of those that show now.
    """

    TITLE_TEXT = "Resurser i tidboken"
    AUTO_FOCUS = "TickList"
    DEFAULT_CSS = """
    ChooseResources DialogFrame { max-width: 76; }
    ChooseResources TickList { max-height: 16; }
    """

    def __init__(self, known: tuple[Resource, ...], chosen: tuple[int, ...]) -> None:
        super().__init__()
        self._known, self._chosen = known, chosen

    def content(self) -> ComposeResult:
        """The resources."""
        listed = tuple(Choice(str(one.id), clean(one.name), tip=_tip(one)) for one in self._known)
        yield TickList(listed, map(str, self._chosen))

    def on_mount(self) -> None:
        """Say which keys work, and stand on the first one that shows."""
        self.frame.border_subtitle = Content("Mellanslag bockar · Enter OK")
        at = (n for n, one in enumerate(self._known) if one.id in self._chosen)
        self.query_one(TickList).cursor = next(at, 0)
        if not self._known:
            self.frame.say("Enheten har inga resurser än. Gör den första under Resurser.")

    def on_choice_list_reached(self, message: TickList.Reached) -> None:
        """Nothing more is said of the one the cursor is on."""
        message.stop()

    def on_tick_list_changed(self, message: TickList.Changed) -> None:
        """What was wrong may be mended."""
        message.stop()
        self.frame.clear_faults()

    def accept(self) -> None:
        """Those that are ticked; at least one, and no more than a screen can tell apart."""
        ticked = self.query_one(TickList).ticked
        chosen = tuple(one.id for one in self._known if str(one.id) in ticked and one.id)
        if not chosen:
            self.frame.fault("Bocka för minst en resurs.")
        elif len(chosen) > MOST_RESOURCES:
            self.frame.fault(f"Bocka för högst {MOST_RESOURCES} resurser, nu {len(chosen)}.")
        else:
            self.close_with(chosen)


def _tip(one: Resource) -> str:
    return clean(" · ".join(filter(None, (one.profession, validity_text(one)))))
