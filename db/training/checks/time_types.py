"""Checks on tidstyper: as the book has them, cleared ones, and as 1177 knows them."""

from typing import Any, Final

from db.rules.names.type_columns import COLUMNS, WEB_TICKS
from db.texts import COLOURS
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import missing, quoted, same_text, tick_act, tick_text
from db.values import TimeType, WebFace
from db.worlds.form import TABLES, TYPE_FIELDS, Key, flag, text

_NAME: Final = Key(text(empty=False))
_OWN: Final = {key: one for key, one in TABLES["tidstyp"].items() if key in TYPE_FIELDS}
_ALL: Final = ("bookable", *WEB_TICKS)
"""The ticks that ``webb`` stands for."""


def _wanted(demand: Demand) -> dict[str, Any]:
    """The fields that are asked, with what they are to be."""
    wanted = {TYPE_FIELDS[key]: demand[key] for key in TYPE_FIELDS if key in demand.given}
    if "webb" in demand.given:
        wanted = {**dict.fromkeys(_ALL, demand["webb"]), **wanted}
    if "farg" in demand.given:
        wanted["colour"] = demand["farg"]
    return wanted


def _differs(field: str, has: Any, wanted: Any) -> bool:  # noqa: ANN401 - any field
    return not same_text(has, wanted) if isinstance(wanted, str) else has != wanted


def _field(name: str, field: str, has: Any, wanted: Any) -> Outcome:  # noqa: ANN401 - any field
    label = "Färg" if field == "colour" else COLUMNS[field].label
    where = f"Tidstyper: {name}, {label}"
    if isinstance(wanted, bool):
        act = tick_act(label, name, wanted=wanted)
        return Outcome(False, where, tick_text(label, name, is_on=bool(has)), act)
    if field == "colour":
        has, wanted = COLOURS[has], COLOURS[wanted]
    remark = f"{label} på {name} är {quoted(has)}, inte {quoted(wanted)}."
    return Outcome(False, where, remark, f"Skriv {quoted(wanted)} i {label} på {name}.")


def _type(case: Case, demand: Demand) -> Outcome:
    name = demand["tidstyp"]
    stored = case.time_type(name)
    if not demand["finns"]:
        return DONE if stored is None else _still_there(name)
    if stored is None:
        known = (one.name for one in case.types.values())
        act = f"Gör en tidstyp med Ny... och skriv ”{name}” i Namn i AsynjaVisph."
        return Outcome(False, "Tidstyper", missing("en tidstyp", name, known), act)
    for field, wanted in _wanted(demand).items():
        has = getattr(stored, field)
        if _differs(field, has, wanted):
            return _field(stored.name, field, has, wanted)
    return DONE


def _still_there(name: str) -> Outcome:
    remark = f"Tidstypen {name} finns kvar."
    return Outcome(False, f"Tidstyper: {name}", remark, f"Rensa {name}: namn, bockar och text.")


_CLEARED: Final = (
    "SELECT t.id, t.name, t.web_name || t.web_info <> '' OR t.bookable OR t.hide_in_checkout"
    " OR t.self_checkin OR t.web_bookable OR t.web_cancellable OR t.web_rebookable OR t.hidden"
    " FROM time_type_publication p JOIN time_type t ON t.id = p.time_type_id"
    " WHERE p.clinic_id = ? AND p.name = ? ORDER BY length(t.name) > 0 LIMIT 1"
)


def _cleared(case: Case, demand: Demand) -> Outcome:
    """A type that is cleared is one that 1177 once knew by that name, and whose row is empty."""
    name = demand["rensad"]
    row = case.reader.row(_CLEARED, (case.clinic.id, name))
    if case.time_type(name) is not None:
        return _still_there(name)
    if row is None or row[1]:
        said = f"Tidstypen {name} är inte rensad: raden heter nu ”{row[1]}”." if row else ""
        return Outcome(False, "Tidstyper", said or f"Det har inte funnits någon tidstyp {name}.")
    if row[2]:
        remark = f"Raden som hette {name} har bockar eller texter kvar."
        return Outcome(False, "Tidstyper", remark, "Ta bort samtliga bockar och texten.")
    return DONE


FACE: Final = {
    "web_name": "web_name", "web_info": "web_info", "web_bookable": "offered",
    "web_cancellable": "cancellable", "web_rebookable": "rebookable", "hidden": "hidden",
}  # fmt: skip
"""What 1177 calls the fields of a type."""


def _known(case: Case, demand: Demand) -> Outcome:
    """What 1177 has been told of a type by now."""
    name = demand["publicerad"]
    stored = case.time_type(name)
    if stored is None or stored.id is None:
        known = (one.name for one in case.types.values())
        return Outcome(False, "Tidstyper", missing("en tidstyp", name, known))
    face = case.faces.get(stored.id)
    if demand["som_i_boken"] and face != case.policy.face(stored):
        return _untold(case, stored)
    for field, wanted in _wanted(demand).items():
        has = getattr(face, FACE[field]) if face is not None else None
        if has is None or _differs(field, has, wanted):
            return _told_other(case, stored, face, field, wanted)
    return DONE


def _untold(case: Case, stored: TimeType) -> Outcome:
    remark = (
        f"1177 har inte fått veta hur {stored.name} är nu. Det dröjer {case.clinic.delay_min}"
        " minuter efter att den sparades."
    )
    return Outcome(False, f"Tidstyper: {stored.name}", remark, f"Publicera {stored.name} nu.")


def _told_other(
    case: Case, stored: TimeType, face: WebFace | None, field: str, wanted: Any  # noqa: ANN401
) -> Outcome:  # fmt: skip
    has = getattr(stored, field)
    if _differs(field, has, wanted):
        return _field(stored.name, field, has, wanted)
    return _untold(case, stored)


_TOLD_KEYS: Final = {key: one for key, one in _OWN.items() if TYPE_FIELDS[key] in FACE}

SUBJECTS: Final = {
    "tidstyp": Subject(
        {
            "tidstyp": _NAME, "finns": Key(flag, True), "webb": Key(flag, None), **_OWN,
            "farg": TABLES["tidstyp"]["farg"],
        },
        _type,
    ),
    "rensad": Subject({"rensad": _NAME}, _cleared),
    "publicerad": Subject(
        {"publicerad": _NAME, "som_i_boken": Key(flag, True), **_TOLD_KEYS}, _known
    ),
}  # fmt: skip
