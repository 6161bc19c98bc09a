"""What every dialog shares: the frame, the default button, Esc, errors in a line, one closing.

Here too: the question with its buttons, and what asks one: leaving what is unsaved, a busy book.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from db.errors import BookError, NeedsConfirmation
from db.values import clean
from screens.attempting import Attempting, Unsaved
from screens.trouble.busy import watch
from widgets.forms.dialog import CANCEL, OK, Button, DialogBody, DialogButton, DialogFrame
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput
from widgets.screen import AnyScreen, Moved

if TYPE_CHECKING:
    from screens.trouble.busy import Program

Result = TypeVar("Result")
T = TypeVar("T")

YES = Button("yes", "Ja")
NO = Button("no", "Nej")
AGAIN = Button("again", "Försök igen")
YES_NO = (YES, NO)
YES_NO_CANCEL = (YES, NO, CANCEL)

BUSY_TITLE: Final = "Boken är upptagen"
_BUSY_TEXT: Final = (
    "Boken är upptagen: någon annan skriver i den just nu. Ingenting ändrades, och det du har"
    " skrivit står kvar."
)
_LEAVING: Final = "leave"
_GOING: Final = ("Vill du lämna sidan ändå?", "Lämna sidan?")
_CLOSING: Final = ("Vill du stänga ändå?", "Stänga?")


class DialogScreen(Attempting, AnyScreen, ModalScreen[Result], Unsaved):
    """A dialog over the page. ``app.push_screen(dialog, callback)`` gives its result, or None.

    Args:
        title: where it is not always the same; else it is ``TITLE_TEXT``.

    A subclass gives ``TITLE_TEXT``, ``BUTTONS``, ``content`` and ``accept``; ``pressed`` where
    there are more buttons than OK and Avbryt, and ``unsaved`` where leaving is to be asked about.
    """

    TITLE_TEXT: ClassVar[str] = ""
    BUTTONS: ClassVar[tuple[Button, ...]] = (OK, CANCEL)
    """In the guide's order; Enter presses the first."""
    IS_FORM: ClassVar[bool] = True
    """Whether closing it is asked about once something was written; not where one only looks."""
    KEYS_TEXT: ClassVar[str] = ""
    """Which keys work, on the frame's lower edge."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Avbryt", show=False),
        Binding("enter", "default", "OK", show=False),
        Binding("f8", "app.publish", "Publicera nu", show=False),  # some say that it waits
        Binding("alt+z", "acts", "Senaste åtgärder", show=False),
    ]
    MOVES = (Moved, TextInput.Changed, PlainArea.Changed)  # to look at another field is not yet one
    DEFAULT_CSS = """
    DialogScreen { align: center middle; background: $background 60%; }
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.title_text = title or self.TITLE_TEXT
        self._begun_with: tuple[str, ...] | None = None

    @property
    def frame(self) -> DialogFrame:
        """The frame, to say something in its line."""
        return self.query_one(DialogFrame)

    def content(self) -> ComposeResult:
        """What the dialog is about."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The frame with the content."""
        frame = DialogFrame(clean(self.title_text), self.BUTTONS)
        frame.border_subtitle = Content(self.KEYS_TEXT)
        with frame, DialogBody():
            yield from self.content()

    # --- what is written ----------------------------------------------------------------------

    def _on_mount(self, event: events.Mount) -> None:
        """Remember what stood in the fields to begin with."""
        super()._on_mount(event)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._begun_with = self._field_texts()

    def _field_texts(self) -> tuple[str, ...]:
        """What stands in the fields of text."""
        return (
            *(field.value for field in self.query(TextInput)),
            *(field.text for field in self.query(PlainArea)),
        )

    def unsaved(self) -> str:
        """Whether something was written that closing would lose."""
        is_lost = self.IS_FORM and self._begun_with not in (None, self._field_texts())
        return "Det du har skrivit sparas inte." if is_lost else ""

    @property
    def can_be_saved(self) -> bool:
        """Whether it has said itself what is unsaved; what was only written is not whole."""
        return type(self).unsaved is not DialogScreen.unsaved

    # --- what is done -------------------------------------------------------------------------

    def accept(self) -> None:
        """OK: check what was entered; then ``close_with``, or say in the line what is wrong."""
        self.close_with(None)

    def pressed(self, name: str) -> None:
        """Another button than Avbryt was pressed; OK and the first one accept."""
        self.accept()

    def action_cancel(self) -> None:
        """Close without a result; a notice goes first, and what is unsaved is asked about."""
        if self.clear_notices():
            return
        leave(self.app, (self,), lambda: self.close_with(None))

    def action_default(self) -> None:
        """Press the first button."""
        self.frame.press_default()

    def close_after(self, act: Callable[[], Result]) -> None:
        """Act on the book and close with what came of it; a refusal is shown instead."""
        result = self.attempt(act)
        if result is not None:
            self.close_with(result)

    def close_confirmed(
        self, act: Callable[[bool], Result], anyway: Button, title: str = "", *, sure: bool = False
    ) -> None:
        """As ``close_after``; what care may confirm is asked first.

        Args:
            act: told whether it is confirmed.
            anyway: the button that confirms.
            title: of the question; the dialog's own when empty.
            sure: whether it is confirmed.
        """
        try:
            result = act(sure)
        except NeedsConfirmation as error:
            asked = title or self.title_text
            again = partial(self.close_confirmed, act, anyway, title, sure=True)
            confirm(self, asked, error.text, again, anyway)
        except BookError as error:
            self.show_error(error)
        else:
            self.close_with(result)

    async def save(self) -> bool:
        """As OK."""
        self.accept()
        return not self.is_active

    def close_with(self, result: Result | None) -> None:
        """Close once, however often it is asked for, but not before it is drawn."""
        if self.is_active and self.is_mounted:  # is_current is true of what shows beneath, too
            self.dismiss(result)

    # --- what others do -----------------------------------------------------------------------

    def book_changed(self, news: str, *, can_look: bool) -> None:
        """Somebody has changed the book underneath: say what, where something is being written.

        Args:
            news: what it was, in Swedish.
            can_look: whether the user may look closer.
        """
        if self.IS_FORM and (self._begun_with or self.unsaved()):
            look = " Alt+Z visar." if can_look else ""
            self.frame.tell(f"Boken ändrades nyss: {clean(news)}.{look}")

    def action_acts(self) -> None:
        """Look at what has been done to the book lately, and come back here."""
        cast("Program", self.app).show_acts()

    # --- what is wrong ------------------------------------------------------------------------

    def show_error(self, error: BookError) -> None:
        """Say in the line what the book said, at the field whose id is the error's field."""
        self.frame.fault(clean(error.whole_text), self.field(error.field))

    def unsay(self) -> None:
        """What was wrong may be mended: something else stands there."""
        self.frame.clear_faults()

    def field(self, name: str) -> Widget | None:
        """The field with this id."""
        if not name.isidentifier():
            return None
        try:
            return self.query_one(f"#{name}")
        except NoMatches:
            return None

    def text_of(self, name: str) -> str:
        """What is written in the field with this id."""
        return self.query_one(f"#{name}", TextInput).value

    # --- messages -----------------------------------------------------------------------------

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """Do what the button says, unless another dialog stands above."""
        message.stop()
        if not self.is_active:
            return
        if message.name == CANCEL.name:
            self.action_cancel()
        else:
            self.pressed(message.name)

    def on_input_submitted(self, message: TextInput.Submitted) -> None:
        """Enter in a field is as anywhere else in the dialog."""
        message.stop()
        self.action_default()

    def on_key(self, event: events.Key) -> None:
        """A button's letter presses it; in a field of text together with Alt."""
        if self.press_button(event.key):
            event.stop()


