"""What was copied, shown for a terminal that keeps the clipboard to itself."""

import importlib
import io
import pkgutil
from pathlib import Path

import pytest
from rich.cells import cell_len

import screens
from asynja_tui.shell import Shell
from db.log import query
from db.log.entry import cells
from db.log.files import import_log
from screens.copied import DROPPED, CopiedDialog, CopiedText, offer_file
from screens.session import Session
from screens.start import StartScreen
from tests.db.actors import STAFF
from tests.db.hostile import HOSTILE
from tests.db.log.files.test_import_log import line, saved, text_of
from tests.screens import golden
from tests.screens.log_world import keys, opened
from tests.screens.pilots import press, settled
from widgets.sheet.sheet import Sheet

ROWS = "Status\tPat. namn\nAvbokad\t" + "Tolvan Tolvansson " * 8 + "\n\nBokad\tÅsa"


def test_every_line_begins_in_its_own_and_none_is_shortened() -> None:
    lines = [line.text for line in CopiedText(ROWS).lines(40)]
    assert lines[0] == "Status  Pat. namn"
    assert "".join(lines[1:6]) == ("Avbokad  " + "Tolvan Tolvansson " * 8).rstrip()
    assert lines[-2:] == ["", "Bokad  Åsa"]
    assert all(cell_len(line) <= 40 for line in lines)


def test_far_too_much_says_so() -> None:
    lines = CopiedText("x" * 1_000_000).lines(80)
    assert len(lines) == 2501
    assert "exportera" in lines[-1].text


@pytest.mark.parametrize("size", [(80, 24), (20, 6)])
async def test_the_text_stands_alone_on_its_lines(shell: Shell, size: tuple[int, int]) -> None:
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        shell.push_screen(CopiedDialog(ROWS))
        await settled(pilot)
        lines = golden.text_of(shell).splitlines()
        assert lines[0].startswith("─Kopierat─")
        assert lines[1].startswith("Status  Pat. namn"[: size[0] - 1])
        await press(pilot, "end", "escape")
        assert not isinstance(shell.screen, CopiedDialog)


async def test_hostile_text_is_harmless(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shell.push_screen(CopiedDialog("\n".join(HOSTILE.values())))
        await settled(pilot)
        text = golden.text_of(shell)
        assert not set(text) & set("\x00\x07\x1b\x85\x9b\u202e\u2066\u200f\ufeff\t\ud800")


def test_every_sheet_guards_what_a_spreadsheet_would_calculate() -> None:
    for info in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(info.name)
    left, found = [*Sheet.__subclasses__()], set()
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("screens."):
            found.add(kind.__name__)
            assert kind.guard("=1") == "'=1", kind
    assert {"LogSheet", "DraftSheet", "WaitingSheet"} <= found


async def test_copied_rows_are_read_in_again_as_the_same_rows(
    session: Session, tmp_path: Path
) -> None:
    """Line breaks, quotes, tabs and what a spreadsheet would calculate; a cell is as it is."""
    comments = ['"Ont" i halsen', "=1+1", "rad ett\nrad två", '"', "+46701740605", "plain", "'x"]
    rows = [[*row, comment] for row, comment in zip(
        (line("Bokad", f"2025-06-{n + 1:02} 08:37", "", "2025-07-19 10:00")[:15]
         for n in range(len(comments))), comments, strict=True)]  # fmt: skip
    import_log.import_log(session.book, STAFF, 1, saved(tmp_path, text_of(rows)))
    async with opened(session, file="logg.txt") as (page, pilot):
        await keys(pilot, "ctrl+a", "y")
        text = pilot.app.clipboard
    done = import_log.import_log(
        session.book, STAFF, 1, io.BytesIO(text.encode()), name="Kopia", confirmed=True
    )
    assert (done.rows, done.skipped) == (len(rows), 0)
    before, after = (
        query.rows(session.book, STAFF, 1, file=name) for name in ("logg.txt", "Kopia")
    )
    assert [cells(one) for one in after] == [cells(one) for one in before]
    assert "\t'=1+1" in text


async def test_a_text_that_the_terminal_may_drop_can_be_saved(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    told: list[str] = []
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = shell.screen
        assert isinstance(page, StartScreen)
        offer_file(page, "x" * DROPPED, told.append)
        await settled(pilot)
        assert "släppt" not in golden.text_of(shell)
        offer_file(page, "å" * (DROPPED // 2 + 1), told.append)
        await settled(pilot)
        assert "Terminalen kan ha släppt den" in golden.text_of(shell)
        await press(pilot, "enter")
    assert told == ["Sparat i ~/Kopierat.txt"]
    saved_file = tmp_path / "Kopierat.txt"
    assert saved_file.read_text("utf-8") == "å" * (DROPPED // 2 + 1) + "\n"
    assert saved_file.stat().st_mode & 0o777 == 0o600
