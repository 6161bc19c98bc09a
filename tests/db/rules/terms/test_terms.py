"""The terms' small text format, their bounds, the ready-made texts and what is warned of."""

import random
from dataclasses import fields, replace

import pytest

from db.fields import TEXT_BOUND
from db.rules.policy import POLICIES, Policy
from db.rules.terms.review import PART_LABELS, mentioned, parts, review
from db.rules.terms.standard import MOST_NAMED, standard
from db.rules.terms.terms import (
    GAP,
    HELP_BOUND,
    ITEM,
    SHOWN,
    TEXT,
    Paragraph,
    Run,
    fold,
    goes_straight_on,
    length,
    must_be_ticked,
    parse,
    plain,
    render,
)
from db.values import CaseKind, JournalSystem, Terms
from tests.db.hostile import HOSTILE

BOOK, CHANGE, REQUEST = CaseKind.BOOK, CaseKind.CHANGE, CaseKind.REQUEST
SOUND = Terms("Välkommen.", "Prover.", "Skriv kort.", "Kom i tid.")


def runs(text: str) -> list[tuple[str, str]]:
    """The runs of the first line, with their look as letters."""
    (one, *_) = parse(text)
    return [(run.text, "b" * run.bold + "i" * run.italic) for run in one.runs]


# --- the format -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vanlig", [("vanlig", "")]),
        ("**fet** text", [("fet", "b"), (" text", "")]),
        ("en _kursiv_ text", [("en ", ""), ("kursiv", "i"), (" text", "")]),
        ("**fet _båda_**", [("fet ", "b"), ("båda", "bi")]),
        ("_kursiv **båda** igen_", [("kursiv ", "i"), ("båda", "bi"), (" igen", "i")]),
        ("mitt**i**ord", [("mitt", ""), ("i", "b"), ("ord", "")]),
        ("anna_b_c@x.se och _a", [("anna_b_c@x.se och _a", "")]),
        ("5 ** 3 ** 2", [("5 ** 3 ** 2", "")]),
        ("**utan slut", [("**utan slut", "")]),
        ("utan början**", [("utan början**", "")]),
        ("****", [("****", "")]),
        ("**korsar _fel** det_", [("korsar _fel", "b"), (" det_", "")]),
        ("**a** och **b**", [("a", "b"), (" och ", ""), ("b", "b")]),
    ],
)
def test_bold_and_italic_are_read_and_stray_signs_are_characters_r115(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert runs(text) == expected


def test_lines_points_and_gaps_r115() -> None:
    read = parse("\n\nFör dig:\n- som **är** sjuk\n-utan blank\n\n\n  - indragen\n\n")
    assert [(one.kind, one.text) for one in read] == [
        (TEXT, "För dig:"),
        (ITEM, "som är sjuk"),
        (TEXT, "-utan blank"),
        (GAP, ""),
        (ITEM, "indragen"),
    ]
    assert parse(" \n \n") == ()


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_be_written_wrongly(typed: str) -> None:
    for line in typed.splitlines():
        assert all(run.text for one in parse(line) for run in one.runs)
        assert length(line) <= len(line)


def test_any_mixture_of_signs_keeps_all_other_characters() -> None:
    chance = random.Random(6)
    for _ in range(500):
        text = "".join(chance.choice(["**", "_", "a", " ", "b", "- ", "*"]) for _ in range(14))
        said = plain(parse(text))
        assert said.replace("*", "").replace("_", "").split() == (
            text.strip().removeprefix("- ").replace("*", "").replace("_", "").split()
        )


# --- the fold -------------------------------------------------------------------------------------


def test_300_characters_show_and_the_rest_is_folded_b4() -> None:
    whole = parse("x" * SHOWN)
    assert fold(whole) == (whole, ())
    shown, rest = fold(parse("ord " * 75 + "till"))
    assert (len(plain(shown)), plain(rest)) == (299, "till")


def test_the_fold_keeps_looks_and_cuts_between_words_never_inside() -> None:
    shown, rest = fold(parse("**fet text** här\n- punkt ett"), 7)
    assert shown == (Paragraph(TEXT, (Run("fet", bold=True),)),)
    assert rest[0] == Paragraph(TEXT, (Run("text", bold=True), Run(" här")))
    assert rest[1].kind == ITEM
    shown, rest = fold(parse("kort\n\noändligtlångtord"), 8)
    assert (plain(shown), plain(rest)) == ("kort", "oändligtlångtord")


@pytest.mark.parametrize("bound", range(0, 60, 3))
def test_a_fold_loses_no_word(bound: int) -> None:
    text = "Ett **par ord** här\n\n- och _en lista_ med\n- två punkter i"
    shown, rest = fold(parse(text), bound)
    assert len(plain(shown)) <= bound
    assert (plain(shown) + " " + plain(rest)).split() == plain(parse(text)).split()


# --- the page the citizen reads -------------------------------------------------------------------


def test_the_citizens_page_has_the_parts_in_order_and_viktigt_r94_r95() -> None:
    page = plain(render(BOOK, SOUND))
    assert page == "Välkommen.\n\nBokningen avser\nProver.\n\nViktigt\nKom i tid."
    assert "Bokningen avser" not in plain(render(CHANGE, SOUND))
    assert must_be_ticked(SOUND)
    assert not must_be_ticked(replace(SOUND, conditions=" \n"))


def test_an_empty_first_part_goes_straight_on_b4() -> None:
    assert goes_straight_on(replace(SOUND, clinic="\n"))
    assert not goes_straight_on(SOUND)


def test_visa_fullstandig_information_unfolds_r95() -> None:
    terms = replace(SOUND, clinic="ord " * 100)
    assert "”Visa mer”" in plain(render(BOOK, terms))
    assert plain(render(BOOK, terms, full=True)).startswith(("ord " * 100).strip())


# --- what is warned of ----------------------------------------------------------------------------


def rules_of(terms: Terms, kind: CaseKind = BOOK, offered: tuple[str, ...] = (), *,
             others: tuple[str, ...] = ()) -> list[str]:  # fmt: skip
    return [one.rule for one in review(kind, terms, offered, others)]


OFFERED = ("Provtagning", "Läkarbesök akut", "Vaccination")


@pytest.mark.parametrize(
    ("concerns", "expected"),
    [
        ("Här bokar du tid.", []),
        ("Provtagning, läkarbesök akut och VACCINATION.", []),
        ("Bara provtagning.", ["terms-leaves-out"]),
        ("Provtagningar och annat.", []),
        ("Ring för Hembesök.", ["terms-unoffered"]),
        ("Provtagning, vaccination, läkarbesök akut och hembesök", ["terms-unoffered"]),
        ("- Provtagning\n- Läkarbesök akut\n- Vaccination\n- Röntgen", ["terms-unknown-item"]),
        ("- Ta med legitimation\n- Kom i tid", []),
    ],
)
def test_the_text_agrees_with_the_times_that_are_offered_r113(
    concerns: str, expected: list[str]
) -> None:
    terms = replace(SOUND, concerns=concerns)
    assert rules_of(terms, BOOK, OFFERED, others=("Hembesök", "Läkarbesök", *OFFERED)) == expected


def test_the_warnings_name_what_is_meant_r113() -> None:
    terms = replace(SOUND, concerns="Bara provtagning och hembesök.")
    found = {one.rule: one for one in review(BOOK, terms, OFFERED, ("Hembesök",))}
    assert found["terms-leaves-out"].text == (
        "Texten nämner en del av det som går att boka, men inte ”Läkarbesök akut” och"
        " ”Vaccination”."
    )
    assert "”Hembesök”" in found["terms-unoffered"].text
    assert {one.source for one in found.values()} == {"[002] R113"}


def test_a_name_inside_a_longer_one_is_not_named() -> None:
    assert mentioned("Läkarbesök akut", ("Läkarbesök", "Läkarbesök akut"))[0] == (
        "Läkarbesök akut",
    )
    assert mentioned("gå (på) [/] prov", ("[/] prov", "på"))[0] == ("[/] prov",)


def test_changing_is_not_asked_to_name_every_type_r113() -> None:
    terms = replace(SOUND, clinic="Provtagning kan du avboka, men inte hembesök.")
    assert rules_of(terms, CHANGE, OFFERED, others=("Hembesök",)) == ["terms-unoffered"]
    assert rules_of(terms, REQUEST, (), others=("Hembesök",)) == []


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("conditions", "", ["terms-empty"]),
        ("clinic", "", ["terms-skipped"]),
        ("clinic", "x" * (SHOWN + 1), ["terms-folded"]),
        ("clinic", "x" * 601, ["terms-long"]),
        ("conditions", "x" * 601, ["terms-long"]),
        ("to_care", "x" * HELP_BOUND, []),
        ("to_care", "x" * (HELP_BOUND + 1), ["terms-help"]),
        ("to_care", f"**{'x' * HELP_BOUND}**", []),
        ("concerns", "Boka en tidstyp hos ssk.", ["terms-word", "terms-word"]),
        ("concerns", "Boka en tidstyp eller Tidstyp.", ["terms-word"]),
        ("concerns", "Fråga om XYZQ", ["terms-word"]),
        ("concerns", "OBS: AVBOKA i tid. EKG och SMS.", []),
    ],
)
def test_a_careful_colleague_says_what_to_look_over_r111_r113(
    part: str, text: str, expected: list[str]
) -> None:
    assert rules_of(replace(SOUND, **{part: text})) == expected


