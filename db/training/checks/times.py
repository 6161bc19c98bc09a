"""Checks on tider and händelser in the tidbok: one time, how many, and what blocks them."""

from typing import Any, Final

from db.rules.local_time import instant_text, midnight
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import missing, same_text
from db.values import Slot, count_text
from db.worlds.form import Key, day, flag, moment, text, whole

_NAME: Final = Key(text(empty=False))
_SOME: Final = Key(text(), "")
_DAY: Final = Key(day, None)


def no_resource(case: Case, name: str) -> Outcome | None:
    """That there is no resource of a name; None where there is one."""
    if case.resource(name) is not None:
        return None
    known = (one.name for one in case.resources.values())
    return Outcome(False, "Resurser", missing("en resurs", name, known))


def no_type(case: Case, name: str) -> Outcome | None:
    """That there is no type of a name; None where there is one."""
    if case.time_type(name) is not None:
        return None
    known = (one.name for one in case.types.values())
    return Outcome(False, "Tidstyper", missing("en tidstyp", name, known))


def _time(case: Case, demand: Demand) -> Outcome:
    """One time of a resource."""
    at, name = demand["tid"], demand["resurs"]
    wrong = no_resource(case, name)
    if wrong is not None:
        return wrong
    slot = case.slot(name, at)
    where, which = "Tidbok", f"{instant_text(at)} hos {name}"
    if not demand["finns"]:
        return DONE if slot is None else Outcome(False, where, f"Tiden {which} finns kvar.")
    if slot is None:
        return Outcome(False, where, f"Det finns ingen tid {which}.", f"Lägg till tiden {which}.")
    said = _unlike(case, slot, demand)
    return Outcome(False, where, f"Tiden {which} {said}.") if said else DONE


def _unlike(case: Case, slot: Slot, demand: Demand) -> str:
    """What of a time is not as it should be; empty for nothing."""
    kind = case.name_of_type(slot.time_type)
    if demand["tidstyp"] and not same_text(kind, demand["tidstyp"]):
        return f"har tidstypen {kind}, inte {demand['tidstyp']}"
    if demand["langd"] and slot.length_min != demand["langd"]:
        return f"är {slot.length_min} minuter lång, inte {demand['langd']}"
    if "bok_fore" in demand.given and slot.release != (demand["bok_fore"] or None):
        has = "tomt" if slot.release is None else str(slot.release)
        return f"har Bok.före {has}, inte {demand['bok_fore'] or 'tomt'}"
    if "ledig" in demand.given and slot.taken == demand["ledig"]:
        return "är bokad" if slot.taken else "är ledig"
    if "sparrad" in demand.given and slot.blocked != demand["sparrad"]:
        return "är spärrad" if slot.blocked else "är inte spärrad"
    return ""


def _times(case: Case, demand: Demand) -> Outcome:
    """How many times of a type are laid out, on a resource and some days where those are told."""
    wrong = no_type(case, demand["tider"])
    if wrong is None and demand["resurs"]:
        wrong = no_resource(case, demand["resurs"])
    if wrong is not None:
        return wrong
    kind, resource = case.time_type(demand["tider"]), case.resource(demand["resurs"])
    assert kind is not None
    terms, params = ["clinic_id = ?", "time_type_id = ?"], [case.clinic.id, kind.id]
    asked: tuple[tuple[str, Any], ...] = (
        ("resource_id = ?", None if resource is None else resource.id),
        ("day >= ?", demand["fran"]), ("day <= ?", demand["till"]),
    )  # fmt: skip
    for term, value in asked:
        if value is not None:
            terms.append(term)
            params.append(value)
    sql = f"SELECT count(*) FROM slot WHERE {' AND '.join(terms)}"
    count = int(case.reader.value(sql, params) or 0)
    place = f" hos {demand['resurs']}" if demand["resurs"] else ""
    return within(count, demand, "Tidbok", f"av {demand['tider']}{place}")


def within(
    count: int, demand: Demand, where: str, what: str, one: str = "tid", many: str = "tider"
) -> Outcome:
    """Whether there are as many as is asked by ``minst`` and ``hogst``."""
    least, most = demand["minst"], demand["hogst"]
    least = 1 if least is None and most is None else least or 0
    has = f"Det finns {count_text(count, one, many)} {what}" if count else f"Inga {many} {what}"
    if count < least:
        return Outcome(False, where, f"{has}; det ska vara minst {least}.")
    if most is not None and count > most:
        wanted = f"det ska vara högst {most}" if most else "det ska inte finnas några"
        return Outcome(False, where, f"{has}; {wanted}.")
    return DONE


