"""Writing an exercise's file: what is ticked of the proposals becomes its steps."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from db.book import Book
from db.errors import Invalid, Unreadable
from db.fields import LINE_BOUND, TEXT_BOUND, name, text
from db.store.copying import check_free, put, sync
from db.training.exercise.labels import plain
from db.training.writing.values import Proposal, Told
from db.worlds.form import ascii_key

_PLAIN = re.compile(r"[a-z0-9_]+")


class Head(NamedTuple):
    """What the writer says of the exercise.

    Attributes:
        title: what it is called.
        track: ``schemalaggare``, ``reception`` or ``granskare``.
        minutes: about how long it takes.
        task: what it is about; what is learnt likewise.
    """

    title: str
    track: str
    minutes: int
    task: str
    learnt: str = ""
    unit: str = ""


def write(target: Path, head: Head, chosen: Sequence[Proposal], start: Path) -> Path:
    """Write the file, with the book that it begins with beside it.

    Args:
        target: the new file, ``….toml``.
        chosen: the proposals that are ticked; each becomes a step.
        start: the book as it was when it was begun.

    Returns:
        The file.

    Raises:
        Invalid: no title, no task, or nothing ticked.
        Refused: one of the two files is there already.
        Unreadable: they cannot be written.
    """
    if not chosen:
        raise Invalid("empty", "Bocka för minst en sak som ska göras.", field="steps")
    title = name(head.title, "title", "Titeln", LINE_BOUND)
    task = text(head.task, "task", "Uppgiften", TEXT_BOUND, lines=True)
    book = target.with_suffix(".db")
    for file in (target, book):
        check_free(file, "file-exists")
    told = toml(head._replace(title=title, task=task or title), chosen, book.name)
    try:
        with Book.open(start) as opened:
            opened.backup(book)
        draft = target.with_name(f".{target.name}.ny")
        draft.write_text(told, "utf-8")
        sync(draft)
        put(draft, target, "file-exists")
        draft.unlink(missing_ok=True)
    except OSError as error:
        book.unlink(missing_ok=True)
        raise Unreadable("unreadable", f"{target} går inte att skriva.") from error
    return target


def file_name(title: str) -> str:
    """A name for the file of an exercise: ``dolj-akut.toml``."""
    return f"{ascii_key(title).strip('_').replace('_', '-')[:60] or 'ovning'}.toml"


def toml(head: Head, chosen: Sequence[Proposal], book: str) -> str:
    """The exercise as TOML."""
    lines = [
        "[ovning]",
        f"titel = {_string(head.title)}",
        f"spar = [{_string(head.track)}]",
        f"minuter = {head.minutes}",
        f"bok = {_string(book)}",
        *([f"enhet = {_string(head.unit)}"] if head.unit else []),
        f"uppgift = {_string(head.task)}",
        f"lart = {_string(head.learnt or 'Bra! Så gör man.')}",
    ]
    for one in chosen:
        lines += ["", "[[steg]]", f"text = {_string(one.text)}", f"krav = [{_table(one.demand)}]"]
    deeds = [one.deed for one in chosen if one.deed is not None]
    if deeds:
        lines += ["", "[[annan_vag]]", "gor = ["]
        lines += [f"    {_table(deed)}," for deed in deeds]
        lines += ["]"]
    return "\n".join(lines) + "\n"


def _table(told: Told) -> str:
    inner = ", ".join(f"{_key(key)} = {_value(value)}" for key, value in told.items())
    return f"{{ {inner} }}"


def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else _string(key)


def _value(value: Any) -> str:  # noqa: ANN401 - what TOML has
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _table(value) if isinstance(value, dict) else _string(str(value))


def _string(text: str) -> str:
    """A text as TOML quotes it; what is a brace in it stays one."""
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
