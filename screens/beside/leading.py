"""Where a line of the mirror leads: to the type, or to 1177 as the visit's patient."""

from typing import Any, Final

from db.bookings.rows import load_booking
from db.errors import BookError
from db.permissions import CARE
from db.setup import patients
from screens import pages

TYPE_COLUMN: Final = "web_name"
"""Where one stands in Tidstyper: it is the name that the mirror shows."""


def lead(page: Any, kind: str, key: int) -> None:  # noqa: ANN401 - screens.base would be a circle
    """Go from a page to what a line stands for; where there is no way, the bell says so."""
    if kind == "type":
        _open(page, "time_types", begin_at=(key, TYPE_COLUMN))
    elif kind == "portal" and page.session.actor.role in CARE:
        link = page.attempt(lambda: _link(page, key))
        if link is not None:
            _open(page, "citizen", link)
    else:
        page.app.bell()


def _link(page: Any, booking: int) -> str:  # noqa: ANN401 - as above
    """The direct link to the booked times of a booking's patient (R105)."""
    session = page.session
    with session.book.read() as reader:
        found = load_booking(reader, session.actor, booking)
        pnr = patients.load(reader, found.patient).pnr
    return f"clinic={found.clinic} bokade pnr={pnr}"


def _open(page: Any, name: str, *arguments: str, **attributes: object) -> None:  # noqa: ANN401 - as above
    wanted = pages.find(name)
    if wanted is None or not page.is_active:
        return
    try:
        made = wanted.load()(page.session, *arguments)
    except BookError as error:
        page.show_error(error)
        return
    made.page = wanted.name
    for attribute, value in attributes.items():
        setattr(made, attribute, value)
    page.app.push_screen(made)
