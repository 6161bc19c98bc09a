"""A certificate to print: what one has practised, on one page of plain text. It is ours."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from db.rules.local_time import day_text
from db.training.progress.values import Standing
from db.values import Day, count_text

_WIDTH: Final = 72
_OURS: Final = (
    "Intyget är övningsprogrammets eget. Det visar vad som har övats, och är inget"
    " bevis på behörighet i AsynjaVisph eller 1177."
)


class Part(NamedTuple):
    """A chapter as the certificate has it.

    Attributes:
        solved: how many of its exercises are solved.
        passed: whether all are, or it was passed by its Prov.
    """

    title: str
    solved: int
    of: int
    passed: bool


def certificate(
    trainee: str, course: str, parts: Sequence[Part], standings: Sequence[Standing], day: Day
) -> str:
    """The certificate of one trainee.

    Args:
        trainee: the name one has given oneself.
        course: the course's title.
        parts: its chapters, in order.
        standings: the trainee's exercises.
        day: the local day it is printed.
    """
    solved = sum(one.solved for one in standings)
    minutes = round(sum(one.seconds for one in standings) / 60)
    lines = [
        "INTYG".center(_WIDTH).rstrip(), "", (trainee or "Utan namn").center(_WIDTH).rstrip(), "",
        f"har övat på {course}".center(_WIDTH).rstrip(), "", "-" * _WIDTH,
    ]  # fmt: skip
    for part in parts:
        state = "klart" if part.passed else f"{part.solved} av {part.of}"
        lines.append(f"{part.title:<{_WIDTH - 12}}{state:>12}")
    lines += [
        "-" * _WIDTH, "",
        f"{count_text(solved, 'övning löst', 'övningar lösta')} på ungefär"
        f" {count_text(minutes, 'minut', 'minuter')}.",
        f"Utskrivet {day_text(day)}.", "", *_wrapped(_OURS),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
