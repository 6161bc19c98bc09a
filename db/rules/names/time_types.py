"""The edit rules of the Tidstyper grid, on time type values (R4-R6, R8-R24).

``set_tick``, ``hide``, ``unhide`` and ``cleared`` are what the grid does while it is edited;
``check_type`` and ``check_set`` refuse what may not be saved; ``warn_type`` and ``warn_set`` say
what may be saved but will surprise. A warning is a ``Verdict`` that has not passed.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from db.rules.names.agent_types import is_agent_type
from db.rules.names.naming import web_info_warnings, web_name_warnings
from db.rules.names.type_columns import FIELD_LABELS, TICKS, WEB_TICKS
from db.rules.rule import Answer
from db.values import Decision, TimeType, Verdict, WebFace, count_text

_HIDDEN_RULE = "hidden-no-web-ticks"
_HIDDEN_SENTENCE = (
    "Dölj bokning för patient är markerad. Då är Bokningsbar, Kan avbokas och Kan ombokas "
    "släckta, och bokningarna syns inte på 1177."
)
_SHOWN_SENTENCE = (
    "Dölj bokning för patient är inte längre markerad. Markera själv det som ska gå att göra "
    "på 1177."
)
_HIDDEN_SOURCE = "[000] R20-R21"
_THREE_TICKS = "Bokningsbar webb, Kan avbokas från webben och Kan ombokas från webben"


def hide(t: TimeType) -> TimeType:
    """Tick Dölj bokning för patient, which clears the three web ticks (R20)."""
    return replace(t, hidden=True, web_bookable=False, web_cancellable=False, web_rebookable=False)


def unhide(t: TimeType) -> TimeType:
    """Take Dölj bokning för patient away; the three web ticks stay cleared (R20)."""
    return replace(t, hidden=False)


def set_tick(t: TimeType, field: str, on: bool) -> tuple[TimeType, Verdict]:
    """Set or clear one tick of the grid (R14-R16, R20-R21).

    Hiding clears the web ticks; a web tick on a hidden type is refused ("hidden-no-web-ticks")
    and leaves the type as it is.

    Args:
        field: one of ``TICKS``.

    Returns:
        The type after the edit, and what to say about it.

    Raises:
        ValueError: when ``field`` is not a tick.
    """
    if field not in TICKS:
        raise ValueError(f"not a tick: {field}")
    facts = (("field", field),)
    if field == "hidden":
        text = _HIDDEN_SENTENCE if on else _SHOWN_SENTENCE
        changed = hide(t) if on else unhide(t)
        return changed, Verdict(_HIDDEN_RULE, True, text, _HIDDEN_SOURCE, facts=facts)
    if on and t.hidden and field in WEB_TICKS:
        return t, Verdict(_HIDDEN_RULE, False, _HIDDEN_SENTENCE, _HIDDEN_SOURCE, facts=facts)
    changes: dict[str, Any] = {field: on}
    text = f"{FIELD_LABELS[field]} är {'markerad' if on else 'inte markerad'}."
    return replace(t, **changes), Verdict("tick", True, text, _tick_source(field), facts=facts)


def cleared(t: TimeType) -> TimeType:
    """Empty a type that will not be used again ("Rensa", R24); id and revision stay."""
    return TimeType(id=t.id, revision=t.revision)


def is_cleared(t: TimeType) -> bool:
    """Tell whether a type is cleared (R24): no names, no ticks and no text.

    Clearing those by hand equals Rensa, so colour, video and level are not looked at.
    """
    return not (t.name.strip() or _content(t))


def check_type(new: TimeType, old: TimeType | None, by_it: bool) -> Decision:
    """Whether a type may be saved as it now is (R4-R6, R20-R21, R24).

    The rules, in order: "hidden-no-web-ticks", "agent-type-by-it", "agent-type-ticks" and
    "has-name".

    Args:
        new: the type as it is to be.
        old: the type as it is stored, or None for a new one.
        by_it: whether the actor is IT.
    """
    asked = (
        (_HIDDEN_RULE, _HIDDEN_SOURCE, _hidden_answer(new)),
        ("agent-type-by-it", "[000] R4, R6", _by_it_answer(new, old, by_it)),
        ("agent-type-ticks", "[000] R5", _agent_ticks_answer(new)),
        ("has-name", "[000] R8, R24", _name_answer(new)),
    )
    return Decision(Verdict(rule, *answer, source) for rule, source, answer in asked)


def check_set(types: Sequence[TimeType]) -> tuple[Verdict, ...]:
    """What stops the whole grid from being saved; empty when it may be.

    The rule is "unique-name": two types may not have the same name, blanks and case apart.
    Facts: ``("row", index)`` of the later and ``("other", index)`` of the first.
    """
    keys = [_key(t.name) for t in types]
    text = "Två tidstyper heter ”{}”. Ge dem olika Namn i AsynjaVisph."
    return tuple(
        Verdict("unique-name", False, text.format(types[at].name.strip()), "[000] R8",
                facts=(("row", at), ("other", first)))
        for at, first in _repeats(keys)
    )  # fmt: skip


def warn_type(t: TimeType) -> tuple[Verdict, ...]:
    """What will surprise about a type that may be saved (R9, R11, R19, R26, R111).

    The rules are "web-name-missing" (bookable on the web without a name to show, so 1177 does not
    offer it), "web-name-shown" (booked times go under Namn i AsynjaVisph) and those of
    ``naming.web_name_warnings`` and ``naming.web_info_warnings``.
    """
    return (
        *_name_warnings(t),
        *web_name_warnings(t.web_name),
        *web_info_warnings(t.web_info),
    )


def warn_set(types: Sequence[TimeType]) -> tuple[Verdict, ...]:
    """What will surprise about the grid as a whole (R9, R111).

    The rule is "unique-web-name": two types that citizens are offered read the same. Facts:
    ``("row", index)`` of the later and ``("other", index)`` of the first.
    """
    keys = [_key(t.web_name) if _for_citizens(t) else "" for t in types]
    text = "”{}” och ”{}” heter båda ”{}” på 1177. Invånaren kan inte skilja dem åt."
    return tuple(
        Verdict("unique-web-name", False,
                text.format(types[at].name, types[first].name, types[at].web_name.strip()),
                "[000] R9; [001] R111", facts=(("row", at), ("other", first)))
        for at, first in _repeats(keys)
    )  # fmt: skip


def warn_booked(old: WebFace, new: WebFace, booked: int) -> tuple[Verdict, ...]:
    """What hiding or pausing a type does to visits that are booked already (R20-R22).

    The rules are "booked-hidden" (the patients no longer see them) and "booked-fixed" (they can
    no longer cancel or rebook them on 1177). Fact: ``("booked", count)``.

    Args:
        old: the type as 1177 would know it as it is stored.
        new: as 1177 will know it.
        booked: how many visits to come are booked of it.
    """
    if not booked or old.hidden:
        return ()
    visits = count_text(booked, "bokat besök", "bokade besök")
    facts = (("booked", booked),)
    if new.hidden:
        told = (
            "det är kvar i tidboken men patienten ser det inte"
            if booked == 1
            else "de är kvar i tidboken men patienterna ser dem inte"
        )
        text = f"{visits} berörs: {told} längre på 1177."
        return (Verdict("booked-hidden", False, text, "[000] R20-R21", facts=facts),)
    lost = [
        word
        for word, had, has in (
            ("avbokas", old.cancellable, new.cancellable),
            ("ombokas", old.rebookable, new.rebookable),
        )
        if had and not has
    ]
    if not lost:
        return ()
    text = f"{visits} berörs och kan inte längre {' eller '.join(lost)} på 1177."
    return (Verdict("booked-fixed", False, text, "[000] R15-R16, R22", facts=facts),)


def ordering_reminder(saved: Iterable[tuple[TimeType, TimeType | None]]) -> str:
    """What is to be ordered for types that are new, or reused (R57); empty when none is.

    Args:
        saved: each type as it is saved, and as it was; None when it is made.
    """
    names = [
        f"”{new.name.strip()}”"
        for new, old in saved
        if new.name.strip() and (old is None or is_cleared(old))
    ]
    if not names:
        return ""
    what = "den nya tidstypen" if len(names) == 1 else "de nya tidstyperna"
    return f"Tänk på att beställa bokningsunderlag till {what} {', '.join(names)}."


def _tick_source(field: str) -> str:
    sources = {"web_bookable": "R14", "web_cancellable": "R15", "web_rebookable": "R16"}
    return f"[000] {sources[field]}" if field in sources else "[000] A3"


def _web_ticks(t: TimeType) -> list[bool]:
    return [getattr(t, tick) for tick in WEB_TICKS]


def _content(t: TimeType) -> bool:
    """Whether anything but the name is filled in that clearing takes away."""
    ticks = any(getattr(t, tick) for tick in TICKS)
    return bool(ticks or t.web_name.strip() or t.web_info.strip())


def _for_citizens(t: TimeType) -> bool:
    return t.web_bookable and not t.hidden and not is_agent_type(t.name)


def _hidden_answer(new: TimeType) -> Answer:
    if new.hidden and any(_web_ticks(new)):
        return False, (
            f"Dölj bokning för patient går inte ihop med {_THREE_TICKS}. Ta bort de bockarna."
        )
    return True, _HIDDEN_SENTENCE if new.hidden else "Dölj bokning för patient är inte markerad."


def _by_it_answer(new: TimeType, old: TimeType | None, by_it: bool) -> Answer:
    if not (is_agent_type(new.name) or (old is not None and is_agent_type(old.name))):
        return True, "Tidstypen är inte en ombudstidstyp."
    if by_it:
        return True, "Ombudstidstyper ställs in av IT."
    if new == old:
        return True, "Ombudstidstypen är inte ändrad."
    return False, (
        "Tidstyper med ”Ombud” i namnet får inte skapas, ändras eller rensas på enheten. "
        "De ställs in av IT."
    )


def _agent_ticks_answer(new: TimeType) -> Answer:
    if not is_agent_type(new.name):
        return True, "Tidstypen är inte en ombudstidstyp."
    if all(_web_ticks(new)) and not new.hidden:
        return True, f"Ombudstidstypen har {_THREE_TICKS}."
    return False, (
        f"En tidstyp med ”Ombud” i namnet måste ha bock i {_THREE_TICKS}, "
        "och får inte ha Dölj bokning för patient."
    )


def _name_answer(new: TimeType) -> Answer:
    if new.name.strip():
        return True, "Tidstypen har ett namn."
    if is_cleared(new):
        return True, "Raden är tom."
    return False, (
        "Skriv Namn i AsynjaVisph. En rad utan namn ska vara helt tom: "
        "utan bockar, Namn för webbtidbok och Informationstext för webb."
    )


def _name_warnings(t: TimeType) -> Iterator[Verdict]:
    if t.web_name.strip() or not t.name.strip() or t.hidden:
        return
    if _for_citizens(t):
        text = (
            "Bokningsbar webb är markerad men Namn för webbtidbok är tomt. Invånaren skulle möta "
            "ett tomt namn, så 1177 erbjuder inte tiderna."
        )
        yield Verdict("web-name-missing", False, text, "[000] R9, R58")
    else:
        text = (
            "Namn för webbtidbok är tomt. Bokade tider visas på 1177 under Namn i AsynjaVisph, "
            f"”{t.name.strip()}”."
        )
        yield Verdict("web-name-shown", False, text, "[000] R9; vårt val")


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _repeats(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each place whose non-empty key has come before, with the place where it came first."""
    first: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key and first.setdefault(key, at) != at:
            yield at, first[key]
