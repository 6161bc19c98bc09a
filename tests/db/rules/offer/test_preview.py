"""What changes for the citizen between two states of what 1177 knows (R4, R9, R14, R20-R24)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.offer.preview import Difference, difference, is_chosen_from
from db.values import WebFace
from tests.effort import effort

DOCTOR = WebFace(1, ".Läkarbesök", "Bedömning av nya besvär", True, True, True, False, "")
TESTS = WebFace(2, ".Provtagning", "Prov", True, True, True, False, "")
NOTHING = Difference((), (), ())


def test_r4_r9_r14_r20_what_citizens_choose_from() -> None:
    assert is_chosen_from(DOCTOR)
    for face in (
        DOCTOR._replace(offered=False),
        DOCTOR._replace(hidden=True),
        DOCTOR._replace(name=""),
        DOCTOR._replace(web_name=""),
        DOCTOR._replace(name="Ombud-Vårdguiden på telefon"),
    ):
        assert not is_chosen_from(face)


def test_r20_a_hidden_type_leaves() -> None:
    hidden = DOCTOR._replace(hidden=True, offered=False)
    assert difference([DOCTOR, TESTS], [hidden, TESTS]).leaving == ("Bedömning av nya besvär",)


@pytest.mark.parametrize(
    "after", [DOCTOR._replace(offered=False), DOCTOR._replace(name="", web_name="")]
)
def test_r14_r24_an_unticked_or_cleared_type_leaves(after: WebFace) -> None:
    assert difference([DOCTOR], [after]).leaving == (DOCTOR.web_name,)


def test_r9_a_new_name_renames() -> None:
    assert difference([DOCTOR, TESTS], [DOCTOR._replace(web_name="Läkare"), TESTS]) == Difference(
        (), (), (("Bedömning av nya besvär", "Läkare"),)
    )


def test_r12_the_inner_name_and_the_text_change_nothing_in_the_list() -> None:
    assert difference([DOCTOR], [DOCTOR._replace(name="Annat", web_info="Fasta")]) == NOTHING


def test_a_new_type_comes() -> None:
    assert difference([TESTS], [DOCTOR, TESTS]).coming == (DOCTOR.web_name,)


def test_r4_an_ombud_type_never_comes_nor_leaves() -> None:
    agent = DOCTOR._replace(name="Ombud jour")
    assert difference([], [agent]) == difference([agent], []) == NOTHING
    assert difference([DOCTOR], [agent]).leaving == (DOCTOR.web_name,)


def test_a_name_that_another_type_keeps_does_not_leave() -> None:
    same = TESTS._replace(web_name=DOCTOR.web_name)
    assert difference([DOCTOR, same], [same]) == NOTHING
    assert difference([same], [DOCTOR, same]) == NOTHING


def test_names_are_in_alphabetical_order() -> None:
    made = [DOCTOR._replace(time_type=n, web_name=name) for n, name in enumerate("bAc")]
    assert difference([], made).coming == ("A", "b", "c")


_faces = st.lists(
    st.builds(
        WebFace,
        time_type=st.integers(1, 5),
        name=st.sampled_from(["", "A", "Ombud"]),
        web_name=st.sampled_from(["", "x", "y", "z"]),
        offered=st.booleans(),
        cancellable=st.booleans(),
        rebookable=st.booleans(),
        hidden=st.booleans(),
        web_info=st.just(""),
    ),
    unique_by=lambda face: face.time_type,
)


@settings(max_examples=effort(30, 2000))
@given(_faces, _faces)
def test_every_difference_is_told(before: list[WebFace], after: list[WebFace]) -> None:
    had = {face.web_name for face in before if is_chosen_from(face)}
    gets = {face.web_name for face in after if is_chosen_from(face)}
    coming, leaving, renamed = difference(before, after)
    assert {*coming} | {new for _, new in renamed} >= gets - had
    assert {*leaving} | {old for old, _ in renamed} >= had - gets
    assert {*coming} <= gets - had
    assert {*leaving} <= had - gets
    assert all(old in had and new in gets and old != new for old, new in renamed)
    assert difference(before, before) == NOTHING
