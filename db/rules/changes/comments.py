"""The patient's comment as the web writes it: a phone line and free text (R55)."""

import re

from db.values import Booking


def web_comment(phone: str, text: str) -> str:
    """The comment of a booking or rebooking made on the web; number and text may be empty."""
    line = f"Mitt telefonnummer: {phone}" if phone else ""
    return f"{line} {text}".strip()


_NUMBER_FIRST = re.compile(r"(?m)^Mitt telefonnummer: \+?[0-9][0-9 ()-]* (?=[^\s0-9])")


def words_first(comment: str) -> str:
    """A comment where there is no room for all of it: without the number before the words (R55)."""
    return _NUMBER_FIRST.sub("… ", comment)


def booking_comment(booking: Booking) -> str:
    """A booking's comment as it is shown: number, words and reason are kept apart in the book."""
    return cancelled_comment(booking.reason, web_comment(booking.phone, booking.comment))


def cancelled_comment(reason: str, earlier: str) -> str:
    """The comment once cancelled: the reason stands first, above the earlier one (R53)."""
    return "\n".join(part for part in (reason, earlier) if part)
