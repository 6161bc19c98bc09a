"""Välj typ av tid: the published names; one without times says so (R23, R97)."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.citizen import choices as web_choices
from db.citizen.choices import Beginning
from db.remedies.for_citizen import why_no_times
from db.values import clean, count_text
from screens.citizen.base import CHOOSE, CitizenScreen
from screens.citizen.booking_step import TERMS, BookingDraft, BookingStep
from screens.citizen.choose_time import ChooseTimePage
from screens.commands import Command
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.line import cut

_NAME_CELLS = 48
_NO_TYPES = "Mottagningen har inga tider att boka på 1177 just nu. Kontakta mottagningen."
_HAS_TIMES = "”{}” har {} att välja. Tryck Enter för att se dem."
_WHY = Command(
    "why", "Varför?", "Säger varför det inte finns några tider av den typ du står på.",
    key="question_mark",
)  # fmt: skip


class ChooseTypePage(CitizenScreen):
    """The types; where there are no terms to read the booking begins here."""

    step: BookingStep
    NAME = "types"
    PAGE_NAME = "Välj typ av tid"
    HELP = (
        "Välj vad du vill boka. Namnen är de som mottagningen har skrivit för 1177. Har en typ inga"
        " lediga tider står det; nya tider kan komma."
    )
    PAGE_COMMANDS = (CHOOSE, TERMS, _WHY)
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
            self.say(known.fault.text, stays=True)
        elif not known.types:
            self.say(_NO_TYPES, stays=True)
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
        if not chosen.times and not self._may_go_on(chosen.web_name):
            return
        self.say("")
        draft = self.step.draft
        draft.choose_type(chosen)
        self.open(ChooseTimePage(self.session, draft.clinic, draft=draft))

    def _may_go_on(self, web_name: str) -> bool:
        """Whether a type has got times since it was shown; where it has none, say why."""
        why = self._why_none(web_name)
        if why:
            self.say(why)
        return why == ""

    def _why_none(self, web_name: str) -> str | None:
        session, clinic = self.session, self.step.draft.clinic
        why = self.attempt(lambda: why_no_times(session.book, session.actor, clinic, web_name))
        return None if why is None else clean(why)

    def action_why(self) -> None:
        """Varför?: why the type one stands on has no times, or that it has some."""
        types, at = self.step.known.types if self.step.known else (), self.query_one(ChoiceList)
        if at.cursor >= len(types):
            return
        here = types[at.cursor]
        why = self._why_none(here.web_name)
        if why is not None:
            times = count_text(here.times, "ledig tid", "lediga tider")
            self.say(why or _HAS_TIMES.format(clean(here.web_name), times))

    def action_choose(self) -> None:
        """Choose; where the clinic has closed, back to it."""
        if self.step.known is not None and self.step.known.fault is not None:
            self.step.leave_all()
        else:
            super().action_choose()
