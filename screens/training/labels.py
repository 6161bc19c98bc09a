"""Keys, commands and pages as an exercise's texts call them, told by the program's own tables.

``time_types/publish`` is a command of a page, ``help`` one that stands everywhere.
"""

from collections.abc import Sequence

from screens import pages
from screens.commands import EVERYWHERE, Command
from screens.swedish import key_text


def tell(kind: str, name: str) -> str:
    """The text of a page, a command or a key; empty where there is none of that id.

    Args:
        kind: ``sida``, ``kommando`` or ``tangent``.
        name: the page's name, or the command's action as a script writes it, after its page's name
            and a slash where it is a page's own.
    """
    if kind == "sida":
        page = pages.find(name)
        return "" if page is None else page.label
    place, _, action = name.rpartition("/")
    found = _command(_commands(place), action)
    if found is None:
        page = pages.find(name)
        return key_text(page.key) if page is not None and kind == "tangent" else ""
    return found.label if kind == "kommando" else key_text(found.key.split(",")[0])


def _commands(place: str) -> Sequence[Command]:
    if not place:
        return EVERYWHERE
    page = pages.find(place)
    return () if page is None else tuple(page.load().PAGE_COMMANDS)


def _command(commands: Sequence[Command], action: str) -> Command | None:
    meant = {action, f"app.{action}", f"do('{action}')"}
    return next((one for one in commands if one.action in meant), None)
