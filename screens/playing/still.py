"""When a program stands still: nothing is left to do but what time, a key or another program does.

Asked of the event loop itself: nothing is ready to run in it, no timer is due within a frame, and
no thread of the program is at work. Nothing is slept through but what is left until such a timer.
"""

import asyncio
from time import monotonic
from typing import Any, Final

from textual.app import App

SOON: Final = 0.02
"""Seconds; a timer that is due then is waited for: a frame is drawn sixty times a second."""
_FRAMES: Final = 40
"""So many are waited for: what blinks or turns never ends."""
_LONGEST: Final = 10.0
"""Seconds until it counts as standing still all the same."""
_NAP: Final = 0.002
_TURNS: Final = 25
"""Turns of the loop after which one rests for a moment."""


async def stands_still(app: App[Any], *, frames: int = _FRAMES) -> None:
    """Wait until a program in this loop stands still.

    Args:
        app: the program.
        frames: how many frames are waited for; 0 waits only until nothing is left to run.
    """
    loop: Any = asyncio.get_running_loop()
    ends, seen, turns = monotonic() + _LONGEST, 0, 0
    while monotonic() < ends:
        turns += 1  # two who wait for each other must not keep each other awake
        await asyncio.sleep(0 if turns % _TURNS else _NAP)
        if loop._ready:
            continue
        wait = _next_timer(loop)
        if wait < SOON and seen < frames:
            seen += 1
            await asyncio.sleep(max(wait, 0.0))
        elif _threads_work(app):
            await asyncio.sleep(_NAP)
        else:
            return


def _next_timer(loop: Any) -> float:  # noqa: ANN401 - what asyncio keeps to itself
    """Seconds until the next timer of the loop is due."""
    due = [timer._when for timer in loop._scheduled if not timer._cancelled]
    return float(min(due) - loop.time()) if due else SOON


def _threads_work(app: App[Any]) -> bool:
    """Whether a thread of the program reads or writes."""
    return any(worker._thread_worker and not worker.is_finished for worker in app.workers)
