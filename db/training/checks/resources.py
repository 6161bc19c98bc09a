"""Checks on resurser: their names, kinds and validity."""

from typing import Final

from db.rules.local_time import day_text
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import missing, quoted, same_text
from db.values import ResourceKind
from db.worlds.form import TABLES, Key, flag, text

_KINDS: Final = {ResourceKind.POSITION: "Befattning", ResourceKind.PERSON: "Person"}
_FIELDS: Final = {
    "slag": ("kind", "Resurstyp"), "yrkeskategori": ("profession", "Yrkeskategori"),
    "giltig_fran": ("valid_from", "Giltig från"), "giltig_till": ("valid_to", "Giltig till"),
}  # fmt: skip


def _resource(case: Case, demand: Demand) -> Outcome:
    name = demand["resurs"]
    stored = case.resource(name)
    if not demand["finns"]:
        remark = f"Resursen {name} finns kvar med det namnet."
        return DONE if stored is None else Outcome(False, f"Resurser: {name}", remark)
    if stored is None:
        known = (one.name for one in case.resources.values())
        act = f"Skriv ”{name}” i Resursnamn."
        return Outcome(False, "Resurser", missing("en resurs", name, known), act)
    for key, (field, label) in _FIELDS.items():
        has, wanted = getattr(stored, field), demand[key]
        if key in demand.given and has != wanted and not _same(has, wanted):
            said, meant = _shown(has), _shown(wanted)
            remark = f"{label} för {stored.name} är {said}, inte {meant}."
            act = f"Ändra {label} för {stored.name} till {meant}."
            return Outcome(False, f"Resurser: {stored.name}, {label}", remark, act)
    return DONE


def _same(has: object, wanted: object) -> bool:
    return isinstance(has, str) and isinstance(wanted, str) and same_text(has, wanted)


def _shown(value: object) -> str:
    if isinstance(value, ResourceKind):
        return _KINDS[value]
    if isinstance(value, int):
        return day_text(value)
    return "tomt" if value is None else quoted(str(value))


_OWN: Final = {key: TABLES["resurs"][key] for key in _FIELDS}

SUBJECTS: Final = {
    "resurs": Subject(
        {"resurs": Key(text(empty=False)), "finns": Key(flag, True), **_OWN}, _resource
    ),
}
