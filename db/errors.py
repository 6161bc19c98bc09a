"""What an operation says when it cannot be done: one named error with a Swedish sentence.

``db`` raises nothing else to its callers. Screens show ``text`` and point at ``field``.
The command line leaves with 1 for a refusal and 2 for a book that cannot be used.
"""

from db.basics import Clash, Decision

_MOST_ITEMS = 2
"""As many of the things in the way are told in a line."""


class BookError(Exception):
    """The root of everything ``db`` raises.

    Attributes:
        code: a stable name, that of GUIDES.md B2 where there is one.
        text: a whole Swedish sentence for the user.
        source: the guide and R-number behind it, or empty.
        field: the name of the field it is about, or empty.
    """

    exit_code = 1

    def __init__(self, code: str, text: str, *, source: str = "", field: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.source = source
        self.field = field

    @property
    def whole_text(self) -> str:
        """All there is to say in a line."""
        return self.text


class Refused(BookError):
    """A rule says no.

    Attributes:
        decision: the verdicts, so that the user can see which rule decided.
        items: what stands in the way (collisions, users of a type), as Swedish lines.
    """

    def __init__(
        self,
        code: str,
        text: str,
        *,
        source: str = "",
        field: str = "",
        decision: Decision | None = None,
        items: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code, text, source=source, field=field)
        self.decision = decision or Decision()
        self.items = items

    @property
    def whole_text(self) -> str:
        """The sentence, and the first things that stand in the way."""
        listed = [one.rstrip(".") for one in self.items if one != self.text]
        if not listed:
            return self.text
        more = f" och {len(listed) - _MOST_ITEMS} till" if len(listed) > _MOST_ITEMS else ""
        return f"{self.text} {'; '.join(listed[:_MOST_ITEMS])}{more}."


class NeedsConfirmation(Refused):
    """Staff may go on all the same, if they confirm what the sentence warns of."""


class NotAllowed(BookError):
    """The actor may not do this."""


class Invalid(BookError):
    """The input cannot be understood or is out of bounds."""


class NotFound(BookError):
    """What was asked for is not in the book (or is not the actor's to see)."""


class NotOwn(NotFound):
    """A citizen asked for what is another's; ``db.setup.access_log.watched`` notes it.

    Attributes:
        owner: whose it is; never told to the one who asked.
        what: what was asked for, for the access log.
        told: what the one who asked is told, the same as if there were no such thing.
    """

    def __init__(self, told: BookError, *, owner: int, what: str) -> None:
        super().__init__(told.code, told.text)
        self.owner = owner
        self.what = what
        self.told = told


class Busy(BookError):
    """Others kept writing for so long that we gave up; nothing was changed."""


class Conflict(BookError):
    """Someone else saved meanwhile; nothing was overwritten.

    Attributes:
        when: the instant of that save.
        clashes: the fields that both changed, where they are merged (``db.merging``).
        stands: the thing as it is now, for those who choose mine or theirs; else None.
    """

    def __init__(
        self,
        text: str,
        *,
        what: str,
        who: str,
        when: int,
        field: str = "",
        clashes: tuple[Clash, ...] = (),
        stands: object = None,
    ) -> None:
        super().__init__("conflict", text, field=field)
        self.what = what
        self.who = who
        self.when = when
        self.clashes = clashes
        self.stands = stands


class Unusable(BookError):
    """The book cannot be used at all."""

    exit_code = 2


class NewerBook(Unusable):
    """The book was made by a newer program."""


class Damaged(Unusable):
    """The file is not a whole book."""


class Misplaced(Unusable):
    """The book's file is no longer the one that was opened; nothing was written."""


class Unreadable(Unusable):
    """The file cannot be opened, read or written."""
