"""Widgets that are asked for their lines far oftener than these change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Self

from textual.geometry import Region, Size
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

    _kept: tuple[Region, Size, list[Strip]] | None = None
    _other_lines: frozenset[int] = frozenset()
    """Which of the kept lines are to be drawn anew."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that were drawn last, with new ones among them or instead of them."""
        kept, size = self._kept, self.outer_size
        if kept is None or kept[0] != crop or kept[1] != size:
            lines = self.fresh_lines(crop, crop.line_range)
            self._kept = crop, size, lines
        else:
            lines = kept[2]
            changed = sorted(y for y in self._other_lines if crop.y <= y < crop.bottom)
            for y, line in zip(changed, self.fresh_lines(crop, changed), strict=True):
                lines[y - crop.y] = line
        self._other_lines = frozenset()
        return lines

    def fresh_lines(self, crop: Region, places: Sequence[int]) -> list[Strip]:
        """Some of the lines of a crop, as Textual draws them."""
        if len(places) == crop.height:
            return super().render_lines(crop)
        drawn = super().render_lines
        return [drawn(Region(crop.x, y, crop.width, 1))[0] for y in places]

    def refresh(self, *regions: Region, **how: Any) -> Self:  # noqa: ANN401 - Textual's own
        """Draw new lines at the next frame: those of the regions, or all."""
        if regions:
            down = self.content_offset.y
            self._other_lines |= {y + down for region in regions for y in region.line_range}
        else:
            self._kept = None
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """Draw new lines in the new colours."""
        self._kept = None
        super().notify_style_update()


class Bare(Steady):
    """Steady, without a border, a padding or any effect, which Textual looks for at every line."""

    def fresh_lines(self, crop: Region, places: Sequence[int]) -> list[Strip]:
        """The lines as they are, in the colours that there are."""
        if not places:
            return []
        filters, ground = self.get_line_filters(), self.background_colors[1]
        lines = []
        for y in places:
            line = self.render_line(y)
            for one in filters:
                line = line.apply_filter(one, ground)
            lines.append(line)
        first, end = crop.column_span
        if (first, end) != (0, self.outer_size.width):
            return [line.crop(first, end) for line in lines]
        return lines
