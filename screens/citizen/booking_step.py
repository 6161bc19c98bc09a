"""What the pages of one booking share: its draft, and the ways on and back."""

from collections.abc import Callable
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.book import Book
from db.citizen.booking import Wish
from db.citizen.choices import Beginning, WebTime, WebType
from db.rules.changes.same_as_shown import seen_booking
from db.rules.changes.web_booking import KEPT, Fault, when_text
from db.rules.rule import Way
from db.rules.terms.terms import render
from db.values import Actor, Booking, CaseKind, Day, Terms, clean
from screens.citizen.base import CHOOSE, CitizenDialog, CitizenScreen
from screens.commands import Command
from screens.help import CLOSE
from screens.pages import AnyName
from widgets.rich_text import TermsView

GO_ON = CHOOSE._replace(label="Fortsätt", tip="Går vidare till nästa steg.")
TERMS = Command("do('step.show_terms')", "Villkor", "Visa fullständig information igen.", key="v")
_BOOKING, _MOVING = "Boka tid", "Omboka tid"
_BACK_TO: Final[dict[Way, AnyName]] = {Way.TIMES: "times", Way.TYPES: "types"}
"""The pages that a way leads back to."""


class BookingDraft:
    """A booking in the making; nothing of it is in the book.

    Attributes:
        clinic: the clinic's id.
        booking: the booking that is moved; None for a new one.
        web_name: the name that was chosen.
        types: the types that went under it then.
        day: the day that shows.
        time: the chosen time.
        reason: what was typed as the reason.
        phone: what was typed as the number.
        agreed: the Villkor that were ticked.
        is_done: whether it was booked.
        is_put_by: whether it is left because it cannot be booked now; nothing is asked then.
    """

    def __init__(self, clinic: int, booking: Booking | None = None) -> None:
        self.clinic = clinic
        self.booking = booking
        self.web_name = ""
        self.types: tuple[int, ...] = ()
        self.day: Day | None = None
        self.time: WebTime | None = None
        self.reason = ""
        self.phone = ""
        self.agreed = ""
        self.is_done = False
        self.is_put_by = False

    @property
    def key(self) -> int | None:
        """The id of the booking that is moved."""
        return self.booking.id if self.booking else None

    @property
    def wish(self) -> Wish:
        """What is to be booked; a time must have been chosen."""
        assert self.time is not None
        moved = None if self.booking is None else seen_booking(self.booking)
        return Wish(self.time, self.reason, self.phone, self.agreed, moved)

    def choose_type(self, chosen: WebType) -> None:
        """Choose a type; another one than before has other days."""
        if chosen.web_name != self.web_name:
            self.day = None
        self.web_name, self.types = chosen.web_name, chosen.types

    def begin(self, known: Beginning) -> None:
        """Begin with what is known of the citizen."""
        self.phone = self.phone or known.phone

    @property
    def what_is_lost(self) -> str:
        """What leaving it would lose, a sentence; empty when that is nothing."""
        if self.is_done or self.is_put_by or not (self.time or self.reason):
            return ""
        when = f" tiden {when_text(self.time.seen.start)}" if self.time else ""
        return f"Du har inte {'ombokat till' if self.booking and when else 'bokat'}{when} ännu."


class PutBy(dict[tuple[int | None, int, int | None], BookingDraft]):
    """Drafts that wait, by the citizen, the clinic and the booking that is moved."""


def put_by(book: Book, actor: Actor, draft: BookingDraft) -> None:
    """Keep a draft that cannot be booked now, for the same citizen at the same clinic."""
    book.remembered(PutBy)[(actor.patient, draft.clinic, draft.key)] = draft


def take_up(book: Book, actor: Actor, clinic: int, booking: Booking | None = None) -> BookingDraft:
    """The draft that was put by, else a new one."""
    key = (actor.patient, clinic, booking.id if booking else None)
    draft = book.remembered(PutBy).pop(key, None) or BookingDraft(clinic, booking)
    draft.is_put_by = False
    draft.booking = booking  # as it is shown now; it may have been moved since
    # Days and times are chosen anew: those that were there then may be gone.
    draft.time = draft.day = None
    return draft


