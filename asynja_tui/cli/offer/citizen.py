"""``asynja-tui citizen``: straight to 1177, as by a direct link on a clinic's site (R105)."""

from argparse import Namespace

from asynja_tui.cli import arguments, place
from asynja_tui.cli.output import Answer
from asynja_tui.cli.usage import Usage
from db.book import Book
from db.citizen import login
from db.setup import clinics
from screens.citizen.deep_link import BOOK, DeepLink


def enter(args: Namespace) -> Answer:
    """Open the program on the login of 1177, and go on to what was asked for after it.

    Raises:
        Usage: told to answer with JSON.
        Invalid, NotFound: one cannot log in with the number; there is no such clinic.
    """
    if args.json:
        raise Usage("citizen öppnar programmet och svarar inte med JSON.", field="json")
    path = place.ready(args.book)
    with Book.open(path) as book:
        clinic = clinics.find(book, args.clinic or "")
        if args.pnr:
            login.log_in(book, args.pnr)
    # Times are booked at a clinic; the booked ones are shown for all without one.
    named = clinic.id if args.clinic or args.service == BOOK else 0
    link = DeepLink(named, args.service, args.pnr.replace(" ", ""))
    from asynja_tui import app

    name = arguments.caller()  # whose the pages of care beneath are
    code = app.run(
        path, clinic.name, page="citizen", argument=link.text, name=name, look=arguments.look()
    )
    return Answer({}, code=code)
