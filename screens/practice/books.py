"""Arkiv: a new book to practise in, starting over, checkpoints, other books, copies and worlds.

Each takes a file's place or opens another file. What takes its time is done in a thread behind a
dialog, so that the screen never waits for it; then the program goes on with the book that lies
there, on a fresh start page.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.book import Book
from db.errors import BookError, Unreadable
from db.fields import name_key
from db.practice import books, recent
from db.practice.books import Checkpoint
from db.rules.local_time import short_instant_text
from db.values import clean
from db.worlds import catalogue, saving
from screens.base import BookScreen
from screens.dialog import DialogScreen, confirm, leave
from screens.help import CommandDialog
from screens.session import Session
from screens.staff.shared.own_book import in_own_book
from screens.trouble.lost_book import FileDialog, OpenBook
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

_RESTART: Final = "Börja om"
_REMEMBER: Final = "Kom ihåg hit"
_NO_WORLD: Final = "Boken är inte gjord av någon värld, så det finns inget att börja om från."
_BACK: Final = Button("back", "Gå tillbaka", "Lägger den valda boken i den öppnas ställe.")
_FORGET: Final = Button("forget", "Ta bort", "Tar bort det valda minnet; boken ändras inte.")
_KEEP: Final = Button("keep", "Kom ihåg", "Sparar boken som den är nu under namnet.")
_CLOSE: Final = Button("cancel", "Stäng")
_ELSEWHERE: Final = "elsewhere"


class Places(NamedTuple):
    """Where the program keeps what belongs to no book.

    Attributes:
        recent: the list of the books that were open lately.
        worlds: the copies that worlds are started over from.
        practice: the books that were made to practise in.
    """

    recent: Path
    worlds: Path
    practice: Path


class Working(DialogScreen[None]):
    """Says what is being done, does it in a thread, and goes on with the book that comes of it.

    Args:
        act: gives the book's file and what is said then; touches no open book.
    """

    BUTTONS: ClassVar[tuple[Button, ...]] = ()

    def __init__(
        self, title: str, text: str, book: Book, act: Callable[[], tuple[Path, str]]
    ) -> None:
        super().__init__(title)
        self._text, self._book, self._act = text, book, act

    def content(self) -> ComposeResult:
        """What is being done."""
        yield Static(Content(self._text))

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work(), exit_on_error=False)

    def action_cancel(self) -> None:
        """It cannot be called off half-way; it takes a second or two."""

    async def _work(self) -> None:
        try:
            path, said = await asyncio.to_thread(self._act)
        except BookError as error:
            self.app.notify(clean(error.text), severity="error", markup=False)
        else:
            with suppress(BookError):
                self._book.changes()  # that its file was replaced is known, and not told as news
            if said:
                self.app.notify(clean(said), timeout=8, markup=False)
            self.app.post_message(OpenBook(path, first_close=False))
        self.close_with(None)


# --- a new book, and starting over ----------------------------------------------------------------


def practise(page: BookScreen, places: Places) -> None:
    """Öva i en ny bok: the worlds with a sentence each."""
    app, session = page.app, page.session

    def chosen(world: str | None) -> None:
        if world:
            leave(app, page.stack[::-1], lambda: begin(world))

    def begin(world: str) -> None:
        text = f"Boken görs av världen {world} …"
        app.push_screen(Working("Öva i en ny bok", text, session.book, lambda: make(world)))

    def make(world: str) -> tuple[Path, str]:
        try:
            places.practice.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            text = f"{places.practice} går inte att skriva i."
            raise Unreadable("unreadable", text) from None
        path = next(path for path in _names(places.practice, world) if not path.exists())
        catalogue.make(path, world).close()
        return path, f"Du övar i {path.name}. Din förra bok är orörd: Arkiv, Öppna bok."

    listed = tuple(Choice(name, name, tip=catalogue.title(name)) for name in catalogue.NAMES)
    app.push_screen(CommandDialog("Öva i en ny bok", listed), chosen)


def _names(folder: Path, world: str) -> Iterator[Path]:
    yield folder / f"{world}.db"
    for number in range(2, 1_000_000):
        yield folder / f"{world}-{number}.db"


def restart(page: BookScreen, places: Places) -> None:
    """Börja om: the book's world anew in its place."""
    app, session = page.app, page.session
    book, actor = session.book, session.actor
    world = book.world
    if not world:
        app.notify(_NO_WORLD, severity="error", markup=False)
        return
    path = book.path

    def make() -> tuple[Path, str]:
        done = books.start_over(path, actor, world, places.worlds)
        return done.book, f"Boken är som ny, av världen {world}.{_former(done.former)}"

    def begin() -> None:
        app.push_screen(Working(_RESTART, f"Världen {world} görs om …", book, make))

    question = (
        f"Boken görs om av världen {world}. Den som den är nu sparas bredvid, som"
        f" {path.name}.bak. Vill du börja om?"
    )
    _sure(page, _RESTART, question, begin)


