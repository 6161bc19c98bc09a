"""The sheet's keys.

A letter types into a cell, so letters are commands only where nothing can be typed: in read-only
sheets. Each has a key with Ctrl that works in every sheet and in every terminal (Shift+F3 does not
in all); Alt and a letter is for menus and buttons. "/" searches in both; a text that begins with it
is typed after F2.
"""

from widgets.keys import GridKey

SHEET_KEYS = (
    GridKey("move(-1, 0)", "up", "Uppåt", "Går till raden ovanför.", "k"),
    GridKey("move(1, 0)", "down", "Nedåt", "Går till raden nedanför.", "j"),
    GridKey("move(0, -1)", "left", "Åt vänster", "Går till kolumnen till vänster.", "h"),
    GridKey("move(0, 1)", "right", "Åt höger", "Går till kolumnen till höger.", "l"),
    GridKey("page(-1)", "pageup", "En sida upp", "Går en sida uppåt."),
    GridKey("page(1)", "pagedown", "En sida ned", "Går en sida nedåt."),
    GridKey("edge(False)", "home", "Första kolumnen", "Går till radens första kolumn."),
    GridKey("edge(True)", "end", "Sista kolumnen", "Går till radens sista kolumn."),
    GridKey("end(False)", "ctrl+home", "Första raden", "Går till den första raden.", "g"),
    GridKey("end(True)", "ctrl+end", "Sista raden", "Går till den sista raden.", "G"),
    GridKey("next(1)", "tab", "Nästa cell", "Går till nästa cell.", only="editable"),
    GridKey("next(-1)", "shift+tab", "Föregående cell", "Går en cell bakåt.", only="editable"),
    GridKey("leave(1)", "ctrl+down", "Lämna rutnätet", "Går till nästa fält."),
    GridKey("leave(-1)", "ctrl+up", "Lämna rutnätet bakåt", "Går till fältet före."),
    GridKey("choose", "enter", "Öppna", "Öppnar raden, eller avslutar ändringen."),
    GridKey("edit", "f2", "Ändra", "Ändrar cellen; det går också att bara skriva.",
             only="editable"),
    GridKey("space", "space", "Bocka i/ur", "Bockar i eller ur, eller markerar raden."),
    GridKey("empty", "delete", "Töm", "Tömmer cellen.", only="editable"),
    GridKey("mark", "ctrl+space,ctrl+@", "Markera",
             "Markerar raden, eller tar bort markeringen.", "m"),
    GridKey("extend(-1)", "shift+up", "Markera uppåt", "Markerar rad för rad uppåt."),
    GridKey("extend(1)", "shift+down", "Markera nedåt", "Markerar rad för rad nedåt."),
    GridKey("extend_page(-1)", "shift+pageup", "Markera en sida upp",
             "Markerar en sida uppåt."),
    GridKey("extend_page(1)", "shift+pagedown", "Markera en sida ned",
             "Markerar en sida nedåt."),
    GridKey("mark_all", "ctrl+a", "Markera alla",
             "Markerar alla rader, högst 10 000; igen: tar bort markeringarna."),
    GridKey("copy", "ctrl+c", "Kopiera", "Kopierar cellen, eller de markerade raderna."),
    GridKey("sort", "ctrl+o", "Sortera",
             "Sorterar efter kolumnen; igen: omvänt; en gång till: som från början.", "s"),
    GridKey("note", "ctrl+e", "Hela texten", "Visar allt som står i cellen; igen: resten.", "K"),
    GridKey("widen(1)", "ctrl+right", "Bredare", "Gör kolumnen bredare.",
             "plus,right_square_bracket"),
    GridKey("widen(-1)", "ctrl+left", "Smalare", "Gör kolumnen smalare.",
             "minus,left_square_bracket"),
    GridKey("fit", "ctrl+b", "Anpassa bredd",
             "Gör kolumnen så bred som det som syns behöver; även dubbelklick på rubrikens kant.",
             "w"),
    GridKey("fold", "ctrl+d", "Fäll in/ut", "Fäller in kolumnen, eller ut den igen.", "z"),
    GridKey("unfold", "ctrl+u", "Fäll ut alla", "Fäller ut alla kolumner.", "Z"),
    GridKey("columns", "ctrl+k", "Kolumner",
             "Listar alla kolumner, att fälla in och ut, bredda och återställa."),
    GridKey("search", "slash,ctrl+f", "Sök", "Söker en rad."),
    GridKey("find(1)", "f3", "Sök nästa", "Går till nästa träff."),
    GridKey("find(-1)", "shift+f3,ctrl+r", "Sök föregående", "Går till föregående träff."),
    GridKey("menu", "shift+f10", "Snabbmeny", "Öppnar snabbmenyn för cellen."),
)  # fmt: skip
"""Everything that the keys do."""


def keys_of(*, read_only: bool, without: frozenset[str] = frozenset()) -> tuple[GridKey, ...]:
    """The keys that work in one kind of sheet, for a screen's help.

    Args:
        read_only: the kind of sheet.
        without: names of actions that the screen has left out.
    """
    other = "editable" if read_only else "read-only"
    return tuple(
        one if read_only else one._replace(letters="")
        for one in SHEET_KEYS
        if one.only != other and one.name not in without
    )
