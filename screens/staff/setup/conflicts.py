"""Someone else saved meanwhile: cell by cell, keep mine or take theirs."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from db.rules.local_time import instant_text
from db.values import clean
from screens.dialog import DialogScreen
from screens.staff.setup.draft import TICK_SIGNS, Place
from screens.staff.setup.merge import WEB_CHOICE, WHOLE_ROW, CellChange, Merge
from screens.trouble.merging import compared
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.line_view import Line, LineView, paragraph

MINE = Button("mine", "Alla mina", "Behåller allt ditt.")
THEIRS = Button("theirs", "Alla deras", "Tar allt som de andra har sparat.")

TAKEN: Final = "Bara de andra har ändrat här, så deras gäller."
_GONE = "(raden är borta)"
_EMPTY = "(tom)"
_TICKS = dict(zip(TICK_SIGNS, ("☐ inte bockad", "☑ bockad"), strict=True))
_LEAD = 15
"""The cells before what is said: the cursor, the chosen one's mark, and whose it is."""


class Changes:
    """The cells, those to decide first, and whose stands in each.

    Attributes:
        kept: the cells in which mine is kept.
    """

    def __init__(self, met: Merge[Any]) -> None:
        self.met = met
        self.changes: Sequence[CellChange] = (*met.clashes, *met.news)
        self.kept = {change.cell for change in met.clashes}

    def is_open(self, at: int) -> bool:
        """Whether there is something to choose."""
        return at < len(self.met.clashes)

    def keep(self, at: int, *, mine: bool) -> None:
        """Let mine, or theirs, stand in a cell."""
        cell = {self.changes[at].cell}
        self.kept = self.kept | cell if mine else self.kept - cell

    def about(self) -> str:
        """How many there are to decide, and what else there is to know."""
        count = len(self.met.clashes)
        said = (
            "Inget av ditt krockar; deras ändringar tas med." if not count
            else "En cell har ni båda ändrat. Välj vad som gäller." if count == 1
            else f"{count} celler har ni båda ändrat. Välj vad som gäller i var och en."
        )  # fmt: skip
        if any(change.field == WEB_CHOICE for change in self.met.clashes):
            said += " Dölj och webbens tre bockar är ett val."
        if self.met.moved:
            said += " Den tomma raden är upptagen; din blir en ny rad."
        return said

    def _name(self, change: CellChange) -> str:
        line = self.met.mine.lines.get(change.key)
        name = line.now.name or (line.base.name if line.base is not None else "") if line else ""
        return clean(name) or "(tom rad)"

    def _said(self, change: CellChange, text: str) -> str:
        """What a cell says, as a whole: a text in quotes, a choice by its name."""
        choices = self.met.mine.CHOICES.get(change.field, {})
        if text in _TICKS or not text:
            return _TICKS.get(text, _EMPTY)
        return text if change.field == WEB_CHOICE else f"”{clean(choices.get(text, text))}”"

    def lines(self, at: int, width: int, *, here: bool) -> Iterator[Line]:
        """What each has written, on full lines, and whose stands.

        A line that says what one of us wrote is called ``theirs`` or ``mine``.

        Args:
            at: the place of the change.
            width: cells.
            here: whether the cursor is on it.
        """
        change = self.changes[at]
        mine = change.cell in self.kept
        sign = "▌" if here else " "
        head = f"{self._name(change)} · {change.label}"
        yield from paragraph(head, width, "heading", sign, "  ")
        gone = change.field == WHOLE_ROW and not change.theirs
        base = self._said(change, change.base)
        theirs = _GONE if gone else self._said(change, change.theirs)
        for name, who, text, stands in (
            ("", "Tidigare", base, False),
            ("theirs", "Deras", theirs, not mine),
            ("mine", "Mitt", self._said(change, change.mine), mine),
        ):
            lead = f"{sign} {'●' if stands else ' '} {who:<{_LEAD - 5}} "
            kind, before = "" if stands else "quiet", base if name else text
            for line in compared(text, before, width, lead, kind):
                yield line._replace(name=name)
        who = change.who or "Någon annan"
        when = f" {instant_text(change.when)}" if change.when is not None else ""
        outcome = ("Ditt behålls." if mine else "Deras gäller.") if self.is_open(at) else TAKEN
        said = f"{clean(who)} sparade sitt{when}. {outcome}"
        yield from paragraph(said, width, "quiet", f"{sign}   ", "    ")


