"""Snabbprov: the same seed gives the same paper, and what is right is right by other reckoning."""

import os
import random
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Unreadable
from db.rules.local_time import MONTHS
from db.rules.sources import CODES
from db.training.quiz import paper
from db.training.quiz.question import Question, ask

_KINDS = {kind.name: kind for kind in paper.KINDS}
_STOCKHOLM = ZoneInfo("Europe/Stockholm")
SEEDS = st.integers(0, 10**6)


def _asked(kind: str, seed: int) -> Question:
    return ask(_KINDS[kind], random.Random(seed))


def _right(question: Question) -> str:
    return question.choices[question.right]


def _days(text: str) -> list[date]:
    found = re.findall(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", text)
    return [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in found]


def _moments(text: str) -> list[datetime]:
    """The moments of ``2028-09-16 13:55``."""
    found = re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d", text)
    return [datetime.fromisoformat(one).replace(tzinfo=_STOCKHOLM) for one in found]


def _minutes(text: str) -> list[int]:
    return [int(hour) * 60 + int(rest) for hour, rest in re.findall(r"(\d\d):(\d\d)", text)]


@given(SEEDS)
def test_every_question_can_be_asked(seed: int) -> None:
    drawn = paper.draw(seed)
    assert len(drawn) == paper.QUESTIONS
    assert len({question.kind for question in drawn}) == paper.QUESTIONS, "no kind comes twice"
    for question in drawn:
        assert 2 <= len(question.choices) == len(set(question.choices)) <= 4
        assert [bool(fault) for fault in question.faults].count(False) == 1
        assert not question.faults[question.right]
        for text in (question.text, question.why, *question.choices, *question.faults):
            assert not CODES.search(text), "codes are for who asks for sources"


def test_a_long_paper_has_every_kind_before_any_comes_again() -> None:
    drawn = paper.draw(4, count=len(_KINDS) + 5)
    assert {question.kind for question in drawn[: len(_KINDS)]} == set(_KINDS)


def test_a_seed_gives_the_same_paper_in_every_process() -> None:
    say = "from db.training.quiz import paper; print(paper.draw(12))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", say], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "7")
    }  # fmt: skip
    assert printed == {f"{paper.draw(12)}\n"}
    assert paper.draw(12) != paper.draw(13)


@given(SEEDS)
def test_the_first_day_counts_the_day_of_the_visit(seed: int) -> None:
    question = _asked("release-shows", seed)
    release = int(re.findall(r"Bok.före är (\d+)", question.text)[0])
    assert _days(_right(question)) == [_days(question.text)[0] - timedelta(days=release - 1)]


@given(SEEDS)
def test_bok_fore_is_a_day_more_than_the_days_before(seed: int) -> None:
    question = _asked("release-number", seed)
    visit, first = _days(question.text)
    assert int(_right(question)) == (visit - first).days + 1


@given(SEEDS)
def test_an_empty_box_shows_as_far_as_the_system_does(seed: int) -> None:
    question = _asked("release-empty", seed)
    ahead = 56 if "PMO" in question.text else 60
    assert _days(_right(question)) == [_days(question.text)[0] - timedelta(days=ahead)]


@given(SEEDS)
def test_late_is_under_24_real_hours(seed: int) -> None:
    question = _asked("late-or-not", seed)
    changed, visit = (moment.timestamp() for moment in _moments(question.why))
    assert (_right(question) == "Den ska faktureras") == (visit - changed < 24 * 3600)


@given(SEEDS)
def test_each_row_of_a_chain_is_compared_with_what_it_changed(seed: int) -> None:
    question = _asked("chain", seed)
    rebooked, first, cancelled, second = (one.timestamp() for one in _moments(question.why))
    late = first - rebooked < 86400, second - cancelled < 86400
    assert (
        _right(question)
        == {
            (True, True): "Båda raderna",
            (True, False): "Bara raden Ombokad",
        }[late]
    )


@pytest.mark.parametrize(
    ("system", "left", "outcome"),
    [
        ("AsynjaVisph", "24 h 00", "Den är i tid"),
        ("AsynjaVisph", "23 h 59", "Den ska faktureras"),
        ("PMO", "24 h 00", "1177 släpper inte igenom den"),
        ("PMO", "24 h 01", "Den är i tid"),
        ("PASiS", "24 h 00", "Den är i tid"),
        ("PASiS", "23 h 59", "1177 släpper inte igenom den"),
    ],
)
def test_at_24_hours(system: str, left: str, outcome: str) -> None:
    asked = (_asked("at-24-hours", seed) for seed in range(300))
    meant = [one for one in asked if f"har {system}." in one.text and f"är {left} min" in one.text]
    assert meant
    assert {_right(question) for question in meant} == {outcome}


