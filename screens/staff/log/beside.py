"""From the log to its statistics and back: to the page that is open already, else to a new one."""

from typing import Any, Literal

from screens import pages
from screens.base import BookScreen

OfLog = Literal["log", "statistics"]
"""The pages of one log."""


def go(screen: BookScreen, name: OfLog, file: str) -> None:
    """Go to a page of the same log.

    Args:
        screen: the page that one leaves; it stays open beneath a new one.
        name: the other page's; it is made with the log's name, and shows another one when told
            to ``show_file``.
        file: the name of an imported log; the unit's own when empty.
    """
    below: Any = screen.below(name)
    if below is not None:
        below.show_file(file)
        screen.carry_out(f"app.open_page('{name}')")
    else:
        push(screen, name, file)


def push(screen: BookScreen, name: OfLog, *arguments: str) -> None:
    """Open a page anew over another one."""
    if screen.is_active:
        page = pages.named(name)
        made: BookScreen = page.load()(screen.session, *arguments)
        made.page = page.name
        screen.app.push_screen(made)