def test_changing_has_no_bokningen_avser_so_nothing_is_said_of_it_b4() -> None:
    assert parts(BOOK) == tuple(PART_LABELS) == tuple(one.name for one in fields(Terms))
    assert parts(CHANGE) == ("clinic", "to_care", "conditions")
    assert rules_of(replace(SOUND, concerns="x" * 900), CHANGE) == []


# --- Standardvillkor ------------------------------------------------------------------------------

NAMES = ("Provtagning", "Telefontid sköterska", "Läkare återbesök")


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.system)
@pytest.mark.parametrize("names", [(), NAMES, tuple(f"Typ nummer {n}" for n in range(40))])
def test_the_ready_made_text_has_nothing_to_look_over_r113(
    policy: Policy, kind: CaseKind, names: tuple[str, ...]
) -> None:
    made = standard(kind, policy, names, policy.case_names[CHANGE])
    assert review(kind, made, names, (*names, "Hembesök")) == ()
    assert must_be_ticked(made)
    assert not goes_straight_on(made)
    assert length(made.clinic) <= SHOWN
    assert all(len(getattr(made, part)) <= TEXT_BOUND for part in PART_LABELS)


def text_of(system: JournalSystem, kind: CaseKind, names: tuple[str, ...] = NAMES) -> str:
    policy = POLICIES[system]
    made = standard(kind, policy, names, policy.case_names[CHANGE])
    return "\n".join((made.clinic, made.concerns, made.to_care, made.conditions))


