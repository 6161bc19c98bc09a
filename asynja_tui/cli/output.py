"""How a command answers: text or one JSON document on stdout, a fault as one line on stderr.

A command returns an ``Answer`` and prints nothing itself. Everything is cleaned here once more,
so that no stored text and no argument reaches the terminal with control characters in it.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from db.errors import BookError, NeedsConfirmation, Refused, Unreadable, Unusable
from db.values import Verdict, clean

PROGRAM = "asynja-tui"


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


def deliver(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and return its exit code."""
    if as_json:
        _print_json(answer.document)
    else:
        for line in answer.lines:
            print(shown(line))
    if answer.fault:
        sys.stdout.flush()
        say(answer.fault)
    return answer.code


def complain(error: BookError, *, as_json: bool) -> int:
    """Print what went wrong: one line on stderr, and what stands in the way on stdout.

    Returns:
        The exit code of the error.
    """
    if as_json:
        _print_json({"error": error_document(error)})
    elif isinstance(error, Refused):
        for item in error.items:
            print(shown(f"  - {item}"))
    sys.stdout.flush()
    say(_sentence(error))
    return error.exit_code


def say(sentence: str) -> None:
    """Print one line on stderr."""
    print(f"{PROGRAM}: {clean(sentence)}", file=sys.stderr, flush=True)


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


def use_utf8() -> None:
    """Let stdout and stderr take every text, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def close_quietly() -> None:
    """After a broken pipe: let nothing more be written, not even when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _sentence(error: BookError) -> str:
    text = error.text
    if isinstance(error, NeedsConfirmation):
        text += " Lägg till --yes för att göra det ändå."
    if error.code == "no-book":
        text += f" Gör en med {PROGRAM} new --book FIL."
    return f"{text} ({error.source})" if error.source else text


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
