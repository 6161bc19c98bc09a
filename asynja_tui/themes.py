"""The colours: light as a Windows dialog, dark for projectors, and high contrast.

Widgets name what a colour is for ($frame, $figure, $attention); only this file says which it is.
"""

from textual.theme import Theme

from screens.commands import THEMES
from screens.session import DEFAULT_THEME

# The colours of time types, in the order of ``db.texts.COLOURS``; each is seen against the surface
# (3:1 or more), and its sign in it (4.5:1 or more). What tells them apart for all is the sign.
_TYPES_ON_LIGHT = {
    "red": "#b3141b",
    "orange": "#c95500",
    "yellow": "#8f7700",
    "lime": "#578800",
    "green": "#176b2c",
    "teal": "#007f86",
    "sky": "#1c86cf",
    "blue": "#0f3d99",
    "purple": "#6a1fa3",
    "pink": "#d4389a",
    "brown": "#5c3317",
    "grey": "#6b7280",
}
_WHITE_SIGN_ON_LIGHT = frozenset({"red", "green", "teal", "blue", "purple", "brown", "grey"})
_TYPES_ON_DARK = {
    "red": "#ff6b66",
    "orange": "#ff9838",
    "yellow": "#ffe14d",
    "lime": "#b6e34a",
    "green": "#4cc06c",
    "teal": "#2fc7bc",
    "sky": "#9ad8ff",
    "blue": "#8fb0ff",
    "purple": "#bf9bff",
    "pink": "#ff9ccd",
    "brown": "#d0a27c",
    "grey": "#b4bcc4",
}
_TYPES_ON_BLACK = {
    "red": "#ff5c5c",
    "orange": "#ff9f1a",
    "yellow": "#ffff33",
    "lime": "#b4ff3c",
    "green": "#2ee65c",
    "teal": "#1ce6d2",
    "sky": "#8ad8ff",
    "blue": "#7aa2ff",
    "purple": "#c79bff",
    "pink": "#ff8ad1",
    "brown": "#d29a6a",
    "grey": "#c8c8c8",
}

# What times are in the calendar, by ``widgets.week_grid.values.STATES``: the ground, and the text
# on it (4.5:1 or more). What tells them apart for all is their sign.
_SLOTS_ON_LIGHT = {
    "free-web": ("#e3f3e6", "#0b5520"),
    "free": ("#f1f2f4", "#3f464d"),
    "web": ("#c9dff6", "#0a2f5c"),
    "care": ("#dcdfe4", "#1f2329"),
    "agent": ("#f8e2bd", "#553000"),
    "hidden": ("#e4daf1", "#3d2263"),
    "cancelled": ("#fbfbfb", "#7a2020"),
    "blocked": ("#e3ddd3", "#453d33"),
    "event": ("#e9edef", "#33424a"),
}
_SLOTS_ON_DARK = {
    "free-web": ("#1b3a27", "#b4ebc2"),
    "free": ("#2a323b", "#c6cfd8"),
    "web": ("#173f68", "#d8eafc"),
    "care": ("#353e49", "#f0f2f4"),
    "agent": ("#513c14", "#ffe0a6"),
    "hidden": ("#402f5e", "#e2d4ff"),
    "cancelled": ("#1e242b", "#f0aaa2"),
    "blocked": ("#39342c", "#d8cfc2"),
    "event": ("#28323a", "#c5d3dc"),
}
_SLOTS_ON_BLACK = {
    "free-web": ("#000000", "#80ff80"),
    "free": ("#000000", "#ffffff"),
    "web": ("#0032a8", "#ffffff"),
    "care": ("#4a4a4a", "#ffffff"),
    "agent": ("#5c3a00", "#ffff99"),
    "hidden": ("#4b0082", "#ffffff"),
    "cancelled": ("#000000", "#ff9d9d"),
    "blocked": ("#2b2b2b", "#e0e0e0"),
    "event": ("#1f1f1f", "#ffffff"),
}

