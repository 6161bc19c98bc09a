"""F6: what a citizen meets on 1177 now, what OK changes there, and what 1177 waits for.

The panel knows whose eyes it looks with; the page tells it of the edits that are not saved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from db import clock
from db.offer import preview as previews
from db.offer.offer import OfferedType
from db.offer.preview import Preview, Waiting
from db.setup import publication, publishing
from db.values import Actor, Patient, Role, TimeType, clean, count_text
from screens.session import Now
from screens.staff.setup.choose_citizen import ChooseCitizen
from widgets.line_view import Line, LineView, Part, hanging

TITLE: Final = "Så ser det ut på 1177"
_SHORT_TITLE: Final = "På 1177"
_TITLE_ROOM = 28
NOBODY: Final = "vilken invånare som helst"
NO_TIMES: Final = "inga tider"
CITIZEN, PUBLISH, AFTER, WAITING = "citizen", "publish", "after", "waiting"
"""The names of the lines that mean something."""
COMING, LEAVING, RENAMED = "+", "−", "~"
_SIGNS = {COMING: "kommer", LEAVING: "försvinner", RENAMED: "byter namn"}
_STANDS: Final = "Klockan står still:"
_PUBLISH: Final = ("F8", " Publicera nu")


def arrange(preview: Preview | None, citizen: str, width: int) -> tuple[Line, ...]:
    """The panel's lines, each at most ``width`` cells.

    Args:
        preview: what there is to show; None while it is not read.
        citizen: the name of the citizen whose eyes one looks with; empty for anyone.
        width: cells.
    """
    if preview is None:
        return (_line(" Läser boken ...", "quiet"),)
    lines = [*_citizen(citizen, width)]
    for verdict in preview.closed:
        lines += _texts(hanging(clean(verdict.text), width, " ! ", "   "), "attention")
    if preview.closed:
        lines += _texts(hanging("Så vore det annars:", width, " ", " "), "quiet")
    # First what the edit changes: it is what one looks for.
    return (
        *lines,
        *_after(preview, width),
        *_waiting(preview, width),
        *_now(preview.now, width),
    )


def _line(text: str, kind: str = "", name: str = "") -> Line:
    return Line((Part(text, kind),), name)


def _texts(texts: Iterable[str], kind: str = "", name: str = "") -> Iterator[Line]:
    return (_line(text, kind, name) for text in texts)


def _citizen(citizen: str, width: int) -> Iterator[Line]:
    name = clean(citizen) or NOBODY
    return _texts(hanging(f"Som {name}", width, " ", "  "), "quiet", CITIZEN)


def _now(types: Sequence[OfferedType], width: int) -> Iterator[Line]:
    yield _line(" Nu på 1177", "heading")
    for one in types:
        said = NO_TIMES if not one.times else count_text(one.times, "tid", "tider")
        kind = "quiet" if one.times else "attention"
        yield from _with_tail(one.web_name, said, kind, width)
    if not types:
        yield from _texts(hanging("Inget att välja.", width, "  ", "  "), "quiet")


def _after(preview: Preview, width: int) -> Iterator[Line]:
    yield _line(" Efter OK", "heading", AFTER)
    changes = [
        *((COMING, name) for name in preview.coming),
        *((LEAVING, name) for name in preview.leaving),
        *((RENAMED, f"{old} → {new}") for old, new in preview.renamed),
    ]
    for sign, text in changes:
        first, *rest = hanging(text, width, f"  {sign} ", "    ")
        yield Line((Part(first[:4], "key"), Part(first[4:])))
        yield from _texts(rest)
    if changes:
        used = dict.fromkeys(sign for sign, _ in changes)
        legend = "   ".join(f"{sign}\N{NO-BREAK SPACE}{_words(sign)}" for sign in used)
        yield from _texts(hanging_kept(legend, width, "  "), "quiet")
    else:
        yield from _texts(hanging("Ingen ändring på 1177.", width, "  ", "  "), "quiet")


def _words(sign: str) -> str:
    return _SIGNS[sign].replace(" ", "\N{NO-BREAK SPACE}")


def hanging_kept(text: str, width: int, lead: str) -> Iterator[str]:
    """As ``hanging``, where what a no-break space joins stays on one line."""
    line = ""
    for piece in text.split("   "):
        longer = f"{line}  {piece}" if line else f"{lead}{piece}"
        if line and cell_len(longer) > width:
            yield line.replace("\N{NO-BREAK SPACE}", " ")
            longer = f"{lead}{piece}"
        line = longer
    yield line.replace("\N{NO-BREAK SPACE}", " ")


def _waiting(preview: Preview, width: int) -> Iterator[Line]:
    yield _line(" Väntar på publicering", "heading", WAITING)
    for one in preview.waiting:
        yield from _with_tail(one.name, _left(one), "quiet", width)
    if not preview.waiting:
        yield from _texts(hanging("Inget väntar.", width, "  ", "  "), "quiet")
    elif preview.clock_stands:
        key, label = _PUBLISH
        yield from _texts(hanging(_STANDS, width, "  ", "  "), "attention")
        yield Line((Part("  "), Part(key, "key"), Part(label)), PUBLISH)


def _left(one: Waiting) -> str:
    return f"om {max(0, one.minutes_left)} min"


def _with_tail(text: str, tail: str, kind: str, width: int) -> Iterator[Line]:
    """A name, on as many lines as it needs, and what is said of it to the right."""
    *before, last = hanging(clean(text), width, "  ", "   ")
    yield from _texts(before)
    room = width - cell_len(last) - cell_len(tail)
    if room < 1:
        yield _line(last)
        last, room = "", width - cell_len(tail)
    yield Line((Part(last + " " * max(0, room)), Part(tail, kind)))


def _changes(preview: Preview | None) -> tuple[object, ...]:
    return (preview.coming, preview.leaving, preview.renamed) if preview else ((), (), ())


class Panel1177(LineView):
    """The panel beside the grid, or in its place where there is no room for both.

    Attributes:
        citizen: whose eyes one looks with; None for anyone's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose_citizen", "Byt invånare", show=False),
    ]
    DEFAULT_CSS = """
    Panel1177 {
        width: 30;
        height: 1fr;
        border: round $frame;
        border-title-color: $frame-title;
        border-title-style: bold;
        border-subtitle-color: $foreground-quiet;
        &:focus { border: round $figure; }
    }
    """

    @dataclass
    class Asked(Message):
        """The user wants to look as another citizen, or to publish now."""

        what: str

    def __init__(self, session: Now) -> None:
        super().__init__()
        self.border_title = Content(TITLE)
        self.citizen: Patient | None = None
        self._session = session
        self._preview: Preview | None = None
        self._citizen = ""
        self._to_reveal = False

    # --- the book -----------------------------------------------------------------------------

    def chooser(self) -> ChooseCitizen:
        """The dialog in which a citizen is chosen."""
        session, chosen = self._session(), self.citizen.id if self.citizen else None
        return ChooseCitizen(session.book, session.actor, chosen)

    def follow(self, edited: Sequence[TimeType]) -> None:
        """Read the book and draw what the citizen meets, now and once these types are saved.

        Raises:
            BookError: what the book says.
        """
        session = self._session()
        actor = session.actor
        if self.citizen is not None:
            actor = Actor(Role.CITIZEN, patient=self.citizen.id)
        seen = previews.preview(session.book, actor, session.clinic, edited)
        self.show(seen, clean(self.citizen.name) if self.citizen else "")

    def publish(self) -> str:
        """Let 1177 know at once of all that is saved (R12), and give what to say of it.

        Raises:
            BookError: what the book says.
        """
        session = self._session()
        book, clinic = session.book, session.clinic
        with book.read() as reader:
            waiting = publication.pending(reader, clinic, clock.now(reader))
        if not waiting:
            return "1177 känner redan till allt som är sparat."
        publishing.publish_now(book, session.actor, clinic)
        names = [change.face.name or "en rensad rad" for change in waiting]
        count = "en ändring" if len(names) == 1 else f"{len(names)} ändringar"
        more = f" och {len(names) - 4} till." if len(names) > 4 else "."
        return f"1177 vet nu om {count}: {', '.join(names[:4])}{more}"

    # --- drawing ------------------------------------------------------------------------------

    def show(self, preview: Preview, citizen: str) -> None:
        """Draw this, as this citizen sees it; where it equals what shows, nothing is done.

        What an edit changes is brought into sight.
        """
        if (preview, citizen) == (self._preview, self._citizen):
            return
        before = _changes(self._preview)
        self._preview, self._citizen = preview, citizen
        self._to_reveal |= _changes(preview) != before
        self.lay_out()
        self._reveal_changes()

    def _reveal_changes(self) -> None:
        """Bring "Efter OK" into sight, once there is a size to do so in."""
        if self._to_reveal and self.content_region.height:
            self._to_reveal = False
            self.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """A title that fits; what the edit changes stays in sight."""
        roomy = self.outer_size.width >= _TITLE_ROOM
        self.border_title = Content(TITLE if roomy else _SHORT_TITLE)
        self.rearrange()
        self._to_reveal |= any(_changes(self._preview))
        self._reveal_changes()

    def lines(self, width: int) -> Sequence[Line]:
        """What was shown last."""
        return arrange(self._preview, self._citizen, width)

    def action_choose_citizen(self) -> None:
        """Ask for another citizen."""
        self.post_message(self.Asked(CITIZEN))

    def on_focus(self) -> None:
        """Say what Enter does."""
        self.border_subtitle = Content("Enter Byt invånare")

    def on_blur(self) -> None:
        """The keys go elsewhere."""
        self.border_subtitle = ""

    def on_click(self, event: events.Click) -> None:
        """Do what the line that was clicked says."""
        name = self.name_at(event) if event.button == 1 else ""
        if name in (CITIZEN, PUBLISH):
            event.stop()
            self.post_message(self.Asked(name))
