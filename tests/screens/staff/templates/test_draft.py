"""The rows of Redigera schemamall while they are edited: what is refused, warned of and split."""

from dataclasses import replace

import pytest

from db.rules.local_time import clock_text
from db.rules.names.agent_types import is_agent_type
from db.values import Template, TemplateRow, TimeType, Weekday
from screens.history import History
from screens.staff.templates.draft import Entry, Start, TemplateDraft

PHONE, SHORT, LONG, HOUR, HIDDEN, NAMELESS, AGENT, CLEARED = range(1, 9)
TYPES = {
    PHONE: TimeType(PHONE, "Telefon SSK webb", "Telefontid"),
    SHORT: TimeType(SHORT, "SSK besök 30 min", "Kort besök"),
    LONG: TimeType(LONG, "SSK besök 45 min", "Besök"),
    HOUR: TimeType(HOUR, "SSK besök 60 min", "Långt besök"),
    HIDDEN: TimeType(HIDDEN, "Administration", hidden=True),
    NAMELESS: TimeType(NAMELESS, "Utan webbnamn"),
    AGENT: TimeType(AGENT, "Ombud-Vårdguiden på telefon", "Ombud"),
    CLEARED: TimeType(CLEARED),
}
WORKDAYS = frozenset(list(Weekday)[:5])
MONDAY = frozenset({Weekday.MONDAY})
GUIDE = (
    Entry(WORKDAYS, "8", "10", "15", "10", PHONE),
    Entry(WORKDAYS, "1015", "11.15", "0:30", "10", SHORT),
    Entry(WORKDAYS, "11:15", "13:30", "45", "10", LONG),
    Entry(WORKDAYS, "14", "1600", "01:00", "10", HOUR),
)
"""The guide's template 1177, each row typed in a way of its own (GUIDES.md A4)."""
A4 = [
    "08:00", "08:15", "08:30", "08:45", "09:00", "09:15", "09:30", "09:45", "10:15", "10:45",
    "11:15", "12:00", "12:45", "14:00", "15:00",
]  # fmt: skip


def opened(*rows: TemplateRow, is_it: bool = False) -> TemplateDraft:
    return TemplateDraft.open(Template(1, "1177", rows), TYPES, is_it=is_it)


def filled(*entries: Entry) -> TemplateDraft:
    draft = opened()
    for entry in entries:
        added = draft.add(entry)
        assert added.said.passed, added.said.text
        draft = added.draft
    return draft


def column(draft: TemplateDraft, day: Weekday) -> list[str]:
    return [clock_text(one.minute) for one in draft.week[day]]


def texts(draft: TemplateDraft) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in draft.cells(line)) for line in draft.lines]


# --- adding -----------------------------------------------------------------------------------


def test_r32_the_guides_template_gives_its_fifteen_starts_cell_by_cell() -> None:
    draft = filled(*GUIDE)
    for day in WORKDAYS:
        assert column(draft, day) == A4
    assert [column(draft, day) for day in list(Weekday)[5:]] == [[], [], []]
    assert len(draft.lines) == 20  # one list row a weekday
    assert texts(draft)[:4] == [
        ("Måndag", "08:00", "10:00", "00:15", "10", "Telefon SSK webb"),
        ("Måndag", "10:15", "11:15", "00:30", "10", "SSK besök 30 min"),
        ("Måndag", "11:15", "13:30", "00:45", "10", "SSK besök 45 min"),
        ("Måndag", "14:00", "16:00", "01:00", "10", "SSK besök 60 min"),
    ]
    assert draft.problems == ()


def test_the_week_grows_as_rows_are_added() -> None:
    draft, counts = opened(), []
    for entry in GUIDE:
        draft = draft.add(entry).draft
        counts.append(len(draft.week[Weekday.MONDAY]))
    assert counts == [8, 10, 13, 15]


@pytest.mark.parametrize(
    ("entry", "field", "text"),
    [
        (Entry(MONDAY, "", "10", "15", "", PHONE), "start_min", "Fyll i Från kl."),
        (Entry(MONDAY, "8", "", "15", "", PHONE), "end_min", "Fyll i Till kl."),
        (Entry(MONDAY, "8", "10", "", "", PHONE), "length_min", "Fyll i Längd."),
        (Entry(MONDAY, "8", "10", "15", "", None), "time_type", "Välj Tidstyp."),
        (Entry(frozenset(), "8", "10", "15", "", PHONE), "days", "Bocka för minst en dag."),
        (Entry(MONDAY, "x", "10", "15", "", PHONE), "start_min", "är inte ett klockslag"),
        (Entry(MONDAY, "8", "25", "15", "", PHONE), "end_min", "klockslaget 25 finns inte"),
        (Entry(MONDAY, "8", "10", "kvart", "", PHONE), "length_min", "är inte en längd"),
        (Entry(MONDAY, "8", "10", "15", "366", PHONE), "release", "mellan 1 och 365"),
        (Entry(MONDAY, "10", "8", "15", "", PHONE), "start_min", "Från kl ska vara före Till kl"),
        (Entry(MONDAY, "8", "8", "15", "", PHONE), "start_min", "Från kl ska vara före Till kl"),
        (Entry(MONDAY, "8", "8:30", "45", "", PHONE), "length_min", "Raden skulle inte ge någon"),
        (Entry(MONDAY, "8", "10", "15", "", CLEARED), "time_type", "tidstypen är rensad"),
        (Entry(MONDAY, "8", "10", "15", "", AGENT), "time_type", "bara av IT"),
        (Entry(MONDAY, "8", "10", "15", "", 99), "time_type", "finns inte på mottagningen"),
    ],
)
def test_what_cannot_be_is_not_added_and_said_at_its_field(
    entry: Entry, field: str, text: str
) -> None:
    draft = opened()
    added = draft.add(entry)
    assert added.draft is draft
    assert not added.said.passed
    assert text in added.said.text
    assert added.field == field


