"""The mirror's lines: what has just changed, what OK changes, what waits, and what 1177 shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from db.mirror.values import BUTTON, CHANGES, COMES, GOES, NEWS_BOUND, Block, Change, Fact, Seen
from db.offer.preview import Preview, Waiting
from db.values import clean
from screens.beside.choose_citizen import NOBODY
from widgets.line_view import Line, Part, hanging

CITIZEN, PUBLISH = "citizen", "publish"
"""The names of the lines that are no facts."""
AFTER, WAITING, NEWS = "Efter OK", "Väntar på publicering", "Nyss ändrat"
"""The headings that are the mirror's own."""
_SIGNS: Final = {COMES: "kommer", GOES: "försvinner", CHANGES: "ändras"}
_DONE: Final = {COMES: "kom", GOES: "försvann", CHANGES: "ändrades"}
_STANDS: Final = "Klockan står still:"
_PUBLISH: Final = ("F8", " Publicera nu")
_READING: Final = " Läser boken ..."
_MARK, _HERE = "•", "▸"
"""Before what came or changed a moment ago, and before what one stands on."""
_GAP: Final = "   "


@dataclass(frozen=True, slots=True)
class Shown:
    """What the mirror shows.

    Attributes:
        seen: the latest look; None before the first one.
        news: what came, went and changed in the last few seconds.
        error: why the book could not be read, in place of all else.
        may_publish: whether the user may let 1177 know at once.
    """

    seen: Seen | None = None
    news: tuple[Change, ...] = ()
    error: str = ""
    may_publish: bool = True


def arrange(shown: Shown, width: int) -> tuple[Line, ...]:
    """The lines, each at most ``width`` cells; what OK changes stands before what is."""
    seen = shown.seen
    if shown.error:
        return tuple(_texts(hanging(clean(shown.error), width, " ! ", "   "), "attention"))
    if seen is None:
        return (_line(_READING, "quiet"),)
    marked = frozenset(change.key for change in shown.news if change.key)
    return (
        *_eyes(seen, width),
        *_closed(seen.waits, width),
        *_news(shown.news, width),
        *_remarks(seen, width),
        *_after(seen.told.after, width),
        *_waiting(seen, width, shown.may_publish),
        *(
            line
            for block in seen.told.blocks
            for line in _block(block, marked, seen.told.here, width)
        ),
    )


def _line(text: str, kind: str = "", name: str = "") -> Line:
    return Line((Part(text, kind),), name)


def _texts(texts: Iterable[str], kind: str = "", name: str = "") -> Iterator[Line]:
    return (_line(text, kind, name) for text in texts)


def _eyes(seen: Seen, width: int) -> Iterator[Line]:
    name = clean(seen.eyes) or NOBODY
    return _texts(hanging(f"Som {name}", width, " ", "  "), "quiet", CITIZEN)


def _closed(waits: Preview, width: int) -> Iterator[Line]:
    for verdict in waits.closed:
        yield from _texts(hanging(clean(verdict.text), width, " ! ", "   "), "attention")
    if waits.closed:
        yield from _texts(hanging("Så vore det annars:", width, " ", " "), "quiet")


def _news(news: Sequence[Change], width: int) -> Iterator[Line]:
    if not news:
        return
    yield _line(f" {NEWS}", "heading")
    yield from _changes(news[:NEWS_BOUND], width)
    if len(news) > NEWS_BOUND:
        yield from _texts(hanging(f"och {len(news) - NEWS_BOUND} till", width, "  ", "  "))
    yield from _legend(news, _DONE, width)


def _remarks(seen: Seen, width: int) -> Iterator[Line]:
    for remark in seen.told.remarks:
        yield from _texts(hanging(clean(remark.text), width, " ", " "), remark.kind)


def _after(changes: Sequence[Change] | None, width: int) -> Iterator[Line]:
    if changes is None:
        return
    yield _line(f" {AFTER}", "heading")
    yield from _changes(changes, width)
    if changes:
        yield from _legend(changes, _SIGNS, width)
    else:
        yield from _texts(hanging("Ingen ändring på 1177.", width, "  ", "  "), "quiet")


def _changes(changes: Iterable[Change], width: int) -> Iterator[Line]:
    for change in changes:
        first, *rest = hanging(clean(change.text), width, f"  {change.sign} ", "    ")
        yield Line((Part(first[:4], "key"), Part(first[4:])))
        yield from _texts(rest)


def _legend(changes: Iterable[Change], words: dict[str, str], width: int) -> Iterator[Line]:
    """What the signs mean; a sign and its word stay on one line."""
    signs = dict.fromkeys(change.sign for change in changes)
    line = ""
    for piece in (f"{sign} {words[sign]}" for sign in signs):
        longer = f"{line}{_GAP}{piece}" if line else f"  {piece}"
        if line and cell_len(longer) > width:
            yield _line(line, "quiet")
            longer = f"  {piece}"
        line = longer
    yield _line(line, "quiet")


def _waiting(seen: Seen, width: int, may_publish: bool) -> Iterator[Line]:
    """What waits; that nothing does is told where OK would make something wait."""
    waits = seen.waits
    if not waits.waiting and seen.told.after is None:
        return
    yield _line(f" {WAITING}", "heading")
    for waiting in waits.waiting:
        yield from _with_tail(waiting.name, _left(waiting), "quiet", width)
    if not waits.waiting:
        yield from _texts(hanging("Inget väntar.", width, "  ", "  "), "quiet")
        return
    if waits.clock_stands:
        yield from _texts(hanging(_STANDS, width, "  ", "  "), "attention")
    if may_publish:
        key, label = _PUBLISH
        yield Line((Part("  "), Part(key, "key"), Part(label)), PUBLISH)


def _left(waiting: Waiting) -> str:
    return f"om {max(0, waiting.minutes_left)} min"


def _block(block: Block, marked: frozenset[str], here: str, width: int) -> Iterator[Line]:
    yield _line(f" {block.heading}", "heading")
    for fact in block.facts:
        is_here = bool(here) and fact.key == here
        yield from _fact(fact, _HERE if is_here else _MARK if fact.key in marked else " ", width)
    if not block.facts and block.empty:
        yield from _texts(hanging(block.empty, width, "  ", "  "), "quiet")


def _fact(fact: Fact, mark: str, width: int) -> Iterator[Line]:
    """What one stands on, or what came or changed a moment ago, is marked and written strongly."""
    lead = f" {mark}"
    kind = "" if mark == " " else "strong"
    if fact.tail:
        yield from _with_tail(fact.text, fact.tail, fact.kind, width, lead, kind, fact.leads)
        return
    lines = hanging(clean(fact.text), width, lead, "  ")
    # Of two buttons of one thing each is a line of its own to go to.
    name = f"{fact.leads} {fact.key}" if fact.kind == BUTTON else fact.leads
    yield from _texts(lines, kind or fact.kind, name)


def _with_tail(
    text: str, tail: str, tail_kind: str, width: int, lead: str = "  ", kind: str = "",
    name: str = "",
) -> Iterator[Line]:  # fmt: skip
    """A name, on as many lines as it needs, and what is said of it to the right."""
    tail = clean(tail)
    *before, last = hanging(clean(text), width, lead, "   ")
    yield from _texts(before, kind, name)
    room = width - cell_len(last) - cell_len(tail)
    if room < 1:
        yield _line(last, kind, name)
        *more, tail = hanging(tail, width)
        yield from _texts(more, tail_kind, name)
        last, room = "", width - cell_len(tail)
    yield Line((Part(last + " " * max(0, room), kind), Part(tail, tail_kind)), name)
