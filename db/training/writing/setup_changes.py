"""What was changed of types, resources, ärendetyper and the unit."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

from db.rules.local_time import day_text
from db.rules.names.type_columns import COLUMNS
from db.setup import case_types
from db.texts import COLOURS
from db.training.checks.case import Case
from db.training.checks.time_types import FACE
from db.training.writing.values import Proposal, Told
from db.values import CaseType, Resource, ResourceKind, TimeType
from db.worlds.form import CASES, TERM_PARTS, TYPE_FIELDS

_KEYS: Final = {field: key for key, field in TYPE_FIELDS.items()}
_LISTED: Final = [one.name for one in fields(TimeType) if one.name in _KEYS]


def of_types(before: Case, after: Case) -> Iterator[Proposal]:
    """New, renamed, changed and cleared tidstyper, and what 1177 was told of them."""
    had = {one.id: one for one in before.types.values()}
    has = {one.id: one for one in after.types.values()}
    for key, stored in has.items():
        yield from _type(had.get(key), stored)
    for key, stored in had.items():
        if key not in has:
            yield Proposal(
                f"Rensa tidstypen {stored.name}.", {"rensad": stored.name}, {"rensa": stored.name}
            )
    for key, stored in has.items():
        yield from _told(before, after, key, stored)


def _type(was: TimeType | None, stored: TimeType) -> Iterator[Proposal]:
    old = was or TimeType()
    changed = {
        field: getattr(stored, field)
        for field in _LISTED
        if field != "name" and getattr(stored, field) != getattr(old, field)
    }
    named = {_KEYS[field]: value for field, value in changed.items()}
    words = [_words(field, value) for field, value in changed.items()]
    if stored.colour != old.colour:
        named["farg"] = COLOURS[stored.colour].casefold()
        words.append(f"välj färgen {COLOURS[stored.colour]}")
    told: Told = {"tidstyp": stored.name, **named}
    if was is None:
        yield Proposal(_joined(f"Lägg upp tidstypen {stored.name}", words), told, told)
        return
    if was.name != stored.name:
        text = f"Byt namn på tidstypen {was.name} till {stored.name}."
        renamed = {"tidstyp": was.name, "nytt_namn": stored.name}
        yield Proposal(text, {"tidstyp": stored.name}, renamed)
    if named:
        yield Proposal(_joined(f"Ändra tidstypen {stored.name}", words), told, told)


def _words(field: str, value: Any) -> str:  # noqa: ANN401 - any field
    label = COLUMNS[field].label
    if isinstance(value, bool):
        return f"{'markera' if value else 'ta bort'} {label}"
    return f"skriv ”{value}” i {label}" if value else f"töm {label}"


def _joined(head: str, words: list[str]) -> str:
    if not words:
        return f"{head}."
    *first, last = words
    return f"{head}: {', '.join(first)} och {last}." if first else f"{head}: {last}."


def _told(before: Case, after: Case, key: int | None, stored: TimeType) -> Iterator[Proposal]:
    """1177 was told of a change, and of which."""
    face = after.faces.get(key or 0)
    if face is None or face != after.policy.face(stored):
        return
    old = before.faces.get(key or 0)
    changed = {
        field: getattr(face, told)
        for field, told in FACE.items()
        if getattr(face, told) != getattr(old, told, "" if field in _TEXTS else False)
    }
    if changed:
        named = {_KEYS[field]: value for field, value in changed.items()}
        words = [_words(field, value) for field, value in changed.items()]
        text = _joined(f"Låt 1177 få veta om tidstypen {stored.name}", words)
        yield Proposal(text, {"publicerad": stored.name, **named}, {"publicera": stored.name})


_TEXTS: Final = ("web_name", "web_info")

_RESOURCE: Final = {
    "kind": ("slag", "Resurstyp"), "profession": ("yrkeskategori", "Yrkeskategori"),
    "valid_from": ("giltig_fran", "giltig från"), "valid_to": ("giltig_till", "giltig till"),
}  # fmt: skip
_KINDS: Final = {ResourceKind.POSITION: "befattning", ResourceKind.PERSON: "person"}


def of_resources(before: Case, after: Case) -> Iterator[Proposal]:
    """New, renamed and changed resurser."""
    had = {one.id: one for one in before.resources.values()}
    for stored in after.resources.values():
        was = had.get(stored.id)
        named, words = _resource(was or Resource(), stored)
        told: Told = {"resurs": stored.name, **named}
        if was is None:
            yield Proposal(_joined(f"Lägg upp resursen {stored.name}", words), told, told)
            continue
        if was.name != stored.name:
            text = f"Byt namn på resursen {was.name} till {stored.name}."
            renamed = {"resurs": was.name, "nytt_namn": stored.name}
            yield Proposal(text, {"resurs": stored.name}, renamed)
        if named:
            yield Proposal(_joined(f"Ändra resursen {stored.name}", words), told, told)


def _resource(was: Resource, stored: Resource) -> tuple[Told, list[str]]:
    named: Told = {}
    words = []
    for field, (key, label) in _RESOURCE.items():
        value = getattr(stored, field)
        if value == getattr(was, field) or value is None:
            continue
        if isinstance(value, ResourceKind):
            value = _KINDS[value]
        elif isinstance(value, int):
            value = day_text(value)
        named[key] = value
        words.append(f"{label} {value}")
    return named, words


_KIND_KEYS: Final = {kind: key for key, kind in CASES.items()}


def of_cases(before: Case, after: Case) -> Iterator[Proposal]:
    """Ärendetyper that were put up, activated, limited, or given another text."""
    had = {one.kind: one for one in case_types.every(before.book, before.clinic.id)}
    for stored in case_types.every(after.book, after.clinic.id):
        was = had.get(stored.kind)
        named, words = _case(was, stored)
        if named or was is None:
            told = {"arendetyp": _KIND_KEYS[stored.kind], **named}
            yield Proposal(_joined(f"Ändra ärendetypen {stored.name}", words), told, told)


def _case(was: CaseType | None, stored: CaseType) -> tuple[Told, list[str]]:
    named: Told = {}
    words = []
    asked = (
        ("aktiv", "active", "aktivera den", "inaktivera den"),
        ("begransad", "limited", "låt den gälla ett begränsat urval", "låt den gälla alla"),
    )
    for key, field, yes, no in asked:
        value = getattr(stored, field)
        if was is None or value != getattr(was, field):
            named[key] = value
            words.append(yes if value else no)
    parts = ("clinic", "concerns", "to_care", "conditions")
    for key, part in zip(TERM_PARTS, parts, strict=True):
        value = getattr(stored.terms, part)
        if value and (was is None or value != getattr(was.terms, part)):
            named[key] = value
            words.append(f"skriv ”{value}” i villkorstexten")
    return named, words


def of_unit(before: Case, after: Case) -> Iterator[Proposal]:
    """The unit's connection."""
    if before.clinic.connected != after.clinic.connected:
        is_on = after.clinic.connected
        told = {"enhet": "", "ansluten": is_on}
        verb = "Anslut enheten till" if is_on else "Koppla bort enheten från"
        yield Proposal(f"{verb} 1177.", told, told)
