"""The pairs of a block's comments: every pair tells exactly the rows that have it."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from db.log.index.pairs import Pairs, packed

WORDS = ("ont i halsen", "tolk", "åsa", "", "x", "\x02+4670", "ring gärna")
LINES = st.lists(st.sampled_from(WORDS) | st.text("abå\x01", max_size=6), min_size=1, max_size=90)


def pairs_of(lines: list[bytes]) -> tuple[Pairs, list[tuple[int, int]]]:
    """The pairs as read again, and the stretches that were asked for."""
    kept, asked = packed(lines), list[tuple[int, int]]()

    def read(begins: int, ends: int) -> bytes:
        asked.append((begins, ends))
        return kept[begins:ends]

    return Pairs(len(lines), read), asked


@given(LINES)
@example(["ab"] * 64 + ["cd"] * 4)
@example(["ab"] * 64 + ["cd"] * 3)
def test_each_pair_tells_the_lines_that_have_it(texts: list[str]) -> None:
    lines = [text.encode() for text in texts]
    pairs, _ = pairs_of(lines)
    every = {bytes(pair) for line in lines for pair in pairwise(line)} | {b"zz", b"\xff\xff", b"to"}
    for pair in every:
        flags = pairs.rows(pair).to_bytes(len(lines), "little")
        assert flags == bytes(pair in line for line in lines), pair


def test_of_many_pairs_none_is_lost() -> None:
    lines = [bytes((1 + row % 80, 90 + row // 80)) for row in range(4096)]
    pairs, _ = pairs_of(lines)
    for row in range(0, 4096, 97):
        assert pairs.rows(lines[row]) == 1 << 8 * row


def test_a_pair_that_few_have_takes_little_and_one_that_many_have_a_bit_a_line() -> None:
    lines = [b"ab" if row % 2 else b"cd" if row < 10 else b"x" for row in range(4000)]
    pairs, asked = pairs_of(lines)
    for pair in (b"ab", b"cd"):
        pairs.rows(pair)
    assert [ends - begins for begins, ends in asked[1:]] == [500, 10]
