"""Plays acts in a program: finds things by their names, acts, waits until it stands still.

The same machinery plays a demonstration and the solution of an exercise, on a screen or without.
"""

import asyncio
from collections.abc import Iterable
from time import monotonic
from typing import Any, Final, NamedTuple, Protocol

from textual.app import App
from textual.geometry import Region

from db.training.script import values
from db.training.script.values import Act, State, Thing
from db.worlds.times import Today
from screens import pages
from screens.base import BookScreen
from screens.commands import Command
from screens.playing.finding.find import find
from screens.playing.finding.spot import Missing, Spot
from screens.playing.hand import Hand, character_of
from screens.playing.seeing import unlike
from screens.playing.still import stands_still
from screens.showing.keys import told
from screens.swedish import key_text
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput

_PATIENCE: Final = 10.0
"""Seconds that a state is waited for."""
_LOOK: Final = 0.02


class Stopped(Exception):
    """The play cannot go on; says why, in Swedish."""


class Told(NamedTuple):
    """What is about to be done, as it is told to who looks on. Words that are typed never are.

    Attributes:
        key: the key as it stands on a Swedish keyboard, or empty.
        pressed: its name in Textual, or empty.
        label: the command's name, or empty.
        region: the cells of the thing that is acted on; None where it is none.
        clicks: whether it is clicked.
    """

    key: str = ""
    pressed: str = ""
    label: str = ""
    region: Region | None = None
    clicks: bool = False


class Audience(Protocol):
    """Who looks on."""

    async def see(self, told: Told) -> None:
        """Something is about to be done; it is done when this is over."""


_LOOKS: Final = 10
"""So often at most a thing is looked for until it stays where it is."""


class Nobody:
    """Who plays without anybody looking on."""

    async def see(self, told: Told) -> None:
        """Nothing is waited for."""


