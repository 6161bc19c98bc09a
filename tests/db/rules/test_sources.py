"""Where a rule stands is told in words; codes are for who asks for them."""

import ast
import re
from pathlib import Path

import pytest

from db.rules.sources import CODES, source_words

ROOT = Path(__file__).parents[3]
NUMBER = re.compile(r"R\d{1,3}")
SOURCE = re.compile(r"(?:\[00\d\]|crm:|logistics:|vårt val|GUIDES\.md|1177$).*", re.DOTALL)
"""A string that is a source and nothing else: all of it is given to ``source_words``."""


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", ""),
        ("[000] R21", "VGR:s guide, bild 5–11"),
        ("[000] R20-R21", "VGR:s guide, bild 5–11"),
        ("[000] R4, R6", "VGR:s guide, bild 4"),
        ("[000] R4–R7", "VGR:s guide, bild 4"),
        ("[000] R9, R26; [001] R111",
         "VGR:s guide, bild 5–11 och 12; Region Skånes guide"),
        ("[000] R21, R60", "VGR:s guide, bild 5–11 och 20"),
        ("[000] R29-R31, [002] R66",
         "VGR:s guide, bild 13; Region Skånes PMO-guide"),
        ("[000] bild 5–11 och 20, R9, R12, R58; A7",
         "VGR:s guide, bild 5–11 och 20; vårt val"),
        ("[000] A3 Giltighet", "VGR:s guide"),
        ("[000] R16; A6.8", "VGR:s guide, bild 5–11; vårt val"),
        ("[003] R94", "Mina vårdkontakters guide"),
        ("[004] R117", "Stockholms guide"),
        ("crm:scheduling 1.1", "nationellt kontrakt"),
        ("logistics:scheduling 2.0", "nationellt kontrakt"),
        ("GUIDES.md B4", "1177:s egna sidor"),
        ("1177", "1177:s egna sidor"),
        ("vårt val", "vårt val"),
    ],
)  # fmt: skip
def test_a_source_in_words(source: str, words: str) -> None:
    assert source_words(source) == words


def strings() -> list[tuple[str, str]]:
    """Every string of the program that is no docstring, with where it stands."""
    found = []
    for room in ("db", "screens", "widgets", "asynja_tui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {
                id(node.value) for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            }  # fmt: skip
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in told:
                    where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                    if isinstance(node.value, str):
                        found.append((where, node.value))
    return found


# The table of words itself, and the parts of a source that is put together.
NO_SENTENCES = ("db/rules/sources.py:", "db/rules/names/time_types.py:")


def test_no_sentence_has_a_code_in_it() -> None:
    wrong = [
        f"{where}: {text}" for where, text in strings()
        if CODES.search(text) and not (SOURCE.fullmatch(text) or NUMBER.fullmatch(text))
        and not where.startswith(NO_SENTENCES)
    ]  # fmt: skip
    assert wrong == []


def test_every_source_there_is_has_words_and_no_codes() -> None:
    sources = {text for _, text in strings() if SOURCE.fullmatch(text) and CODES.search(text)}
    assert len(sources) > 40
    silent = [one for one in sources if not source_words(one) or CODES.search(source_words(one))]
    assert silent == []


@pytest.mark.parametrize("wrong", [r"\bTab\b(?!b)", r"\b[Ii]mportera"])
def test_a_thing_is_spelled_in_one_way(wrong: str) -> None:
    """Tabb, and Läs in: never Tab or Importera."""
    found = [
        f"{where}: {text}" for where, text in strings()
        if " " in text and re.search(wrong, text)
    ]  # fmt: skip
    assert found == []
