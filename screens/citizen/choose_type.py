"""Välj typ av tid: the published names; one without times says so (R23, R97)."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.citizen import choices as web_choices
from db.citizen.choices import Beginning
from db.values import clean
from screens.citizen.base import CHOOSE, CitizenScreen
from screens.citizen.booking_step import TERMS, BookingDraft, BookingStep
from screens.citizen.choose_time import ChooseTimePage
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.line import cut

_NAME_CELLS = 48
_NO_TYPES = "Mottagningen har inga tider att boka på 1177 just nu. Kontakta mottagningen."
_NO_TIMES = "”{}” har inga lediga tider just nu. Välj en annan typ av tid, eller titta igen senare."


class ChooseTypePage(CitizenScreen):
    """The types; where there are no terms to read the booking begins here."""

    step: BookingStep
    NAME = "types"
    PAGE_NAME = "Välj typ av tid"
    HELP = (
        "Välj vad du vill boka. Namnen är de som mottagningen har skrivit för 1177. Har en typ inga"
        " lediga tider står det; nya tider kan komma."
    )
    PAGE_COMMANDS = (CHOOSE, TERMS)
    AUTO_FOCUS = "ChoiceList"
    DEFAULT_CSS = """
    ChooseTypePage ChoiceList { height: 1fr; margin-top: 1; }
    ChooseTypePage.-low ChoiceList { margin-top: 0; }
    ChooseTypePage.-low .quiet { display: none; }
    """

    def __init__(self, session: Session, draft: BookingDraft, *, is_first: bool = False) -> None:
        self.step = BookingStep(self, draft, is_first=is_first)
        super().__init__(session, self.step)

    def body(self) -> ComposeResult:
        """The list."""
        yield Vertical(
            Static(Content("Välj typ av tid"), classes="heading"),
            Static(Content("Välj det som stämmer med varför du söker."), classes="quiet"),
            self.said_line(),
            ChoiceList(),
        )

    def reload(self) -> None:
        """List the names; the cursor stays on its name, and begins where there are times."""
        session, draft, before = self.session, self.step.draft, self.step.known
        known = web_choices.begin(session.book, session.actor, draft.clinic)
        choices = self.query_one(ChoiceList)
        if before is None or known.types != before.types:
            self._list(choices, known)
        draft.begin(known)
        if known.fault is not None:
            self.say(known.fault.text)
        elif not known.types:
            self.say(_NO_TYPES)
        elif before is not None and (before.fault or not before.types):
            self.say("")  # the clinic has opened again
        self.step.known = known

    def _list(self, choices: ChoiceList, known: Beginning) -> None:
        names = [web_type.web_name for web_type in known.types]
        at = choices.choices[choices.cursor].name if choices.choices else self.step.draft.web_name
        if at not in names:
            at = next((web_type.web_name for web_type in known.types if web_type.times), "")
        choices.show(
            tuple(
                Choice(
                    web_type.web_name, cut(clean(web_type.web_name), _NAME_CELLS), tip=web_type.note
                )
                for web_type in known.types
            )
        )
        choices.cursor = names.index(at) if at in names else 0

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Choose a type, and go on to its times."""
        message.stop()
        types = self.step.known.types if self.step.known else ()
        chosen = next((web_type for web_type in types if web_type.web_name == message.name), None)
        if chosen is None:
            return
        if not chosen.times:
            self.say(_NO_TIMES.format(clean(chosen.web_name)))
            return
        self.say("")
        draft = self.step.draft
        draft.choose_type(chosen)
        self.open(ChooseTimePage(self.session, draft.clinic, draft=draft))

    def action_choose(self) -> None:
        """Choose; where the clinic has closed, back to it."""
        if self.step.known is not None and self.step.known.fault is not None:
            self.step.leave_all()
        else:
            super().action_choose()
