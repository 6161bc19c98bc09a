"""Bokade tider: AVBOKA, OMBOKA and Skriv ut, or why they are not there (R98-R103)."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.bookings.acts import Changed
from db.citizen import portal
from db.citizen.shown_times import BookedTime
from db.remedies.for_citizen import why_not
from db.rules.changes.same_as_shown import seen_booking
from db.rules.changes.web_booking import REASON_BOUND, when_text
from db.rules.names import masking
from db.rules.names.masking import NUMBERS
from db.rules.terms.terms import READ_IT, parse, plain, render
from db.values import Act, CaseKind, clean
from screens.citizen.base import CitizenDialog, CitizenScreen, Result
from screens.citizen.booking_step import TermsDialog
from screens.citizen.choose_time import ChooseTimePage
from screens.citizen.paper import ask_for_file
from screens.commands import Command
from screens.session import Session
from widgets.forms.dialog import Button
from widgets.forms.options import Tick
from widgets.forms.text_input import TextInput
from widgets.link_view import BLANK, RULE, LinkView, Row, button, fact, link, text
from widgets.rich_text import TermsView

_LABEL = 23
_FOLD = 90
"""So many characters of the reason show; the rest is unfolded (GUIDES.md B4)."""
_CANCEL, _REBOOK, _PRINT, _TERMS, _MORE = "cancel", "rebook", "print", "terms", "more"
_WHY = "why"
_CLOSE = Button("ok", "Stäng")
_CHANGE_TERMS = "Information och villkor för att om- och avboka"
_DO_CANCEL = Button("ok", "AVBOKA")
_GO_ON = Button("ok", "Fortsätt")
_LEAVE = Button("cancel", "Avbryt")
_FREED = "Tiden blir genast ledig för någon annan."
_NOT_READ = "Bocka i att du har tagit del av informationen."
_NONE = "Du har inga bokade tider som visas här."


class BookingsPage(CitizenScreen):
    """The booked times at a clinic, or all without one; begins at ``booking``."""

    PAGE_NAME = "Bokade tider"
    CRUMB = "Bokade tider"
    HELP = (
        "Här ser du dina bokade tider, också dem som vården har bokat. Pilarna går mellan knapparna"
        " och Enter väljer; bokstäverna gäller tiden där du står. Saknas en knapp står det varför,"
        " och vad du kan göra i stället. Tider som mottagningen har dolt visas inte här."
    )
    PAGE_COMMANDS = (
        Command("cancel", "AVBOKA", "Avbokar tiden; den blir genast ledig igen.", key="a",
                when=lambda screen: screen.can("cancel")),
        Command("rebook", "OMBOKA", "Byter till en annan ledig tid.", key="o",
                when=lambda screen: screen.can("rebook")),
        Command("print", "Skriv ut", "Sparar tiden som text eller kalenderfil.", key="u",
                when=lambda screen: screen.can("print")),
        Command("why", "Varför?", "Säger varför tiden kan eller inte kan avbokas och ombokas.",
                key="question_mark", when=lambda screen: screen.can("why")),
        Command("terms", "Villkor", "Visar information och villkor för att om- och avboka.",
                key="v", when=lambda screen: screen.can("print")),
    )  # fmt: skip

    def __init__(
        self, session: Session, clinic: int | None = None, booking: int | None = None
    ) -> None:
        super().__init__(session)
        self.clinic = clinic
        self._first = booking
        self._booked: dict[int, BookedTime] = {}
        self._unfolded: set[int] = set()
        self._unseen: tuple[str, ...] = ()

    @property
    def at(self) -> BookedTime | None:
        """The booked time that the cursor is in."""
        return self._booked.get(_number(self.view.at)) if self.view.is_mounted else None

    def can(self, act: str) -> bool:
        """Whether there is such a button for the time where one is."""
        booked = self.at if self.is_mounted else None
        if booked is None:
            return False
        return {_CANCEL: booked.cancel.allowed, _REBOOK: booked.rebook.allowed}.get(act, True)

    # --- drawing ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the times and show them."""
        session = self.session
        listed = portal.booked_times(session.book, session.actor, self.clinic)
        self._unseen = portal.unseen(session.book, session.actor, self.clinic)
        self._booked = {booked.booking.id: booked for booked in listed}
        first = f"{_TERMS}:{self._first}" if self._first in self._booked else ""
        self._first = None
        self.view.show(self._rows(), first)
        self.refresh_bindings()

    def _rows(self) -> list[Row]:
        rows = [text("Bokade tider", "heading")]
        if self.told:
            rows += [BLANK, text(self.told, "strong")]
        for booked in self._booked.values():
            rows += [BLANK, *self._card(booked), BLANK, RULE]
        if not self._booked and not self._unseen:
            rows += [BLANK, text(_NONE, "quiet")]
        rows += [row for note in self._unseen for row in (BLANK, text(note, "quiet"))]
        back = "Tillbaka till mottagningen" if self.clinic else "Tillbaka"
        return [*rows, BLANK, link("back", back)]

    def _card(self, booked: BookedTime) -> list[Row]:
        key = booked.booking.id
        rows = [
            text(booked.when, "strong"),
            text(booked.booking.resource_name),
            BLANK,
            fact("Mottagning:", booked.where.name, _LABEL),
            fact("Typ av tid:", booked.type_name, _LABEL),
        ]
        rows += self._reason(booked)
        rows += [text(line) for line in booked.info.splitlines() if line.strip()]
        rows.append(link(f"{_TERMS}:{key}", "Visa information och villkor för att om- och avboka"))
        if not (booked.cancel.allowed and booked.rebook.allowed):
            rows.append(link(f"{_WHY}:{key}", _why_text(booked)))
        buttons = [button(f"{_CANCEL}:{key}", "AVBOKA")] if booked.cancel.allowed else []
        buttons += [button(f"{_REBOOK}:{key}", "OMBOKA")] if booked.rebook.allowed else []
        rows += [BLANK, Row((*buttons, button(f"{_PRINT}:{key}", "Skriv ut")))]
        return rows + self._notes(booked)

    def _reason(self, booked: BookedTime) -> list[Row]:
        key, level = booked.booking.id, self.session.actor.demo
        reason = masking.comment(" ".join(booked.reason.split()), level)
        if not reason:
            return []
        if len(reason) <= _FOLD or key in self._unfolded:
            row = [fact("Anledning till besöket:", reason, _LABEL)]
            return [*row, link(f"{_MORE}:{key}", "[dölj text]")] if len(reason) > _FOLD else row
        head = reason[:_FOLD].rsplit(" ", 1)[0]
        row = [fact("Anledning till besöket:", f"{head} …", _LABEL)]
        return [*row, link(f"{_MORE}:{key}", "[visa mer]")]

    def _notes(self, booked: BookedTime) -> list[Row]:
        """Why a button is missing, or what it may cost; the same is not said twice."""
        notes: dict[str, str] = {}
        for standing in (booked.cancel, booked.rebook):
            if standing.note and not (standing.allowed and notes):
                notes[standing.note] = "attention" if standing.allowed else "quiet"
        return [row for note, kind in notes.items() for row in (BLANK, text(note, kind))]

    def on_link_view_reached(self, message: LinkView.Reached) -> None:
        """Which buttons there are depends on the time where one is."""
        message.stop()
        self.refresh_bindings()

    # --- doing --------------------------------------------------------------------------------

    def chosen(self, name: str) -> None:
        """A link or a button."""
        act, _, key = name.partition(":")
        if act == _MORE:
            self._unfolded ^= {int(key)}
            self.view.show(self._rows())
        else:
            super().chosen(act)

    def action_cancel(self) -> None:
        """Ask why, and cancel."""
        booked = self.at
        if booked is None or not booked.cancel.allowed:
            return
        session, key, seen = self.session, booked.booking.id, seen_booking(booked.booking)

        def act(reason: str) -> Changed:
            return portal.cancel(session.book, session.actor, key, seen=seen, reason=reason)

        self.ask(CancelDialog(booked, act), self._cancelled)

    def _cancelled(self, done: Changed) -> None:
        when = when_text(done.booking.start)
        self.told = f"Tiden {when} är avbokad. En bekräftelse finns i inkorgen."
        self.attempt(self.reload)

    def action_rebook(self) -> None:
        """Show the terms, and go on to the times there are."""
        booked = self.at
        if booked is None or not booked.rebook.allowed:
            return
        if RebookDialog.is_needed(booked):
            self.ask(RebookDialog(booked), lambda _: self._rebook(booked))
        else:
            self._rebook(booked)

    def _rebook(self, booked: BookedTime) -> None:
        self.told = ""
        page = ChooseTimePage(self.session, booked.booking.clinic, rebook=booked.booking)
        self.call_later(self.open, page)

    def action_print(self) -> None:
        """Ask for a file."""
        if self.at is not None:
            ask_for_file(self, self.at.booking)

    def action_why(self) -> None:
        """Varför kan jag inte avboka, omboka? Each with its answer."""
        booked, session = self.at, self.session
        if booked is None:
            return
        answers = {}
        for act, verb in ((Act.CANCELLED, "avboka"), (Act.REBOOKED, "omboka")):
            ask = partial(why_not, session.book, session.actor, booked.booking.id, act)
            why = self.attempt(ask)
            if why is None:
                return
            question = f"Varför kan jag inte {verb}?" if why else f"Kan jag {verb}?"
            answers[question] = why or "Ja. Knappen finns under tiden."
        self.app.push_screen(WhyBookingDialog(booked, answers))

    def action_terms(self) -> None:
        """Show the terms of changing."""
        booked = self.at
        if booked is not None:
            self.app.push_screen(
                TermsDialog(_CHANGE_TERMS, CaseKind.CHANGE, booked.terms, booked.where.name)
            )


