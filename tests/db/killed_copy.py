"""Copy a book and be killed at the n-th call: ``python -m tests.db.killed_copy BOOK TARGET``.

Each try is a process of its own that kills itself, until one comes through. What stands in the
target's place after each is printed: ``none`` or ``whole``.
"""

import os
import signal
import sys
from pathlib import Path

from db.book import Book


def killed_at(number: int, book: str, place: Path) -> bool:
    """Whether a process that copies the book is killed by its ``number``-th call."""
    child = os.fork()
    if not child:
        seen = 0

        def count(*_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

        with Book.open(book) as opened:
            sys.setprofile(count)
            opened.backup(place)
            sys.setprofile(None)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(book: str, target: str) -> None:
    """Try until a copy comes through."""
    place = Path(target)

    with Book.open(book) as opened:
        opened.backup(place)  # everything is imported
    place.unlink()
    number, killed = 1, True
    while killed:
        killed = killed_at(number, book, place)
        if place.exists():
            with Book.open(place) as copy:  # examines every page
                with copy.read() as reader:
                    rows = reader.value("SELECT count(*) FROM booking_change")
                print("whole" if rows else "broken")
            place.unlink()
        else:
            print("none")
        number += 13
    print(*sorted(one.name for one in place.parent.iterdir()), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
