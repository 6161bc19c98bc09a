"""asciicast: a recording of a terminal, version 3 or 2.

https://docs.asciinema.org/manual/asciicast/v3/ and …/v2/: a line of JSON that tells of the
terminal, then one for each event. In version 3 its time is counted from the event before, in
version 2 from the beginning.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

OUTPUT, INPUT, MARKER = "o", "i", "m"
VERSIONS: Final = (3, 2)


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        at: seconds from the beginning.
        kind: ``OUTPUT``, ``INPUT`` or ``MARKER``.
        data: what was drawn, pressed, or began.
    """

    at: float
    kind: str
    data: str


def lines(
    events: Sequence[Event], size: tuple[int, int], title: str, version: int = 3
) -> Iterator[str]:
    """The lines of the file; the same events give the same lines.

    Args:
        size: columns and lines of the terminal.
        title: what the recording is called.
        version: one of ``VERSIONS``.
    """
    columns, rows = size
    terminal = (
        {"term": {"cols": columns, "rows": rows, "type": "xterm-256color"}}
        if version == 3
        else {"width": columns, "height": rows}
    )
    yield _json({"version": version, **terminal, "title": title})
    before = 0
    for event in events:
        at = round(event.at * 1000)
        yield _json([(at - before if version == 3 else at) / 1000, event.kind, event.data])
        before = at


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
