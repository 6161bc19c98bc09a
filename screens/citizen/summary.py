"""Kontrollera och boka: all that was chosen, and Boka (B2: what went wrong, and the way on)."""

from textual.app import ComposeResult
from textual.containers import Vertical

from db.citizen import booking
from db.citizen.booking import NotBooked, Prospect, Receipt
from db.citizen.choices import begin
from db.errors import BookError, Invalid
from db.rules.changes.web_booking import KEPT, Fault, terms_fault, when_text
from db.rules.names import masking
from db.rules.names.phone import is_number, spelled
from db.rules.rule import Way
from db.rules.terms.terms import READ_IT
from screens.citizen.base import CHOOSE, CitizenScreen
from screens.citizen.booking_step import TERMS, BookingDraft, BookingStep
from screens.citizen.receipt import ReceiptPage
from screens.commands import Command, holds
from screens.session import Session
from widgets.forms.options import Tick
from widgets.link_view import BLANK, LinkView, Piece, Row, button, fact, text

_LABEL = 25
_WAYS = {
    Way.TIMES: "Välj en annan tid",
    Way.TYPES: "Välj en annan typ av tid",
    Way.CLINIC: "Tillbaka till mottagningen",
    Way.BOOKINGS: "Tillbaka",
}
_BOOK, _WAY = "book", "way"


