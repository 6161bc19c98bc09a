"""When a program under test stands still: seen in the event loop itself.

Textual's pilot asks every widget whether its messages are done and then watches the processor
until little happens. Here the loop is asked: nothing is left to run in it, no timer is due within
a frame's time, and no other thread is at work. That is quicker, and surer on a busy machine.
"""

import asyncio
import threading
from time import monotonic, process_time
from typing import Any

import pytest
from textual.pilot import Pilot

_FRAME = 0.002
"""Seconds between two frames, at the least; Textual's own sixtieth would only be waited for."""
_SOON = 0.02
"""Seconds: a timer that is due then is waited for, such as the one that answers a new size."""
_FRAMES = 10
"""So many are waited for: what blinks or turns never ends."""
_LONGEST = 1.0
_NAP = 0.002
_AT_WORK = 0.1
"""The part of a nap that a thread which works takes of the processor, at the least."""


async def stands_still(min_sleep: float = 0.0, max_sleep: float = _LONGEST) -> None:
    """Wait until it does, or so many seconds have gone: something may always be moving."""
    loop: Any = asyncio.get_running_loop()
    began, frames = monotonic(), 0
    while monotonic() - began < max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        now = loop.time()
        due = min(
            (timer._when for timer in loop._scheduled if not timer._cancelled), default=now + 1
        )
        if due - now < _SOON and frames < _FRAMES:
            frames += 1
            await asyncio.sleep(max(due - now, 0.0))
        elif threading.active_count() == 1 or not await _others_work():
            return


async def _others_work() -> bool:
    used, began = process_time(), monotonic()
    await asyncio.sleep(_NAP)
    return process_time() - used > _AT_WORK * (monotonic() - began)


async def _screen_done(pilot: Pilot[Any], timeout: float = _LONGEST) -> bool:
    loop: Any = asyncio.get_running_loop()
    ends = monotonic() + timeout
    await asyncio.sleep(0)
    while monotonic() < ends and (loop._ready or _reading(pilot)):
        await asyncio.sleep(0 if loop._ready else _NAP)
    return not pilot.app._exception_event.is_set()


def _reading(pilot: Pilot[Any]) -> bool:
    """Whether a thread of the program reads or writes."""
    return any(worker._thread_worker and not worker.is_finished for worker in pilot.app.workers)


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pilots wait like this."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", stands_still)
    monkeypatch.setattr("textual.app.wait_for_idle", stands_still)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", _FRAME)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _screen_done)
