"""A line on stderr that says how far a long command has come; only where somebody reads it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from db.values import clean

_CLEAR = "\r\x1b[K"


@contextmanager
def shown(what: str) -> Iterator[Callable[[int, int], bool] | None]:
    """What to tell of the progress, or None where stderr is no terminal.

    Args:
        what: what is being done, in Swedish.
    """
    if not sys.stderr.isatty():
        yield None
        return
    last = -1

    def tell(done: int, total: int) -> bool:
        nonlocal last
        percent = 100 * done // max(1, total)
        if percent != last:
            last = percent
            print(f"{_CLEAR}{clean(what)[:60]} … {percent} %", end="", file=sys.stderr, flush=True)
        return True

    try:
        yield tell
    finally:
        print(_CLEAR, end="", file=sys.stderr, flush=True)
