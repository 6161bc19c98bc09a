"""The keys of a week grid."""

from widgets.keys import GridKey

GRID_KEYS = (
    GridKey("step(-1)", "up", "Uppåt", "Går till tiden före."),
    GridKey("step(1)", "down", "Nedåt", "Går till nästa tid."),
    GridKey("lane(-1)", "left", "Åt vänster",
            "Går till samma tid dagen före; från den första dagen till veckan före."),
    GridKey("lane(1)", "right", "Åt höger",
            "Går till samma tid nästa dag; från den sista dagen till nästa vecka."),
    GridKey("page(-1)", "pageup", "En sida upp", "Går en sida uppåt."),
    GridKey("page(1)", "pagedown", "En sida ned", "Går en sida nedåt."),
    GridKey("end(False)", "home", "Dagens början", "Går till dagens första tid."),
    GridKey("end(True)", "end", "Dagens slut", "Går till dagens sista tid."),
    GridKey("corner(False)", "ctrl+home", "Första dagen", "Går till den första dagen."),
    GridKey("corner(True)", "ctrl+end", "Sista dagen", "Går till den sista dagen."),
    GridKey("resource(1)", "tab", "Nästa resurs", "Går till samma dag hos nästa resurs."),
    GridKey("resource(-1)", "shift+tab", "Resursen före", "Går till samma dag hos resursen före."),
    GridKey("leave(1)", "ctrl+down", "Lämna kalendern", "Går till nästa fält."),
    GridKey("leave(-1)", "ctrl+up", "Lämna kalendern bakåt", "Går till fältet före."),
    GridKey("choose", "enter", "Öppna", "Öppnar tiden."),
    GridKey("mark", "m,space", "Markera", "Markerar tiden, eller tar bort markeringen."),
    GridKey("extend(-1, 0)", "shift+up", "Markera uppåt", "Markerar tid för tid uppåt."),
    GridKey("extend(1, 0)", "shift+down", "Markera nedåt", "Markerar tid för tid nedåt."),
    GridKey("extend(0, -1)", "shift+left", "Markera åt vänster", "Markerar dag för dag bakåt."),
    GridKey("extend(0, 1)", "shift+right", "Markera åt höger", "Markerar dag för dag framåt."),
    GridKey("menu", "shift+f10", "Snabbmeny", "Öppnar snabbmenyn för tiden."),
)  # fmt: skip
"""Everything that the keys do. All letters but ``m`` and all signs are left to the screen."""
