"""The colours: light as a Windows dialog, dark for projectors, and high contrast.

Widgets name what a colour is for ($frame, $figure, $attention); only this file says which it is.
"""

from textual.theme import Theme

from screens.commands import THEMES
from screens.session import DEFAULT_THEME


def _variables(
    *, title: tuple[str, str], mark: tuple[str, str], keys: tuple[str, str, str], frame: str,
    frame_title: str, figure: str, quiet: str, attention: str, cursor: tuple[str, str], field: str,
) -> dict[str, str]:  # fmt: skip
    return {
        "title-background": title[0],
        "title-foreground": title[1],
        "mark-background": mark[0],
        "mark-foreground": mark[1],
        "keys-background": keys[0],
        "keys-foreground": keys[1],
        "keys-key": keys[2],
        "frame": frame,
        "frame-title": frame_title,
        "figure": figure,
        "foreground-quiet": quiet,
        "attention": attention,
        "cursor-background": cursor[0],
        "cursor-foreground": cursor[1],
        "field": field,
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
    variables=_variables(
        title=("#005a9e", "#ffffff"),
        mark=("#ffd866", "#1a1a1a"),
        keys=("#f0f0f0", "#1a1a1a", "#005a9e"),
        frame="#7a8a99",
        frame_title="#003e6d",
        figure="#005a9e",
        quiet="#5a6068",
        attention="#8f3a00",
        cursor=("#cce4f7", "#000000"),
        field="#e4e8ec",
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
    variables=_variables(
        title=("#0f4c7d", "#ffffff"),
        mark=("#ffd866", "#14181d"),
        keys=("#262d36", "#e6e9ec", "#7cc4f5"),
        frame="#5b6b7c",
        frame_title="#a9d6f7",
        figure="#7cc4f5",
        quiet="#a3adb8",
        attention="#ffb454",
        cursor=("#0f4c7d", "#ffffff"),
        field="#14181d",
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
    variables=_variables(
        title=("#ffffff", "#000000"),
        mark=("#000000", "#ffff00"),
        keys=("#000000", "#ffffff", "#ffff00"),
        frame="#ffffff",
        frame_title="#ffff00",
        figure="#ffff00",
        quiet="#ffffff",
        attention="#ffff00",
        cursor=("#ffff00", "#000000"),
        field="#333333",
    ),
)

BY_NAME = {theme.name: theme for theme in (_LIGHT, _DARK, _CONTRAST)}
assert list(BY_NAME) == list(THEMES)


def after(name: str) -> str:
    """The theme that the key changes to from this one."""
    names = list(BY_NAME)
    return names[(names.index(name) + 1) % len(names)] if name in BY_NAME else DEFAULT_THEME
