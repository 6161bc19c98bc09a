"""What to look over in a terms text before it meets the citizen (R94, R111, R113).

A warning is a ``Verdict`` that has not passed; it never refuses anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from db.rules.names.naming import ABBREVIATIONS, FAMILIAR
from db.rules.terms.terms import HELP_BOUND, ITEM, SHOWN, length, parse, plain
from db.values import CaseKind, Fact, Terms, Verdict

PART_LABELS: Final[Mapping[str, str]] = {
    "clinic": "Mottagningens text",
    "concerns": "Bokningen avser",
    "to_care": "Information till vården",
    "conditions": "Villkor",
}
"""The four parts by their fields, as the citizen meets them (GUIDES.md B4)."""

LONG: Final = 600
"""Over so many characters a part is hardly read (our limit; the guide says: short)."""
_SHORTEST_NAME = 3
_MOST_NAMED = 4

STAFF_WORDS: Final[Mapping[str, str]] = {
    "tidstyp": "typ av tid",
    "tidstypen": "typen av tid",
    "tidbokstyp": "typ av tid",
    "webbtidbok": "1177",
    "webbtidboken": "1177",
    "resurs": "person eller mottagning",
    "resursen": "personen eller mottagningen",
    "ärendetyp": "tjänst",
    "ärendetypen": "tjänsten",
    "schemamall": "",
    "vårdgivare": "den du träffar",
    "remittent": "den som skrev remissen",
    "debiteras": "betala",
    "faktureras": "betala",
    "erhålla": "få",
    "erhåller": "får",
    "vederbörande": "den",
}
"""What staff write and citizens stumble on, and what to write instead (ours)."""

_BETTER = {**ABBREVIATIONS, **STAFF_WORDS}
_KNOWN = FAMILIAR | {"obs", "sms", "pdf", "ok"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_SHORT_FORM = 4


def parts(kind: CaseKind) -> tuple[str, ...]:
    """The fields of the terms that this kind has: Bokningen avser when booking only (B4)."""
    return tuple(PART_LABELS) if kind is CaseKind.BOOK else ("clinic", "to_care", "conditions")


def review(
    kind: CaseKind, terms: Terms, offered: Sequence[str], others: Sequence[str]
) -> tuple[Verdict, ...]:
    """What a careful colleague would say of the text.

    The rules are "terms-unoffered", "terms-unknown-item", "terms-leaves-out" (R113, booking and
    changing only), "terms-empty" (R94), "terms-skipped", "terms-folded", "terms-long",
    "terms-help" and "terms-word". The fact ``part`` is the field it is about, where it is one.

    ``offered`` is the web names that citizens can book here, for changing those they can change;
    ``others`` the unit's other web names.
    """
    found = [*_form_warnings(kind, terms), *_word_warnings(kind, terms)]
    if kind is not CaseKind.REQUEST:
        found = [*_type_warnings(kind, terms, offered, others), *found]
    return tuple(found)


def mentioned(text: str, names: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """Which of the names stand in a text as whole words, and the text without them.

    A longer name is looked for first: ”Läkarbesök akut” is not also ”Läkarbesök”.
    """
    rest = text.casefold()
    found = []
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(name.casefold())}(?!\w)"
        if len(name) >= _SHORTEST_NAME and re.search(pattern, rest):
            found.append(name)
            rest = re.sub(pattern, " ", rest)
    return tuple(found), rest


def _type_warnings(
    kind: CaseKind, terms: Terms, offered: Sequence[str], others: Sequence[str]
) -> Iterator[Verdict]:
    does = "boka" if kind is CaseKind.BOOK else "av- eller omboka"
    text = _all_text(kind, terms)
    named, rest = mentioned(text, offered)
    unoffered, _ = mentioned(rest, [name for name in others if name not in offered])
    if unoffered:
        said = f"Texten nämner {_quoted(unoffered)}, som invånaren inte kan {does} här."
        yield _warning("terms-unoffered", said, "[002] R113", ("names", ", ".join(unoffered)))
    left_out = [name for name in offered if name not in named]
    if named and left_out and kind is CaseKind.BOOK:
        said = f"Texten nämner en del av det som går att boka, men inte {_quoted(left_out)}."
        yield _warning("terms-leaves-out", said, "[002] R113", ("names", ", ".join(left_out)))
    yield from _item_warnings(kind, terms, offered)


def _item_warnings(kind: CaseKind, terms: Terms, offered: Sequence[str]) -> Iterator[Verdict]:
    """A list that names types names nothing else."""
    if kind is not CaseKind.BOOK:
        return
    items = [one.text for one in parse(terms.concerns) if one.kind == ITEM]
    unknown = [item for item in items if not mentioned(item, offered)[0]]
    if unknown and len(unknown) < len(items):
        said = f"I listan står {_quoted(unknown)}, men ingen typ av tid heter så på 1177."
        yield _warning("terms-unknown-item", said, "[002] R113", ("part", "concerns"))


def _form_warnings(kind: CaseKind, terms: Terms) -> Iterator[Verdict]:
    if not parse(terms.conditions):
        said = "Villkor är tomt: invånaren får inget att godkänna."
        yield _warning("terms-empty", said, "[003] R94", ("part", "conditions"))
    if kind is CaseKind.BOOK and not parse(terms.clinic):
        said = "Mottagningens text är tom: invånaren kommer direkt till val av tid."
        yield _warning("terms-skipped", said, "GUIDES.md B4", ("part", "clinic"))
    asked = plain(parse(terms.to_care)).casefold()
    if kind is CaseKind.CHANGE and "avbok" in asked and "ombok" not in asked:
        said = (
            "Information till vården visas både vid AVBOKA och vid OMBOKA, men frågar bara den som"
            " avbokar. Skriv till exempel ”varför du av- eller ombokar”."
        )
        yield _warning("terms-cancel-only", said, "[004] R117", ("part", "to_care"))
    for part in parts(kind):
        size = length(getattr(terms, part))
        if part == "to_care":
            if size > HELP_BOUND:
                yield _warning("terms-help", help_fault(size), "GUIDES.md B4", ("part", part))
        elif size > LONG:
            said = f"{PART_LABELS[part]} har {size} tecken. Skriv kort, helst under {LONG}."
            yield _warning("terms-long", said, "[002] R113", ("part", part))
        elif part == "clinic" and size > SHOWN:
            said = f"{PART_LABELS[part]} har {size} tecken. Bara de första {SHOWN} visas direkt."
            yield _warning("terms-folded", said, "GUIDES.md B4", ("part", part))


def help_fault(size: int) -> str:
    """Why a help text of this many characters is refused."""
    return f"Information till vården får ha högst {HELP_BOUND} tecken (är {size})."


def _word_warnings(kind: CaseKind, terms: Terms) -> Iterator[Verdict]:
    told = set()
    for part in parts(kind):
        for word in _WORD.findall(plain(parse(getattr(terms, part)))):
            key = word.casefold()
            if key in told or not (better := _instead(word)):
                continue
            told.add(key)
            said = f"{PART_LABELS[part]}: ”{word}” är svårt för invånaren. {better}"
            yield _warning("terms-word", said, "[001] R111", ("part", part), ("word", word))


def _instead(word: str) -> str:
    """What to write instead of a word; empty where the word is a plain one."""
    key = word.casefold()
    is_short_form = len(word) <= _LONGEST_SHORT_FORM and word.isupper() and len(word) > 1
    if key in STAFF_WORDS or (key in ABBREVIATIONS and (len(key) > 2 or word.isupper())):
        return f"Skriv ”{_BETTER[key]}”." if _BETTER[key] else "Skriv med vanliga ord."
    return "Skriv ut hela ordet." if is_short_form and key not in _KNOWN else ""


def _all_text(kind: CaseKind, terms: Terms) -> str:
    return "\n".join(plain(parse(getattr(terms, part))) for part in parts(kind))


def _quoted(names: Sequence[str]) -> str:
    shown = [f"”{name if len(name) <= 40 else name[:39] + '…'}”" for name in names[:_MOST_NAMED]]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} och {more} till"
    return " och ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else shown[0]


def _warning(rule: str, text: str, source: str, *facts: tuple[str, Fact]) -> Verdict:
    return Verdict(rule, False, text, source, facts=facts)
