"""``asynja-tui new``: a ready-made book from one of the worlds."""

from argparse import Namespace

from asynja_tui.cli import place
from asynja_tui.cli.output import Answer
from db.worlds import catalogue


def make(args: Namespace) -> Answer:
    """Make the book; a former one is moved aside, and only if that was asked for."""
    path = place.chosen(args.book) or place.default_path()
    moved = place.make(path, args.world, force=args.force)
    document = {
        "book": str(path),
        "world": args.world,
        "moved_to": None if moved is None else str(moved),
    }
    lines = [f"{path} är gjord av världen {args.world}: {catalogue.TITLES[args.world]}"]
    if moved is not None:
        lines.append(f"Den tidigare boken heter nu {moved}")
    return Answer(document, lines)
