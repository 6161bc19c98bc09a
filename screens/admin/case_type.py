"""Start / <mottagning> / Ärendetyper / <ärendetyp>: terms, preview and activation (R113-R117)."""

from db import case_types
from db.values import Terms
from screens.admin.case_base import CasePage
from screens.admin.case_commands import COMMANDS
from screens.question import YES, YES_NO, Question
from widgets.dialog import DialogButton
from widgets.options import OneOf, Tick
from widgets.terms_editor import TermsEditor


class CaseTypePage(CasePage):
    """The page."""

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

        def fill(answer: str | None) -> None:
            if answer == YES.name and self.is_mounted:
                self.form.write(made)
                self._filled = (before, self.form.draft.terms)
                self.form.say("Standardvillkor är ifyllda men inte sparade. Ctrl+Z tar tillbaka.")

        if made == before:
            self.form.say("Texten är redan Standardvillkor.")
        elif before == Terms():
            fill(YES.name)
        else:
            text = "Standardvillkor ersätter texten i alla delar. Vill du det?"
            self.app.push_screen(Question("Standardvillkor", text, YES_NO), fill)

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

        def chosen(answer: frozenset[int] | None) -> None:
            if answer is not None and self.is_mounted:
                self.form.choose(self.form.draft.with_audience(people, answer))
                self._tell()

        self.app.push_screen(
            AudienceDialog(people, (inside | draft.include) - draft.exclude), chosen
        )

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

    def on_terms_editor_changed(self, message: TermsEditor.Changed) -> None:
        """Count, look over and draw the preview anew."""
        message.stop()
        self._tell()

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """Aktivera."""
        message.stop()
        self._tell()

    def on_one_of_changed(self, message: OneOf.Changed) -> None:
        """For whom."""
        message.stop()
        self._tell()

    def on_descendant_focus(self) -> None:
        """What can be done depends on where one is."""
        self.refresh_bindings()
