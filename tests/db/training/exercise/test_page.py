"""docs/ÖVNINGAR.md tells of every table, key, subject and deed, and its exercise is one."""

import re
from pathlib import Path

import pytest

from db.training.checks.vocabulary import SUBJECTS
from db.training.deeds.vocabulary import DEEDS
from db.training.exercise import course
from db.training.exercise.examine import tried
from db.training.exercise.form import TABLES
from db.training.exercise.labels import LABELS, names_in
from db.training.exercise.reading import Source, read
from db.training.exercise.starting import make
from db.worlds.form import TYPE_FIELDS

PAGE = (Path(__file__).parents[4] / "docs" / "ÖVNINGAR.md").read_text("utf-8")
_DEMANDS, _DEEDS = PAGE.split("## Krav")[1].split("## Det som görs")


def _told(text: str, name: str) -> set[str]:
    (row,) = re.findall(rf"^\| {re.escape(name)} \| (.*) \|$", text, re.MULTILINE)
    return set(re.findall(r"`([a-z_0-9]+)`", row))


def _columns(name: str) -> set[str]:
    """The columns of Tidstyper are told of in docs/VÄRLDAR.md."""
    return {*TYPE_FIELDS} if name == "tidstyp" else set()


@pytest.mark.parametrize("table", TABLES)
def test_every_key_is_told_of_with_its_table(table: str) -> None:
    brackets = f"`[[{table}]]`" if table in ("steg", "nastan", "annan_vag") else f"`[{table}]`"
    assert _told(PAGE, brackets) >= TABLES[table].keys()


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_subject_is_told_of_with_its_keys(name: str) -> None:
    asked = SUBJECTS[name].keys.keys() - {name} - _columns(name)
    assert _told(_DEMANDS, f"`{name}`") >= asked


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_is_told_of_with_its_keys(name: str) -> None:
    asked = DEEDS[name].keys.keys() - {name} - _columns(name)
    assert _told(_DEEDS, f"`{name}`") >= asked


def test_the_labels_of_the_page_are_labels() -> None:
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    named = {name for name in names_in(prose) if ":" not in name and name != "namn"}
    assert named
    assert named <= LABELS.keys()


def test_the_exercise_and_the_course_of_the_page_are_ones(tmp_path: Path) -> None:
    exercise, index = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "avboka.toml").write_text(exercise, "utf-8")
    (tmp_path / "kurs.toml").write_text(index, "utf-8")
    own = course.load(str(tmp_path))
    assert (own.may_show, own.may_skip, own.names) == (False, False, ("avboka",))
    made = read(own.source("avboka"))
    assert tried(made, make(made, tmp_path / "start.db"))[0] == []
    assert read(Source("avboka", exercise, tmp_path), seed=3).values != {}
