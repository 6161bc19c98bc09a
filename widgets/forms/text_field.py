"""A field for a short text that goes on over some lines, of at most so many characters."""

from widgets.clean import drawn, drawn_lines
from widgets.forms.plain_area import PlainArea


class TextField(PlainArea):
    """Wraps what is written; takes no line breaks, and nothing more once it is full."""

    DEFAULT_CSS = """
    TextField { height: 4; }
    """

    def harmless(self, text: str) -> str:
        """What the field would keep of a text: a line break is a blank."""
        return drawn(drawn_lines(text))
