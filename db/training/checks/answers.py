"""The check of a reading exercise: what was answered to its question."""

from typing import Final

from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import same_text
from db.worlds.form import Key, several, text

_WHERE: Final = "Övningen"


def _answer(case: Case, demand: Demand) -> Outcome:
    given = case.answers.get(demand["svar"], "")
    if any(same_text(given, right) for right in demand["ar"]):
        return DONE
    if not given:
        return Outcome(False, _WHERE, "Frågan är inte besvarad.", "Svara på frågan.")
    return Outcome(False, _WHERE, f"”{given}” stämmer inte.", "Läs en gång till och svara igen.")


SUBJECTS: Final = {
    "svar": Subject(
        {"svar": Key(text(empty=False)), "ar": Key(several(text(empty=False)))}, _answer
    )
}
"""What is right is never said in the text: it is what is asked."""
