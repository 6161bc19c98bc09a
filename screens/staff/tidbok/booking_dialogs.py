"""Care's dialogs in the tidbok: Boka and Avboka (R36, R64, R69, R78, R123)."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from db.bookings.acts import COMMENT_BOUND, Changed, Details
from db.bookings.choices import BeforeBooking, BeforeCancel
from db.rules.names.masking import NUMBERS
from db.setup.patients import Found
from db.values import Booking, Decision, clean
from screens.dialog import DialogScreen
from screens.session import Session
from screens.staff.shared.patient_search import PatientSearch
from screens.staff.tidbok.undo import Told
from widgets.choice_list import ChoiceList
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.field import Field
from widgets.forms.options import Tick
from widgets.forms.text_input import TextInput

Act = Callable[[int, Details, bool], Told[Booking]]
"""Books for a patient: the id, what is told of the visit, whether a warning is confirmed."""

_BOOK = Button("ok", "Boka")
_ANYWAY = Button("anyway", "Boka ändå")
_CANCEL = Button("ok", "Avboka")
_FIELDS: Final = (
    ("comment", "Patientkommentar", COMMENT_BOUND, "syns för patienten och i loggen"),
    ("referral", "Remiss", 200, ""),
    ("interpreter", "Tolk", 200, "språk; tomt: Nej"),
    ("staff_note", "Vårdens anteckning", COMMENT_BOUND, "patienten ser den aldrig"),
)


class BookDialog(PatientSearch[Told[Booking]]):
    """Books a time for a patient, told from when to when as it is shown.

    Gives the booking and what it did to 1177, or None.
    """

    TITLE_TEXT = "Boka"
    BUTTONS = (_BOOK, CANCEL)
    AUTO_FOCUS = "#patient"
    KEYS_TEXT = "↑↓ väljer patient · Enter OK · Tabb nästa fält"
    MOST = 5
    DEFAULT_CSS = """
    BookDialog DialogFrame { max-width: 80; }
    BookDialog .text { text-style: bold; margin-bottom: 1; }
    BookDialog ChoiceList { margin-left: 20; max-height: 6; }
    BookDialog #phone { color: $foreground-quiet; }
    BookDialog #advice { color: $attention; margin-left: 2; }
    """

    def __init__(
        self, session: Session, when: str, before: BeforeBooking, act: Act,
        patient: Found | None = None,
    ) -> None:  # fmt: skip
        super().__init__(session)
        self._when, self._before, self._act = when, before, act
        self.patient = patient

    # --- what it shows ------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Which time, for whom, and what is told of the visit."""
        before = self._before
        what = f"{self._when} · {before.type_name} · {before.resource_name}"
        yield Static(Content(clean(what)), classes="text")
        yield Field("Patient", self.patient_box(), 20)
        found = ChoiceList()
        found.display = False
        yield found
        yield Field("Telefon", Static(id="phone"), 20)
        for name, label, longest, hint in _FIELDS:
            box = TextInput(hint=hint, longest=longest, id=name, hides=NUMBERS)
            yield Field(label, box, 20)
        yield from self._hiding()

    def _hiding(self) -> Iterator[Widget]:
        if self._before.hide_advice:
            yield Tick("Dölj i 1177", id="hidden_in_1177")
            advice = Static(Content(f"! {self._before.hide_advice}"), id="advice")
            advice.display = False
            yield advice

    def on_mount(self) -> None:
        """Say how care may book this time."""
        _refuse_at_once(self, self._before.decision)
        if self.patient is not None:
            self.patient_chosen(self.patient)

    # --- the patient --------------------------------------------------------------------------

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Look for those who are called so, or have such a number."""
        message.stop()
        if message.input.id == "patient":
            self.patient = None
            self.query_one("#phone", Static).update("")
            self.look_for(message.value)
            self.patient_list.display = bool(self.searched)

    def patient_chosen(self, patient: Found) -> None:
        """Show who it is, and go on to the comment."""
        self.patient = patient
        field = self.query_one("#patient", TextInput)
        with self.prevent(TextInput.Changed):
            field.value = f"{clean(patient.name)} {patient.pnr}"
        field.remove_class("-fault")
        self.patient_list.display = False
        phone = clean(patient.phone) or "inget telefonnummer i boken"
        self.query_one("#phone", Static).update(Content(phone))
        self.frame.say("")
        self.query_one("#comment", TextInput).focus()

    # --- booking ------------------------------------------------------------------------------

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """The guide's advice stands by the tick as long as it is ticked (R69)."""
        message.stop()
        self.query_one("#advice").display = message.value

    def accept(self) -> None:
        """Choose the patient one stands on, or book for the one that is chosen."""
        if self.patient is None and self.patient_list.display:
            self.patient_list.action_choose()
        elif self.patient is None:
            field = self.query_one("#patient")
            self.frame.fault("Välj patient: skriv personnummer eller namn.", field)
        else:
            patient = self.patient.id
            self.close_confirmed(lambda sure: self._act(patient, self._details(), sure), _ANYWAY)

    def _details(self) -> Details:
        hides = bool(self._before.hide_advice) and self.query_one("#hidden_in_1177", Tick).value
        return Details(
            comment=self.text_of("comment"),
            referral=self.text_of("referral"),
            interpreter=self.text_of("interpreter"),
            hidden_in_1177=hides,
            staff_note=self.text_of("staff_note"),
        )


