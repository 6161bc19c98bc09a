"""The page of one ärendetyp and the book: reading, saving, and two who save at a time."""

from textual.app import ComposeResult

from db import case_types, terms
from db.errors import BookError, Conflict
from db.permissions import CASE_ACTIVATORS
from db.terms import CaseSheet
from db.values import CaseKind, CaseType, Role, Terms, clean
from screens.admin.base import AdminScreen
from screens.admin.case_draft import Draft
from screens.admin.case_form import CaseForm
from screens.merging import KEEP, TAKE, TITLE, asked
from screens.question import Question
from screens.session import Session
from widgets.dialog import CANCEL

_READ_ONLY = "Enhetens administratör skriver villkoren och aktiverar. Byt med F2."


class CasePage(AdminScreen):
    """What the page knows of the book.

    Args:
        session: the administrator's.
        kind: which of the unit's ärendetyper.
    """

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
    def may_edit(self) -> bool:
        """Whether who acts may write and activate (R112)."""
        return self.role in CASE_ACTIVATORS

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
            self.form.say("Ärendetypen är inte upplagd.", fault=True)
            return
        newer = sheet.case_type.revision != self._revision
        if newer and not self._is_changed:
            self._take(sheet)
        elif newer:
            self.form.say(
                f"Sparad av {sheet.saved}. Din text står kvar osparad; SPARA behåller även deras.",
                fault=True,
            )
        self.form.let_edit(self.may_edit)
        if not self.may_edit:
            self.form.say(_READ_ONLY)
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
        self.form.say(f"Senast sparad av {sheet.saved}." if sheet.saved else "")

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
        self.form.say(
            f"Sparat. {state}; det gäller direkt i e-tjänsterna, på 1177.se inom ett dygn."
        )
        return True

    def _read_anew(self) -> None:
        self._revision = 0
        self.attempt(self.reload)

    def show_error(self, error: BookError) -> None:
        """Say it above the buttons, and go to the part that it is about."""
        if self.query(CaseForm):
            self.form.say(f"! {error.text}", fault=True)
            self.form.go_to(error.field)

    def _ask_whose(self, error: Conflict) -> None:
        """Both have changed a part: mine or theirs; what only one changed is kept."""

        def answered(name: str | None) -> None:
            if not self.is_mounted or name is None or not isinstance(error.stands, CaseType):
                return
            self._told = error.stands
            if name == KEEP.name:
                self._save()
            else:
                self.form.take(self.form.draft.taking(error.stands, error.clashes))
                self.form.say("Deras står nu där båda hade ändrat. SPARA sparar resten.")
                self._tell()

        self.app.push_screen(Question(TITLE, asked(error), (KEEP, TAKE, CANCEL)), answered)

    # --- as whom ------------------------------------------------------------------------------

    def begin_as(self, role: Role) -> None:
        """What was unsaved has been asked about: show what is stored."""
        self._revision = 0
        super().begin_as(role)
