"""``asynja-tui contract``: the book answers calls of crm:scheduling 1.1, a line of JSON each."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import ready
from db.book import Book
from db.contract.lines import LONGEST, answer_line


def serve(args: Namespace) -> Answer:
    """Answer standard in line by line until it ends. It is JSON with or without ``--json``."""
    args.json = False
    return Answer({}, _answers(ready(args.book)))


def _answers(path: Path) -> Iterator[str]:
    with Book.open(path) as book:
        for line in _lines():
            yield answer_line(book, line)
            sys.stdout.flush()  # who asks waits for it before the next call


def _lines() -> Iterator[bytes]:
    """The lines that are not blank; of one that is too long only so much that it is seen."""
    stream = sys.stdin.buffer
    while line := stream.readline(LONGEST + 2):
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST)):
            pass  # the rest of a line that is too long is no line of its own
        if line.strip():
            yield line.rstrip(b"\r\n") if len(line) <= LONGEST else line
