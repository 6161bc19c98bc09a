"""From the log to its statistics and back: to the page that is open already, else to a new one."""

from typing import Any

from screens import pages
from screens.base import BookScreen


def go(screen: BookScreen, name: str, file: str) -> None:
    """Go to a page of the same log.

    Args:
        screen: the page that one leaves; it stays open beneath a new one.
        name: the other page's in ``screens.pages``; it is made with the log's name, and shows
            another one when told to ``show_file``.
        file: the name of an imported log; the unit's own when empty.
    """
    below: Any = screen.below(name)
    if below is not None:
        below.show_file(file)
        screen.carry_out(f"app.open_page('{name}')")
    else:
        push(screen, name, file)


def push(screen: BookScreen, name: str, *arguments: str) -> None:
    """Open a page anew over another one."""
    page = pages.find(name)
    if page is not None and screen.is_active:
        made: BookScreen = page.load()(screen.session, *arguments)
        made.page = page.name
        screen.app.push_screen(made)
