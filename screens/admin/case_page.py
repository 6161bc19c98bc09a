"""Start / <mottagning> / Ärendetyper / <ärendetyp>: terms, preview and activation (R113-R117)."""

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from db.errors import BookError, Conflict
from db.setup import case_types, terms
from db.setup.terms import CaseSheet
from db.values import CaseKind, CaseType, Role, Terms, clean
from screens.admin.base import LOG_IN_AS, AdminScreen
from screens.admin.case_draft import Draft
from screens.admin.case_form import CaseForm
from screens.commands import EVERYWHERE, Command, holds
from screens.dialog import YES, YES_NO, Question
from screens.session import Session
from screens.trouble.merging import KEEP, WhoseDialog
from widgets.forms.dialog import DialogButton
from widgets.forms.options import OneOf, Tick
from widgets.terms_editor import TermsEditor

_READ_ONLY = "Enhetens administratör skriver villkoren och aktiverar. Byt med F2."

_CLOSE = next(one for one in EVERYWHERE if one.name == "close_page")
COMMANDS = (
    Command(
        "save_case", "SPARA", "Sparar; det gäller direkt.",
        key="ctrl+s", when=holds("may_edit"),
    ),
    Command(
        "look", "Förhandsvisa", "Visar texten som invånaren ser den, eller formuläret igen.",
        key="f6", menu="1177", there=holds("is_narrow"),
    ),
    _CLOSE,  # before the signs, so that it is seen where there is little room
    Command("mark('bold')", "Fet", "Gör det markerade eller ordet fett.",
            key="ctrl+b", when=holds("may_edit", "is_writing")),
    Command("mark('italic')", "Kursiv", "Gör det markerade eller ordet kursivt.",
            key="ctrl+k", when=holds("may_edit", "is_writing")),
    Command("mark('list')", "Lista", "Gör raderna till punkter, eller tillbaka.",
            key="ctrl+l", when=holds("may_edit", "is_writing")),
    Command(
        "standard", "Standardvillkor", "Fyller i färdiga texter; frågar om något skrivs över.",
        key="f4", menu="1177", footer=False, when=holds("may_edit"),
    ),
    Command(
        "audience", "Välj invånare...", "Väljer vilka som ingår i det begränsade urvalet.",
        key="f7", menu="1177", footer=False, when=holds("may_edit", "is_limited"),
    ),
    Command("undo", "Ångra", "Tar tillbaka det senaste i rutan.",
            key="ctrl+z", footer=False, when=holds("may_edit")),
    Command("redo", "Gör om", "Gör om det som togs tillbaka.",
            key="ctrl+y", footer=False, when=holds("may_edit")),
    LOG_IN_AS._replace(footer=False),
)  # fmt: skip


