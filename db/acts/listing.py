"""Senaste åtgärder: the latest acts on the book by anyone, and those of this very program."""

from typing import Any, Final, NamedTuple

from db.book import Book, Reader
from db.errors import NotFound
from db.permissions import CARE, require
from db.rules.acts import News, undone_text, who_text, why_not
from db.values import Actor, Instant, Role

MOST: Final = 50
"""So many of them are listed."""


class Done(NamedTuple):
    """An act on the book.

    Attributes:
        clinic: the unit's id; None for an act on the whole book.
        unit: its name; empty for an act on the whole book.
        at: when, by the book's clock.
        actor: who did it, as histories tell.
        own: whether this program did it, since it was started.
        kind: ``db.rules.acts.Kind``, or one of a later program.
        text: what was done, in Swedish.
        undoes: the act that it took back, or None.
        undone: the act that took it back, or None.
        undone_by: who did that.
        undone_at: when.
        redone: whether that was taken back in its turn.
    """

    id: int
    clinic: int | None
    unit: str
    at: Instant
    role: Role
    actor: str
    own: bool
    kind: str
    text: str
    has_inverse: bool
    undoes: int | None
    undone: int | None
    undone_by: str
    undone_at: Instant
    redone: bool

    @property
    def who(self) -> str:
        """Whose act it is; a citizen is not named."""
        return who_text(self.role, self.actor)

    @property
    def why_not(self) -> str:
        """Why it cannot be taken back from the list; empty where that can be tried."""
        if self.undone is not None:
            said = undone_text(self.undone_by, self.undone_at)
            return f"{said} Sedan gjord om: ångra det i stället." if self.redone else said
        return "" if self.has_inverse else why_not(self.kind)

    @property
    def state(self) -> str:
        """A word or two: what can be done about it."""
        if self.undone is not None:
            return "Gjord om" if self.redone else "Ångrad"
        return "" if self.has_inverse else "Ångras inte"


_SELECT = (
    "SELECT a.id, a.clinic_id, coalesce(c.name, ''), a.at, a.role, a.actor, a.program = ?, a.kind,"
    " a.text, a.inverse <> '', a.undoes, u.id, coalesce(u.actor, ''), coalesce(u.at, 0),"
    " r.id IS NOT NULL"
    " FROM acts a LEFT JOIN clinic c ON c.id = a.clinic_id LEFT JOIN acts u ON u.undoes = a.id"
    " LEFT JOIN acts r ON r.undoes = u.id"
)


def recent(book: Book, actor: Actor, most: int = MOST) -> tuple[Done, ...]:
    """The latest acts on the book by anyone, the newest first.

    Raises:
        NotAllowed: others than care.
    """
    require(actor, CARE, "läsa senaste åtgärder")
    with book.read() as reader:
        sql = f"{_SELECT} ORDER BY a.id DESC LIMIT ?"
        rows = reader.rows(sql, (book.program, most))
    return tuple(map(_done, rows))


def load(reader: Reader, program: str, act: int) -> Done:
    """One act.

    Args:
        program: which program asks.

    Raises:
        NotFound: there is none, or it is too long ago.
    """
    row = reader.row(f"{_SELECT} WHERE a.id = ?", (program, act))
    if row is None:
        raise NotFound("act", "Åtgärden finns inte (längre) bland de senaste.")
    return _done(row)


def is_undone_here(book: Book, act: int) -> bool:
    """Whether this very program has taken an act back."""
    sql = "SELECT 1 FROM acts WHERE undoes = ? AND program = ?"
    with book.read() as reader:
        return reader.row(sql, (act, book.program)) is not None


def inverse(reader: Reader, act: int) -> str:
    """What takes an act back, as it is kept; empty where nothing does."""
    return reader.value("SELECT inverse FROM acts WHERE id = ?", (act,)) or ""


def newest(reader: Reader) -> int:
    """The number of the newest act; 0 where there is none."""
    return reader.value("SELECT max(id) FROM acts") or 0


def news(book: Book, clinic: int, after: int) -> tuple[int, tuple[News, ...]]:
    """The newest act's number, and what other programs have done to a unit after another one's."""
    with book.read() as reader:
        last = newest(reader)
        if last <= after:
            return last, ()
        rows = reader.rows(
            "SELECT role, actor, text FROM acts WHERE id > ? AND program <> ?"
            " AND coalesce(clinic_id, ?3) = ?3 ORDER BY id",
            (after, book.program, clinic),
        )
    return last, tuple(News(_role(role), *rest) for role, *rest in rows)


def _done(row: tuple[Any, ...]) -> Done:
    key, clinic, unit, at, role, actor, is_own, kind, text, has_inverse, *undoing = row
    undoes, undone, by, when, redone = undoing
    return Done(
        key, clinic, unit, at, _role(role), actor, bool(is_own), kind, text, bool(has_inverse),
        undoes, undone, by, when, bool(redone),
    )  # fmt: skip


def _role(role: str) -> Role:
    known = {one.value for one in Role}
    return Role(role) if role in known else Role.SYSTEM
