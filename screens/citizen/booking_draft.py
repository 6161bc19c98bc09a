"""What a citizen has chosen and typed of a booking so far; the pages of one booking share it."""

from weakref import WeakKeyDictionary

from db.book import Book
from db.citizen.booking import Wish
from db.citizen.choices import Beginning, WebTime, WebType
from db.rules.changes.same_as_shown import seen_booking
from db.rules.changes.web_booking import when_text
from db.values import Actor, Booking, Day


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

    def choose_type(self, one: WebType) -> None:
        """Choose a type; another one than before has other days."""
        if one.web_name != self.web_name:
            self.day = None
        self.web_name, self.types = one.web_name, one.types

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


_Kept = dict[tuple[int | None, int, int | None], BookingDraft]
_put_by: WeakKeyDictionary[Book, _Kept] = WeakKeyDictionary()


def put_by(book: Book, actor: Actor, draft: BookingDraft) -> None:
    """Keep a draft that cannot be booked now, for the same citizen at the same clinic."""
    _put_by.setdefault(book, {})[(actor.patient, draft.clinic, draft.key)] = draft


def take_up(book: Book, actor: Actor, clinic: int, booking: Booking | None = None) -> BookingDraft:
    """The draft that was put by, else a new one."""
    key = (actor.patient, clinic, booking.id if booking else None)
    draft = _put_by.get(book, {}).pop(key, None) or BookingDraft(clinic, booking)
    draft.is_put_by = False
    draft.booking = booking  # as it is shown now; it may have been moved since
    # Days and times are chosen anew: those that were there then may be gone.
    draft.time = draft.day = None
    return draft
