"""Names that citizens read (R4, R9, R11, R19, R25-R27, R111)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.names.agent_types import is_agent_type
from db.rules.names.naming import resource_name_warnings, web_info_warnings, web_name_warnings
from db.values import Fact, ResourceKind, Verdict


def rules(verdicts: tuple[Verdict, ...]) -> list[str]:
    return [verdict.rule.removeprefix("web-").removeprefix("name-") for verdict in verdicts]


def suggestions(verdicts: tuple[Verdict, ...]) -> list[Fact]:
    return [dict(verdict.facts).get("suggestion") for verdict in verdicts]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Distriktssköterskemottagning", [], id="A3-spelled-out"),
        pytest.param("Florence", [], id="A3-Florence"),
        pytest.param("Johan Frisk", [], id="A3-Johan-Frisk"),
        pytest.param("Vaccination", [], id="A3-Vaccination"),
        pytest.param("DSK rum 3", ["abbreviation", "room"], id="R26-R27-DSK-rum-3"),
        pytest.param("ssk", ["abbreviation"], id="R26-small-letters"),
        pytest.param("USK", ["abbreviation"], id="R26-USK"),
        pytest.param("BVC", ["abbreviation"], id="R26-BVC"),
        pytest.param("MVK VC Test", ["abbreviation"], id="R26-MVK-VC"),
        pytest.param("Läk. Berg", ["abbreviation"], id="R26-cut-word"),
        pytest.param("SSK-mottagning", ["abbreviation"], id="R26-in-a-compound"),
        pytest.param("Atle Ftorp", [], id="R26-inside-a-word"),
        pytest.param("rum 3", ["room"], id="R27-rum-3"),
        pytest.param("Rum B", ["room"], id="R27-Rum-B"),
        pytest.param("Rum3", ["room"], id="R27-joined"),
        pytest.param("behandlingsrum 2", ["room"], id="R27-behandlingsrum"),
        pytest.param("Behandlingsrummet", ["room"], id="R27-definite"),
        pytest.param("Sal 4", ["room"], id="R27-sal"),
        pytest.param("Lokal vård", [], id="R27-lokal-is-an-adjective"),
        pytest.param("Traumacentrum 2", [], id="R27-centrum-is-no-room"),
        pytest.param("Rumstempererad", [], id="R27-rum-inside-a-word"),
        pytest.param("stafettläkare", ["hired"], id="R27-stafettläkare"),
        pytest.param("stafetläkare", ["hired"], id="R27-as-printed"),
        pytest.param("bemanningspersonal", ["hired"], id="R27-bemanningspersonal"),
        pytest.param("bemanningpersonal", ["hired"], id="R27-bemanning-as-printed"),
        pytest.param("Stafettläkare rum 2", ["room", "hired"], id="R27-both"),
        pytest.param("12", ["readable"], id="R25-digits"),
        pytest.param("--- 3", ["readable"], id="R25-signs"),
        pytest.param("B", ["readable"], id="R25-one-letter"),
        pytest.param("B 2", ["readable"], id="R25-one-letter-and-digit"),
        pytest.param("XKZ", ["readable"], id="R25-unknown-capitals"),
        pytest.param("Mottagning XKZ", ["readable"], id="R25-unknown-capitals-in-a-name"),
        pytest.param("KBT-mottagning", [], id="R25-familiar-capitals"),
        pytest.param("  ", [], id="empty"),
    ],
)
def test_resource_names(name: str, expected: list[str]) -> None:
    found = resource_name_warnings(name, ResourceKind.POSITION)
    assert rules(found) == expected
    assert all(verdict.rule.startswith("name-") and not verdict.passed for verdict in found)


@pytest.mark.parametrize("name", ["DSK rum 3", "B", "stafettläkare"])
def test_only_befattning_names_are_looked_at(name: str) -> None:
    """R25: the citizen reads Resursnamn when the type is Befattning."""
    assert resource_name_warnings(name, ResourceKind.PERSON) == ()


@pytest.mark.parametrize(
    ("name", "better"),
    [
        pytest.param("DSK rum 3", "Distriktssköterska", id="R26-R27-DSK"),
        pytest.param("Stafett-DSK (rum 3)", "Distriktssköterska", id="R26-R27-all-at-once"),
        pytest.param("DSK i rum 3", "Distriktssköterska", id="R27-what-leads-to-the-room"),
        pytest.param("Stafettläkare rum 2", "Läkare", id="R27-hired-and-room"),
        pytest.param("SSK stafett", None, id="R27-no-way-out"),
        pytest.param("VC bemanningspersonal", None, id="R27-spelled-out-and-still-hired"),
        pytest.param("rum 3", None, id="R27-nothing-else"),
        pytest.param("DSK/MVK", "Distriktssköterska/MVK", id="R26-half-the-way"),
        pytest.param("DSK", "Distriktssköterska", id="R26-alone"),
        pytest.param("Psykisk hälsa AT", "Psykisk hälsa arbetsterapeut", id="A3-AT"),
        pytest.param("Psykisk hälsa FT", "Psykisk hälsa fysioterapeut", id="A3-FT"),
        pytest.param("AT-läkare", "Läkare under allmäntjänstgöring", id="AT-is-not-always-A3"),
        pytest.param("Läk. Berg", "Läkare Berg", id="R26-with-its-dot"),
        pytest.param("DSK/SSK", "Distriktssköterska/sjuksköterska", id="R26-two"),
        pytest.param("MVK", None, id="R26-not-sure"),
        pytest.param("Stafettläkare Ek", "Läkare Ek", id="R27-stafett"),
        pytest.param("Vår bemanningssköterska", "Vår sköterska", id="R27-bemanning"),
        pytest.param("bemanningspersonal", None, id="R27-no-profession"),
    ],
)
def test_suggested_resource_names(name: str, better: str | None) -> None:
    first, *_ = resource_name_warnings(name, ResourceKind.POSITION)
    assert suggestions((first,)) == [better]
    assert better is None or better in first.text


@given(
    st.lists(
        st.sampled_from(
            ["DSK", "SSK", "Läk.", "stafett", "Stafettläkare", "bemanningsköterska", "hyrläkare",
             "rum 3", "Sal B", "(rum 2)", "Behandlingsrum", "Ek", "i", "/", "-", "VC", "MVK"]
        ),
        min_size=1, max_size=5,
    ),
    st.sampled_from([" ", "-", ""]),
)  # fmt: skip
def test_no_suggested_name_breaks_r27_or_can_be_bettered(parts: list[str], glue: str) -> None:
    """What F4 writes is what no further F4 would change."""
    for found in resource_name_warnings(glue.join(parts), ResourceKind.POSITION):
        better = dict(found.facts).get("suggestion")
        if better is not None:
            again = resource_name_warnings(str(better), ResourceKind.POSITION)
            assert not {"name-room", "name-hired"} & {one.rule for one in again}
            assert suggestions(again) == [None] * len(again)
            assert f"Förslag: ”{better}”." in found.text


@pytest.mark.parametrize(
    "name",
    [
        "Arbetsterapeut första besök",
        "Graviditetsrelaterade besvär",
        "Praktiskt besök",
        "Övriga besök",
        "Psykisk hälsa arbetsterapeut",
        "Psykisk hälsa fysioterapeut",
        "Här kan du boka tid för prov",
        "Bedömning av nya besvär",
        "Antikroppstest Covid 19",
        "Såromläggning",
        "",
    ],
)
def test_the_guides_own_web_names_are_fine(name: str) -> None:
    """R9, with the names of GUIDES.md A3."""
    assert web_name_warnings(name) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "AT första besök webb",
            {
                "abbreviation": "Arbetsterapeut första besök webb",
                "internal": "AT första besök",
            },
            id="R26-R9-internal-name",
        ),
        pytest.param("Provtagning 1177", {"internal": "Provtagning"}, id="R111-suffix-1177"),
        pytest.param("Provtagning1177", {"internal": "Provtagning"}, id="R111-joined-1177"),
        pytest.param("Övriga besök (webb)", {"internal": "Övriga besök"}, id="R9-in-brackets"),
        pytest.param("webb", {"internal": None}, id="R9-nothing-else"),
        pytest.param("Spindelwebb", {}, id="R9-webb-inside-a-word"),
        pytest.param("Webbmöte", {}, id="R9-webb-first"),
        pytest.param(".Läkarbesök", {"dot": "Läkarbesök"}, id="A3-dot"),
        pytest.param("Besök 30 min", {"minutes": "Besök"}, id="R19-min"),
        pytest.param("Besök (45 minuter)", {"minutes": "Besök"}, id="R19-minuter"),
        pytest.param("Besök 1,5 tim", {"minutes": "Besök"}, id="R19-tim"),
        pytest.param("30 min", {"minutes": None}, id="R19-nothing-else"),
        pytest.param("Blodtryck 24 h", {}, id="R19-a-day-is-no-visit"),
        pytest.param("Läkarbesök 2 minnesmottagning", {}, id="R19-min-inside-a-word"),
        pytest.param("x" * 60, {}, id="R111-60-characters"),
        pytest.param("x" * 61, {"length": None}, id="R111-61-characters"),
    ],
)
def test_web_names(name: str, expected: dict[str, str | None]) -> None:
    found = web_name_warnings(name)
    assert dict(zip(rules(found), suggestions(found), strict=True)) == expected
    assert all(verdict.rule.startswith("web-name-") and not verdict.passed for verdict in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("Glöm ej ta med utskickat formulär till besöket", [], id="R11-example"),
        pytest.param("Kom i god tid", [], id="A5-example"),
        pytest.param("Kom kl. 8. Ta med legitimation.", [], id="R11-two-sentences"),
        pytest.param("Ring tel. 1177. Ta t.ex. Alvedon före.", [], id="R11-abbreviations"),
        pytest.param("Kom. Ät inget! Ta med leg.", ["info-sentences"], id="R11-three-sentences"),
        pytest.param("Kom\nÄt inget\nTa med leg", ["info-sentences"], id="R11-three-lines"),
        pytest.param("x" * 120, [], id="R11-120-characters"),
        pytest.param("x" * 121, ["info-length"], id="R11-121-characters"),
        pytest.param("Aj. Oj. " * 20, ["info-length", "info-sentences"], id="R11-both"),
    ],
)
def test_web_info(text: str, expected: list[str]) -> None:
    assert rules(web_info_warnings(text)) == expected


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        pytest.param("Ombud-Vårdguiden på telefon", True, id="R7-the-guides"),
        pytest.param("Ombudsbokning", True, id="R4-compound"),
        pytest.param("OMBUD", True, id="R4-capitals"),
        pytest.param("Akut ombud", True, id="R4-second-word"),
        pytest.param("Akut-ombud", True, id="R4-after-a-hyphen"),
        pytest.param("Akut_ombud", True, id="R4-after-an-underscore"),
        pytest.param("Kommunombud", True, id="R4-last-in-a-word"),
        pytest.param("SJUKOMBUDET", True, id="R4-inside-a-word"),
        pytest.param("Ombyggnad", False, id="R4-another-word"),
        pytest.param("", False, id="empty"),
    ],
)
def test_agent_types(name: str, agent: bool) -> None:
    assert is_agent_type(name) is agent


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    found = (
        *resource_name_warnings(text, ResourceKind.POSITION),
        *web_name_warnings(text),
        *web_info_warnings(text),
    )
    assert all(verdict.text and verdict.source and not verdict.passed for verdict in found)
    is_agent_type(text)


@given(
    st.lists(
        st.sampled_from(["DSK", "rum 3", "besök", "webb", "30 min", ".", "Läk.", "1177", "AT"]),
        min_size=1,
        max_size=5,
    )
)
def test_a_suggestion_puts_its_own_warning_right(words: list[str]) -> None:
    name = " ".join(words)
    for verdict in resource_name_warnings(name, ResourceKind.POSITION):
        better = dict(verdict.facts).get("suggestion")
        if isinstance(better, str):
            again = resource_name_warnings(better, ResourceKind.POSITION)
            assert verdict.rule not in {later.rule for later in again}