class Player:
    """Plays acts.

    Args:
        app: the program.
        today: what times that are told from today are told from: the book's own at its beginning.
        audience: who looks on.
    """

    def __init__(self, app: App[Any], today: Today, audience: Audience | None = None) -> None:
        self._app = app
        self._today = today
        self._hand = Hand(app)
        self._audience = audience or Nobody()

    async def play(self, acts: Iterable[Act]) -> None:
        """Do these, one after the other.

        Raises:
            Stopped: one of them cannot be done, or something is not as it is expected to be.
        """
        for act in acts:
            try:
                await self._do(act)
                await self._settle()
            except Missing as missing:
                raise Stopped(str(missing)) from None
            if self._app.return_code is not None:
                raise Stopped("Programmet avslutades.")

    async def _settle(self) -> None:
        """Wait until all is seen that the act did: a page looks at its book four times a second."""
        await stands_still(self._app)
        page = self._app.screen
        if isinstance(page, BookScreen):
            page.look_now()
            await stands_still(self._app)

    async def _do(self, act: Act) -> None:
        match act:
            case values.Command(id=name):
                await self._command(name)
            case values.Page(name=name):
                await self._page(name)
            case values.Keys(keys=keys):
                for key in keys:
                    await self._press(key)
            case values.Words():
                await self._write(act)
            case values.Click(thing=thing, button=button, times=times):
                await self._click(thing, button, times)
            case values.Wait(state=state):
                await self._wait(state)
            case values.Expect(state=state):
                await stands_still(self._app)
                if why := unlike(self._app, state, self._today):
                    raise Stopped(why)

    # --- keys and words -----------------------------------------------------------------------

    async def _press(self, key: str, label: str = "") -> None:
        said = told(
            key_text(key), label or self._label_of(key),
            writes=(character_of(key) or "\0").isprintable(),
            is_typing=self._focus is not None,
        )  # fmt: skip
        shown = Told(region=self._focus)
        if said is not None:
            shown = shown._replace(key=said.key, pressed=key, label=said.label)
        await self._audience.see(shown)
        await self._hand.press(key)

    def _label_of(self, key: str) -> str:
        """The name of what a key does now, where it is one of the program's own commands."""
        active = self._app.screen.active_bindings.get(key)
        is_told = active is not None and active.enabled and bool(active.tooltip)
        return active.binding.description if active is not None and is_told else ""

    @property
    def _focus(self) -> Region | None:
        focused = self._app.screen.focused
        return focused.region if isinstance(focused, TextInput | PlainArea) else None

    async def _write(self, words: values.Words) -> None:
        if words.anew:
            await self._hand.press("ctrl+a")
            await self._hand.press("delete")
        await self._audience.see(Told(region=self._focus))
        await self._hand.write(words.text)

    # --- clicks -------------------------------------------------------------------------------

    async def _click(self, thing: Thing, button: int = 1, times: int = 1, label: str = "") -> None:
        found = await self._settled(thing)
        await self._clear_away(found)
        await self._audience.see(Told(label=label, region=found.region, clicks=True))
        await self._hand.click((await self._settled(thing)).at, button, times)

    async def _settled(self, thing: Thing) -> Spot:
        """Where a thing is once it stays there: it may be scrolled to, and what is above may grow.

        Raises:
            Missing: there is no such thing.
        """
        found = await self._find(thing)
        for _ in range(_LOOKS):
            await stands_still(self._app)
            self._app.screen._refresh_layout()  # what was scrolled may not know yet where it is
            now = await self._find(thing)
            if now.at == found.at:
                break
            found = now
        return found

    async def _clear_away(self, spot: Spot) -> None:
        """Take away what the program has said in a corner, where it covers what is clicked."""
        if any(one.region.contains_point(spot.at) for one in self._app.screen.query("Toast")):
            self._app.clear_notifications()
            await stands_still(self._app)

    async def _find(self, thing: Thing) -> Spot:
        return find(self._app, thing, self._today)

    # --- commands and pages -------------------------------------------------------------------

    async def _page(self, name: str) -> None:
        page = pages.find(name)
        if page is None:
            raise Stopped(f"Sidan ”{name}” finns inte.")
        if getattr(self._app.screen, "page", "") != name:  # it may be open
            await self._command(page.action)

    async def _command(self, name: str) -> None:
        """Do a command as its user would: by its key, from its menu, or from the palette."""
        command = self._found(name)
        key = self._key_of(command)
        if key:
            await self._press(key, command.label)
            return
        if command.menu:
            await self._click(Thing("menu", command.menu))
        else:
            await self._press("ctrl+p")
            await stands_still(self._app)
            await self._hand.write(command.label)
        await stands_still(self._app)
        await self._click(Thing("choice", command.action), label=command.label)

    def _found(self, name: str) -> Command:
        """The command of this id that can be done here and now."""
        page = self._app.screen
        if not isinstance(page, BookScreen):
            raise Stopped(f"Kommandot ”{name}” går inte att göra med en dialog eller meny öppen.")
        named = [one for one in page.commands() if name in ids_of(one)]
        if not named:
            raise Stopped(f"Kommandot ”{name}” finns inte på den här sidan.")
        able = [one.availability(page, page.session.actor.role) for one in named]
        for command, is_able in zip(named, able, strict=True):
            if is_able:
                return command
        raise Stopped(f"”{named[0].label}” går inte att göra nu.")

    def _key_of(self, command: Command) -> str:
        """The key that does a command now; empty where it would do something else."""
        screen, writes = self._app.screen, isinstance(self._app.focused, TextInput | PlainArea)
        for key in filter(None, command.key.split(",")):
            active = screen.active_bindings.get(key)
            types = writes and (len(key) == 1 or "+" not in key and not key.startswith("f"))
            if active is not None and active.binding.action == command.action and not types:
                return key
        return ""

    # --- states -------------------------------------------------------------------------------

    async def _wait(self, state: State) -> None:
        ends = monotonic() + _PATIENCE
        while why := unlike(self._app, state, self._today):
            if monotonic() > ends:
                raise Stopped(f"Det som väntades kom inte: {why}")
            await asyncio.sleep(_LOOK)
            await stands_still(self._app)


def ids_of(command: Command) -> tuple[str, ...]:
    """What a command is called by in a script: its action, or what it tells a part to do."""
    inner = command.action.removeprefix("do('").removesuffix("')")
    return (command.action, inner) if command.action.startswith("do('") else (
        command.action, command.action.removeprefix("app."),
    )  # fmt: skip
