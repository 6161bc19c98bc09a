"""What a script's file may hold: acts, things, states, steps, chapters. docs/DEMONSTRATIONER.md.

The records are of the same kind as a world's; so are the words for what is wrong.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from db.errors import Invalid
from db.fields import LINE_BOUND, NAME_BOUND, TEXT_BOUND
from db.training.checks.vocabulary import take_demand
from db.training.script import values
from db.training.script.values import Act, Kind, State, Step, Thing
from db.values import Role
from db.worlds.form import Key, Keys, Take, choice, several, table, text
from db.worlds.times import Today

_NAME: Final = text(LINE_BOUND, empty=False)
_WORDS: Final = text(TEXT_BOUND, lines=True)
_CAPTION: Final = text(150, empty=False)


def _wrong(said: str) -> Invalid:
    return Invalid("script-value", said)


# --- things ---------------------------------------------------------------------------------------

_KINDS: Final[Mapping[tuple[str, ...], Kind]] = {
    ("rad",): "cell",
    ("rad", "kolumn"): "cell",
    ("kolumn",): "heading",
    ("tid",): "time",
    ("tid", "resurs"): "time",
    ("knapp",): "button",
    ("meny",): "menu",
    ("val",): "choice",
    ("falt",): "field",
    ("bock",): "tick",
    ("lank",): "link",
    ("dag",): "day",
    ("text",): "text",
}
"""What is meant by which keys together; the first is its name."""

THING_KEYS: Final[Keys] = {
    key: Key(_NAME, "") for key in dict.fromkeys(key for keys in _KINDS for key in keys)
}


def thing(value: Any, today: Today) -> Thing:  # noqa: ANN401 - whatever TOML gave
    """A thing by its name: ``{ knapp = "OK" }``, ``{ rad = "…", kolumn = "…" }``."""
    told = table(THING_KEYS)(value, today)
    keys = tuple(key for key in THING_KEYS if told[key])
    if keys not in _KINDS:
        known = ", ".join("+".join(one) for one in _KINDS)
        raise _wrong(f"ska nämna en sak: {known}.")
    name, *beside = (told[key] for key in keys)
    if keys[0] in ("tid", "dag"):
        (today.moment_at if keys[0] == "tid" else today.day_at)(name)
    return Thing(_KINDS[keys], name, *beside)


# --- states ---------------------------------------------------------------------------------------


def _one_or_several(take: Take) -> Take:
    """A text, or a list of them."""

    def taken(value: Any, today: Today) -> tuple[Any, ...]:  # noqa: ANN401 - whatever TOML gave
        told: tuple[Any, ...] = several(take)(value if isinstance(value, list) else [value], today)
        return told

    return taken


_STATE_KEYS: Final[Keys] = {
    "sida": Key(_NAME, ""),
    "dialog": Key(_NAME, ""),
    "syns": Key(_one_or_several(_NAME), ()),
    "syns_inte": Key(_one_or_several(_NAME), ()),
    "vid": Key(thing, None),
    "star": Key(_NAME, ""),
    "bok": Key(_one_or_several(take_demand), ()),
}


def state(value: Any, today: Today) -> State:  # noqa: ANN401 - whatever TOML gave
    """What is so on the screen: ``{ sida = "tidbok", syns = "Bokad" }``."""
    told = table(_STATE_KEYS)(value, today)
    made = State(*(told[key] for key in _STATE_KEYS))
    if made == State():
        raise _wrong(f"ska säga något: {', '.join(_STATE_KEYS)}.")
    if made.says and made.thing is None:
        raise _wrong("star hör till en sak: vid = { … }.")
    return made


# --- acts -----------------------------------------------------------------------------------------

_KEY: Final = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-zåäöA-ZÅÄÖ0-9_@]+")


def _keys(value: Any, today: Today) -> values.Keys:  # noqa: ANN401 - whatever TOML gave
    keys = tuple(str(_NAME(value, today)).split())
    for key in keys:
        if not _KEY.fullmatch(key):
            raise _wrong(f"”{key}” är ingen tangent. Skriv till exempel ”f2”, ”ctrl+s”, ”enter”.")
    return values.Keys(tuple(map(_spelled, keys)))


def _spelled(key: str) -> str:
    """A key as Textual spells it: only of a single letter both sizes are keys."""
    *held, last = key.split("+")
    return "+".join((*held, last if len(last) == 1 else last.lower()))


def _made(make: Callable[..., Act], take: Take, **more: Any) -> Take:  # noqa: ANN401 - as make takes it
    def taken(value: Any, today: Today) -> Act:  # noqa: ANN401 - whatever TOML gave
        return make(take(value, today), **more)

    return taken


_ACTS: Final[Mapping[str, Take]] = {
    "kommando": _made(values.Command, _NAME),
    "sida": _made(values.Page, _NAME),
    "tangenter": _keys,
    "skriv": _made(values.Words, _WORDS),
    "ersatt": _made(values.Words, _WORDS, anew=True),
    "klicka": _made(values.Click, thing),
    "dubbelklicka": _made(values.Click, thing, times=2),
    "hogerklicka": _made(values.Click, thing, button=3),
    "vanta": _made(values.Wait, state),
    "forvanta": _made(values.Expect, state),
}
"""What can be done, by the key that says it."""

ACT_KEYS: Final = tuple(_ACTS)


def act(value: Any, today: Today) -> Act:  # noqa: ANN401 - whatever TOML gave
    """One act: a table with one key."""
    if not isinstance(value, dict):
        raise _wrong("ska vara en tabell, { … }.")
    if len(value) != 1 or next(iter(value)) not in _ACTS:
        raise _wrong(f"ska ha en av nycklarna {', '.join(_ACTS)}.")
    ((key, told),) = value.items()
    try:
        made: Act = _ACTS[key](told, today)
    except Invalid as error:
        raise _wrong(f"{key} {error.text}") from None
    return made


acts: Final = several(act)
"""A list of acts, in order: the solution of an exercise."""


# --- steps and chapters ---------------------------------------------------------------------------

_STEP_KEYS: Final[Keys] = {
    "text": Key(_CAPTION, ""),
    "gor": Key(acts, ()),
    **{key: Key(take, None) for key, take in _ACTS.items()},
    "anteckning": Key(_WORDS, ""),
    "fraga": Key(_CAPTION, ""),
    "svar": Key(_CAPTION, ""),
}
"""What a step does it does in the order in which its file says it; ``gor`` is for what is done
more than once."""


def step(value: Any, today: Today) -> Step:  # noqa: ANN401 - whatever TOML gave
    """A step: what is said, done, asked."""
    told = table(_STEP_KEYS)(value, today)
    if told["svar"] and not told["fraga"]:
        raise _wrong("svar hör till en fraga.")
    done = tuple(
        one
        for key in value
        if key in _ACTS or key == "gor"
        for one in (told[key] if key == "gor" else (told[key],))
    )
    made = Step(done, told["text"], told["anteckning"], told["fraga"], told["svar"])
    if made == Step():
        raise _wrong("är tomt.")
    return made


_ROLES: Final = {"schemalaggare": Role.SCHEDULER, "personal": Role.STAFF, "it": Role.IT}

BEGINNING: Final[Keys] = {
    "varld": Key(_NAME, ""),
    "nu": Key(text(), ""),
    "forbered": Key(several(_NAME), ()),
    "roll": Key(choice(_ROLES), Role.SCHEDULER),
    "enhet": Key(text(NAME_BOUND), ""),
    "oppen": Key(text(NAME_BOUND), ""),
}
"""How the book of a chapter or a task is made, and what is open."""

TABLES: Final[Mapping[str, Keys]] = {
    "demonstration": {
        "titel": Key(_NAME),
        "om": Key(_WORDS, ""),
        "varld": Key(_NAME, "guide"),
        "nu": Key(text(), ""),
    },
    "kapitel": {
        "titel": Key(_NAME),
        **BEGINNING,
        "steg": Key(several(step)),
    },
    "uppgift": {
        "text": Key(_WORDS),
        **BEGINNING,
        "krav": Key(several(take_demand), ()),
        "losning": Key(acts, ()),
    },
}
"""The tables by name: ``[demonstration]``, ``[[kapitel]]`` and ``[uppgift]``."""

SEVERAL: Final = frozenset({"kapitel"})
"""Those of which a file has several."""

NEEDED: Final = ("demonstration", "kapitel")
"""Those that a file cannot do without."""
