"""What is proposed when an exercise is written by doing it: a step a change."""

from typing import Any, NamedTuple

Told = dict[str, Any]
"""A check or a deed as a file has it: its first key says what it is about."""


class Proposal(NamedTuple):
    """One thing that differs between the book at the start and the book as it is now.

    Attributes:
        text: what is to be done, in words: the step's text. It says every value that is demanded.
        demand: the check that it is done.
        deed: what does it; None where no single deed of the book does.
    """

    text: str
    demand: Told
    deed: Told | None = None
