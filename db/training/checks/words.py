"""How checks compare texts and say what differs, in sentences for people."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from db.fields import name_key

ALIKE: Final = 0.75
"""How much alike two names are for one to be meant by the other, of 1."""


def same_text(mine: str, wanted: str) -> bool:
    """Whether two texts are the same but for case, blanks and a full stop at the end."""
    return name_key(mine).rstrip(".") == name_key(wanted).rstrip(".")


def quoted(text: str) -> str:
    """A text as a sentence has it; an empty one is said to be."""
    return f"”{text}”" if text else "tomt"


def tick_text(label: str, name: str, *, is_on: bool) -> str:
    """That a tick is there or not: a sentence."""
    return f"{label} är {'markerad' if is_on else 'inte markerad'} på {name}."


def tick_act(label: str, name: str, *, wanted: bool) -> str:
    """What is to be done about it."""
    return f"{'Markera' if wanted else 'Ta bort'} {label} på {name}."


def nearest(name: str, known: Iterable[str]) -> str:
    """The one of some names that is nearly the name; empty for none."""
    by_key = {name_key(one): one for one in known if one}
    found = get_close_matches(name_key(name), by_key, 1, ALIKE)
    return by_key[found[0]] if found else ""


def missing(what: str, name: str, known: Iterable[str]) -> str:
    """That there is nothing of a name, and what is nearly called so.

    Args:
        what: what it would be, with its article: ``en tidstyp``.
    """
    near = nearest(name, known)
    if near:
        return f"Det finns {what} som heter ”{near}”, men ingen som heter ”{name}”."
    return f"Det finns ingen {what.split()[-1]} som heter ”{name}”."