class CancelDialog(DialogScreen[Told[Changed]]):
    """Cancels a visit with a reason. Gives what came of it, or None.

    Args:
        when: the visit's clock, as it is shown.
        before: what is known of the booking.
        patient: the patient, as they may be named.
        act: cancels.
    """

    TITLE_TEXT = "Avboka"
    BUTTONS = (_CANCEL, CANCEL)
    AUTO_FOCUS = "#reason"
    DEFAULT_CSS = """
    CancelDialog DialogFrame { max-width: 76; }
    CancelDialog .strong { text-style: bold; }
    CancelDialog .attention { color: $attention; text-style: bold; margin: 1 0; }
    """

    def __init__(
        self, when: str, before: BeforeCancel, patient: str, act: Callable[[str], Told[Changed]]
    ) -> None:
        super().__init__()
        self._when, self._before, self._patient, self._act = when, before, patient, act

    def content(self) -> ComposeResult:
        """Which visit, the warning, and the reason."""
        booking = self._before.booking
        what = f"{self._when} · {booking.type_name} · {booking.resource_name}"
        yield Static(Content(clean(what)), classes="strong")
        yield Static(Content(clean(self._patient)))
        yield from self._warnings()
        hint = "måste anges" if self._before.reason_required else "får lämnas tom"
        box = TextInput(hint=hint, longest=COMMENT_BOUND, id="reason", hides=NUMBERS)
        yield Field("Orsak", box, 8)

    def _warnings(self) -> Iterator[Widget]:
        if self._before.warning:
            said = f"! {self._before.warning}"
            yield Static(Content(clean(said)), classes="attention")
        if self._before.from_waiting_list:
            yield Static(Content("Patienten bokades från väntelistan och hamnar inte där igen."))

    def on_mount(self) -> None:
        """Say whether it may be cancelled at all."""
        self.frame.say("Tiden blir genast ledig igen, och syns på 1177 om tidstypen gör det.")
        _refuse_at_once(self, self._before.decision)

    def accept(self) -> None:
        """Cancel it."""
        self.close_after(lambda: self._act(self.text_of("reason")))


def _refuse_at_once(dialog: DialogScreen[Any], decision: Decision) -> None:
    """Say why what the dialog is for cannot be done, before anything is written."""
    for refusal in decision.refusals[:1]:
        dialog.frame.enable(dialog.BUTTONS[0].name, False)
        dialog.frame.fault(clean(refusal.text))
