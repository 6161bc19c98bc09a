"""Start: the booked times at all clinics, the inbox, the clinics; and what it alone leads to.

That is Lägg till mottagning and Inställningar (R98-R99, R122).
"""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.citizen import phone, portal
from db.citizen.portal import Home
from db.citizen.shown_times import BookedTime
from db.rules.names.phone import sms_note
from db.setup import patients
from db.values import clean
from screens.citizen.base import LOG_OUT, CitizenScreen
from screens.citizen.deep_link import BOOK, BOOKED, DeepLink
from screens.citizen.phone import Beside, PhonePanel
from screens.commands import Command
from screens.session import Session
from widgets.forms.options import Tick
from widgets.link_view import BLANK, LinkView, Row, link, text

FEW = 3
"""As many booked times show when the list is folded."""
_LABEL = 26
_NOWHERE = DeepLink()
_NOTICES = (
    "En avisering säger bara att du har ett meddelande i inkorgen, aldrig vad det står i det. Du"
    " får den när du själv eller vården bokar eller ombokar. När vården avbokar skickas ingen;"
    " då ska mottagningen kontakta dig."
)
_OWN = "Bara du kan ändra det här. Personalen ser inte om aviseringar är på."
_NONE = "Du har inga bokade tider som visas här."
_NO_BOOKINGS = f"{_NONE} Välj en mottagning här nedanför för att boka."
_ALL_MINE = "Alla mottagningar på 1177 finns redan bland dina: välj en av dem på startsidan."
_NONE_CONNECTED = "Ingen mottagning är ansluten till 1177 än. Titta igen senare."
_NO_CLINIC = "Du har inga mottagningar ännu. Lägg till den mottagning du vill ha kontakt med."