class BookingStep:
    """A page's part in a booking. The first step stands for all: it asks before they are lost."""

    def __init__(self, page: CitizenScreen, draft: BookingDraft, *, is_first: bool = False) -> None:
        self._page = page
        self.draft = draft
        self.is_first = is_first
        self.known: Beginning | None = None
        """What the clinic says, once the page has read it."""
        self.told = ""
        """What another page had to say here; it stays until something is chosen."""

    @property
    def crumb(self) -> str:
        """The first step names them all."""
        if not self.is_first:
            return ""
        return _MOVING if self.draft.booking else _BOOKING

    @property
    def what_is_lost(self) -> str:
        """The first step says what leaving would lose."""
        return self.draft.what_is_lost if self.is_first else ""

    def show_terms(self) -> None:
        """Show the terms once more, in full."""
        if (known := self.known) is not None:
            kind = CaseKind.CHANGE if self.draft.booking else CaseKind.BOOK
            dialog = TermsDialog(known.title, kind, known.terms, known.clinic)
            self._page.app.push_screen(dialog)

    def go_way(self, fault: Fault) -> None:
        """Go the way on from a fault; what was typed is kept in the draft."""
        page = self._page.below(_BACK_TO[fault.way]) if fault.way in _BACK_TO else None
        step = step_of(page)
        if page is not None and step is not None:
            step.told = f"{fault.text} {KEPT}" if self.draft.reason and fault.text else fault.text
            self._page.back_to(page, step.choose_anew)
        elif fault.way in (Way.CLINIC, Way.BOOKINGS):
            self.leave_all(keep=fault.way is Way.CLINIC or self.draft.booking is not None)

    def choose_anew(self) -> None:
        """Say what led back here; another time is to be chosen."""
        self.draft.time = None
        self._page.say(self.told, stays=True)

    def leave_all(self, *, keep: bool = True) -> None:
        """Leave the booking without a question: it cannot be gone on with now.

        Args:
            keep: let the draft wait where it was begun.
        """
        if keep:
            session = self._page.session
            put_by(session.book, session.actor, self.draft)
        self.draft.is_put_by = True
        self.back_out()

    def back_out(self, then: Callable[[], object] | None = None) -> None:
        """Close all steps, down to the page where the booking was begun; asks first.

        Args:
            then: done once that is on top.
        """
        stack = self._page.stack
        first = next(n for n, page in enumerate(stack) if self._is_of_it(page))
        below = stack[first - 1] if first else None
        if isinstance(below, CitizenScreen):
            self._page.back_to(below, then)

    def _is_of_it(self, page: object) -> bool:
        step = step_of(page)
        return step is not None and step.draft is self.draft


def step_of(page: object) -> BookingStep | None:
    """A page's part in a booking; None where it has none."""
    step = page.step if isinstance(page, CitizenScreen) else None
    return step if isinstance(step, BookingStep) else None


class TermsDialog(CitizenDialog[None]):
    """Shows the terms of an ärendetyp, which the clinic wrote."""

    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "TermsView, DialogButton"
    DEFAULT_CSS = """
    TermsDialog DialogFrame { max-width: 84; }
    TermsDialog TermsView { max-height: 100%; }
    """

    def __init__(self, title: str, kind: CaseKind, terms: Terms, clinic: str) -> None:
        super().__init__(title)
        self._kind, self._terms, self._clinic = kind, terms, clinic

    def content(self) -> ComposeResult:
        """The text."""
        shown = render(self._kind, self._terms, full=True)
        if shown:
            yield TermsView(shown)
        else:
            unwritten = f"{self._clinic} har inte skrivit någon information."
            yield Static(Content(clean(unwritten)))
