"""The hand that plays: keys and clicks, sent into a program the way a terminal sends them."""

import unicodedata
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.geometry import Offset
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from screens.playing.still import stands_still


class Hand:
    """Presses keys and clicks.

    Args:
        app: the program, in this event loop.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app

    async def press(self, key: str) -> None:
        """Press a key, by Textual's name, and wait until it has been heard."""
        self._app.post_message(events.Key(key, character_of(key)))
        await stands_still(self._app, frames=0)

    async def write(self, text: str) -> None:
        """Type a text."""
        for character in text:
            key = "enter" if character == "\n" else _character_to_key(character)
            self._app.post_message(events.Key(key, None if key == "enter" else character))
            await stands_still(self._app, frames=0)

    async def click(self, at: Offset, button: int = 1, times: int = 1) -> None:
        """Click a cell of the screen, once or twice: however long or short ago another was."""
        now = monotonic()
        self._forget_clicks()
        self._send(events.MouseMove, at, 0, now)
        for _ in range(times):
            for kind in (events.MouseDown, events.MouseUp):
                self._send(kind, at, button, now)
            await stands_still(self._app, frames=0)
        self._forget_clicks()

    def _forget_clicks(self) -> None:
        """What is clicked next is no second click of the last one."""
        self._app._click_chain_last_time = None

    def _send(self, kind: type[events.MouseEvent], at: Offset, button: int, time: float) -> None:
        event = kind(None, at.x, at.y, 0, 0, button, False, False, False, at.x, at.y)
        event.time = time
        self._app.post_message(event)


def character_of(key: str) -> str | None:
    """What a key types; None where it types nothing."""
    if len(key) == 1:
        return key
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return None
