"""Ångra senaste schemaläggning: asked first, and refused with the list of what is booked."""

from textual.app import ComposeResult

from db import layout
from db.errors import BookError, Refused
from db.layout import Layout
from db.rules.local_time import day_text, instant_text
from db.values import clean
from screens.base import BookScreen
from screens.dialog import DialogScreen
from widgets.dialog import Button
from widgets.line_view import Line, LineView, Part, hanging

CLOSE = Button("ok", "Stäng")


class ListedLines(LineView):
    """Texts, each on as many lines as it needs."""

    DEFAULT_CSS = """
    ListedLines { height: auto; max-height: 12; }
    """

    def __init__(self, text: str, items: tuple[str, ...]) -> None:
        super().__init__()
        self._text, self._items = clean(text), tuple(map(clean, items))

    def lines(self, width: int) -> tuple[Line, ...]:
        """The sentence, and then the list."""
        said = [Line((Part(one, "strong"),)) for one in hanging(self._text, width)]
        listed = [
            Line((Part(one),)) for item in self._items for one in hanging(item, width, "  ", "    ")
        ]
        return (*said, *listed)


class RefusedDialog(DialogScreen[None]):
    """What the book said, and what stands in the way.

    Args:
        title: what was to be done.
        error: what the book said.
    """

    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "ListedLines"
    DEFAULT_CSS = """
    RefusedDialog DialogFrame { max-width: 76; }
    RefusedDialog ListedLines { margin-bottom: 1; }
    """

    def __init__(self, title: str, error: BookError) -> None:
        super().__init__()
        self._title_text, self.error = title, error

    @property
    def title_text(self) -> str:
        """What was to be done."""
        return self._title_text

    def content(self) -> ComposeResult:
        """The sentence and the list."""
        items = self.error.items if isinstance(self.error, Refused) else ()
        yield ListedLines(self.error.text, items)


def undo_latest(page: BookScreen) -> None:
    """Ask, and take back the unit's latest laying out that stands."""
    from screens.question import NO, YES, Question

    session = page.session
    found = page.attempt(lambda: layout.last_layout(session.book, session.clinic))
    if found is None:
        page.notify("Det finns ingen schemaläggning att ångra.", markup=False)
        return

    def answered(answer: str | None) -> None:
        if answer == YES.name:
            undo_one(page, found.id)

    page.app.push_screen(Question(_TITLE, _question(found), (YES, NO)), answered)


_TITLE = "Ångra schemaläggning"


def _question(found: Layout) -> str:
    count = "1 tid" if found.slots == 1 else f"{found.slots} tider"
    return (
        f"Ta bort {count} som lades ut {instant_text(found.made_at)} av {found.made_by} med mallen"
        f" ”{found.template_name}”, {day_text(found.from_day)} till {day_text(found.to_day)}?"
    )


def undo_one(page: BookScreen, number: int) -> None:
    """Take back a laying out; what stands in the way is listed."""
    session = page.session
    try:
        gone = layout.undo_layout(session.book, session.actor, number)
    except BookError as error:
        page.app.push_screen(RefusedDialog(_TITLE, error))
        return
    count = "1 tid är borttagen" if gone == 1 else f"{gone} tider är borttagna"
    page.notify(f"{count}. 1177 visar dem inte längre.", markup=False)
    page.attempt(page.reload)
