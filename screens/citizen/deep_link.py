"""Where to go on 1177 once logged in: the direct links that clinics put on their sites (R105)."""

from typing import Final, NamedTuple

BOOK, BOOKED = "boka", "bokade"
SERVICES: Final = (BOOK, BOOKED)
"""What a link may lead to at a clinic, or for the booked times at all of them."""

_CLINIC, _PNR = "clinic=", "pnr="


class DeepLink(NamedTuple):
    """A link.

    Attributes:
        clinic: the clinic's id; 0 for none.
        service: one of ``SERVICES``, or empty.
        pnr: who logs in, without a question; empty to choose.
    """

    clinic: int = 0
    service: str = ""
    pnr: str = ""

    @property
    def text(self) -> str:
        """The link in one word that ``read`` reads."""
        parts = [f"{_CLINIC}{self.clinic}" if self.clinic else "", self.service]
        return " ".join([*filter(None, parts), *([f"{_PNR}{self.pnr}"] if self.pnr else [])])

    @property
    def is_nowhere(self) -> bool:
        """Whether it leads to the start page alone."""
        return not self.clinic and not self.service


def read(text: str) -> DeepLink:
    """The link that was written; words it does not know are passed over."""
    link = DeepLink()
    for word in text.split():
        if word.startswith(_CLINIC) and word.removeprefix(_CLINIC).isdecimal():
            link = link._replace(clinic=int(word.removeprefix(_CLINIC)))
        elif word in SERVICES:
            link = link._replace(service=word)
        elif word.startswith(_PNR):
            link = link._replace(pnr=word.removeprefix(_PNR))
    return link