def _sure(page: BookScreen, title: str, text: str, then: Callable[[], object]) -> None:
    """Ask, then about what is unsaved on the open pages, and then go on."""
    confirm(page, title, text, lambda: leave(page.app, page.stack[::-1], then))


def _former(former: Path | None) -> str:
    return "" if former is None else f" Den förra ligger kvar som {former.name}."


# --- checkpoints ----------------------------------------------------------------------------------


class Checkpoints(DialogScreen[Checkpoint]):
    """Keeps the book under a name, lists what is kept; gives the one to go back to, or None."""

    TITLE_TEXT = "Kom ihåg hit"
    BUTTONS: ClassVar[tuple[Button, ...]] = (_KEEP, _BACK, _FORGET, _CLOSE)
    AUTO_FOCUS = "TextInput"
    KEYS_TEXT = "Enter i fältet sparar, i listan går tillbaka"
    DEFAULT_CSS = """
    Checkpoints DialogFrame { max-width: 76; }
    Checkpoints Field { margin-bottom: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept: dict[str, Checkpoint] = {}
        self._is_keeping = False

    def content(self) -> ComposeResult:
        """The name, and what is kept."""
        box = TextInput(hint="före lunch", longest=books.NAME_BOUND, id="name")
        yield Field("Namn", box, 6)
        yield ChoiceList(self._listed())

    def _listed(self) -> tuple[Choice, ...]:
        self._kept = {str(one.file): one for one in books.checkpoints(self._session.book.path)}
        if not self._kept:
            return (
                Choice("", "Inget är sparat än. Skriv ett namn och tryck Enter.", enabled=False),
            )
        return tuple(
            Choice(file, clean(one.name), tip=f"sparad {short_instant_text(one.made_at)}")
            for file, one in self._kept.items()
        )

    def _chosen(self) -> Checkpoint | None:
        listed = self.query_one(ChoiceList)
        return self._kept.get(listed.choices[listed.cursor].name)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Go back to it."""
        message.stop()
        self.pressed(_BACK.name)

    def accept(self) -> None:
        """Keep the book as it is, under the name."""
        self._keep(sure=False)

    def _keep(self, *, sure: bool) -> None:
        name = self.text_of("name")
        same = [one for one in self._kept.values() if name_key(one.name) == name_key(name)]
        if self._is_keeping:
            return
        if same and not sure:
            text = f"”{same[0].name}” finns redan. Vill du ersätta det?"
            confirm(self, _REMEMBER, text, lambda: self._keep(sure=True))
            return
        self.run_worker(self._keep_in_thread(name, sure=sure), exit_on_error=False)

    async def _keep_in_thread(self, name: str, *, sure: bool) -> None:
        """Copy the book in a thread: a large one takes its time."""
        session, self._is_keeping = self._session, True
        self.frame.clear_faults()
        self.frame.say("Boken kopieras …")
        try:
            kept = await asyncio.to_thread(
                in_own_book, session.book.same,
                lambda book: books.remember(book, session.actor, name, confirmed=sure),
            )  # fmt: skip
        finally:
            self._is_keeping = False
        self.frame.say("")
        if isinstance(kept, BookError):
            self.show_error(kept)
            return
        self.query_one("#name", TextInput).value = ""
        self.query_one(ChoiceList).show(self._listed())
        self.frame.tell(f"”{clean(kept.name)}” är sparat.")

    def pressed(self, name: str) -> None:
        """Go back to the chosen one, or take it away."""
        chosen = self._chosen()
        if name == _KEEP.name:
            self.accept()
        elif chosen is None:
            self.frame.fault("Inget är sparat att välja.")
        elif name == _BACK.name:
            self.close_with(chosen)
        else:
            self._forget(chosen)

    def _forget(self, chosen: Checkpoint) -> None:
        def forget() -> bool:
            books.forget(self._session.actor, chosen)
            return True

        def done() -> None:
            if self.attempt(forget):
                self.query_one(ChoiceList).show(self._listed())
                self.frame.tell(f"”{clean(chosen.name)}” är borttaget.")

        confirm(self, "Ta bort minnet", f"Vill du ta bort ”{clean(chosen.name)}”?", done)


