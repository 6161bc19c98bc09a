"""Deeds on what a unit is set up with: types, resources, ärendetyper, its connection."""

from dataclasses import replace
from typing import Any, Final

from db.errors import NotFound
from db.rules.names.time_types import hide, unhide
from db.rules.names.type_columns import WEB_TICKS
from db.setup import case_types, clinics, publishing, resources, time_types
from db.training.deeds.values import Deed, Doer, Told
from db.values import Actor, Resource, Role, Terms, TimeType
from db.worlds.form import CASES, TABLES, TERM_PARTS, TYPE_FIELDS, Key, choice, flag, text
from db.worlds.unit import IT

_NAME: Final = Key(text(empty=False))
_SOME: Final = Key(text(), "")
_REGION: Final = Actor(Role.REGIONAL_ADMIN)
_UNIT_ADMIN: Final = Actor(Role.UNIT_ADMIN)
_WEB: Final = ("bookable", *WEB_TICKS)


def _save_type(doer: Doer, told: Told) -> None:
    """Make a type, or change one; Dölj clears the web ticks, as in the grid (R20)."""
    try:
        stored = doer.time_type(told["tidstyp"])
    except NotFound:
        stored = TimeType(name=told["tidstyp"])
    edited = stored
    if told["nytt_namn"]:
        edited = replace(edited, name=told["nytt_namn"])
    wanted: dict[str, Any] = dict.fromkeys(_WEB, told["webb"]) if "webb" in told.given else {}
    wanted |= {TYPE_FIELDS[key]: told[key] for key in TYPE_FIELDS if key in told.given}
    hidden = wanted.pop("hidden", edited.hidden)
    if hidden != edited.hidden:
        edited = hide(edited) if hidden else unhide(edited)
    edited = replace(edited, **wanted)
    if "farg" in told.given:
        edited = replace(edited, colour=told["farg"])
    time_types.save(doer.book, IT, doer.clinic.id, (edited,), at_once=told["publicera"])


def _clear(doer: Doer, told: Told) -> None:
    stored = doer.time_type(told["rensa"])
    assert stored.id is not None  # it is stored
    time_types.clear(doer.book, IT, doer.clinic.id, stored.id, seen=stored)


def _publish(doer: Doer, told: Told) -> None:
    which = doer.type_id(told["publicera"]) if told["publicera"] else None
    publishing.publish_now(doer.book, IT, doer.clinic.id, which)


def _save_resource(doer: Doer, told: Told) -> None:
    try:
        stored = doer.resource(told["resurs"])
    except NotFound:
        stored = Resource(None, told["resurs"])
    fields = {
        "nytt_namn": "name", "slag": "kind", "yrkeskategori": "profession",
        "giltig_fran": "valid_from", "giltig_till": "valid_to",
    }  # fmt: skip
    changes = {field: told[key] for key, field in fields.items() if key in told.given}
    if told["alltid_giltig"]:
        changes |= {"valid_from": None, "valid_to": None}
    resources.save(doer.book, IT, doer.clinic.id, (replace(stored, **changes),))


def _save_case(doer: Doer, told: Told) -> None:
    clinic, kind = doer.clinic.id, told["arendetyp"]
    with doer.book.read() as reader:
        stored = case_types.load(reader, clinic, kind)
    if stored is None:
        stored = case_types.put_up(doer.book, _REGION, clinic, kind)
    edited = stored
    if told["aktiv"] is not None:
        edited = replace(edited, active=told["aktiv"])
    if told["begransad"] is not None:
        edited = replace(edited, limited=told["begransad"])
    had = (stored.terms.clinic, stored.terms.concerns, stored.terms.to_care,
           stored.terms.conditions)  # fmt: skip
    parts = [
        told[part] if part in told.given else has for part, has in zip(TERM_PARTS, had, strict=True)
    ]
    edited = replace(edited, terms=Terms(*parts))
    inside = (doer.patient(told["urvalet"]).id,) if told["urvalet"] else ()
    outside = (doer.patient(told["ur_urvalet"]).id,) if told["ur_urvalet"] else ()
    case_types.save(
        doer.book, _UNIT_ADMIN, clinic, edited, seen=stored, include=inside, exclude=outside
    )


def _save_unit(doer: Doer, told: Told) -> None:
    asked = (("ansluten", "connected"), ("ombud_ombokar", "agent_rebooks"))
    changes = {field: told[key] for key, field in asked if told[key] is not None}
    clinics.save(doer.book, IT, replace(doer.clinic, **changes))


_OWN: Final = {key: one for key, one in TABLES["tidstyp"].items() if key in TYPE_FIELDS}

DEEDS: Final = {
    "tidstyp": Deed(
        {
            "tidstyp": _NAME, "nytt_namn": _SOME, "webb": Key(flag, None), **_OWN,
            "farg": TABLES["tidstyp"]["farg"], "publicera": Key(flag, False),
        },
        _save_type,
    ),
    "rensa": Deed({"rensa": _NAME}, _clear),
    "publicera": Deed({"publicera": Key(text())}, _publish),
    "resurs": Deed(
        {
            "resurs": _NAME, "nytt_namn": _SOME, "alltid_giltig": Key(flag, False),
            **{key: one for key, one in TABLES["resurs"].items() if key not in ("enhet", "namn")},
        },
        _save_resource,
    ),
    "arendetyp": Deed(
        {
            "arendetyp": Key(choice(CASES)), "aktiv": Key(flag, None),
            "begransad": Key(flag, None), "urvalet": _SOME, "ur_urvalet": _SOME,
            **dict.fromkeys(TERM_PARTS, Key(text(2000, lines=True), "")),
        },
        _save_case,
    ),
    "enhet": Deed(
        {"enhet": Key(text()), "ansluten": Key(flag, None), "ombud_ombokar": Key(flag, None)},
        _save_unit,
    ),
}  # fmt: skip
