"""Boka tid: the terms in their four parts, and the tick that one has read them (R94-R95)."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.citizen import choices
from db.rules.terms.terms import READ_IT, fold, goes_straight_on, must_be_ticked, parse, render
from db.values import CaseKind, clean
from screens.citizen.base import CitizenScreen
from screens.citizen.booking_step import GO_ON, BookingStep, take_up
from screens.citizen.choose_type import ChooseTypePage
from screens.commands import Command, holds
from screens.session import Session
from widgets.forms.dialog import Button, ButtonRow, DialogButton
from widgets.forms.options import Tick
from widgets.rich_text import TermsView

_NEXT, _LEAVE = Button("next", "Fortsätt"), Button("cancel", "Avbryt")
_NOT_TICKED = "Bocka i rutan när du har läst informationen."


def first_page(session: Session, clinic: int) -> CitizenScreen:
    """The page that a booking at a clinic begins with: the terms, or the types at once.

    Where Mottagningens text is empty one goes straight on (GUIDES.md B4).

    Raises:
        NotFound: there is no such clinic.
    """
    known = choices.begin(session.book, session.actor, clinic)
    if goes_straight_on(known.terms):
        draft = take_up(session.book, session.actor, clinic)
        return ChooseTypePage(session, draft, is_first=True)
    return BookPage(session, clinic)


class BookPage(CitizenScreen):
    """The terms."""

    step: BookingStep
    PAGE_NAME = "Boka tid"
    HELP = (
        "Här står det du behöver veta innan du bokar. Har mottagningen skrivit villkor bockar du i"
        " att du har läst dem, och går sedan vidare till att välja typ av tid. Pilarna rullar"
        " texten."
    )
    PAGE_COMMANDS = (
        Command("tick", "Bocka i", "Bockar i eller ur att du har läst informationen.", key="space",
                priority=True, context=False, there=holds("has_tick")),
        GO_ON,
        Command("unfold", "Visa mer/mindre", "Visar hela mottagningens text, eller dess början.",
                key="e", there=holds("is_long")),
        Command("scroll(-1)", "Uppåt", "Rullar texten uppåt.", key="up", footer=False,
                context=False),
        Command("scroll(1)", "Nedåt", "Rullar texten nedåt.", key="down", footer=False,
                context=False),
        Command("scroll_page(-1)", "En sida upp", "Rullar en sida upp.", key="pageup",
                footer=False, context=False),
        Command("scroll_page(1)", "En sida ned", "Rullar en sida ned.", key="pagedown",
                footer=False, context=False),
    )  # fmt: skip
    AUTO_FOCUS = "Tick, DialogButton"
    DEFAULT_CSS = """
    BookPage TermsView {
        height: auto; max-height: 100%; margin: 1 0; background: $c1177-surface;
        color: $c1177-text;
        .line-view--heading { color: $c1177-heading; text-style: bold; }
        .line-view--quiet { color: $c1177-quiet; }
    }
    BookPage.-low TermsView { margin: 0; }
    BookPage.-low #title { display: none; }
    BookPage #terms { height: 1fr; }
    BookPage.-wide #terms { height: auto; max-height: 70%; }
    BookPage #foot { height: auto; margin-bottom: 1; }
    BookPage.-low #foot { margin-bottom: 0; }
    BookPage Tick.-fault { text-style: underline; color: $c1177-attention; }
    BookPage ButtonRow { align-horizontal: left; margin-top: 1; }
    BookPage.-low ButtonRow { margin-top: 0; }
    BookPage ButtonRow DialogButton { margin: 0 2 0 0; }
    """

    def __init__(self, session: Session, clinic: int) -> None:
        draft = take_up(session.book, session.actor, clinic)
        self.step = BookingStep(self, draft, is_first=True)
        super().__init__(session, self.step)
        self._full = False

    # --- what it shows ------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The text above, the tick and the buttons below it."""
        buttons = ButtonRow(DialogButton(_NEXT, default=True), DialogButton(_LEAVE))
        yield Vertical(
            Static(id="title", classes="heading"),
            Vertical(TermsView(), id="terms"),
            Vertical(self.said_line(), Tick(READ_IT), buttons, id="foot"),
        )

    @property
    def has_tick(self) -> bool:
        """Whether the terms must be ticked."""
        known = self.step.known
        return known is not None and must_be_ticked(known.terms)

    @property
    def is_long(self) -> bool:
        """Whether the clinic's text is folded at first."""
        known = self.step.known
        return known is not None and bool(fold(parse(known.terms.clinic)).rest)

    def reload(self) -> None:
        """Read the terms; changed ones must be ticked anew."""
        session, draft = self.session, self.step.draft
        known = choices.begin(session.book, session.actor, draft.clinic)
        self.step.known = known
        draft.begin(known)
        title = f"{known.title or 'Boka tid'}: {known.clinic}"
        self.query_one("#title", Static).update(Content(clean(title)))
        self.query_one(TermsView).show(render(CaseKind.BOOK, known.terms, full=self._full))
        tick = self.query_one(Tick)
        tick.display = self.has_tick
        with tick.prevent(Tick.Changed):
            tick.value = bool(draft.agreed) and draft.agreed == known.terms.conditions
        self.say(known.fault.text if known.fault else "", stays=True)
        self.refresh_bindings()

    # --- doing --------------------------------------------------------------------------------

    def action_tick(self) -> None:
        """Tick or untick it, wherever one is."""
        self.query_one(Tick).action_turn()

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """Remember what was agreed to."""
        message.stop()
        known = self.step.known
        assert known is not None  # nothing can be ticked before it is read
        self.step.draft.agreed = known.terms.conditions if message.value else ""
        message.tick.remove_class("-fault")
        self.say("")

    def action_unfold(self) -> None:
        """Show all of the clinic's text, or its beginning again."""
        self._full = not self._full
        self.attempt(self.reload)

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        view = self.query_one(TermsView)
        view.scroll_to(y=view.scroll_offset.y + lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll what shows at a time."""
        self.action_scroll(pages * max(1, self.query_one(TermsView).size.height - 1))

    def go_on(self) -> None:
        """Go on to the types, once the tick is there."""
        known = self.step.known
        if known is None:
            return
        if known.fault is not None:
            self.step.leave_all()
        elif self.has_tick and self.step.draft.agreed != known.terms.conditions:
            self.query_one(Tick).add_class("-fault")
            self.say(_NOT_TICKED)
        else:
            self.open(ChooseTypePage(self.session, self.step.draft))
