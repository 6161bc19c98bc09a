"""Taking an act back from Senaste åtgärder: through the ordinary operations, if nobody built on it.

An act is kept with what takes it back, in the transaction that it was done in. Taking it back is
an act like any other: it is listed, and what takes it back in its turn does the first one again.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from db import clock
from db.acts import listing, noting, packing
from db.acts.listing import Done
from db.acts.noting import How, Noted
from db.acts.packing import NotUnderstood
from db.book import Book, Tx
from db.errors import Refused
from db.offer import effect_on_1177
from db.offer.effect_on_1177 import Look
from db.permissions import CARE, require
from db.rules.acts import Kind, again_text
from db.rules.local_time import instant_text
from db.setup import publication
from db.undoing import others, schedule, setup
from db.undoing.schedule import Where
from db.values import Actor

STEPS: Final = {**schedule.STEPS, **setup.STEPS, **others.STEPS}

_STRANGE: Final = "Åtgärden är gjord med ett annat program och kan inte ångras härifrån."
_Steps = list[tuple[How, Any]]


class Undone(NamedTuple):
    """What taking an act back did, or would do.

    Attributes:
        act: the act that was taken back, as it stood.
        effect: what 1177 shows because of it, a Swedish sentence; empty where it is no matter.
        kept: Swedish lines: what could not be taken back, and why.
        where: whose days of the schedule it touches.
    """

    act: Done
    effect: str
    kept: tuple[str, ...]
    where: Where

    @property
    def text(self) -> str:
        """What was done, in a line."""
        said = again_text(self.act.text)
        return f"{said}. {self.effect}".rstrip()


def look(book: Book, actor: Actor, act: int) -> Undone:
    """What taking an act back would do: it is tried, and nothing of it is kept.

    Raises:
        NotAllowed, NotFound, Refused, Conflict: as ``undo``.
    """
    require(actor, CARE, "ångra åtgärder")
    with book.trying() as tx:
        found = _carry_out(book, tx, actor, act, None)
    return found


def undo(book: Book, actor: Actor, act: int, *, seen: Done | None) -> Undone:
    """Take an act back, all that can be or nothing.

    Args:
        act: its number, of the list.
        seen: the act as it was shown; None where nothing was.

    Raises:
        NotAllowed: others than care, or not who may do what takes it back.
        NotFound: there is no such act (any longer), or what it is about is gone.
        Refused: it is taken back already, cannot be, or a rule says no.
        Conflict: somebody has built on it since.
    """
    require(actor, CARE, "ångra åtgärder")
    with book.together() as tx:
        return _carry_out(book, tx, actor, act, seen)


def _carry_out(book: Book, tx: Tx, actor: Actor, act: int, seen: Done | None) -> Undone:
    done = listing.load(tx, book.program, act)
    if seen is not None and (seen.id, seen.undone) != (done.id, done.undone):
        raise Refused("act-changed", done.why_not or "Åtgärden är en annan än den som visades.")
    if done.why_not:
        raise Refused("not-undone", done.why_not)
    try:
        steps = _steps(listing.inverse(tx, act))
        where = _where(tx, steps)
        before = _look(book, done.clinic or 0, where)
        kept = tuple(
            line for how, told in steps for line in STEPS[how](book, actor, done.clinic or 0, told)
        )
    except NotUnderstood:
        raise Refused("not-understood", _STRANGE) from None
    _note(tx, actor, done)
    effect = _told(tx, done) if before is None else effect_on_1177.since(book, before).text
    return Undone(done, effect, kept, where)


def _steps(text: str) -> _Steps:
    try:
        return [(How(how), told) for how, told in packing.steps_of(text)]
    except ValueError as error:
        raise NotUnderstood from error


def _where(tx: Tx, steps: _Steps) -> Where:
    found = Where()
    for how, told in steps:
        found = found.and_also(schedule.where(tx, how, told))
    return found


def _look(book: Book, clinic: int, where: Where) -> Look | None:
    """What 1177 shows of the days that are touched; None where none are."""
    days, whose = where.days, tuple(where.resources)
    if not days:
        return None
    return effect_on_1177.look(book, clinic, whose, min(days), max(days))


def _note(tx: Tx, actor: Actor, done: Done) -> None:
    """Note that the act is taken back: one act, whatever operations it was."""
    parts: Sequence[Noted] = tx.gathered or ()
    steps = tuple(step for part in reversed(parts) for step in part.steps)
    whole = all(part.steps for part in parts)
    noted = Noted(Kind(done.kind), again_text(done.text), steps if whole else ())
    noting.write(tx, actor, done.clinic, noted, clock.now(tx), undoes=done.id)


def _told(tx: Tx, done: Done) -> str:
    """What 1177 makes of types that are as before."""
    if done.kind != Kind.TYPES_SAVED or done.clinic is None:
        return ""
    waits = publication.pending(tx, done.clinic, clock.now(tx))
    if not waits:
        return "1177 visar tidstyperna så."
    return f"1177 får veta det {instant_text(waits[-1].effective_at)}."
