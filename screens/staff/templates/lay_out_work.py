"""What Schemalägg does in a thread of its own, with a book of its own."""

from typing import NamedTuple

from db.afterwards import afterwards
from db.book import Book
from db.offer import effect_on_1177
from db.offer.preview import preview
from db.schedule import lay_out as layout
from db.schedule.layout_plan import LaidOut, Progress
from db.values import Actor
from screens.staff.templates.lay_out_form import Order


class Done(NamedTuple):
    """What was laid out, and what 1177 makes of it."""

    laid: LaidOut
    said: str


def dry_run(book: Book, actor: Actor, clinic: int, order: Order) -> tuple[Order, LaidOut]:
    """What would be laid out, beside what was asked."""
    return order, layout.lay_out(book, actor, clinic, *order, seen=None, dry_run=True)


def lay_out(
    book: Book,
    actor: Actor,
    clinic: int,
    order: Order,
    seen: LaidOut,
    *,
    skip: bool,
    progress: Progress,
) -> Done:
    """Lay out what the dry run showed, and look at what 1177 makes of it (R33)."""
    before = effect_on_1177.look(book, clinic, order.resources, order.from_day, order.to_day)
    laid = layout.lay_out(
        book, actor, clinic, *order, skip_collisions=skip, progress=progress, seen=seen
    )
    said = effect_on_1177.since(book, before).text
    # It is done: what cannot be read of it now is left out.
    waits = afterwards(lambda: preview(book, actor, clinic, ()).waiting, ())
    used = {slot.time_type for slot in laid.slots}
    names = [f"”{one.name}”" for one in waits if one.time_type in used]
    if names:
        said += f" {', '.join(names)} väntar på publicering: F8 i Tidstyper publicerar nu."
    return Done(laid, said)
