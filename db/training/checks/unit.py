"""Checks on the unit: its ärendetyper and their terms, its connection, the book's clock."""

from typing import Any, Final

from db.rules.local_time import instant_text
from db.setup import case_types
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import quoted, same_text
from db.values import CaseType
from db.worlds.form import CASES, TERM_PARTS, Key, choice, flag, moment, text

_TOOL: Final = "1177:s personalverktyg"
_PART_LABELS: Final = {
    "mottagningen": "Mottagningens text", "bokningen_avser": "Bokningen avser",
    "till_varden": "Information till vården", "villkor": "Villkor",
}  # fmt: skip


def _case_type(case: Case, demand: Demand) -> Outcome:
    stored = case_types.load(case.reader, case.clinic.id, demand["arendetyp"])
    usual = case.policy.case_names[demand["arendetyp"]]
    if not demand["finns"]:
        remark = f"Ärendetypen {usual} är upplagd."
        return DONE if stored is None else Outcome(False, _TOOL, remark)
    if stored is None:
        act = f"Lägg upp ärendetypen {usual}."
        return Outcome(False, _TOOL, f"Ärendetypen {usual} är inte upplagd.", act)
    return _ticks(stored, demand) or _texts(stored, demand) or _member(case, stored, demand)


def _ticks(stored: CaseType, demand: Demand) -> Outcome | None:
    name = stored.name
    if demand["aktiv"] is not None and stored.active != demand["aktiv"]:
        state = "är aktiv" if stored.active else "är inte aktiverad"
        act = f"{'Aktivera' if demand['aktiv'] else 'Inaktivera'} {name}."
        return Outcome(False, f"{_TOOL}: {name}", f"Ärendetypen {name} {state}.", act)
    if demand["begransad"] is not None and stored.limited != demand["begransad"]:
        state = "gäller bara urvalet" if stored.limited else "gäller alla invånare"
        return Outcome(False, f"{_TOOL}: {name}", f"Ärendetypen {name} {state}.")
    return None


def _texts(stored: CaseType, demand: Demand) -> Outcome | None:
    parts = (
        stored.terms.clinic, stored.terms.concerns, stored.terms.to_care, stored.terms.conditions
    )  # fmt: skip
    for key, has in zip(TERM_PARTS, parts, strict=True):
        wanted = demand[key]
        if key not in demand.given or same_text(has, wanted):
            continue
        if not (wanted and wanted.casefold() in has.casefold()):
            remark = f"{_PART_LABELS[key]} i {stored.name} säger inte {quoted(wanted)}."
            return Outcome(False, f"{_TOOL}: {stored.name}", remark)
    return None


def _member(case: Case, stored: CaseType, demand: Demand) -> Outcome:
    if not demand["urvalet"]:
        return DONE
    person = case.patient(demand["urvalet"])
    inside = person is not None and case_types.in_audience(
        case.reader, stored, case.clinic.id, person.id
    )
    remark = f"{demand['urvalet']} är inte med i urvalet."
    return DONE if inside else Outcome(False, f"{_TOOL}: {stored.name}", remark)


def _unit(case: Case, demand: Demand) -> Outcome:
    asked: tuple[tuple[str, Any, str], ...] = (
        ("ansluten", case.clinic.connected, "ansluten till 1177"),
        ("ombud_ombokar", case.clinic.agent_rebooks, "öppen för att ombud ombokar"),
    )
    for key, has, what in asked:
        if demand[key] is not None and has != demand[key]:
            remark = f"{case.clinic.name} är {'' if has else 'inte '}{what}."
            return Outcome(False, "Enhetens inställningar", remark)
    return DONE


def _clock(case: Case, demand: Demand) -> Outcome:
    """That the book's clock has come to a moment."""
    now, wanted = case.clock.now, demand["klocka"]
    if now >= wanted:
        return DONE
    remark = f"Bokens klocka är {instant_text(now)}, före {instant_text(wanted)}."
    return Outcome(False, "Klockan", remark, f"Ställ klockan till {instant_text(wanted)}.")


SUBJECTS: Final = {
    "arendetyp": Subject(
        {
            "arendetyp": Key(choice(CASES)), "finns": Key(flag, True),
            "aktiv": Key(flag, None), "begransad": Key(flag, None), "urvalet": Key(text(), ""),
            **dict.fromkeys(TERM_PARTS, Key(text(2000, lines=True), "")),
        },
        _case_type,
    ),
    "enhet": Subject(
        {"enhet": Key(text()), "ansluten": Key(flag, None), "ombud_ombokar": Key(flag, None)},
        _unit,
    ),
    "klocka": Subject({"klocka": Key(moment)}, _clock),
}  # fmt: skip
