"""Start: the booked times at all clinics, the inbox, the clinics and the settings (R98-R99)."""

from textual.app import ComposeResult

from db.citizen import portal
from db.citizen.portal import Home
from db.citizen.shown_times import BookedTime
from screens.citizen.base import LOG_OUT, CitizenScreen
from screens.citizen.deep_link import BOOK, BOOKED, DeepLink
from screens.citizen.phone import Beside, PhonePanel
from screens.commands import Command
from screens.session import Session
from widgets.link_view import BLANK, LinkView, Row, link, text

FEW = 3
"""As many booked times show when the list is folded."""
_LABEL = 26
_NOWHERE = DeepLink()
_NO_CLINIC = "Du har inga mottagningar ännu. Lägg till den mottagning du vill ha kontakt med."


def _never(page: "StartPage") -> bool:
    return False  # Esc logs out: below the start page is only the login


class StartPage(CitizenScreen):
    """The citizen's own start page.

    Args:
        session: the citizen's.
        link: where to go on to at once.
    """

    PAGE_NAME = "Start"
    CRUMB = "Start"
    HELP = (
        "Startsidan på 1177 visar dina bokade tider på alla mottagningar, dina olästa meddelanden"
        " och dina mottagningar. En mottagning finns här när du har lagt till den, har en bokad"
        " tid där eller har fått ett meddelande därifrån. Telefonen visar vilka aviseringar som"
        " kommer, och vilka som inte gör det."
    )
    PAGE_COMMANDS = (
        Command("clinics", "Mottagning", "Går till din mottagning, eller till listan av dem.",
                key="k"),
        Command("bookings", "Bokade tider", "Visar alla dina bokade tider.", key="b"),
        Command("inbox", "Inkorg", "Visar dina meddelanden.", key="i"),
        Command("log_out", "Logga ut", LOG_OUT[0].tip, key="escape,ctrl+l,ctrl+w", context=False),
        Command("phone", "Telefonen", "Visar vilka sms och mejl som har kommit.", key="t"),
        Command("own_settings", "Inställningar", "Slår på och av aviseringar.", key="s"),
        Command("add_clinic", "Lägg till mottagning",
                "Väljer en mottagning bland dem som finns på 1177.", key="m"),
        Command("back", "Logga ut", LOG_OUT[0].tip, there=_never),
    )  # fmt: skip

    def __init__(self, session: Session, link: DeepLink = _NOWHERE) -> None:
        super().__init__(session)
        self._link = link
        self._home = Home((), 0, ())
        self._all = True

    def body(self) -> ComposeResult:
        """The page, and the phone where there is room."""
        yield Beside(LinkView(), PhonePanel())

    def reload(self) -> None:
        """Read and show."""
        session = self.session
        self._home = portal.home(session.book, session.actor)
        self.query_one(LinkView).show(self._rows())
        self.query_one(PhonePanel).read(session)
        link, self._link = self._link, _NOWHERE
        if not link.is_nowhere:
            self.call_after_refresh(self._follow_link, link)

    # --- drawing ------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        home = self._home
        rows = [text("Bokade tider", "heading")]
        shown = home.booked if self._all else home.booked[:FEW]
        width = max((len(one.when) for one in shown), default=0)
        rows += [_booked_row(one, width) for one in shown]
        if not home.booked and not home.unseen:
            rows.append(text("Du har inga bokade tider som visas här.", "quiet"))
        rows += [text(note, "quiet") for note in home.unseen]
        if len(home.booked) > FEW:
            label = "Visa mindre" if self._all else f"Visa alla ({len(home.booked)})"
            rows.append(link("fold", label))
        count = f"{home.unread} olästa" if home.unread > 1 else f"{home.unread} oläst"
        note = f"● {count}" if home.unread else "inga olästa meddelanden"
        rows += [BLANK, text("Inkorg", "heading"), link("inbox", "Meddelanden", note, width=_LABEL)]
        rows += [BLANK, text("Mottagningar", "heading")]
        rows += [
            link(f"clinic:{one.id}", one.name, _count(one.booked), width=_LABEL)
            for one in home.clinics
        ]
        if not home.clinics:
            rows.append(text(_NO_CLINIC, "quiet"))
        rows.append(link("add_clinic", "Lägg till mottagning"))
        rows += [BLANK, text("Inställningar", "heading"), link("own_settings", "Aviseringar")]
        rows.append(link("phone", "Telefonen", "vilka sms och mejl som har kommit", width=_LABEL))
        return rows

    # --- going --------------------------------------------------------------------------------

    def chosen(self, name: str) -> None:
        """A link."""
        what, _, key = name.partition(":")
        if what == "fold":
            self._all = not self._all
            self.query_one(LinkView).show(self._rows())
        elif what == "booking":
            self._bookings(int(key))
        elif what == "clinic":
            self._clinic(int(key))
        else:
            getattr(self, f"action_{what}")()

    def _follow_link(self, link: DeepLink) -> None:
        """Go where a direct link leads, with the clinic's page below (R105)."""
        if not self.is_active:
            return
        if link.clinic:
            from screens.citizen.clinic import ClinicPage

            self.open(ClinicPage(self.session, link.clinic, link.service))
        elif link.service in (BOOKED, BOOK):
            self._bookings(None)

    def _bookings(self, booking: int | None) -> None:
        from screens.citizen.bookings import BookingsPage

        self.open(BookingsPage(self.session, booking=booking))

    def _clinic(self, clinic: int) -> None:
        from screens.citizen.clinic import ClinicPage

        self.open(ClinicPage(self.session, clinic))

    def action_clinics(self) -> None:
        """The clinic, where there is but one; else the first of the list."""
        clinics = self._home.clinics
        if len(clinics) == 1:
            self._clinic(clinics[0].id)
        else:
            self.query_one(LinkView).go(f"clinic:{clinics[0].id}" if clinics else "add_clinic")

    def action_bookings(self) -> None:
        """All booked times."""
        self._bookings(None)

    def action_inbox(self) -> None:
        """The messages."""
        from screens.citizen.inbox import InboxPage

        self.open(InboxPage(self.session))

    def action_add_clinic(self) -> None:
        """The clinics there are."""
        from screens.citizen.add_clinic import AddClinicPage

        self.open(AddClinicPage(self.session))

    def action_phone(self) -> None:
        """The phone alone."""
        from screens.citizen.phone import PhonePage

        self.open(PhonePage(self.session))

    def action_own_settings(self) -> None:
        """Notices on and off."""
        from screens.citizen.settings import SettingsPage

        self.open(SettingsPage(self.session))

    def action_back(self) -> None:
        """Below the start page is only the login."""
        self.action_log_out()


def _booked_row(one: BookedTime, width: int) -> Row:
    note = f"{one.booking.resource_name}, {one.where.name}"
    return link(f"booking:{one.booking.id}", one.when, note, width=width)


def _count(booked: int) -> str:
    return {0: "", 1: "1 bokad tid"}.get(booked, f"{booked} bokade tider")
