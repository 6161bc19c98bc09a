"""What can be read in every theme: 4.5:1 for text, 3:1 for the edge of a field (WCAG 2)."""

import pytest
from textual.color import Color

from asynja_tui import themes

GROUNDS = ("surface", "c1177-surface", "tool-surface")
TEXTS = {
    "foreground": ("background", "surface", "panel", "field", "ground-before", "ground-after"),
    "foreground-quiet": ("surface", "panel"),
    "field-hint": ("field",),
    "attention": ("surface",),
    "error": ("surface",),
    "frame-title": ("surface",),
    "figure": ("surface",),
    "cursor-foreground": ("cursor-background",),
    "keys-foreground": ("keys-background",),
    "keys-key": ("keys-background", "surface"),
    "title-foreground": ("title-background",),
    "mark-foreground": ("mark-background",),
    **{f"{portal}-{text}": (f"{portal}-surface", f"{portal}-field", f"{portal}-crumbs")
       for portal in ("c1177", "tool") for text in ("text", "link")},
    **{f"{portal}-{text}": (f"{portal}-surface",)
       for portal in ("c1177", "tool") for text in ("quiet", "heading", "attention")},
    **{f"{portal}-key": (f"{portal}-crumbs",) for portal in ("c1177", "tool")},
    **{f"{portal}-bar-text": (f"{portal}-bar",) for portal in ("c1177", "tool")},
    **{f"{portal}-cursor-text": (f"{portal}-cursor",) for portal in ("c1177", "tool")},
}  # fmt: skip
"""Each colour of a text, and the grounds it stands on."""


def ratio(one: str, other: str) -> float:
    """How much lighter the lighter of two colours is, as WCAG counts."""

    def light(name: str) -> float:
        parts = [part / 255 for part in Color.parse(name).rgb]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: str) -> dict[str, str]:
    """All colours of a theme by their names."""
    known = themes.BY_NAME[theme]
    named = {name: getattr(known, name) for name in ("foreground", "background", "surface",
                                                     "panel", "error")}  # fmt: skip
    return {**known.variables, **named}


@pytest.mark.parametrize("theme", themes.BY_NAME)
def test_every_text_can_be_read(theme: str) -> None:
    known = colours(theme)
    weak = {
        f"{text} on {ground}: {ratio(known[text], known[ground]):.1f}"
        for text, grounds in TEXTS.items()
        for ground in grounds
        if ratio(known[text], known[ground]) < 4.5
    }
    assert weak == set()


@pytest.mark.parametrize("theme", themes.BY_NAME)
def test_every_field_has_an_edge_that_is_seen(theme: str) -> None:
    known = colours(theme)
    assert all(ratio(known["field-edge"], known[ground]) >= 3 for ground in GROUNDS)


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
