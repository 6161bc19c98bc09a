"""``python -m tools.rules_page``: docs/REGLER.md, made of the rules themselves."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import db.rules
from db.rules.changes import changes
from db.rules.offer import booking_shown, time_rules
from db.rules.remedies.remedies import CURES
from db.rules.rule import Rule
from db.values import Role
from tools.rules_cases import sentences

PAGE: Final = Path(__file__).parent.parent / "docs" / "REGLER.md"
_TOP: Final = """\
# Reglerna

Alla regler med namn, i den ordning de prövas: vad de kräver, var det står, vad de säger (exempel),
vad invånaren får läsa och vad som kan göras åt ett nej. Sidan görs av reglerna själva
(`python -m tools.rules_page`); ett test håller den aktuell. R-numren och källorna står i
[GUIDES.md](GUIDES.md).

Åtgärder med minst antal handgrepp kommer först och väntan sist. Döljning och bockar på en tidstyp
är ett handgrepp: när tidstypen visas igen är bockarna släckta (R20). Ingen avbokas för att en tid
ska bli ledig.
"""


Key = tuple[str, str]
"""Name and label: two rules may ask the same of different things."""


def every() -> dict[Key, Rule[Any]]:
    """Every rule object of ``db.rules``, once."""
    found: dict[Key, Rule[Any]] = {}
    for info in pkgutil.walk_packages(db.rules.__path__, "db.rules."):
        if not info.ispkg:
            for value in vars(importlib.import_module(info.name)).values():
                for rule in _rules_in(value):
                    found.setdefault((rule.name, rule.label), rule)
    return found


def _rules_in(value: object) -> Iterator[Rule[Any]]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _rules_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _rules_in(one)


def page() -> str:
    """The page as it is to be."""
    sections: tuple[tuple[str, Iterable[Rule[Any]]], ...] = (
        ("Erbjuds tiden på 1177?", time_rules.RULES),
        ("Får ombud boka tiden?", time_rules.AGENT_RULES),
        ("Får personal boka tiden?", time_rules.STAFF_RULES),
        ("Visas den bokade tiden på 1177?", booking_shown.RULES),
        ("Får invånaren avboka?", changes.CANCEL_RULES[Role.CITIZEN]),
        ("Får invånaren omboka?", changes.REBOOK_RULES[Role.CITIZEN]),
        ("Får ombud omboka?", changes.REBOOK_RULES[Role.AGENT]),
        ("Får besöket flyttas till den tiden?", changes.MOVE_RULES),
    )
    told: set[Key] = set()
    parts = [_TOP]
    for title, rules in sections:
        parts.append(f"\n## {title}\n")
        for rule in rules:
            key = rule.name, rule.label
            parts.append(_again(rule) if key in told else "\n".join(_lines(rule)))
            told.add(key)
    parts.append("\n## Övriga\n")
    parts += ("\n".join(_lines(rule)) for key, rule in every().items() if key not in told)
    return "\n".join(parts) + "\n"


def _again(rule: Rule[Any]) -> str:
    return f"- **{rule.name}** – {rule.label} (se ovan)"


def _lines(rule: Rule[Any]) -> Iterator[str]:
    yield f"- **{rule.name}** – {rule.label}"
    yield f"  - Källa: {rule.source}. Felkod: `{rule.code}`."
    for what, yes, most in (("Ja", True, 1), ("Nej", False, 4)):
        if said := sentences(rule, yes)[:most]:
            yield f"  - {what}: {' / '.join(said)}"
    words = ("Bokning", rule.told.booking), ("Ombokning", rule.told.moving)
    for what, sentence in (*words, ("Knappen saknas", rule.told.changing)):
        if sentence:
            yield f"  - {what}, till invånaren: {sentence}"
    cure = CURES.get(rule.name)
    if cure is None:
        return
    yield f"  - Se efter i: {cure.where}."
    if cure.what:
        yield f"  - Åtgärd: {cure.what} Vem: {' eller '.join(by.value for by in cure.by)}."
    if cure.none:
        yield f"  - {'Annars ingen åtgärd' if cure.what else 'Ingen åtgärd'}: {cure.none}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