class FormDialog(DialogScreen[Result]):
    """A dialog in which one writes.

    A subclass gives ``act``, and ``written`` where there is something to say as one writes.
    """

    def act(self) -> Result:
        """Do what the fields say; gives the dialog's result.

        Raises:
            BookError: it cannot be done; said in the line, and the field is marked.
        """
        raise NotImplementedError

    def accept(self) -> None:
        """Act, and close."""
        self.close_after(self.act)

    def written(self) -> None:
        """Another text stands in a field."""

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Say what there is to say of what is written."""
        message.stop()
        self.written()


# --- questions -----------------------------------------------------------------------------------


class Question(DialogScreen[str]):
    """Gives the name of the pressed button (Enter presses the first); None for Avbryt and Esc."""

    DEFAULT_CSS = """
    Question DialogFrame { max-width: 60; }
    Question Static { margin: 0 0 1 0; }
    """
    AUTO_FOCUS = "DialogButton"

    def __init__(self, title: str, text: str, answers: tuple[Button, ...] = YES_NO_CANCEL) -> None:
        super().__init__(title)
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with DialogFrame(clean(self.title_text), self._answers), DialogBody():
            yield Static(Content(clean(self._text, lines=True)))

    def pressed(self, name: str) -> None:
        """Any button is an answer."""
        self.close_with(name)


async def ask(
    app: App[Any], title: str, text: str, answers: tuple[Button, ...] = YES_NO_CANCEL
) -> str | None:
    """Ask, and wait for the answer. From a worker only: a handler would wait for itself.

    Elsewhere: ``app.push_screen(Question(…), callback)``.
    """
    return await app.push_screen_wait(Question(title, text, answers))


def confirm(
    screen: Attempting, title: str, text: str, then: Callable[[], object], yes: Button = YES
) -> None:
    """Ask something that is yes or no, and go on if it is yes and who asked is still there."""
    question = Question(title, text, (yes, NO))
    screen.ask(question, lambda answer: then() if answer == yes.name else None)


# --- leaving -------------------------------------------------------------------------------------


def leave(app: App[Any], drafts: Sequence[object], then: Callable[[], object]) -> None:
    """Ask about what is unsaved, one draft after the other, and then go on unless told not to.

    The topmost comes first; what is not ``Unsaved`` is passed over.
    """
    at_stake = [draft for draft in drafts if isinstance(draft, Unsaved) and has_unsaved(draft)]
    if not at_stake:
        then()
    elif not any(work.group == _LEAVING and not work.is_finished for work in app.workers):
        app.run_worker(_ask_about(app, at_stake, then), group=_LEAVING)


def has_unsaved(draft: Unsaved) -> bool:
    """Whether there is anything to ask about: nothing was written in what is not drawn yet."""
    drawn = not isinstance(draft, Screen) or draft.is_mounted
    return drawn and bool(draft.unsaved())


async def _ask_about(app: App[Any], drafts: list[Unsaved], then: Callable[[], object]) -> None:
    for draft in drafts:
        if not _is_there(draft):
            continue
        if not draft.can_be_saved:
            leaving, title = _CLOSING if isinstance(draft, DialogScreen) else _GOING
            if await ask(app, title, f"{draft.unsaved()} {leaving}", YES_NO) != YES.name:
                return
            continue
        text = f"{draft.unsaved()} Vill du spara?"
        answer = await ask(app, "Spara?", text, YES_NO_CANCEL)
        if not _is_there(draft):  # it was left while the question stood
            continue
        if answer == YES.name:
            if not await until_done(app, draft.save):
                return
        elif answer != NO.name:
            return
    then()


def _is_there(draft: Unsaved) -> bool:
    return isinstance(draft, AnyScreen) and not draft.is_gone


# --- a book that is busy -------------------------------------------------------------------------


def offer(app: App[Any], again: Callable[[], object]) -> None:
    """Say that the book is busy, and do the act again if that is wanted."""

    def answered(answer: str | None) -> None:
        if answer == AGAIN.name:
            app.clear_notifications()
            app.call_later(again)

    app.push_screen(Question(BUSY_TITLE, _BUSY_TEXT, (AGAIN, CANCEL)), answered)


async def until_done(app: App[Any], act: Callable[[], Awaitable[T]]) -> T:
    """As ``acting``, in a worker: ask, and do it again at once until it is done or given up."""
    while True:
        seen = watch(app)
        result = await act()
        if seen is None or not seen.may_try_again:
            return result
        seen.settle()
        if await ask(app, BUSY_TITLE, _BUSY_TEXT, (AGAIN, CANCEL)) != AGAIN.name:
            return result
