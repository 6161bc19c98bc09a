"""argparse in Swedish: its own words, replaced while the command line is read."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

WORDS: Final = {
    "usage: ": "användning: ",
    "positional arguments": "argument",
    "options": "flaggor",
    "show this help message and exit": "visa den här hjälpen",
    "show program's version number and exit": "visa programmets version",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "okända argument: %s",
    "not allowed with argument %s": "går inte ihop med %s",
    "ignored explicit argument %r": "tar inget värde (%r)",
    "the following arguments are required: %s": "det här saknas: %s",
    "one of the arguments %s is required": "ange en av %s",
    "expected one argument": "ett värde saknas",
    "expected at most one argument": "högst ett värde väntades",
    "expected at least one argument": "minst ett värde väntades",
    "expected %s argument": "%s värde väntades",
    "expected %s arguments": "%s värden väntades",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s kan betyda flera: %(matches)s"
    ),
    "unexpected option string: %s": "oväntad flagga: %s",
    "invalid %(type)s value: %(value)r": "”%(value)s” går inte att läsa",
}


def word(text: str) -> str:
    """What argparse says, in Swedish; as it is where it is not known."""
    return WORDS.get(text, text)


def words(one: str, many: str, number: int) -> str:
    """The form of a text that fits the number."""
    return word(one if number == 1 else many)


@contextmanager
def swedish() -> Iterator[None]:
    """Let argparse speak Swedish inside the with, and nowhere else."""
    # argparse has no other way in than the gettext names it looks up in its own module.
    spoken = vars(argparse)
    before = {name: spoken[name] for name in ("_", "ngettext")}
    spoken.update({"_": word, "ngettext": words})
    try:
        yield
    finally:
        spoken.update(before)
