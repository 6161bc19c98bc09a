"""Whether a book is as a script wants it: the checks of the exercises, asked once."""

from collections.abc import Sequence

from db.book import Book
from db.training.checks.case import Case
from db.training.checks.values import Demand
from db.training.checks.vocabulary import first_fault


def unmet(book: Book, unit: str, demands: Sequence[Demand]) -> str:
    """What is not as it should be, a whole Swedish sentence; empty when all is.

    Args:
        unit: the unit's name; the first one when empty.
    """
    if not demands:
        return ""
    with book.read() as reader:
        outcome = first_fault(Case(book, reader, unit), demands)
    return "" if outcome.done else outcome.remark
