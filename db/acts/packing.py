"""Values as text and back: the fields of a value by their names, so that a later program reads it.

A field that was added since gets what it stands as; one that is gone, or another kind of value, is
no longer understood, and what it is part of cannot be taken back.
"""

import json
import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class NotUnderstood(Exception):
    """What was kept is of another form than this program knows."""


def packed(steps: Sequence[tuple[str, Any]]) -> str:
    """Steps as text: the name of each, and what it is told."""
    bare = [[how, _bare(told)] for how, told in steps]
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def steps_of(text: str) -> list[tuple[str, Any]]:
    """The steps in a text, with what each is told as plain lists and tables.

    Raises:
        NotUnderstood: it is no such text.
    """
    try:
        return [(str(how), told) for how, told in json.loads(text)]
    except (ValueError, TypeError) as error:
        raise NotUnderstood from error


def unpacked(kind: Any, told: Any) -> Any:  # noqa: ANN401 - whatever the kind is
    """A value of a kind, from what ``packed`` made of it.

    Args:
        kind: a class with typed fields, an enum, a tuple of such, a plain value, or one of them
            or None.

    Raises:
        NotUnderstood: it is of another form.
    """
    try:
        return _made(kind, told)
    except (KeyError, TypeError, ValueError) as error:
        raise NotUnderstood from error


def _bare(value: Any) -> Any:  # noqa: ANN401 - whatever a step is told
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _bare(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_fields"):
        return {name: _bare(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [_bare(part) for part in value]
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - any class
    return get_type_hints(kind)


def _made(kind: Any, told: Any) -> Any:  # noqa: ANN401 - whatever the kind is
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (there,) = (one for one in args if one is not type(None))
        return None if told is None else _made(there, told)
    if origin is tuple:
        kinds = args[:1] * len(told) if args[-1:] == (...,) else args
        return tuple(_made(one, part) for one, part in zip(kinds, told, strict=True))
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], part) for name, part in told.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(told)
    if type(told) is not kind:
        raise TypeError(f"{told!r} is no {kind}")
    return told
