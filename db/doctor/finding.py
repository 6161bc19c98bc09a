"""What a check of ``db.doctor.examine`` finds: a Swedish sentence and the rows it is about."""

from typing import NamedTuple

from db.rules.local_time import instant_text
from db.values import Fact, Instant


class Finding(NamedTuple):
    """Something that must not be."""

    text: str
    facts: tuple[tuple[str, Fact], ...]


def finding(text: str, **facts: Fact) -> Finding:
    """A finding with the ids it is about, by their English names."""
    return Finding(text, tuple(facts.items()))


def when(instant: Instant) -> str:
    """An instant as the log writes it, also one that no calendar has."""
    try:
        return instant_text(instant)
    except (ValueError, OverflowError, OSError):
        return "omöjlig tid"
