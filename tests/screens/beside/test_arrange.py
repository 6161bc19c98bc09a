"""The mirror's lines, of facts that stand here: what is said first, marked, listed and cut."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from db.mirror.values import (
    ATTENTION,
    BUTTON,
    CHANGES,
    COMES,
    GOES,
    NEWS_BOUND,
    QUIET,
    Block,
    Change,
    Fact,
    Remark,
    Seen,
    Told,
)
from db.offer.preview import Preview, Waiting
from db.values import Verdict
from screens.beside.arrange import CITIZEN, PUBLISH, Shown, arrange
from screens.beside.choose_citizen import NOBODY
from tests.db.hostile import HOSTILE

NOTHING = Preview((), (), (), (), (), clock_stands=False)
TYPES = Block(
    "Nu på 1177",
    (
        Fact("type:1", "Prov", "inga tider", ATTENTION, "type:1"),
        Fact("type:2", "Akut", "1 tid", QUIET, "type:2"),
        Fact("type:3", "X", "12 tider", QUIET, "type:3"),
    ),
    "Inget att välja.",
)
WAITS = replace(NOTHING, waiting=(Waiting(1, ".Läkarbesök", 0, 14),))


def seen(told: Told = Told(), waits: Preview = NOTHING, eyes: str = "") -> Seen:  # noqa: B008 - a value
    return Seen("types", eyes, told, waits)


def texts(shown: Shown, width: int = 40) -> list[str]:
    return [line.text.rstrip() for line in arrange(shown, width)]


def names(shown: Shown, width: int = 40) -> list[str]:
    return [line.name for line in arrange(shown, width) if line.name]


def test_an_empty_clinic_says_that_nothing_is_there() -> None:
    told = Told((TYPES._replace(facts=()),), after=())
    assert texts(Shown(seen(told))) == [
        f" Som {NOBODY}",
        " Efter OK",
        "  Ingen ändring på 1177.",
        " Väntar på publicering",
        "  Inget väntar.",
        " Nu på 1177",
        "  Inget att välja.",
    ]
    assert texts(Shown()) == [" Läser boken ..."]
    assert texts(Shown(seen(told), error="Boken är upptagen.")) == [" ! Boken är upptagen."]


def test_a_page_without_ok_says_nothing_of_it() -> None:
    lines = texts(Shown(seen(Told((TYPES,)))))
    assert lines[:2] == [f" Som {NOBODY}", " Nu på 1177"]
    assert " Väntar på publicering" in texts(Shown(seen(Told((TYPES,)), WAITS)))


def test_what_one_stands_on_is_marked() -> None:
    lines = texts(Shown(seen(Told((TYPES,), here="type:2"))))
    assert [line[:2] for line in lines[-3:]] == ["  ", " ▸", "  "]


def test_r23_a_type_without_times_is_marked_and_each_leads_to_its_type() -> None:
    shown = Shown(seen(Told((TYPES,)), eyes="Tolvan"))
    assert texts(shown, 24)[-4:] == [
        " Nu på 1177",
        "  Prov        inga tider",
        "  Akut             1 tid",
        "  X             12 tider",
    ]
    kinds = [line.parts[-1].kind for line in arrange(shown, 24)[-3:]]
    assert kinds == ["attention", "quiet", "quiet"]
    assert names(shown, 24) == [CITIZEN, "type:1", "type:2", "type:3"]
    assert texts(shown)[0] == " Som Tolvan"


def test_what_ok_changes_has_a_sign_and_the_sign_is_explained() -> None:
    changes = (Change(COMES, "Prov"), Change(GOES, "Akut"), Change(CHANGES, "A → B"))
    lines = texts(Shown(seen(Told((TYPES,), after=changes))))
    at = lines.index(" Efter OK")
    assert lines[at + 1 : at + 5] == [
        "  + Prov",
        "  − Akut",
        "  ~ A → B",
        "  + kommer   − försvinner   ~ ändras",
    ]
    assert at < lines.index(" Väntar på publicering") < lines.index(" Nu på 1177")
    narrow = texts(Shown(seen(Told((), after=changes))), 20)
    assert narrow[-5:-2] == ["  + kommer", "  − försvinner", "  ~ ändras"]


def test_what_has_just_changed_is_listed_first_and_marked_where_it_is() -> None:
    news = (Change(GOES, "Akut: 2 tider", "type:9"), Change(COMES, "X: 12 tider", "type:3"))
    shown = Shown(seen(Told((TYPES,), after=())), news)
    lines = texts(shown)
    at = lines.index(" Nyss ändrat")
    assert lines[at + 1 : at + 4] == [
        "  − Akut: 2 tider",
        "  + X: 12 tider",
        "  − försvann   + kom",
    ]
    assert at < lines.index(" Efter OK")
    assert lines[-1].startswith(" •X")
    assert not lines[-2].startswith(" •")
    many = tuple(Change(COMES, str(n)) for n in range(NEWS_BOUND + 3))
    assert "  och 3 till" in texts(Shown(seen(), many))


def test_r12_the_countdown_says_what_to_do_when_the_clock_stands_still() -> None:
    assert "  .Läkarbesök        om 14 min" in texts(Shown(seen(waits=WAITS)), 30)
    assert "  F8 Publicera nu" in texts(Shown(seen(waits=WAITS)))
    stands = Shown(seen(waits=replace(WAITS, clock_stands=True)))
    assert texts(stands)[-2:] == ["  Klockan står still:", "  F8 Publicera nu"]
    assert names(stands)[-1] == PUBLISH
    assert "  F8 Publicera nu" not in texts(replace(stands, may_publish=False))
    still = Shown(seen(waits=replace(NOTHING, clock_stands=True)))
    assert "  Klockan står still:" not in texts(still)


def test_a_clinic_that_offers_nothing_says_why() -> None:
    closed = (Verdict("case-type", False, "Ärendetypen är inte aktiverad.", "[001] R108"),)
    lines = texts(Shown(seen(Told((TYPES,)), replace(NOTHING, closed=closed))), 50)
    assert lines[1:3] == [" ! Ärendetypen är inte aktiverad.", " Så vore det annars:"]


def test_each_button_of_a_card_is_a_line_to_go_to() -> None:
    facts = tuple(
        Fact(key, f"[ {key} ]", kind=BUTTON, leads="portal:7") for key in ("AVBOKA", "OMBOKA")
    )
    told = Told((Block("Kortet på 1177", facts),), (Remark("Här står varför.", ATTENTION),))
    shown = Shown(seen(told))
    assert names(shown)[1:] == ["portal:7 AVBOKA", "portal:7 OMBOKA"]
    assert " Här står varför." in texts(shown)


@pytest.mark.parametrize("width", [1, 5, 23, 27, 78])
def test_no_line_is_wider_than_the_column_whatever_it_says(width: int) -> None:
    for text in [*HOSTILE, "W" * 300, "Psykisk hälsa arbetsterapeut"]:
        facts = tuple(Fact(kind, text, text, kind) for kind in ("", QUIET, ATTENTION))
        told = Told(
            (Block("Nu på 1177", (*facts, Fact("b", text, kind=BUTTON))),),
            (Remark(text),), (Change(COMES, text), Change(CHANGES, f"{text} → {text}")),
        )  # fmt: skip
        waits = replace(
            WAITS, waiting=(Waiting(1, text, 0, 15),), clock_stands=True,
            closed=(Verdict("x", False, text, ""),),
        )  # fmt: skip
        news = (Change(GOES, text, "q"),)
        lines = arrange(Shown(seen(told, waits, text), news), width)
        assert all("\x1b" not in line.text and "\n" not in line.text for line in lines)
        if width >= 23:
            assert all(cell_len(line.text) <= width for line in lines)
