"""What is done after the user's name was changed is done by the new one, also on an open page."""

from collections.abc import Iterator

from asynja_tui.shell import Shell
from db.log import query
from db.values import Actor, Role
from screens import pages
from screens.base import BookScreen
from screens.session import Session
from screens.staff.log.page import LogPage
from tests.screens import guide_world
from tests.screens.pilots import press, settled
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

NAME = "Sigbritt Ek"
STAFF = Actor(Role.STAFF)


def sessions_of(thing: object, seen: set[int]) -> Iterator[tuple[str, Session]]:
    """The sessions that a thing and its parts hold, each with the name of who holds it."""
    if id(thing) in seen or not type(thing).__module__.startswith(("screens.", "widgets.")):
        return
    seen.add(id(thing))
    slots = getattr(thing, "__slots__", ())
    held = [*vars(thing).values()] if hasattr(thing, "__dict__") else []
    for value in (*held, *(getattr(thing, slot, None) for slot in slots)):
        if isinstance(value, Session):
            yield type(thing).__name__, value
        else:
            yield from sessions_of(value, seen)


async def test_no_part_of_a_page_remembers_who_the_user_was(session: Session) -> None:
    for listed in pages.PAGES:
        if listed.roles is not None and session.actor.role not in listed.roles:
            continue
        shell = Shell(session)
        async with shell.run_test(size=(80, 24)) as pilot:
            page: BookScreen = listed.load()(session)
            page.page = listed.name
            pilot.app.push_screen(page)
            await settled(pilot)
            page.session = page.session.named(session.prefs._replace(name=NAME))
            parts = [page, *page.query("*")]
            seen: set[int] = set()
            stale = {
                holder
                for part in parts
                for holder, held in sessions_of(part, seen)
                if held.actor.role is not Role.CITIZEN and held.actor.name != NAME
            }
            assert not stale, f"{listed.label}: {', '.join(stale)} held the session of before"


async def test_a_decision_is_by_the_name_that_the_user_has_then(session: Session) -> None:
    """Changed in Inställningar, above the open log."""
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = LogPage(session)
        page.page = "log"
        shell.push_screen(page)
        await settled(pilot)
        shell.action_settings()
        await settled(pilot)
        shell.screen.query_one("#name", TextInput).value = NAME
        await press(pilot, "enter", "n", "b")
        await settled(pilot)
        decided = [entry.review.by for entry in query.rows(session.book, STAFF, 1)]
        assert [name for name in decided if name] == [NAME]
