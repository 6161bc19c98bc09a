"""The text index of the log: blocks of ``db.log.index.block``, made after the rows are written.

A booking writes its row and pays nothing for the index. Whoever shows the log calls
``index_more`` in the background until it is done; until then, and for the last few rows always,
a search makes the blocks that are missing for itself. Triggers take away a block when a row in
it is changed, deleted or squeezed in, so that a stored block always tells the truth.
"""

from collections.abc import Iterator, Sequence

from db.book import Book, Reader, Tx
from db.log.index.block import OFFSETS, ROW, SHIFT, SIZE, Kept, Stored, build, code_id, gram_places
from db.log.index.look import NOTHING, Asked, Block, Piece

DUE = 256
"""So many rows without a block are scanned at every search; with more the index is behind."""

_ROWS = f"SELECT {ROW} FROM log_row WHERE id >= ? AND id < ? ORDER BY id"
# What a damaged book says of a block's size is not believed: such a block is as good as missing.
_STORED = (
    "SELECT id, last, n, head, grams FROM log_block WHERE id BETWEEN ? AND ?"
    f" AND n BETWEEN 1 AND {SIZE} AND last >> {SHIFT} = id ORDER BY id"
)
_MOST_IN_A_ROW = 1 << 12
"""Blocks that are looked for one after the other; of more, most are holes in the numbers."""


def behind(reader: Reader) -> int:
    """How many rows of all logs have no block yet."""
    rows = reader.value("SELECT total(n) FROM log_count")
    return int(rows - reader.value("SELECT total(n) FROM log_block"))


def search(
    reader: Reader, asked: Asked, first: int, last: int, *, back: bool = False
) -> Iterator[Piece]:
    """The rows between two numbers, and which are asked for, block by block; empty pieces too.

    With ``back`` the piece with the highest numbers comes first; within one they always rise.
    """
    alone = (name for _, names in asked.names if len(names) == 1 for name in names)
    needed = [gram_places(word) for word in (*(word for word, _ in asked.words), *alone)]
    stored = {row[0]: row[1:] for row in reader.rows(_STORED, (first >> SHIFT, last >> SHIFT))}
    for number in sorted(_numbers(reader, first, last), reverse=back):
        yield from _pieces(reader, asked, needed, number, stored.get(number), back)


def _numbers(reader: Reader, first: int, last: int) -> Sequence[int]:
    """The numbers of the blocks between two rows; without holes where there are very many."""
    numbers = range(first >> SHIFT, (last >> SHIFT) + 1)
    if len(numbers) <= _MOST_IN_A_ROW:
        return numbers
    found, after = [], first
    while (row := reader.value("SELECT min(id) FROM log_row WHERE id >= ?", (after,))) is not None:
        if row > last:
            break
        found.append(row >> SHIFT)
        after = (found[-1] + 1) << SHIFT
    return found


def _pieces(
    reader: Reader,
    asked: Asked,
    needed: list[tuple[tuple[int, int], ...]],
    number: int,
    told: tuple[int, int, str, bytes] | None,
    back: bool,
) -> Iterator[Piece]:
    after = number << SHIFT if told is None else told[0] + 1
    if back:
        yield from _in_rows(reader, asked, number, after, back=True)
    if told is not None:
        _, n, head, grams = told
        lacking = any(not grams[byte] & bit for places in needed for byte, bit in places)
        kept = Kept(reader, number)
        yield NOTHING if lacking else Block(number, n, head, kept).look(asked)
    if not back:
        yield from _in_rows(reader, asked, number, after, back=False)


def _in_rows(
    reader: Reader, asked: Asked, number: int, after: int, *, back: bool
) -> Iterator[Piece]:
    """A few rows at a time, so that it can be given up between."""
    stretch = (after, (number + 1) << SHIFT)
    any_row = "SELECT 1 FROM log_row WHERE id >= ? AND id < ? LIMIT 1"
    if after == stretch[1] or reader.value(any_row, stretch) is None:
        return
    for begins in sorted(range(*stretch, DUE), reverse=back):
        ends = min(begins + DUE, stretch[1])
        rows = reader.rows(_ROWS, (begins, ends))
        if rows:
            made = build(number, rows)
            yield Block(number, made.n, made.head, made).look(asked)


# --- catching up ------------------------------------------------------------------------------


def index_more(book: Book, limit: int = SIZE) -> bool:
    """Catch the index up by about so many rows; whether it was caught up.

    Each block is written in a transaction of its own, a few milliseconds long; it may be ended
    at any moment. For a thread with a book of its own.
    """
    done = 0
    while done < limit:
        number = _next_due(book)
        if number is None:
            return True
        done += _index(book, number)
    return False


def _next_due(book: Book) -> int | None:
    with book.read() as reader:
        covered = {row[0]: row[1] for row in reader.each("SELECT id, last FROM log_block")}
        highest = (reader.value("SELECT max(id) FROM log_row") or 0) >> SHIFT
        number = 0
        while True:
            # Stretches without any rows are stepped over.
            begins = covered.get(number, (number << SHIFT) - 1) + 1
            row = reader.value("SELECT min(id) FROM log_row WHERE id >= ?", (begins,))
            if row is None:
                return None
            if row >> SHIFT == number and _is_due(reader, row, number, highest):
                return number
            number = max(number + 1, row >> SHIFT)


def _is_due(reader: Reader, first: int, number: int, highest: int) -> bool:
    if number < highest:
        return True
    sql = "SELECT count(*) FROM (SELECT 1 FROM log_row WHERE id >= ? LIMIT ?)"
    return bool(reader.value(sql, (first, DUE)) == DUE)


def _index(book: Book, number: int) -> int:
    """Make and store one block; made beforehand, and once more if the book was written since."""
    with book.read() as reader:
        seen = reader.value("PRAGMA data_version")
        made = _made(reader, number)
    with book.write() as tx:
        if tx.value("PRAGMA data_version") != seen:
            made = _made(tx, number)
        if made is not None:
            _store(tx, number, made)
    return made.n if made is not None else SIZE


def _made(reader: Reader, number: int) -> Stored | None:
    rows = reader.rows(_ROWS, (number << SHIFT, (number + 1) << SHIFT))
    return build(number, rows) if rows else None


def _store(tx: Tx, number: int, made: Stored) -> None:
    tx.run("DELETE FROM log_block WHERE id = ?", (number,))
    tx.insert(
        "INSERT INTO log_block (id, last, n, head, grams, digits, heap)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, made.last, made.n, made.head, made.grams, made.digits, made.heap),
    )
    tx.many(
        "INSERT INTO log_codes (id, codes) VALUES (?, ?)",
        [(code_id(number, column), codes) for column, codes in enumerate(made.codes)],
    )


# --- examining --------------------------------------------------------------------------------


def differing(reader: Reader) -> Iterator[int]:
    """The blocks that do not tell what their rows show; for ``doctor``."""
    for number, last, n, head, grams, heap, digits in reader.each(
        "SELECT id, last, n, head, grams, heap, digits FROM log_block ORDER BY id"
    ):
        ends = min(last, (number << SHIFT) + SIZE - 1) + 1
        rows = reader.rows(_ROWS, (number << SHIFT, ends))
        codes = reader.rows(
            "SELECT codes FROM log_codes WHERE id BETWEEN ? AND ? ORDER BY id",
            (code_id(number, 0), code_id(number, OFFSETS)),
        )
        kept = Stored(last, n, head, grams, heap, digits, tuple(row[0] for row in codes))
        if not rows or build(number, rows) != kept:
            yield number