@pytest.mark.parametrize(
    ("kind", "says", "right"),
    [
        ("earliest-day", "har PASiS.", r"^(?!i dag).*"),
        ("rebook-to", "har PMO.", "^30 minuter hos Johan Frisk$"),
        (
            "rebook-to",
            "har AsynjaVisph.",
            "^30 minuter hos Johan Frisk eller 45 minuter hos [^ ]+ Frisk$",
        ),
        ("reason", "har PMO.", "^Nej"),
        ("reason", "har PASiS.", "^Ja"),
        ("hide-scope", "har PMO.", "enskilda"),
        ("read-name", "har PMO.", " 1177$"),
        ("read-name", "har AsynjaVisph.", "^Besök: "),
        ("suffix-1177", "", " 1177$"),
        ("level-4", "", "^nivå 4$"),
        ("agent-name", "", "(?i)ombud(?!ning)"),
        ("agent-change", "", "^Nej, varken"),
        ("hide-ticks", "", "^Dölj bokning för patient$"),
        ("unhide-ticks", "", "^ingen$"),
        ("who-is-judged", "", "^Invånaren"),
        ("waiting-list", "", "åter på väntelistan"),
    ],
)
def test_what_the_guides_say(kind: str, says: str, right: str) -> None:
    asked = [one for one in (_asked(kind, seed) for seed in range(60)) if says in one.text]
    assert asked
    for question in asked:
        assert re.search(right, _right(question)), question
        wrong = [c for n, c in enumerate(question.choices) if n != question.right]
        if right.startswith("^") and not right.startswith("^("):
            assert not any(re.search(right, choice) for choice in wrong), question


@given(SEEDS)
def test_ticks_say_what_can_be_done(seed: int) -> None:
    question = _asked("web-ticks", seed)
    pairs = (("Bokningsbar webb", "boka"), ("avbokas", "avboka"), ("ombokas", "omboka"))
    ticks = question.text.split("bockarna:")[1].split(". Vad")[0]
    assert _right(question) == (", ".join(v for tick, v in pairs if tick in ticks) or "inget")


@given(SEEDS)
def test_an_event_blocks_every_time_that_it_touches(seed: int) -> None:
    question = _asked("event-blocks", seed)
    *starts, begins, ends = _minutes(question.text)
    length = int(re.findall(r"är (\d+) minuter", question.text)[0])
    hit = [start for start in starts if start < ends and begins < start + length]
    assert _minutes(_right(question)) == hit


@given(SEEDS)
def test_a_row_gives_as_many_times_as_there_is_room_for(seed: int) -> None:
    question = _asked("template-count", seed)
    start, end = _minutes(question.text)
    length = int(re.findall(r"Längd (\d+)", question.text)[0])
    count = (end - start) // length
    last = start + (count - 1) * length
    assert _right(question) == f"{count}, den sista {last // 60:02}:{last % 60:02}"


@given(SEEDS)
def test_only_the_red_day_is_red(seed: int) -> None:
    import holidays

    red = holidays.country_holidays("SE", years=range(2026, 2031), include_sundays=False)
    question = _asked("red-day", seed)
    are_red = [day in red for choice in question.choices for day in _days(choice)]
    assert are_red.index(True) == question.right
    assert are_red.count(True) == 1


@given(SEEDS)
def test_one_thing_hinders(seed: int) -> None:
    question = _asked("what-hinders", seed)
    signs = {
        "namn": "webbtidbok: tomt",
        "bokningsbar": "webb: nej",
        "släppt": r"före: \d",
        "giltig": "giltig: till ",
        "händelse": "spärrar: (?!ingen)",
        "ledig": "bokad: ja",
        "aktiverad": "aktiverad: nej",
    }
    found = {word for word, sign in signs.items() if re.search(sign, question.text)}
    if "Dölj bokning för patient: ja" in question.text:
        found = {"döljas"}
    assert len(found) == 1
    assert found.pop() in _right(question)


@given(SEEDS)
def test_a_delay_is_counted_from_the_saving(seed: int) -> None:
    question = _asked("delay", seed)
    delay = int(re.findall(r"är (\d+) minuter", question.text)[0])
    (saved,) = _minutes(question.text)
    assert _minutes(_right(question)) == [saved + delay]


@given(SEEDS)
def test_the_reason_stands_first(seed: int) -> None:
    question = _asked("cancel-comment", seed)
    earlier, reason = re.findall("”([^”]+)”", question.text)
    assert _right(question) == f"{reason} / {earlier}"


# --- answers --------------------------------------------------------------------------------------


def test_answers_are_graded_and_explained() -> None:
    drawn = paper.draw(3)
    right = [question.right for question in drawn]
    assert all(one.correct for one in paper.grade(drawn, right))
    wrong = [(question.right + 1) % len(question.choices) for question in drawn]
    for graded in paper.grade(drawn, wrong):
        assert not graded.correct
        assert graded.question.choices[graded.question.right] in graded.told
        assert graded.told.startswith(graded.question.faults[graded.answer or 0])
    nothing = paper.grade(drawn, [])
    assert [one.answer for one in nothing] == [None] * len(drawn)
    assert all(one.told.startswith("Rätt är: ") for one in nothing)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A\nb\n2\n-\n", (0, 1, 1, None)),
        ("1. A\n2. B\n3.\n", (0, 1, None)),
        ("\n\nA", (0,)),
        ("", ()),
        ("[0, 1, null]", (0, 1, None)),
        ('["A", "2", ""]', (0, 1, None)),
        ('{"answers": [1]}', (1,)),
    ],
)
def test_answers_are_read(written: str, read: tuple[int | None, ...]) -> None:
    assert paper.read_answers(written, paper.draw(3)) == read


@pytest.mark.parametrize(
    "written",
    ["E", "0", "9", "A B", "[5]", "[true]", "[", "{}", '"A"', "\n".join("A" * 21), "²", "[[0]]"],
)
def test_answers_that_cannot_be_read(written: str) -> None:
    with pytest.raises(Unreadable):
        paper.read_answers(written, paper.draw(3))
