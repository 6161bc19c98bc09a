"""Checks on what 1177 shows a citizen: names to choose from, free times, and their booked ones.

What keeps a time off 1177 is told by the same verdicts as Varför.
"""

from typing import Final

from db.bookings.read import shown_booking
from db.bookings.rows import SELECT, booking_value
from db.offer import offer
from db.remedies.explain import ExplainedTime, time_of
from db.rules.local_time import day_of, day_text, instant_text
from db.rules.offer.clinic_rules import gate
from db.rules.offer.preview import is_chosen_from
from db.setup import case_types
from db.training.checks.case import Case
from db.training.checks.times import COUNTS, no_resource
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import missing, same_text
from db.values import SYSTEM, Actor, Booking, CaseKind, OfferedTime, Role, Slot
from db.worlds.form import Key, day, flag, moment, text

_WHERE: Final = "1177: Boka tid"
_UNSEEN: Final = "Logga in på 1177 som invånare och se efter."


def _offer(case: Case, demand: Demand) -> Outcome:
    """Whether a citizen may choose a name, and how many times, or which, it has."""
    if "invanare" in demand.given and case.patient(demand["invanare"]) is None:
        return Outcome(False, _WHERE, f"Invånaren {demand['invanare']} finns inte i boken.")
    if "syns" in demand.given:
        shown = _is_shown(case, demand)
        if shown == demand["syns"] and not _asks_times(demand):
            return DONE
        if shown and not demand["syns"]:
            remark = f"”{demand['utbud']}” står kvar bland det som går att boka på 1177."
            return Outcome(False, _WHERE, remark, _UNSEEN)
        if not shown:
            return _why(case, demand)
    return _times(case, demand)


def _asks_times(demand: Demand) -> bool:
    return bool({"minst", "hogst", "tid", "resurs"} & demand.given)


def _actor(case: Case, demand: Demand) -> Actor:
    person = case.patient(demand["invanare"]) if demand["invanare"] else None
    return SYSTEM if person is None else Actor(Role.CITIZEN, person.name, person.id)


def _is_shown(case: Case, demand: Demand) -> bool:
    who = _actor(case, demand).patient
    told = case_types.gate_of(case.reader, case.clinic, CaseKind.BOOK, who)
    return gate(told).passed and any(
        same_text(face.web_name, demand["utbud"]) and is_chosen_from(face)
        for face in case.faces.values()
    )


def _web_name(case: Case, asked: str) -> str:
    """The name as 1177 writes it."""
    return next(
        (one.web_name for one in case.faces.values() if same_text(one.web_name, asked)), asked
    )


def _offered(case: Case, demand: Demand, limit: int) -> list[OfferedTime]:
    first, last = demand["fran"], demand["till"]
    if demand["tid"] is not None:
        first = last = day_of(demand["tid"])
    narrow = bool(demand["resurs"]) or demand["tid"] is not None
    found = offer.times(
        case.book, _actor(case, demand), case.clinic.id,
        web_name=_web_name(case, demand["utbud"]), from_day=first, to_day=last,
        limit=-1 if narrow else limit,
    )  # fmt: skip
    if demand["resurs"]:
        resource = case.resource(demand["resurs"])
        found = [one for one in found if resource is not None and one.resource == resource.id]
    if demand["tid"] is not None:
        found = [one for one in found if one.start == demand["tid"]]
    return found


def _times(case: Case, demand: Demand) -> Outcome:
    wrong = no_resource(case, demand["resurs"]) if demand["resurs"] else None
    if wrong is not None:
        return wrong
    least, most = demand["minst"], demand["hogst"]
    least = 1 if least is None and most is None else least or 0
    found = _offered(case, demand, max(least, (most or 0) + 1))
    if len(found) < least:
        return _why(case, demand)
    if most is not None and len(found) > most:
        first = found[0]
        resource = case.name_of_resource(first.resource)
        remark = (
            f"Invånaren kan fortfarande boka ”{demand['utbud']}”, till exempel"
            f" {instant_text(first.start)} hos {resource}."
        )
        return Outcome(False, _WHERE, remark, _UNSEEN)
    return DONE


def _why(case: Case, demand: Demand) -> Outcome:
    """What keeps the times back that should be there: the first verdict of Varför."""
    slot = _about(case, demand)
    if slot is None:
        return _without_times(case, demand)
    who = _actor(case, demand).patient
    explained = time_of(case.reader, slot, who)
    if explained.why.offered:
        remark = f"1177 visar för få tider av ”{demand['utbud']}”."
        return Outcome(False, _WHERE, remark, "Lägg ut fler tider.")
    return verdict_of(explained)


def verdict_of(explained: ExplainedTime) -> Outcome:
    """The first no of Varför on a time: where to look, the verdict, the act and who may."""
    verdict = explained.why.decision.refusals[0]
    fix = explained.fixes.get(verdict.rule)
    if fix is None:
        return Outcome(False, _WHERE, verdict.text)
    return Outcome(False, fix.where, fix.reason, fix.told)


_COMING: Final = (
    "SELECT id FROM slot WHERE clinic_id = ? AND time_type_id = ? AND taken = 0 AND start > ?"
)


