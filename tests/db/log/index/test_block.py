"""A block of the log's text index: what is kept small is found all the same."""

from hypothesis import given
from hypothesis import strategies as st

from db.log.index.block import MARK, PHRASE, gram_places, grams_of, with_mark

PIECES = ("m", "mi", "mitt", " ", "+4", ": ", "nummer", "telefon", PHRASE.decode(), "r: ", "x")
texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@given(texts, texts, st.integers(0, 60), st.integers(1, 40))
def test_a_word_is_found_whether_the_phrase_is_one_sign_or_not(
    text: str, other: str, begins: int, length: int
) -> None:
    """It may lie within the phrase, begin or end within it, or hold it."""
    for source in (text, other):
        word = source[begins % (len(source) + 1) :][:length].strip().encode()
        if not word:
            continue
        kept = text.encode().replace(PHRASE, MARK)
        within = word in PHRASE and MARK in kept
        assert (within or any(look in kept for look in with_mark(word))) == (word in text.encode())


@given(texts, st.integers(0, 60), st.integers(1, 40))
def test_what_a_text_holds_is_never_ruled_out(text: str, begins: int, length: int) -> None:
    heap = text.encode()
    grams = grams_of(heap)
    word = heap[begins % (len(heap) + 1) :][:length]
    assert all(grams[byte] & bit for byte, bit in gram_places(word))


def test_most_of_what_it_does_not_hold_is() -> None:
    grams = grams_of(b"mitt telefonnummer: +46701740605 ont i halsen")
    words = ("avvikelse", "feber", "tolk", "xyzzy", "åsa")
    for word in words:
        assert not all(grams[byte] & bit for byte, bit in gram_places(word.encode()))
