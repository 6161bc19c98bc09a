"""argparse as this program has it: its faults are raised, its help is easy to read."""

import argparse
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from asynja_tui.cli.usage import Usage

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

WIDEST: Final = 90
_PARAGRAPH: Final = 78
_SHARED: Final = ("help", "book", "clinic", "user", "json", "sources", "version")
WORLDS: Final = ("idag", "guide", "guide-2025", "pmo", "pasis", "region", "tom")
"""The names of ``db.worlds.catalogue``, which is not imported just to read the command line."""
JUMPS: Final = (
    "release", "publication", "before-booking", "midnight", "clock-change", "before-clearing",
    "after-clearing",
)  # fmt: skip
"""Those of ``db.practice.jumps``, likewise."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that keeps its line breaks and is never wider than is easy to read.

    The flags that every command takes are not repeated in its usage, and its sub-commands stand
    in one list without a heading row.
    """

    def __init__(self, prog: str, **more: object) -> None:
        width = min(shutil.get_terminal_size((80, 24)).columns - 2, WIDEST)
        options: dict[str, Any] = {"max_help_position": 24, "width": width, **more}
        super().__init__(prog, **options)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Leave the shared flags out of the usage."""
        own = [action for action in actions if action.dest not in _SHARED]
        super().add_usage(usage, own, groups, prefix)

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        if action.nargs == argparse.PARSER:
            return "[KOMMANDO …]"
        return super()._format_args(action, default_metavar)

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return "".join(map(self._format_action, action._get_subactions()))
        return super()._format_action(action)


class Parser(argparse.ArgumentParser):
    """A parser whose faults are raised, not printed."""

    def __init__(self, **more: object) -> None:
        options: dict[str, Any] = {"formatter_class": Formatter, "allow_abbrev": False, **more}
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong, with the way to help.

        Raises:
            Usage: always.
        """
        raise Usage(f"{message}. Hjälp: {self.prog} --help")

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Let what follows an option be its value though it begins with a hyphen: ``-akut``."""
        words = None if args is None else self._with_values(args)
        return super().parse_known_args(words, namespace)

    def _with_values(self, words: Sequence[str]) -> list[str]:
        """Join each option that takes a value to what follows it.

        Known options and words with two hyphens are left: there, a value is missing.
        """
        known = self._option_string_actions
        made: list[str] = []
        waiting = False
        for word in words:
            if waiting and len(word) > 1 and word[0] == "-" != word[1] and word not in known:
                made[-1] += f"={word}"
                waiting = False
            else:
                made.append(word)
                action = known.get(word)
                waiting = action is not None and action.nargs is None
        return made

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        # ``--patient=--``: argparse takes the value for the end of the flags, drops it and gives
        # an empty list, where every command expects a text.
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            value: object = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
            return value
        values: object = super()._get_values(action, arg_strings)
        return values

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse's own hides that it could not be written.
        if message:
            (file or sys.stdout).write(message)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        # argparse's own sentence quotes every choice.
        if action.choices is not None and value not in action.choices:
            known = ", ".join(map(str, action.choices))
            raise argparse.ArgumentError(action, f"”{value}” finns inte (välj bland {known})")


class Argument(NamedTuple):
    """What a command takes: the names and options of argparse's ``add_argument``."""

    names: tuple[str, ...]
    options: dict[str, Any]

    @property
    def needed(self) -> "Argument":
        """The same, where the command does not do without it."""
        return Argument(self.names, {**self.options, "required": True})


class Spec(NamedTuple):
    """A command.

    Attributes:
        name: what is typed.
        handler: ``module:function`` of ``asynja_tui.cli``.
        summary: one line for the list of commands.
        more: what its own help says besides.
        takes: its arguments, in the order of the help.
        acts: its sub-commands.
        epilog: what its own help ends with.
    """

    name: str
    handler: str
    summary: str
    more: str = ""
    takes: tuple[Argument, ...] = ()
    acts: "tuple[Spec, ...]" = ()
    epilog: str | None = None


def add_all(
    parser: Parser, title: str, specs: Iterable[Spec], words: Sequence[str] | None = None
) -> None:
    """Give a parser its sub-commands, and those theirs.

    Args:
        parser: whose they are.
        title: what stands above them.
        specs: the commands.
        words: what is read: of a command that is not among it only the name is told. All when None.
    """
    group = parser.add_subparsers(metavar="KOMMANDO", prog=parser.prog)
    # They are the parser's only positional argument, so they may have its heading.
    parser._positionals.title = title
    for spec in specs:
        told = f"{spec.summary[0].upper()}{spec.summary[1:]}."
        if spec.more:
            told += f"\n\n{textwrap.fill(spec.more, _PARAGRAPH)}"
        made: Parser = group.add_parser(
            spec.name, help=spec.summary, description=told, epilog=spec.epilog
        )
        if words is not None and spec.name not in words:
            continue
        made.set_defaults(handler=spec.handler)
        shared = made.add_argument_group("gemensamma flaggor")
        add_shared(shared, default=argparse.SUPPRESS)
        shared.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="svara med JSON"
        )
        shared.add_argument(
            "--sources", action="store_true", default=argparse.SUPPRESS,
            help="visa reglernas nummer i guiderna sist i svaret",
        )  # fmt: skip
        for names, options in spec.takes:
            made.add_argument(*names, **options)
        if spec.acts:
            add_all(made, "underkommandon", spec.acts, words)


def add_shared(parser: argparse._ActionsContainer, default: str | None) -> None:
    """Add the flags that every command takes.

    A sub-command's own default would hide what was given before it, so it has none.
    """
    parser.add_argument(
        "--book", metavar="FIL_ELLER_URL", default=default, help="boken att arbeta i"
    )
    parser.add_argument(
        "--clinic", metavar="NAMN", default=default, help="enheten (den första i boken)"
    )
    parser.add_argument(
        "--user", metavar="NAMN", default=default, help="ditt namn (det i Inställningar)"
    )
