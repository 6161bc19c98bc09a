"""The search text of the log: the one place that says which rows are asked for.

A status tab and a chip are words of that text: choosing a tab writes its word, removing a chip
takes its word away. So what is typed, what is lit and what is listed are never at odds.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Final

from db.rules.log.grammar import parse_search, pieces
from db.rules.log.query import Chip, LogQuery
from db.values import Act, Day, count_text


class Tab(StrEnum):
    """The tabs, each with what it writes into the search text."""

    ALL = ""
    BOOKED = "bokad"
    REBOOKED = "ombokad"
    CANCELLED = "avbokad"
    LATE = "sen:ja"


TABS: Final = tuple(Tab)
LABELS: Final = {
    Tab.ALL: "Alla",
    Tab.BOOKED: "Bokade",
    Tab.REBOOKED: "Ombokade",
    Tab.CANCELLED: "Avbokade",
    Tab.LATE: "Sena",
}
_ACTS: Final = {Tab.BOOKED: Act.BOOKED, Tab.REBOOKED: Act.REBOOKED, Tab.CANCELLED: Act.CANCELLED}


def tab_of(query: LogQuery) -> Tab | None:
    """The tab that a query is, whatever else it asks for; None when it is none of them."""
    if query.late:
        return Tab.LATE if not query.acts else None
    if query.late is None and not query.acts:
        return Tab.ALL
    if query.late is None and len(query.acts) == 1:
        return next(tab for tab, act in _ACTS.items() if act in query.acts)
    return None


def with_tab(text: str, tab: Tab, today: Day | None = None) -> str:
    """The search text with this tab's word in place of any other's."""
    kept = [word for word in pieces(text) if not _is_of_a_tab(parse_search(word, today))]
    made = " ".join([tab.value, *kept] if tab.value else kept)
    if tab_of(parse_search(made, today)) is tab:
        return made
    plain = replace(parse_search(text, today), acts=frozenset(), late=None).search
    return f"{tab.value} {plain}".strip()


def _is_of_a_tab(query: LogQuery) -> bool:
    return bool(query.acts) or query.late is not None


def without(text: str, chip: Chip, today: Day | None = None) -> str:
    """The search text without what one chip says; other words stay as they were typed."""
    wanted = [other for other in parse_search(text, today).chips if other != chip]
    kept = [word for word in pieces(text) if parse_search(word, today).chips != (chip,)]
    made = " ".join(kept)
    if list(parse_search(made, today).chips) == wanted:
        return made
    return " ".join(other.search for other in wanted)


def finished(text: str) -> str:
    """A search text that the program writes: what is typed after it begins a new word.

    A field that waits for its value, and a quote that waits for its end, are left.
    """
    waits = not text or text[-1] in " :=-" or (text.count('"') % 2 and text[-1] == '"')
    return text if waits else f"{text} "


def number(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def hits_text(count: int, total: int, *, exact: bool, filtered: bool) -> str:
    """How many rows there are of how many: ``3 av 10``, ``10 rader``, ``minst 60 av 5 000``."""
    if not filtered:
        return count_text(total, "rad", "rader", number)
    return f"{'' if exact else 'minst '}{number(count)} av {number(total)}"
