"""What the citizen tells of the visit: the reason, and where to be reached (R55, R134)."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from db import fields
from db.citizen import booking, choices
from db.errors import Invalid
from db.fields import PHONE_BOUND
from db.rules.changes.web_booking import REASON_BOUND, when_text
from db.rules.names import masking
from db.rules.names.masking import NUMBERS
from db.rules.names.phone import typed_note
from db.rules.terms.terms import parse, plain
from db.values import clean
from screens.citizen.base import CitizenScreen
from screens.citizen.booking_step import GO_ON, BookingDraft, BookingStep
from screens.citizen.summary import SummaryPage
from screens.session import Session
from widgets.forms.dialog import Button, ButtonRow, DialogButton
from widgets.forms.plain_area import TextField
from widgets.forms.text_input import TextInput

_NEXT, _BACK = Button("next", "Fortsätt"), Button("back", "Tillbaka")
_KEEPS = "Det du skrev när du bokade står kvar om du lämnar rutan tom:"


class DetailsPage(CitizenScreen):
    """The reason and the number."""

    step: BookingStep
    PAGE_NAME = "Information till vården"
    HELP = (
        "Skriv varför du söker, om du vill. Tabb går till nästa fält och Enter går vidare. Det du"
        " skriver syns för mottagningen i tidboken."
    )
    PAGE_COMMANDS = (GO_ON,)
    AUTO_FOCUS = "TextField"
    DEFAULT_CSS = """
    DetailsPage TextField {
        max-width: 78; background: $c1177-field; color: $c1177-text; margin-top: 1;
        &:focus { background: $c1177-field; }
        .text-area--cursor { background: $c1177-text; color: $c1177-field; }
        .text-area--placeholder { color: $c1177-quiet; }
    }
    DetailsPage .label { text-style: bold; margin-top: 1; }
    DetailsPage TextInput { max-width: 42; }
    DetailsPage ButtonRow { align-horizontal: left; margin-top: 1; }
    DetailsPage ButtonRow DialogButton { margin: 0 2 0 0; }
    DetailsPage #form { overflow-y: auto; scrollbar-size-vertical: 1; }
    DetailsPage.-low TextField { margin-top: 0; height: 2; }
    DetailsPage.-low .head { display: none; }
    DetailsPage.-low .label { margin-top: 0; }
    """

    def __init__(self, session: Session, draft: BookingDraft) -> None:
        self.step = BookingStep(self, draft)
        super().__init__(session, self.step)

    def body(self) -> ComposeResult:
        """The chosen time above, the fields and the buttons below."""
        yield Vertical(*self._fields(), id="form")

    def _fields(self) -> Iterator[Widget]:
        moving = self.step.draft.booking
        yield Static(Content("Information till vården"), classes="heading head")
        yield Static(Content(self._chosen), classes="head")
        yield self.said_line()
        yield Static(Content("Anledning till besöket"), classes="label")
        yield Static(id="help", classes="quiet")
        if moving is not None and moving.comment:
            kept = masking.comment(moving.comment, self.session.actor.demo)
            yield Static(Content(f"{_KEEPS} {clean(kept)}"), classes="quiet")
        yield TextField(self.step.draft.reason, longest=REASON_BOUND, id="reason", hides=NUMBERS)
        yield Static(id="count", classes="quiet")
        if moving is None:
            yield Static(Content("Telefonnummer där vi når dig"), classes="label")
            yield TextInput(self.step.draft.phone, longest=PHONE_BOUND, id="phone", hides=NUMBERS)
            yield Static(Content(typed_note(self.step.draft.phone)), id="sms", classes="quiet")
        yield ButtonRow(DialogButton(_NEXT, default=True), DialogButton(_BACK))

    @property
    def _chosen(self) -> str:
        time = self.step.draft.time
        return f"{when_text(time.seen.start)}, {clean(time.resource)}" if time else ""

    def reload(self) -> None:
        """Read the help text, and whether the time still can be booked."""
        session, draft = self.session, self.step.draft
        if draft.is_done or draft.time is None:
            return
        book, actor = session.book, session.actor
        with book.read():
            known = choices.begin(book, actor, draft.clinic, booking=draft.key)
            fault = booking.look(book, actor, draft.clinic, draft.wish).fault
        self.query_one("#help", Static).update(Content(clean(plain(parse(known.terms.to_care)))))
        self._count()
        self.say(fault.text if fault else "", stays=True)

    def _count(self) -> None:
        written = len(self.step.draft.reason)
        self.query_one("#count", Static).update(Content(f"{written} av {REASON_BOUND} tecken"))

    def on_text_area_changed(self, message: TextField.Changed) -> None:
        """Remember what is typed, as it is typed."""
        message.stop()
        self.step.draft.reason = message.text_area.text
        self._count()

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Remember the number."""
        message.stop()
        self.step.draft.phone = message.value
        self._note(typed_note(message.value))

    def _note(self, text: str, *, fault: bool = False) -> None:
        """Say it below the number, where it is in sight at any size."""
        line = self.query_one("#sms", Static)
        line.update(Content(clean(text)))
        line.set_class(fault, "attention")
        if fault:
            self.call_after_refresh(line.scroll_visible, animate=False)

    def on_input_submitted(self, message: TextInput.Submitted) -> None:
        """Enter in the field."""
        message.stop()
        self.go_on()

    def go_on(self) -> None:
        """Go on to the summary, with a number that can be called."""
        if self.step.draft.booking is None:
            try:
                fields.phone(self.step.draft.phone, "phone", "Telefonnummer")
            except Invalid as error:
                self._note(f"! {error.text}", fault=True)
                self.query_one("#phone", TextInput).focus()
                return
        self.open(SummaryPage(self.session, self.step.draft))
