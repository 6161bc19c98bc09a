"""Inställningar: notices by SMS and e-mail, on and off (R122)."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.citizen import phone
from db.rules.names.phone import sms_note
from db.setup import patients
from db.values import clean
from screens.citizen.base import CitizenScreen
from widgets.forms.options import Tick

_ABOUT = (
    "En avisering säger bara att du har ett meddelande i inkorgen, aldrig vad det står i det. Du"
    " får den när du själv eller vården bokar eller ombokar. När vården avbokar skickas ingen;"
    " då ska mottagningen kontakta dig."
)
_STAFF = "Bara du kan ändra det här. Personalen ser inte om aviseringar är på."


class SettingsPage(CitizenScreen):
    """Two ticks."""

    PAGE_NAME = "Inställningar"
    CRUMB = "Inställningar"
    HELP = "Mellanslag slår på och av. Det gäller från nästa gång något händer med dina tider."
    PAGE_COMMANDS = ()
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
            Static(Content(_ABOUT)),
            Static(Content(_STAFF), classes="quiet"),
            can_focus=False,
        )

    def reload(self) -> None:
        """Read and show."""
        found = phone.read(self.session.book, self.session.actor)
        for name, on, where in (
            ("sms", found.sms, found.number or "du har inget mobilnummer"),
            ("mail", found.mail, found.email or "du har ingen e-postadress"),
        ):
            tick = self.query_one(f"#{name}", Tick)
            tick.label = f"{'Sms till' if name == 'sms' else 'Mejl till'} {where}"
            tick.value = on
            tick.refresh()
        note = self.query_one("#no_sms", Static)
        note.update(Content(clean(sms_note(found.number))))
        note.display = bool(sms_note(found.number))

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