@pytest.mark.parametrize(
    ("system", "says"),
    [
        (JournalSystem.ASYNJA, "kan du få betala"),
        (JournalSystem.PMO, "mer än 24 timmar kvar"),
        (JournalSystem.PASIS, "fram till 24 timmar före"),
        (JournalSystem.STANDALONE, "kan du få betala"),
    ],
)
def test_it_says_what_the_system_does_with_late_changes_r132(
    system: JournalSystem, says: str
) -> None:
    for kind in (BOOK, CHANGE):
        assert says in text_of(system, kind)
        assert ("betala" in text_of(system, kind)) == (not POLICIES[system].late_blocks)


@pytest.mark.parametrize("system", JournalSystem)
def test_who_rebooks_is_not_asked_why_one_cancels_r64_r117(system: JournalSystem) -> None:
    policy = POLICIES[system]
    made = standard(CHANGE, policy, NAMES, policy.case_names[CHANGE])
    assert made.to_care.endswith("varför du av- eller ombokar.")
    assert made.to_care.startswith("Skriv gärna") is not policy.reason_required
    found = review(CHANGE, replace(made, to_care="Skriv varför du **avbokar**."), NAMES, NAMES)
    assert [one.rule for one in found] == ["terms-cancel-only"]


def test_it_says_what_a_rebooking_can_be_r17_r65_r81() -> None:
    assert "lika lång" in text_of(JournalSystem.PMO, CHANGE)
    assert "lika lång" not in text_of(JournalSystem.ASYNJA, CHANGE)
    assert "tidigast i morgon" in text_of(JournalSystem.PASIS, CHANGE)
    assert "Skriv varför" in text_of(JournalSystem.PMO, CHANGE)


def test_it_limits_by_text_what_the_system_does_not_limit_r133_r134() -> None:
    said = text_of(JournalSystem.PMO, BOOK)
    assert "redan har kontakt" in said
    assert "klockslaget är ungefärligt" in said
    assert "numret vi ska ringa" in said
    assert "ungefärligt" not in text_of(JournalSystem.PMO, BOOK, ("Provtagning",))


def test_it_names_the_types_while_they_are_few_and_points_to_changing_r113_r132() -> None:
    assert "- Provtagning\n- Telefontid sköterska" in text_of(JournalSystem.PMO, BOOK)
    many = tuple(f"Typ {n}" for n in range(MOST_NAMED + 1))
    assert "Typ 1" not in text_of(JournalSystem.PMO, BOOK, many)
    assert "**Bokade tider, av- och omboka**" in text_of(JournalSystem.PMO, BOOK)
    alone = standard(BOOK, POLICIES[JournalSystem.PMO], NAMES)
    assert "ringer du mottagningen" in alone.conditions
    assert "omboka" not in alone.conditions


def test_asking_for_a_time_is_not_booking_one_r125_r126() -> None:
    assert "ingen bokad tid förrän" in text_of(JournalSystem.PASIS, REQUEST)
