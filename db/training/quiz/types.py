"""Questions on time types: ticks, names and what makes them bookable (R4-R23, R67, R69, R82)."""

import random
from typing import Final

from db.rules.local_time import clock_text
from db.rules.names.agent_types import is_agent_type
from db.rules.names.time_types import check_type, set_tick
from db.rules.names.type_columns import FIELD_LABELS, WEB_TICKS
from db.rules.policy import POLICIES, HideScope
from db.training.quiz.question import Draft, Kind
from db.training.quiz.scenery import TYPES, a_clock, a_system, type_of
from db.values import JournalSystem, TimeType

_ASYNJA: Final = POLICIES[JournalSystem.ASYNJA]
_NONE = "ingen"
_VERBS: Final = {"offered": "boka", "cancellable": "avboka", "rebookable": "omboka"}


def _ticked(time_type: TimeType, *fields: str) -> str:
    on = [FIELD_LABELS[field] for field in fields if getattr(time_type, field)]
    return ", ".join(on) or _NONE


def _hide(chance: random.Random) -> Draft:
    ticks = {field: chance.random() < 0.7 for field in WEB_TICKS}
    ticks[chance.choice(sorted(WEB_TICKS))] = True
    before = type_of(_ASYNJA, chance.choice(TYPES), **ticks)
    after, verdict = set_tick(before, "hidden", on=True)
    shown = ("hidden", *WEB_TICKS)
    wrong = {
        _ticked(set_tick(after, "hidden", on=False)[0], *shown): "Bocken för Dölj är ju markerad.",
        ", ".join((FIELD_LABELS["hidden"], _ticked(before, *WEB_TICKS))): "Dölj släcker webbockarna"
        " med en gång: den som är dold kan varken bokas, avbokas eller ombokas på 1177.",
        _ticked(before, *WEB_TICKS): "Bocken du satte finns kvar; det är de andra som släcks.",
    }
    text = (
        f"{before.name} har bockarna {_ticked(before, *WEB_TICKS)}. Du markerar Dölj bokning för"
        " patient. Vilka av de fyra bockarna är markerade efteråt?"
    )
    return Draft(text, _ticked(after, *shown), wrong, verdict.text)


def _unhide(chance: random.Random) -> Draft:
    name = chance.choice(TYPES)
    hidden, _ = set_tick(type_of(_ASYNJA, name), "hidden", on=True)
    after, verdict = set_tick(hidden, "hidden", on=False)
    every = ", ".join(FIELD_LABELS[field] for field in WEB_TICKS)
    wrong = {
        every: "Bockarna kommer inte tillbaka av sig själva när Dölj tas bort.",
        FIELD_LABELS["web_bookable"]: "Ingen webbock sätts av sig själv.",
        FIELD_LABELS["hidden"]: "Den bocken har du just tagit bort.",
    }
    text = (
        f"{name} hade alla tre webbockarna. Du markerade Dölj bokning för patient, och nu tar du"
        " bort den bocken igen. Vilka av de fyra bockarna är markerade?"
    )
    return Draft(text, _ticked(after, "hidden", *WEB_TICKS), wrong, verdict.text)


def _can(time_type: TimeType) -> str:
    face = _ASYNJA.face(time_type)
    return ", ".join(verb for field, verb in _VERBS.items() if getattr(face, field)) or "inget"


def _buttons(chance: random.Random) -> Draft:
    ticks = {field: chance.random() < 0.5 for field in WEB_TICKS}
    time_type = type_of(_ASYNJA, chance.choice(TYPES), **ticks)
    others = [
        type_of(_ASYNJA, time_type.name, **{**ticks, field: not ticks[field]})
        for field in WEB_TICKS
    ]
    wrong = {_can(other): "Varje webbock styr en sak för sig." for other in others}
    text = (
        f"{time_type.name} har bockarna: {_ticked(time_type, *WEB_TICKS)}. Vad kan invånaren göra"
        " med tiderna på 1177?"
    )
    why = f"Bockarna ger: {_can(time_type)}. En bokad tid syns ändå bland invånarens bokade tider."
    return Draft(text, _can(time_type), wrong, why)


def _suffix(chance: random.Random) -> Draft:
    policy = POLICIES[JournalSystem.PMO]
    base = chance.choice(TYPES)
    names = (f"{base} 1177", f"1177 {base}", f"{base} webb", f"{base} 1177 tel")
    right = [n for n in names if policy.offers(TimeType(id=1, name=n))]
    wrong = {name: "Namnet slutar inte på 1177." for name in names if name not in right}
    text = "Enheten har PMO. Vilken av tidbokstyperna kan invånaren boka på 1177?"
    return Draft(text, right[0], wrong, "I PMO är det suffixet 1177, sist i namnet, som avgör.")


def _level(chance: random.Random) -> Draft:
    policy = POLICIES[JournalSystem.PASIS]
    name = chance.choice(TYPES)
    levels = range(1, 5)
    right = [n for n in levels if policy.offers(TimeType(id=1, name=name, level=n))]
    wrong = {
        f"nivå {n}": "Den nivån räcker inte för direktbokning." for n in levels if n not in right
    }
    text = f"Enheten har PASiS. Vilken 1177-nivå ska {name} ha för att invånaren ska kunna boka?"
    return Draft(text, f"nivå {right[0]}", wrong, "Direktbokning i PASiS förutsätter nivå 4.")


