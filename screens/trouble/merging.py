"""A dialog over fields that somebody else may save meanwhile: mine or theirs where both did."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final, NamedTuple

from textual.app import ComposeResult

from db.errors import BookError, Conflict
from db.rules.local_time import instant_text
from db.values import clean
from screens.dialog import DialogScreen, Question, Result
from widgets.forms.dialog import CANCEL, Button, DialogBody, DialogFrame
from widgets.line_view import Line, LineView, Part, hanging, paragraph

KEEP: Final = Button("keep", "Behåll mitt", "Sparar ditt där båda har ändrat.")
TAKE: Final = Button("take", "Ta deras", "Visar deras där båda har ändrat.")
TITLE: Final = "Någon annan har sparat"
TAKEN: Final = "Deras står nu där båda hade ändrat. Inget är sparat förrän du trycker OK."


def compared(text: str, before: str, width: int, lead: str, kind: str = "") -> Iterator[Line]:
    """A text in full on its lines; the words that it had not before stand out.

    Args:
        text: plain text.
        before: what it is compared with.
        width: cells, those of ``lead`` included.
        lead: what stands before the first line.
        kind: of the words that are the same.
    """
    old, new = ([word.strip("”") for word in each.split()] for each in (before, text))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    same = {block.b + n for block in blocks for n in range(block.size)}
    at = 0
    for n, line in enumerate(hanging(text, width - len(lead))):
        parts = [Part(" " * len(lead) if n else lead, kind)]
        numbered = list(enumerate(line.split(), at))
        at += len(numbered)
        for is_same, run in groupby(numbered, key=lambda word: word[0] in same):
            gap = " " if len(parts) > 1 else ""
            said = gap + " ".join(word for _, word in run)
            parts.append(Part(said, kind if is_same else "strong"))
        yield Line(tuple(parts))


class WhoseDialog(Question):
    """Whose is to stand where both have changed a field: Deras and Mitt in full, field by field."""

    DEFAULT_CSS = """
    WhoseDialog DialogFrame { max-width: 100; }
    WhoseDialog DialogBody { overflow: hidden; }
    WhoseDialog LineView { height: auto; max-height: 100%; }
    """

    def __init__(self, error: Conflict) -> None:
        super().__init__(TITLE, "", (KEEP, TAKE, CANCEL))
        self._error = error

    def compose(self) -> ComposeResult:
        """What each has, and the answers."""
        with DialogFrame(TITLE, self._answers), DialogBody():
            yield LineView(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        error = self._error
        who = f"{error.who[:1].upper()}{error.who[1:]}"
        moment = f" {instant_text(error.when)}" if error.when else ""
        said = f"{who} har{moment} ändrat {error.what}. Ingenting sparades."
        lines = [*paragraph(clean(said), width)]
        for clash in error.clashes:
            theirs, mine = (f"”{clean(text)}”" if text else "(tomt)"
                            for text in (clash.theirs, clash.mine))  # fmt: skip
            lines += (Line(), *paragraph(clean(clash.label), width, "heading"))
            lines += compared(theirs, mine, width, "  Deras  ")
            lines += compared(mine, theirs, width, "  Mitt   ")
        rest = "Vad bara en av er har ändrat blir kvar. Vad ska gälla i övrigt?"
        return (*lines, Line(), *paragraph(rest, width))


class Stands(NamedTuple):
    """A thing that is edited in a dialog: as it was, as it is now, and as the dialog has it.

    Attributes:
        labels: what the fields are called.
        seen: what they were when the dialog was opened.
        stands: what they are now.
        mine: what the dialog says.
        thing: the thing as it is now.
    """

    labels: Mapping[str, str]
    seen: Mapping[str, Any]
    stands: Mapping[str, Any]
    mine: Mapping[str, Any]
    thing: object

    @property
    def theirs(self) -> tuple[str, ...]:
        """The fields that somebody else has changed, and that the dialog does not have so."""
        return tuple(
            field for field, now in self.stands.items()
            if now != self.seen[field] and now != self.mine[field]
        )  # fmt: skip

    def is_mine(self, field: str) -> bool:
        """Whether I have changed it, too."""
        return bool(self.mine[field] != self.seen[field])

    def named(self, fields: Sequence[str]) -> str:
        """What some of them are called."""
        return ", ".join(self.labels[field] for field in fields)


class MergingDialog(DialogScreen[Result]):
    """Asks where both have changed a field (``db.merging``); nothing that is typed is lost.

    A subclass gives ``told`` to its operation, and ``take``; and ``look_again``, where what others
    save while the dialog is open is to be taken in at once.
    """

    def look_again(self) -> Stands | None:
        """What the dialog edits, as it is now; None where there is nothing to compare.

        Raises:
            BookError: it is gone, or cannot be read.
        """
        return None

    def book_changed(self, news: str, *, can_look: bool) -> None:
        """Take in at once what others have saved where I have changed nothing, and say so.

        Where I have, both are kept until OK, which asks whose is to stand.
        """
        stands: Stands | None = None
        with suppress(BookError):  # OK says what is wrong
            stands = self.look_again()
        theirs = () if stands is None else stands.theirs
        if stands is None or not theirs:
            super().book_changed(news, can_look=can_look)
            return
        both = [field for field in theirs if stands.is_mine(field)]
        taken = [field for field in theirs if field not in both]
        for field in taken:
            self.take(field, stands.thing)
        said = [f"Ändrat nyss: {clean(news)}."]
        if taken:
            said.append(f"Deras står nu i {stands.named(taken)}.")
        if both:
            said.append(f"Ni har båda ändrat {stands.named(both)}: OK frågar vems som gäller.")
        # Fields that say that they were changed take away what was said: it is said after them.
        self.call_after_refresh(self.frame.tell, " ".join(said))

    told: Any = None
    """The thing as a conflict has told that it is, once the user has chosen."""

    def take(self, field: str, stands: Any) -> None:  # noqa: ANN401 - the subclass's own thing
        """Let a field have what is stored now."""
        raise NotImplementedError

    def show_error(self, error: BookError) -> None:
        """Say it, and ask whose is to stand."""
        super().show_error(error)
        if not isinstance(error, Conflict) or not error.clashes:
            return

        def answered(name: str, said: Conflict = error) -> None:
            self._decide(said, keep=name == KEEP.name)

        self.ask(WhoseDialog(error), answered)

    def _decide(self, error: Conflict, *, keep: bool) -> None:
        self.told = error.stands
        self.frame.clear_faults()
        if keep:
            self.accept()
            return
        for clash in error.clashes:
            self.take(clash.field, error.stands)
        # Not in the line: that is cleared when a field says that it was changed.
        self.notify(TAKEN, markup=False)
