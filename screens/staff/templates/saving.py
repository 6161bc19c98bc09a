"""Redigera schemamall and the book: following it, saving, and two who save the same template."""

from db.errors import BookError, Conflict, NotFound
from db.permissions import IT
from db.rules.schedule.start_times import week_text
from db.schedule import template_overview, templates
from db.setup import clinics, time_types
from db.values import Template, TimeType, clean
from screens.dialog_page import is_writing
from screens.history import History
from screens.session import Session
from screens.staff.templates.draft import TemplateDraft
from screens.staff.templates.editing import TemplateEditing
from widgets.forms.dialog import CANCEL, Button

NEW_NAME = Button("new", "Spara som ny...", "Sparar dina rader som en mall för sig.")
THEIRS = Button("theirs", "Ta deras", "Visar deras rader; Ctrl+Z tar fram dina.")


class TemplateSaving(TemplateEditing):
    """A template that is edited; nobody's rows are lost, whoever saves first.

    Args:
        session: as for any page.
        template: what is edited; one without an id is new.
    """

    def __init__(self, session: Session, template: Template) -> None:
        super().__init__(session)
        self.base = template
        self._types: dict[int, TimeType] = {}
        self._told_of = template.revision

    # --- following the book -------------------------------------------------------------------

    def reload(self) -> None:
        """Follow the book, unless that would lose what the user has changed."""
        with self.session.book.read() as reader:
            types = time_types.load_all(reader, self.session.clinic)
            horizon = clinics.policy_of(clinics.load(reader, self.session.clinic)).horizon_days
        self.fields.horizon_days = horizon
        draft = self.draft
        if draft is None or self.history is None:
            self._types = types
            self._begin(self.base)
            return
        if types != self._types:
            self._types = types
            self.history.replace(self._opened(draft.base, draft))
            self.draw_draft()
        self._follow_template(draft)

    def _follow_template(self, draft: TemplateDraft) -> None:
        """Take what someone else has saved, or tell of it where that would lose an edit."""
        if draft.base.id is None:
            return
        stamp = template_overview.stamp_of(self.session.book, self.session.clinic, draft.base.id)
        revision = stamp.revision if stamp else -1
        if revision in (draft.base.revision, self._told_of):
            return
        self._told_of = revision
        if stamp is None:
            self.say("Någon annan har tagit bort mallen. OK frågar vad som ska sparas.", fault=True)
        elif draft.is_changed or self.listed.is_editing:
            who = clean(stamp.changed_by) or "Någon annan"
            self.say(f"{who} sparade mallen medan du ändrade. OK frågar vad som ska gälla.",
                     fault=True)  # fmt: skip
        else:
            self._begin(self._read())
            self.say("Någon annan sparade mallen; så här ser den ut nu.")

    def _read(self) -> Template:
        with self.session.book.read() as reader:
            return templates.load(reader, self.base.id or 0)

    def _opened(self, base: Template, draft: TemplateDraft | None = None) -> TemplateDraft:
        """A template as a draft; another draft's rows in it, if one is given."""
        fresh = TemplateDraft.open(base, self._types, is_it=self.session.actor.role in IT)
        if draft is None:
            return fresh
        return draft.based_on(fresh)

    def _begin(self, base: Template) -> None:
        self.history = History(self._opened(base))
        self._told_of = base.revision
        self.draw_draft()
        first = self.listed.cursor_row
        if first is not None:
            self.show_row(str(first))

    # --- saving -------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Whether something was changed, also what is being written in a cell."""
        draft = self.draft
        if draft is None or not self.may_edit:
            return ""
        if draft.base.id is None and not draft.lines:
            return ""  # a new one without rows is nothing
        return "Schemamallen är ändrad." if draft.is_changed or is_writing(self.listed) else ""

    async def save(self) -> bool:
        """Save; when not, say why and point at the cell."""
        if self.is_saving or not self.listed.finish_edit():
            return False
        self.is_saving = True
        try:
            await self.settled()
            draft = self.draft
            if draft is None or not draft.is_changed:
                return True
            if (wrong := draft.first_error) is not None:
                self.point_at(wrong)
                return False
            return await self._store(draft)
        finally:
            self.is_saving = False

    async def _store(self, draft: TemplateDraft) -> bool:
        session = self.session
        try:
            base = draft.base if draft.base.id is not None else None
            stored = templates.save(
                session.book, session.actor, session.clinic, draft.template, seen=base
            )
        except (Conflict, NotFound) as error:
            return await self._settle(error, draft)
        except BookError as error:
            if error.field == "name":  # someone took it meanwhile
                return await self._save_as_new(draft, error.text)
            self.show_error(error)
            return False
        return self._has_saved(stored)

    def _has_saved(self, stored: Template) -> bool:
        self.base = stored
        self._begin(stored)
        said = f"Schemamallen {clean(stored.name)} är sparad: {week_text(stored.rows)}."
        self.notify(f"{said} Schemalägg lägger ut dem.", timeout=5, markup=False)
        return True

    async def _settle(self, error: BookError, draft: TemplateDraft) -> bool:
        """Someone else saved meanwhile: nothing is lost, whichever is chosen."""
        from screens.dialog import Question

        gone = isinstance(error, NotFound)
        answers = (NEW_NAME, CANCEL) if gone else (NEW_NAME, THEIRS, CANCEL)
        question = Question("Någon annan har sparat", error.text, answers)
        chosen = await self.app.push_screen_wait(question)
        if chosen == NEW_NAME.name:
            return await self._save_as_new(draft, "")
        if chosen == THEIRS.name and (theirs := self.attempt(self._read)) is not None:
            self.base, self._told_of = theirs, theirs.revision
            fresh = self._opened(theirs)
            self.history = History(self._opened(theirs, draft))
            self.history.push(fresh)
            self._keeps_note = True
            self.draw_draft()
            self.say("Deras rader visas. Ctrl+Z tar fram dina.")
        return False

    async def _save_as_new(self, draft: TemplateDraft, why: str) -> bool:
        """Save these rows as a template of its own."""
        from screens.staff.templates.name_dialog import TemplateName

        session, made = self.session, list[Template]()

        def accept(written: str) -> str:
            one = Template(None, written, draft.rows)
            made.append(templates.save(session.book, session.actor, session.clinic, one, seen=None))
            return made[-1].name

        name = f"{clean(draft.base.name)[:70]} (kopia)"
        dialog = TemplateName("Spara som ny schemamall", name, accept, clean(why))
        if await self.app.push_screen_wait(dialog) is None:
            self.say("Inget är sparat.", fault=True)
            return False
        return self._has_saved(made[-1])