class SummaryPage(CitizenScreen):
    """The last look before the booking."""

    step: BookingStep
    PAGE_NAME = "Kontrollera och boka"
    HELP = (
        "Kontrollera att allt stämmer. Tiden är din först när du har tryckt på Boka. Har något"
        " ändrats medan du valde står det här vad som har hänt och vad du kan göra; det du har"
        " skrivit finns kvar."
    )
    PAGE_COMMANDS = (
        CHOOSE,
        Command("tick", "Bocka i", "Bockar i att du har läst informationen.", key="space",
                priority=True, context=False, there=holds("must_agree")),
        TERMS,
    )  # fmt: skip
    AUTO_FOCUS = "LinkView"
    DEFAULT_CSS = """
    SummaryPage #summary { padding: 1 0 0 0; }
    SummaryPage.-wide #summary { padding: 1 4 0 4; }
    SummaryPage.-low #summary { padding: 0; }
    SummaryPage #summary LinkView { height: 1fr; padding: 0; }
    SummaryPage #said { margin: 0 0 1 2; }
    SummaryPage.-low #said { margin: 0 0 0 2; }
    SummaryPage Tick { margin: 0 0 1 2; display: none; }
    SummaryPage Tick.-needed { display: block; }
    """

    def __init__(self, session: Session, draft: BookingDraft) -> None:
        self.step = BookingStep(self, draft)
        super().__init__(session, self.step)
        self.prospect: Prospect | None = None
        self.fault: Fault | None = None

    def body(self) -> ComposeResult:
        """What was chosen, and the tick where it is needed."""
        yield Vertical(self.said_line(), Tick(READ_IT), LinkView(), id="summary")

    @property
    def must_agree(self) -> bool:
        """Whether the terms must be ticked here: they were not, or are others now."""
        known = self.step.known
        return known is not None and self.query_one(Tick).has_class("-needed")

    def reload(self) -> None:
        """Say whether it can be booked as things are now."""
        session, draft = self.session, self.step.draft
        if draft.is_done or draft.time is None:
            return
        book, actor = session.book, session.actor
        with book.read():
            self.step.known = begin(book, actor, draft.clinic, booking=draft.key)
            self.prospect = booking.look(book, actor, draft.clinic, draft.wish)
        if terms_fault(self.step.known.terms, draft.agreed):
            self.query_one(Tick).add_class("-needed")
        self._show(self.prospect.fault)

    def _show(self, fault: Fault | None) -> None:
        if fault is not None and fault.way is Way.AGAIN:
            self._take_new_name(fault)
            fault = None
        appeared = fault is not None and fault != self.fault
        self.fault = fault
        told = self.step.told if fault is None else fault.text
        if fault is not None and self.step.draft.reason:
            told = f"{told} {KEPT}"
        self.say(told, stays=True)
        way = fault is not None and fault.way in _WAYS
        view = self.query_one(LinkView)
        view.show(self._rows(), (_WAY if way else _BOOK) if appeared or not view.names else "")
        self.refresh_bindings()

    def _take_new_name(self, fault: Fault) -> None:
        """Told of the new name, the citizen books under it the next time Boka is pressed."""
        session, draft = self.session, self.step.draft
        self.step.told = fault.text
        wish = self.attempt(lambda: booking.renamed(session.book, session.actor, draft.wish))
        if wish is not None:
            draft.time = wish.time

    # --- drawing ------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        draft, known, prospect = self.step.draft, self.step.known, self.prospect
        if draft.time is None or known is None or prospect is None:
            return []
        moving = draft.booking
        rows = [text("Kontrollera och omboka" if moving else "Kontrollera och boka", "heading")]
        if moving is not None:
            rows += [BLANK, fact("Din tid nu:", when_text(moving.start), _LABEL)]
        rows += [
            BLANK,
            fact("Ny tid:" if moving else "Tid:", when_text(draft.time.seen.start), _LABEL),
            fact("Hos:", draft.time.resource, _LABEL),
            fact("Mottagning:", known.clinic, _LABEL),
            fact("Typ av tid:", draft.time.seen.web_name or draft.web_name, _LABEL),
        ]
        rows += self._told()
        if prospect.notice and self.fault is None:
            rows += [BLANK, text(f"! {prospect.notice}", "attention")]
        return [*rows, BLANK, Row(tuple(self._buttons()))]

    def _told(self) -> list[Row]:
        draft, known = self.step.draft, self.step.known
        assert known is not None  # the page shows nothing before it is read
        rows = []
        if known.takes_reason:
            kept = "som förut" if draft.booking and draft.booking.comment else "inget skrivet"
            value = masking.comment(draft.reason.strip(), self.session.actor.demo) or kept
            rows.append(fact("Anledning till besöket:", value, _LABEL))
        if draft.booking is None:
            typed = draft.phone.strip()
            value = (spelled(typed) if is_number(typed) else typed) or known.phone or "inget"
            rows.append(fact("Telefonnummer:", value, _LABEL))
        return rows

    def _buttons(self) -> list[Piece]:
        fault, moving = self.fault, self.step.draft.booking
        label = "Omboka" if moving else "Boka"
        if fault is not None and fault.way in _WAYS:
            first = button(_WAY, _WAYS[fault.way])
        else:
            first = button(_BOOK, label)
        times = fault is None or fault.way is not Way.TIMES
        asks = self.step.known is not None and self.step.known.takes_reason
        return [
            first,
            *([button("times", "Ändra tid")] if times else ()),
            *([button("details", "Ändra det du skrev")] if asks else ()),
            button("leave", "Avbryt"),
        ]

    # --- doing --------------------------------------------------------------------------------

    def chosen(self, name: str) -> None:
        """A button."""
        if name == _BOOK:
            self.action_book()
        elif name == _WAY and self.fault is not None:
            self.step.go_way(self.fault)
        elif name == "times":
            self.step.go_way(Fault("", "", Way.TIMES))
        elif name == "details":
            self.action_back()
        else:
            self.step.back_out()

    def action_tick(self) -> None:
        """Tick or untick it."""
        self.query_one(Tick).action_turn()

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """Remember what was agreed to."""
        message.stop()
        if self.step.known is not None:
            self.step.draft.agreed = self.step.known.terms.conditions if message.value else ""
            self.say("")

    def action_book(self) -> None:
        """Book it, once."""
        session, draft = self.session, self.step.draft
        if draft.is_done or draft.time is None or not self.is_active:
            return
        try:
            receipt = booking.book(session.book, session.actor, draft.clinic, draft.wish)
        except NotBooked as error:
            self._refused(error.fault)
        except Invalid as error:
            self._refused(Fault(error.code, error.text, Way.DETAILS, error.field))
        except BookError as error:
            self.show_error(error)
        else:
            draft.is_done = True
            self._receive(receipt)

    def _refused(self, fault: Fault) -> None:
        if fault.way is Way.TERMS:
            self.query_one(Tick).add_class("-needed")
        self._show(fault)

    def _receive(self, receipt: Receipt) -> None:
        page = ReceiptPage(self.session, receipt)
        self.step.back_out(lambda: self.app.push_screen(page))
