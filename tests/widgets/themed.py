"""A program for one widget, with the real program's colours."""

from textual.app import App
from textual.theme import Theme

from asynja_tui import themes
from screens.session import DEFAULT_THEME


class ThemedApp(App[None]):
    """What a test of a widget composes its widgets in."""

    def __init__(self) -> None:
        self.set_reactive(App.theme, DEFAULT_THEME)
        super().__init__()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The program's own."""
        return dict(themes.BY_NAME)
