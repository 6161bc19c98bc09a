"""Vad syns inte?: how many free times each rule keeps off 1177, and the way to them."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.remedies.summary import EVERY, Hindered, Summary, Which
from db.values import clean, count_text
from screens.dialog import DialogScreen
from widgets.bars.tab_line import TabLine
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.options import Option

_SHOW = Button("ok", "Visa tiderna")
_CLOSE = Button(CANCEL.name, "Stäng")


class Scope(NamedTuple):
    """Which times are asked about, and what that is called."""

    label: str
    which: Which


UNIT: Final = Scope("Hela enheten", EVERY)


class Chosen(NamedTuple):
    """The rule whose times are to be shown, by its name and its sentence, and among which."""

    rule: str
    text: str
    which: Which


def sum_text(found: Summary) -> str:
    """How many there are, and how many of them 1177 shows."""
    if not found.times:
        return "Inga lediga tider är kvar här."
    counted = count_text(found.times, "ledig tid", "lediga tider")
    said = f"{counted} kvar, {found.offered} på 1177."
    return f"{said} Så många hindrar varje regel:" if found.hindered else said


def choice_of(hindered: Hindered) -> Choice:
    """A rule in the list: how many it stops, how many of them alone, and what it demands."""
    alone = f", {hindered.alone} ensam" if hindered.alone else ""
    stopped = count_text(hindered.times, "tid", "tider")
    return Choice(hindered.rule, f"{stopped}{alone}", tip=clean(hindered.text))


class SummaryDialog(DialogScreen[Chosen]):
    """Gives the rule whose times are to be shown, or None.

    Args:
        scopes: what can be asked about; the first is asked about to begin with.
        read: counts.
    """

    TITLE_TEXT = "Vad syns inte på 1177?"
    BUTTONS = (_SHOW, _CLOSE)
    KEYS_TEXT = "Siffra väljer vad · Enter visar tiderna"
    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"scope({n - 1})", "Välj vad", show=False) for n in range(1, 5)
    ]
    DEFAULT_CSS = """
    SummaryDialog DialogFrame { max-width: 96; }
    SummaryDialog #sum { text-style: bold; height: 1; margin-top: 1; }
    SummaryDialog ChoiceList { max-height: 9; min-height: 1; }
    """

    def __init__(self, scopes: Sequence[Scope], read: Callable[[Which], Summary]) -> None:
        super().__init__()
        self._scopes, self._count, self._at = tuple(scopes), read, 0
        self._found: tuple[Hindered, ...] = ()

    def content(self) -> ComposeResult:
        """What is asked about, how many there are, and the rules."""
        yield TabLine(tuple(Option(str(n), clean(scope.label))
                            for n, scope in enumerate(self._scopes)), "0")  # fmt: skip
        yield Static(id="sum")
        yield ChoiceList()

    def on_mount(self) -> None:
        """Count the first."""
        self.action_scope(0)

    def action_scope(self, at: int) -> None:
        """Ask about something else."""
        if at >= len(self._scopes):
            return
        self._at = at
        self.query_one(TabLine).show(str(at))
        found = self.attempt(lambda: self._count(self._scopes[at].which))
        self._found = () if found is None else found.hindered
        self.query_one("#sum", Static).update(Content("" if found is None else sum_text(found)))
        self.query_one(ChoiceList).show(tuple(map(choice_of, self._found)))
        self.frame.enable(_SHOW.name, bool(self._found))
        self._say_fix()

    @on(TabLine.Chosen)
    def _tab_clicked(self, message: TabLine.Chosen) -> None:
        message.stop()
        self.action_scope(int(message.name))

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Say what can be done about another one."""
        message.stop()
        self._say_fix()

    def _say_fix(self) -> None:
        """What can be done about the rule that has the cursor; an example where it is only one."""
        here = self._here
        example = "" if here is None or here.whole else "Till exempel: "
        self.frame.say("" if here is None else clean(f"→ {example}{here.fix.told}"))

    @property
    def _here(self) -> Hindered | None:
        at = self.query_one(ChoiceList).cursor
        return self._found[at] if at < len(self._found) else None

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter or a click."""
        message.stop()
        self.accept()

    def accept(self) -> None:
        """Show the times of the rule that has the cursor."""
        here = self._here
        if here is None:
            self.app.bell()
        else:
            self.close_with(Chosen(here.rule, here.text, self._scopes[self._at].which))
