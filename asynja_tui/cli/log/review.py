"""``asynja-tui log review``: straight to the page of a log, its rows read in first if need be.

Nothing here is imported that only reading in needs, so that a log of the book shows at once.
"""

import os
from argparse import Namespace

from asynja_tui.cli import arguments, output, place
from asynja_tui.cli.output import Answer
from asynja_tui.cli.usage import Usage
from db.book import Book
from db.errors import Unusable
from db.log.query import file_id
from db.setup import clinics


def review(args: Namespace) -> Answer:
    """Import a log, if one is given, and open the program on the page of that log.

    Raises:
        Usage: told to answer with JSON, or both a file to import and an imported one.
        Unusable: there is no terminal to review it in.
    """
    if args.json:
        raise Usage("log review öppnar programmet och svarar inte med JSON.", field="json")
    if args.path and args.file:
        raise Usage("Ange antingen en fil att läsa in eller --file med en som är inläst.")
    path = place.ready(args.book)
    with Book.open(path) as book:
        clinic = clinics.find(book, args.clinic or "")
        file = _read_in(book, clinic.id, args) if args.path else args.file or ""
        with book.read() as reader:
            file_id(reader, clinic.id, file)
    _take_the_keyboard(args.path)
    from asynja_tui import app

    name = arguments.caller()
    return Answer(
        {},
        code=app.run(
            path, clinic.name, page="log", argument=file, name=name, look=arguments.look()
        ),
    )


def _read_in(book: Book, clinic: int, args: Namespace) -> str:
    """Import the file; the name it has in the book."""
    from asynja_tui.cli.log import file as log_file

    done = log_file.read_in(book, clinic, args)
    for line in log_file.lines_of(done):
        output.say(line)
    return done.file


def _take_the_keyboard(read_in: str) -> None:
    """Read keys from the terminal itself where the log came through standard input.

    Textual reads descriptor 0, which then is the pipe.

    Args:
        read_in: the file that has been read in; nothing when the log was in the book.

    Raises:
        Unusable: there is no terminal.
    """
    try:
        if os.isatty(0):
            return
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        said = "log review visar loggen i programmet och behöver en terminal."
        if read_in:
            said += " Loggen är inläst: se asynja-tui log files."
        else:
            said += " Utan terminal visas den av asynja-tui log."
        raise Unusable("no-terminal", said) from None
    os.dup2(terminal, 0)
    os.close(terminal)
