"""The README's walk-through, run word for word in one book.

``UPDATE_README=1`` writes what the program says now into the README instead of comparing.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from asynja_tui.__main__ import main
from db.rules.log.query import FIELD_WORDS
from screens.pages import PAGES
from tools.screenshots import PICTURES

ROOT = Path(__file__).resolve().parent.parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
SHOWN_LINES = 12


class Step(NamedTuple):
    """One command of the README and the lines printed under it."""

    command: str
    said: list[str]


def steps(block: str) -> Iterator[Step]:
    for line in block.splitlines():
        if line.startswith("$ "):
            step = Step(line[2:], [])
            yield step
        else:
            step.said.append(line)


def played(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    words = shlex.split(command)
    if words[0] != "asynja-tui":
        assert words[0] == "export"
        return []
    main(words[1:])
    out, err = capsys.readouterr()
    return (out + err).rstrip("\n").splitlines()


def agrees(said: list[str], expected: list[str]) -> bool:
    """Whether the lines are those expected, where ``…`` stands for any number of them."""
    if "…" not in expected:
        return said == expected
    cut = expected.index("…")
    head, tail = expected[:cut], expected[cut + 1 :]
    return said[: len(head)] == head and (not tail or said[-len(tail) :] == tail)


def shortened(said: list[str], expected: list[str]) -> list[str]:
    """What to print in the README: all of it, or as much as was printed around its ``…``."""
    if "…" in expected:
        cut = expected.index("…")
        tail = len(expected) - cut - 1
        return [*said[:cut], "…", *(said[-tail:] if tail else [])]
    return said


def test_the_walk_through_is_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "docs" / "examples" / "logg.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASYNJA_TUI_BOOK", "bok.db")
    monkeypatch.setenv("COLUMNS", "96")
    text = README.read_text(encoding="utf-8")
    fresh = text
    commands = 0
    for block in BLOCK.findall(text):
        redrawn = ""
        for step in list(steps(block)):
            said = played(step.command, capsys)
            commands += 1
            if os.environ.get("UPDATE_README"):
                redrawn += "\n".join([f"$ {step.command}", *shortened(said, step.said)]) + "\n"
            else:
                assert agrees(said, step.said), "\n".join([step.command, *said])
        if redrawn:
            fresh = fresh.replace(block, redrawn)
    assert commands > 12
    if fresh != text:
        README.write_text(fresh, encoding="utf-8")


def test_the_readme_s_two_commands_are_make_s() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test", "check", "bench", "stress", "screenshots"):
        assert f"make {target}" in README.read_text(encoding="utf-8")
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def test_every_page_with_its_key_and_every_search_word_stands_there() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    for page in PAGES:
        assert [line for line in lines if line.startswith(f"| `{page.key}` | {page.label} |")]
    for one in FIELD_WORDS:
        assert [line for line in lines if line.startswith(f"| `{one.word}` | `{one.example}` |")]


def test_every_picture_is_drawn_by_the_tool_and_shown() -> None:
    drawn = {f"{one.name}.svg" for one in PICTURES}
    text = README.read_text(encoding="utf-8")
    assert [name for name in sorted(drawn) if f"(docs/screenshots/{name})" not in text] == []
    assert len(drawn) == len(PICTURES)
    assert {file.name for file in (ROOT / "docs" / "screenshots").iterdir()} == drawn
