"""Does a time's length agree with its tidstyp? A warning, never a refusal (vårt val).

A type is mostly laid out in one length, and many names say it: ”Telefon 15 min”. A time of
another length is mostly a slip of the hand, and the citizen gets a longer or shorter visit.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from db.values import Fact, Minutes, Verdict

RARE: Final = 10
"""Under one in so many of a type's times, a length is not one of its own."""

_SOURCE: Final = "vårt val"
_SAID: Final = re.compile(
    r"(?<![\d,.:])(?:(?P<hours>\d{1,2})(?:[,.](?P<tenths>\d))?\s?-?(?:h|tim|timm(?:e|ars?))(?![a-zåäö])"
    r"|(?P<minutes>\d{1,4})\s?-?(?:min(?:ut(?:er)?s?)?)(?![a-zåäö]))",
    re.IGNORECASE,
)


def lengths_in(name: str) -> tuple[Minutes, ...]:
    """The lengths that a name says, in minutes: ``Telefon 15 min``, ``Samtal 1,5 tim``."""
    found = []
    for match in _SAID.finditer(name):
        if match["minutes"]:
            found.append(int(match["minutes"]))
        else:
            found.append(int(match["hours"]) * 60 + int(match["tenths"] or 0) * 6)
    return tuple(found)


def length_warnings(
    names: Iterable[str], lengths: Iterable[Minutes], others: Mapping[Minutes, int]
) -> tuple[Verdict, ...]:
    """What disagrees between times of a type and the type; empty where all is in order.

    Args:
        names: what the type is called: in the journal system, and on 1177.
        lengths: the lengths of the times.
        others: how many other times of the type there are of each length.
    """
    wanted = sorted(set(lengths))
    said = tuple(names)
    return tuple(
        verdict
        for length in wanted
        for verdict in (*_by_name(said, length), *_by_others(length, others))
    )


def _by_name(names: tuple[str, ...], length: Minutes) -> Iterator[Verdict]:
    for name in dict.fromkeys(names):
        told = lengths_in(name)
        if told and length not in told:
            text = f"Namnet ”{name}” säger {_or(told)} min, men längden är {length} min."
            yield _warning("length-in-name", text, length)


def _by_others(length: Minutes, others: Mapping[Minutes, int]) -> Iterator[Verdict]:
    count = sum(others.values())
    own = [one for one in sorted(others) if others[one] * RARE >= count]
    if own and length not in own:
        text = f"Tidstypens andra tider är {_or(own)} min, men längden är {length} min."
        yield _warning("length-of-others", text, length)


def _or(lengths: Iterable[Minutes]) -> str:
    *first, last = map(str, lengths)
    return " eller ".join(filter(None, (", ".join(first), last)))


def _warning(rule: str, text: str, length: Minutes) -> Verdict:
    facts: tuple[tuple[str, Fact], ...] = (("length_min", length),)
    return Verdict(rule, False, text, _SOURCE, facts=facts)
