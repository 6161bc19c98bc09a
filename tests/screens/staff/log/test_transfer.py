"""Läs in logg and Exportera logg: by keys and mouse, given up half-way, and what is wrong."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.log import query, review
from db.log import view as log_view
from db.log.files import import_log
from db.log.files.import_log import Exported, Imported
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.values import Actor, ReviewDecision, Role
from screens.dialog import DialogScreen, Question
from screens.session import Session
from screens.staff.log.export_dialog import ExportDialog, proposed
from screens.staff.log.export_dialog import told as export_told
from screens.staff.log.import_dialog import BadCells, ImportDialog
from screens.staff.log.import_dialog import told as import_told
from tests.db.actors import STAFF
from tests.db.hostile import HOSTILE
from tests.db.log.files.test_import_log import TRAP, line, saved, text_of
from tests.screens import golden
from tests.screens.pilots import press, settled
from widgets.forms.dialog import DialogButton
from widgets.forms.options import OneOf
from widgets.forms.path_input import PathInput, completed
from widgets.forms.progress_line import ProgressLine

BAD = [TRAP[0], ["?", *TRAP[1][1:]], line("Avbokad", "igår", "2025-06-20 09:30")]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


class Opened:
    """A dialog on the start page, and what it gave."""

    def __init__(self, shell: Shell, pilot: Pilot[None], dialog: DialogScreen[Any]) -> None:
        self.shell, self.pilot, self.dialog = shell, pilot, dialog
        self.results: list[Any] = []

    async def press(self, *keys: str) -> None:
        await press(self.pilot, *keys)

    async def write(self, text: str) -> None:
        """Paste into the field that has the focus."""
        field = self.shell.focused
        assert isinstance(field, PathInput)
        field.value = text
        await self.pilot.pause()

    async def done(self) -> None:
        """Wait for what runs in a thread, and for what the dialog says of it."""
        await self.shell.workers.wait_for_complete(
            [one for one in self.shell.workers if one.group in ("transfer", "count")]
        )
        await settled(self.pilot)

    @property
    def text(self) -> str:
        return golden.text_of(self.shell)


@asynccontextmanager
async def opened(
    session: Session, dialog: DialogScreen[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Opened]:
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        one = Opened(shell, pilot, dialog)
        shell.push_screen(dialog, one.results.append)
        await settled(pilot)
        yield one


# --- reading in ------------------------------------------------------------------------------


async def test_a_log_is_read_in(session: Session, tmp_path: Path) -> None:
    saved(tmp_path, text_of(TRAP), name="juni.txt")
    async with opened(session, ImportDialog(session)) as it:
        await it.press(*"~/ju", "tab")
        assert it.dialog.query_one(PathInput).value == "~/juni.txt"
        await it.press("enter")
        await it.done()
        assert it.results == [Imported("juni.txt", 3)]
    assert import_told(it.results[0]) == "3 rader är inlästa som juni.txt."
    assert len(query.rows(session.book, STAFF, 1, file="juni.txt")) == 3


async def test_what_cannot_be_read_is_listed_and_can_be_passed_over(
    session: Session, tmp_path: Path
) -> None:
    path = saved(tmp_path, text_of(BAD), name="a.txt")
    async with opened(session, ImportDialog(session, str(path))) as it:
        await it.press("enter")
        await it.done()
        assert "2 värden på 2 rader går inte att läsa" in it.text
        assert "- Rad 3, Status: ”?” ska vara Bokad" in it.text
        assert "│   2000–2099)." in it.text
        assert it.shell.focused is it.dialog.query_one(PathInput)
        await it.press("tab", "tab", "space", "enter")
        await it.done()
    assert import_told(it.results[0]) == (
        "1 rad är inläst som a.txt. 2 rader gick inte att läsa och hoppades över."
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "! Ange vilken fil"),
        ("~/saknas.txt", "den finns inte"),
        ("~", "det är en mapp"),
        ("~/tom.txt", "Filen är tom."),
    ],
)
async def test_what_is_wrong_is_said_at_the_field(
    session: Session, tmp_path: Path, path: str, said: str
) -> None:
    (tmp_path / "tom.txt").touch()
    async with opened(session, ImportDialog(session, path)) as it:
        await it.press("enter")
        await it.done()
        assert said in it.text
        field = it.dialog.query_one(PathInput)
        assert (field.has_class("-fault"), it.shell.focused) == (True, field)
        assert it.results == []


async def test_rows_that_are_there_under_another_name_are_asked_about(
    session: Session, tmp_path: Path
) -> None:
    import_log.import_log(session.book, STAFF, 1, saved(tmp_path, text_of(TRAP)))
    path = saved(tmp_path, text_of(TRAP), name="juni.txt")
    async with opened(session, ImportDialog(session, str(path))) as it:
        await it.press("enter")
        await it.done()
        assert isinstance(it.shell.screen, Question)
        assert "Raderna finns redan i ”logg.txt”" in it.text
        await it.press("n")
        await settled(it.pilot)
        assert (it.shell.screen, it.results) == (it.dialog, [])
        await it.press("enter")
        await it.done()
        await it.press("j")
        await it.done()
    assert [one.new for one in it.results] == [3]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
async def test_given_up_half_way_the_dialog_stays(session: Session, tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    async with opened(session, ImportDialog(session, str(pipe))) as it:
        await it.press("enter")
        assert it.dialog.query_one(ProgressLine).has_class("-shown")
        assert it.dialog.query(DialogButton).first().disabled
        await it.press("enter", "escape")
        assert it.shell.screen is it.dialog
        await it.done()
        assert "Inläsningen avbröts. Ingenting lästes in." in it.text
        assert not it.dialog.query_one(ProgressLine).has_class("-shown")
        await it.press("escape")
    assert it.results == [None]
    assert import_log.files(session.book, 1) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
async def test_the_program_may_end_while_it_reads(session: Session, tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    async with opened(session, ImportDialog(session, str(pipe))) as it:
        await it.press("enter")
        it.shell.exit()
    assert import_log.files(session.book, 1) == ()


def test_tab_completes_as_much_as_is_certain(tmp_path: Path) -> None:
    for name in ("logg-maj.csv", "logg-juni.csv", ".dold"):
        (tmp_path / name).touch()
    (tmp_path / "mapp" / "inne").mkdir(parents=True)
    for typed, more in {
        "~/lo": "~/logg-", "~/logg-m": "~/logg-maj.csv", "~/m": "~/mapp/",
        "~/mapp/": "~/mapp/inne/", "~/.d": "~/.dold", "~/x": "~/x", "~ingen/x": "~ingen/x",
        "~/\0": "~/\0", "/finns/ej": "/finns/ej",
    }.items():  # fmt: skip
        assert completed(typed) == more


def test_tidings_of_an_import() -> None:
    assert import_told(Imported("a", 3, 3)) == "Alla rader fanns redan i a."
    assert import_told(Imported("a", 3, 2)) == "1 ny rad är inläst i a; 2 fanns redan."


# --- writing out -----------------------------------------------------------------------------


def reviewed(session: Session, folder: Path, search: str = "") -> log_view.LogView:
    """A log with one row to be billed, as it is seen."""
    import_log.import_log(session.book, STAFF, 1, saved(folder, text_of(TRAP)))
    late = query.rows(session.book, STAFF, 1, LogQuery(late=True), "logg.txt")
    review.decide(session.book, STAFF, [late[0].seq], ReviewDecision.BILL, seen=None)
    asked = parse_search(search)
    return log_view.view(session.book, session.actor, 1, asked, file="logg.txt")


@pytest.mark.parametrize(
    ("keys", "rows", "end"),
    [
        pytest.param(("enter",), 1, "csv", id="not-exported-yet"),
        pytest.param(("down", "down", "enter"), 2, "csv", id="seen"),
        pytest.param(("up", "enter"), 3, "csv", id="all"),
        pytest.param(("down", "tab", "down", "enter"), 1, "xlsx", id="to-bill"),
        pytest.param(("down", "down", "tab", "up", "enter"), 2, "txt", id="paper"),
    ],
)
async def test_what_and_as_what(
    session: Session, tmp_path: Path, keys: tuple[str, ...], rows: int, end: str
) -> None:
    view = reviewed(session, tmp_path, "-bokad")
    async with opened(session, ExportDialog(session, view, "logg.txt")) as it:
        assert "Det som syns (2 rader)" in it.text
        await it.press(*keys)
        await it.done()
    (done,) = it.results
    assert (done.rows, done.target.suffix, done.target.parent) == (rows, f".{end}", tmp_path)
    assert done.target.exists()


async def test_marked_rows(session: Session, tmp_path: Path) -> None:
    view = reviewed(session, tmp_path)
    seq = view.seq_at(1)
    assert seq is not None
    async with opened(session, ExportDialog(session, view, "logg.txt", [seq])) as it:
        assert "Markerade rader (1 rad)" in it.text
        assert it.dialog.query_one("#what", OneOf).value == "marked"
        await it.press("enter")
        await it.done()
    text = it.results[0].target.read_text("utf-8-sig")
    assert (text.count("Ombokad"), text.count("\n")) == (1, 2)


async def test_a_file_is_never_overwritten(session: Session, tmp_path: Path) -> None:
    view = reviewed(session, tmp_path)
    async with opened(session, ExportDialog(session, view, "logg.txt")) as it:
        name = it.dialog.query_one(PathInput).path
        Path(name).expanduser().write_text("min")
        await it.press("enter")
        await it.done()
        assert "finns redan och skrivs inte över" in " ".join(it.text.split())
        assert it.shell.focused is it.dialog.query_one(PathInput)
        assert it.results == []
    assert proposed(tmp_path, "logg.txt", name[-14:-4]).endswith("(2).csv")


async def test_in_a_demonstration_it_says_that_numbers_are_masked(
    session: Session, tmp_path: Path
) -> None:
    session = session._replace(actor=Actor(Role.SCHEDULER, demo=True))
    async with opened(session, ExportDialog(session, reviewed(session, tmp_path))) as it:
        assert "Visningsläge: personnumrens" in it.text
        target = Path(it.dialog.query_one(PathInput).path).expanduser()
        await it.press(*["down"] * 4)  # the whole log
        await it.press("enter")
        assert isinstance(it.shell.screen, Question)
        assert not target.exists()
        await it.press("enter")
        await it.done()
        assert target.exists()


async def test_by_the_mouse(session: Session, tmp_path: Path) -> None:
    view = reviewed(session, tmp_path, "-bokad")
    async with opened(session, ExportDialog(session, view, "logg.txt")) as it:
        await it.pilot.click("#what", offset=(3, 1))
        await it.pilot.click("#kind", offset=(3, 2))
        assert [one.value for one in it.dialog.query(OneOf)] == ["every", ".txt"]
        await it.pilot.click(DialogButton)
        await it.done()
    assert it.results[0].rows == 1


def test_tidings_of_an_export() -> None:
    assert export_told(Exported(Path("a.csv"), 1)) == "1 rad är skriven till a.csv."
    assert "3 rader är skrivna" in export_told(Exported(Path("a.csv"), 3))
    told = export_told(Exported(Path("a.csv"), 3, 2, 1))
    assert told.endswith("Märkta som exporterade. 1 sena har ingen bedömt än.")


async def test_the_choices_are_always_the_same_each_with_its_count(
    session: Session, tmp_path: Path
) -> None:
    view = reviewed(session, tmp_path)
    labels = (
        "Ska faktureras, ännu inte exporterade", "Ska faktureras, även redan exporterade",
        "Det som syns", "Markerade rader", "Hela loggen",
    )  # fmt: skip
    counts = [(1, 1, 3, 0, 3), (0, 1, 3, 2, 3)]
    for marked, told in zip(((), (view.seq_at(0) or 0, view.seq_at(1) or 0)), counts, strict=True):
        dialog = ExportDialog(session, view, "logg.txt", marked)
        async with opened(session, dialog, (80, 24)) as it:
            await it.done()
            for label, count in zip(labels, told, strict=True):
                assert f"{label} ({count} {'rad' if count == 1 else 'rader'})" in it.text
            await it.press(*() if not marked else ("up", "up", "up"), "enter")
            await it.done()
            assert ("redan exporterad" in it.text) == bool(marked)
            assert len(it.results) == (not marked)


async def test_what_nobody_has_decided_on_is_told_and_gone_to(
    session: Session, tmp_path: Path
) -> None:
    import_log.import_log(session.book, STAFF, 1, saved(tmp_path, text_of(TRAP)))
    view = log_view.view(session.book, STAFF, 1, file="logg.txt")
    async with opened(session, ExportDialog(session, view, "logg.txt")) as it:
        await it.done()
        assert "1 sen ändring i urvalet har ingen bedömt än." in " ".join(it.text.split())
        await it.press("enter")
        await it.done()
        assert "Det finns inget att fakturera i urvalet. Ingen fil skrevs." in it.text
        assert it.results == []
        await it.press("alt+g")
    assert it.results == ["undecided"]


async def test_marked_rows_are_written_though_a_search_hides_them(
    session: Session, tmp_path: Path
) -> None:
    view = reviewed(session, tmp_path)
    seqs = [view.seq_at(0) or 0, view.seq_at(1) or 0]
    narrow = log_view.view(session.book, STAFF, 1, parse_search("avbokad"), file="logg.txt")
    async with opened(session, ExportDialog(session, narrow, "logg.txt", seqs)) as it:
        await it.press("enter")
        await it.done()
    assert it.results[0].rows == 2


# --- as they look ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60)])
async def test_any_size_and_any_text(
    session: Session, tmp_path: Path, size: tuple[int, int]
) -> None:
    view = reviewed(session, tmp_path, "-bokad")
    hostile = "".join(text[:50] for text in HOSTILE.values()).replace("\0", "")
    for dialog in (ImportDialog(session, hostile), ExportDialog(session, view, hostile)):
        async with opened(session, dialog, size) as it:
            await it.press("enter")
            await it.done()
            assert "\x1b" not in it.text
            await it.press("escape", "escape")


async def test_bad_cells_scroll_where_there_are_many(session: Session, tmp_path: Path) -> None:
    path = saved(tmp_path, text_of([BAD[1]] * 300), name="a.txt")
    async with opened(session, ImportDialog(session, str(path))) as it:
        await it.press("enter")
        await it.done()
        listed = it.dialog.query_one(BadCells)
        assert 3 <= listed.size.height <= 8
        listed.focus()
        await it.press("end")
        assert "- … och 100 till." in it.text
        assert "[ Läs in ]" in it.text