class CaseTypePage(AdminScreen):
    """The page of the unit's ärendetyp of one kind."""

    PAGE_NAME = "Villkorstext och aktivering"
    HELP = (
        "Villkorstexten har fyra delar. Skriv kort och med invånarens ögon, och nämn de typer av"
        " tid som faktiskt går att boka. **två stjärnor** gör fet stil, _understreck_ kursiv och"
        " en rad som börjar med - en punktlista. Bocka i Aktivera och tryck på SPARA: det gäller"
        " direkt i e-tjänsterna."
    )
    AUTO_FOCUS = "MarkedArea"
    DEFAULT_CSS = """
    CaseTypePage.-low #line { max-height: 1; }
    CaseTypePage.-narrow #preview { display: none; width: 1fr; border-left: none; }
    CaseTypePage.-narrow CaseForm.-looking #preview { display: block; }
    CaseTypePage.-narrow CaseForm.-looking #form { display: none; }
    """
    PAGE_COMMANDS = COMMANDS

    def __init__(self, session: Session, kind: CaseKind) -> None:
        super().__init__(session)
        self._kind = kind
        self._sheet: CaseSheet | None = None
        self._stored = Draft()
        self._began: CaseType | None = None
        self._told: CaseType | None = None
        self._revision = 0
        self._filled: tuple[Terms, Terms] | None = None

    @property
    def crumb(self) -> str:
        """The ärendetyp's name."""
        return self._sheet.name if self._sheet else "Ärendetyp"

    def body(self) -> ComposeResult:
        """The form."""
        yield CaseForm(self._kind)

    @property
    def form(self) -> CaseForm:
        """The form."""
        return self.query_one(CaseForm)

    @property
    def is_writing(self) -> bool:
        """Whether one of the parts has the keys."""
        return self.is_mounted and self.form.editor is not None

    @property
    def is_limited(self) -> bool:
        """Whether it is for a limited urval."""
        return self.is_mounted and self.form.draft.limited

    @property
    def is_narrow(self) -> bool:
        """Whether form and preview take turns."""
        return self.has_class("-narrow")

    # --- the book -----------------------------------------------------------------------------

    def _follow(self) -> None:
        """Textual scrolls what gets the keys into the middle; the form begins at its top."""
        super()._follow()
        if self.is_mounted:
            self.form.begin()

    def reload(self) -> None:
        """Read it; what is being edited stays, and someone else's saving is told of."""
        session = self.session
        sheet = terms.sheet(session.book, session.actor, session.clinic, self._kind)
        self._sheet = sheet
        if sheet.case_type is None:
            self.form.let_edit(False)
            self.say("Ärendetypen är inte upplagd.", fault=True, stays=True)
            return
        newer = sheet.case_type.revision != self._revision
        if newer and not self._is_changed:
            self._take(sheet)
        elif newer:
            self.say(
                f"Sparad av {sheet.saved}. Din text står kvar osparad; SPARA behåller även deras.",
                fault=True, stays=True,
            )  # fmt: skip
        self.form.let_edit(self.may_edit)
        if not self.may_edit:
            self.say(_READ_ONLY, stays=True)
        self._tell()
        self.draw_title()

    def _take(self, sheet: CaseSheet) -> None:
        """Let the fields have what is stored."""
        if sheet.case_type is None:
            return
        self._revision = sheet.case_type.revision
        self._began, self._told = sheet.case_type, None
        self._stored = Draft.of(sheet.case_type)
        self._filled = None
        self.form.load(self._stored)
        self.say("")

    def _tell(self) -> None:
        if self._sheet is None:
            return
        draft = self.form.draft
        inside = self._sheet.inside + len(draft.include) - len(draft.exclude)
        self.form.tell(self._sheet.review(draft.terms), inside, self._sheet.people)
        self.refresh_bindings()

    @property
    def _is_changed(self) -> bool:
        return self._revision > 0 and self.form.draft != self._stored

    def unsaved(self) -> str:
        """What differs from what is stored."""
        if not self.is_mounted or not self.may_edit or not self._is_changed:
            return ""
        return f"Ändringarna i {clean(self.crumb)} är inte sparade."

    async def save(self) -> bool:
        """As SPARA."""
        return self._save()

    def _save(self) -> bool:
        sheet, draft, session = self._sheet, self.form.draft, self.session
        if sheet is None or self._began is None:
            return False
        edited = draft.onto(self._began)
        try:
            case_types.save(
                session.book, session.actor, session.clinic, edited, seen=self._began,
                told=self._told, include=draft.include, exclude=draft.exclude,
            )  # fmt: skip
        except Conflict as error:
            self._ask_whose(error)
            return False
        except BookError as error:
            self.show_error(error)
            return False
        self._read_anew()
        state = "Aktiverad" if draft.active else "Inte aktiverad"
        self.say(f"Sparat. {state}; det gäller direkt i e-tjänsterna, på 1177.se inom ett dygn.")
        return True

    def _read_anew(self) -> None:
        self._revision = 0
        self.attempt(self.reload)

    def say(self, text: str, *, fault: bool = False, stays: bool = False) -> None:
        """Say it above the buttons; where there is nothing to say, who saved it last."""
        self.has_said(text, stays=stays)
        saved = self._sheet.saved if self._sheet is not None else ""
        self.form.say(text or (f"Senast sparad av {saved}." if saved else ""), fault=fault)

    def show_error(self, error: BookError) -> None:
        """Say it above the buttons, and go to the part that it is about."""
        if self.query(CaseForm):
            self.say(f"! {error.text}", fault=True)
            self.form.go_to(error.field)

    def _ask_whose(self, error: Conflict) -> None:
        """Both have changed a part: mine or theirs; what only one changed is kept."""

        def answered(name: str) -> None:
            if not isinstance(error.stands, CaseType):
                return
            self._told = error.stands
            if name == KEEP.name:
                self._save()
            else:
                self.form.take(self.form.draft.taking(error.stands, error.clashes))
                self.say("Deras står nu där båda hade ändrat. SPARA sparar resten.")
                self._tell()

        self.ask(WhoseDialog(error), answered)

    # --- as whom ------------------------------------------------------------------------------

    def begin_as(self, role: Role) -> None:
        """What was unsaved has been asked about: show what is stored."""
        self._revision = 0
        super().begin_as(role)

    # --- commands -----------------------------------------------------------------------------

    def action_save_case(self) -> None:
        """SPARA."""
        if self.may_edit:
            self._save()

    def action_look(self) -> None:
        """The form and the preview take turns."""
        self.form.look(not self.form.has_class("-looking"))

    def action_mark(self, sign: str) -> None:
        """Bold, italic or a list, where one writes."""
        editor = self.form.editor
        if editor is not None:
            editor.mark(sign)

    def action_undo(self) -> None:
        """Take back Standardvillkor if that was the last, else the last in the part."""
        editor = self.form.editor
        if self._filled is not None and self.form.draft.terms == self._filled[1]:
            self.form.write(self._filled[0])
            self._filled = None
        elif editor is not None:
            editor.undo()

    def action_redo(self) -> None:
        """Take the step again."""
        editor = self.form.editor
        if editor is not None:
            editor.redo()

    def action_standard(self) -> None:
        """Fill in Standardvillkor; ask before anything is written over."""
        if self._sheet is None or not self.may_edit:
            return
        before, made = self.form.draft.terms, self._sheet.standard()

        def fill(answer: str) -> None:
            if answer == YES.name:
                self.form.write(made)
                self._filled = (before, self.form.draft.terms)
                self.say("Standardvillkor är ifyllda men inte sparade. Ctrl+Z tar tillbaka.")

        if made == before:
            self.say("Texten är redan Standardvillkor.")
        elif before == Terms():
            fill(YES.name)
        else:
            text = "Standardvillkor ersätter texten i alla delar. Vill du det?"
            self.ask(Question("Standardvillkor", text, YES_NO), fill)

    def action_audience(self) -> None:
        """Choose who is in the urval."""
        from screens.admin.audience import AudienceDialog

        session = self.session
        people = self.attempt(
            lambda: case_types.audience(session.book, session.actor, session.clinic)
        )
        if people is None:
            return
        draft = self.form.draft
        inside = frozenset(one.id for one in people if one.inside)

        def chosen(answer: frozenset[int]) -> None:
            self.form.choose(self.form.draft.with_audience(people, answer))
            self._tell()

        self.ask(AudienceDialog(people, (inside | draft.include) - draft.exclude), chosen)

    # --- messages -----------------------------------------------------------------------------

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """SPARA, AVBRYT, Standardvillkor or Välj invånare."""
        message.stop()
        if not self.is_active:
            return
        actions = {
            "save": self.action_save_case,
            "cancel": self.ask_to_close,
            "standard": self.action_standard,
            "audience": self.action_audience,
        }
        actions[message.name]()

    @on(TermsEditor.Changed)
    @on(Tick.Changed)
    @on(OneOf.Changed)
    def _changed(self, message: Message) -> None:
        """Count, look over and draw the preview anew."""
        message.stop()
        self._tell()

    def on_descendant_focus(self) -> None:
        """What can be done depends on where one is."""
        self.refresh_bindings()
