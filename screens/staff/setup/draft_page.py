"""What pages with a grid that is edited as a draft share: undo, OK, Avbryt, and others' edits.

Nothing reaches the book before OK. OK saves all or nothing and closes the page; what cannot be
saved is pointed at.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from db.errors import BookError, Conflict, NotFound, Refused
from db.permissions import SCHEDULERS
from db.rules.local_time import time_text
from db.stamps import Stamp
from screens.commands import Command
from screens.dialog_page import is_writing
from screens.edited_page import REDO, EditedPage, may_edit
from screens.history import History
from screens.session import Session
from screens.staff.setup.draft import Draft
from screens.staff.setup.draft_values import Edit
from screens.staff.setup.grid_page import WHY_KEY, DraftSheet, GridPage
from screens.staff.setup.merge import CellChange, Merge, Stored, merge
from widgets.forms.dialog import CANCEL, OK, Button

if TYPE_CHECKING:
    from screens.staff.setup.conflicts import Kept

__all__ = ["DRAFT_COMMANDS", "NEW", "WHY_KEY", "DraftPage", "DraftSheet"]

AnyDraft = TypeVar("AnyDraft", bound=Draft[Any])

NEW = Button("new", "Ny...", "Lägger till en tom rad.")
_TRIES = 5


DRAFT_COMMANDS: Final = (
    REDO,
    Command(
        "ok", "OK", "Sparar alla ändringar, eller ingen, och stänger.",
        key="ctrl+s", footer=False, context=False, roles=SCHEDULERS, when=may_edit,
    ),
    Command(
        "new_row", "Ny...", "Lägger till en tom rad.",
        key="insert", footer=False, roles=SCHEDULERS,
    ),
)  # fmt: skip
"""What all these pages have; the page puts ``UNDO`` where it is to stand in the line of keys."""


class DraftPage(GridPage, EditedPage[AnyDraft]):
    """A page whose grid is edited as a draft.

    A subclass gives the methods that are abstract here and in ``GridPage``, ``TITLE_TEXT``,
    ``BUTTONS`` and ``THINGS``, and in its ``PAGE_COMMANDS`` also ``UNDO`` and ``DRAFT_COMMANDS``.
    """

    BUTTONS: ClassVar[tuple[Button, ...]] = (OK, CANCEL, NEW)
    THINGS: ClassVar[tuple[str, str]] = ("rad", "rader")
    """What a row is called: one, and several."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._told_of: tuple[Stored, ...] = ()

    # --- what each page knows -----------------------------------------------------------------

    @abstractmethod
    def open_draft(self) -> AnyDraft:
        """The grid as it stands in the book."""

    @abstractmethod
    def stored(self) -> tuple[Stored, ...]:
        """All rows that are in the book now, in their order."""

    @abstractmethod
    def stamps(self) -> dict[int, Stamp]:
        """Who last saved each of them."""

    @abstractmethod
    def store(self, edited: Sequence[Any]) -> None:
        """Save, all or nothing."""

    @abstractmethod
    def set_cell(self, draft: AnyDraft, key: str, field: str, value: str | bool) -> Edit[AnyDraft]:
        """Give a cell of the draft what the sheet says."""

    @abstractmethod
    def new_in(self, draft: AnyDraft) -> Edit[AnyDraft]:
        """The draft with an empty row."""

    def drawn_anew(self) -> None:
        """The draft or the book has changed: draw what follows it beside the grid."""

    def has_saved(self, count: int) -> None:
        """What to say when so many rows have been saved and the page is closing."""

    # --- editing ------------------------------------------------------------------------------

    def edited(self, key: str, field: str, value: str | bool) -> None:
        """The user wants another value in a cell."""
        self.edit(lambda draft: self.set_cell(draft, key, field, value))

    def edit(self, change: Callable[[AnyDraft], Edit[AnyDraft]]) -> Edit[AnyDraft] | None:
        """Change the draft, and say what there is to say about it."""
        draft = self.draft
        if draft is None:
            return None
        edit = self.attempt(lambda: change(draft))
        if edit is not None:
            self._stand(edit.draft)
            self.tell(edit.said, edit.items)
        return edit

    def _stand(self, draft: AnyDraft) -> None:
        if self.history is not None and self.history.push(draft):
            self._show()

    def _show(self, keep: str | None = None) -> None:
        """Draw what stands now."""
        draft = self.draft
        if draft is None:
            return
        before, self.source.draft = self.source.draft, draft
        if before is None or before.keys != draft.keys:
            self.sheet.reload(keep)
        else:
            self.sheet.refresh_rows(draft.keys)
        self.refresh_bindings()
        self.drawn_anew()

    def action_undo(self) -> None:
        """Take an edit back."""
        self._step(History.undo, "Ångrat.")

    def action_redo(self) -> None:
        """Make it again."""
        self._step(History.redo, "Gjort om.")

    def _step(self, step: Callable[[History[AnyDraft]], AnyDraft], said: str) -> None:
        if self.sheet.is_editing:
            self.sheet.cancel_edit()
            return
        if self.history is None:
            return
        before, after = self.history.now, step(self.history)
        if after is before:
            return
        cell = after.first_difference(before)
        self._show()
        if cell is not None:
            self.sheet.move_to(*cell)
        self.say(said)

    def action_new_row(self) -> None:
        """An empty row on top."""
        if self.sheet.finish_edit():
            self.sheet.call_later(self._new_row)

    def _new_row(self) -> None:
        edit = self.edit(self.new_in)
        if edit is not None and edit.key:
            self.set_focus(self.sheet, scroll_visible=False)
            self.sheet.move_to(edit.key, self.source_fields[0])

    # --- buttons ------------------------------------------------------------------------------

    def pressed(self, name: str) -> None:
        """Another button than Avbryt was pressed; a page with more than these adds to it."""
        if name == OK.name:
            self.action_ok()
        elif name == NEW.name:
            self.action_new_row()

    # --- saving -------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Whether something was changed, also what is being written in a cell."""
        if self.draft is None or not (self.draft.is_changed or is_writing(self.sheet)):
            return ""
        count = len(self.draft.edited_keys)
        one, several = self.THINGS
        if not count:
            return f"{self.TITLE_TEXT} är ändrad."
        return f"{one.capitalize()} är ändrad." if count == 1 else f"{count} {several} är ändrade."

    async def save(self) -> bool:
        """Save all or nothing; when not, say why and point at the cell."""
        if self.is_saving:
            return False
        self.is_saving = True
        try:
            if not self.sheet.finish_edit():
                return False
            await self.sheet.settled()
            return await self._save()
        finally:
            self.is_saving = False

    async def _save(self) -> bool:
        for _ in range(_TRIES):
            draft = self.draft
            if draft is None or not draft.is_changed:
                return True
            if (wrong := draft.first_error) is not None:
                self.point_at((wrong.key, wrong.field), wrong.verdict.text, wrong.items)
                return False
            met = self.attempt(self._others)
            if met is None:
                return False
            if met.clashes or met.news or met.moved:
                if not await self._decide(met):
                    return False
            elif met.added:
                self._rebase(met.keep_mine())
            elif (done := self._store(draft)) is not None:
                return done
        self.say("Boken ändras hela tiden av någon annan. Försök igen.", fault=True)
        return False

    def _store(self, draft: AnyDraft) -> bool | None:
        """Save; None when someone else was quicker."""
        count = len(draft.edited_keys)
        try:
            self.store(draft.edited())
        except (Conflict, NotFound):
            return None
        except BookError as error:
            items = error.items if isinstance(error, Refused) else ()
            self.point_at(draft.cell_of(error), error.text, items)
            return False
        self.attempt(lambda: self.has_saved(count))
        self.attempt(self._begin)
        return True

    # --- what others save meanwhile -----------------------------------------------------------

    def _others(self) -> Merge[AnyDraft]:
        """My draft against what is in the book now."""
        assert self.draft is not None
        self._told_of = self.stored()
        return merge(self.draft, self._told_of, self.stamps())

    async def _decide(self, met: Merge[AnyDraft]) -> bool:
        """Let the user choose, cell by cell; the draft then stands on what is in the book."""
        from screens.staff.setup.conflicts import ConflictsDialog

        dialog = ConflictsDialog(self.TITLE_TEXT, met)
        kept: Kept | None = await self.app.push_screen_wait(dialog)
        if kept is None:
            self.say("Inget är sparat. Det som andra sparat finns kvar i boken.", fault=True)
            return False
        return self._rebase(met.keep_mine(kept.cells))

    def _rebase(self, mine: AnyDraft) -> bool:
        """Let a draft stand on what is in the book now, as one step to undo."""
        fresh = self.attempt(self.open_draft)
        if fresh is None:
            return False
        self.history = History(fresh)
        self.history.push(mine)
        self._show()
        self.sheet.reload()
        return True

    def reload(self) -> None:
        """The book has changed: follow it, unless that would lose what the user has changed."""
        draft = self.draft
        if draft is None or self.history is None:
            self._begin()
            self._draw_about()
            return
        stored = self.stored()
        bases = {line.base.id: line.base for line in draft.lines.values() if line.base is not None}
        if bases == {one.id: one for one in stored}:
            self.history.replace(draft.reread())
            self._show()
        elif draft.is_changed or is_writing(self.sheet):
            self.history.replace(draft.reread())
            self._show()
            if stored != self._told_of:
                self._warn_of(self._others())
        else:
            self._begin()

    def _begin(self) -> None:
        """Begin from what is in the book."""
        self.history = History(self.open_draft())
        self._show()
        # The rows may be the same although what they say is not.
        self.sheet.reload()

    def _warn_of(self, met: Merge[AnyDraft]) -> None:
        changes = (*met.clashes, *met.news)
        if not changes:
            self.say(f"Någon annan har lagt till {self.THINGS[1]} medan du ändrade.")
            return
        last = max(changes, key=_when)
        who = last.who or "Någon annan"
        when = f" kl. {time_text(last.when)}" if last.when is not None else ""
        self.say(f"{who} sparade ändringar{when} medan du ändrade. OK visar dem.", fault=True)


def _when(change: CellChange) -> int:
    return change.when or 0
