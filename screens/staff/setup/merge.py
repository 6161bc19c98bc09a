"""Someone else saved meanwhile: what they changed, what I changed, and a draft of both.

Cells that only one of us changed need no choice. Where both did, or where the two would not go
together, each cell is a clash to be decided: ``keep_mine`` says in which.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from db.rules.names.type_columns import WEB_TICKS
from db.stamps import Stamp
from db.values import Instant, Resource, TimeType
from screens.staff.setup.draft import Draft, Line, Place, stored_key

AnyDraft = TypeVar("AnyDraft", bound=Draft[Any])
Stored = TimeType | Resource

WHOLE_ROW = ""
"""The field of a clash that is about a whole row: cleared or gone on one side, edited on the
other."""
WHOLE_ROW_LABEL = "Hela raden"
NO_STAMP = Stamp("", 0, "", 0)

WEB_CHOICE = "web"
"""The field of a clash that is about all of the ticks that bear on each other."""
WEB_CHOICE_LABEL = "Webbens bockar"

_TOGETHER = ("hidden", *WEB_TICKS)
"""The ticks that bear on each other (R20): one choice, so that what is chosen is what is saved."""
_SHORT = {"web_bookable": "Webb", "web_cancellable": "Avb", "web_rebookable": "Omb"}


class CellChange(NamedTuple):
    """A cell that someone else changed.

    Attributes:
        key: the row.
        field: the field, ``WHOLE_ROW`` or ``WEB_CHOICE``.
        label: the field's heading.
        base: what I began from, as text; "☑" or "☐" for a tick.
        mine: what it is in my draft.
        theirs: what it is in the book now; empty when the row is gone.
        who: who saved it, or empty when it is not known.
        when: when, or None.
    """

    key: str
    field: str
    label: str
    base: str
    mine: str
    theirs: str
    who: str = ""
    when: Instant | None = None

    @property
    def cell(self) -> Place:
        """Where it is, for ``keep_mine``."""
        return self.key, self.field


@dataclass(frozen=True)
class Merge(Generic[AnyDraft]):
    """My draft against what is in the book now.

    Attributes:
        mine: the draft.
        theirs: the rows that are in the book now, by key, in their order.
        clashes: the cells to decide.
        news: what else they changed; it is taken.
        added: the keys of rows that they made.
        moved: the keys of my edits of a blank row that they have used; mine becomes a new row.
    """

    mine: AnyDraft
    theirs: Mapping[str, Stored]
    clashes: tuple[CellChange, ...]
    news: tuple[CellChange, ...]
    added: tuple[str, ...]
    moved: tuple[str, ...]

    def keep_mine(self, cells: Collection[Place] | None = None) -> AnyDraft:
        """A draft on what is in the book now: mine in these clashes (None: all), else theirs."""
        every = {one.cell for one in self.clashes}
        kept = every if cells is None else every & {*cells}
        mine, made = self.mine, self.mine.made
        new: dict[str, Line[Any]] = {}
        for key in mine.keys:
            line = mine.lines[key]
            if line.base is None:
                if not mine.is_blank(line.now) or line.bad or not self._has_blank:
                    new[key] = line
            elif key in self.moved or (key not in self.theirs and (key, WHOLE_ROW) in kept):
                new[f"n{made}"] = Line(None, replace(line.now, id=None, revision=0), line.bad)
                made += 1
        stored = {key: self._line(key, theirs, kept) for key, theirs in self.theirs.items()}
        lines = {**new, **stored}
        return replace(mine, lines=lines, keys=tuple(lines), made=made)

    def _line(self, key: str, theirs: Stored, kept: Collection[Place]) -> Line[Any]:
        line = self.mine.lines.get(key)
        if line is None or line.base is None or key in self.moved:
            return Line(theirs, theirs)
        if theirs == line.base:
            return line
        clashing = {one.field for one in self.clashes if one.key == key}
        whole = (key, WHOLE_ROW) in kept
        if WHOLE_ROW in clashing:
            mine = replace(line.now, id=theirs.id, revision=theirs.revision)
            return Line(theirs, mine, line.bad) if whole else Line(theirs, theirs)
        open_ones = {field for one in clashing for field in _cells_of(one)}
        held = {field for at, one in kept if at == key for field in _cells_of(one)}
        fields = [
            field
            for field in self.mine.LABELS
            if field in held or (_is_mine(line, field) and field not in open_ones)
        ]
        changes: dict[str, Any] = {field: getattr(line.now, field) for field in fields}
        bad = tuple(one for one in line.bad if one.field in fields)
        return Line(theirs, replace(theirs, **changes), bad)

    @property
    def _has_blank(self) -> bool:
        return any(self.mine.is_blank(one) for one in self.theirs.values())


def merge(
    mine: AnyDraft, theirs: Sequence[Stored], stamps: Mapping[int, Stamp] | None = None
) -> Merge[AnyDraft]:
    """Compare a draft with what is in the book now."""
    now = {stored_key(one): one for one in theirs}
    clashes: list[CellChange] = []
    news: list[CellChange] = []
    moved = []
    for key in mine.keys:
        line, their = mine.lines[key], now.get(key)
        if line.base is None or their == line.base:
            continue
        if their is not None and _is_taken(mine, line, their):
            moved.append(key)
            continue
        stamp = (stamps or {}).get(line.base.id or 0, NO_STAMP)
        for clash, change in _changes(mine, key, line, their):
            dated = change._replace(who=stamp.changed_by, when=stamp.changed_at or None)
            (clashes if clash else news).append(dated)
    added = tuple(key for key in now if key not in mine.lines)
    return Merge(mine, now, tuple(clashes), tuple(news), added, tuple(moved))


def _changes(
    mine: Draft[Any], key: str, line: Line[Any], theirs: Stored | None
) -> Iterator[tuple[bool, CellChange]]:
    """What they changed in a row, and whether it clashes with what I changed."""
    base, now = line.base, line.now
    assert base is not None
    edited = any(_is_mine(line, field) for field in mine.LABELS)
    if theirs is None or (edited and mine.is_blank(now) != mine.is_blank(theirs)):
        name = "" if theirs is None else theirs.name
        texts = (base.name, now.name, name)
        yield edited, CellChange(key, WHOLE_ROW, WHOLE_ROW_LABEL, *texts)
        return
    told = _web_clash(base, now, theirs)
    if told is not None:
        yield True, CellChange(key, WEB_CHOICE, WEB_CHOICE_LABEL, *told)
    for field, label in mine.LABELS.items():
        if told is not None and field in _TOGETHER:
            continue
        was, wants, is_now = (getattr(one, field) for one in (base, now, theirs))
        changed = is_now != was
        clash = _is_mine(line, field) and changed
        clash = clash and (wants != is_now or any(one.field == field for one in line.bad))
        if clash or changed:
            texts = _texts(mine, field, base, now, theirs)
            yield clash, CellChange(key, field, label, *texts)


def _texts(draft: Draft[Any], field: str, *items: Stored) -> tuple[str, str, str]:
    base, mine, theirs = (draft.shown(one, field) for one in items)
    return base, mine, theirs


def _is_mine(line: Line[Any], field: str) -> bool:
    """Whether I changed a field, or typed something in it that cannot be accepted."""
    typed = any(one.field == field for one in line.bad)
    return typed or getattr(line.now, field) != getattr(line.base, field)


def _is_taken(mine: Draft[Any], line: Line[Any], theirs: Stored) -> bool:
    """Whether both of us have used one blank row."""
    assert line.base is not None
    was_blank, is_used = mine.is_blank(line.base), not mine.is_blank(theirs)
    return was_blank and is_used and not mine.is_blank(line.now)


def _web_clash(base: Stored, mine: Stored, theirs: Stored) -> tuple[str, str, str] | None:
    """The three states of the ticks that bear on each other, where both of us changed them."""
    if not (isinstance(base, TimeType) and isinstance(mine, TimeType)
            and isinstance(theirs, TimeType)):  # fmt: skip
        return None
    was, wants, is_now = map(_web_ticks, (base, mine, theirs))
    if was in (wants, is_now) or wants == is_now:
        return None
    return _web_text(base), _web_text(mine), _web_text(theirs)


def _web_ticks(item: TimeType) -> tuple[bool, ...]:
    return tuple(getattr(item, field) for field in _TOGETHER)


def _web_text(item: TimeType) -> str:
    if item.hidden:
        return "Dölj"
    return " ".join(word for field, word in _SHORT.items() if getattr(item, field)) or "inga"


def _cells_of(field: str) -> tuple[str, ...]:
    """The fields that a clash is about."""
    return _TOGETHER if field == WEB_CHOICE else (field,)
