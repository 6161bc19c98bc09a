"""What of a line of text tells who somebody is: numbers, phones and addresses, and names.

For Visningsläge, while others look on: the line keeps its length, what tells is drawn as asterisks.
It is judged as it is drawn, wherever it comes from, so that nothing has to remember to hide it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

HIDDEN: Final = "(dold i visningsläge)"
"""Stands where a comment would."""

NUMBERS, NAMES = 1, 2
"""The levels of Visningsläge: numbers, phones, addresses and comments are hidden; names as well."""

Span = tuple[int, int]

_MONTH_DAY: Final = r"(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])"
_NUMBER: Final = re.compile(
    rf"(?<!\d)(?:(?:18|19|20)\d\d{_MONTH_DAY}[-+–]?(?P<long>\d{{1,4}})"
    rf"|(?:18|19|20)\d\d{_MONTH_DAY}[ \u00a0](?P<wide>\d{{4}})"
    rf"|\d\d{_MONTH_DAY}[-+–](?P<short>\d{{1,4}})"
    rf"|\d\d{_MONTH_DAY}[ \u00a0]?(?P<plain>\d{{4}}))(?!\d)"
)
"""Personnummer and samordningsnummer, with century or without; what is hidden is a group."""
_SIGN: Final = r"[ \u00a0/()–-]{0,2}"
_PHONE: Final = re.compile(
    rf"(?<![\d:.,-])(?:(?:\+|00)[1-9]\d{_SIGN}(?:\d{_SIGN}){{4,12}}\d"
    rf"|(?!0\d \d\d(?!\d))0[1-9]\d{{0,2}}(?:{_SIGN}\d){{5,10}}"
    r"|0[1-9]\d{0,2}[-–/]\d(?:\d+(?= ?\d*…)|\d\d+(?=\W*$)))(?!\d|[:.]\d)"
)
"""A phone number, from abroad, from here, or the beginning of one that was cut."""
_ADDRESS: Final = re.compile(r"[\w.+'-]+@(?:[\w-]+\.?)+")
_WORD: Final = re.compile(r"\w+")
_JOINED: Final = re.compile(r"[\s\u00a0'’-]?")
_CUT_LEAST: Final = 3
"""Letters of a word at the edge of a line at which it is taken for a part of a name."""


def number_spans(text: str) -> Iterator[Span]:
    """The last digits of personal numbers, all of phone numbers and addresses."""
    for found in _NUMBER.finditer(text):
        group = found.lastgroup
        if group is not None:
            yield found.span(group)
    if "0" in text or "+" in text:
        for found in _PHONE.finditer(text):
            yield found.span()
    if "@" in text:
        for found in _ADDRESS.finditer(text):
            yield found.span()


class Names(NamedTuple):
    """The names to be hidden; made by ``names``.

    Attributes:
        words: the words of them, as they are written.
        small: the same in small letters.
        begins: the same, sorted.
        ends: the same backwards, sorted.
        odd: names that no word is taken of.
        kept: what is not a person though it has such words: resources, types, units.
    """

    words: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def has(self, word: str, *, any_case: bool = False) -> bool:
        """Whether a word is one of a name: as it is written, or with a capital."""
        is_name = any_case or word[:1].isupper()
        return word in self.words or (is_name and word.casefold() in self.small)

    def has_part(self, word: str, *, begins: bool, ends: bool) -> bool:
        """Whether a word that was cut is the beginning or the end of one."""
        small = word.casefold()
        return (begins and _starts(self.begins, small)) or (
            ends and _starts(self.ends, small[::-1])
        )


def _starts(words: tuple[str, ...], beginning: str) -> bool:
    at = bisect_left(words, beginning)
    return at < len(words) and words[at].startswith(beginning)


def names(people: Iterable[str], kept: Iterable[str] = ()) -> Names:
    """What is to be hidden of these people's names.

    Args:
        people: names as they are written.
        kept: names of other things, which stay; not where somebody has just that name.
    """
    known = frozenset(people)
    words = {name: [word for word in _WORD.findall(name) if len(word) > 1] for name in known}
    written = frozenset(word for found in words.values() for word in found)
    small = frozenset(word.casefold() for word in written)
    return Names(
        written,
        small,
        tuple(sorted(small)),
        tuple(sorted(word[::-1] for word in small)),
        tuple(sorted(text for text, found in words.items() if text.strip() and not found)),
        tuple(sorted({one for one in kept if one.strip()} - known, key=len, reverse=True)),
    )


def name_spans(text: str, known: Names, *, any_case: bool = False) -> Iterator[Span]:
    """The words that belong to names, also those that were cut at an ellipsis or the edge.

    Args:
        text: a line.
        known: the names.
        any_case: in small letters too, as people type them.
    """
    for name in known.odd:
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + len(name))
    found = [(*word.span(), word.group()) for word in _WORD.finditer(text)]
    hidden = [
        known.has(word[2], any_case=any_case) or _is_cut(text, known, *word) for word in found
    ]
    if not any(hidden):
        return
    kept = _kept(text, known, found, hidden)
    for (begins, ends, _), is_hidden in zip(found, hidden, strict=True):
        if is_hidden and not any(first <= begins and ends <= last for first, last in kept):
            yield begins, ends


def _is_cut(text: str, known: Names, first: int, last: int, word: str) -> bool:
    """Whether it is what is left of a name."""
    before, after = text[max(0, first - 1) : first], text[last : last + 1]
    if "…" not in (before, after) and len(word) < _CUT_LEAST:
        return False
    at_start, at_end = before in ("", "…"), after in ("", "…")
    begins = at_end and word[:1].isupper()
    return known.has_part(word, begins=begins, ends=at_start)


def _kept(
    text: str, known: Names, found: list[tuple[int, int, str]], hidden: list[bool]
) -> list[Span]:
    """Where the names of other things stand, unless a name goes on beside them."""
    spans = []
    for name in known.kept:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not _goes_on(text, at, end, found, hidden):
                spans.append((at, end))
            at = text.find(name, end)
    return spans


def _goes_on(
    text: str, begins: int, ends: int, found: list[tuple[int, int, str]], hidden: list[bool]
) -> bool:
    """Whether a hidden word stands beside, with a blank or a hyphen between at most."""
    for (first, last, _), is_hidden in zip(found, hidden, strict=True):
        beside = (last <= begins and _JOINED.fullmatch(text[last:begins])) or (
            first >= ends and _JOINED.fullmatch(text[ends:first])
        )
        if is_hidden and beside:
            return True
    return False


def masked(text: str, known: Names | None = None) -> str:
    """The text with what tells who somebody is as asterisks; names only where they are given."""
    spans = [*number_spans(text), *(name_spans(text, known) if known else ())]
    if not spans:
        return text
    signs = list(text)
    for begins, ends in spans:
        signs[begins:ends] = starred(text[begins:ends])
    return "".join(signs)


def comment(text: str, level: int) -> str:
    """A comment as it is shown at a level of Visningsläge: not at all while others look on."""
    return HIDDEN if level and text else text


def name(text: str, level: int) -> str:
    """A name as it is shown at a level of Visningsläge."""
    return starred(text) if level >= NAMES else text


def starred(text: str) -> str:
    """As many asterisks as there are characters; blanks and what joins words stay."""
    return "".join(sign if sign in " \u00a0-–'’()/" else "*" for sign in text)
