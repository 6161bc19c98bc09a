"""Checks on schemamallar: that there is one, and the rows it is to have."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from db.rules.local_time import clock_text
from db.schedule import templates
from db.texts import WEEKDAY_NAMES
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import missing
from db.values import Template, Weekday
from db.worlds.form import TABLES, Key, flag, text


class _Line(NamedTuple):
    """A row as it is compared: its type by the key of its name."""

    weekday: Weekday
    start_min: int
    end_min: int
    length_min: int
    release: int | None
    time_type: int | None

    @property
    def told(self) -> str:
        """Which row it is."""
        span = f"{clock_text(self.start_min)}–{clock_text(self.end_min)}"
        return f"{WEEKDAY_NAMES[self.weekday]} {span}"


def _asked(case: Case, rows: tuple[dict[str, Any], ...]) -> Iterator[_Line]:
    for row in rows:
        kind = case.time_type(row["tidstyp"])
        for day in row["dagar"]:
            yield _Line(
                day, row["fran"], row["till"], row["langd"], row["bok_fore"],
                None if kind is None else kind.id,
            )  # fmt: skip


def _template(case: Case, demand: Demand) -> Outcome:
    name = demand["mall"]
    known = templates.every(case.book, case.clinic.id)
    stored = next((one for one in known if one.name.casefold() == name.casefold()), None)
    if stored is None:
        if not demand["finns"]:
            return DONE
        act = f"Gör en mall med Ny... och ge den namnet ”{name}”."
        names = (one.name for one in known)
        return Outcome(False, "Schemamallar", missing("en schemamall", name, names), act)
    if not demand["finns"]:
        return Outcome(False, f"Schemamallar: {name}", f"Schemamallen {name} finns kvar.")
    return _rows(case, stored, demand)


def _rows(case: Case, stored: Template, demand: Demand) -> Outcome:
    where = f"Schemamallar: {stored.name}"
    have = {
        _Line(r.weekday, r.start_min, r.end_min, r.length_min, r.release, r.time_type)
        for r in stored.rows
    }
    wanted = list(_asked(case, demand["rader"]))
    for line in wanted:
        if line not in have:
            return Outcome(False, where, _lacks(case, have, line), f"Lägg till {line.told}.")
    extra = sorted(have - set(wanted))
    if demand["bara"] and extra:
        remark = f"Mallen har en rad till: {extra[0].told}."
        return Outcome(False, where, remark, f"Ta bort {extra[0].told}.")
    return DONE


def _lacks(case: Case, have: set[_Line], wanted: _Line) -> str:
    """What a row lacks, or that there is none."""
    same_place = [one for one in have if one[:2] == wanted[:2]]
    if not same_place:
        return f"Raden {wanted.told} saknas."
    has = same_place[0]
    if has.end_min != wanted.end_min:
        said, meant = clock_text(has.end_min), clock_text(wanted.end_min)
        return f"{has.told}: Till kl är {said}, inte {meant}."
    if has.length_min != wanted.length_min:
        said, meant = clock_text(has.length_min), clock_text(wanted.length_min)
        return f"{has.told}: Längd är {said}, inte {meant}."
    if has.release != wanted.release:
        said, meant = ("tomt" if one is None else str(one) for one in (has.release, wanted.release))
        return f"{has.told}: Bok.före är {said}, inte {meant}."
    return f"{has.told}: tidstypen är {case.name_of_type(has.time_type or 0)}."


SUBJECTS: Final = {
    "mall": Subject(
        {
            "mall": Key(text(empty=False)), "finns": Key(flag, True), "bara": Key(flag, False),
            "rader": Key(TABLES["mall"]["rader"].take, ()),
        },
        _template,
    ),
}  # fmt: skip
