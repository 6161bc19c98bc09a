"""``asynja-tui world``: the worlds that books are made of."""

from argparse import Namespace

from asynja_tui.cli.faults import fault_document
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import ready
from asynja_tui.cli.table import table, width, wrapped
from db.book import Book
from db.values import count_text
from db.worlds import catalogue, saving


def show(_args: Namespace) -> Answer:
    """The program's own worlds, each with a sentence."""
    titles = [(name, catalogue.title(name)) for name in catalogue.NAMES]
    document = {"worlds": [{"name": name, "title": title} for name, title in titles]}
    return Answer(document, table(("Värld", "Vad den är"), titles, width(), (1,)))


def check(args: Namespace) -> Answer:
    """Say what is wrong with a world's file: exit code 0 clean, 1 with faults, 2 unreadable."""
    world = args.world
    faults = catalogue.check(world)
    document = {"world": world, "faults": [fault_document(fault) for fault in faults]}
    if not faults:
        return Answer(document, (f"{world} är utan fel.",))
    lines = [
        line
        for fault in faults
        for line in wrapped(fault.sentence, width(), first="  - ", rest="    ")
    ]
    said = f"{world}: {count_text(len(faults), 'fel', 'fel')}."
    return Answer(document, lines, 1, said)


def save(args: Namespace) -> Answer:
    """Write the book as a world to a new file."""
    with Book.open(ready(args.book)) as book:
        place = saving.save(book, args.path)
    return Answer({"file": str(place)}, (f"Boken är sparad som världen {place}",))
