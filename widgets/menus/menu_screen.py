"""An opened menu: the bar with one name marked, and its list below; gives the chosen name."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset

from widgets.menus.context_menu import PopUp
from widgets.menus.menu_bar import LINE, Menu, MenuBar
from widgets.menus.menu_list import MenuList


class MenuScreen(PopUp):
    """Arrows move in the list and from menu to menu; none of the menus is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "other(-1)", "Menyn till vänster", show=False),
        Binding("right", "other(1)", "Menyn till höger", show=False),
    ]
    DEFAULT_CSS = """
    MenuScreen { layers: bar list; }
    MenuScreen MenuBar { layer: bar; }
    MenuScreen MenuList { layer: list; }
    """

    def __init__(self, menus: tuple[Menu, ...], opened: int = 0) -> None:
        super().__init__()
        self._menus = menus
        self._opened = opened

    def compose(self) -> ComposeResult:
        """A bar over that of the page, and the list."""
        yield MenuBar(tuple(menu.label for menu in self._menus), self._opened)
        yield MenuList(self._menus[self._opened].choices)

    def list_place(self) -> Offset:
        """Under the name of the menu."""
        bar = self.query_one(MenuBar)
        return Offset(bar.x_of(self._opened, self.app.size.width), LINE + 1)

    def open(self, index: int) -> None:
        """Open another menu; a hasty key before this one is drawn does nothing."""
        if not self.is_mounted:
            return
        self._opened = index % len(self._menus)
        menu = self._menus[self._opened]
        self.query_one(MenuBar).show(tuple(one.label for one in self._menus), self._opened)
        self.query_one(MenuList).show(menu.choices)
        self.place_list()

    def press_letter(self, letter: str) -> bool:
        """Open the menu whose name begins so."""
        begins = [menu.label[:1].casefold() for menu in self._menus]
        if letter in begins:
            self.open(begins.index(letter))
        return letter in begins

    def action_other(self, step: int) -> None:
        """Open the menu beside this one."""
        self.open(self._opened + step)

    def on_menu_bar_pointed(self, message: MenuBar.Pointed) -> None:
        """Open the menu that the mouse is over; a click on the open one closes it."""
        message.stop()
        if message.clicked and message.index == self._opened:
            self.close_with(None)
        else:
            self.open(message.index)