class ChangeList(LineView):
    """The changes one below the other; one chooses with the keys or by a click on Deras or Mitt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Uppåt", show=False),
        Binding("down", "step(1)", "Nedåt", show=False),
        Binding("space", "switch", "Mitt eller deras", show=False),
    ]

    class Told(Message):
        """Something is to be said; nothing when what was said holds no longer."""

        def __init__(self, text: str = "") -> None:
            super().__init__()
            self.text = text

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes, self.at = changes, 0

    def lines(self, width: int) -> Sequence[Line]:
        """All changes, an empty line between them; each line is called by its change's place."""
        lines: list[Line] = []
        for at in range(len(self.changes.changes)):
            lines += [Line()] * bool(lines)
            found = self.changes.lines(at, width, here=at == self.at)
            lines += (line._replace(name=f"{at} {line.name}") for line in found)
        return lines

    def _stand_on(self, at: int) -> None:
        """Draw what stands now, and bring a change into sight."""
        self.at = at
        self.lay_out()
        places = [n for n, line in enumerate(self.shown) if line.name.startswith(f"{at} ")]
        height, top = self.content_region.height, self.scroll_offset.y
        if places and height:
            first = max(places[0], places[-1] + 1 - height)
            self.reveal(min(places[0], max(top, first)))

    def action_step(self, step: int) -> None:
        """Go to the change above or below."""
        self.post_message(self.Told())
        self._stand_on(max(0, min(self.at + step, len(self.changes.changes) - 1)))

    def choose(self, at: int, *, mine: bool) -> None:
        """Keep mine, or take theirs; where only they changed, that is said."""
        if self.changes.is_open(at):
            self.changes.keep(at, mine=mine)
        self.post_message(self.Told("" if self.changes.is_open(at) else TAKEN))
        self._stand_on(at)

    def action_switch(self) -> None:
        """The other one in the change under the cursor."""
        change = self.changes.changes[self.at]
        self.choose(self.at, mine=change.cell not in self.changes.kept)

    def keep_all(self, *, mine: bool) -> None:
        """Keep all of mine, or take all of theirs."""
        for at in range(len(self.changes.met.clashes)):
            self.changes.keep(at, mine=mine)
        self._stand_on(self.at)

    def on_click(self, event: events.Click) -> None:
        """Deras or Mitt was clicked; elsewhere the cursor goes there."""
        at, _, whose = (self.name_at(event) if event.button == 1 else "").partition(" ")
        if at:
            event.stop()
        if whose:
            self.choose(int(at), mine=whose == "mine")
        elif at:
            self._stand_on(int(at))


class ConflictsDialog(DialogScreen[frozenset[Place]]):
    """Gives the cells in which mine is kept, or None when nothing is to be saved."""

    BUTTONS = (OK, CANCEL, MINE, THEIRS)
    AUTO_FOCUS = "ChangeList"
    DEFAULT_CSS = """
    ConflictsDialog DialogFrame { max-width: 116; }
    ConflictsDialog DialogBody { overflow: hidden; }
    ConflictsDialog ChangeList { height: auto; max-height: 100%; }
    """

    def __init__(self, page: str, met: Merge[Any]) -> None:
        super().__init__(f"{page}: någon annan har sparat")
        self._changes = Changes(met)

    def content(self) -> ComposeResult:
        """The changes."""
        yield ChangeList(self._changes)

    def on_mount(self) -> None:
        """Say what there is to decide, and which keys work."""
        self.frame.say(self._changes.about())
        self.frame.border_subtitle = Content("↑↓ · Mellanslag mitt/deras · Enter OK · Esc Avbryt")

    def on_change_list_told(self, message: ChangeList.Told) -> None:
        """What there is to say, or else what there is to decide."""
        message.stop()
        self.frame.say(message.text or self._changes.about())

    def pressed(self, name: str) -> None:
        """Choose in all cells at once, or go on."""
        if name in (MINE.name, THEIRS.name):
            self.query_one(ChangeList).keep_all(mine=name == MINE.name)
        else:
            self.accept()

    def accept(self) -> None:
        """What was chosen."""
        self.close_with(frozenset(self._changes.kept))