# 1177 as citizens see it: warm and calm, apart from the staff's grey and blue.
_C1177_ON_LIGHT = {
    "background": "#f6f0e9",
    "surface": "#fffdfa",
    "text": "#2b1d1d",
    "quiet": "#6a5851",
    "line": "#c9b5a6",
    "heading": "#8a1538",
    "link": "#8a1538",
    "attention": "#8f3a00",
    "bar": "#9c1b3c",
    "bar-text": "#ffffff",
    "crumbs": "#efe2d8",
    "cursor": "#f4cfd3",
    "cursor-text": "#2b0a14",
    "field": "#f0e5db",
    "key": "#8a1538",
}
_C1177_ON_DARK = {
    "background": "#191513",
    "surface": "#241e1b",
    "text": "#f2e9e3",
    "quiet": "#bdaca2",
    "line": "#65544b",
    "heading": "#f5a6b5",
    "link": "#f5a6b5",
    "attention": "#ffb454",
    "bar": "#741a35",
    "bar-text": "#ffffff",
    "crumbs": "#302723",
    "cursor": "#66283c",
    "cursor-text": "#ffffff",
    "field": "#181412",
    "key": "#f5a6b5",
}
_PORTAL_ON_BLACK = {
    "background": "#000000",
    "surface": "#000000",
    "text": "#ffffff",
    "quiet": "#ffffff",
    "line": "#ffffff",
    "heading": "#ffff00",
    "link": "#00ffff",
    "attention": "#ffff00",
    "bar": "#ffffff",
    "bar-text": "#000000",
    "crumbs": "#000000",
    "cursor": "#ffff00",
    "cursor-text": "#000000",
    "field": "#333333",
    "key": "#ffff00",
}


# 1177:s personalverktyg: a web tool of its own, neither the citizen's nor the desktop's.
_TOOL_ON_LIGHT = {
    "background": "#eef3f2",
    "surface": "#ffffff",
    "text": "#16252a",
    "quiet": "#50636a",
    "line": "#b4c6c8",
    "heading": "#0b5563",
    "link": "#0b5563",
    "attention": "#8f3a00",
    "bar": "#0b5563",
    "bar-text": "#ffffff",
    "crumbs": "#dcebec",
    "cursor": "#bfe3e6",
    "cursor-text": "#06262c",
    "field": "#e3edee",
    "key": "#0b5563",
}
_TOOL_ON_DARK = {
    "background": "#10181a",
    "surface": "#182224",
    "text": "#e4eef0",
    "quiet": "#a2b6bb",
    "line": "#46595e",
    "heading": "#7fd3e0",
    "link": "#7fd3e0",
    "attention": "#ffb454",
    "bar": "#0d4753",
    "bar-text": "#ffffff",
    "crumbs": "#223033",
    "cursor": "#15606f",
    "cursor-text": "#ffffff",
    "field": "#0f1719",
    "key": "#7fd3e0",
}


def _portal_variables(portal: str, colours: dict[str, str]) -> dict[str, str]:
    """``$c1177-<name>`` or ``$tool-<name>``."""
    return {f"{portal}-{name}": colour for name, colour in colours.items()}


def _slot_variables(slots: dict[str, tuple[str, str]]) -> dict[str, str]:
    """``$slot-<state>``, and ``$slot-<state>-text`` for what is written on it."""
    return {f"slot-{name}": ground for name, (ground, _) in slots.items()} | {
        f"slot-{name}-text": text for name, (_, text) in slots.items()
    }


def _type_variables(
    colours: dict[str, str], white_signs: frozenset[str] = frozenset()
) -> dict[str, str]:
    """``$type-<colour>``, and ``$type-<colour>-sign`` for what is written in it."""
    signs = {name: "#ffffff" if name in white_signs else "#000000" for name in colours}
    return {f"type-{name}": colour for name, colour in colours.items()} | {
        f"type-{name}-sign": colour for name, colour in signs.items()
    }


