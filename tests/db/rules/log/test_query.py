"""The Sök box of Logg för webbtidbok (R54; GUIDES.md A6.5: a from-date, a word, or both)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery, has_words
from db.values import Act

MAY = date(2024, 5, 1).toordinal()
JUNE = date(2025, 6, 19).toordinal()


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        pytest.param("", LogQuery(), id="empty-asks-for-all"),
        pytest.param("   ", LogQuery(), id="blank-asks-for-all"),
        pytest.param("2024-05-01", LogQuery(from_day=MAY), id="A6.5-a-date-is-from"),
        pytest.param("avbokad", LogQuery(acts=frozenset({Act.CANCELLED})), id="R54-avbokad"),
        pytest.param("Ombokad", LogQuery(acts=frozenset({Act.REBOOKED})), id="R54-any-case"),
        pytest.param("BOKAD", LogQuery(acts=frozenset({Act.BOOKED})), id="R54-bokad-is-no-ombokad"),
        pytest.param(
            "avbokad ombokad",
            LogQuery(acts=frozenset({Act.CANCELLED, Act.REBOOKED})),
            id="two-statuses-widen",
        ),
        pytest.param(
            "2024-05-01 avbokad  Frisk akut",
            LogQuery(("frisk", "akut"), MAY, acts=frozenset({Act.CANCELLED})),
            id="A6.5-a-date-a-status-and-words",
        ),
        pytest.param("2024-05-01 2025-06-19", LogQuery((), MAY, JUNE), id="two-dates-from-to"),
        pytest.param("2025-06-19 2024-05-01", LogQuery((), MAY, JUNE), id="in-either-order"),
        pytest.param(
            "2024-05-01 2025-06-19 2024-05-01",
            LogQuery(("2024-05-01",), MAY, JUNE),
            id="a-third-date-is-a-word",
        ),
        pytest.param("2024-02-30", LogQuery(("2024-02-30",)), id="no-such-day-is-a-word"),
        pytest.param("2024-05", LogQuery(("2024-05",)), id="half-a-date-is-a-word"),
        pytest.param("avbokade", LogQuery(("avbokade",)), id="not-quite-a-status-is-a-word"),
    ],
)
def test_what_is_typed(typed: str, query: LogQuery) -> None:
    assert parse_search(typed) == query


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("", True, id="no-words"),
        pytest.param("åsa", True, id="casefolded-beyond-ascii"),
        pytest.param("halsen ÅSA", True, id="in-different-columns"),
        pytest.param("åsa feber", False, id="all-must-be-found"),
        pytest.param("strasse", True, id="casefold-not-lower"),
    ],
)
def test_words(words: str, *, found: bool) -> None:
    query = parse_search(words)
    assert has_words(query.words, ("Åsa Lind", "Ont i halsen", "Straße")) is found


def test_words_do_not_reach_over_columns() -> None:
    assert not has_words(("ab",), ("xa", "bx"))


@given(st.text())
def test_any_text_can_be_typed(typed: str) -> None:
    query = parse_search(typed)
    assert all(word == word.casefold() for word in query.words)
