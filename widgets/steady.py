"""Widgets that are asked for their lines far oftener than these change."""

from typing import TYPE_CHECKING, Any, Final, Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object  # Textual reads the style rules of the first widget among the bases alone

LETTERS: Final = "-letters"
"""The class of the program once Alt or F10 has been used: letters are underlined from then on."""


class Steady(_Base):
    """Keeps its lines until something of its own changes.

    At every frame, Textual asks all widgets of the screen for all their lines, be it for a cursor
    that has moved in one of them: the bars and the frames of a page take longer then than the two
    lines that are new. Whatever changes how a widget looks tells it so by one of the methods here.
    """

    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that were drawn last, or new ones."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = crop, super().render_lines(crop)
        return self._kept[1]

    def refresh(self, *regions: Region, **how: Any) -> Self:  # noqa: ANN401 - Textual's own
        """Draw new lines at the next frame."""
        self._kept = None
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """Draw new lines in the new colours."""
        self._kept = None
        super().notify_style_update()
