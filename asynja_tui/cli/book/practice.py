"""``asynja-tui restart``, ``checkpoint`` and ``books``: a book one can spoil."""

from argparse import Namespace
from typing import Any

from asynja_tui.cli import arguments, place
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from db.errors import NeedsConfirmation
from db.practice import books, recent
from db.practice.books import Checkpoint, Replaced
from db.rules.local_time import iso_text, short_instant_text


def restart(args: Namespace) -> Answer:
    """The book's own world anew in its place; the former book is kept."""
    with opened(args.book, args.clinic) as (book, _):
        path, world = book.path, book.world
    if not args.yes:
        said = f"Boken {path} görs om av världen {world}. Den som finns sparas bredvid den."
        raise NeedsConfirmation("start-over", said)
    done = books.start_over(path, arguments.STAFF, world, place.worlds_folder())
    return _answer(done, f"{done.book} är gjord om av världen {world}")


def keep(args: Namespace) -> Answer:
    """Keep the book as it is, under a name."""
    with opened(args.book, args.clinic) as (book, _):
        made = books.remember(book, arguments.STAFF, args.name, confirmed=args.yes)
    return Answer(_document(made), (f"Boken är sparad som minnet ”{made.name}”",))


def show(args: Namespace) -> Answer:
    """The book's checkpoints."""
    with opened(args.book, args.clinic) as (book, _):
        found = books.checkpoints(book.path)
    lines = tuple(f"{one.name}: {_clock(one)}" for one in found) or ("Boken har inga minnen.",)
    return Answer({"checkpoints": [_document(one) for one in found]}, lines)


def back(args: Namespace) -> Answer:
    """Go back to a checkpoint; the former book is kept."""
    with opened(args.book, args.clinic) as (book, _):
        path, kept = book.path, books.find(book.path, args.name)
    if not args.yes:
        said = f"Boken {path} blir som minnet ”{kept.name}”. Den som finns sparas bredvid den."
        raise NeedsConfirmation("go-back", said)
    done = books.go_back(path, arguments.STAFF, kept)
    return _answer(done, f"{done.book} är som minnet ”{kept.name}”")


def remove(args: Namespace) -> Answer:
    """Take a checkpoint away."""
    with opened(args.book, args.clinic) as (book, _):
        kept = books.find(book.path, args.name)
    books.forget(arguments.STAFF, kept)
    return Answer(_document(kept), (f"Minnet ”{kept.name}” är borttaget",))


def lately(args: Namespace) -> Answer:
    """The books that were open lately."""
    found = recent.every(place.recent_file())
    document = {
        "books": [{"path": str(one.path), "unit": one.unit, "world": one.world} for one in found]
    }
    lines = (f"{one.path}: {one.unit}" + (f" ({one.world})" if one.world else "") for one in found)
    return Answer(document, tuple(lines) or ("Inga böcker har varit öppna.",))


def _answer(done: Replaced, said: str) -> Answer:
    former = None if done.former is None else str(done.former)
    lines = (said,) if former is None else (said, f"Den tidigare boken heter nu {former}")
    return Answer({"book": str(done.book), "moved_to": former}, lines)


def _clock(one: Checkpoint) -> str:
    kept = f"sparat {short_instant_text(one.made_at)}"
    if one.clock is None:
        return f"{kept}, klockan följer datorns"
    return f"{kept}, bokens klocka {short_instant_text(one.clock)}"


def _document(one: Checkpoint) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": str(one.file),
        "made_at": iso_text(one.made_at),
        "clock": None if one.clock is None else iso_text(one.clock),
    }
