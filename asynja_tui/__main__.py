"""The command ``asynja-tui``: opens the program, or does what the command line asks for.

Leaves with 0 when it is done, 1 when a rule refused or faults were found, 2 for wrong usage or
a book that cannot be used, 130 when interrupted. Never shows a traceback.
"""

import importlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from asynja_tui.cli import output
from asynja_tui.cli.output import Answer
from db.errors import BookError

if TYPE_CHECKING:
    from argparse import Namespace

    from asynja_tui.prefs import Look

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the program when there is none.

    Args:
        argv: the words after the program's name; those of the process by default.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    output.make_ready()
    as_json, sources = "--json" in words, "--sources" in words
    try:
        code = _do(words)
    except BookError as error:
        return _complain(error, as_json=as_json, sources=sources)
    except BrokenPipeError:
        output.close_quietly(sys.stdout)
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the last resort: whatever went wrong, no traceback
        return _complain(output.unexpected(error), as_json=as_json)
    return code


def _complain(error: BookError, *, as_json: bool, sources: bool = False) -> int:
    try:
        return output.complain(error, as_json=as_json, sources=sources)
    except BrokenPipeError:
        output.close_quietly(sys.stdout)
        return BROKEN_PIPE


def _do(words: list[str]) -> int:
    place = _place_alone(words)
    if place is not None:
        return _open_program(*place)
    from asynja_tui.cli import commands

    try:
        with output.printing():  # --help and --version
            args = commands.parse(words)
    except SystemExit as leave:  # --help and --version
        return int(leave.code or 0)
    from asynja_tui.cli import arguments

    arguments.call_as(args.user)
    arguments.look_as(args.theme or "", args.present)
    if not args.handler:
        return _open_program(args.book, args.clinic, arguments.caller(), arguments.look())
    return output.deliver(call(args), as_json=args.json, sources=args.sources)


def _place_alone(words: list[str]) -> tuple[str | None, str | None] | None:
    """The book and clinic, when nothing else is said: the program opens without argparse."""
    said: dict[str, str | None] = {"--book": None, "--clinic": None}
    if len(words) % 2:
        return None
    for option, value in zip(words[::2], words[1::2], strict=True):
        if option not in said or value.startswith("-"):
            return None
        said[option] = value
    return said["--book"], said["--clinic"]


def call(args: "Namespace") -> Answer:
    """Import only the module of the chosen command."""
    module, _, name = args.handler.partition(":")
    handler = getattr(importlib.import_module(f"asynja_tui.cli.{module}"), name)
    answer: Answer = handler(args)
    return answer


def _open_program(
    book: str | None, clinic: str | None, name: str = "", look: "Look | None" = None
) -> int:
    from asynja_tui.cli import place

    path = place.ready(book)
    from asynja_tui import app

    return app.run(path, clinic or "", name=name, look=look)


if __name__ == "__main__":
    sys.exit(main())
