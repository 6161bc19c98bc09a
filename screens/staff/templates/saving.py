"""Redigera schemamall and the book: following it, saving, and two who save the same template.

It knows no widget: the page that owns it draws what it answers.
"""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from textual.screen import Screen

from db.errors import BookError, Conflict, NotFound
from db.permissions import IT
from db.schedule import template_overview, templates
from db.setup import clinics, time_types
from db.values import Template, TimeType, clean
from screens.dialog import Question
from screens.session import Now
from screens.staff.templates.draft import TemplateDraft
from screens.staff.templates.name_dialog import TemplateName
from widgets.forms.dialog import CANCEL, Button

NEW_NAME = Button("new", "Spara som ny...", "Sparar dina rader som en mall för sig.")
THEIRS = Button("theirs", "Ta deras", "Visar deras rader; Ctrl+Z tar fram dina.")


class News(NamedTuple):
    """What somebody else has done to the template.

    Attributes:
        text: what there is to say of it.
        template: as it is now, to go on from; None where that would lose an edit.
    """

    text: str
    template: Template | None = None


class Outcome(NamedTuple):
    """What came of saving.

    Attributes:
        stored: the template as it stands in the book, when mine was saved.
        theirs: the template of somebody else, when that was chosen.
        refused: why nothing was saved, or empty where there is no more to say.
    """

    stored: Template | None = None
    theirs: Template | None = None
    refused: str = ""


class TemplateSaving:
    """A template that is edited; nobody's rows are lost, whoever saves first.

    Args:
        session: the user's, as it is now.
        template: what is edited; one without an id is new.
        ask: opens a dialog and gives its answer, None for none.

    Attributes:
        base: the template as it was read or saved last.
        types: the unit's time types by id.
        horizon_days: how many days ahead the journal system shows times.
    """

    def __init__(
        self,
        session: Now,
        template: Template,
        ask: Callable[[Screen[Any]], Awaitable[str | None]],
    ) -> None:
        self._session, self._ask, self.base = session, ask, template
        self.types: dict[int, TimeType] = {}
        self.horizon_days = 0
        self._told_of = template.revision

    # --- following the book -------------------------------------------------------------------

    def read_types(self) -> bool:
        """Read what belongs to the unit; whether its time types are others than before."""
        before = self.types
        with self._session().book.read() as reader:
            self.types = time_types.load_all(reader, self._session().clinic)
            clinic = clinics.load(reader, self._session().clinic)
            self.horizon_days = clinics.policy_of(clinic).horizon_days
        return self.types != before

    def opened(self, base: Template, rows_of: TemplateDraft | None = None) -> TemplateDraft:
        """A template as a draft; another draft's rows in it, if one is given."""
        fresh = TemplateDraft.open(base, self.types, is_it=self._session().actor.role in IT)
        return fresh if rows_of is None else rows_of.based_on(fresh)

    def begin(self, base: Template) -> TemplateDraft:
        """Go on from a template that was read or saved."""
        self.base, self._told_of = base, base.revision
        return self.opened(base)

    def news(self, draft: TemplateDraft, *, is_writing: bool) -> News | None:
        """What somebody else has saved, told once; None when there is nothing.

        Args:
            draft: as it stands.
            is_writing: whether something is being written in a cell.
        """
        if draft.base.id is None:
            return None
        session = self._session()
        stamp = template_overview.stamp_of(session.book, session.clinic, draft.base.id)
        revision = stamp.revision if stamp else -1
        if revision in (draft.base.revision, self._told_of):
            return None
        self._told_of = revision
        if stamp is None:
            return News("Någon annan har tagit bort mallen. OK frågar vad som ska sparas.")
        if draft.is_changed or is_writing:
            who = clean(stamp.changed_by) or "Någon annan"
            return News(f"{who} sparade mallen medan du ändrade. OK frågar vad som ska gälla.")
        return News("Någon annan sparade mallen; så här ser den ut nu.", self._read())

    def _read(self) -> Template:
        with self._session().book.read() as reader:
            return templates.load(reader, self.base.id or 0)

    # --- saving -------------------------------------------------------------------------------

    async def save(self, draft: TemplateDraft) -> Outcome:
        """Save; ask where somebody else was quicker.

        Raises:
            BookError: it was refused, and nothing can be chosen about that.
        """
        try:
            return self._store(draft.template, draft.base if draft.base.id is not None else None)
        except (Conflict, NotFound) as error:
            return await self._settle(error, draft)
        except BookError as error:
            if error.field == "name":  # someone took it meanwhile
                return await self._save_as_new(draft, error.text)
            raise

    def _store(self, template: Template, seen: Template | None) -> Outcome:
        session = self._session()
        return Outcome(
            templates.save(session.book, session.actor, session.clinic, template, seen=seen)
        )

    async def _settle(self, error: BookError, draft: TemplateDraft) -> Outcome:
        """Someone else saved meanwhile: nothing is lost, whichever is chosen."""
        gone = isinstance(error, NotFound)
        answers = (NEW_NAME, CANCEL) if gone else (NEW_NAME, THEIRS, CANCEL)
        chosen = await self._ask(Question("Någon annan har sparat", error.text, answers))
        if chosen == NEW_NAME.name:
            return await self._save_as_new(draft, "")
        return Outcome(theirs=self._read() if chosen == THEIRS.name else None)

    async def _save_as_new(self, draft: TemplateDraft, why: str) -> Outcome:
        """Save these rows as a template of its own."""
        made: list[Outcome] = []

        def accept(written: str) -> str:
            made.append(self._store(Template(None, written, draft.rows), None))
            return written

        name = f"{clean(draft.base.name)[:70]} (kopia)"
        dialog = TemplateName("Spara som ny schemamall", name, accept, clean(why))
        if await self._ask(dialog) is None:
            return Outcome(refused="Inget är sparat.")
        return made[-1]
