"""The fictional citizens and patients of every practice world.

The personal numbers are published Swedish test numbers, never generated here; where each one
comes from is listed in docs/TEST_IDENTITIES.md. Names are invented, and so are the e-mail addresses
made of them; the phone numbers are, in order, the mobile series PTS keeps free for fiction. Real
people's data must never be added. The first seven people keep their places: tests and guides may
rely on them. The others stand in a fixed order that mixes ages, so that any slice of the list is a
varied one.
"""

import unicodedata
from typing import Final, NamedTuple

_FIRST_PHONE: Final = 46701740605


class Person(NamedTuple):
    """One test person; `pnr` is the twelve digits YYYYMMDDNNNC without a separator."""

    pnr: str
    name: str
    phone: str
    email: str


_NAMED: Final = (
    ("191212121212", "Tolvan Tolvansson"),
    ("194408139089", "Gun-Britt Provander"),
    ("199006022397", "Jonas Testberg"),
    ("199107172380", "Frida Övningsdal"),
    ("196108193175", "Kjell-Åke Modellqvist"),
    ("195005050512", "Roland Femling"),
    ("201701012393", "Elis Nyårsberg"),
    ("193805028432", "Sven-Erik Blankettsson"),
    ("197907179191", "Johan Snurrstedt"),
    ("202305092385", "Iris Majgren"),
    ("196707182991", "Per-Ola Skenmark"),
    ("200512312398", "Hugo Nyårsvall"),
    ("196107293059", "Håkan Luhnström"),
    ("199710182396", "Simon Testrand"),
    ("195102031753", "Jan-Erik Testlund"),
    ("198907152394", "Ali Rezvanian"),
    ("194001079120", "Birgitta Trettonhed"),
    ("197911109291", "Daniel Provholm"),
    ("202307142386", "Selma Julinder"),
    ("197103011032", "Zoran Vukelja"),
    ("200608162392", "Leo Prototypius"),
    ("196108283166", "Carina Provhammar"),
    ("199912282382", "Ebba Sekelgren"),
    ("195312242083", "Eva Julander"),
    ("199001252387", "Hanna Simulin"),
    ("194004057032", "Lennart Provnäs"),
    ("197912309296", "Mattias Mellandahl"),
    ("202312282391", "Otto Värnström"),
    ("197205169266", "Åsa Majvall"),
    ("201302142383", "Saga Hjärtström"),
    ("196109072972", "Peter Attrapius"),
    ("200001022391", "Anton Millenius"),
    ("195409182069", "Halina Nowakowicz"),
    ("199007212393", "Viktor Scenborg"),
    ("194201199124", "Inga-Lill Köberg"),
    ("198002162389", "Maria-Charlotta Gyllenexempelstierna af Övningsholm"),
    ("202408092381", "Tyra Nyblad"),
    ("197301209289", "Fatima Benhaddou"),
    ("201310192396", "Yousef Darwishan"),
    ("196201082697", "Tomas Modulund"),
    ("200001032382", "Wilma Nollvik"),
    ("195510222259", "Dariush Karimnejad"),
    ("199007282388", "Ngozi Okwuadigbo"),
    ("194502024732", "Göran Ljusqvist"),
    ("198004162395", "Emre Karadeniz"),
    ("192610069185", "Signe Höstlund"),
    ("197407169296", "Fredrik Mockberg"),
    ("201406202398", "Melker Midsommarlund"),
    ("196311292608", "Susanne Ångquist-Demoborg"),
    ("200001042399", "Abdirahman Geeddi Nuur"),
    ("195605082642", "Anneli Tidbokström"),
    ("199007302384", "Emelie Luckström"),
    ("194504118359", "Paavo Mäkivirta"),
    ("198101079294", "Martin Trettondal"),
    ("192807139163", "Märta Sommarström"),
    ("197509139288", "Annika Stubbelius"),
    ("201512242387", "Stella Julgrenius"),
    ("196404153832", "Hassan Al-Rubayi"),
    ("200002262384", "Yasmin Al-Khouri Lindvall"),
    ("195702182568", "Marianne Övningsfors"),
    ("199212252382", "Natalie Juldahl"),
    ("194604123275", "Bengt-Olof Platshed"),
    ("198510162392", "Ahmed Warsame Jimale"),
    ("193008077723", "Elsa Provgren"),
    ("197604212386", "Thuy Phamdal"),
    ("201606182382", "Lykke Testvik-Sandström"),
    ("196408233234", "Mikael Nollberg"),
    ("200007312382", "Felicia Julivall"),
    ("195711212893", "Christer Skrivbordh"),
    ("199312162390", "Oskar Dublén"),
    ("194710162381", "Kerstin Stubbfält"),
    ("198705212382", "Amina Hodzalic"),
    ("193012299263", "Ingegerd Vinterqvist"),
    ("197705172398", "Magnus Fixturén"),
    ("201705172383", "Maryam Tesfay Habteab"),
    ("196508122857", "Ricardo Fuentealba Rojo"),
    ("200304302383", "Vera Valborgsmark"),
    ("195807072813", "Dragan Miloradic"),
    ("199504242398", "Rasmus Värdelin"),
    ("194802162174", "Leif Exempelskog"),
    ("198808112380", "Sara Låtsbo"),
    ("193306086947", "Aino Lehtipuro"),
    ("197809172393", "Yonas Tesfazghi"),
    ("201709052391", "Sixten Skolström"),
    ("196512123339", "Anders Decemberg"),
    ("200510162381", "Alva Provalund"),
    ("195905052881", "Lena Siffergren"),
    ("199610202385", "Zahra Hosseinzadegan"),
    ("194907162343", "Ulla-Britt Sandhammar"),
    ("198905232388", "Elin Väntström"),
)


def _email(name: str) -> str:
    """The name in plain letters: ``inga-lill.koberg@example.com``."""
    apart = unicodedata.normalize("NFD", name.casefold())
    first, *rest = "".join(char for char in apart if not unicodedata.combining(char)).split()
    return f"{first}.{'-'.join(rest)}@example.com"


PEOPLE: Final = tuple(
    Person(pnr, name, f"+{_FIRST_PHONE + place}", _email(name))
    for place, (pnr, name) in enumerate(_NAMED)
)
