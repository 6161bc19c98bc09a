"""Rows of a log are read by their chains, never through all that is late."""

import pytest

from db.book import Book
from db.log import rows


@pytest.mark.parametrize("chains", [1, 2, 40])
@pytest.mark.parametrize("key", ["booking_id", "chain"])
def test_the_chain_s_index_is_used(book: Book, key: str, chains: int) -> None:
    sql = rows._OWN_LATE if key == "booking_id" else rows._FILE_LATE
    few = f" AND {key} {rows.AMONG}"
    with book.read() as reader:
        plan = reader.rows(
            "EXPLAIN QUERY PLAN " + sql.format(few=few, by=rows._BY[key]),
            (1, rows.listed(range(chains))),
        )
    assert f"{key}=?" in plan[0][3]
