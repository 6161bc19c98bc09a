"""A clinic: its contact card, Mottagningens tjänster, and one's booked times there (R92, R99)."""

from db.citizen import portal
from db.citizen.portal import ClinicView, Service
from db.values import CaseKind
from screens.citizen.base import CitizenScreen
from screens.citizen.deep_link import BOOK, BOOKED
from screens.commands import Command
from screens.session import Session
from widgets.link_view import BLANK, Row, fact, link, text

_LABEL = 12
_ORDERING = "Ring mottagningen för att beställa tid; här i övningen skickas ingen förfrågan."


class ClinicPage(CitizenScreen):
    """The clinic's page; goes on at once to the ``service`` of a deep link."""

    PAGE_NAME = "Mottagning"
    HELP = (
        "Här ser du mottagningens kontaktkort och de tjänster som är öppna för dig, med namnen i"
        " mottagningens journalsystem. Är en tjänst inte öppen står det varför, och vad du kan"
        " göra i stället."
    )
    PAGE_COMMANDS = (
        Command("book", "Boka tid", "Bokar en tid på mottagningen.", key="b",
                when=lambda screen: screen.is_open(CaseKind.BOOK)),
        Command("bookings", "Bokade tider", "Visar dina bokade tider här.", key="t"),
    )  # fmt: skip

    def __init__(self, session: Session, clinic: int, service: str = "") -> None:
        super().__init__(session)
        self.clinic = clinic
        self._service = service
        self._shown: ClinicView | None = None

    @property
    def crumb(self) -> str:
        """The clinic's name."""
        return self._shown.where.name if self._shown else "Mottagning"

    def reload(self) -> None:
        """Read and show; the way here has the clinic's name in it."""
        session = self.session
        self._shown = portal.clinic_page(session.book, session.actor, self.clinic)
        self.view.show(self._rows())
        self.draw_title()
        self.refresh_bindings()
        service, self._service = self._service, ""
        if service:
            self.call_after_refresh(self._go_on, service)

    def is_open(self, kind: CaseKind) -> bool:
        """Whether the service is open to the citizen now."""
        services = self._shown.services if self._shown else ()
        return any(service.kind is kind and not service.note for service in services)

    # --- drawing ------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        shown = self._shown
        if shown is None:
            return []
        rows = [text(shown.where.name, "heading")]
        facts = (("Telefon", shown.where.phone), ("Adress", shown.address))
        rows += [fact(label, value, _LABEL) for label, value in facts if value]
        rows += [BLANK, text("Mottagningens tjänster", "heading")]
        for service in shown.services:
            rows += _service_rows(service)
        if not shown.services:
            rows.append(text("Mottagningen har inga tjänster på 1177 ännu. Ring den.", "quiet"))
        rows += [BLANK, text("Bokade tider", "heading")]
        width = max((len(booked.when) for booked in shown.booked), default=0)
        rows += [
            link(
                f"booking:{booked.booking.id}",
                booked.when,
                booked.booking.resource_name,
                width=width,
            )
            for booked in shown.booked
        ]
        if not shown.booked and not shown.unseen:
            book = " Välj Boka tid för att boka en." if self.is_open(CaseKind.BOOK) else ""
            rows.append(text(f"Du har inga bokade tider som visas här.{book}", "quiet"))
        rows += [text(note, "quiet") for note in shown.unseen]
        return [*rows, BLANK, link("back", "Tillbaka")]

    # --- going --------------------------------------------------------------------------------

    def chosen(self, name: str) -> None:
        """A link."""
        what, _, key = name.partition(":")
        if what == "booking":
            self.go("bookings", self.clinic, int(key))
        else:
            super().chosen(name)

    def _go_on(self, service: str) -> None:
        if self.is_active:
            {BOOK: self.action_book, BOOKED: self.action_bookings}[service]()

    def action_book(self) -> None:
        """Book a time; where that is not open the page says why."""
        if self.is_open(CaseKind.BOOK):
            from screens.citizen.booking_terms import first_page

            page = self.attempt(lambda: first_page(self.session, self.clinic))
            if page is not None:
                self.open(page)

    def action_bookings(self) -> None:
        """The booked times here."""
        self.go("bookings", self.clinic)


_LEADS_TO = {CaseKind.BOOK: "book", CaseKind.CHANGE: "bookings"}


def _service_rows(service: Service) -> list[Row]:
    if service.note:
        return [text(service.name), text(service.note, "quiet", indent=2)]
    if service.kind is CaseKind.REQUEST:
        return [text(service.name), text(_ORDERING, "quiet", indent=2)]
    return [link(_LEADS_TO[service.kind], service.name)]