def _why_text(booked: BookedTime) -> str:
    """What is asked of a time that lacks a button."""
    missing = [verb for verb, standing in (("avboka", booked.cancel), ("omboka", booked.rebook))
               if not standing.allowed]  # fmt: skip
    return f"Varför kan jag inte {' eller '.join(missing)}?"


def _number(name: str) -> int:
    key = name.partition(":")[2]
    return int(key) if key.isdecimal() else 0


# --- dialogs --------------------------------------------------------------------------------------


class _Approving(CitizenDialog[Result]):
    """A dialog about a booked time with the terms' tick, where there are conditions."""

    DEFAULT_CSS = """
    _Approving DialogFrame { max-width: 78; }
    _Approving Tick { margin-top: 1; }
    """

    def __init__(self, booked: BookedTime) -> None:
        super().__init__()
        self.booked = booked

    def on_mount(self) -> None:
        """Say with which keys it is done: the page's line of keys is not this dialog's."""
        keys = ["Tabb nästa", "Mellanslag bockar i"] if self.booked.must_approve else []
        told = " · ".join((*keys, f"Enter {self.BUTTONS[0].label}", "Esc Avbryt"))
        self.frame.border_subtitle = Content(told)

    def about(self, note: str) -> ComposeResult:
        """Which time it is, and what a change may cost."""
        booked = self.booked
        yield Static(Content(clean(booked.when)), classes="heading")
        where = f"{booked.type_name}, {booked.booking.resource_name}, {booked.where.name}"
        yield Static(Content(clean(where)))
        if note:
            yield Static(Content(f"! {clean(note)}"), classes="attention gap")

    def approval(self) -> ComposeResult:
        """The terms and the tick."""
        if self.booked.must_approve:
            shown = render(CaseKind.CHANGE, self.booked.terms, full=True)
            text = TermsView(shown, classes="gap")
            text.can_focus = False  # it is as high as the text; the dialog's body scrolls
            yield text
            yield Tick(READ_IT, id="read")

    def is_approved(self) -> bool:
        """Whether it is ticked; if not, say so."""
        if not self.booked.must_approve or self.query_one("#read", Tick).value:
            return True
        self.frame.fault(_NOT_READ, self.query_one("#read"))
        return False


