"""The colours: light as a Windows dialog, dark for projectors, and high contrast.

Widgets name what a colour is for ($frame, $figure, $attention); only this file says which it is.
Each table has a colour for each theme, in the order of ``THEMES``.
"""

from typing import Any, Final

from textual.theme import Theme

from screens.commands import THEMES
from screens.session import DEFAULT_THEME

_BASE: Final = {
    "primary": ("#005a9e", "#4aa3df", "#ffff00"),
    "secondary": ("#3a6ea5", "#7fb2d9", "#00ffff"),
    "accent": ("#005a9e", "#4aa3df", "#ffff00"),
    "warning": ("#8a4b00", "#ffb454", "#ffff00"),
    "error": ("#a80000", "#ff7b72", "#ff8080"),
    "success": ("#0b6a0b", "#7ed491", "#80ff80"),
    "foreground": ("#1a1a1a", "#e6e9ec", "#ffffff"),
    "background": ("#dfe3e8", "#14181d", "#000000"),
    "surface": ("#fbfbfb", "#1e242b", "#000000"),
    "panel": ("#f0f0f0", "#262d36", "#000000"),
}
"""What Textual itself names."""

_NAMED: Final = {
    "title-background": ("#005a9e", "#0f4c7d", "#ffffff"),
    "title-foreground": ("#ffffff", "#ffffff", "#000000"),
    "mark-background": ("#ffd866", "#ffd866", "#000000"),
    "mark-foreground": ("#1a1a1a", "#14181d", "#ffff00"),
    "keys-background": ("#f0f0f0", "#262d36", "#000000"),
    "keys-foreground": ("#1a1a1a", "#e6e9ec", "#ffffff"),
    "keys-key": ("#005a9e", "#7cc4f5", "#ffff00"),
    "frame": ("#7a8a99", "#5b6b7c", "#ffffff"),
    "frame-title": ("#003e6d", "#a9d6f7", "#ffff00"),
    "figure": ("#005a9e", "#7cc4f5", "#ffff00"),
    "foreground-quiet": ("#5a6068", "#a3adb8", "#ffffff"),
    "attention": ("#8f3a00", "#ffb454", "#ffff00"),
    "cursor-background": ("#cce4f7", "#0f4c7d", "#ffff00"),
    "cursor-foreground": ("#000000", "#ffffff", "#000000"),
    "field": ("#e4e8ec", "#14181d", "#333333"),
    "field-edge": ("#66788a", "#8a9bac", "#ffffff"),
    "field-hint": ("#565c64", "#a3adb8", "#ffffff"),
    "ground-before": ("#fce4e1", "#3a2528", "#400000"),
    "ground-after": ("#e2f3e0", "#1f3429", "#003300"),
    "ground-release": ("#fff4b8", "#3d3614", "#333300"),
}

# The colours of time types, in the order of ``db.texts.COLOURS``; each is seen against the surface
# (3:1 or more), and its sign in it (4.5:1 or more). What tells them apart for all is the sign.
_TYPES: Final = {
    "red": ("#b3141b", "#ff6b66", "#ff5c5c"),
    "orange": ("#c95500", "#ff9838", "#ff9f1a"),
    "yellow": ("#8f7700", "#ffe14d", "#ffff33"),
    "lime": ("#578800", "#b6e34a", "#b4ff3c"),
    "green": ("#176b2c", "#4cc06c", "#2ee65c"),
    "teal": ("#007f86", "#2fc7bc", "#1ce6d2"),
    "sky": ("#1c86cf", "#9ad8ff", "#8ad8ff"),
    "blue": ("#0f3d99", "#8fb0ff", "#7aa2ff"),
    "purple": ("#6a1fa3", "#bf9bff", "#c79bff"),
    "pink": ("#d4389a", "#ff9ccd", "#ff8ad1"),
    "brown": ("#5c3317", "#d0a27c", "#d29a6a"),
    "grey": ("#6b7280", "#b4bcc4", "#c8c8c8"),
}
_WHITE_SIGN_ON_LIGHT: Final = frozenset({"red", "green", "teal", "blue", "purple", "brown", "grey"})

