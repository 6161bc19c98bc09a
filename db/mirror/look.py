"""One look at 1177 from the staff's side: in one snapshot, with somebody's eyes (R9, R12-R23).

Whatever is told comes from the operations that the citizen's own pages ask.
"""

from db.book import Book
from db.errors import NotFound
from db.mirror.values import At, Seen, Subject
from db.offer import preview as previews
from db.setup import patients
from db.values import Actor, Role


def look(book: Book, actor: Actor, clinic: int, eyes: int | None, subject: Subject) -> Seen:
    """What 1177 shows now of what the subject is about.

    Args:
        actor: who works with the book; the page is this one's.
        clinic: the unit.
        eyes: the patient to look as; None for anyone, for whom no limited audience is asked. One
            that is not in the book is nobody either.

    Raises:
        BookError: what the book says.
    """
    with book.read() as reader:
        try:
            who = None if eyes is None else patients.load(reader, eyes)
        except NotFound:
            who = None
        citizen = actor if who is None else Actor(Role.CITIZEN, patient=who.id)
        waits = previews.waits(reader, clinic, None if who is None else who.id)
        told = subject.tell(At(book, reader, actor, clinic, who, citizen, waits))
    return Seen(subject.about, told.eyes or ("" if who is None else who.name), told, waits)
