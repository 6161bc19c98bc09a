"""WebVTT: the captions of a recording, with the times in it at which they stand."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Cue(NamedTuple):
    """A caption.

    Attributes:
        begins, ends: seconds from the beginning.
        text: what it says.
    """

    begins: float
    ends: float
    text: str


def lines(cues: Sequence[Cue]) -> Iterator[str]:
    """The lines of the file."""
    yield "WEBVTT"
    for number, cue in enumerate(cues, 1):
        yield ""
        yield str(number)
        yield f"{_time(cue.begins)} --> {_time(cue.ends)}"
        yield _harmless(cue.text)


def _time(seconds: float) -> str:
    whole = round(seconds * 1000)
    minutes, rest = divmod(whole, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _harmless(text: str) -> str:
    """WebVTT has tags, and an arrow of its own."""
    told = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(told.split())
