"""What the log's page is made of: its search text, tabs and chips, its columns and its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.book import Book
from db.log import query
from db.log.entry import GREEN, HEADINGS, RED, LogEntry, Review
from db.rules.log.grammar import parse_search
from db.rules.log.query import Chip
from db.values import Act, Actor, ReviewDecision, Role, Visit
from screens.staff.log.columns import AFTER, BEFORE, DECISION, LATE, LEFT, columns, row_of
from screens.staff.log.head import chip_texts, short_number, tab_texts
from screens.staff.log.search_text import TABS, Tab, hits_text, tab_of, with_tab, without
from screens.staff.log.verdict import broken, fitted, lines_of, unseen
from tests.screens import guide_world
from widgets.line_view import Part
from widgets.sheet.layout import lay_out

guide_file = guide_world.guide_file

STAFF = Actor(Role.STAFF)


# --- the search text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tab"),
    [
        ("", Tab.ALL),
        ("anna 2024-05-01", Tab.ALL),
        ("avbokad", Tab.CANCELLED),
        ("status:Ombokad anna", Tab.REBOOKED),
        ("sen:ja", Tab.LATE),
        ("sen:nej", None),
        ("bokad avbokad", None),
        ("avbokad sen:ja", None),
    ],
)
def test_the_tab_that_is_lit_is_what_is_searched(text: str, tab: Tab | None) -> None:
    assert tab_of(parse_search(text)) is tab


@pytest.mark.parametrize("text", ["", "anna", 'x "ont i halsen" -covid', "resurs:rum3", '"öppen'])
@pytest.mark.parametrize("before", TABS)
@pytest.mark.parametrize("after", TABS)
def test_another_tab_takes_the_place_of_the_one_before_and_of_nothing_else(
    text: str, before: Tab, after: Tab
) -> None:
    first = with_tab(text, before)
    made = with_tab(first, after)
    assert made == with_tab(text, after)
    assert tab_of(parse_search(made)) is after
    assert with_tab(made, Tab.ALL) == text


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("avbokad anna", "Avbokad", "anna"),
        ("avbokad anna", "”anna”", "avbokad"),
        ('x "ont i halsen"', "”ont i halsen”", "x"),
        ("2024-09-01 2024-09-30 x", "Från 2024-09-01", 'till:2024-09-30 "x"'),
        ("sen:ja bedömd:nej", "Sena", "bedömd:nej"),
        ("-covid x", "utan ”covid”", "x"),
    ],
)
def test_a_removed_chip_takes_its_words_and_no_others(text: str, gone: str, left: str) -> None:
    chips = parse_search(text).chips
    assert without(text, next(one for one in chips if one.text == gone)) == left


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ((1, 1, True, False), "1 rad"),
        ((12_345, 12_345, True, False), "12\N{NO-BREAK SPACE}345 rader"),
        ((3, 10, True, True), "3 av 10"),
        ((60, 5_000, False, True), "minst 60 av 5\N{NO-BREAK SPACE}000"),
    ],
)
def test_hits(seen: tuple[int, int, bool, bool], said: str) -> None:
    count, total, exact, filtered = seen
    assert hits_text(count, total, exact=exact, filtered=filtered) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(950, "950"), (9_999, "9 999"), (12_345, "12 t"), (1_250_000, "1,2 milj"),
     (23_000_000, "23 milj")],
)  # fmt: skip
def test_short_counts(count: int, said: str) -> None:
    assert short_number(count).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize("width", [20, 60, 78, 118])
@pytest.mark.parametrize("count", [0, 10, 1_234_567])
def test_the_tabs_fit_where_they_can(width: int, count: int) -> None:
    texts = tab_texts(dict.fromkeys(TABS, count), width)
    assert [tab for tab, _ in texts] == list(TABS)
    assert width < 60 or sum(cell_len(text) + 1 for _, text in texts) - 1 <= width


def test_the_tabs_of_a_million_rows_have_their_counts_in_a_narrow_window() -> None:
    counts = dict(zip(TABS, (1_000_000, 678_000, 161_000, 161_000, 165_273), strict=True))
    texts = [text.replace("\N{NO-BREAK SPACE}", " ") for _, text in tab_texts(counts, 76)]
    assert texts == [
        "Alla 1,0 milj",
        "Bokade 678 t",
        "Ombokade 161 t",
        "Avbokade 161 t",
        "⚑ Sena 165 t",
    ]


def test_chips_that_do_not_fit_are_counted() -> None:
    chips = tuple(Chip(f"”ord{n}”", f"ord{n}") for n in range(5))
    texts, hidden = chip_texts(chips, 30)
    assert (len(texts), hidden) == (2, 3)
    assert chip_texts(chips, 200)[1] == 0
    hostile = chip_texts((Chip("\x1b]0;x\x07" + "ö" * 99, "x"),), 60)[0]
    assert "\x1b" not in hostile[0]
    assert cell_len(hostile[0]) < 40


# --- the columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 78, 118, 200])
def test_the_sixteen_columns_are_the_guides_letter_for_letter(width: int) -> None:
    made = columns(width)
    guide = [one for one in made if one.key not in (LEFT, DECISION)]
    assert [one.name for one in guide] == list(HEADINGS)
    assert [" ".join(one.title.split()) for one in guide] == list(HEADINGS)
    assert {one.name for one in guide if one.role == BEFORE} == set(RED)
    assert {one.name for one in guide if one.role == AFTER} == set(GREEN)
    groups = {one.role: one.group for one in guide}
    assert len(set(groups.values())) == 3  # told apart without colour
    folded = {"Tidigare pat. kommentar", "Ny pat. kommentar"} | (
        {"Remiss"} if width < 84 else set()
    )
    assert {one.name for one in guide if one.folded} == folded


@pytest.mark.parametrize("width", [78, 84, 109, 110, 118, 198])
def test_whose_row_it_is_can_be_read_whole_from_eighty_cells_on(width: int) -> None:
    made = columns(width)
    layout = lay_out(made, width - 1, lead=2)
    placed = {made[one.place].key: one.width for one in layout.placed}
    assert placed["pnr"] == len("19121212-1212")
    assert placed["left"] >= len("⚑ 19 h 02")


FRISK = Visit(10**9, 30, "Akut", "Johan Frisk", "Ont i halsen")


def entry_of(guide_file: Path, **what: object) -> LogEntry:
    """The cancelled row of the guide, with something else in it."""
    with Book.open(guide_file) as book:
        rows = query.rows(book, STAFF, 1)
    cancelled = next(one for one in rows if one.act is Act.CANCELLED)
    return replace(cancelled, **{"earlier": FRISK, "new": None, **what})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({}, ["Kommentar: Ont i halsen"]),
        ({"cancel_comment": "Frisk igen"},
         ["Avbokningskommentar (vårt tillägg): Frisk igen", "Kommentar: Ont i halsen"]),
        ({"new": FRISK}, ["Kommentar: Ont i halsen"]),
        ({"new": replace(FRISK, comment="Feber")},
         ["Ny kommentar: Feber", "Tidigare kommentar: Ont i halsen"]),
        ({"earlier": replace(FRISK, comment="")}, []),
    ],
)  # fmt: skip
def test_what_was_written_stands_below_the_rows(
    guide_file: Path, what: dict[str, object], said: list[str]
) -> None:
    lines = [line.text for line in lines_of(entry_of(guide_file, **what))]
    assert lines[0].startswith("⚑ Ändrad")
    assert lines[1:] == said


@pytest.mark.parametrize(
    ("search", "width", "said"),
    [
        ("frisk", 78, ["Tidigare resurs: ”Johan Frisk”"]),
        ("frisk", 400, []),
        ("resurs:frisk typ:akut", 78,
         ["Tidigare resurs: ”Johan Frisk”", "Tidigare tidstyp: ”Akut”"]),
        ("avbokad", 78, []),
        ("övningsdal", 78, []),
        ("halsen", 78, []),  # the comment itself stands there
        ("nej", 78, ["Tolk: ”Nej”"]),
    ],
)  # fmt: skip
def test_a_hit_that_does_not_show_in_its_row_is_said(
    guide_file: Path, search: str, width: int, said: list[str]
) -> None:
    made = columns(width)
    layout = lay_out(made, width - 1, lead=2)
    shown = {made[one.place].key: one.width for one in layout.placed}
    assert unseen(entry_of(guide_file), parse_search(search), shown) == said


def test_where_more_is_said_than_there_is_room_for_the_last_is_cut(guide_file: Path) -> None:
    long = lines_of(entry_of(guide_file, earlier=replace(FRISK, comment="ont " * 200)))
    drawn = ["".join(part.text for part in line) for line in fitted(long, 76, 4)]
    assert len(drawn) == 4
    assert drawn[2].startswith("Kommentar: ont")
    assert drawn[3].endswith("…")
    assert all(cell_len(line) <= 76 for line in drawn)
    short = lines_of(entry_of(guide_file))
    assert len(fitted(short, 76, 4)) == 3


def test_late_rows_say_so_and_how_much_was_left(guide_file: Path) -> None:
    with Book.open(guide_file) as book:
        entries = query.rows(book, STAFF, 1)
    shown = [row_of(entry, wide=True).cells for entry in entries]
    left = {cells[1].text: cells[2] for cells in shown if cells[2].text}
    assert {when: cell.text for when, cell in left.items()} == {
        "2024-09-04 15:58": "⚑ 19 h 02",
        "2024-09-12 10:52": "⚑ 2 h 08",
        "2024-09-12 11:00": "⚑ 21 h 00",
    }
    assert {cell.role for cell in left.values()} == {LATE}
    assert all(len(cells) == len(columns(118)) for cells in shown)
    said = next(lines_of(one)[0].text for one in entries if one.late.minutes_left == 128)
    assert said == (
        "⚑ Ändrad 2024-09-12 10:52 jämförs med 2024-09-12 13:00: 2 h 08 kvar,"
        " gränsen är 24 h. Ska faktureras."
    )
    decided = replace(
        entries[-1], chain_note="Kedjan.", review=Review(ReviewDecision.CHECKED, by="Receptionen")
    )
    assert lines_of(decided)[0].text.endswith(
        "faktureras inte. Kedjan. Bedömning: kontrollerad, Receptionen."
    )
    last = next(lines_of(one)[0].text for one in entries if one.late.minutes_left == 21 * 60)
    assert last.endswith("Även ombokningen 2024-09-12 10:52 i samma kedja ska faktureras.")


@given(
    st.lists(st.tuples(st.text("åb ⚑😀", max_size=30), st.sampled_from(["", "late"])), max_size=5),
    st.integers(1, 40),
)
def test_what_has_room_is_broken_as_word_by_word(told: list[tuple[str, str]], width: int) -> None:
    parts = [Part(text, kind) for text, kind in told]
    words = [Part(word, kind) for text, kind in told for word in text.split()]
    assert broken(parts, width) == broken(words, width)