class WhyBookingDialog(CitizenDialog[None]):
    """Why a booked time can or cannot be changed on 1177: questions and their answers.

    Args:
        booked: the time.
        answers: Swedish sentences by the questions.
    """

    TITLE_TEXT = "Varför?"
    BUTTONS = (_CLOSE,)
    IS_FORM = False
    AUTO_FOCUS = "DialogButton"
    DEFAULT_CSS = """
    WhyBookingDialog DialogFrame { max-width: 78; }
    """

    def __init__(self, booked: BookedTime, answers: Mapping[str, str]) -> None:
        super().__init__()
        self._booked, self._answers = booked, answers

    def content(self) -> ComposeResult:
        """The time, and each question with its answer."""
        yield Static(Content(clean(f"{self._booked.when}, {self._booked.type_name}")))
        for question, answer in self._answers.items():
            yield Static(Content(question), classes="heading gap")
            yield Static(Content(clean(answer)))

    def accept(self) -> None:
        """It was read."""
        self.close_with(None)


class CancelDialog(_Approving[Changed]):
    """Gives what came of cancelling with a reason, which ``act`` does, or None."""

    TITLE_TEXT = "Avboka tid"
    BUTTONS = (_DO_CANCEL, _LEAVE)
    AUTO_FOCUS = "#reason"
    DEFAULT_CSS = """
    CancelDialog #count { color: $c1177-quiet; }
    """

    def __init__(self, booked: BookedTime, act: Callable[[str], Changed]) -> None:
        super().__init__(booked)
        self._act = act

    def content(self) -> ComposeResult:
        """Which time, what it may cost, the reason and the terms."""
        yield from self.about(self.booked.cancel.note)
        needed = "måste anges" if self.booked.reason_required else "får lämnas tom"
        yield Static(Content("Varför avbokar du?"), classes="gap")
        if told := clean(plain(parse(self.booked.terms.to_care))):
            yield Static(Content(f"Information till vården: {told}"), classes="quiet", id="to_care")
        hint = f"Anledning, {needed}"
        yield TextInput(hint=hint, longest=REASON_BOUND, id="reason", hides=NUMBERS)
        yield Static(id="count")
        yield from self.approval()

    def on_mount(self) -> None:
        """Say what happens."""
        self._count("")
        self.frame.say(_FREED)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Count; what was wrong may be mended."""
        message.stop()
        self._count(message.value)
        self.frame.clear_faults()
        self.frame.say(_FREED)

    def _count(self, text: str) -> None:
        left = REASON_BOUND - len(text)
        self.query_one("#count", Static).update(Content(f"{left} tecken kvar"))

    def accept(self) -> None:
        """Cancel it."""
        if self.is_approved():
            self.close_after(lambda: self._act(self.text_of("reason")))


class RebookDialog(_Approving[bool]):
    """The terms and what a late change may cost, before another time is chosen. Gives True."""

    TITLE_TEXT = "Omboka tid"
    BUTTONS = (_GO_ON, _LEAVE)
    AUTO_FOCUS = "Tick, DialogButton"

    @staticmethod
    def is_needed(booked: BookedTime) -> bool:
        """Whether there is anything to say or to tick."""
        return bool(booked.rebook.note) or booked.must_approve

    def content(self) -> ComposeResult:
        """Which time, what it may cost, and the terms."""
        yield from self.about(self.booked.rebook.note)
        yield from self.approval()

    def accept(self) -> None:
        """Go on to the times."""
        if self.is_approved():
            self.close_with(True)
