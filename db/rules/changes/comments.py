"""The patient's comment as the web writes it: a phone line and free text (R55)."""

from db.values import Booking


def web_comment(phone: str, text: str) -> str:
    """The comment of a booking or rebooking made on the web; number and text may be empty."""
    line = f"Mitt telefonnummer: {phone}" if phone else ""
    return f"{line} {text}".strip()


def booking_comment(booking: Booking) -> str:
    """A booking's comment as it is shown: number, words and reason are kept apart in the book."""
    return cancelled_comment(booking.reason, web_comment(booking.phone, booking.comment))


def cancelled_comment(reason: str, earlier: str) -> str:
    """The comment once cancelled: the reason stands first, above the earlier one (R53)."""
    return "\n".join(part for part in (reason, earlier) if part)