class StartPage(CitizenScreen):
    """The citizen's own start page; goes on at once where a ``link`` leads."""

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
        Command("bookings", "Bokade tider", "Visar alla dina bokade tider.", key="t"),
        Command("inbox", "Inkorg", "Visar dina meddelanden.", key="i"),
        Command("log_out", "Logga ut", LOG_OUT.tip, key="escape,ctrl+l", context=False),
        Command("phone", "Telefonen", "Visar vilka sms och mejl som har kommit.", key="f"),
        Command("own_settings", "Inställningar", "Slår på och av aviseringar.", key="s"),
        Command("add_clinic", "Lägg till mottagning",
                "Väljer en mottagning bland dem som finns på 1177.", key="m"),
        # Esc logs out: below the start page is only the login.
        Command("back", "Logga ut", LOG_OUT.tip, there=lambda page: False),
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
        self.view.show(self._rows())
        self.query_one(PhonePanel).read(session)
        link, self._link = self._link, _NOWHERE
        if not link.is_nowhere:
            self.call_after_refresh(self._follow_link, link)

    # --- drawing ------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        home = self._home
        rows = [text("Bokade tider", "heading")]
        shown = home.booked if self._all else home.booked[:FEW]
        width = max((len(booked.when) for booked in shown), default=0)
        rows += [_booked_row(booked, width) for booked in shown]
        if not home.booked and not home.unseen:
            rows.append(text(_NO_BOOKINGS if home.clinics else _NONE, "quiet"))
        rows += [text(note, "quiet") for note in home.unseen]
        if len(home.booked) > FEW:
            label = "Visa mindre" if self._all else f"Visa alla ({len(home.booked)})"
            rows.append(link("fold", label))
        count = f"{home.unread} olästa" if home.unread > 1 else f"{home.unread} oläst"
        note = f"● {count}" if home.unread else "inga olästa meddelanden"
        rows += [BLANK, text("Inkorg", "heading"), link("inbox", "Meddelanden", note, width=_LABEL)]
        rows += [BLANK, text("Mottagningar", "heading")]
        rows += [
            link(f"clinic:{clinic.id}", clinic.name, _count(clinic.booked), width=_LABEL)
            for clinic in home.clinics
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
        if name == "fold":
            self._all = not self._all
            self.view.show(self._rows())
        else:
            super().chosen(name)

    def _follow_link(self, link: DeepLink) -> None:
        """Go where a direct link leads, with the clinic's page below (R105)."""
        if not self.is_active:
            return
        if link.clinic:
            self.go("clinic", link.clinic, link.service)
        elif link.service in (BOOKED, BOOK):
            self.go("bookings")

    def action_clinics(self) -> None:
        """The clinic, where there is but one; else the first of the list."""
        clinics = self._home.clinics
        if len(clinics) == 1:
            self.go("clinic", clinics[0].id)
        else:
            self.view.go(f"clinic:{clinics[0].id}" if clinics else "add_clinic")

    def action_add_clinic(self) -> None:
        """The clinics there are."""
        self.open(AddClinicPage(self.session))

    def action_own_settings(self) -> None:
        """Notices on and off."""
        self.open(SettingsPage(self.session))

    def action_back(self) -> None:
        """Below the start page is only the login."""
        self.action_log_out()


def _booked_row(booked: BookedTime, width: int) -> Row:
    note = f"{booked.booking.resource_name}, {booked.where.name}"
    return link(f"booking:{booked.booking.id}", booked.when, note, width=width)


def _count(booked: int) -> str:
    return {0: "", 1: "1 bokad tid"}.get(booked, f"{booked} bokade tider")


class AddClinicPage(CitizenScreen):
    """The clinics to choose from."""

    PAGE_NAME = "Lägg till mottagning"
    CRUMB = "Lägg till mottagning"
    HELP = (
        "Välj en mottagning för att ha den bland dina. Att du lägger till den gör inte att du hör"
        " till ett begränsat urval av invånare; det väljer mottagningen själv."
    )

    def reload(self) -> None:
        """Read and show."""
        clinics = portal.clinics_to_add(self.session.book, self.session.actor)
        rows: list[Row] = [text("Lägg till mottagning", "heading"), BLANK]
        rows += [link(f"clinic:{clinic.id}", clinic.name) for clinic in clinics]
        if not clinics:
            mine = portal.home(self.session.book, self.session.actor).clinics
            rows.append(text(_ALL_MINE if mine else _NONE_CONNECTED, "quiet"))
        self.view.show([*rows, BLANK, link("back", "Tillbaka")])

    def chosen(self, name: str) -> None:
        """Add it, and go back to where it now stands."""
        what, _, key = name.partition(":")
        if what == "clinic":
            self.attempt(lambda: self._add(int(key)))
        else:
            self.action_back()

    def _add(self, clinic: int) -> None:
        portal.add_clinic(self.session.book, self.session.actor, clinic)
        self.close()


class SettingsPage(CitizenScreen):
    """Two ticks."""

    PAGE_NAME = "Inställningar"
    CRUMB = "Inställningar"
    HELP = "Mellanslag slår på och av. Det gäller från nästa gång något händer med dina tider."
    AUTO_FOCUS = "Tick"
    DEFAULT_CSS = """
    SettingsPage VerticalScroll { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    SettingsPage.-high VerticalScroll { padding: 1 3; }
    SettingsPage Static { height: auto; margin-bottom: 1; }
    SettingsPage #saved { margin: 0; }
    SettingsPage #no_sms { margin: 0 0 0 2; }
    """

    def body(self) -> ComposeResult:
        """The ticks, and what they mean."""
        yield VerticalScroll(
            Static(Content("Aviseringar"), classes="heading"),
            Tick("Sms", id="sms"),
            Static(id="no_sms", classes="attention"),
            Tick("Mejl", id="mail"),
            Static(id="saved", classes="attention"),
            Static(Content(_NOTICES)),
            Static(Content(_OWN), classes="quiet"),
            can_focus=False,
        )

    def reload(self) -> None:
        """Read and show."""
        wishes = phone.read(self.session.book, self.session.actor)
        for name, on, where in (
            ("sms", wishes.sms, wishes.number or "du har inget mobilnummer"),
            ("mail", wishes.mail, wishes.email or "du har ingen e-postadress"),
        ):
            tick = self.query_one(f"#{name}", Tick)
            tick.label = f"{'Sms till' if name == 'sms' else 'Mejl till'} {where}"
            tick.value = on
            tick.refresh()
        note = self.query_one("#no_sms", Static)
        note.update(Content(clean(sms_note(wishes.number))))
        note.display = bool(sms_note(wishes.number))

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """Store it at once."""
        message.stop()
        self.attempt(lambda: self._store(message.tick.id or "", message.value))

    def _store(self, name: str, on: bool) -> None:
        """Only what was turned: the other may have been turned elsewhere meanwhile."""
        session = self.session
        if name == "sms":
            patients.set_notices(session.book, session.actor, sms=on)
        else:
            patients.set_notices(session.book, session.actor, mail=on)
        self.query_one("#saved", Static).update(Content("Sparat."))
