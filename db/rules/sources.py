"""Where a rule stands, in words: ``VGR:s guide, bild 5–11`` for ``[000] R20-R21``.

The numbers are those of docs/GUIDES.md. They are for who looks something up, and are told only when
asked for; people read which guide says it, and on which slide.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_GUIDES: Final = {
    "000": "VGR:s guide",
    "001": "Region Skånes guide",
    "002": "Region Skånes PMO-guide",
    "003": "Mina vårdkontakters guide",
    "004": "Stockholms guide",
}
_ELSEWHERE: Final = {
    "crm:": "nationellt kontrakt",
    "logistics:": "nationellt kontrakt",
    "GUIDES.md B4": "1177:s egna sidor",
    "1177": "1177:s egna sidor",
    "vårt val": "vårt val",
    "A6": "vårt val",
    "A7": "vårt val",
}
_SLIDES: Final = (
    (3, "3"), (7, "4"), (24, "5–11"), (27, "12"), (32, "13"), (39, "14"), (41, "15"),
    (55, "16–19"), (61, "20"),
)  # fmt: skip
"""The slides of [000] by its table of contents: the last rule that stands there, and its slide."""

CODES: Final = re.compile(
    r"\[00[0-9]\]|\bR[0-9]{1,3}\b|\b[AB][1-8]\b(?!:)|GUIDES\.md|(?:crm|logistics):scheduling"
)
"""What no sentence for people has in it."""

_RULES: Final = re.compile(r"R([0-9]+)(?:[-–]R?([0-9]+))?")


@cache
def source_words(source: str) -> str:
    """Which guides say it, and where; empty for no source."""
    return "; ".join(dict.fromkeys(_places(source)))


def _places(source: str) -> Iterator[str]:
    for part in re.split(r"(?=\[00[0-9]\])|;", source):
        said = part.strip(" ,")
        guide = re.match(r"\[(00[0-9])\]", said)
        if guide is None:
            found = (words for begins, words in _ELSEWHERE.items() if said.startswith(begins))
            yield from found
            continue
        slides = _slides(said[guide.end() :]) if guide[1] == "000" else ""
        yield _GUIDES[guide[1]] + (f", bild {slides}" if slides else "")


def _slides(said: str) -> str:
    """The slides as they are written, or those on which the rules stand."""
    written = re.search(r"bild ([^,;]+)", said)
    if written is not None:
        return written[1].strip()
    on = dict.fromkeys(
        slide
        for rule in _RULES.finditer(said)
        for number in range(int(rule[1]), int(rule[2] or rule[1]) + 1)
        for slide in [slide for last, slide in _SLIDES if number <= last][:1]
    )
    return " och ".join(on)
