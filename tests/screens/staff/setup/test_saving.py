"""A draft on its way into the book, without a screen: what others have saved, and what is said."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from db.book import Book
from db.errors import BookError, Conflict
from db.setup import time_types
from db.values import Actor, TimeType
from screens.session import Prefs, Session
from screens.staff.setup.draft import Place
from screens.staff.setup.merge import Merge
from screens.staff.setup.saving import DraftSaving
from screens.staff.setup.time_type_draft import TYPE_ROWS, TimeTypeDraft
from tests.db.actors import SCHEDULER
from tests.db.builders import make_type
from tests.db.conftest import build

OTHER = Actor(SCHEDULER.role, "Saga Schema")
BLANK, DOCTOR, TESTS = "t1", "t2", "t3"
T = TypeVar("T")


class Notes:
    """A page without a screen: it writes down what it is told, and answers as it is set to."""

    def __init__(self, keep: Collection[Place] | None = None) -> None:
        self.keep = keep
        self.notes: list[str] = []
        self.pointed: list[Place | None] = []
        self.met: list[Merge[Any]] = []
        self.drawn: list[bool] = []
        self.saved = 0

    def attempt(self, operation: Callable[[], T]) -> T | None:
        try:
            return operation()
        except BookError as error:
            self.notes.append(error.text)
            return None

    def say(self, text: str, items: Iterable[str] = (), *, fault: bool = False) -> None:
        self.notes.append(text)

    def point_at(self, cell: Place | None, text: str, items: Iterable[str] = ()) -> None:
        self.pointed.append(cell)
        self.say(text, items, fault=True)

    def show(self, *, anew: bool = False) -> None:
        self.drawn.append(anew)

    def has_saved(self, saved: Sequence[tuple[Any, Any]]) -> None:
        self.saved = len(saved)

    async def choose(self, met: Merge[Any]) -> Collection[Place] | None:
        self.met.append(met)
        return self.keep


Saving = DraftSaving[TimeTypeDraft]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, and copied for each test."""
    path = tmp_path_factory.mktemp("built") / "book.db"
    build(path)
    with Book.open(path) as book:
        make_type(book, "", ticks=False, bookable=False)
        make_type(book, ".Läkarbesök", "Bedömning")
        make_type(book, ".Provtagning", "Prov")
    return path


@pytest.fixture
def session(built: Path, tmp_path: Path) -> Iterator[Session]:
    with Book.open(shutil.copy(built, tmp_path / "book.db")) as book:
        yield Session(book, SCHEDULER, 1, Prefs())


def begun(session: Session, page: Notes) -> Saving:
    saving = DraftSaving(TYPE_ROWS, lambda: session, page)
    saving.follow(is_writing=False)
    return saving


def edit(saving: Saving, key: str, **values: str) -> None:
    for field, value in values.items():
        assert saving.edit(lambda draft, f=field, v=value: draft.set(key, f, v)) is not None  # type: ignore[misc]


def others_save(session: Session, key: str, **values: str) -> None:
    """Someone else's edit, saved."""
    theirs = begun(session._replace(actor=OTHER), Notes())
    edit(theirs, key, **values)
    assert theirs.draft is not None
    time_types.save(session.book, OTHER, session.clinic, theirs.draft.edited())


def stored(session: Session) -> dict[str, str]:
    every = time_types.every(session.book, session.clinic)
    return {kind.web_name: kind.web_info for kind in every if kind.name}


async def test_what_cannot_be_saved_is_pointed_at_and_nothing_is_written(session: Session) -> None:
    page = Notes()
    saving = begun(session, page)
    edit(saving, DOCTOR, web_name="Nytt")
    edit(saving, TESTS, name=".Läkarbesök")
    assert not await saving.save()
    assert page.pointed[0] in [(DOCTOR, "name"), (TESTS, "name")]
    assert stored(session) == {"Bedömning": "", "Prov": ""}
    assert page.saved == 0


async def test_a_draft_is_saved_counted_and_stands_on_the_book(session: Session) -> None:
    page = Notes()
    saving = begun(session, page)
    edit(saving, DOCTOR, web_name="Nytt")
    edit(saving, TESTS, web_info="Kom fastande.")
    assert await saving.save()
    assert stored(session) == {"Nytt": "", "Prov": "Kom fastande."}
    assert page.saved == 2
    assert page.drawn[-1]
    assert not saving.history.can_undo


@pytest.mark.parametrize(
    ("keep", "after"),
    [
        ([(DOCTOR, "web_name")], {"Mitt": "Deras", "Prov": ""}),
        ([], {"Deras": "Deras", "Prov": ""}),
        (None, {"Deras": "Deras", "Prov": ""}),
    ],
    ids=["mine", "theirs", "neither"],
)
async def test_a_cell_that_both_changed_is_asked_about(
    session: Session, keep: list[Place] | None, after: dict[str, str]
) -> None:
    page = Notes(keep)
    saving = begun(session, page)
    edit(saving, DOCTOR, web_name="Mitt")
    others_save(session, DOCTOR, web_name="Deras", web_info="Deras")
    assert await saving.save() is (keep is not None)
    (met,) = page.met
    assert [change.cell for change in met.clashes] == [(DOCTOR, "web_name")]
    assert stored(session) == after
    if keep is None:
        assert page.notes == ["Inget är sparat. Det som andra sparat finns kvar i boken."]
        assert saving.draft is not None
        assert saving.draft.item(DOCTOR).web_name == "Mitt"


async def test_who_is_always_quicker_is_given_up_on(session: Session) -> None:
    tries = 0

    def save(book: Book, actor: Actor, clinic: int, edited: Sequence[TimeType]) -> object:
        nonlocal tries
        tries += 1
        others_save(session, DOCTOR, web_info=f"Nr {tries}")  # just before one does
        return time_types.save(book, actor, clinic, edited)

    page = Notes([(DOCTOR, "web_name")])
    saving = DraftSaving(replace(TYPE_ROWS, save=save), lambda: session, page)
    saving.follow(is_writing=False)
    edit(saving, DOCTOR, web_name="Mitt")
    with pytest.raises(Conflict):
        save(session.book, SCHEDULER, 1, saving.draft.edited() if saving.draft else ())
    assert not await saving.save()
    assert page.notes == ["Boken ändras hela tiden av någon annan. Försök igen."]
    assert 1 < tries < 10
    assert "Mitt" not in stored(session)


def test_without_edits_the_draft_follows_the_book(session: Session) -> None:
    page = Notes()
    saving = begun(session, page)
    others_save(session, DOCTOR, web_name="Deras")
    saving.follow(is_writing=False)
    assert saving.draft is not None
    assert saving.draft.item(DOCTOR).web_name == "Deras"
    assert page.notes == []
    assert page.drawn == [True, True]


@pytest.mark.parametrize("is_writing", [False, True])
def test_with_edits_it_stands_and_who_saved_is_told_once(
    session: Session, is_writing: bool
) -> None:
    page = Notes()
    saving = begun(session, page)
    if not is_writing:
        edit(saving, TESTS, web_name="Mitt")
    others_save(session, DOCTOR, web_name="Deras")
    before = saving.draft
    for _ in range(2):
        saving.follow(is_writing=is_writing)
    assert saving.draft == before
    (note,) = page.notes
    assert note.startswith("Saga Schema sparade ändringar kl. ")
    assert note.endswith("medan du ändrade. OK visar dem.")
