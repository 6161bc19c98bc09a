"""A small believable book for the screens, built once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from asynja_tui.shell import Shell
from db.book import Book
from db.values import Actor, Role
from screens.session import Prefs, Session
from tests import idle
from tools import sample_book


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "book.db"
    sample_book.build(path)
    return path


@pytest.fixture
def book(sample: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(shutil.copy(sample, tmp_path / "book.db")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    idle.use(monkeypatch)


_parsed: dict[object, list[RuleSet]] = {}
_parse = Stylesheet._parse_rules


@pytest.fixture(autouse=True)
def _styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse each widget's style once a theme: else every program begins with an eighth of that."""

    def parse(sheet: Stylesheet, css: str, *args: Any, **named: Any) -> list[RuleSet]:  # noqa: ANN401 - Textual's own
        theme = frozenset(sheet._variables.items())
        key = (theme, css, args, tuple(named.items()))
        if key not in _parsed:
            _parsed[key] = _parse(sheet, css, *args, **named)
        return _parsed[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse)


@pytest.fixture(autouse=True)
def _few_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the first frame of each screen, and later ones only where a test looks at them.

    Without a terminal a frame is drawn and thrown away, and that is a third of a test's time.
    """
    drawn: WeakSet[Compositor] = WeakSet()
    draw = Compositor.render_update

    def render_update(
        compositor: Compositor,
        full: bool = False,
        screen_stack: list[Screen[Any]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        if compositor not in drawn:
            drawn.add(compositor)
            return draw(compositor, full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])  # what shows beneath, when it is looked at
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture
def session(book: Book, tmp_path: Path) -> Session:
    return Session(book, Actor(Role.SCHEDULER), 1, Prefs(path=tmp_path / "settings.ini"))


@pytest.fixture
def shell(session: Session) -> Shell:
    return Shell(session)