def test_an_overlap_on_the_same_day_is_refused_and_named() -> None:
    draft = filled(Entry(MONDAY, "8", "10", "15", "", PHONE))
    added = draft.add(Entry(WORKDAYS, "9:45", "11", "15", "", SHORT))
    assert added.draft is draft
    assert added.said.text.startswith("Måndag 09:45–11:00 krockar med 08:00–10:00 samma dag.")
    # Till is exclusive: the next row may begin where it ends; other days do not collide
    assert draft.add(Entry(MONDAY, "10", "11", "15", "", SHORT)).said.passed
    assert draft.add(Entry(WORKDAYS - MONDAY, "9:45", "11", "15", "", SHORT)).said.passed


@pytest.mark.parametrize(
    ("entry", "field", "text"),
    [
        (Entry(MONDAY, "8", "10", "45", "", PHONE), "length_min", "de sista 30 minuterna ger"),
        (Entry(MONDAY, "8", "10", "15", "", HIDDEN), "time_type", "Dölj bokning för patient"),
        (Entry(MONDAY, "8", "10", "15", "", NAMELESS), "time_type", "saknar Namn för webbtidbok"),
    ],
)
def test_what_is_warned_of_is_added_all_the_same(entry: Entry, field: str, text: str) -> None:
    draft = opened()
    assert text in draft.look_at(entry).said.text
    added = draft.add(entry)
    assert len(added.draft.lines) == 1
    assert added.said.passed
    assert text in added.said.text
    (cell,) = [one for one in added.draft.cells(added.draft.lines[0]) if one.state]
    assert cell.state == "warn"
    assert text in cell.tip
    assert added.field == field
    assert added.draft.first_error is None


def test_while_one_writes_an_empty_field_is_nothing_to_speak_of() -> None:
    draft = filled(*GUIDE)
    assert draft.look_at(Entry(MONDAY, "8", "", "", "", None)).said.text == ""
    assert "klockslag" in draft.look_at(Entry(MONDAY, "8x", "", "", "", None)).said.text
    assert "krockar" in draft.look_at(Entry(MONDAY, "8", "9", "15", "", PHONE)).said.text


def test_a_row_that_stands_is_nothing_to_say_and_is_copied_to_more_days() -> None:
    draft = filled(Entry(MONDAY, "8", "10", "15", "10", PHONE))
    entry = draft.entry_of(draft.lines[0].key)
    assert entry == Entry(MONDAY, "08:00", "10:00", "00:15", "10", PHONE)
    assert draft.look_at(entry).said.text == ""
    again = draft.add(entry)
    assert again.said.text == "Raden finns redan de valda dagarna."
    assert again.draft is draft
    more = draft.add(entry._replace(days=WORKDAYS)).draft
    assert len(more.lines) == 5
    assert more.entry_of(more.lines[3].key) == entry._replace(days=WORKDAYS)


# --- the list ---------------------------------------------------------------------------------


def test_a_cell_is_written_in_and_the_row_goes_to_its_place() -> None:
    draft = filled(*(entry._replace(days=MONDAY) for entry in GUIDE))
    first = draft.lines[0].key
    edited = draft.set(first, "start_min", "9.30").draft
    assert column(edited, Weekday.MONDAY)[:2] == ["09:30", "09:45"]
    moved = edited.set(first, "weekday", str(int(Weekday.TUESDAY))).draft
    assert moved.lines[-1].key == first
    assert moved.is_changed
    assert moved.set(first, "time_type", str(HOUR)).draft.lines[-1].row.time_type == HOUR
    assert moved.set(first, "release", "").draft.lines[-1].row.release is None


def test_a_text_that_cannot_be_read_stays_in_its_cell_and_stops_ok() -> None:
    draft = filled(Entry(MONDAY, "8", "10", "15", "", PHONE))
    key = draft.lines[0].key
    edited = draft.set(key, "end_min", "sent")
    cell = edited.draft.cells(edited.draft.lines[0])[2]
    assert (cell.text, cell.state) == ("sent", "error")
    assert "Till: ”sent” är inte ett klockslag" in edited.said.text
    wrong = edited.draft.first_error
    assert wrong is not None
    assert (wrong.key, wrong.field) == (key, "end_min")
    better = edited.draft.set(key, "end_min", "11")
    assert better.said.text == ""
    assert better.draft.first_error is None


