"""Logga in: simulated strong login (R106). No password is asked for, and none is stored."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.citizen import login
from db.citizen.login import Login, Person
from db.setup.patients import Found
from db.values import clean
from screens.citizen import deep_link
from screens.citizen.base import CitizenScreen
from screens.citizen.deep_link import DeepLink
from screens.commands import Command
from screens.new_patient import NewPatient
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.text_input import TextInput
from widgets.line import cut

MOST = 200
"""As many are listed at a time; who looks for one writes a few letters more."""
_NAME_CELLS = 44
_NOBODY = "Boken har inga invånare än. Ctrl+N lägger upp en."
_NO_CHOICE = "Välj vem du loggar in som med pilarna, eller skriv en del av namnet."
_SEVERAL = "Flera heter eller har så. Välj en av dem med pilarna, eller skriv mer."
_INTRO = (
    "Välj vem du loggar in som, eller skriv ett personnummer. I övningen frågas inte efter"
    " lösenord eller BankID."
)


class LoginPage(CitizenScreen):
    """Where 1177 begins, and where logging out leads; the session is still the staff's.

    Its ``argument`` is a deep link that is followed after the login, as ``deep_link`` writes it.
    """

    NAME = "login"
    PAGE_NAME = "Logga in på 1177"
    CRUMB = "Logga in"
    HELP = (
        "Här loggar du in på 1177 som en av bokens invånare och ser det invånaren ser. Skriv en del"
        " av namnet eller personnumret, välj med pilarna och tryck Enter. Bara den som är inloggad"
        " syns sedan: ingen når någon annans tider eller meddelanden. Esc går tillbaka till"
        " AsynjaVisph."
    )
    PAGE_COMMANDS = (
        Command("log_in", "Logga in", "Loggar in den som är vald i listan.", key="enter",
                priority=True, when=lambda page: not page.is_in_column),
        Command("list_move(-1)", "Uppåt", "Väljer den ovanför.", key="up", footer=False,
                context=False),
        Command("list_move(1)", "Nedåt", "Väljer den nedanför.", key="down", footer=False,
                context=False),
        Command("list_page(-1)", "En sida upp", "Går en sida upp i listan.", key="pageup",
                footer=False, context=False),
        Command("list_page(1)", "En sida ned", "Går en sida ned i listan.", key="pagedown",
                footer=False, context=False),
        Command(
            "register", "Ny invånare...", "Lägger upp en invånare i boken.", key="f2", menu="1177"
        ),
    )  # fmt: skip
    AUTO_FOCUS = "TextInput"
    DEFAULT_CSS = """
    LoginPage #login { height: 1fr; padding: 0 2; }
    LoginPage.-high #login { padding: 1 2; }
    LoginPage.-wide #login { padding: 1 6; }
    LoginPage Static { height: auto; }
    LoginPage TextInput { margin: 1 0; max-width: 60; }
    LoginPage.-low TextInput { margin: 0; }
    LoginPage.-low #intro { display: none; }
    LoginPage ChoiceList { height: 1fr; }
    """

    def __init__(self, session: Session, argument: str = "") -> None:
        super().__init__(session)
        self.link = deep_link.read(argument)
        self._people: dict[int, Person] = {}
        self._logged_in_at_once = False
        self._is_chosen = False
        """Whether the one who has the cursor was gone to, or is the only one who is called so."""

    def body(self) -> ComposeResult:
        """The field, and those who match."""
        yield Vertical(
            Static(Content("Logga in på 1177"), classes="heading"),
            Static(Content(_INTRO), id="intro", classes="quiet"),
            TextInput(hint="Namn eller personnummer, ÅÅÅÅMMDD-NNNN", longest=60),
            self.said_line(),
            ChoiceList(),
            id="login",
        )

    # --- whom one may be ----------------------------------------------------------------------

    @property
    def _choices(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @property
    def _typed(self) -> str:
        return self.query_one(TextInput).value

    def reload(self) -> None:
        """List those of the book who match what is typed."""
        listed = login.people(self.session.book, self.session.actor)
        people = {person.id: person for person in listed}
        if people != self._people:
            self._people = people
            self._list()
        if not people:
            self.say(_NOBODY, stays=True)
        if self.link.pnr and not self._logged_in_at_once:
            self._logged_in_at_once = True
            self.call_after_refresh(self._log_in_with, self.link.pnr)

    def _list(self) -> None:
        called = [who for who in self._people.values() if login.is_called(who, self._typed)]
        self._choices.show(
            tuple(
                Choice(str(who.id), cut(clean(who.name), _NAME_CELLS), tip=who.pnr)
                for who in called[:MOST]
            )
        )
        self._choose(len(called) == 1 and bool(self._typed))

    def _choose(self, is_chosen: bool) -> None:
        """Only whom one has chosen has a cursor: nobody is logged in as by accident."""
        self.moved_on()
        self._is_chosen = is_chosen
        self._choices.shows_cursor = is_chosen

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """List those who match."""
        message.stop()
        self.say("")
        self._list()

    def action_list_move(self, step: int) -> None:
        """Move the list's cursor; the first step is to the first one."""
        if self._is_chosen:
            self._choices.action_move(step)
        self._choose(bool(self._choices.choices))

    def action_list_page(self, pages: int) -> None:
        """Move the list's cursor by a page."""
        self._choices.action_page(pages)
        self._choose(bool(self._choices.choices))

    # --- logging in ---------------------------------------------------------------------------

    def on_input_submitted(self, message: TextInput.Submitted) -> None:
        """Enter in the field."""
        message.stop()
        self.action_log_in()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter in the list, or a click."""
        message.stop()
        self._log_in_as(int(message.name))

    def action_log_in(self) -> None:
        """Log in whom one has chosen; a number that is nobody's gets the reason."""
        choices = self._choices.choices
        if self._is_chosen and choices:
            self._log_in_as(int(choices[self._choices.cursor].name))
        elif choices:
            self.say(_SEVERAL if self._typed else _NO_CHOICE)
        elif self._typed:
            self._log_in_with(self._typed)

    def action_register(self) -> None:
        """Put somebody in the book, whom one may then log in as."""

        def registered(found: Found) -> None:
            self.attempt(self.reload)
            self.query_one(TextInput).value = found.name

        self.ask(NewPatient(self.session, self._typed, "Ny invånare"), registered)

    def _log_in_as(self, person: int) -> None:
        self._enter(lambda: login.log_in_as(self.session.book, self.session.actor, person))

    def _log_in_with(self, number: str) -> None:
        if self.is_active:
            self._enter(lambda: login.log_in(self.session.book, number))

    def _enter(self, log_in: Login) -> None:
        from screens.citizen.start import StartPage

        actor = self.attempt(log_in)
        if actor is None:
            return
        actor = replace(actor, demo=self.session.actor.demo)
        link, self.link = self.link, DeepLink()
        self.query_one(TextInput).value = ""
        self._choose(False)
        self.open(StartPage(self.session._replace(actor=actor), link))
