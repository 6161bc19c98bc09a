"""A dialog over fields that somebody else may save meanwhile: mine or theirs where both did."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final

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


class MergingDialog(DialogScreen[Result]):
    """Asks where both have changed a field (``db.merging``); nothing that is typed is lost.

    A subclass gives ``told`` to its operation, and ``take``.
    """

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
