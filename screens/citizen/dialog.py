"""A dialog over a page of 1177, in its colours."""

from typing import TypeVar

from screens.dialog import DialogScreen

Result = TypeVar("Result")


class CitizenDialog(DialogScreen[Result]):
    """As any dialog; what is half written in it cannot be saved, only left."""

    CAN_BE_SAVED = False
    DEFAULT_CSS = """
    CitizenDialog { background: $c1177-background 60%; }
    CitizenDialog DialogFrame {
        background: $c1177-surface; color: $c1177-text;
        border: round $c1177-line; border-title-color: $c1177-heading;
        border-subtitle-color: $c1177-quiet;
    }
    CitizenDialog DialogFrame #dialog-line { color: $c1177-quiet; }
    CitizenDialog DialogFrame #dialog-line.-fault { color: $c1177-attention; }
    CitizenDialog DialogButton {
        color: $c1177-link;
        &:hover { background: $c1177-field; }
        &:focus { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    CitizenDialog Static { color: $c1177-text; height: auto; }
    CitizenDialog .heading { color: $c1177-heading; text-style: bold; }
    CitizenDialog .quiet { color: $c1177-quiet; }
    CitizenDialog .attention { color: $c1177-attention; text-style: bold; }
    CitizenDialog .gap { margin-top: 1; }
    CitizenDialog TextInput {
        background: $c1177-field; color: $c1177-text;
        &:focus { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    CitizenDialog Tick {
        color: $c1177-text;
        .tick--cursor { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    CitizenDialog LineView {
        background: $c1177-surface; color: $c1177-text;
        .line-view--heading { color: $c1177-heading; text-style: bold; }
        .line-view--quiet { color: $c1177-quiet; }
    }
    """
