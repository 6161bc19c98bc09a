"""How the text of the log's Sök box is read, token by token (R54)."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from db.rules.local_time import FIRST_YEAR, LAST_YEAR
from db.rules.log.query import NAMES, PARTS, REVIEW_WORDS, LogQuery, fold
from db.rules.meant_day import Toward, meant_day
from db.rules.names.personal_number import plain
from db.values import ACT_LABELS, Act, Day, clean

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ACTS: Final[dict[str, Act]] = {label.casefold(): act for act, label in ACT_LABELS.items()}
_FIELDS = r"status|sen|bedömd|från|till|resurs|typ|pnr|avbokningskommentar"
_NAMED = r"resurs|typ"
# A field before its quote belongs to it; a quote that never ends reaches to the end. In a whole
# name a doubled quote is a quote; one that is still being written is a part of a name.
_TOKEN = re.compile(
    rf'(?P<no>-?)(?:(?P<whole>{_NAMED}):=(?:"(?P<name>(?:[^"]|"")*+)"|[”“](?P<named>[^"”“]*)["”“])'
    rf'|(?:(?P<field>{_FIELDS}):=?)?["”“](?P<quoted>[^"”“]*)["”“]?)|(?P<bare>\S+)',
    re.IGNORECASE,
)
_FIELD = re.compile(rf"({_FIELDS}):(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{6,8}-[0-9*]{0,4}")


def parse_search(text: str, today: Day | None = None) -> LogQuery:
    """Read the Sök box: dates and statuses as the guide's examples, words and fields.

    The first date alone is the day from which, a second one the day until which. ``bokad``,
    ``ombokad`` and ``avbokad`` are statuses; several widen the choice. ``"…"`` keeps words
    together, ``-`` before a word leaves out, and ``FIELD_WORDS`` ask for one column. ``="…"`` after
    the colon of a type or a resource is its whole name, with quotes in it doubled; several widen
    the choice. All else, a date that does not exist too, is words to look for.

    With ``today``, the book's local day, ``från:`` and ``till:`` take a day without a year and a
    week too, which lie back from it; without it only whole dates.
    """
    reading = Reading(today)
    for token in tokens(clean(text)):
        reading.take(token)
    return reading.query()


class Token(NamedTuple):
    """One thing that was typed.

    Attributes:
        field: the word before the colon, casefolded; empty for a word.
        value: the rest.
        leave_out: whether a ``-`` stood before it.
        quoted: whether it stood within quotes, so that it is no date and no status.
        whole: whether it is the whole of a name.
    """

    field: str
    value: str
    leave_out: bool
    quoted: bool
    whole: bool = False


def pieces(text: str) -> list[str]:
    """The tokens of a text as they are typed, also those that hold nothing yet."""
    return [match[0] for match in _TOKEN.finditer(text)]


def unfinished(text: str) -> tuple[str, ...]:
    """The pieces of a cleaned text that hold nothing yet, such as ``sen:`` or a lone hyphen."""
    return tuple(piece for piece in pieces(text) if not any(tokens(piece)))


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a cleaned text; those that hold nothing yet are passed over."""
    for match in _TOKEN.finditer(text):
        bare, leave_out = match["bare"], bool(match["no"])
        if match["whole"] is not None:
            name = match["named"] if match["name"] is None else match["name"].replace('""', '"')
            yield Token(match["whole"].casefold(), name.strip(), leave_out, quoted=True, whole=True)
            continue
        if bare is None:
            field, value = match["field"] or "", match["quoted"].strip()
        else:
            leave_out, rest = bare.startswith("-"), bare.removeprefix("-")
            parts = _FIELD.fullmatch(rest)
            field, value = (parts[1], parts[2]) if parts else ("", rest)
        if value:
            yield Token(field.casefold(), value, leave_out, quoted=bare is None)


