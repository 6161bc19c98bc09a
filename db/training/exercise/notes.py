"""What goes with an exercise's book, in a small file beside it: answers, and what once was done.

A step that is turned back again later (``minns``) is done for ever once it was; the book alone
cannot tell that. What is damaged is as if nothing had been noted.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

_ENDING: Final = ".ovning"
_MOST_BYTES: Final = 256 * 1024


def place(book: Path) -> Path:
    """Where the notes of a book lie."""
    return book.with_name(book.name + _ENDING)


@dataclass
class Notes:
    """What was noted.

    Attributes:
        exercise: the name of the exercise; notes of another count for nothing.
        seed: what its values and faults were drawn from.
        answers: what was answered, by the question's name.
        kept: the steps, from 1, that stay done.
        more: what else a program keeps there, such as how far a coach had come.
        is_foreign: whether the book was not begun as this exercise: none of its notes lie there.
    """

    exercise: str
    seed: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    more: dict[str, Any] = field(default_factory=dict)
    is_foreign: bool = False

    @classmethod
    def load(cls, exercise: str, book: Path) -> "Notes":
        """The notes of a book; empty ones where there are none of this exercise."""
        try:
            with place(book).open(encoding="utf-8") as file:
                told = json.loads(file.read(_MOST_BYTES))
            if told["exercise"] != exercise:
                return cls(exercise, is_foreign=True)
            return cls(
                exercise,
                int(told["seed"]),
                {str(key): str(value) for key, value in told["answers"].items()},
                {int(one) for one in told["kept"]},
                dict(told["more"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(exercise, is_foreign=True)

    def save(self, book: Path) -> bool:
        """Keep them beside the book; whether that was possible."""
        told = {
            "exercise": self.exercise, "seed": self.seed, "answers": self.answers,
            "kept": sorted(self.kept), "more": self.more,
        }  # fmt: skip
        target = place(book)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            opened = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(opened, "w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False)
            draft.replace(target)
        except (OSError, ValueError):
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return False
        return True
