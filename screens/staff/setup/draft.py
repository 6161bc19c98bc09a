"""What the drafts of Tidstyper and Resurser share: rows that are edited and not yet saved.

A draft never changes: an edit gives another one and what to say about it. So a ``History`` of
drafts is undo and redo, and leaving a draft behind leaves no trace.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, Self, TypeVar

from db import fields
from db.book import Book
from db.errors import BookError, Invalid, Refused
from db.permissions import IT, SCHEDULERS
from db.stamps import short
from db.values import Actor, Resource, TimeType, Verdict, clean
from widgets.sheet.values import Cell, State

T = TypeVar("T")
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


class Facts:
    """What the book says of the things being edited, each thing asked once."""

    def __init__(self, book: Book, actor: Actor, clinic: int) -> None:
        self.by_it, self.may_edit = actor.role in IT, actor.role in SCHEDULERS
        self._book, self._clinic = book, clinic
        self._known: dict[Hashable, Any] = {}

    def once(self, what: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question, asked where it is not known by this name."""
        if what not in self._known:
            self._known[what] = ask()
        answer: T = self._known[what]
        return answer

    def forget(self) -> None:
        """Ask anew from now on: the book has changed, or its time."""
        self._known.clear()


@dataclass(frozen=True)
class Draft(ABC, Generic[Item]):
    """The rows of one grid as they are being edited.

    Attributes:
        lines: each row by its key: ``t<id>`` in the book, ``n<number>`` new.
        keys: the rows in their order.
        made: how many new rows were made, so that no key is used twice.
        facts: what the book says of the things.
    """

    LABELS: ClassVar[Mapping[str, str]] = {}
    """Every field that can be edited, with its heading."""
    TEXTS: ClassVar[Mapping[str, int]] = {}
    """The fields that are typed, and how many characters they hold."""
    CHOICES: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """The fields that are chosen: each value, and how it is shown."""
    ITEM: ClassVar[type[Any]]
    """What a row is; an empty one is made without arguments."""
    NEW: ClassVar[Verdict]
    """What is said of a new row."""
    NOT_ALLOWED: ClassVar[str]
    """What is said to those who may only look."""

    lines: Mapping[str, Line[Item]]
    keys: tuple[str, ...]
    made: int
    facts: Facts = field(compare=False, repr=False)

    @classmethod
    def of(cls, items: Iterable[Item], facts: Facts) -> Self:
        """These rows, as they stand in the book."""
        lines = {stored_key(item): Line(item, item) for item in items}
        return cls(lines, tuple(lines), 0, facts)

    # --- what each kind of draft knows --------------------------------------------------------

    def meant(self, field: str, value: str) -> object:
        """The value of a field that is chosen."""
        return value

    def written(self, item: Item, field: str) -> str:
        """What a cell that is no tick says: the text, or the value that is chosen."""
        value = getattr(item, field)
        return "" if value is None else str(value)

    @abstractmethod
    def is_blank(self, item: Item) -> bool:
        """Whether nothing is filled in: a row that is free to use."""

    def settled(self, item: Item) -> Item:
        """The item as it would be saved."""
        return item

    @abstractmethod
    def row_problems(self, key: str, line: Line[Item]) -> tuple[Problem, ...]:
        """What there is to say about a row by itself."""

    @abstractmethod
    def set_problems(self) -> tuple[Problem, ...]:
        """What there is to say about the rows together."""

    @abstractmethod
    def barred(self, key: str, field: str) -> tuple[State, str]:
        """Whether a cell is greyed or locked, and why; empty when it can be edited."""

    # --- reading ------------------------------------------------------------------------------

    def item(self, key: str) -> Item:
        """A row as it is to be."""
        return self.lines[key].now

    def shown(self, item: Item, field: str) -> str:
        """What a cell says as text; a tick is one of ``TICK_SIGNS``."""
        value = getattr(item, field)
        return TICK_SIGNS[value] if isinstance(value, bool) else self.written(item, field)

    def position(self, key: str) -> int | None:
        """The place of a row, or None when it is not there."""
        return self._places.get(key)

    def find(self, text: str, after: str | None = None, *, back: bool = False) -> str | None:
        """The first row after the given one (with ``back``: before it) that holds the text."""
        keys = self.keys[::-1] if back else self.keys
        start = keys.index(after) + 1 if after in self.lines else 0
        wanted = text.casefold()
        return next((key for key in keys[start:] if wanted in self._searched(key)), None)

    def cells(self, key: str) -> dict[str, Cell]:
        """A row's cells by field."""
        line = self.lines[key]
        return {field: self._cell(key, line, field) for field in self.LABELS}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All there is to say, what cannot be saved first, then row by row."""
        found = [*self.set_problems()]
        for key in self.keys:
            line = self.lines[key]
            found += [Problem(key, bad.field, True, bad.why) for bad in line.bad]
            found += self.row_problems(key, line)
        return tuple(sorted(found, key=lambda one: (not one.serious, self._places[one.key])))

    def problems_of(self, key: str, field: str = "") -> tuple[Problem, ...]:
        """What there is to say about a row, or about one of its cells."""
        found = self._by_row.get(key, ())
        return tuple(one for one in found if field in ("", one.field))

    @property
    def first_error(self) -> Problem | None:
        """The first thing that stops the draft from being saved."""
        found = self.problems[:1]
        return found[0] if found and found[0].serious else None

    @cached_property
    def edited_keys(self) -> tuple[str, ...]:
        """The rows that differ from what is saved; a new one without content does not."""
        return tuple(key for key in self.keys if self._is_edited(self.lines[key]))

    def edited(self) -> tuple[Item, ...]:
        """The changed rows, in the order of ``edited_keys``, as the operation saves them."""
        return tuple(self.settled(self.lines[key].now) for key in self.edited_keys)

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost by leaving."""
        return bool(self.edited_keys) or any(line.bad for line in self.lines.values())

    def first_difference(self, other: "Draft[Item]") -> Place | None:
        """The first cell that differs, to put the cursor on after undo and redo."""
        for key in self.keys:
            mine, theirs = self.lines[key], other.lines.get(key)
            if theirs is None:
                return key, next(iter(self.LABELS))
            for name in self.LABELS if mine is not theirs else ():
                if self._text(mine, name) != self._text(theirs, name):
                    return key, name
        return None

    def cell_of(self, error: BookError) -> Place | None:
        """The cell that a refusal to save ``edited()`` is about, or None when it is about none."""
        keys = self.edited_keys
        key = next((keys[at] for at in _rows(error) if at < len(keys)), None)
        key = key or next((one for one in keys if self._is_named(one, error.text)), None)
        if key is None and len(keys) == 1 and error.field in self.LABELS:
            key = keys[0]
        field = error.field if error.field in self.LABELS else next(iter(self.LABELS))
        return None if key is None else (key, field)

    # --- editing ------------------------------------------------------------------------------

    def set(self, key: str, field: str, value: str | bool) -> Edit[Self]:
        """Give a cell what the sheet says, whatever kind it is."""
        if field in self.CHOICES:
            return self.choice(key, field, str(value))
        return self.text(key, field, str(value))

    def text(self, key: str, field: str, value: str) -> Edit[Self]:
        """Write one of the ``TEXTS``; what cannot be accepted stays in the cell."""
        label, bound = self.LABELS[field], self.TEXTS[field]
        return self.read(key, field, value, lambda: fields.text(value, field, label, bound))

    def read(self, key: str, field: str, value: str, read: Callable[[], object]) -> Edit[Self]:
        """Set a field to what was written in it means; what means nothing stays in the cell."""
        try:
            return self.set_value(key, field, read())
        except Invalid as error:
            why = Verdict(error.code, False, error.text, error.source)
            return self.set_value(key, field, None, Bad(field, clean(value), why))

    def choice(self, key: str, field: str, value: str) -> Edit[Self]:
        """Choose one of the values of a field."""
        if value not in self.CHOICES[field]:
            said = f"”{clean(value)[:40]}” finns inte bland valen för {self.LABELS[field]}."
            return Edit(self, key, Verdict("choice", False, said, ""))
        return self.set_value(key, field, self.meant(field, value))

    def new(self) -> Edit[Self]:
        """Ny...: an empty row on top; ``Edit.key`` is its key."""
        if not self.facts.may_edit:
            return Edit(self, "", Verdict("locked", False, self.NOT_ALLOWED, ""))
        draft, key = self.with_new(self.ITEM())
        return Edit(draft, key, self.NEW)

    def with_line(self, key: str, line: Line[Item]) -> Self:
        """The draft with another row under a key."""
        if line == self.lines[key]:
            return self
        return replace(self, lines={**self.lines, key: line})

    def with_new(self, item: Item) -> tuple[Self, str]:
        """The draft with a new row on top, and its key."""
        key = f"n{self.made}"
        lines = {key: Line(None, item), **self.lines}
        return replace(self, lines=lines, keys=(key, *self.keys), made=self.made + 1), key

    def reread(self) -> Self:
        """The same draft, looked at anew: what the book says of its rows may have changed."""
        self.facts.forget()
        return replace(self)

    def set_value(self, key: str, field: str, value: object, bad: Bad | None = None) -> Edit[Self]:
        """Set one field, unless its cell is barred; a bad text stays in the cell instead."""
        state, why = self.barred(key, field)
        if state:
            return Edit(self, key, Verdict(state, False, why, ""))
        base, now, rest = self.lines[key]
        kept: tuple[Bad, ...] = tuple(one for one in rest if one.field != field)
        if bad is not None:
            return Edit(self.with_line(key, Line(base, now, (*kept, bad))), key, bad.why)
        changes: dict[str, Any] = {field: value}
        draft = self.with_line(key, Line(base, replace(now, **changes), kept))
        return Edit(draft, key, *draft.said_after(self, key, field))

    def said_after(
        self, before: "Draft[Item]", key: str, field: str
    ) -> tuple[Verdict, tuple[str, ...]]:
        """What to say about a cell that was just edited: what is new of its row, or of itself."""
        earlier = {one.verdict for one in before.problems_of(key)}
        found = [one for one in self.problems_of(key) if one.verdict not in earlier]
        found += self.problems_of(key, field)
        found.sort(key=lambda one: not one.serious)
        return (found[0].verdict, found[0].items) if found else (FINE, ())

    # --- private ------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def _by_row(self) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.key, []).append(problem)
        return found

    def _searched(self, key: str) -> str:
        line = self.lines[key]
        texts = [self._text(line, field) for field in self.LABELS]
        return "\n".join(text for text in texts if text not in TICK_SIGNS).casefold()

    def _text(self, line: Line[Item], field: str) -> str:
        typed = next((bad.text for bad in line.bad if bad.field == field), None)
        return self.shown(line.now, field) if typed is None else typed

    def _cell(self, key: str, line: Line[Item], field: str) -> Cell:
        text = self._text(line, field)
        saved = self.shown(self.ITEM() if line.base is None else line.base, field)
        state, why = self.barred(key, field)
        found = self.problems_of(key, field)
        tips = dict.fromkeys([why] * bool(why) + [one.verdict.text for one in found])
        if not state and found:
            state = "error" if found[0].serious else "warn"
        said = "" if text in TICK_SIGNS else text
        role = CHANGED if text != saved else ""
        return Cell(said, text == TICK_SIGNS[1], state, role, "\n".join(tips))

    def _is_edited(self, line: Line[Item]) -> bool:
        if line.base is None:
            return not self.is_blank(line.now)
        return line.now != line.base and self.settled(line.now) != line.base

    def _is_named(self, key: str, text: str) -> bool:
        line = self.lines[key]
        names = {one.name for one in (line.now, line.base) if one is not None and one.name}
        return any(f"”{short(name, bound)}”" in text for name in names for bound in (30, 80))


def _rows(error: BookError) -> list[int]:
    """The places in the edited set that the first refusal is about."""
    refusals = error.decision.refusals if isinstance(error, Refused) else ()
    facts = dict(refusals[0].facts) if refusals else {}
    return [int(facts[name] or 0) for name in ("row", "other") if name in facts]
