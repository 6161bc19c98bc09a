"""What stands before every time: connection, ärendetyp and audience."""

from dataclasses import replace

import pytest

from db.rules.offer.clinic_rules import CHANGE_ACTIVE, Gate, gate
from tests.db.rules.cases import BOOK, CHANGE, CLINIC, SHOWN, gated, names, said_no

OPEN = Gate(CLINIC, BOOK, in_audience=True)
AWAY = replace(CLINIC, connected=False)
OFF = replace(BOOK, active=False)
FEW = replace(BOOK, limited=True)


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        pytest.param(OPEN, [], id="open"),
        pytest.param(replace(OPEN, clinic=AWAY), ["clinic-connected"], id="R56"),
        pytest.param(replace(OPEN, case_type=OFF), ["case-type-active"], id="R108-not-active"),
        pytest.param(replace(OPEN, case_type=None), ["case-type-active"], id="R107-not-put-up"),
        pytest.param(replace(OPEN, case_type=FEW), [], id="R115-inside"),
        pytest.param(Gate(CLINIC, FEW, in_audience=False), ["audience"], id="R115-outside"),
        pytest.param(Gate(CLINIC, BOOK, in_audience=False), [], id="R115-for-all"),
        pytest.param(
            Gate(AWAY, replace(FEW, active=False), in_audience=False),
            ["clinic-connected", "case-type-active", "audience"],
            id="all-three",
        ),
    ],
)
def test_gate(case: Gate, refused: list[str]) -> None:
    decision = gate(case)
    assert said_no(decision) == refused
    assert names(decision) == ["clinic-connected", "case-type-active", "audience"]
    assert all(verdict.text and verdict.source for verdict in decision)


def test_the_sentences_name_what_they_speak_of() -> None:
    connected, active, audience = gate(OPEN)
    assert connected.text == "Primus MVK VC Test är ansluten till 1177."
    assert active.text == "Ärendetypen Boka tid direkt är aktiverad."
    assert audience.text == "Ärendetypen gäller för alla invånare."
    assert gate(replace(OPEN, case_type=FEW))[2].text == (
        "Ärendetypen gäller för ett begränsat urval, där invånaren ingår."
    )
    assert gate(replace(OPEN, case_type=None))[1].text == (
        "Ärendetypen för att boka tid är inte upplagd."
    )


@pytest.mark.parametrize(
    ("active", "words"), [(True, "är aktiverad"), (False, "är inte aktiverad")]
)
def test_seeing_and_changing_has_an_arendetyp_of_its_own(active: bool, words: str) -> None:
    """R98, R108."""
    verdict = CHANGE_ACTIVE.verdict(gated(SHOWN, case_type=replace(CHANGE, active=active)))
    assert verdict.passed is active
    assert words in verdict.text
    missing = CHANGE_ACTIVE.verdict(gated(SHOWN, case_type=None))
    assert missing.text == "Ärendetypen för att se, av- och omboka är inte upplagd."
