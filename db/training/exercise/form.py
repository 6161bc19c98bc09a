"""What an exercise's file may hold. docs/ÖVNINGAR.md tells of it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from db.errors import Invalid
from db.fields import LINE_BOUND, NAME_BOUND, TEXT_BOUND
from db.training.checks.vocabulary import take_demand
from db.training.deeds.vocabulary import take_deed
from db.training.exercise.values import Track
from db.training.faults.table import TROUBLES
from db.training.script.form import acts
from db.values import Role
from db.worlds.form import Key, Keys, choice, flag, moment, several, text, whole
from db.worlds.times import Today

_NAME: Final = text(NAME_BOUND, empty=False)
_LINE: Final = text(LINE_BOUND, empty=False)
_WORDS: Final = text(TEXT_BOUND, lines=True)
_TRACKS: Final = {
    "schemalaggare": Track.SCHEDULER, "schemaläggare": Track.SCHEDULER,
    "reception": Track.RECEPTION, "granskare": Track.REVIEWER,
}  # fmt: skip
ROLES: Final = {
    "schemalaggare": Role.SCHEDULER, "schemaläggare": Role.SCHEDULER, "personal": Role.STAFF,
    "it": Role.IT, "invanare": Role.CITIZEN, "invånare": Role.CITIZEN,
}  # fmt: skip
_RULE: Final = re.compile(r"R(\d{1,3})")
LAST_RULE: Final = 136


def _rule(value: Any, _today: Today) -> str:  # noqa: ANN401 - whatever TOML gave
    found = _RULE.fullmatch(str(value))
    if not found or not 1 <= int(found[1]) <= LAST_RULE:
        raise Invalid("exercise-value", "ska vara ett av guidernas regelnummer.")
    return str(value)


_DEMANDS: Final = several(take_demand)
_DEEDS: Final = several(take_deed)

HEAD: Final[Keys] = {
    "titel": Key(_LINE),
    "spar": Key(several(choice(_TRACKS))),
    "kapitel": Key(_NAME, ""),
    "minuter": Key(whole(1, 120)),
    "bilder": Key(several(whole(1, 200)), ()),
    "regler": Key(several(_rule), ()),
    "varld": Key(_LINE, ""),
    "bok": Key(_LINE, ""),
    "nu": Key(moment, None),
    "enhet": Key(text(NAME_BOUND), ""),
    "roll": Key(choice(ROLES), Role.SCHEDULER),
    "invanare": Key(text(NAME_BOUND), ""),
    "sida": Key(text(NAME_BOUND), ""),
    "visar": Key(text(NAME_BOUND), ""),
    "uppgift": Key(_WORDS),
    "lart": Key(_WORDS),
    "forbered": Key(_DEEDS, ()),
}

TABLES: Final[Mapping[str, Keys]] = {
    "ovning": HEAD,
    "steg": {
        "text": Key(_WORDS),
        "krav": Key(_DEMANDS),
        "ledtradar": Key(several(_WORDS), ()),
        "losning": Key(acts, ()),
        "minns": Key(flag, False),
        "efter": Key(whole(0, 50), 0),
        "fraga": Key(_LINE, ""),
        "svar": Key(text(NAME_BOUND), ""),
        "val": Key(several(_LINE), ()),
    },
    "nastan": {
        "steg": Key(whole(1, 50), 1),
        "gor": Key(_DEEDS),
        "nar": Key(_DEMANDS, ()),
        "anmarkning": Key(_WORDS),
    },
    "annan_vag": {
        "gor": Key(_DEEDS),
    },
    "felsokning": {
        "antal": Key(whole(1, 3)),
        "fel": Key(several(choice({name: name for name in TROUBLES})), ()),
        "resurs": Key(_NAME),
        "tid": Key(moment),
        "invanare": Key(_NAME),
    },
    "loggpass": {
        "rader": Key(whole(1, 500), 40),
    },
}
"""The tables by name; ``varden`` stands beside them, with keys of the file's own."""

SEVERAL: Final = frozenset({"steg", "nastan", "annan_vag", "varden"})
"""Those of which a file has several."""

NEEDED: Final = ("ovning", "steg")
"""Those that a file cannot do without."""

VALUES: Final = "varden"
