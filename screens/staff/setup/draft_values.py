"""What a draft is made of: rows, cells, edits, and what there is to say about them."""

from typing import Generic, NamedTuple, TypeVar

from db.values import Resource, TimeType, Verdict

Item = TypeVar("Item", TimeType, Resource)
AnyDraft = TypeVar("AnyDraft")

Place = tuple[str, str]
"""A row's key and a field's name."""

TICK_SIGNS = ("☐", "☑")
"""A tick as text: not set, set."""

FINE = Verdict("edit", True, "", "")
"""An edit of which nothing needs to be said."""

CHANGED = "changed"
"""The role of a cell that differs from what is saved."""


class Problem(NamedTuple):
    """Something to say about a cell.

    Attributes:
        key: the row.
        field: the cell.
        serious: whether it cannot be saved so.
        verdict: the rule and its sentence.
        items: what stands in the way, as Swedish lines.
    """

    key: str
    field: str
    serious: bool
    verdict: Verdict
    items: tuple[str, ...] = ()


class Bad(NamedTuple):
    """A text that stays in its cell although it cannot be accepted."""

    field: str
    text: str
    why: Verdict


class Line(NamedTuple, Generic[Item]):
    """One row.

    Attributes:
        base: as it was read from the book; None for a new one.
        now: as it is to be.
        bad: what was typed and cannot be accepted; ``now`` has the earlier values.
    """

    base: Item | None
    now: Item
    bad: tuple[Bad, ...] = ()


class Edit(NamedTuple, Generic[AnyDraft]):
    """The outcome of an edit.

    Attributes:
        draft: the draft after it; the same one when it was refused.
        key: the row it was about.
        said: what to say; ``passed`` is False when it was refused or cannot be saved so, and the
            text is empty when there is nothing to say.
        items: what stands in the way, as Swedish lines.
    """

    draft: AnyDraft
    key: str
    said: Verdict
    items: tuple[str, ...] = ()


def stored_key(item: TimeType | Resource) -> str:
    """The key of a row that is in the book."""
    return f"t{item.id}"
