"""The columns as the user had them the last time, and the file that it is kept in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from asynja_tui import prefs
from asynja_tui.shell import Shell
from screens import column_memory
from screens.column_memory import ColumnMemory, parse
from screens.session import Prefs, Session, read_choices
from screens.settings_file import update
from screens.staff.setup.resources import ResourcesPage
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff.setup.test_resources import at_rest, opened
from tests.screens.staff_book import until
from widgets.sheet.values import Shape

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


# --- the file -----------------------------------------------------------------------------------


def test_what_is_put_in_leaves_the_rest_as_it_was(path: Path) -> None:
    path.write_bytes(b"theme = asynja-morkt\nnew = in a later version\n\xff\xfe\nno sign\n= x\n\n")
    assert update(path, {"mouse": "off", "theme": "asynja-ljust"})
    assert read_choices(path) == {
        "new": "in a later version",
        "mouse": "off",
        "theme": "asynja-ljust",
    }
    assert update(path, {"column.log.status": "9"}, clear="column.log.")
    assert update(path, {}, clear="column.log.")
    assert sorted(read_choices(path)) == ["mouse", "new", "theme"]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_two_programs_keep_each_others_choices(path: Path) -> None:
    one = two = prefs.load(path)
    assert prefs.save(one._replace(mouse=False), one)
    assert prefs.save(two._replace(theme="asynja-morkt"), two)
    assert prefs.load(path) == Prefs("asynja-morkt", path, mouse=False)


@pytest.mark.parametrize("folder", ["file", "/proc/none"])
def test_a_file_that_cannot_be_written(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")
    assert not update(tmp_path / folder / "settings.ini", {"theme": "x"})


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir()
    assert read_choices(path) == {}
    assert not update(path, {"theme": "x"})
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_the_file_does_not_grow_without_end(path: Path) -> None:
    path.write_text("".join(f"odd.{n} = {'x' * 20}\n" for n in range(100_000)))
    assert update(path, {"theme": "asynja-morkt"})
    assert path.stat().st_size < 64 * 1024
    assert read_choices(path)["theme"] == "asynja-morkt"


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("24", Shape(24)),
        ("24 folded", Shape(24, True)),
        ("1", Shape(3)),
        ("999", Shape(200)),
        ("", None),
        ("-5", None),
        ("²", None),
        ("9999999999999", None),
        ("24 gone", None),
        ("\x1b[2J", None),
    ],
)
def test_what_a_line_means(value: str, shape: Shape | None) -> None:
    assert parse(value) == shape


# --- on a page ----------------------------------------------------------------------------------


def shapes(page: ResourcesPage) -> Mapping[str, Shape]:
    return {one.key: Shape(one.width, one.folded) for one in page.sheet.columns}


async def test_widths_and_folds_are_found_again(session: Session, path: Path) -> None:
    path.write_text("theme = asynja-morkt\ncolumn.resources.kind = broken\ncolumn.log.kind = 9\n")
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        standard = shapes(page)
        await press(pilot, "ctrl+right", "ctrl+right", "right", "ctrl+d", "escape")
        await settled(pilot)
        page = await opened(pilot, session)
        width = standard["name"].width + 2
        assert shapes(page) == {
            **standard,
            "name": Shape(width),
            "kind": Shape(standard["kind"].width, True),
        }
        await pilot.resize_terminal(120, 40)
        await at_rest(pilot)
        assert shapes(page)["name"] == Shape(width)
        await press(pilot, "ctrl+k", "end", "enter", "escape")
        await pilot.resize_terminal(80, 24)
        await at_rest(pilot)
        assert shapes(page) == standard
        await press(pilot, "escape")
        await settled(pilot)
    kept = read_choices(path)
    assert kept == {"theme": "asynja-morkt", "column.log.kind": "9"}


async def test_they_are_written_once_after_the_last_change(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_memory, "SECONDS", 0.05)
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        width = page.sheet.columns[0].width
        await press(pilot, "ctrl+right", "ctrl+right", "ctrl+right")
        await until(pilot, lambda: path.exists())
        assert read_choices(path) == {"column.resources.name": str(width + 3)}


async def test_a_file_that_cannot_be_written_stops_nothing(
    session: Session, tmp_path: Path
) -> None:
    kept = session.prefs._replace(path=tmp_path / "book.db" / "settings.ini")
    shell = Shell(session._replace(prefs=kept))
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, shell.session)
        await press(pilot, "ctrl+right", "escape")
        await settled(pilot)
        assert not page.is_active
        assert "Resurs" not in golden.text_of(shell).splitlines()[3]


async def test_a_page_without_a_name_or_a_file_keeps_nothing(path: Path) -> None:
    update(path, {"column..name": "9", "column.log.name": "9"})
    page = object()
    assert ColumnMemory(page, "", path).shapes == {}  # type: ignore[arg-type]
    assert ColumnMemory(page, "log", None).shapes == {}  # type: ignore[arg-type]
    assert ColumnMemory(page, "log", path).shapes == {"name": Shape(9)}  # type: ignore[arg-type]