def test_an_overlap_made_in_the_list_shows_on_both_rows() -> None:
    draft = filled(
        Entry(MONDAY, "8", "10", "15", "", PHONE), Entry(MONDAY, "10", "11", "15", "", SHORT)
    )
    first, second = draft.lines
    edited = draft.set(first.key, "end_min", "10:15")
    assert "krockar med" in edited.said.text
    states = [cells[1].state for cells in map(edited.draft.cells, edited.draft.lines)]
    assert states == ["error", "error"]
    assert edited.draft.set(second.key, "start_min", "10:15").draft.first_error is None


def test_rows_are_removed_and_the_cursor_is_told_where_to_stand() -> None:
    draft = filled(*(entry._replace(days=MONDAY) for entry in GUIDE))
    keys = [line.key for line in draft.lines]
    gone = draft.remove(keys[1:3])
    assert [line.key for line in gone.draft.lines] == [keys[0], keys[3]]
    assert gone.keys == (keys[3],)
    assert gone.draft.remove([keys[3]]).keys == (keys[0],)
    assert draft.remove(["nothing"]).draft is draft


def test_r6_rows_of_ombud_types_are_its_alone() -> None:
    row = TemplateRow(Weekday.MONDAY, 600, 660, 20, 3, AGENT)
    draft = opened(row)
    key = draft.lines[0].key
    for edited in (
        draft.set(key, "release", "5"), draft.remove([key]),
        draft.remove_start(Start(key, 600)), draft.swap_start(Start(key, 600), PHONE),
    ):  # fmt: skip
        assert edited.draft is draft
        assert "bara av IT" in edited.said.text
    assert {cell.state for cell in draft.cells(draft.lines[0])} == {"locked"}
    assert not any(is_agent_type(one.name) for one in draft.choices)
    it = opened(row, is_it=True)
    assert it.set(key, "release", "5").draft.is_changed
    assert AGENT in [one.id for one in it.choices]
    assert CLEARED not in [one.id for one in it.choices]


# --- one start --------------------------------------------------------------------------------


def test_r32_a_start_is_taken_out_of_the_middle_and_its_row_is_split() -> None:
    draft = filled(Entry(MONDAY, "8", "10", "30", "10", PHONE))
    gone = draft.remove_start(draft.week[Weekday.MONDAY][1])
    assert column(gone.draft, Weekday.MONDAY) == ["08:00", "09:00", "09:30"]
    assert [one[1:3] for one in texts(gone.draft)] == [("08:00", "08:30"), ("09:00", "10:00")]
    last = filled(Entry(MONDAY, "8", "8:30", "30", "10", PHONE))
    assert last.remove_start(last.week[Weekday.MONDAY][0]).draft.lines == ()


def test_r35_a_start_is_given_another_type_and_its_row_is_split_in_three() -> None:
    draft = filled(Entry(MONDAY, "8", "10", "30", "10", PHONE))
    start = draft.week[Weekday.MONDAY][1]
    swapped = draft.swap_start(start, SHORT).draft
    assert [(one[1], one[5]) for one in texts(swapped)] == [
        ("08:00", "Telefon SSK webb"),
        ("08:30", "SSK besök 30 min"),
        ("09:00", "Telefon SSK webb"),
    ]
    assert column(swapped, Weekday.MONDAY) == column(draft, Weekday.MONDAY)
    same = draft.swap_start(start, PHONE)
    assert same.draft is draft
    assert same.said.text == "Tiden har redan den tidstypen."


# --- what OK saves, undo ----------------------------------------------------------------------


def test_what_is_saved_is_the_template_with_its_rows() -> None:
    draft = filled(*GUIDE)
    assert draft.template == replace(draft.base, rows=draft.rows)
    fresh = TemplateDraft.open(draft.template, TYPES, is_it=False)
    assert not fresh.is_changed
    assert TemplateDraft.open(Template(None, "Ny"), TYPES, is_it=False).is_changed


def test_undo_and_redo_go_through_the_same_rows() -> None:
    history = History(opened())
    for entry in GUIDE:
        history.push(history.now.add(entry).draft)
    assert [len(history.undo().lines) for _ in range(4)] == [15, 10, 5, 0]
    assert not history.is_changed
    assert len(history.redo().lines) == 5


def test_undo_finds_the_row_that_was_changed_added_or_taken_away() -> None:
    draft = filled(*GUIDE)
    third, fourth = draft.lines[2].key, draft.lines[3].key
    edited = draft.set(third, "length_min", "30").draft
    assert draft.first_difference(edited) == edited.first_difference(draft) == third
    gone = draft.remove([third]).draft
    assert draft.first_difference(gone) == third
    assert gone.first_difference(draft) == fourth  # it stands in its place
    assert draft.first_difference(draft.remove([line.key for line in draft.lines]).draft)
    assert opened().first_difference(draft) is None
