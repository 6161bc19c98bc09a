"""Questions on rebooking, cancelling and the log (R2-R3, R42-R55, R62-R65, R80)."""

import random
from collections.abc import Iterable, Set
from typing import Final

from db.rules.changes.changes import MoveCase, may_cancel, may_move
from db.rules.changes.comments import cancelled_comment, web_comment
from db.rules.changes.late import JUDGED, judge, judge_by
from db.rules.policy import POLICIES
from db.training.quiz.question import Draft, Kind
from db.training.quiz.scenery import (
    PEOPLE,
    TYPES,
    a_clock,
    a_day,
    a_system,
    at,
    change_case,
    moment,
    time_case,
    type_of,
    visit,
)
from db.values import Act, Instant, JournalSystem, Resource, Role

_ASYNJA: Final = POLICIES[JournalSystem.ASYNJA]
_BILLED, _IN_TIME, _STOPPED = "Den ska faktureras", "Den är i tid", "1177 släpper inte igenom den"
_MINUTE: Final = 60


def _late(chance: random.Random) -> Draft:
    act = chance.choice((Act.REBOOKED, Act.CANCELLED))
    start = at(a_day(chance), a_clock(chance))
    left = chance.choice((chance.randint(30, 1439), chance.randint(1441, 3000)))
    verdict = judge(act, start - left * _MINUTE, start, _ASYNJA)
    right = _BILLED if verdict.late else _IN_TIME
    wrong = {
        _IN_TIME: "Det är mindre än 24 timmar kvar till det tidigare besöket.",
        _BILLED: "Det är mer än 24 timmar kvar till det tidigare besöket.",
        _STOPPED: "AsynjaVisph spärrar inte sena ändringar; de syns i loggen.",
        "Det beror på när besöket bokades": "Bara Ändrad datum och det tidigare besöket jämförs.",
    }
    done = "ombokar" if act is Act.REBOOKED else "avbokar"
    text = (
        f"Enheten har AsynjaVisph. En invånare {done} {moment(start - left * _MINUTE)} ett besök"
        f" som är {moment(start)}. Vad gäller enligt 24-timmarsregeln?"
    )
    return Draft(text, right, wrong, verdict.text)


def _outcome(now: Instant, start: Instant, system: JournalSystem) -> str:
    policy = POLICIES[system]
    decision = may_cancel(change_case(policy, now, visit(start), reason="Förhinder"))
    if not decision.passed:
        return _STOPPED
    return _BILLED if judge(Act.CANCELLED, now, start, policy).late else _IN_TIME


def _edge(chance: random.Random) -> Draft:
    system = chance.choice((JournalSystem.ASYNJA, JournalSystem.PMO, JournalSystem.PASIS))
    start = at(a_day(chance), a_clock(chance))
    left = 24 * 60 + chance.choice((-1, 0, 1))
    now = start - left * _MINUTE
    right = _outcome(now, start, system)
    label = POLICIES[system].label
    wrong = {
        _BILLED: f"I {label} är det inte så vid den gränsen.",
        _IN_TIME: f"I {label} är det för sent då.",
        _STOPPED: f"{label} spärrar inte den ändringen.",
    }
    text = (
        f"Enheten har {label}. Invånaren vill avboka på 1177 när det är {left // 60} h"
        f" {left % 60:02} min kvar till besöket. Vad händer?"
    )
    case = change_case(POLICIES[system], now, visit(start), reason="Förhinder")
    why = next(one.text for one in may_cancel(case) if one.rule == "not-too-late")
    return Draft(text, right, wrong, why)


def _chain(chance: random.Random) -> Draft:
    """The trap of A4: a late rebooking, then the new visit is cancelled in time, or late too."""
    first = at(a_day(chance), a_clock(chance))
    rebooked = first - chance.randint(30, 1400) * _MINUTE
    second = first + chance.randint(3, 12) * 86400
    gap = chance.choice((chance.randint(1500, 3000), chance.randint(60, 1400)))
    cancelled = second - gap * _MINUTE
    moved, gone = (
        judge(Act.REBOOKED, rebooked, first, _ASYNJA),
        judge(Act.CANCELLED, cancelled, second, _ASYNJA),
    )
    says = {
        (True, True): "Båda raderna",
        (True, False): "Bara raden Ombokad",
        (False, True): "Bara raden Avbokad",
        (False, False): "Ingen av raderna",
    }
    right = says[moved.late, gone.late]
    wrong = {
        said: "Varje rad jämförs för sig med det besök som den ändrade: en ny tid stryker inte en"
        " sen ombokning."
        for said in says.values()
        if said != right
    }
    text = (
        f"En invånare ombokar {moment(rebooked)} besöket {moment(first)} till {moment(second)}."
        f" {moment(cancelled).capitalize()} avbokar hen det. Vilka rader i loggen ska faktureras?"
    )
    return Draft(text, right, wrong, f"{moved.text} {gone.text}")


def _judged(chance: random.Random) -> Draft:
    start = at(a_day(chance), a_clock(chance))
    now = start - chance.randint(60, 1200) * _MINUTE
    who = {
        Role.CITIZEN: "Invånaren avbokar på 1177",
        Role.STAFF: "Receptionen avbokar åt patienten",
        Role.AGENT: "1177 på telefon avbokar som ombud",
    }
    late = {role: judge_by(role, Act.CANCELLED, now, start, _ASYNJA) for role in who}
    right = next(who[role] for role, verdict in late.items() if verdict is not None)
    wrong = {
        who[role]: JUDGED.verdict(role).text for role, verdict in late.items() if verdict is None
    }
    text = (
        f"Tre besök som är {moment(start)} avbokas {moment(now)}, på var sitt sätt. Vilken"
        " avbokning står i Logg för webbtidbok och bedöms?"
    )
    return Draft(text, right, wrong, JUDGED.verdict(Role.CITIZEN).text)


