"""A frame goes to the terminal in one piece."""

from typing import Any

from textual._ansi_sequences import SYNC_END, SYNC_START

from asynja_tui.shell import WholeFrames


class Terminal:
    """Keeps what is written."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, data: str) -> None:
        self.pieces.append(data)


Whole: Any = type("Whole", (WholeFrames, Terminal), {})  # as the program's driver is made


def test_a_frame_is_one_piece_and_what_is_beside_it_comes_at_once() -> None:
    terminal = Whole()
    for data in ("title", SYNC_START, "a", "b", SYNC_END, "bell", SYNC_START, SYNC_END):
        terminal.write(data)
    assert terminal.pieces == [
        "title", f"{SYNC_START}ab{SYNC_END}", "bell", SYNC_START + SYNC_END
    ]  # fmt: skip


def test_nothing_is_held_back_where_the_terminal_knows_no_frames() -> None:
    terminal = Whole()
    for data in ("a", "b"):
        terminal.write(data)
    assert terminal.pieces == ["a", "b"]
