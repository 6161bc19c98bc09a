"""How a command answers: text or one JSON document on stdout, a fault as one line on stderr.

A command returns an ``Answer`` and prints nothing itself. Everything is cleaned here once more,
so that no stored text and no argument reaches the terminal with control characters in it.
"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TextIO

from db.basics import Verdict, clean
from db.errors import BookError, NeedsConfirmation, Refused, Unreadable, Unusable

PROGRAM = "asynja-tui"


class Unwritten(Unreadable):
    """The command has done its work, and what it answers cannot be written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did.

    Attributes:
        document: the JSON document, with stable English keys.
        lines: the same in Swedish, a line each; read only when they are printed.
        code: the exit code.
        fault: a Swedish sentence for stderr when the code is not 0.
    """

    document: Mapping[str, Any]
    lines: Iterable[str] = ()
    code: int = 0
    fault: str = ""


def deliver(answer: Answer, *, as_json: bool, sources: bool = False) -> int:
    """Print an answer and return its exit code; with its rules' sources if asked for."""
    with printing():
        if as_json:
            _print_json(answer.document)
        else:
            for line in answer.lines:
                print(shown(line))
            if sources:
                _print_sources(answer.document)
    if answer.fault:
        say(answer.fault)
    return answer.code


def complain(error: BookError, *, as_json: bool, sources: bool = False) -> int:
    """Print what went wrong: one line on stderr, and what stands in the way on stdout.

    Returns:
        The exit code of the error.
    """
    if not isinstance(error, Unwritten):
        with suppress(Unwritten), printing():
            if as_json:
                _print_json({"error": error_document(error)})
            elif isinstance(error, Refused):
                for item in error.items:
                    print(shown(f"  - {item}"))
            if sources and not as_json:
                _print_sources(error_document(error))
    say(_sentence(error))
    return error.exit_code


def say(sentence: str) -> None:
    """Print one line on stderr; where nobody can read it, nothing."""
    stream = sys.stderr
    if stream is None:  # print would take stdout instead
        return
    try:
        print(f"{PROGRAM}: {clean(sentence)}", file=stream, flush=True)
    except (OSError, ValueError):
        close_quietly(stream)


def shown(line: str) -> str:
    """A line cleaned for the terminal; its indent stays."""
    bare = line.lstrip(" ")
    return " " * (len(line) - len(bare)) + clean(bare)


def error_document(error: BookError) -> dict[str, Any]:
    """An error as ``--json`` gives it."""
    decision = error.decision if isinstance(error, Refused) else ()
    items = error.items if isinstance(error, Refused) else ()
    return {
        "code": error.code,
        "text": error.text,
        "source": error.source,
        "field": error.field,
        "verdicts": [verdict_document(one) for one in decision],
        "items": list(items),
    }


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """A rule's verdict as ``--json`` gives it."""
    return {
        "rule": verdict.rule,
        "passed": verdict.passed,
        "text": verdict.text,
        "source": verdict.source,
    }


def unexpected(error: Exception) -> BookError:
    """What to say of an error nobody foresaw: never its text, which may hold personal data."""
    if isinstance(error, OSError):
        text = "En fil går inte att läsa eller skriva."
        if isinstance(error, PermissionError):
            text = "Behörighet saknas till en fil eller mapp."
        return Unreadable("unreadable", text)
    said = f"Oväntat fel ({type(error).__name__}). Det som var sparat finns kvar i boken."
    with suppress(Exception):
        # Reporting must not itself bring the command down.
        from asynja_tui import crash

        log = crash.write_log(crash.describe(error))
        if log is not None:
            said += f" Felet är beskrivet, utan personuppgifter, i {log}"
    return Unusable("unexpected", said)


def make_ready() -> None:
    """Let stdout and stderr take every text, whatever the locale says and whatever is closed.

    A descriptor that was closed before the start gets nothing to write to instead: else the next
    file that is opened, the book perhaps, would have its number.
    """
    for number in range(3):
        with suppress(OSError):
            os.fstat(number)
            continue
        with suppress(OSError):  # the lowest free number is this one
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    for name, number in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            with suppress(OSError, ValueError):
                reconfigure(encoding="utf-8", errors="replace")


def close_quietly(stream: TextIO) -> None:
    """After a fault in writing: let nothing more be written, not even when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def printing() -> Iterator[None]:
    """Write the answer: what stands in the way of that is told from a fault of the command.

    Raises:
        Unreadable: stdout takes no more.
        BrokenPipeError: nobody reads it any longer, which is no fault.
    """
    try:
        try:
            yield
        finally:  # after --help, too, which leaves
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        close_quietly(sys.stdout)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = ": disken är full" if full else ""
        said = f"Svaret går inte att skriva ut{why}. Det som kommandot gjorde i boken gäller."
        raise Unwritten("unwritten", said) from None


def _sentence(error: BookError) -> str:
    text = error.text
    if isinstance(error, NeedsConfirmation):
        text += " Lägg till --yes för att göra det ändå."
    if error.code == "no-book":
        text += f" Gör en med {PROGRAM} new --book FIL."
    from db.rules.sources import source_words  # late: the program starts without it

    where = source_words(error.source)
    return f"{text} ({where})" if where else text


def _print_sources(document: Mapping[str, Any]) -> None:
    """The rules of a document by name, each with the numbers of docs/GUIDES.md."""
    found = dict(_sources(document))
    print("Källor:")
    for rule, source in found.items():
        print(shown(f"  {rule}: {source}"))
    if not found:
        print("  inga regler i svaret")


def _sources(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        name = value.get("rule") or value.get("check") or value.get("code")
        if name and value.get("source"):
            yield str(name), str(value["source"])
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _sources(part)


def _print_json(document: Mapping[str, Any]) -> None:
    import json

    print(json.dumps(_cleaned(document), ensure_ascii=False, indent=2))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value, lines=True)
    if isinstance(value, Mapping):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value
