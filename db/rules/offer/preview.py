"""What changes for the citizen between two states of what 1177 knows (R9, R12, R20-R24)."""

from collections.abc import Iterable
from typing import NamedTuple

from db.basics import WebFace
from db.rules.alphabet import SortKey, sort_key
from db.rules.names.agent_types import is_agent_type


class Difference(NamedTuple):
    """How the names that a citizen can choose from change; each part in alphabetical order.

    Attributes:
        coming: names that no type had.
        leaving: names that no type has any more.
        renamed: the name a type went under, and the one it goes under; not among the others.
    """

    coming: tuple[str, ...]
    leaving: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


def is_chosen_from(face: WebFace) -> bool:
    """Whether citizens can choose the type on 1177, with times or without (R4, R9, R14, R20, R23).

    It must be offered and not hidden, have both its names, and not be an ombud type.
    """
    named = bool(face.name and face.web_name)
    return face.offered and not face.hidden and named and not is_agent_type(face.name)


def difference(before: Iterable[WebFace], after: Iterable[WebFace]) -> Difference:
    """How the citizen's list of names changes from one state to another.

    Whether the unit is open for booking at all is not asked here.

    Args:
        before: each type as 1177 knows it.
        after: each type as 1177 will know it.
    """
    had = {face.time_type: face.web_name for face in before if is_chosen_from(face)}
    gets = {face.time_type: face.web_name for face in after if is_chosen_from(face)}
    renamed = {(had[key], gets[key]) for key in had.keys() & gets.keys() if had[key] != gets[key]}
    coming = {*gets.values()} - {*had.values()} - {new for _, new in renamed}
    leaving = {*had.values()} - {*gets.values()} - {old for old, _ in renamed}
    return Difference(
        _sorted(coming), _sorted(leaving), tuple(sorted(sorted(renamed), key=_pair_key))
    )


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=sort_key))


def _pair_key(pair: tuple[str, str]) -> tuple[SortKey, SortKey]:
    return sort_key(pair[0]), sort_key(pair[1])
