"""Wrong usage of the command line, told apart from what the book refuses."""

from db.errors import BookError


class Usage(BookError):
    """The command line cannot be understood: exit code 2, as for a book that cannot be used."""

    exit_code = 2

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__("usage", text, field=field)