# What times are in the calendar, by ``widgets.week_grid.values.STATES``: the ground, and the text
# on it (4.5:1 or more). What tells them apart for all is their sign.
_SLOTS: Final = {
    "free-web": (("#e3f3e6", "#0b5520"), ("#1b3a27", "#b4ebc2"), ("#000000", "#80ff80")),
    "free": (("#f1f2f4", "#3f464d"), ("#2a323b", "#c6cfd8"), ("#000000", "#ffffff")),
    "web": (("#c9dff6", "#0a2f5c"), ("#173f68", "#d8eafc"), ("#0032a8", "#ffffff")),
    "care": (("#dcdfe4", "#1f2329"), ("#353e49", "#f0f2f4"), ("#4a4a4a", "#ffffff")),
    "agent": (("#f8e2bd", "#553000"), ("#513c14", "#ffe0a6"), ("#5c3a00", "#ffff99")),
    "hidden": (("#e4daf1", "#3d2263"), ("#402f5e", "#e2d4ff"), ("#4b0082", "#ffffff")),
    "cancelled": (("#fbfbfb", "#7a2020"), ("#1e242b", "#f0aaa2"), ("#000000", "#ff9d9d")),
    "blocked": (("#e3ddd3", "#453d33"), ("#39342c", "#d8cfc2"), ("#2b2b2b", "#e0e0e0")),
    "event": (("#e9edef", "#33424a"), ("#28323a", "#c5d3dc"), ("#1f1f1f", "#ffffff")),
}

# 1177 as citizens see it: warm and calm, apart from the staff's grey and blue.
_C1177: Final = {
    "background": ("#f6f0e9", "#191513", "#000000"),
    "surface": ("#fffdfa", "#241e1b", "#000000"),
    "text": ("#2b1d1d", "#f2e9e3", "#ffffff"),
    "quiet": ("#6a5851", "#bdaca2", "#ffffff"),
    "line": ("#c9b5a6", "#65544b", "#ffffff"),
    "heading": ("#8a1538", "#f5a6b5", "#ffff00"),
    "link": ("#8a1538", "#f5a6b5", "#00ffff"),
    "attention": ("#8f3a00", "#ffb454", "#ffff00"),
    "bar": ("#9c1b3c", "#741a35", "#ffffff"),
    "bar-text": ("#ffffff", "#ffffff", "#000000"),
    "crumbs": ("#efe2d8", "#302723", "#000000"),
    "cursor": ("#f4cfd3", "#66283c", "#ffff00"),
    "cursor-text": ("#2b0a14", "#ffffff", "#000000"),
    "field": ("#f0e5db", "#181412", "#333333"),
    "key": ("#8a1538", "#f5a6b5", "#ffff00"),
}

# 1177:s personalverktyg: a web tool of its own, neither the citizen's nor the desktop's.
_TOOL: Final = {
    "background": ("#eef3f2", "#10181a", "#000000"),
    "surface": ("#ffffff", "#182224", "#000000"),
    "text": ("#16252a", "#e4eef0", "#ffffff"),
    "quiet": ("#50636a", "#a2b6bb", "#ffffff"),
    "line": ("#b4c6c8", "#46595e", "#ffffff"),
    "heading": ("#0b5563", "#7fd3e0", "#ffff00"),
    "link": ("#0b5563", "#7fd3e0", "#00ffff"),
    "attention": ("#8f3a00", "#ffb454", "#ffff00"),
    "bar": ("#0b5563", "#0d4753", "#ffffff"),
    "bar-text": ("#ffffff", "#ffffff", "#000000"),
    "crumbs": ("#dcebec", "#223033", "#000000"),
    "cursor": ("#bfe3e6", "#15606f", "#ffff00"),
    "cursor-text": ("#06262c", "#ffffff", "#000000"),
    "field": ("#e3edee", "#0f1719", "#333333"),
    "key": ("#0b5563", "#7fd3e0", "#ffff00"),
}


def _theme(at: int, name: str, **more: Any) -> Theme:  # noqa: ANN401 - Theme's own
    """The theme in this place of the tables."""
    white = _WHITE_SIGN_ON_LIGHT if name == DEFAULT_THEME else frozenset()
    variables = {key: colours[at] for key, colours in _NAMED.items()}
    for key, colours in _TYPES.items():
        variables[f"type-{key}"] = colours[at]
        variables[f"type-{key}-sign"] = "#ffffff" if key in white else "#000000"
    for key, pairs in _SLOTS.items():
        variables[f"slot-{key}"], variables[f"slot-{key}-text"] = pairs[at]
    for portal, table in (("c1177", _C1177), ("tool", _TOOL)):
        variables |= {f"{portal}-{key}": colours[at] for key, colours in table.items()}
    more |= {key: colours[at] for key, colours in _BASE.items()}
    return Theme(name, variables=variables, **more)


_MORE: Final[tuple[dict[str, Any], ...]] = ({"dark": False}, {}, {"text_alpha": 1.0})
BY_NAME = {name: _theme(at, name, **_MORE[at]) for at, name in enumerate(THEMES)}


def after(name: str) -> str:
    """The theme that the key changes to from this one."""
    names = list(BY_NAME)
    return names[(names.index(name) + 1) % len(names)] if name in BY_NAME else DEFAULT_THEME