class Reading:
    """Gathers tokens into a query; without a day of today only whole dates are days."""

    def __init__(self, today: Day | None = None) -> None:
        """Begin with the query that asks for all."""
        self._today = today
        self._days: list[Day] = []
        self._ends: dict[str, Day] = {}
        self._acts: set[Act] = set()
        self._no_acts: set[Act] = set()
        self._late: set[bool] = set()
        self._review: set[str] = set()
        self._names: dict[str, set[str]] = {which: set() for which in NAMES.values()}
        self._parts: dict[str, list[str]] = {
            which: [] for which in ("words", "without", *PARTS.values())
        }
        self._faults: list[str] = []
        self._fields: dict[str, Callable[[Token], None]] = {
            "": self._word, "status": self._status, "sen": self._sen, "bedömd": self._decided,
            "från": self._day, "till": self._day, **dict.fromkeys(PARTS, self._part),
        }  # fmt: skip

    def take(self, token: Token) -> None:
        """Read one more token."""
        self._fields[token.field](token)

    def query(self) -> LogQuery:
        """What all tokens ask for."""
        self._days.sort()
        acts = (self._acts or set(Act)) - self._no_acts
        if not acts:
            self._faults.append("Alla statusar är uteslutna. Lämna kvar minst en.")
        all_acts = not acts or (acts == set(Act) and not self._acts)
        texts: dict[str, Any] = {
            **{which: tuple(dict.fromkeys(parts)) for which, parts in self._parts.items()},
            **{which: frozenset(names) for which, names in self._names.items()},
        }
        ends = {**dict(zip(("från", "till"), self._days, strict=False)), **self._ends}
        return LogQuery(
            from_day=ends.get("från"),
            to_day=ends.get("till"),
            acts=frozenset() if all_acts else frozenset(acts),
            late=self._late.pop() if len(self._late) == 1 else None,
            review=frozenset(self._review),
            faults=tuple(dict.fromkeys(self._faults)),
            **texts,
        )

    def _word(self, token: Token) -> None:
        folded = fold(_with_plain_dash(token.value))
        act = None if token.quoted else _ACTS.get(folded)
        day = None if token.quoted or token.leave_out else day_of_text(token.value)
        if act is not None:
            (self._no_acts if token.leave_out else self._acts).add(act)
        elif day is not None and len(self._days) < 2:
            self._days.append(day)
        else:
            self._parts["without" if token.leave_out else "words"].append(folded)

    def _status(self, token: Token) -> None:
        act = _ACTS.get(fold(token.value))
        if act is None:
            self._fault(token, "Skriv bokad, ombokad eller avbokad.")
        else:
            (self._no_acts if token.leave_out else self._acts).add(act)

    def _sen(self, token: Token) -> None:
        answer = {"ja": True, "nej": False}.get(fold(token.value))
        if answer is None:
            self._fault(token, "Skriv ja eller nej.")
        else:
            self._late.add(answer is not token.leave_out)

    def _decided(self, token: Token) -> None:
        wanted = REVIEW_WORDS.get(fold(token.value))
        if wanted is None:
            self._fault(token, "Skriv ja, nej, faktureras, undantas eller kontrollerad.")
        elif token.leave_out:
            self._review |= frozenset().union(*REVIEW_WORDS.values()) - wanted
        else:
            self._review |= wanted

    def _day(self, token: Token) -> None:
        day = day_of_text(token.value)
        if day is None and self._today is not None:
            ends = token.field == "till"
            day = meant_day(token.value, self._today, Toward.BACK, ends=ends).day
        if day is None or token.leave_out:
            self._fault(token, "Skriv ett datum, till exempel 2024-09-12.")
        else:
            self._ends[token.field] = day

    def _part(self, token: Token) -> None:
        if token.leave_out:
            self._fault(token, "Skriv - bara framför ord och statusar.")
        elif token.whole:
            self._names[NAMES[token.field]].add(fold(token.value))
        else:
            value = _with_plain_dash(token.value) if token.field == "pnr" else token.value
            self._parts[PARTS[token.field]].append(fold(value))

    def _fault(self, token: Token, why: str) -> None:
        sign = "-" if token.leave_out else ""
        self._faults.append(f"”{sign}{token.field}:{token.value[:40]}” går inte att läsa. {why}")


def _with_plain_dash(text: str) -> str:
    """A number with the log's own dash, whatever it was pasted with; other texts as they are."""
    bare = plain(text)
    return bare if _NUMBER.fullmatch(bare) else text


def day_of_text(text: str) -> Day | None:
    """The day of ``YYYY-MM-DD`` within 2000-2099, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.toordinal() if FIRST_YEAR <= day.year <= LAST_YEAR else None