def _about(case: Case, demand: Demand) -> Slot | None:
    """The time that the step is about: the one that is told, or the first free one of the type."""
    if demand["tid"] is not None and demand["resurs"]:
        return case.slot(demand["resurs"], demand["tid"])
    kinds = [one for one in case.types.values() if same_text(one.web_name, demand["utbud"])]
    if demand["tidstyp"]:
        kinds = [one for one in case.types.values() if same_text(one.name, demand["tidstyp"])]
    resource = case.resource(demand["resurs"]) if demand["resurs"] else None
    for kind in kinds:
        sql, params = _COMING, [case.clinic.id, kind.id, case.clock.now]
        asked = (
            ("resource_id = ?", None if resource is None else resource.id),
            ("day >= ?", demand["fran"]), ("day <= ?", demand["till"]),
            ("start = ?", demand["tid"]),
        )  # fmt: skip
        for term, value in asked:
            if value is not None:
                sql += f" AND {term}"
                params.append(value)
        key = case.reader.value(f"{sql} ORDER BY start LIMIT 1", params)
        if key is not None:
            return case.slot_of(key)
    return None


def _without_times(case: Case, demand: Demand) -> Outcome:
    named = [one.web_name for one in case.types.values()]
    if not any(same_text(one, demand["utbud"]) for one in named):
        act = "Fyll i Namn för webbtidbok på tidstypen."
        return Outcome(False, "Tidstyper", missing("ett webbnamn", demand["utbud"], named), act)
    if demand["tid"] is not None:
        remark = f"Det finns ingen tid {instant_text(demand['tid'])} att visa."
    else:
        since = "" if demand["fran"] is None else f" från {day_text(demand['fran'])}"
        remark = f"”{demand['utbud']}” har inga lediga tider{since} att visa."
    return Outcome(False, "Tidbok", remark, "Lägg till en tid, eller lägg ut en schemamall.")


def _time(case: Case, demand: Demand) -> Outcome:
    """Whether 1177 offers a citizen one time, whatever its type is called."""
    wrong = no_resource(case, demand["resurs"])
    if wrong is not None:
        return wrong
    slot = case.slot(demand["resurs"], demand["visas"])
    which = f"{instant_text(demand['visas'])} hos {demand['resurs']}"
    if slot is None:
        shown = Outcome(False, "Tidbok", f"Det finns ingen tid {which} att visa.")
        return shown if demand["syns"] else DONE
    explained = time_of(case.reader, slot, _actor(case, demand).patient)
    if explained.why.offered == demand["syns"]:
        return DONE
    if demand["syns"]:
        return verdict_of(explained)
    return Outcome(False, _WHERE, f"1177 visar fortfarande tiden {which}.", _UNSEEN)


# --- booked times as their citizen sees them ------------------------------------------------------


def _seen(case: Case, demand: Demand) -> Outcome:
    """Whether 1177 shows a citizen a booked time, and what it lets them do with it."""
    person = case.patient(demand["synlig"])
    if person is None:
        return Outcome(False, _WHERE, f"Invånaren {demand['synlig']} finns inte i boken.")
    terms, params = ["b.patient_id = ?", "b.status = 'booked'"], [person.id]
    if demand["start"] is not None:
        terms.append("b.start = ?")
        params.append(demand["start"])
    rows = case.reader.rows(f"{SELECT} WHERE {' AND '.join(terms)} ORDER BY b.start", params)
    found = [booking_value(row) for row in rows if row[1] == case.clinic.id]
    if not found:
        return Outcome(False, "Tidbok", f"{person.name} har ingen bokad tid då.", "Boka en tid.")
    outcomes = [_as_seen(case, one, demand) for one in found]
    return DONE if any(one.done for one in outcomes) else outcomes[0]


def _as_seen(case: Case, booking: Booking, demand: Demand) -> Outcome:
    seen = shown_booking(case.reader, booking)
    which = f"tiden {instant_text(booking.start)}"
    asked = (
        ("syns", seen.shown, seen.decision, f"1177 visar {which}."),
        ("avbokas", seen.cancellable, seen.cancel_verdicts, f"1177 låter {which} avbokas."),
        ("ombokas", seen.rebookable, seen.rebook_verdicts, f"1177 låter {which} ombokas."),
    )
    for key, has, decision, told in asked:
        wanted = demand[key]
        if wanted is None or has == wanted:
            continue
        remark = told if has else decision.refusals[0].text
        return Outcome(False, "1177: Bokade tider", remark)
    return DONE


_PERSON: Final = Key(text(), "")

SUBJECTS: Final = {
    "utbud": Subject(
        {
            "utbud": Key(text(empty=False)), "invanare": _PERSON, "syns": Key(flag, None),
            "tidstyp": Key(text(), ""), "resurs": Key(text(), ""), "tid": Key(moment, None),
            "fran": Key(day, None), "till": Key(day, None), **COUNTS,
        },
        _offer,
    ),
    "visas": Subject(
        {
            "visas": Key(moment), "resurs": Key(text(empty=False)), "invanare": _PERSON,
            "syns": Key(flag, True),
        },
        _time,
    ),
    "synlig": Subject(
        {
            "synlig": Key(text(empty=False)), "start": Key(moment, None),
            "syns": Key(flag, True), "avbokas": Key(flag, None), "ombokas": Key(flag, None),
        },
        _seen,
    ),
}  # fmt: skip
