"""What the mirror shows: facts that 1177 has now, each with a key, so that a change can be told."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from db.book import Book, Reader
from db.offer.preview import Preview
from db.values import Actor, Patient

COMES, GOES, CHANGES = "+", "−", "~"
"""The signs of what becomes of a thing."""
PLAIN, QUIET, ATTENTION, STRONG, BUTTON = "", "quiet", "attention", "strong", "key"
"""The kinds of a text: how it is said, not how it looks."""


class Fact(NamedTuple):
    """One thing that 1177 shows.

    Attributes:
        key: what it is, whatever is said of it; empty where its coming and going is no news.
        text: what it is called.
        tail: what is said of it at the right edge.
        kind: how the tail is said, or the text where there is no tail.
        leads: what it leads to, as ``kind:id``; empty where it leads nowhere.
    """

    key: str
    text: str
    tail: str = ""
    kind: str = PLAIN
    leads: str = ""

    @property
    def said(self) -> str:
        """All of it in one line."""
        return f"{self.text}: {self.tail}" if self.tail else self.text


class Block(NamedTuple):
    """Facts under a heading.

    Attributes:
        empty: what is said where there are none.
    """

    heading: str
    facts: tuple[Fact, ...] = ()
    empty: str = ""


class Change(NamedTuple):
    """What becomes of something: by OK, or just now.

    Attributes:
        sign: ``COMES``, ``GOES`` or ``CHANGES``.
        text: what it is, and how it changes.
        key: the fact's; empty where it is about none.
    """

    sign: str
    text: str
    key: str = ""


class Remark(NamedTuple):
    """A sentence about what one stands on."""

    text: str
    kind: str = PLAIN


@dataclass(frozen=True, slots=True)
class Told:
    """What a subject has to say.

    Attributes:
        after: what OK would change; None where the page has no OK that reaches 1177.
        eyes: the name of the one who is looked as where the subject decides that; else empty.
        here: the key of the fact that one stands on; empty where one stands on none.
    """

    blocks: tuple[Block, ...] = ()
    remarks: tuple[Remark, ...] = ()
    after: tuple[Change, ...] | None = None
    eyes: str = ""
    here: str = ""


@dataclass(frozen=True, slots=True)
class At:
    """From where one looks: inside a snapshot of the book.

    Attributes:
        actor: who works with the book.
        clinic: the unit.
        eyes: whose eyes one looks with; None for anyone's.
        citizen: the actor whom 1177 is asked as.
        waits: what waits at the unit, and whether it is open for booking.
    """

    book: Book
    reader: Reader
    actor: Actor
    clinic: int
    eyes: Patient | None
    citizen: Actor
    waits: Preview

    @property
    def patient(self) -> int | None:
        """The id of the one whose eyes they are."""
        return None if self.eyes is None else self.eyes.id


class Subject(Protocol):
    """What the mirror is about: a value, made by a page of what one works with there."""

    @property
    def about(self) -> str:
        """The same for two subjects whose facts can be compared: what differs is then news."""

    def tell(self, at: At) -> Told:
        """Ask 1177's own operations.

        Raises:
            BookError: what the book says.
        """


@dataclass(frozen=True, slots=True)
class Seen:
    """What the mirror shows.

    Attributes:
        about: the subject's.
        eyes: the name of the one whose eyes they are; empty for anyone's.
        waits: what waits for publication, and why nothing is offered at all.
    """

    about: str
    eyes: str
    told: Told
    waits: Preview = field(repr=False)

    @property
    def facts(self) -> dict[str, Fact]:
        """Those that have a key, by it."""
        return {fact.key: fact for block in self.told.blocks for fact in block.facts if fact.key}


NEWS_BOUND: Final = 30
"""As many changes are listed at a time; how many more there were is said."""


def news(before: Seen, now: Seen) -> tuple[Change, ...]:
    """What came, went and changed between two looks at the same things; else nothing."""
    if (before.about, before.eyes) != (now.about, now.eyes):
        return ()
    had, has = before.facts, now.facts
    went = (Change(GOES, had[key].said, key) for key in had if key not in has)
    came = (Change(COMES, has[key].said, key) for key in has if key not in had)
    changed = (
        Change(CHANGES, _changed(had[key], has[key]), key)
        for key in has
        if key in had and had[key].said != has[key].said
    )
    return (*went, *came, *changed)


def _changed(before: Fact, now: Fact) -> str:
    if before.text != now.text:
        return f"{before.text} → {now.text}"
    return f"{now.text}: {before.tail or 'inget'} → {now.tail or 'inget'}"
