"""The sheet's keys, each declared once: bindings derive from them, and so may a screen's help.

A letter types into a cell, so letters are commands only where nothing can be typed: in read-only
sheets. Each has a key with Alt or Ctrl that works in every sheet and in every terminal (Alt and a
sign does not reach Textual, nor does Shift+F3 in all terminals). "/" searches in both; a
text that begins with it is typed after F2.
"""

from typing import NamedTuple

from textual.binding import Binding


class SheetKey(NamedTuple):
    """One thing the keys do.

    Attributes:
        action: the sheet's action.
        keys: Textual's names of its keys in every sheet, with commas between.
        label: a word or two.
        tip: a whole sentence.
        letters: keys that do the same in a read-only sheet.
        only: the kind of sheet it works in, or empty for both.
    """

    action: str
    keys: str
    label: str
    tip: str
    letters: str = ""
    only: str = ""

    @property
    def name(self) -> str:
        """The action without what it is given."""
        return self.action.partition("(")[0]


SHEET_KEYS = (
    SheetKey("move(-1, 0)", "up", "Uppåt", "Går till raden ovanför.", "k"),
    SheetKey("move(1, 0)", "down", "Nedåt", "Går till raden nedanför.", "j"),
    SheetKey("move(0, -1)", "left", "Åt vänster", "Går till kolumnen till vänster.", "h"),
    SheetKey("move(0, 1)", "right", "Åt höger", "Går till kolumnen till höger.", "l"),
    SheetKey("page(-1)", "pageup", "En sida upp", "Går en sida uppåt."),
    SheetKey("page(1)", "pagedown", "En sida ned", "Går en sida nedåt."),
    SheetKey("edge(False)", "home", "Första kolumnen", "Går till radens första kolumn."),
    SheetKey("edge(True)", "end", "Sista kolumnen", "Går till radens sista kolumn."),
    SheetKey("end(False)", "ctrl+home", "Första raden", "Går till den första raden.", "g"),
    SheetKey("end(True)", "ctrl+end", "Sista raden", "Går till den sista raden.", "G"),
    SheetKey("next(1)", "tab", "Nästa cell", "Går till nästa cell.", only="editable"),
    SheetKey("next(-1)", "shift+tab", "Föregående cell", "Går en cell bakåt.", only="editable"),
    SheetKey("leave(1)", "ctrl+down", "Lämna rutnätet", "Går till nästa fält."),
    SheetKey("leave(-1)", "ctrl+up", "Lämna rutnätet bakåt", "Går till fältet före."),
    SheetKey("choose", "enter", "Öppna", "Öppnar raden, eller avslutar ändringen."),
    SheetKey("edit", "f2", "Ändra", "Ändrar cellen; det går också att bara skriva.",
             only="editable"),
    SheetKey("space", "space", "Bocka i/ur", "Bockar i eller ur, eller markerar raden."),
    SheetKey("empty", "delete", "Töm", "Tömmer cellen.", only="editable"),
    SheetKey("mark", "alt+m", "Markera", "Markerar raden, eller tar bort markeringen.", "m"),
    SheetKey("extend(-1)", "shift+up", "Markera uppåt", "Markerar rad för rad uppåt."),
    SheetKey("extend(1)", "shift+down", "Markera nedåt", "Markerar rad för rad nedåt."),
    SheetKey("extend_page(-1)", "shift+pageup", "Markera en sida upp",
             "Markerar en sida uppåt."),
    SheetKey("extend_page(1)", "shift+pagedown", "Markera en sida ned",
             "Markerar en sida nedåt."),
    SheetKey("mark_all", "ctrl+a", "Markera alla",
             "Markerar alla rader, högst 10 000; igen: tar bort markeringarna."),
    SheetKey("copy", "ctrl+c", "Kopiera", "Kopierar cellen, eller de markerade raderna."),
    SheetKey("sort", "alt+s", "Sortera",
             "Sorterar efter kolumnen; igen: omvänt; en gång till: som från början.", "s"),
    SheetKey("note", "alt+v", "Hela texten", "Visar allt som står i cellen; igen: resten.", "K"),
    SheetKey("widen(1)", "ctrl+right", "Bredare", "Gör kolumnen bredare.",
             "plus,right_square_bracket"),
    SheetKey("widen(-1)", "ctrl+left", "Smalare", "Gör kolumnen smalare.",
             "minus,left_square_bracket"),
    SheetKey("fit", "alt+w", "Anpassa bredd",
             "Gör kolumnen så bred som det som syns behöver; även dubbelklick på rubrikens kant.",
             "w"),
    SheetKey("fold", "alt+z", "Fäll in/ut", "Fäller in kolumnen, eller ut den igen.", "z"),
    SheetKey("unfold", "alt+a", "Fäll ut alla", "Fäller ut alla kolumner.", "Z"),
    SheetKey("columns", "ctrl+k", "Kolumner",
             "Listar alla kolumner, att fälla in och ut, bredda och återställa."),
    SheetKey("search", "slash,ctrl+f", "Sök", "Söker en rad."),
    SheetKey("find(1)", "f3", "Sök nästa", "Går till nästa träff."),
    SheetKey("find(-1)", "shift+f3,alt+p", "Sök föregående", "Går till föregående träff."),
    SheetKey("menu", "shift+f10", "Snabbmeny", "Öppnar snabbmenyn för cellen."),
)  # fmt: skip
"""Everything that the keys do."""


def keys_of(*, read_only: bool, without: frozenset[str] = frozenset()) -> tuple[SheetKey, ...]:
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


def bindings() -> list[Binding]:
    """Textual's bindings; ``letter`` does the same as the action that it is given."""
    plain = [
        Binding(one.keys, one.action, one.label, show=False, tooltip=one.tip) for one in SHEET_KEYS
    ]
    letters = [
        Binding(one.letters, f"letter({number})", one.label, show=False, tooltip=one.tip)
        for number, one in enumerate(SHEET_KEYS)
        if one.letters
    ]
    return plain + letters
