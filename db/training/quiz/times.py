"""Questions on when a time shows on 1177, and what keeps it off (R9-R31, R38, R66, R71, R81)."""

import random
from collections.abc import Iterable, Iterator
from typing import Any, Final

from db.rules.local_time import clock_text
from db.rules.offer.release_days import release_day, visible_from
from db.rules.offer.time_rules import RELEASED, RULES, TimeCase, visibility
from db.rules.policy import POLICIES
from db.training.quiz.question import Draft, Kind
from db.training.quiz.scenery import (
    PEOPLE,
    TYPES,
    a_clock,
    a_day,
    a_system,
    at,
    day_words,
    moment,
    short_day,
    time_case,
    type_of,
)
from db.values import Interval, JournalSystem, Minutes, Resource

_ASYNJA: Final = POLICIES[JournalSystem.ASYNJA]


def _first_day(chance: random.Random) -> Draft:
    day, release = a_day(chance), chance.randint(2, 45)
    shown = visible_from(day, release, _ASYNJA.horizon_days)
    verdict = RELEASED.verdict(_case(shown, day, release))
    wrong = {
        day_words(day - release): f"Det är {release} dagar före besöket. Besöksdagen räknas som dag"
        " 1, så tiden syns en dag senare.",
        day_words(day - release + 2): "Det är en dag för sent: besöksdagen räknas bara en gång.",
        day_words(day - _ASYNJA.horizon_days): "Så långt fram visas tider bara när Bok.före är"
        " tomt.",
        day_words(day): "Då hade Bok.före varit 1.",
    }
    text = (
        f"Bok.före är {release} och besöket är {day_words(day)}. Vilken dag syns tiden först på"
        " 1177?"
    )
    return Draft(text, day_words(shown), wrong, verdict.text)


def _case(now_day: int, day: int, release: int | None) -> TimeCase:
    return time_case(_ASYNJA, at(now_day, 0), at(day, 9 * 60), release=release)


def _which_release(chance: random.Random) -> Draft:
    before = chance.randint(2, 30)
    day = a_day(chance)
    right = next(n for n in range(1, 366) if release_day(day, n) == day - before)
    wrong = {
        str(before): f"Med {before} syns tiden från {short_day(release_day(day, before))}: en dag"
        " för sent. Besöksdagen är dag 1.",
        str(right + 1): f"Med {right + 1} syns tiden redan"
        f" {short_day(release_day(day, right + 1))}.",
        "tomt": "Ett tomt Bok.före visar tiden så långt fram som journalsystemet visar tider.",
    }
    text = (
        f"En tid {day_words(day)} ska synas på 1177 från och med {day_words(day - before)}, alltså"
        f" {before} dagar före. Vad ska stå i Bok.före?"
    )
    why = f"Bok.före {right} visar tiden från kl. 00:00, {right - 1} dagar före besöket."
    return Draft(text, str(right), wrong, why)


def _horizon(chance: random.Random) -> Draft:
    policy = a_system(chance, JournalSystem.ASYNJA, JournalSystem.PMO)
    day = a_day(chance)
    shown = visible_from(day, None, policy.horizon_days)
    others = {p.horizon_days for p in POLICIES.values()} - {policy.horizon_days}
    wrong = {
        day_words(day - days): f"Så långt fram visar ett annat journalsystem tider ({days} dagar)."
        for days in sorted(others)
    }
    wrong[day_words(day)] = "En tid kan visas långt före besöksdagen."
    wrong[day_words(shown + 1)] = "Det är en dag för sent: den yttersta dagen räknas med."
    text = (
        f"Bok.före är tomt. Enheten har {policy.label} och besöket är {day_words(day)}."
        " Vilken dag syns tiden först på 1177?"
    )
    why = f"{policy.label} visar tider {policy.horizon_days} dagar framåt när Bok.före är tomt."
    return Draft(text, day_words(shown), wrong, why)


def _earliest(chance: random.Random) -> Draft:
    policy = a_system(chance)
    today = a_day(chance)
    now = at(today, a_clock(chance, 7, 9))
    days = [today, today + 1, today + 2]
    offered = [day for day in days if visibility(time_case(policy, now, at(day, 15 * 60))).passed]
    wrong = {
        day_words(day): "Tider går att boka tidigare än så."
        if day > offered[0]
        else f"I {policy.label} går det inte att boka så nära."
        for day in days
        if day != offered[0]
    }
    text = (
        f"Enheten har {policy.label}. I dag är det {moment(now)}. Det finns lediga tider kl. 15:00"
        " alla dagar. Vilken är den tidigaste dag som invånaren kan boka?"
    )
    start = "samma dag" if policy.earliest_days == 0 else "dagen efter"
    return Draft(text, day_words(offered[0]), wrong, f"{policy.label}: tidigast {start}.")


