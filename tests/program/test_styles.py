"""The styles of a kind of widget are read once, however many kinds there are."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.css import parse, stylesheet
from textual.css.model import RuleSet

from asynja_tui.shell import Shell
from db.book import Book
from db.values import Actor, Role
from screens.session import Session
from tests.program.cli_book import golden


def test_a_new_kind_of_widget_is_all_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(golden())
    read: list[object] = []

    def counted(scope: str, css: str, *more: Any, **how: Any) -> Iterable[RuleSet]:  # noqa: ANN401 - Textual's own
        read.append(css)
        return parse.parse(scope, css, *more, **how)

    monkeypatch.setattr(stylesheet, "parse", counted)
    with Book.open(path) as book:
        sheet = Shell(Session(book, Actor(Role.STAFF), 1)).stylesheet
        for n in range(200):
            sheet.add_source(f"Widget{n} {{ height: 1; }}", ("", str(n)), is_default_css=True)
        sheet.parse()
        read.clear()
        sheet.add_source("Another { height: 2; }", ("", "another"), is_default_css=True)
        sheet.parse()
    assert len(read) == 1
