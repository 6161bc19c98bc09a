"""What the Sök box of the log asks for: a date, a status, words, fields (R54, GUIDES.md A6.5)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from db.rules.alphabet import sort_key
from db.rules.local_time import day_text
from db.values import ACT_LABELS, Act, Day, ReviewDecision

UNDECIDED: Final = ""
"""Among ``LogQuery.review``: no reviewer has decided."""

REVIEW_WORDS: Final[dict[str, frozenset[str]]] = {
    "ja": frozenset(ReviewDecision),
    "nej": frozenset({UNDECIDED}),
    "faktureras": frozenset({ReviewDecision.BILL}),
    "undantas": frozenset({ReviewDecision.EXEMPT}),
    "kontrollerad": frozenset({ReviewDecision.CHECKED}),
}


class FieldWord(NamedTuple):
    """A word before a colon that asks for one column.

    Attributes:
        word: what is typed, with its colon.
        example: a whole example.
        tip: what it finds, in Swedish.
    """

    word: str
    example: str
    tip: str


FIELD_WORDS: Final = (
    FieldWord("status:", "status:ombokad", "Bokad, ombokad eller avbokad. Flera vidgar urvalet."),
    FieldWord("sen:", "sen:ja", "Sena om- och avbokningar (ja), eller alla andra rader (nej)."),
    FieldWord("bedömd:", "bedömd:nej", "Ja, nej, faktureras, undantas eller kontrollerad."),
    FieldWord("från:", "från:2024-09-01", "Ändrad den dagen eller senare."),
    FieldWord("till:", "till:2024-09-30", "Ändrad den dagen eller tidigare."),
    FieldWord("resurs:", 'resurs:"Johan Frisk"', "Resursen före eller efter ändringen."),
    FieldWord("typ:", "typ:akut", "Tidstypen före eller efter ändringen."),
    FieldWord(
        "typ:=",
        'typ:="SSK besök"',
        "Hela namnet, vid ombokning det tidigare. Även resurs.",
    ),
    FieldWord("pnr:", "pnr:19121212", "En del av personnumret."),
    FieldWord(
        "avbokningskommentar:",
        "avbokningskommentar:magsjuka",
        "Det som skrevs vid avbokningen; det står i ingen kolumn.",
    ),
)
"""The words that ask for one column, for help and guides."""


class Chip(NamedTuple):
    """One part of a query, to be shown and taken away by itself.

    Attributes:
        text: how it is shown.
        search: how it is typed; the query without it is that of the other chips' texts.
    """

    text: str
    search: str


PARTS: Final = {
    "resurs": "resource",
    "typ": "type_name",
    "pnr": "pnr",
    "avbokningskommentar": "cancel_comment",
}
NAMES: Final = {"resurs": "resources", "typ": "types"}
"""What of ``LogQuery`` a field asks for by a part of what stands there, and by the whole of it."""


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which rows of Logg för webbtidbok are asked for. The empty query asks for all.

    All its parts must hold. Texts are folded (``fold``) and may stand anywhere in a cell.

    Attributes:
        words: must all be found, each in any of the sixteen columns or the avbokningskommentar.
        without: must not be found in any.
        from_day: the first local day of Ändrad datum.
        to_day: the last one (it counts).
        acts: the statuses wanted; empty means all three.
        late: only late changes (R50), only the others, or both when None.
        resource: parts of Tidigare resurs or Ny resurs.
        type_name: parts of Tidigare tidstyp or Ny tidstyp.
        pnr: parts of the personal number, with or without its hyphen.
        cancel_comment: parts of the avbokningskommentar, which is in no column (R53).
        types: whole names of the tidstyp that a change counts with: that of the visit before, of
            a new booking that of the new one; empty means any.
        resources: the same of the resource.
        review: the decisions wanted, ``UNDECIDED`` for none; empty means all.
        faults: Swedish sentences on what was typed and could not be read; it asks for nothing.
    """

    words: tuple[str, ...] = ()
    from_day: Day | None = None
    to_day: Day | None = None
    acts: frozenset[Act] = frozenset()
    late: bool | None = None
    without: tuple[str, ...] = ()
    resource: tuple[str, ...] = ()
    type_name: tuple[str, ...] = ()
    pnr: tuple[str, ...] = ()
    cancel_comment: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    review: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The parts of the query, in a fixed order."""
        return tuple(_chips(self))

    @property
    def search(self) -> str:
        """A text that asks for this query (without what could not be read)."""
        return " ".join(chip.search for chip in self.chips)

    @property
    def has_text(self) -> bool:
        """Whether texts are looked for, not only dates, statuses, verdicts and decisions."""
        parts = ("words", "without", *PARTS.values(), *NAMES.values())
        return any(getattr(self, part) for part in parts)


def fold(text: str) -> str:
    """The form in which texts are compared: whatever the case, and composed (NFC)."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.casefold())


def has_words(words: tuple[str, ...], columns: tuple[str, ...]) -> bool:
    """Tell whether every word, folded already, is found in some column."""
    if not words:
        return True
    heap = fold("\n".join(columns))
    return all(word in heap for word in words)


def _chips(query: LogQuery) -> Iterator[Chip]:
    if query.from_day is not None:
        day = day_text(query.from_day)
        yield Chip(f"Från {day}", f"från:{day}")
    if query.to_day is not None:
        day = day_text(query.to_day)
        yield Chip(f"Till {day}", f"till:{day}")
    for act in Act:
        if act in query.acts:
            yield Chip(ACT_LABELS[act], f"status:{ACT_LABELS[act].casefold()}")
    if query.late is not None:
        yield Chip("Sena", "sen:ja") if query.late else Chip("Inte sena", "sen:nej")
    yield from _review_chips(query.review)
    yield from _field_chips(query)
    for word in query.words:
        yield Chip(f"”{word}”", quoted(word))
    for word in query.without:
        yield Chip(f"utan ”{word}”", f"-{quoted(word)}")


def _field_chips(query: LogQuery) -> Iterator[Chip]:
    for field, which in PARTS.items():
        for part in getattr(query, which):
            yield Chip(f"{field.capitalize()}: {part}", f"{field}:{quoted(part)}")
    for field, which in NAMES.items():
        for name in sorted(getattr(query, which), key=sort_key):
            yield Chip(f"{field.capitalize()} = {name or '(utan)'}", f"{field}:{whole(name)}")


def _review_chips(review: frozenset[str]) -> Iterator[Chip]:
    if review >= REVIEW_WORDS["ja"]:
        yield Chip("Bedömda", "bedömd:ja")
    else:
        for word in ("faktureras", "undantas", "kontrollerad"):
            if review >= REVIEW_WORDS[word]:
                yield Chip(word.capitalize(), f"bedömd:{word}")
    if UNDECIDED in review:
        yield Chip("Inte bedömda", "bedömd:nej")


def quoted(word: str) -> str:
    """The word as it is typed so that it is looked for as it stands."""
    # What holds a quote was typed without quotes around it, and so without blanks.
    return word if set(word) & set('"”“') else f'"{word}"'


def whole(name: str) -> str:
    """The name as it is typed after a field's colon to be the whole of what stands there."""
    doubled = name.replace('"', '""')
    return f'="{doubled}"'
