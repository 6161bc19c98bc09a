"""``asynja-tui new``: a ready-made book from one of the worlds."""

from argparse import Namespace

from asynja_tui.cli import place
from asynja_tui.cli.output import Answer
from asynja_tui.cli.usage import Usage
from db.worlds import catalogue


def make(args: Namespace) -> Answer:
    """Make the book; a former one is moved aside, and only if that was asked for.

    Raises:
        Usage: no such world.
    """
    if not (catalogue.is_file(args.world) or args.world in catalogue.NAMES):
        known = ", ".join(catalogue.NAMES)
        said = f"Världen ”{args.world[:40]}” finns inte. Det finns: {known}, eller FIL.toml."
        raise Usage(said, field="world")
    path = place.chosen(args.book) or place.default_path()
    moved = place.make(path, args.world, force=args.force)
    document = {
        "book": str(path),
        "world": args.world,
        "moved_to": None if moved is None else str(moved),
    }
    title = catalogue.title(args.world)
    lines = [f"{path} är gjord av världen {args.world}{f': {title}' if title else ''}"]
    if moved is not None:
        lines.append(f"Den tidigare boken heter nu {moved}")
    return Answer(document, lines)