def _agent(chance: random.Random) -> Draft:
    names = [
        chance.choice(("Ombud-Vårdguiden på telefon", "Kommunombud", "Ombudsbokning")),
        *chance.sample(TYPES, 2), "Telefontid ombokning",
    ]  # fmt: skip
    right = next(name for name in names if is_agent_type(name))
    wrong = {
        name: "Ordet Ombud står inte i namnet, så det är ingen ombudstid."
        for name in names
        if not is_agent_type(name)
    }
    text = "Vilken av tidstyperna är en ombudstid, som enheten inte får ändra själv?"
    why = "En tidstyp med Ombud i namnet ställs in av IT och ändras inte på enheten."
    return Draft(text, right, wrong, why)


def _agent_change(chance: random.Random) -> Draft:
    name = chance.choice(("Ombud-Vårdguiden på telefon", "Kommunombud"))
    old = type_of(_ASYNJA, name)
    field = chance.choice(sorted(WEB_TICKS))
    new, _ = set_tick(old, field, on=False)
    unit, it = check_type(new, old, by_it=False), check_type(new, old, by_it=True)
    outcomes = {
        (False, True): "Nej, men IT kan",
        (False, False): "Nej, varken enheten eller IT: en ombudstid ska ha alla tre webbockarna",
        (True, True): "Ja, det går bra",
    }
    right = outcomes[unit.passed, it.passed]
    wrong = {
        said: "En ombudstid ändras inte på enheten, och den måste ha alla tre webbockarna."
        for said in outcomes.values()
        if said != right
    }
    text = f"Du vill ta bort bocken {FIELD_LABELS[field]} på {name}. Går det?"
    why = (unit.refusals or it.refusals)[0].text
    if not it.passed:
        why = it.refusals[0].text
    return Draft(text, right, wrong, why)


def _name(chance: random.Random) -> Draft:
    policy = a_system(chance, JournalSystem.ASYNJA, JournalSystem.PMO)
    base = chance.choice(TYPES)
    stored = f".{base}" if policy.own_web_name else f"{base} 1177"
    time_type = TimeType(id=1, name=stored, web_name=f"Besök: {base.lower()}", web_bookable=True)
    face = policy.face(time_type)
    wrong = {
        time_type.web_name: f"I {policy.label} läser invånaren tidstypens eget namn.",
        time_type.name: "Det namnet syns vid schemaläggning och i tidboken, inte för invånaren.",
        base: "Så heter den ingenstans.",
    }
    text = (
        f"Enheten har {policy.label}. En tidstyp heter {stored}; i Namn för webbtidbok står"
        f" ”{time_type.web_name}”. Vad läser invånaren på 1177?"
    )
    why = f"I {policy.label} visas ”{face.shown_name}” för invånaren."
    return Draft(text, face.shown_name, wrong, why)


def _hide_scope(chance: random.Random) -> Draft:
    policy = a_system(chance, JournalSystem.ASYNJA, JournalSystem.PMO)
    said = {
        HideScope.TYPE: "på tidstypen: alla dess bokningar döljs",
        HideScope.BOOKING: "på den enskilda bokningen",
    }
    wrong = {
        text: f"Så är det inte i {policy.label}."
        for scope, text in said.items()
        if scope is not policy.hide_scope
    }
    wrong["på resursen: alla dess tider döljs"] = "En resurs döljs inte för patienten."
    wrong["på schemamallen"] = "En schemamall har ingen sådan inställning."
    text = f"Enheten har {policy.label}. Var döljer man en bokning för patienten?"
    return Draft(
        text, said[policy.hide_scope], wrong, f"I {policy.label}: {said[policy.hide_scope]}."
    )


def _delay(chance: random.Random) -> Draft:
    delay = chance.choice((5, 10, 15, 20, 30))
    saved = a_clock(chance) + chance.randrange(1, 14)
    wrong = {
        clock_text(
            saved
        ): "En ändring i Tidstyper når inte 1177 förrän efter enhetens fördröjning.",
        clock_text(saved + 2 * delay): "Så länge dröjer det inte.",
        "nästa dag": "Det är fördröjningen i minuter som gäller, inte dygnet.",
    }
    text = (
        f"Enhetens fördröjning till 1177 är {delay} minuter. Du sparar en ändring i Tidstyper kl."
        f" {clock_text(saved)}. När märks den på 1177, om ingen väljer Publicera nu?"
    )
    why = (
        f"Ändringen publiceras {delay} minuter efter att den sparats: {clock_text(saved + delay)}."
    )
    return Draft(text, clock_text(saved + delay), wrong, why)


KINDS: Final = (
    Kind("hide-ticks", ("R20",), _hide),
    Kind("unhide-ticks", ("R20", "R21"), _unhide),
    Kind("web-ticks", ("R14", "R15", "R16"), _buttons),
    Kind("suffix-1177", ("R67",), _suffix),
    Kind("level-4", ("R82",), _level),
    Kind("agent-name", ("R4", "R7"), _agent),
    Kind("agent-change", ("R4", "R5", "R6"), _agent_change),
    Kind("read-name", ("R8", "R9"), _name),
    Kind("hide-scope", ("R20", "R69"), _hide_scope),
    Kind("delay", ("R12",), _delay),
)