def _variables(
    *, title: tuple[str, str], mark: tuple[str, str], keys: tuple[str, str, str],
    frame: tuple[str, str], figure: str, quiet: str, attention: str, cursor: tuple[str, str],
    field: str, grounds: tuple[str, str],
) -> dict[str, str]:  # fmt: skip
    return {
        "title-background": title[0],
        "title-foreground": title[1],
        "mark-background": mark[0],
        "mark-foreground": mark[1],
        "keys-background": keys[0],
        "keys-foreground": keys[1],
        "keys-key": keys[2],
        "frame": frame[0],
        "frame-title": frame[1],
        "figure": figure,
        "foreground-quiet": quiet,
        "attention": attention,
        "cursor-background": cursor[0],
        "cursor-foreground": cursor[1],
        "field": field,
        "ground-before": grounds[0],
        "ground-after": grounds[1],
    }


_LIGHT = Theme(
    name=DEFAULT_THEME,
    dark=False,
    primary="#005a9e",
    secondary="#3a6ea5",
    accent="#005a9e",
    warning="#8a4b00",
    error="#a80000",
    success="#0b6a0b",
    foreground="#1a1a1a",
    background="#dfe3e8",
    surface="#fbfbfb",
    panel="#f0f0f0",
    variables=_type_variables(_TYPES_ON_LIGHT, _WHITE_SIGN_ON_LIGHT)
    | _slot_variables(_SLOTS_ON_LIGHT)
    | _portal_variables("c1177", _C1177_ON_LIGHT)
    | _portal_variables("tool", _TOOL_ON_LIGHT)
    | _variables(
        title=("#005a9e", "#ffffff"),
        mark=("#ffd866", "#1a1a1a"),
        keys=("#f0f0f0", "#1a1a1a", "#005a9e"),
        frame=("#7a8a99", "#003e6d"),
        figure="#005a9e",
        quiet="#5a6068",
        attention="#8f3a00",
        cursor=("#cce4f7", "#000000"),
        field="#e4e8ec",
        grounds=("#fce4e1", "#e2f3e0"),
    ),
)

_DARK = Theme(
    name="asynja-morkt",
    primary="#4aa3df",
    secondary="#7fb2d9",
    accent="#4aa3df",
    warning="#ffb454",
    error="#ff7b72",
    success="#7ed491",
    foreground="#e6e9ec",
    background="#14181d",
    surface="#1e242b",
    panel="#262d36",
    variables=_type_variables(_TYPES_ON_DARK)
    | _slot_variables(_SLOTS_ON_DARK)
    | _portal_variables("c1177", _C1177_ON_DARK)
    | _portal_variables("tool", _TOOL_ON_DARK)
    | _variables(
        title=("#0f4c7d", "#ffffff"),
        mark=("#ffd866", "#14181d"),
        keys=("#262d36", "#e6e9ec", "#7cc4f5"),
        frame=("#5b6b7c", "#a9d6f7"),
        figure="#7cc4f5",
        quiet="#a3adb8",
        attention="#ffb454",
        cursor=("#0f4c7d", "#ffffff"),
        field="#14181d",
        grounds=("#3a2528", "#1f3429"),
    ),
)

_CONTRAST = Theme(
    name="asynja-kontrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    text_alpha=1.0,
    variables=_type_variables(_TYPES_ON_BLACK)
    | _slot_variables(_SLOTS_ON_BLACK)
    | _portal_variables("c1177", _PORTAL_ON_BLACK)
    | _portal_variables("tool", _PORTAL_ON_BLACK)
    | _variables(
        title=("#ffffff", "#000000"),
        mark=("#000000", "#ffff00"),
        keys=("#000000", "#ffffff", "#ffff00"),
        frame=("#ffffff", "#ffff00"),
        figure="#ffff00",
        quiet="#ffffff",
        attention="#ffff00",
        cursor=("#ffff00", "#000000"),
        field="#333333",
        grounds=("#400000", "#003300"),
    ),
)

BY_NAME = {theme.name: theme for theme in (_LIGHT, _DARK, _CONTRAST)}
assert list(BY_NAME) == list(THEMES)


def after(name: str) -> str:
    """The theme that the key changes to from this one."""
    names = list(BY_NAME)
    return names[(names.index(name) + 1) % len(names)] if name in BY_NAME else DEFAULT_THEME
