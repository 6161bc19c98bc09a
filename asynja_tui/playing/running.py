"""A program that runs without a terminal of its own, in the event loop of who runs it."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from asynja_tui.shell import Shell
from screens.playing.still import stands_still

SMALL: Final = (80, 24)
"""Cells: the terminal that everything is to fit in."""


@asynccontextmanager
async def running(
    shell: Shell, size: tuple[int, int] = SMALL, *, still: bool = True
) -> AsyncIterator[Shell]:
    """Run a program until this is left.

    Args:
        shell: the program; it runs once.
        size: the cells of its screen.
        still: whether it is to be drawn once and stand still before one goes on. Of two programs
            that begin at once each would wait for the other.
    """
    ready = asyncio.Event()

    async def run() -> None:
        with shell._context():
            shell._loop = asyncio.get_running_loop()
            shell._thread_id = threading.get_ident()
            try:
                await shell._process_messages(
                    ready_callback=ready.set, headless=True, terminal_size=size
                )
            finally:
                ready.set()

    task = asyncio.create_task(run(), name="inner program")
    await ready.wait()
    try:
        with shell._context():
            if still:
                await stands_still(shell)
            yield shell
    finally:
        with shell._context():
            if shell._exception is None:  # a page that is just opening is not torn away
                await stands_still(shell, frames=0)
            await shell._shutdown()
        await task
    if shell._exception is not None:
        raise shell._exception
