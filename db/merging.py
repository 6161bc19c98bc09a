"""Two who edit one thing at a time: field by field, so that only what I changed is written.

A field that only one of us changed needs no choice. Where both did, and not to the same, the user
is told what it is now and chooses; ``told`` is then what they chose against.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from db.errors import Conflict
from db.rules.local_time import instant_text
from db.stamps import short
from db.values import Clash, Instant

_MOST_SHOWN = 60
"""How much of a text stands in a sentence."""


class Merged(NamedTuple):
    """What comes of two edits of one thing.

    Attributes:
        values: what to write, by field.
        both: the fields that both changed, and about which nothing is decided.
    """

    values: dict[str, Any]
    both: tuple[str, ...]


def by_field(
    mine: Mapping[str, Hashable],
    seen: Mapping[str, Hashable],
    stands: Mapping[str, Hashable],
    told: Mapping[str, Hashable] | None = None,
) -> Merged:
    """Merge my edit of a thing with what others have saved of it meanwhile.

    Args:
        mine: every field as I have it.
        seen: as it was when I began.
        stands: as it is stored now.
        told: as I have been told that it is now: where that is still so, mine is to replace it.

    Returns:
        Mine where I changed something, else what is stored.
    """
    values, both = dict[str, Any](), []
    for field, value in mine.items():
        now = stands[field]
        values[field] = now if value == seen[field] else value
        settled = value == seen[field] or now in (seen[field], value)
        if not settled and (told is None or told[field] != now):
            both.append(field)
    return Merged(values, tuple(both))


def in_order(
    mine: Sequence[str], seen: Sequence[str], stands: Sequence[str]
) -> tuple[str, ...] | None:
    """Merge two edits of a list: what either took away is gone, what either added is there.

    Returns:
        The list; None where both of us gave it another order.
    """
    stay = [one for one in seen if one in mine and one in stands]
    mine_so, theirs_so = ([one for one in each if one in stay] for each in (mine, stands))
    if stay not in (mine_so, theirs_so) and mine_so != theirs_so:
        return None
    lead, other = (mine, stands) if theirs_so in (stay, mine_so) else (stands, mine)
    gone = {one for one in seen if one not in stay}
    merged = [one for one in lead if one not in gone]
    for at, one in enumerate(other):
        if one not in merged and one not in seen:
            before = next((each for each in reversed(other[:at]) if each in merged), None)
            merged.insert(0 if before is None else merged.index(before) + 1, one)
    return tuple(merged)


def conflict(
    what: str, who: str, when: Instant, clashes: Sequence[Clash], stands: object
) -> Conflict:
    """What to say where both changed a field.

    Args:
        what: the thing, in Swedish and definite.
        who: who saved it; may be empty.
        when: the instant of that save; 0 where it is not known.
        clashes: at least one.
        stands: the thing as it is now, for ``told``.
    """
    changed = " ".join(
        f"{one.label}: nu {_quoted(one.theirs)}, du har {_quoted(one.mine)}." for one in clashes
    )
    moment = f" {instant_text(when)}" if when else ""
    text = f"{who or 'Någon annan'} har{moment} ändrat {what}. {changed} Ingenting sparades."
    return Conflict(
        text, what=what, who=who or "någon annan", when=when, field=clashes[0].field,
        clashes=tuple(clashes), stands=stands,
    )  # fmt: skip


def _quoted(text: str) -> str:
    return f"”{short(text, _MOST_SHOWN)}”" if text else "tomt"
