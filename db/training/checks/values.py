"""What a check is: what it is about, what it demands of the book, and what it answers."""

from collections.abc import Callable
from typing import NamedTuple

from db.training.checks.case import Case
from db.worlds.form import Keys
from db.worlds.reading import Row

Demand = Row
"""One check of a file: ``table`` is its subject, its keys what is demanded.

The value of the key that is called as the subject is what it is about: the name of a tidstyp.
"""


class Outcome(NamedTuple):
    """What a check answers.

    Attributes:
        done: whether the book is as is demanded.
        where: where in the program one looks for it; these three are empty when it is done.
        remark: what is not as it should be, with the values: a whole Swedish sentence.
        act: what can be done about it, likewise.
    """

    done: bool
    where: str = ""
    remark: str = ""
    act: str = ""


DONE = Outcome(True)


class Subject(NamedTuple):
    """What can be asked about, a word of the vocabulary.

    Attributes:
        keys: its keys, that of its own name first; what is left out is not asked.
        judge: whether the book is as is demanded.
    """

    keys: Keys
    judge: Callable[[Case, Demand], Outcome]
