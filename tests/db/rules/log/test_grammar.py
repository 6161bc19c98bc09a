"""The field words, quotes and minus signs of the log's Sök box, and what a query says of itself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.local_time import day_text
from db.rules.log.grammar import parse_search
from db.rules.log.query import FIELD_WORDS, LogQuery, fold
from db.timeline import parse_day
from db.values import Act

MAY = date(2024, 5, 1).toordinal()
JUNE = date(2025, 6, 19).toordinal()
BOTH = frozenset({Act.REBOOKED, Act.CANCELLED})


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        pytest.param('"ont i halsen" åsa', LogQuery(("ont i halsen", "åsa")), id="quotes"),
        pytest.param("”ont i halsen”", LogQuery(("ont i halsen",)), id="swedish-quotes"),
        pytest.param('"ont i', LogQuery(("ont i",)), id="a-quote-that-is-still-open"),
        pytest.param('"avbokad"', LogQuery(("avbokad",)), id="a-quoted-status-is-a-word"),
        pytest.param('"2024-05-01"', LogQuery(("2024-05-01",)), id="a-quoted-date-is-a-word"),
        pytest.param("-feber", LogQuery(without=("feber",)), id="minus-leaves-out"),
        pytest.param('-"ont i"', LogQuery(without=("ont i",)), id="minus-before-quotes"),
        pytest.param("-", LogQuery(), id="a-minus-alone-says-nothing-yet"),
        pytest.param("-bokad", LogQuery(acts=BOTH), id="minus-before-a-status"),
        pytest.param("status:Ombokad", LogQuery(acts=frozenset({Act.REBOOKED})), id="status"),
        pytest.param("STATUS:avbokad ombokad", LogQuery(acts=BOTH), id="statuses-widen"),
        pytest.param("-status:bokad", LogQuery(acts=BOTH), id="not-this-status"),
        pytest.param("sen:ja", LogQuery(late=True), id="late"),
        pytest.param("sen:nej", LogQuery(late=False), id="not-late"),
        pytest.param("-sen:ja", LogQuery(late=False), id="minus-late"),
        pytest.param("sen:ja sen:nej", LogQuery(), id="late-or-not-is-all"),
        pytest.param("från:2024-05-01", LogQuery(from_day=MAY), id="from"),
        pytest.param("till:2025-06-19", LogQuery(to_day=JUNE), id="until"),
        pytest.param("till:2025-06-19 2024-05-01", LogQuery((), MAY, JUNE), id="until-and-a-date"),
        pytest.param('resurs:"Johan Frisk"', LogQuery(resource=("johan frisk",)), id="resource"),
        pytest.param("typ:AKUT", LogQuery(type_name=("akut",)), id="type"),
        pytest.param('typ:="SSK besök"', LogQuery(types=frozenset({"ssk besök"})), id="whole-type"),
        pytest.param("TYP:=”SSK”", LogQuery(types=frozenset({"ssk"})), id="whole-swedish-quotes"),
        pytest.param(
            'typ:="5"" rör" typ:="a”b"',
            LogQuery(types=frozenset({'5" rör', "a”b"})),
            id="quotes-in-whole-names",
        ),
        pytest.param('resurs:=""', LogQuery(resources=frozenset({""})), id="without-a-resource"),
        pytest.param('typ:="SSK be', LogQuery(type_name=("ssk be",)), id="still-being-written"),
        pytest.param('typ:="', LogQuery(), id="a-whole-name-that-says-nothing-yet"),
        pytest.param("pnr:1912", LogQuery(pnr=("1912",)), id="pnr"),
        pytest.param("resurs:", LogQuery(), id="a-field-that-says-nothing-yet"),
        pytest.param("bedömd:nej", LogQuery(review=frozenset({""})), id="undecided"),
        pytest.param(
            "bedömd:ja", LogQuery(review=frozenset({"bill", "exempt", "checked"})), id="decided"
        ),
        pytest.param("bedömd:faktureras", LogQuery(review=frozenset({"bill"})), id="billed"),
        pytest.param("-bedömd:ja", LogQuery(review=frozenset({""})), id="not-decided"),
        pytest.param("09:30 kl:9", LogQuery(("09:30", "kl:9")), id="other-colons-are-words"),
        pytest.param("a\u030asa", LogQuery(("åsa",)), id="composed"),
    ],
)
def test_what_is_typed(typed: str, query: LogQuery) -> None:
    assert parse_search(typed) == query


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("från:igår", "”från:igår” går inte att läsa. Skriv ett datum, till exempel 2024-09-12."),
        ("till:2024-02-30", "”till:2024-02-30” går inte att läsa. Skriv ett datum,"),
        ("status:borta", "Skriv bokad, ombokad eller avbokad."),
        ("sen:kanske", "”sen:kanske” går inte att läsa. Skriv ja eller nej."),
        ("bedömd:x", "Skriv ja, nej, faktureras, undantas eller kontrollerad."),
        ("-resurs:frisk", "”-resurs:frisk” går inte att läsa."),
        ('-typ:="akut"', "Skriv - bara framför ord och statusar."),
        ("-bokad -ombokad -avbokad", "Alla statusar är uteslutna."),
    ],
)
def test_what_cannot_be_read_asks_for_nothing_and_is_said(typed: str, fault: str) -> None:
    query = parse_search(f"{typed} åsa")
    assert [fault in one for one in query.faults] == [True]
    assert LogQuery(("åsa",), faults=query.faults) == query


def test_the_parts_of_a_query_can_be_taken_away_one_by_one() -> None:
    query = parse_search('2024-05-01 avbokad sen:ja bedömd:nej resurs:frisk "ont i" -feber')
    assert [chip.text for chip in query.chips] == [
        "Från 2024-05-01", "Avbokad", "Sena", "Inte bedömda", "Resurs: frisk", "”ont i”",
        "utan ”feber”",
    ]  # fmt: skip
    for chip in query.chips:
        rest = " ".join(one.search for one in query.chips if one != chip)
        assert parse_search(rest).chips == tuple(one for one in query.chips if one != chip)


def test_the_examples_of_the_help_can_be_read() -> None:
    for one in FIELD_WORDS:
        query = parse_search(one.example)
        assert one.example.startswith(one.word)
        assert query.faults == ()
        assert len(query.chips) == 1
        assert one.tip.endswith(".")


@pytest.mark.parametrize("dash", ["\u2010", "\u2013", "\u2014", "\u2212"])
def test_a_personal_number_is_searched_whatever_dash_it_is_pasted_with(dash: str) -> None:
    assert parse_search(f"19900602{dash}2397 pnr:900602{dash}23").words == ("19900602-2397",)
    assert parse_search(f"pnr:900602{dash}23").pnr == ("900602-23",)
    assert parse_search(f"ord{dash}ord").words == (f"ord{dash}ord",)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("från:12/9", ("2024-09-12", None)),
        ("från:20/12 till:4/1", ("2023-12-20", "2024-01-04")),
        ("från:v37", ("2024-09-09", None)),
        ('från:"v 36" till:"v 37"', ("2024-09-02", "2024-09-15")),
        ("till:v37", (None, "2024-09-15")),
        ("från:2024-05-01", ("2024-05-01", None)),
    ],
)
def test_days_without_a_year_lie_back_from_today(
    typed: str, days: tuple[str | None, str | None]
) -> None:
    query = parse_search(typed, parse_day("2024-09-19"))
    assert query.faults == ()
    found = (None if one is None else day_text(one) for one in (query.from_day, query.to_day))
    assert tuple(found) == days
    assert parse_search(query.search) == query
    assert "v37" not in typed or parse_search(typed).faults


PIECES = st.sampled_from(
    ['"', "”", "-", ":", " ", "å", "Ö", "ß", "sen:", "ja", "resurs:", "bokad", "2024-05-01", "x",
     "typ:=", '=""', "bedömd:", "nej", "från:", "İ", "pnr:", "1212", "status:", "avbokad"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_query_says_itself_in_words_that_ask_for_it(typed: str) -> None:
    query = parse_search(typed)
    again = parse_search(query.search)
    assert again == replace(query, faults=())
    assert all(word == fold(word) for word in (*query.words, *query.without, *query.pnr))