def remember(page: BookScreen, _places: Places) -> None:
    """Kom ihåg hit: checkpoints by name, and back to them."""
    app, session = page.app, page.session
    book, actor = session.book, session.actor
    path = book.path

    def chosen(checkpoint: Checkpoint | None) -> None:
        if checkpoint is None:
            return
        name = clean(checkpoint.name)

        def put() -> tuple[Path, str]:
            done = books.go_back(path, actor, checkpoint)
            return done.book, f"Boken är som den var vid ”{name}”.{_former(done.former)}"

        def begin() -> None:
            app.push_screen(Working("Gå tillbaka", f"Går tillbaka till ”{name}” …", book, put))

        text = (
            f"Boken blir som den var vid ”{name}”. Den som den är nu sparas bredvid, som"
            f" {path.name}.bak. Vill du gå tillbaka?"
        )
        _sure(page, "Gå tillbaka", text, begin)

    app.push_screen(Checkpoints(session), chosen)


# --- files ----------------------------------------------------------------------------------------


def _look_at(file: Path) -> None:
    """See that it is a book; one of an older format is brought on here, off the screen's thread."""
    Book.open(file).close()


def open_book(page: BookScreen, places: Places) -> None:
    """Öppna bok: those that were open lately, or any other file."""
    app, session = page.app, page.session

    def go(path: Path) -> None:
        leave(app, page.stack[::-1], lambda: begin(path))

    def begin(path: Path) -> None:
        def look() -> tuple[Path, str]:
            _look_at(path)
            return path, ""

        app.push_screen(Working("Öppna bok", f"{path.name} öppnas …", session.book, look))

    def answered(file: Path | None) -> None:
        if file is not None:
            leave(app, page.stack[::-1], lambda: opened(file))

    def opened(file: Path) -> None:
        app.post_message(OpenBook(file, first_close=False))

    def chosen(name: str | None) -> None:
        if name == _ELSEWHERE:
            # What is no book is said in the dialog, where its name can be mended.
            asked = FileDialog("Öppna bok", "", _look_at, doing="Boken öppnas …")
            app.push_screen(asked, answered)
        elif name:
            go(Path(name))

    known = [one for one in recent.every(places.recent) if one.path != session.book.path.resolve()]
    listed = (
        *(
            Choice(
                str(one.path), clean(one.path.name), tip=clean(f"{one.unit} · {one.path.parent}")
            )
            for one in known
        ),
        Choice(_ELSEWHERE, "En annan fil...", tip="Skriv var boken ligger."),
    )
    app.push_screen(CommandDialog("Öppna bok", listed), chosen)


def back_up(page: BookScreen, _places: Places) -> None:
    """Säkerhetskopiera: a copy of the book in another file."""
    path = page.session.book.path
    suggested = path.with_name(f"{path.stem}-kopia{path.suffix}")
    _write(page, "Säkerhetskopiera", suggested, Book.backup)


def save_world(page: BookScreen, _places: Places) -> None:
    """Spara som värld: the book as a file that new books are made of."""
    suggested = page.session.book.path.with_suffix(".toml")
    _write(page, "Spara som värld", suggested, saving.save)


def _write(
    page: BookScreen, title: str, suggested: Path, act: Callable[[Book, Path], object]
) -> None:
    """Ask for a file, and have it written in a thread by a book of its own."""
    same = page.session.book.same

    def write(file: Path) -> None:
        answer = in_own_book(same, lambda book: act(book, file))
        if isinstance(answer, BookError):
            raise answer

    def written(file: Path | None) -> None:
        if file is not None:
            page.app.notify(clean(f"{file} är skriven."), timeout=8, markup=False)

    asked = FileDialog(title, suggested, write, doing="Filen skrivs …")
    page.app.push_screen(asked, written)


ACTS: Final = {
    "practise": practise,
    "restart": restart,
    "remember": remember,
    "open": open_book,
    "back_up": back_up,
    "save_world": save_world,
}
"""What ``app.book('…')`` does."""
