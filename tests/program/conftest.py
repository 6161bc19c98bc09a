"""Programs in a terminal, each on a book of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.program.pty_program import OPEN, Program
from tools import sample_book

Start = Callable[..., Program]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "book.db"
    sample_book.build(path, weeks=2)
    return path


@pytest.fixture
def start(sample: Path, tmp_path: Path) -> Iterator[Start]:
    started: list[Program] = []

    def run(
        code: str = OPEN, book: str = "book.db", out: Path | None = None, **more: str
    ) -> Program:
        path = tmp_path / book
        if not path.exists():
            shutil.copy(sample, path)
        started.append(Program(code, path, tmp_path / "home", out, **more))
        return started[-1]

    yield run
    for program in started:
        program.close()
