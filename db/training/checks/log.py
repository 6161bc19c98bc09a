"""Checks on Logg för webbtidbok: what is in it, what was decided, and what was exported."""

from typing import Any, Final

from db.book import Reader
from db.training.checks.case import Case
from db.training.checks.times import COUNTS
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.review.log_pass import score
from db.values import Act, ReviewDecision, count_text
from db.worlds.form import Key, choice, flag, moment, text, whole

_WHERE: Final = "Logg för webbtidbok"
_ACTS: Final = {
    "bokad": Act.BOOKED, "ombokad": Act.REBOOKED, "avbokad": Act.CANCELLED, "alla": None,
}  # fmt: skip
_DECISIONS: Final = {
    "faktureras": ReviewDecision.BILL, "undantas": ReviewDecision.EXEMPT,
    "kontrollerad": ReviewDecision.CHECKED, "ingen": "",
}  # fmt: skip
_DECIDED: Final = {
    "": "är inte bedömd", "bill": "ska faktureras", "exempt": "är undantagen",
    "checked": "är kontrollerad",
}  # fmt: skip


def row_keys(reader: Reader, clinic: int, told: Demand) -> list[int]:
    """The rows that are spoken of, the newest first: what was done, whose, when, late or not.

    ``told`` is a check or a deed: the value of its own key is what was done, None for anything.
    """
    terms, params = ["r.clinic_id = ?"], [clinic]
    asked = (
        ("r.act = ?", told[told.table]), ("r.patient = ?", told["patient"] or None),
        ("r.late = ?", told["sen"]), ("r.old_start = ?", told["fran"]),
        ("r.new_start = ?", told["till"]), ("r.changed_at = ?", told["andrad"]),
    )  # fmt: skip
    for term, value in asked:
        if value is not None:
            terms.append(term)
            params.append(value)
    file = "r.file_id IS NULL"
    if told["fil"]:
        file = "r.file_id = (SELECT id FROM log_file WHERE name = ? AND clinic_id = r.clinic_id)"
        params.append(told["fil"])
    sql = f"SELECT r.id FROM log_row r WHERE {' AND '.join(terms)} AND {file} ORDER BY r.id DESC"
    return [key for (key,) in reader.rows(sql, params)]


_ROW: Final = (
    "SELECT patient, decision, decision_reason, exported_at IS NOT NULL FROM log_row WHERE id = ?"
)


def _rows(case: Case, demand: Demand) -> list[tuple[Any, ...]]:
    keys = row_keys(case.reader, case.clinic.id, demand)
    return [row for key in keys if (row := case.reader.row(_ROW, (key,))) is not None]


def _log(case: Case, demand: Demand) -> Outcome:
    found = _rows(case, demand)
    faults = [_fault(row, demand) for row in found]
    fitting = faults.count("")
    least, most = demand["minst"], demand["hogst"]
    least = 1 if least is None and most is None else least or 0
    if demand["alla"] and any(faults):
        row, fault = next((row, one) for row, one in zip(found, faults, strict=True) if one)
        return Outcome(False, _WHERE, f"Raden för {row[0]} {fault}.")
    if fitting < least:
        if not found:
            return Outcome(False, _WHERE, "Den raden finns inte i loggen.")
        row, fault = next((row, one) for row, one in zip(found, faults, strict=True) if one)
        return Outcome(False, _WHERE, f"Raden för {row[0]} {fault}.")
    if most is not None and fitting > most:
        has = count_text(fitting, "rad", "rader")
        return Outcome(False, _WHERE, f"Det är {has}; det ska vara högst {most}.")
    return DONE


def _fault(row: tuple[Any, ...], demand: Demand) -> str:
    _, decision, reason, exported = row
    wanted = demand["bedomning"]
    if wanted is not None and decision != wanted:
        return _DECIDED[decision]
    if demand["undantagsorsak"] and demand["undantagsorsak"].casefold() not in reason.casefold():
        return f"är undantagen för ”{reason}”" if reason else "är undantagen utan orsak"
    if demand["exporterad"] is not None and bool(exported) != demand["exporterad"]:
        return "är redan exporterad" if exported else "är inte exporterad"
    return ""


def _log_pass(case: Case, demand: Demand) -> Outcome:
    """That a log has been reviewed, with no more faults than are told."""
    has = score(case.reader, case.clinic.id, demand["loggpass"])
    if not has.rows:
        return Outcome(False, _WHERE, f"Loggen {demand['loggpass']} är inte inläst.")
    if has.missed > demand["missade"]:
        late = count_text(has.missed, "sen ändring återstår", "sena ändringar återstår")
        return Outcome(False, _WHERE, f"{late} att bedöma.", "Gå till nästa sena ändring.")
    if has.needless > demand["onodiga"]:
        told = count_text(has.needless, "ändring i tid har", "ändringar i tid har")
        remark = f"{told} fått ett beslut fast 24-timmarsregeln inte gäller."
        return Outcome(False, _WHERE, remark, "Ta bort beslutet på den ändring som var i tid.")
    return DONE


SUBJECTS: Final = {
    "loggpass": Subject(
        {
            "loggpass": Key(text(empty=False)), "missade": Key(whole(0, 500), 0),
            "onodiga": Key(whole(0, 500), 0),
        },
        _log_pass,
    ),
    "logg": Subject(
        {
            "logg": Key(choice(_ACTS)), "patient": Key(text(), ""), "sen": Key(flag, None),
            "fran": Key(moment, None), "till": Key(moment, None), "andrad": Key(moment, None),
            "fil": Key(text(), ""), "bedomning": Key(choice(_DECISIONS), None),
            "undantagsorsak": Key(text(), ""), "exporterad": Key(flag, None),
            "alla": Key(flag, False), **COUNTS,
        },
        _log,
    ),
}  # fmt: skip
