"""Personal numbers digit by digit: found as they show, masked or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.log.index.numbers import Numbers, packed
from db.setup.patients import masked_pnr, pnr_text

NUMBERS = st.lists(st.just("") | st.text("0129", min_size=12, max_size=12), min_size=1, max_size=40)


def found(numbers: list[str], word: str, *, masked: bool) -> list[int]:
    flags = Numbers(packed(numbers)).rows(word.encode(), masked=masked)
    return [row for row, flag in enumerate(flags.to_bytes(len(numbers), "little")) if flag]


@given(NUMBERS, st.text("0129-*", min_size=1, max_size=14), st.booleans())
def test_a_word_is_found_in_the_numbers_that_show_it(
    numbers: list[str], word: str, masked: bool
) -> None:
    def shown(number: str) -> tuple[str, ...]:
        if not number:
            return ()
        return (masked_pnr(number),) if masked else (pnr_text(number), number)

    expected = [n for n, one in enumerate(numbers) if any(word in text for text in shown(one))]
    assert found(numbers, word, masked=masked) == expected


@pytest.mark.parametrize(
    ("word", "masked", "rows"),
    [
        ("19121212-1212", False, [0]),
        ("191212121212", False, [0]),
        ("2-1", False, [0]),
        ("19121212-****", True, [0]),
        ("1212-1", True, []),
        ("191212121", True, []),
        ("-", True, [0, 2]),
        ("****", False, []),
    ],
)
def test_with_its_hyphen_or_without_but_never_what_is_masked(
    word: str, masked: bool, rows: list[int]
) -> None:
    assert found(["191212121212", "", "200001019999"], word, masked=masked) == rows


@pytest.mark.parametrize("odd", ["19121212-****", "19121212", "utländsk", "19121212121x"])
def test_one_number_of_another_kind_and_they_are_kept_as_lines(odd: str) -> None:
    assert packed(["191212121212", odd]) == b""
