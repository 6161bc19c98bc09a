"""What Ändra mall tillfälligt says: its help, its keys, and what came of it (R77)."""

from typing import Final, NamedTuple

from db.tidbok.day_plan import DayChanged
from db.values import clean
from widgets.choice_list import Choice

TITLE: Final = "Ändra mall tillfälligt"
HELP_TEXT: Final = (
    "Ändrar en resurs tider en enda dag; schemamallen rörs inte. En rad är ett antal tider av en"
    " typ, den ena efter den andra, och Sluttid räknas ut. Skriv i den tomma raden för att lägga"
    " till. Tider som är som förut står kvar som de är, och bokade tider står kvar vad du än gör."
    " Ställ in som tom dag tar bort alla dagens lediga tider ([002] R77)."
)
KEYS: Final = (
    Choice("sheet_edit", "Ändra", "F2", "Ändrar cellen; det går också att bara skriva."),
    Choice("add_row", "Ny rad", "Insert", "Lägger till en rad som börjar där den sista slutar."),
    Choice("remove_row", "Ta bort rad", "Delete", "Tar bort raden."),
    Choice("undo", "Ångra", "Ctrl+Z", "Tar tillbaka den senaste ändringen."),
    Choice("redo", "Gör om", "Ctrl+Y", "Gör om det som ångrades."),
    Choice("default", "OK", "Ctrl+S", "Sparar dagen."),
)
"""What the help and the context menu list."""

IN_MENU: Final = ("sheet_edit", "add_row", "remove_row", "undo", "redo")


class DayDone(NamedTuple):
    """What came of it.

    Attributes:
        changed: what was made, taken away and left.
        effect: what 1177 shows because of it.
    """

    changed: DayChanged
    effect: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        done = self.changed
        made, gone, same = map(times_text, (done.made, done.removed, done.same))
        return clean(f"{made} nya, {gone} borta, {same} som förut. {self.effect}")

    @property
    def lines(self) -> tuple[str, ...]:
        """What was asked for and not done."""
        return (*self.changed.kept, *self.changed.skipped)


def times_text(count: int) -> str:
    """``1 tid``, ``2 tider``."""
    return "1 tid" if count == 1 else f"{count} tider"
