"""What the Sök box of the log asks for: a date, a status, words, mixed (R54, GUIDES.md A6.5)."""

import re
from dataclasses import dataclass
from datetime import date

from db.values import ACT_LABELS, Act, Day, clean

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ACTS: dict[str, Act] = {label.casefold(): act for act, label in ACT_LABELS.items()}


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which rows of Logg för webbtidbok are asked for. The empty query asks for all.

    Attributes:
        text: words that must all be found, casefolded, each in any column.
        from_day: the first local day of Ändrad datum.
        to_day: the last one (it counts).
        acts: the statuses wanted; empty means all three.
        late: only rows with a late change (R50).
    """

    text: str = ""
    from_day: Day | None = None
    to_day: Day | None = None
    acts: frozenset[Act] = frozenset()
    late: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of ``text``, casefolded."""
        return tuple(clean(self.text).casefold().split())


def parse_search(text: str) -> LogQuery:
    """Read the Sök box as the guide's two examples use it: ``2024-05-01`` and ``avbokad``.

    The first date is the day from which, a second one the day until which. ``bokad``, ``ombokad``
    and ``avbokad`` are statuses; several widen the choice. All else, a date that does not exist
    too, is words to look for.
    """
    days: list[Day] = []
    acts: set[Act] = set()
    words: list[str] = []
    for word in clean(text).split():
        found = _day(word)
        if found is not None and len(days) < 2:
            days.append(found)
        elif word.casefold() in _ACTS:
            acts.add(_ACTS[word.casefold()])
        else:
            words.append(word)
    days.sort()
    return LogQuery(
        text=" ".join(words),
        from_day=days[0] if days else None,
        to_day=days[1] if len(days) > 1 else None,
        acts=frozenset(acts),
    )


def has_words(words: tuple[str, ...], columns: tuple[str, ...]) -> bool:
    """Tell whether every word, casefolded already, is found in some column."""
    if not words:
        return True
    heap = "\n".join(columns).casefold()
    return all(word in heap for word in words)


def _day(word: str) -> Day | None:
    if not _DAY.fullmatch(word):
        return None
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return None
    return day.toordinal() if 2000 <= day.year <= 2099 else None
