"""The page of one ärendetyp as the web tool lays it out: the form, the preview, and the foot."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.rules.sources import source_words
from db.rules.terms.review import PART_LABELS, parts
from db.rules.terms.terms import (
    READ_IT,
    Paragraph,
    Run,
    goes_straight_on,
    must_be_ticked,
    parse,
    render,
)
from db.values import CaseKind, Terms, Verdict, clean
from screens.admin.case_draft import Draft, note
from widgets.forms.dialog import Button, DialogButton
from widgets.forms.options import OneOf, Option, Tick
from widgets.rich_text import TermsView
from widgets.terms_editor import TermsEditor

SAVE = Button("save", "SPARA", "Sparar; det gäller direkt.")
CANCEL = Button("cancel", "AVBRYT", "Går tillbaka utan att spara; frågar först.")
STANDARD = Button("standard", "Standardvillkor", "Fyller i färdiga texter.")
CHOOSE = Button("audience", "Välj invånare...", "Väljer vilka som ingår i urvalet.")
ACTIVATE = "Aktivera"
FOR_ALL, FOR_SOME = Option("all", "För alla invånare"), Option("some", "För begränsat urval")


class CaseForm(Vertical):
    """The form of one kind of ärendetyp."""

    DEFAULT_CSS = """
    CaseForm {
        #sides { height: 1fr; }
        #form { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; background: $tool-surface; }
        #preview {
            width: 45%; padding: 0 2; scrollbar-size-vertical: 1;
            background: $c1177-surface; color: $c1177-text; border-left: solid $tool-line;
        }
        .row { height: 1; width: 1fr; }
        .row DialogButton { margin-left: 0; margin-right: 2; }
        .heading { color: $tool-heading; text-style: bold; width: auto; margin-right: 2; }
        .quiet { color: $tool-quiet; }
        .gap { margin-top: 1; }
        TermsEditor { margin-top: 1; }
        TermsEditor EditorHead {
            .editor-head--bold { color: $tool-key; text-style: bold; }
            .editor-head--italic { color: $tool-key; text-style: italic; }
            .editor-head--list { color: $tool-key; }
            .editor-head--note { color: $tool-quiet; }
            .editor-head--fault { color: $tool-attention; text-style: bold; }
        }
        MarkedArea {
            background: $tool-field; color: $tool-text;
            &:focus { border-left: thick $tool-link; }
            &:light .text-area--cursor, &:dark .text-area--cursor {
                color: $tool-field; background: $tool-text;
            }
            & .text-area--selection { background: $tool-cursor; color: $tool-cursor-text; }
        }
        Tick, OneOf {
            color: $tool-text;
            .tick--cursor, .one-of--cursor {
                background: $tool-cursor; color: $tool-cursor-text;
            }
        }
        DialogButton {
            color: $tool-link; text-style: bold;
            &:hover { background: $tool-field; }
            &:focus { background: $tool-cursor; color: $tool-cursor-text; }
        }
        #count { color: $tool-attention; width: 1fr; }
        #review { color: $tool-attention; height: auto; }
        #foot { height: auto; padding: 0 1; background: $tool-background; }
        #line { height: auto; max-height: 2; color: $tool-quiet; }
        #line.-fault { color: $tool-attention; text-style: bold; }
        TermsView {
            background: $c1177-surface; color: $c1177-text;
            .line-view--heading { color: $c1177-heading; text-style: bold; }
            .line-view--quiet { color: $c1177-quiet; }
        }
        #preview:focus #told { color: $c1177-heading; text-style: bold; }
        #told { color: $c1177-quiet; margin-bottom: 1; }
    }
    """

    def __init__(self, kind: CaseKind) -> None:
        super().__init__()
        self.kind = kind
        self._editors = {part: TermsEditor(PART_LABELS[part], id=part) for part in parts(kind)}
        self._active = Tick(ACTIVATE, id="active")
        self._audience = OneOf((FOR_ALL, FOR_SOME), id="audience")
        self._choose = DialogButton(CHOOSE)
        self._inside = Static(classes="quiet")
        self._rest = Draft()
        self._view = TermsView()
        self._view.can_focus = False

    def compose(self) -> ComposeResult:
        """The form beside the preview, and the foot below them."""
        with Horizontal(id="sides"):
            with VerticalScroll(id="form", can_focus=False):
                with Horizontal(classes="row"):
                    yield Static(Content("Villkorstext"), classes="heading")
                    yield DialogButton(STANDARD)
                yield from self._editors.values()
                yield Static(Content("Aktivera ärendetypen för invånare"), classes="heading gap")
                yield self._active
                yield self._audience
                with Horizontal(classes="row", id="people"):
                    yield self._choose
                    yield self._inside
                yield Static(id="review", classes="gap")
            with VerticalScroll(id="preview"):
                yield Static(Content("Så ser invånaren det"), id="told")
                yield self._view
        with Vertical(id="foot"):
            yield Static(id="line")
            with Horizontal(classes="row"):
                yield DialogButton(SAVE, default=True)
                yield DialogButton(CANCEL)
                yield Static(id="count")

    # --- what is edited -----------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What the fields have now; the parts that are not shown are as they were stored."""
        written = {part: editor.text for part, editor in self._editors.items()}
        terms = {part: getattr(self._rest.terms, part) for part in PART_LABELS} | written
        return self._rest._replace(
            terms=Terms(**terms),
            active=self._active.value,
            limited=self._audience.value == FOR_SOME.name,
        )

    def load(self, draft: Draft) -> None:
        """Let the fields have this, with nothing to undo."""
        self._rest = draft
        for part, editor in self._editors.items():
            editor.load(getattr(draft.terms, part))
        self._active.value = draft.active
        self._audience.at = int(draft.limited)

    def write(self, terms: Terms) -> None:
        """Let the fields have these terms, as one step to undo in each."""
        for part, editor in self._editors.items():
            editor.write(getattr(terms, part))

    def take(self, draft: Draft) -> None:
        """Let the fields have this, the terms as one step to undo in each."""
        self.write(draft.terms)
        self._active.value = draft.active
        self._audience.at = int(draft.limited)

    def choose(self, draft: Draft) -> None:
        """Take who comes and goes from this; the fields stay."""
        self._rest = self._rest._replace(include=draft.include, exclude=draft.exclude)

    def let_edit(self, able: bool) -> None:
        """Whether it can be edited, or only read."""
        for editor in self._editors.values():
            editor.read_only = not able
        for field in (self._active, self._audience):
            field.disabled = not able
        for button in self.query(DialogButton):
            if button.button is not CANCEL:
                button.disabled = not able

    @property
    def editor(self) -> TermsEditor | None:
        """The part one writes in now."""
        return next((one for one in self._editors.values() if one.has_keys), None)

    def look(self, looking: bool) -> None:
        """Where there is little room: show the preview, or the form again."""
        self.set_class(looking, "-looking")
        if looking:
            self.query_one("#preview").focus()
        else:
            self.go_to("clinic")

    def begin(self) -> None:
        """Show the form from its top, once the first part has the keys."""
        self.query_one("#form").scroll_home(animate=False, force=True)

    def go_to(self, part: str) -> None:
        """Write in this part."""
        if part in self._editors:
            self._editors[part].take_keys()

    # --- what is said -------------------------------------------------------------------------

    def tell(self, warnings: tuple[Verdict, ...], inside: int, people: int) -> None:
        """Draw the counters, the warnings and the preview of what the fields have."""
        draft = self.draft
        for part, editor in self._editors.items():
            said = note(part, getattr(draft.terms, part))
            editor.say(said.text, fault=said.is_fault)
        self.query_one("#people").display = draft.limited
        self._inside.update(Content(f"{inside} av {people} invånare ingår"))
        lines = [f"! {clean(one.text)} ({source_words(one.source)})" for one in warnings]
        review = self.query_one("#review", Static)
        review.update(Content("\n".join(["Att se över", *lines] if lines else [])))
        review.display = bool(lines)
        self.query_one("#count", Static).update(Content(_count(len(lines))))
        self._view.show(preview(self.kind, draft.terms))

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something above the buttons."""
        line = self.query_one("#line", Static)
        line.update(Content(clean(text)))
        line.set_class(fault, "-fault")
        line.display = bool(text)

    @property
    def line(self) -> str:
        """What is said there."""
        return str(self.query_one("#line", Static).content)

    @property
    def said(self) -> str:
        """What the preview says."""
        return self._view.said


def _count(warnings: int) -> str:
    if not warnings:
        return ""
    return "! 1 sak att se över, längst ner" if warnings == 1 else (
        f"! {warnings} saker att se över, längst ner"
    )  # fmt: skip


def preview(kind: CaseKind, terms: Terms) -> tuple[Paragraph, ...]:
    """What the citizen meets, with what comes after the text."""
    page = list(render(kind, terms))
    if kind is CaseKind.BOOK and goes_straight_on(terms):
        page = [_quiet("Tom första del: invånaren kommer direkt till Välj typ av tid.")]
    elif must_be_ticked(terms):
        page += [Paragraph("gap"), Paragraph("text", (Run(f"☐ {READ_IT}"),))]
    if help_text := parse(terms.to_care):
        page += [Paragraph("gap"), _quiet("Vid fältet för meddelande till vården:"), *help_text]
    return tuple(page)


def _quiet(text: str) -> Paragraph:
    return Paragraph("quiet", (Run(text),))
