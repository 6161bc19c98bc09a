"""A line on stderr that says how far a long command has come; only where somebody reads it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from db.values import clean

_CLEAR = "\r\x1b[K"


@contextmanager
def shown(what: str) -> Iterator[Callable[[int, int], bool] | None]:
    """What to tell of the progress, or None where stderr is no terminal.

    Args:
        what: what is being done, in Swedish.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    last = -1

    def tell(done: int, total: int) -> bool:
        nonlocal last
        percent = 100 * done // max(1, total)
        if percent != last:
            last = percent
            _print(f"{_CLEAR}{clean(what)[:60]} … {percent} %")
        return True

    try:
        yield tell
    finally:
        _print(_CLEAR)


def _print(text: str) -> None:
    with suppress(OSError):  # the window was closed: the work goes on
        print(text, end="", file=sys.stderr, flush=True)