def _move(chance: random.Random) -> Draft:
    policy = a_system(chance, JournalSystem.ASYNJA, JournalSystem.PMO)
    day = a_day(chance)
    now = at(day - 12, 10 * 60)
    name = type_of(policy, TYPES[0]).name
    booking = visit(at(day, 9 * 60), name)
    same, other = Resource(1, PEOPLE[0]), Resource(2, PEOPLE[1])
    targets = {
        f"30 minuter hos {PEOPLE[0]}": (same, 30),
        f"45 minuter hos {PEOPLE[0]}": (same, 45),
        f"30 minuter hos {PEOPLE[1]}": (other, 30),
    }
    decisions = {
        said: may_move(
            MoveCase(booking, time_case(policy, now, at(day + 2, 600), resource=who, length_min=n)),
            Role.CITIZEN,
        )
        for said, (who, n) in targets.items()
    }
    able = frozenset(said for said, decision in decisions.items() if decision.passed)
    refused = {said: one.refusals[0].text for said, one in decisions.items() if one.refusals}
    first, longer, elsewhere = targets
    wrong = {}
    for some in ({first}, {first, longer}, {first, elsewhere}, set(targets)):
        too_many = [refused[said] for said in targets if said in some - able]
        wrong[_either(some, targets)] = " ".join(too_many or ["Det finns en tid till som går."])
    right = _either(able, targets)
    text = (
        f"Enheten har {policy.label}. Invånaren har 30 minuter {name} hos {PEOPLE[0]}. Av samma"
        f" tidstyp finns lediga: {', '.join(targets)}. Vilken tid kan hen omboka till på 1177?"
    )
    return Draft(text, right, wrong, " ".join(refused.values()))


def _either(some: Set[str], every: Iterable[str]) -> str:
    return " eller ".join(said for said in every if said in some)


def _reason(chance: random.Random) -> Draft:
    policy = a_system(chance)
    start = at(a_day(chance), a_clock(chance))
    case = change_case(policy, start - 5 * 86400, visit(start))
    verdict = next(one for one in may_cancel(case) if one.rule == "reason-given")
    right = "Ja, det är frivilligt" if verdict.passed else "Nej, orsaken måste anges"
    wrong = {
        "Ja, det är frivilligt": f"I {policy.label} måste patienten ange orsak.",
        "Nej, orsaken måste anges": f"I {policy.label} kan orsaken utelämnas.",
        "Bara om det är mer än 24 timmar kvar": "Tiden som är kvar spelar ingen roll för orsaken.",
    }
    text = f"Enheten har {policy.label}. Kan invånaren avboka på 1177 utan att ange orsak?"
    return Draft(text, right, wrong, verdict.text)


def _comment(chance: random.Random) -> Draft:
    phone = f"+4670{chance.randint(1000000, 9999999)}"
    words = chance.choice(("Ont i halsen", "Förhinder pga jobb", "Återbesök efter provtagning"))
    reason = chance.choice(("Fått magsjuka", "Hittat en annan tid", "Bortrest"))
    earlier = web_comment(phone, words)
    right = cancelled_comment(reason, earlier).replace("\n", " / ")
    wrong = {
        f"{earlier} / {reason}": "Avbokningskommentaren står först, inte sist.",
        reason: "Den tidigare kommentaren finns kvar under.",
        earlier: "Avbokningskommentaren läggs till: den står först.",
    }
    text = (
        f"En invånare bokade med kommentaren ”{earlier}” och avbokar nu med ”{reason}”. Vad står i"
        " Patientkommentar (webb) i bokningsunderlaget?"
    )
    return Draft(text, right, wrong, "Vid avbokning står avbokningskommentaren först.")


def _waiting(chance: random.Random) -> Draft:
    policy = a_system(chance, JournalSystem.ASYNJA)
    back, stays = "hamnar åter på väntelistan", "är borta ur väntelistan för gott"
    right = back if policy.returns_to_waiting_list else stays
    wrong = {
        stays: "En patient som bokats från väntelistan kommer tillbaka dit.",
        "får en ny tid av sig själv": "Ingen tid bokas av sig själv.",
        "kan inte avboka på 1177": "Väntelistan hindrar inte en avbokning på 1177.",
    }
    text = (
        f"Enheten har {policy.label}. En invånare som bokats från väntelistan avbokar på 1177. Vad"
        " händer? Hen …"
    )
    return Draft(
        text, right, wrong, f"Den som bokats från väntelistan och avbokar på webben {back}."
    )


KINDS: Final = (
    Kind("late-or-not", ("R50",), _late),
    Kind("at-24-hours", ("R50", "R62", "R80"), _edge),
    Kind("chain", ("R43", "R50"), _chain),
    Kind("who-is-judged", ("R42", "R50"), _judged),
    Kind("rebook-to", ("R2", "R3", "R65"), _move),
    Kind("reason", ("R64",), _reason),
    Kind("cancel-comment", ("R53", "R55"), _comment),
    Kind("waiting-list", ("R49",), _waiting),
)
