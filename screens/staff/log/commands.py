"""What one can do in Logg för webbtidbok, each declared once."""

from typing import Final

from screens.commands import IN_GRID, Command, group, holds
from screens.staff.log.columns import WITHOUT
from screens.staff.log.search_text import LABELS, TABS
from widgets.sheet.keys import keys_of

MENU: Final = "Bokning och väntelista"

OPEN = Command(
    "open_sheet", "Bokningsunderlag", "Visar hela besöket, kommentarerna och kedjan.",
    key="enter", menu=MENU, when=holds("can_open"), group="Granska",
)  # fmt: skip

REVIEWING: Final = group(
    "Granska",
    Command(
        "do('deciding.next_late')", "Nästa sena", "Går till nästa sena ändring.",
        key="n", context=False,
    ),
    Command(
        "do('deciding.previous_late')", "Föregående sena", "Går till den sena ändringen före.",
        key="N", footer=False, context=False,
    ),
    Command(
        "do('deciding.bill')", "Fakturera",
        "Ändringen ska faktureras; går sedan till nästa att kontrollera.",
        key="b", menu=MENU, when=holds("sheet.chosen"),
    ),
    Command(
        "do('deciding.exempt')", "Undantag...", "Ändringen undantas: frågar varför.",
        key="u", menu=MENU, when=holds("sheet.chosen"),
    ),
    Command(
        "do('deciding.check')", "Kontrollerad",
        "Ändringen är kontrollerad och faktureras inte.",
        key="c", menu=MENU, when=holds("sheet.chosen"),
    ),
    Command(
        "search", "Sök", "Söker medan du skriver; Enter eller Esc går till raderna.",
        key="slash,ctrl+f", context=False,
    ),
)  # fmt: skip
COLUMNS: Final = group(
    IN_GRID,
    Command(
        "do('sheet.action_unfold')", "Fäll ut alla", "Fäller ut alla kolumner.", key="Z,ctrl+u",
    ),
    Command(
        "do('sheet.action_columns')", "Kolumner",
        "Listar alla kolumner, att fälla in och ut, bredda och återställa.", key="ctrl+k",
    ),
)  # fmt: skip
MOVING: Final = group(
    IN_GRID,
    Command(
        "do('sheet.move_left')", "Flytta åt vänster", "Byter plats med kolumnen till vänster.",
        key="less_than_sign", footer=False, context=False,
    ),
    Command(
        "do('sheet.move_right')", "Flytta åt höger", "Byter plats med kolumnen till höger.",
        key="greater_than_sign", footer=False, context=False,
    ),
)  # fmt: skip
MORE: Final = group(
    "Loggen",
    Command(
        "show_words", "Sökord...", "Listar vad Sök förstår; det valda skrivs i Sök.",
        key="f7", menu=MENU, footer=False, context=False,
    ),
    Command(
        "why_1177", "Varför?",
        "Säger om invånaren ser, kan avboka och omboka tiden, varför och vad som kan göras.",
        key="question_mark,f4", menu=MENU, footer=False, when=holds("sheet.entry"),
    ),
    Command(
        "do('deciding.take_back')", "Ta bort bedömningen", "Ingen har längre bedömt ändringen.",
        key="delete", menu=MENU, footer=False, when=holds("sheet.chosen"),
    ),
    Command(
        "export", "Exportera...", "Sparar raderna som visas, eller bara dem som ska faktureras.",
        key="e", menu="Arkiv", when=holds("rows.view"),
    ),
    Command(
        "import", "Läs in...", "Läser in en logg från en fil; den granskas på samma sätt.",
        key="i", menu="Arkiv", context=False, footer=False,
    ),
    Command(
        "choose_log", "Välj logg...", "Visar enhetens egen logg eller en inläst.",
        key="o", menu="Arkiv", context=False, footer=False,
    ),
    Command(
        "views", "Vyer...", "Visar en sparad vy, eller sparar sökning, ordning och kolumner.",
        key="v", footer=False, context=False,
    ),
    Command(
        "open_statistics", "Statistik", "Räknar loggens ändringar per dag, vecka, typ och resurs.",
        key="t", footer=False, context=False,
    ),
    Command(
        "review_settings", "Inställningar för loggen...",
        "Enhetens orsaker till undantag och belopp för sena ändringar.",
        menu="Inställningar", footer=False, context=False,
    ),
    Command(
        "do('sheet.action_copy')", "Kopiera",
        "Kopierar cellen, eller de markerade raderna; även Ctrl+C.",
        key="y", footer=False, when=holds("sheet.entry"),
    ),
    Command(
        "show_copied", "Visa kopierad text", "Visar det, om terminalen inte tog det.",
        key="Y", footer=False, when=holds("copied"),
    ),
    Command(
        "clear", "Visa alla rader", "Tar bort allt som söks; raden du står på behålls.",
        key="x", footer=False, when=holds("rows.search"),
    ),
    Command(
        "do('deciding.undo')", "Ångra", "Tar tillbaka den senaste bedömningen.",
        key="ctrl+z", menu=MENU, footer=False, when=holds("reviewing.can_undo"),
    ),
    Command(
        "do('deciding.redo')", "Gör om", "Gör om det som ångrades.",
        key="ctrl+y", menu=MENU, footer=False, when=holds("reviewing.can_redo"),
    ),
    *(
        Command(
            f"show_tab('{tab}')", f"Flik: {LABELS[tab]}", "Visar bara de raderna.",
            key=str(n), footer=False, context=False,
        )
        for n, tab in enumerate(TABS, 1)
    ),
)  # fmt: skip
SHEET_COMMANDS: Final = group(IN_GRID, *(
    Command(
        f"sheet_key({key.action!r})", key.label, key.tip,
        key=",".join(keys for keys in (key.keys, key.letters) if keys), footer=False, context=False,
    )
    for key in keys_of(read_only=True, without=frozenset({*WITHOUT, "copy"}))
))  # fmt: skip
_OF_COLUMNS: Final = ("sort", "widen", "fit", "fold")
COLUMN_COMMANDS: Final = (
    *(
        command
        for command in SHEET_COMMANDS
        if command.action.split("'")[1].split("(")[0] in _OF_COLUMNS
    ),
    *MOVING,
    *COLUMNS,
)
"""What the context menu of a heading lists."""
