"""The patient's comment as the web writes it: a phone line and free text (R55)."""


def web_comment(phone: str, text: str) -> str:
    """The comment of a booking or rebooking made on the web.

    Args:
        phone: the patient's number, possibly empty.
        text: what the patient wrote, possibly empty.
    """
    line = f"Mitt telefonnummer: {phone}" if phone else ""
    return f"{line} {text}".strip()


def cancelled_comment(reason: str, earlier: str) -> str:
    """The comment once cancelled: the reason stands first, above the earlier one (R53)."""
    return "\n".join(part for part in (reason, earlier) if part)