def _cases(chance: random.Random) -> dict[str, TimeCase]:
    """By the rule's name a case that only this rule stops."""
    day = a_day(chance)
    now, start = at(day - chance.randint(3, 20), 10 * 60), at(day, a_clock(chance))
    left = (start - now) // 86400
    makers: dict[str, dict[str, Any]] = {
        "case-type-active": {"active": False},
        "published": {"time_type": type_of(_ASYNJA, TYPES[0], web_name="")},
        "not-hidden": {
            "time_type": type_of(
                _ASYNJA, TYPES[0], hidden=True, web_bookable=False, web_cancellable=False,
                web_rebookable=False,
            )
        },
        "web-bookable": {"time_type": type_of(_ASYNJA, TYPES[0], web_bookable=False)},
        "released": {"release": max(1, left - chance.randint(1, 2))},
        "resource-valid": {"resource": Resource(1, PEOPLE[0], valid_to=day - 1)},
        "not-blocked": {"blocked_by": "Utbildning"},
        "free": {"taken": True},
    }  # fmt: skip
    return {rule: time_case(_ASYNJA, now, start, **more) for rule, more in makers.items()}


def _why_not(chance: random.Random) -> Draft:
    """A time that one thing keeps off 1177: which rule stops it?"""
    cases = _cases(chance)
    rule = chance.choice(sorted(cases))
    case = cases[rule]
    refusal = visibility(case).refusals[0]
    labels = {one.name: one.label for one in RULES}
    wrong = {
        labels[name]: "Det villkoret är uppfyllt här."
        for name in labels
        if name in cases and name not in {verdict.rule for verdict in visibility(case).refusals}
    }
    text = (
        f"Nu är det {moment(case.now)}. Tiden {moment(case.slot.start)} syns inte på 1177:"
        f" {'; '.join(_facts(case))}. Vilket villkor är det som inte är uppfyllt?"
    )
    return Draft(text, labels[refusal.rule], wrong, refusal.text)


def _facts(case: TimeCase) -> Iterator[str]:
    face, slot, case_type = case.face, case.slot, case.gate.case_type
    until = case.resource.valid_to
    assert face is not None  # every case has a type
    yield f"Namn för webbtidbok: {face.web_name or 'tomt'}"
    yield f"Bokningsbar webb: {_yes(face.offered)}"
    yield f"Dölj bokning för patient: {_yes(face.hidden)}"
    yield f"Bok.före: {'tomt' if slot.release is None else slot.release}"
    yield f"resursen giltig: {'tills vidare' if until is None else f'till {short_day(until)}'}"
    yield f"händelse som spärrar: {case.blocked_by or 'ingen'}"
    yield f"bokad: {_yes(slot.taken)}"
    yield f"ärendetypen för att boka aktiverad: {_yes(case_type is not None and case_type.active)}"


def _yes(on: bool) -> str:
    return "ja" if on else "nej"


def _event(chance: random.Random) -> Draft:
    day = a_day(chance)
    first = a_clock(chance, 9, 11)
    length = chance.choice((20, 30, 45))
    starts = [first + n * length for n in range(4)]
    begins = starts[1] + chance.choice((0, 5, 10))
    ends = starts[2] + chance.choice((0, 5))
    event = Interval(at(day, begins), at(day, max(ends, begins + 5)))
    hit = [
        start for start in starts
        if event.overlaps(Interval(at(day, start), at(day, start + length)))
    ]  # fmt: skip
    sets = {
        tuple(hit), tuple(starts[1:3]), tuple(starts[1:2]), tuple(starts[2:3]), tuple(starts[:2]),
        tuple(starts[1:]),
    }  # fmt: skip
    wrong = {
        _clocks(some): "En händelse spärrar varje tid som den rör, om så bara några minuter, men"
        " ingen tid som börjar när den slutar eller slutar när den börjar."
        for some in sorted(sets - {tuple(hit)})
    }
    text = (
        f"Tiderna är {length} minuter och börjar {_clocks(starts)}. Du lägger in en händelse som"
        f" spärrar, {clock_text(begins)}–{clock_text(max(ends, begins + 5))}. Vilka tider går inte"
        " längre att boka?"
    )
    why = f"Händelsen rör {_clocks(hit)}. Bokade besök under den står kvar."
    return Draft(text, _clocks(hit), wrong, why)


def _clocks(minutes: Iterable[Minutes]) -> str:
    clocks = [clock_text(minute) for minute in minutes]
    return " och ".join((", ".join(clocks[:-1]), clocks[-1])) if len(clocks) > 1 else clocks[0]


KINDS: Final = (
    Kind("release-shows", ("R29", "R30", "R31"), _first_day),
    Kind("release-number", ("R30", "R31"), _which_release),
    Kind("release-empty", ("R29", "R66"), _horizon),
    Kind("earliest-day", ("R71", "R81"), _earliest),
    Kind("what-hinders", ("R9", "R14", "R20", "R30", "R38", "R108"), _why_not),
    Kind("event-blocks", ("R38",), _event),
)
