"""What can be done on the page of one ärendetyp, each declared once."""

from typing import Any

from screens.admin.base import CLOSE, LOG_IN_AS
from screens.commands import Command


def _may_edit(page: Any) -> bool:  # noqa: ANN401 - the page
    return bool(page.may_edit)


def _writes(page: Any) -> bool:  # noqa: ANN401 - the page
    return bool(page.may_edit and page.is_writing)


def _is_limited(page: Any) -> bool:  # noqa: ANN401 - the page
    return bool(page.may_edit and page.is_limited)


def _is_narrow(page: Any) -> bool:  # noqa: ANN401 - the page
    return bool(page.is_narrow)


COMMANDS = (
    Command("save_case", "SPARA", "Sparar; det gäller direkt.", key="ctrl+s", when=_may_edit),
    Command(
        "look", "Förhandsvisa", "Visar texten som invånaren ser den, eller formuläret igen.",
        key="f6", there=_is_narrow,
    ),
    CLOSE,  # before the signs, so that it is seen where there is little room
    Command("mark('bold')", "Fet", "Gör det markerade eller ordet fett.",
            key="ctrl+b", when=_writes),
    Command("mark('italic')", "Kursiv", "Gör det markerade eller ordet kursivt.",
            key="ctrl+k", when=_writes),
    Command("mark('list')", "Lista", "Gör raderna till punkter, eller tillbaka.",
            key="ctrl+l", when=_writes),
    Command(
        "standard", "Standardvillkor", "Fyller i färdiga texter; frågar om något skrivs över.",
        key="f4", footer=False, when=_may_edit,
    ),
    Command(
        "audience", "Välj invånare...", "Väljer vilka som ingår i det begränsade urvalet.",
        key="f7", footer=False, when=_is_limited,
    ),
    Command("undo", "Ångra", "Tar tillbaka det senaste i rutan.",
            key="ctrl+z", footer=False, when=_may_edit),
    Command("redo", "Gör om", "Gör om det som togs tillbaka.",
            key="ctrl+y", footer=False, when=_may_edit),
    LOG_IN_AS._replace(footer=False),
)  # fmt: skip
