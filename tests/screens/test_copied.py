"""What was copied, shown for a terminal that keeps the clipboard to itself."""

import pytest
from rich.cells import cell_len

from asynja_tui.shell import Shell
from screens.copied import CopiedDialog, CopiedText
from tests.db.hostile import HOSTILE
from tests.screens import golden
from tests.screens.pilots import press, settled

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