_EVENTS: Final = (
    'SELECT e.id, r.name, e.start, e."end", e.text, e.blocking FROM event e'
    " JOIN resource r ON r.id = e.resource_id WHERE e.clinic_id = ? ORDER BY e.start, e.id"
)


def _event(case: Case, demand: Demand) -> Outcome:
    """A händelse by its text; where no text is told, any that fits."""
    named = demand["handelse"]
    found = [
        row
        for row in case.reader.rows(_EVENTS, (case.clinic.id,))
        if not named or same_text(row[4], named)
    ]
    if demand["resurs"]:
        there = [row for row in found if same_text(row[1], demand["resurs"])]
        found = there or (found if demand["finns"] else [])
    called = f"Händelsen ”{named}”" if named else "En händelse"
    if not demand["finns"]:
        fitting = [row for row in found if not _event_fault(row, demand)]
        remark = f"{called} ligger kvar {instant_text(fitting[0][2])}." if fitting else ""
        return Outcome(False, "Tidbok", remark) if fitting else DONE
    if not found:
        return Outcome(False, "Tidbok", f"{called} finns inte i tidboken.", "Lägg en händelse.")
    faults = [_event_fault(row, demand) for row in found]
    return DONE if not all(faults) else Outcome(False, "Tidbok", f"{called} {faults[-1]}.")


def _event_fault(row: tuple[Any, ...], demand: Demand) -> str:
    _, resource, start, end, _, blocking = row
    if demand["resurs"] and not same_text(resource, demand["resurs"]):
        return f"ligger hos {resource}, inte hos {demand['resurs']}"
    if demand["fran"] is not None and start != demand["fran"]:
        return f"börjar {instant_text(start)}, inte {instant_text(demand['fran'])}"
    if demand["till"] is not None and end != demand["till"]:
        return f"slutar {instant_text(end)}, inte {instant_text(demand['till'])}"
    if "sparrar" in demand.given and bool(blocking) != demand["sparrar"]:
        return "spärrar tiderna för bokning" if blocking else "spärrar inte tiderna för bokning"
    return ""


_COVERED: Final = (
    "SELECT count(*) FROM slot WHERE resource_id = ? AND start >= ? AND start < ? AND blocked = 0"
    " AND taken = 0"
)


def _blocked(case: Case, demand: Demand) -> Outcome:
    """That no time of a resource is open between two days."""
    wrong = no_resource(case, demand["sparrat"])
    if wrong is not None:
        return wrong
    resource = case.resource(demand["sparrat"])
    assert resource is not None
    ends = midnight(demand["fran"]), midnight(demand["till"] + 1)
    count = int(case.reader.value(_COVERED, (resource.id, *ends)) or 0)
    if not count:
        return DONE
    open_times = count_text(count, "ledig tid", "lediga tider")
    remark = f"{demand['sparrat']} har {open_times} kvar som inte är spärrade."
    return Outcome(False, "Tidbok", remark, "Lägg en händelse som spärrar för bokning.")


COUNTS: Final = {"minst": Key(whole(0, 100_000), None), "hogst": Key(whole(0, 100_000), None)}
"""The keys that ``within`` reads."""

SUBJECTS: Final = {
    "tid": Subject(
        {
            "tid": Key(moment), "resurs": _NAME, "finns": Key(flag, True), "tidstyp": _SOME,
            "langd": Key(whole(1, 1440), None), "bok_fore": Key(whole(0, 365), None),
            "ledig": Key(flag, None), "sparrad": Key(flag, None),
        },
        _time,
    ),
    "tider": Subject(
        {"tider": _NAME, "resurs": _SOME, "fran": _DAY, "till": _DAY, **COUNTS}, _times
    ),
    "handelse": Subject(
        {
            "handelse": Key(text()), "resurs": _SOME, "finns": Key(flag, True),
            "fran": Key(moment, None), "till": Key(moment, None), "sparrar": Key(flag, None),
        },
        _event,
    ),
    "sparrat": Subject({"sparrat": _NAME, "fran": Key(day), "till": Key(day)}, _blocked),
}  # fmt: skip
