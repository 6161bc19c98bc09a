"""The fictional citizens and patients of every practice world.

The personal numbers are published Swedish test numbers, never generated here; where each one
comes from is listed in docs/TEST_IDENTITIES.md. Names and e-mail addresses are invented, and the
phone numbers are the mobile series PTS keeps free for fiction. Real people's data must never be
added. The first seven people keep their places: tests and guides may rely on them. The others
stand in a fixed order that mixes ages, so that any slice of the list is a varied one.
"""

from typing import NamedTuple


class Person(NamedTuple):
    """One test person; `pnr` is the twelve digits YYYYMMDDNNNC without a separator."""

    pnr: str
    name: str
    phone: str
    email: str


PEOPLE: tuple[Person, ...] = (
    Person("191212121212", "Tolvan Tolvansson", "+46701740605", "tolvan.tolvansson@example.com"),
    Person(
        "194408139089",
        "Gun-Britt Provander",
        "+46701740606",
        "gun-britt.provander@example.com",
    ),
    Person("199006022397", "Jonas Testberg", "+46701740607", "jonas.testberg@example.com"),
    Person("199107172380", "Frida Övningsdal", "+46701740608", "frida.ovningsdal@example.com"),
    Person(
        "196108193175",
        "Kjell-Åke Modellqvist",
        "+46701740609",
        "kjell-ake.modellqvist@example.com",
    ),
    Person("195005050512", "Roland Femling", "+46701740610", "roland.femling@example.com"),
    Person("201701012393", "Elis Nyårsberg", "+46701740611", "elis.nyarsberg@example.com"),
    Person(
        "193805028432",
        "Sven-Erik Blankettsson",
        "+46701740612",
        "sven-erik.blankettsson@example.com",
    ),
    Person("197907179191", "Johan Snurrstedt", "+46701740613", "johan.snurrstedt@example.com"),
    Person("202305092385", "Iris Majgren", "+46701740614", "iris.majgren@example.com"),
    Person("196707182991", "Per-Ola Skenmark", "+46701740615", "per-ola.skenmark@example.com"),
    Person("200512312398", "Hugo Nyårsvall", "+46701740616", "hugo.nyarsvall@example.com"),
    Person("196107293059", "Håkan Luhnström", "+46701740617", "hakan.luhnstrom@example.com"),
    Person("199710182396", "Simon Testrand", "+46701740618", "simon.testrand@example.com"),
    Person("195102031753", "Jan-Erik Testlund", "+46701740619", "jan-erik.testlund@example.com"),
    Person("198907152394", "Ali Rezvanian", "+46701740620", "ali.rezvanian@example.com"),
    Person(
        "194001079120",
        "Birgitta Trettonhed",
        "+46701740621",
        "birgitta.trettonhed@example.com",
    ),
    Person("197911109291", "Daniel Provholm", "+46701740622", "daniel.provholm@example.com"),
    Person("202307142386", "Selma Julinder", "+46701740623", "selma.julinder@example.com"),
    Person("197103011032", "Zoran Vukelja", "+46701740624", "zoran.vukelja@example.com"),
    Person("200608162392", "Leo Prototypius", "+46701740625", "leo.prototypius@example.com"),
    Person("196108283166", "Carina Provhammar", "+46701740626", "carina.provhammar@example.com"),
    Person("199912282382", "Ebba Sekelgren", "+46701740627", "ebba.sekelgren@example.com"),
    Person("195312242083", "Eva Julander", "+46701740628", "eva.julander@example.com"),
    Person("199001252387", "Hanna Simulin", "+46701740629", "hanna.simulin@example.com"),
    Person("194004057032", "Lennart Provnäs", "+46701740630", "lennart.provnas@example.com"),
    Person("197912309296", "Mattias Mellandahl", "+46701740631", "mattias.mellandahl@example.com"),
    Person("202312282391", "Otto Värnström", "+46701740632", "otto.varnstrom@example.com"),
    Person("197205169266", "Åsa Majvall", "+46701740633", "asa.majvall@example.com"),
    Person("201302142383", "Saga Hjärtström", "+46701740634", "saga.hjartstrom@example.com"),
    Person("196109072972", "Peter Attrapius", "+46701740635", "peter.attrapius@example.com"),
    Person("200001022391", "Anton Millenius", "+46701740636", "anton.millenius@example.com"),
    Person("195409182069", "Halina Nowakowicz", "+46701740637", "halina.nowakowicz@example.com"),
    Person("199007212393", "Viktor Scenborg", "+46701740638", "viktor.scenborg@example.com"),
    Person("194201199124", "Inga-Lill Köberg", "+46701740639", "inga-lill.koberg@example.com"),
    Person(
        "198002162389",
        "Maria-Charlotta Gyllenexempelstierna af Övningsholm",
        "+46701740640",
        "maria-charlotta.gyllenexempelstierna-af-ovningsholm@example.com",
    ),
    Person("202408092381", "Tyra Nyblad", "+46701740641", "tyra.nyblad@example.com"),
    Person("197301209289", "Fatima Benhaddou", "+46701740642", "fatima.benhaddou@example.com"),
    Person("201310192396", "Yousef Darwishan", "+46701740643", "yousef.darwishan@example.com"),
    Person("196201082697", "Tomas Modulund", "+46701740644", "tomas.modulund@example.com"),
    Person("200001032382", "Wilma Nollvik", "+46701740645", "wilma.nollvik@example.com"),
    Person("195510222259", "Dariush Karimnejad", "+46701740646", "dariush.karimnejad@example.com"),
    Person("199007282388", "Ngozi Okwuadigbo", "+46701740647", "ngozi.okwuadigbo@example.com"),
    Person("194502024732", "Göran Ljusqvist", "+46701740648", "goran.ljusqvist@example.com"),
    Person("198004162395", "Emre Karadeniz", "+46701740649", "emre.karadeniz@example.com"),
    Person("192610069185", "Signe Höstlund", "+46701740650", "signe.hostlund@example.com"),
    Person("197407169296", "Fredrik Mockberg", "+46701740651", "fredrik.mockberg@example.com"),
    Person(
        "201406202398",
        "Melker Midsommarlund",
        "+46701740652",
        "melker.midsommarlund@example.com",
    ),
    Person(
        "196311292608",
        "Susanne Ångquist-Demoborg",
        "+46701740653",
        "susanne.angquist-demoborg@example.com",
    ),
    Person(
        "200001042399",
        "Abdirahman Geeddi Nuur",
        "+46701740654",
        "abdirahman.geeddi-nuur@example.com",
    ),
    Person("195605082642", "Anneli Tidbokström", "+46701740655", "anneli.tidbokstrom@example.com"),
    Person("199007302384", "Emelie Luckström", "+46701740656", "emelie.luckstrom@example.com"),
    Person("194504118359", "Paavo Mäkivirta", "+46701740657", "paavo.makivirta@example.com"),
    Person("198101079294", "Martin Trettondal", "+46701740658", "martin.trettondal@example.com"),
    Person("192807139163", "Märta Sommarström", "+46701740659", "marta.sommarstrom@example.com"),
    Person("197509139288", "Annika Stubbelius", "+46701740660", "annika.stubbelius@example.com"),
    Person("201512242387", "Stella Julgrenius", "+46701740661", "stella.julgrenius@example.com"),
    Person("196404153832", "Hassan Al-Rubayi", "+46701740662", "hassan.al-rubayi@example.com"),
    Person(
        "200002262384",
        "Yasmin Al-Khouri Lindvall",
        "+46701740663",
        "yasmin.al-khouri-lindvall@example.com",
    ),
    Person(
        "195702182568",
        "Marianne Övningsfors",
        "+46701740664",
        "marianne.ovningsfors@example.com",
    ),
    Person("199212252382", "Natalie Juldahl", "+46701740665", "natalie.juldahl@example.com"),
    Person(
        "194604123275",
        "Bengt-Olof Platshed",
        "+46701740666",
        "bengt-olof.platshed@example.com",
    ),
    Person(
        "198510162392",
        "Ahmed Warsame Jimale",
        "+46701740667",
        "ahmed.warsame-jimale@example.com",
    ),
    Person("193008077723", "Elsa Provgren", "+46701740668", "elsa.provgren@example.com"),
    Person("197604212386", "Thuy Phamdal", "+46701740669", "thuy.phamdal@example.com"),
    Person(
        "201606182382",
        "Lykke Testvik-Sandström",
        "+46701740670",
        "lykke.testvik-sandstrom@example.com",
    ),
    Person("196408233234", "Mikael Nollberg", "+46701740671", "mikael.nollberg@example.com"),
    Person("200007312382", "Felicia Julivall", "+46701740672", "felicia.julivall@example.com"),
    Person(
        "195711212893",
        "Christer Skrivbordh",
        "+46701740673",
        "christer.skrivbordh@example.com",
    ),
    Person("199312162390", "Oskar Dublén", "+46701740674", "oskar.dublen@example.com"),
    Person("194710162381", "Kerstin Stubbfält", "+46701740675", "kerstin.stubbfalt@example.com"),
    Person("198705212382", "Amina Hodzalic", "+46701740676", "amina.hodzalic@example.com"),
    Person(
        "193012299263",
        "Ingegerd Vinterqvist",
        "+46701740677",
        "ingegerd.vinterqvist@example.com",
    ),
    Person("197705172398", "Magnus Fixturén", "+46701740678", "magnus.fixturen@example.com"),
    Person(
        "201705172383",
        "Maryam Tesfay Habteab",
        "+46701740679",
        "maryam.tesfay-habteab@example.com",
    ),
    Person(
        "196508122857",
        "Ricardo Fuentealba Rojo",
        "+46701740680",
        "ricardo.fuentealba-rojo@example.com",
    ),
    Person("200304302383", "Vera Valborgsmark", "+46701740681", "vera.valborgsmark@example.com"),
    Person("195807072813", "Dragan Miloradic", "+46701740682", "dragan.miloradic@example.com"),
    Person("199504242398", "Rasmus Värdelin", "+46701740683", "rasmus.vardelin@example.com"),
    Person("194802162174", "Leif Exempelskog", "+46701740684", "leif.exempelskog@example.com"),
    Person("198808112380", "Sara Låtsbo", "+46701740685", "sara.latsbo@example.com"),
    Person("193306086947", "Aino Lehtipuro", "+46701740686", "aino.lehtipuro@example.com"),
    Person("197809172393", "Yonas Tesfazghi", "+46701740687", "yonas.tesfazghi@example.com"),
    Person("201709052391", "Sixten Skolström", "+46701740688", "sixten.skolstrom@example.com"),
    Person("196512123339", "Anders Decemberg", "+46701740689", "anders.decemberg@example.com"),
    Person("200510162381", "Alva Provalund", "+46701740690", "alva.provalund@example.com"),
    Person("195905052881", "Lena Siffergren", "+46701740691", "lena.siffergren@example.com"),
    Person(
        "199610202385",
        "Zahra Hosseinzadegan",
        "+46701740692",
        "zahra.hosseinzadegan@example.com",
    ),
    Person(
        "194907162343",
        "Ulla-Britt Sandhammar",
        "+46701740693",
        "ulla-britt.sandhammar@example.com",
    ),
    Person("198905232388", "Elin Väntström", "+46701740694", "elin.vantstrom@example.com"),
)
