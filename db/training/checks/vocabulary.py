"""All that a step can ask about, and how a check is read and judged.

docs/ÖVNINGAR.md tells of every subject; a test holds it to these.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from db.errors import Invalid
from db.training.checks import (
    answers,
    bookings,
    log,
    offer,
    resources,
    templates,
    time_types,
    times,
    unit,
)
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.worlds.form import faults_of, taken_in
from db.worlds.times import Today

SUBJECTS: Final[Mapping[str, Subject]] = {
    **time_types.SUBJECTS,
    **resources.SUBJECTS,
    **templates.SUBJECTS,
    **times.SUBJECTS,
    **offer.SUBJECTS,
    **bookings.SUBJECTS,
    **log.SUBJECTS,
    **unit.SUBJECTS,
    **answers.SUBJECTS,
}


def take_demand(value: Any, today: Today) -> Demand:  # noqa: ANN401 - whatever TOML gave
    """A check as it stands in a file: its first key says what it is about.

    Raises:
        Invalid: it is no check; says what is wrong with it.
    """
    if not isinstance(value, dict) or not value:
        raise Invalid("exercise-value", "ska vara en tabell, { … }.")
    name = next(iter(value))
    if name not in SUBJECTS:
        known = ", ".join(SUBJECTS)
        said = f"börjar med ”{name}”, som inte går att fråga om. Det går: {known}."
        raise Invalid("exercise-value", said)
    keys = SUBJECTS[name].keys
    for key, why in faults_of(keys, value, today):
        raise Invalid("exercise-value", f"{name}, {key}: {why}")
    return Demand(name, 0, taken_in(keys, value, today), frozenset(value))


def judged(case: Case, demand: Demand) -> Outcome:
    """Whether the book is as one check demands."""
    return SUBJECTS[demand.table].judge(case, demand)


def first_fault(case: Case, demands: Sequence[Demand]) -> Outcome:
    """Whether all of some checks are done; else what the first says that is not."""
    outcomes = (judged(case, demand) for demand in demands)
    return next((one for one in outcomes if not one.done), DONE)
