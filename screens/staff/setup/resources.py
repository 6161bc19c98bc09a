"""Resurser: who or what is booked, the names that citizens read, and when each is valid."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.fields import NAME_BOUND
from db.mirror.planned import Resources
from db.mirror.values import Subject
from db.permissions import SCHEDULERS
from db.remedies.summary import Which
from db.rules.sources import source_words
from db.values import Resource, Verdict, clean, count_text
from screens.commands import UNDO, Command, holds
from screens.dialog import NO, YES, DialogScreen
from screens.dialog_page import WHY_KEY, settled
from screens.session import Session
from screens.staff.setup.draft import Edit
from screens.staff.setup.draft_page import DRAFT_COMMANDS, NOT_SAVED, DraftPage
from screens.staff.setup.resource_draft import KINDS, RESOURCE_ROWS, ResourceDraft
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.line_view import Line, LineView, paragraph
from widgets.sheet.messages import CursorMoved
from widgets.sheet.values import Column, Option, RowKey

NEW = Button("new_row", "Ny...", "Lägger till en resurs.")

ABOUT: Final[Mapping[str, str]] = {
    "name": "Resursnamn. För en Befattning är det namnet som invånaren ser när hen bokar via"
    " 1177. Skriv ”Distriktssköterska” i stället för ”DSK”. (VGR:s guide, bild 12)",
    "kind": "Resurstyp. Befattning är en funktion och Person en namngiven medarbetare."
    " (VGR:s guide, bild 12)",
    "valid_from": "Giltighet, första dagen: ÅÅÅÅ-MM-DD. Tom: giltig sedan tidigare.",
    "valid_to": "Giltighet, sista dagen: ÅÅÅÅ-MM-DD. Tom: tills vidare. 1177 erbjuder inga"
    " lediga tider därefter.",
    "profession": "Yrkeskategori, till exempel ”09 Sjuksköterska”.",
}
"""What stands below the grid about each column."""

CUT_OFF = (
    "Tiderna hamnar utanför giltigheten. De ligger kvar i tidboken, bokade tider också, men 1177"
    " erbjuder inte längre de lediga. Vill du spara ändå?"
)
_LEAST_NAME, _MOST_NAME = 20, 44
_LEAST_PROFESSION, _MOST_PROFESSION = 14, 32
_OTHERS = 40  # the cells of the other columns, with what stands between them


def _bare(verdict: Verdict) -> str:
    """What a rule says, without what is said here in another way."""
    end = " De ligger kvar" if verdict.rule == "cut-off" else " Förslag:"
    return verdict.text.partition(end)[0]


def _cut_lines(cut: Mapping[str, Sequence[str]], width: int) -> Iterator[Line]:
    """The times that would be left outside, resource by resource."""
    for name, times in cut.items():
        count = count_text(len(times), "tid", "tider")
        yield from paragraph(f"{clean(name)}: {count}", width, "heading")
        for time in times:
            yield from paragraph(clean(time), width, "", "  ", "    ")


class CutOffDialog(DialogScreen[str]):
    """Lists the times outside a new validity; gives "yes" when it is to be saved all the same."""

    TITLE_TEXT = "Spara giltigheten ändå?"
    BUTTONS = (YES, NO)
    AUTO_FOCUS = "LineView"
    DEFAULT_CSS = """
    CutOffDialog DialogFrame { max-width: 70; }
    CutOffDialog DialogBody { overflow: hidden; }
    CutOffDialog LineView { height: auto; max-height: 100%; }
    """

    def __init__(self, cut: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._cut = cut

    def content(self) -> ComposeResult:
        """The times."""
        yield LineView(lambda width: tuple(_cut_lines(self._cut, width)))

    def on_mount(self) -> None:
        """Ask."""
        self.frame.say(CUT_OFF)

    def pressed(self, name: str) -> None:
        """Any button is an answer."""
        self.close_with(name)


class ResourcesPage(DraftPage[ResourceDraft]):
    """Inställningar › Resurser."""

    PAGE_NAME = "Resurser"
    TITLE_TEXT = "Resurser"
    BUTTONS = (OK, CANCEL, NEW)
    EMPTY = (
        "Inga resurser än. Lägg upp den första: tryck Insert, eller Ny..., och skriv Resursnamn.",
        "Inga resurser än. En schemaläggare lägger upp dem.",
    )
    HELP = (
        "Här står vem eller vad som bokas. Resursnamnet på en Befattning är det som invånaren"
        " ser på 1177, så skriv ut det: inga förkortningar, rumsnamn eller ord som stafettläkare"
        " och bemanningspersonal (VGR:s guide, bild 12). En varning hindrar inte att du sparar.\n"
        "Inget sparas före OK. Tider utanför en ny giltighet räknas upp först."
    )
    PAGE_COMMANDS = (
        Command(
            "edit", "Ändra", "Ändrar cellen; det går också att bara skriva.",
            key="f2", menu="Inställningar", roles=SCHEDULERS,
        ),
        Command(
            "why", "Varför?",
            "Säger varför cellen är som den är, vad som hindrar resursens tider och vad som kan"
            " göras.",
            key=WHY_KEY, menu="1177",
        ),
        Command(
            "summarize", "Vad syns inte?...",
            "Räknar resursens lediga tider som varje regel håller borta, och visar dem.",
            key="shift+f5", footer=False, menu="1177",
        ),
        Command(
            "use_suggestion", "Använd förslaget", "Byter till det Resursnamn som föreslås.",
            key="f4", menu="Inställningar", roles=SCHEDULERS, when=holds("may_edit", "suggestion"),
        ),
        UNDO,
        *DRAFT_COMMANDS,
    )  # fmt: skip
    DEFAULT_CSS = """
    ResourcesPage DialogFrame { max-width: 130; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, RESOURCE_ROWS)
        self._told = ""
        """The row that the line speaks of, when Enter or Tab has led on from it."""
        self._told_at: RowKey | None = None

    # --- the grid -----------------------------------------------------------------------------

    def columns_for(self, width: int) -> tuple[Column, ...]:
        """The name and Yrkeskategori share the room."""
        room = width - _OTHERS
        profession = max(_LEAST_PROFESSION, min(_MOST_PROFESSION, room // 3))
        name = max(_LEAST_NAME, min(_MOST_NAME, room - profession))
        kinds = tuple(Option(value, label) for value, label in KINDS.items())
        return (
            Column("name", "Resursnamn", width=name, fixed=True, editable=True,
                   max_length=NAME_BOUND),
            Column("kind", "Resurstyp", "choice", 10, editable=True, options=kinds),
            Column("valid_from", "från", "date", 12, "Giltighet", editable=True,
                   tip="Giltighet, från"),
            Column("valid_to", "till", "date", 12, "Giltighet", editable=True,
                   tip="Giltighet, till"),
            Column("profession", "Yrkeskategori", width=profession, editable=True,
                   max_length=NAME_BOUND),
        )  # fmt: skip

    def about(self, field: str) -> Content:
        """What is to be said of the cell, or else of its column."""
        draft, row = self.draft, self.sheet.cursor_row
        if draft is not None and row in draft.lines:
            problems = draft.problems_of(str(row), field)
            if problems:
                below = self.note
                texts = [_bare(problem.verdict) for problem in problems]
                texts = [text for text in texts if text not in below]
                if not texts:  # the line below says it
                    return Content(ABOUT.get(field, ""))
                offer = () if self._is_elsewhere else self._offer(field)
                text = " ".join([*offer, *texts])
                return Content.styled(clean(f"! {text}"), "$attention")
        return Content(ABOUT.get(field, ""))

    def _offer(self, field: str) -> tuple[str, ...]:
        """The suggestion comes first: there may be no room for all that is said."""
        better = self.suggestion if field == "name" and self.may_edit else ""
        return (f"Förslag: ”{better}” (F4).",) if better else ()

    @property
    def _is_elsewhere(self) -> bool:
        """Whether F4 is about another row than the one with the cursor."""
        return self._told not in ("", self.sheet.cursor_row)

    def drawn_anew(self) -> None:
        """What is said of the cell may be another thing now."""
        self._draw_about()

    # --- Varför -------------------------------------------------------------------------------

    @property
    def _stored(self) -> Resource | None:
        """The row's resource as the book has it."""
        draft, row = self.draft, self.sheet.cursor_row
        return None if draft is None or row not in draft.lines else draft.lines[str(row)].base

    def action_why(self) -> None:
        """Say why the cell is as it is, and what keeps the resource's times off 1177."""
        from screens.staff.shared.asking import ask_of_times
        from screens.staff.shared.why_dialog import told_plainly

        draft, row = self.draft, self.sheet.cursor_row
        if draft is None or row not in draft.lines:
            return
        field, stored = self.sheet.cursor_column, self._stored
        wrong = [problem.verdict for problem in draft.problems_of(str(row), field)]
        if wrong:
            self.tell(wrong[0]._replace(text=_bare(wrong[0])))
        if stored is None:
            self.say(" ".join(filter(None, (self.note if wrong else "", NOT_SAVED))))
            return
        cell = [told_plainly(ABOUT[field])] if field in ABOUT else []
        cell += [told_plainly(f"{_bare(one)} ({source_words(one.source)})", yes=False)
                 for one in wrong]  # fmt: skip
        ask_of_times(self, Which(resource=stored.id), stored.name, self.say, first=tuple(cell))

    def action_summarize(self) -> None:
        """Vad syns inte?: of the row's resource, and of the whole unit."""
        from screens.staff.shared.errands import summarize
        from screens.staff.shared.summary_dialog import UNIT, Scope

        stored = self._stored
        mine = () if stored is None else (Scope(stored.name, Which(resource=stored.id)),)
        summarize(self, (*mine, UNIT))

    # --- 1177 ---------------------------------------------------------------------------------

    def mirrored(self) -> Subject:
        """The names as citizens read them, and what OK would change."""
        draft = self.draft
        return Resources(tuple(draft.edited()) if draft is not None else ())

    def lead_to(self, kind: str, key: int) -> None:
        """To the row of a resource."""
        if kind != "resource":
            super().lead_to(kind, key)
            return
        self.beside.back()
        self.set_focus(self.sheet, scroll_visible=False)
        self.stand_on(key, self.sheet.cursor_column)

    # --- saving ------------------------------------------------------------------------------

    def has_saved(self, saved: Sequence[tuple[Any, Any]]) -> None:
        """Say that 1177 has the names at once."""
        text = count_text(len(saved), "resurs är sparad", "resurser är sparade")
        self.notify(f"{text}. 1177 visar ändringen direkt.", timeout=4, markup=False)

    async def save(self) -> bool:
        """Ask first, if times would be left outside a validity."""
        if not self.sheet.finish_edit():
            return False
        await settled(self.sheet)
        cut = self.cut_off()
        if cut and await self.app.push_screen_wait(CutOffDialog(cut)) != YES.name:
            self.say("Inget är sparat. Ändra Giltighet, eller flytta tiderna först.", fault=True)
            return False
        return await super().save()

    def cut_off(self) -> dict[str, tuple[str, ...]]:
        """The coming times that the edited validities leave outside, by the resource's name."""
        draft = self.draft
        if draft is None or draft.first_error is not None:
            return {}  # that is what there is to say first
        outside = ((draft.item(key).name, draft.cut_off(key)) for key in draft.edited_keys)
        return {name: times for name, times in outside if times}

    # --- editing ------------------------------------------------------------------------------

    def edited(self, key: str, field: str, value: str | bool) -> None:
        """What is said of a name from now on is about this row."""
        self._told, self._told_at = (key if field == "name" else ""), self.sheet.cursor_row
        super().edited(key, field, value)

    def tell(self, said: Verdict, items: Iterable[str] = ()) -> None:
        """Also how the suggestion is taken; and that OK lists times which are many."""
        if said.rule == "cut-off":
            said, items = said._replace(text=f"{_bare(said)} OK räknar upp dem."), ()
        elif said.rule.startswith("name-"):
            said = said._replace(text=" ".join([*self._offer("name"), _bare(said)]))
        super().tell(said, items)
        self._draw_about()

    def _written(self) -> Edit[ResourceDraft] | None:
        """What the draft would be with the name that is being written."""
        draft, cell = self.draft, self.writing.cell
        if draft is None or cell is None or cell[1] != "name" or cell[0] not in draft.lines:
            return None
        return draft.text(*cell, self.sheet.editor.value)

    def look_at_writing(self, key: str, field: str, text: str) -> bool:
        """Say what there is to say of a name."""
        if (edit := self._written()) is None:
            return False
        self._told = ""
        self.tell(edit.said, edit.items)
        self.refresh_bindings()
        return True

    def forget_writing(self) -> None:
        """There may be no suggestion any more."""
        super().forget_writing()
        self.refresh_bindings()

    @on(CursorMoved)
    def _follow_cursor(self) -> None:
        """Another row may have no suggestion."""
        if self.sheet.cursor_row != self._told_at:
            self._told = ""
            self._draw_about()
        self.refresh_bindings()

    @property
    def suggestion(self) -> str:
        """A better name for the row spoken of or that of the cursor, also while it is written."""
        row = self._told or self.sheet.cursor_row
        edit = self._written()
        draft = edit.draft if edit else self.draft
        return draft.suggestion(str(row)) if draft is not None and row in draft.lines else ""

    def action_use_suggestion(self) -> None:
        """Take the better name; of what is being written, too."""
        key = self._told or self.sheet.cursor_row
        if key is not None and self.sheet.finish_edit():
            self.sheet.call_later(self._use_suggestion, str(key))

    def _use_suggestion(self, key: str) -> None:
        self.writing.is_done()
        edit = self.edit(lambda draft: draft.apply_suggestion(key))
        if edit is not None and edit.said.passed and not edit.said.text:
            self.say(f"Resursnamn är nu ”{edit.draft.item(key).name}”. Ctrl+Z ångrar.")
