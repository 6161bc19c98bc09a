"""Labels, keys and pages in an exercise's texts, by id: a renamed label makes no text false.

``{dölj}`` is a label of the book's own tables. ``{tangent:…}``, ``{kommando:…}`` and ``{sida:…}``
are told by who knows the screens. ``{namn}`` may also be one of the exercise's own values.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from db.rules.names.type_columns import COLUMNS
from db.values import ROLE_LABELS
from db.worlds.form import ascii_key
from db.worlds.reading import Fault

Tell = Callable[[str, str], str]
"""The text of a kind (``tangent``, ``kommando``, ``sida``) and an id; empty where there is none."""

KINDS: Final = ("tangent", "kommando", "sida")

_SHORT: Final = {
    "namn_asynja": "name", "webbnamn": "web_name", "bokningsbar": "bookable",
    "dölj_i_kassa": "hide_in_checkout", "självincheckning": "self_checkin",
    "webb": "web_bookable", "avbokas": "web_cancellable", "ombokas": "web_rebookable",
    "dölj": "hidden", "video": "video", "infotext": "web_info",
}  # fmt: skip

LABELS: Final[Mapping[str, str]] = {
    **{short: COLUMNS[field].label for short, field in _SHORT.items()},
    **{ascii_key(column.label): column.label for column in COLUMNS.values()},
    **{ascii_key(label): label for label in ROLE_LABELS.values()},
    "bokföre": "Bok.före",
    "resursnamn": "Resursnamn",
    "giltighet": "Giltighet",
    "yrkeskategori": "Yrkeskategori",
    "spärrande": "Spärrande för bokning",
    "ändra_schema": "Ändra schema",
    "patientkommentar": "Patientkommentar (webb)",
}
"""The labels by their ids."""

_LEFT, _RIGHT = "\x00", "\x01"
"""Braces that are braces while the ids are put in; written twice in a file."""

_TYPED: Final = ("skriv", "ersatt")
_SIGN: Final = re.compile(r"\{([^{}]*)\}")


def unknown(kind: str, name: str) -> str:
    """Tells nothing but the id itself: for who only wants to read, list or judge."""
    return f"{kind} {name}"


class Filled:
    """Puts values, labels, keys and pages in the texts of a file, and notes what it does not know.

    Args:
        values: the exercise's own, by their names.
        tell: what knows the screens.
    """

    def __init__(self, values: Mapping[str, Any], tell: Tell) -> None:
        self._values, self._tell = values, tell
        self.faults: list[Fault] = []

    def table(self, name: str, number: int, given: Mapping[str, Any]) -> dict[str, Any]:
        """A table of the file with all its texts filled."""
        return {key: self._of(value, (name, number, key)) for key, value in given.items()}

    def _of(self, value: Any, at: tuple[str, int, str]) -> Any:  # noqa: ANN401 - whatever TOML gave
        if isinstance(value, str):
            return self._text(value, at)
        if isinstance(value, list):
            return [self._of(one, at) for one in value]
        if isinstance(value, dict):
            return {key: self._part(key, self._of(one, at)) for key, one in value.items()}
        return value

    @staticmethod
    def _part(key: str, value: Any) -> Any:  # noqa: ANN401 - whatever TOML gave
        """What is typed is typed as a text, though it is a number among the values."""
        return str(value) if key in _TYPED and isinstance(value, int) else value

    def _text(self, text: str, at: tuple[str, int, str]) -> Any:  # noqa: ANN401 - a value's own
        whole = _SIGN.fullmatch(text)
        if whole and whole[1] in self._values:
            return self._values[whole[1]]
        plain = text.replace("{{", _LEFT).replace("}}", _RIGHT)
        filled = _SIGN.sub(lambda found: self._one(found[1], at), plain)
        return filled.replace(_LEFT, "{").replace(_RIGHT, "}")

    def _one(self, name: str, at: tuple[str, int, str]) -> str:
        if name in self._values:
            return str(self._values[name])
        if name in LABELS:
            return LABELS[name]
        kind, _, called = name.partition(":")
        told = self._tell(kind, called) if kind in KINDS and called else ""
        if not told:
            table, number, key = at
            said = f"{{{name}}} är varken ett värde i övningen eller en etikett."
            self.faults.append(Fault(table, number, key, said))
        return told


def plain(text: str) -> str:
    """A text as a file has it, where its braces are no ids."""
    return text.replace("{", "{{").replace("}", "}}")


def names_in(text: str) -> Iterator[str]:
    """The ids that stand in a text."""
    yield from _SIGN.findall(text)
