"""What is said of what a patient on the waiting list waits for."""

from db.rules.local_time import day_of, day_text
from db.values import Day, Instant


def waits_already(name: str, since: Instant) -> str:
    """That a patient waits for the very same already: a sentence to confirm.

    Args:
        since: when that entry was made.
    """
    return f"{name} väntar redan på samma sak sedan {day_text(day_of(since))}."


def passed_note(wanted_to: Day | None, today: Day) -> str:
    """That the wanted period has passed: nothing can be offered in it. Empty when it has not.

    Args:
        wanted_to: the last local day wanted; None for no end.
        today: the book's local day.
    """
    if wanted_to is None or wanted_to >= today:
        return ""
    return f"Önskad period har passerat: den slutade {day_text(wanted_to)}."
