"""What is asked before many rows of the log are decided on at once.

Rows on which somebody has decided already, and marked rows that do not show, are named; one may
leave them as they are.
"""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from db.log.entry import DECISION_LABELS, Seen
from db.rules.local_time import instant_text
from db.rules.log.review import grouped
from db.values import ACT_LABELS, ReviewDecision

_MOST_NAMED: Final = 5
_TOO: Final = {
    ReviewDecision.BILL: ("Ska den också faktureras?", "Ska de också faktureras?"),
    ReviewDecision.EXEMPT: ("Ska den också undantas?", "Ska de också undantas?"),
    ReviewDecision.CHECKED: (
        "Ska den också bli kontrollerad?",
        "Ska de också bli kontrollerade?",
    ),
    None: ("Ska den bedömningen tas bort?", "Ska de bedömningarna tas bort?"),
}
"""For one row and for more."""


class Asking(NamedTuple):
    """A question on many rows.

    Attributes:
        text: it, in Swedish, some lines long.
        whole: all of the rows.
        rest: those that it is not about.
    """

    text: str
    whole: tuple[Seen, ...]
    rest: tuple[Seen, ...]


def asking(
    rows: Sequence[Seen], hidden: Collection[int], decision: ReviewDecision | None
) -> Asking | None:
    """What to ask before a decision on some rows; None when nothing need be asked.

    ``hidden`` has the numbers of those that do not show; a decision of None takes those there are
    back.
    """
    decided = [one for one in rows if one.review.decision is not None]
    unseen = [one for one in rows if one.seq in hidden]
    if not unseen and (not decided or len(rows) == 1):
        return None
    about = [one for one in rows if one.review.decision is not None or one.seq in hidden]
    parts = [_decided(decided)] if decided else []
    if unseen:
        parts.append(f"{grouped(len(unseen))} visas inte i urvalet")
    head = f"{_rows(len(rows))}, {' och '.join(parts)}."
    named = [_named(one, one.seq in hidden) for one in about[:_MOST_NAMED]]
    if len(about) > _MOST_NAMED:
        named.append(f"och {grouped(len(about) - _MOST_NAMED)} till")
    rest = () if decision is None else tuple(one for one in rows if one not in about)
    question = _TOO[decision][len(about) > 1]
    return Asking("\n".join((head, *named, question)), tuple(rows), rest)


def _decided(decided: Sequence[Seen]) -> str:
    exported = sum(one.review.exported_at is not None for one in decided)
    sent = f" ({grouped(exported)} av dem exporterade för fakturering)" if exported else ""
    word = "bedömd" if len(decided) == 1 else "bedömda"
    return f"{grouped(len(decided))} redan {word}{sent}"


def _named(row: Seen, hidden: bool) -> str:
    said = f"• {ACT_LABELS[row.which.act]} {instant_text(row.which.at)}"
    decision, reason, by, *_ = row.review
    if decision is not None:
        why = f" ({reason})" if reason else ""
        said += f": {DECISION_LABELS[decision].lower()}{why}{f', {by}' if by else ''}"
    return f"{said} – visas inte" if hidden else said


def _rows(count: int) -> str:
    return "1 markerad rad" if count == 1 else f"{grouped(count)} markerade rader"
