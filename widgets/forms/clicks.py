"""What two and three quick clicks in a field mark: a word, a line."""

_TWICE = 2


def marked_by(chain: int, line: str, at: int) -> tuple[int, int] | None:
    """From where to where a line is marked, or None where a single click only moves the cursor.

    A clock time, a date or a path without blanks is one word: it is written anew as a whole.

    Args:
        chain: how many clicks came after each other.
        line: what stands in the line.
        at: the place in it that was clicked.
    """
    if chain < _TWICE:
        return None
    if chain > _TWICE:
        return 0, len(line)
    if at == len(line) or line[at].isspace():  # behind a word, or between two
        at = max(0, at - 1)
    start = end = at
    while start > 0 and not line[start - 1].isspace():
        start -= 1
    while end < len(line) and not line[end].isspace():
        end += 1
    return start, end
