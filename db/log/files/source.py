"""The bytes of a log that is read in: a file, a pipe or standard input, checked to be text.

UTF-8 with or without a byte order mark, Windows-1252 or UTF-16. What cannot be read twice is kept
in a temporary file without a name, which goes with the process. Nothing is read without a bound.
"""

import codecs
import errno
import io
import os
import select
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO, Final, NamedTuple, NoReturn

from db.errors import Invalid, Unreadable

SIZE_LIMIT = 512 * 1024 * 1024
"""The largest log that is read, in bytes."""

LINE_LIMIT: Final = 100_000
"""No line of a log has this many characters."""

PATIENCE: Final = 10
"""Seconds to wait for somebody to write to a named pipe."""

Tick = Callable[[], None]
"""Called now and then, also while something is waited for; it may raise to give up."""

_CHUNK = 1024 * 1024
_BLOCK: Final = 64 * 1024
_NO_TEXT: Final = dict.fromkeys(map(ord, "\ufeff\x1a"))
"""A byte order mark, and Ctrl+Z, with which DOS ends a text."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WHY = (
    (FileNotFoundError, "den finns inte"),
    (NotADirectoryError, "den finns inte"),
    (IsADirectoryError, "det är en mapp"),
    (PermissionError, "behörighet saknas"),
)


class Source:
    """A log that can be read from its beginning as often as needed. Made by ``opened``.

    Attributes:
        size: how many bytes it has.
        quotes: whether there is any quotation mark (") in it.
        is_cut: whether the line that was given last is cut, since it is too long.
    """

    def __init__(self, file: BinaryIO, size: int, encoding: str, *, quotes: bool) -> None:
        self.size, self.quotes, self.is_cut = size, quotes, False
        self._file = file
        self._encoding = encoding

    @property
    def done(self) -> int:
        """How many bytes have been read since the beginning."""
        return self._file.tell()

    def lines(self) -> Iterator[str]:
        """Its lines from the first one, with their ends; the last may be cut at ``LINE_LIMIT``.

        A line that is cut is the last that is given (``is_cut`` then says so): no log has such
        lines. The marks of a beginning and of an end that files have are no text, wherever they
        were joined.
        """
        self._file.seek(0)
        self.is_cut = False
        decoder = codecs.getincrementaldecoder(self._encoding)()
        held = ""
        while True:
            block = self._file.read(_BLOCK)
            text = held + decoder.decode(block, final=not block)
            if "\ufeff" in text or "\x1a" in text:
                text = text.translate(_NO_TEXT)
            found = io.StringIO(text, newline="").readlines()
            # The last one may go on, or its carriage return be followed by a line feed.
            held = found.pop() if block and found and found[-1][-1] != "\n" else ""
            first = found[0] if found else held
            if len(first) >= LINE_LIMIT:  # a block is shorter, so that no other one can be
                self.is_cut = True
                yield first[:LINE_LIMIT]
                return
            yield from found
            if not block:
                return


@contextmanager
def opened(origin: str | Path | BinaryIO, tick: Tick) -> Iterator[Source]:
    """A log, open for reading: a file by its name, or an open stream of bytes.

    Raises:
        Unreadable: no such file, or it cannot be opened.
        Invalid: too large, empty, or not text; says on which line.
    """
    with _file(origin, tick) as file:
        size = file.seek(0, os.SEEK_END)
        if size > SIZE_LIMIT:
            _too_large(size)
        encoding, quotes = _encoding(file, tick)
        yield Source(file, size, encoding, quotes=quotes)


@contextmanager
def _file(origin: str | Path | BinaryIO, tick: Tick) -> Iterator[BinaryIO]:
    if not isinstance(origin, str | Path):
        with _kept(_chunks_of(origin), tick) as kept:
            yield kept
        return
    handle = _opened(Path(origin))
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISREG(kind):
            with os.fdopen(handle, "rb", closefd=False) as file:
                yield file
        elif stat.S_ISFIFO(kind):
            with _kept(_piped(handle, tick), tick) as kept:
                yield kept
        else:
            _unreadable(origin, "det är en mapp" if stat.S_ISDIR(kind) else "det är ingen fil")
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """Open a file; a pipe that nobody writes to does not stop us."""
    how = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, how | getattr(os, "O_NOCTTY", 0))
    except (OSError, ValueError) as error:
        why = next((said for kind, said in _WHY if isinstance(error, kind)), "fel vid läsning")
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            why = "namnet är för långt"
        if os.path.isdir(path):  # Windows says that it may not
            why = "det är en mapp"
        _unreadable(path, why)


def _unreadable(path: str | Path, why: str) -> NoReturn:
    said = f"Filen {path} kan inte läsas: {why}."
    raise Unreadable("unreadable", said, field="path") from None


def _too_large(size: int) -> NoReturn:
    said = f"Filen är för stor ({size // 1024**2} MB). Högst {SIZE_LIMIT // 1024**2} MB läses."
    raise Invalid("file-size", said, field="path")


def _chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _piped(handle: int, tick: Tick) -> Iterator[bytes]:
    """What is written to a pipe, until its writers have gone."""
    waited = 0
    while True:
        if select.select([handle], [], [], 0.1)[0]:
            chunk = os.read(handle, _CHUNK)
            if not chunk:
                return
            waited = -1
            yield chunk
        elif waited >= 0:
            waited += 1
            if waited >= PATIENCE * 10:
                said = "Ingen skriver till röret som skulle läsas."
                raise Unreadable("unreadable", said, field="path")
        tick()


@contextmanager
def _kept(chunks: Iterator[bytes], tick: Tick) -> Iterator[BinaryIO]:
    """All of it in a temporary file; what cannot be a log is refused at its beginning."""
    with tempfile.TemporaryFile() as kept:
        size = 0
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > SIZE_LIMIT:
                    _too_large(size)
                kept.write(chunk)
                if b"\0" in chunk:
                    kept.flush()
                    _encoding(kept, tick)  # refuses, unless it is UTF-16
                tick()
            kept.flush()
        except OSError:
            said = "Det går inte att läsa, eller det saknas plats för tillfälliga filer."
            raise Unreadable("unreadable", said, field="path") from None
        yield kept


# --- encoding ------------------------------------------------------------------------------------


def _encoding(file: IO[bytes], tick: Tick) -> tuple[str, bool]:
    """The encoding in which all of the file is text, and whether there are quotes in it."""
    file.seek(0)
    start = file.read(4)
    if not start:
        raise Invalid("empty-file", "Filen är tom.", field="path")
    if start == b"PK\x03\x04":
        said = "Filen är en Excel-arbetsbok. Spara den som CSV och läs in den filen."
        raise Invalid("not-text", said, field="path")
    if start[:2] in _UTF16:
        found = _looked(file, "utf-16", tick)
        if found.fault is not None:
            _not_text(file, found.fault, "utf-16", "UTF-16")
        return "utf-16", found.quotes
    found = _looked(file, "utf-8", tick)
    if found.fault is None:
        return "utf-8-sig", found.quotes
    if found.swedish:  # it is UTF-8 up to there; read as anything else its å, ä and ö would be lost
        _not_text(file, found.fault, "utf-8", "UTF-8")
    found = _looked(file, "cp1252", tick)
    if found.fault is not None:
        _not_text(file, found.fault, "cp1252", "UTF-8 eller Windows-1252")
    return "cp1252", found.quotes


class _Looked(NamedTuple):
    """A file that is looked through in one encoding.

    Attributes:
        fault: where it is not such text, as an offset; None when all of it is.
        swedish: whether more than ASCII came before.
        quotes: whether there is a quotation mark in it.
    """

    fault: int | None
    swedish: bool
    quotes: bool


def _looked(file: IO[bytes], encoding: str, tick: Tick) -> _Looked:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    wide = encoding == "utf-16"
    before, more, quotes = 0, False, False
    while True:
        chunk = file.read(_CHUNK)
        held = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            ahead = error.object[: error.start]
            return _Looked(before - held + error.start, more or not ahead.isascii(), quotes)
        if "\0" in text:
            at = text.index("\0")
            offset = before - held + (2 * at if wide else len(text[:at].encode(encoding)))
            return _Looked(offset, more, quotes)
        quotes = quotes or '"' in text
        if not chunk:
            return _Looked(None, more, quotes)
        more = more or not chunk.isascii()
        before += len(chunk)
        tick()


def _not_text(file: IO[bytes], offset: int, encoding: str, named: str) -> NoReturn:
    line, place = _place(file, offset, encoding)
    file.seek(offset)
    what = "NUL" if file.read(1) == b"\0" else "inte ett tecken"
    said = f"Filen är inte en textfil i {named}: rad {line}, tecken {place} är {what}."
    raise Invalid("not-text", said, field="path")


def _place(file: IO[bytes], offset: int, encoding: str) -> tuple[int, int]:
    """The line and the character of an offset, from 1."""
    file.seek(0)
    line, begins, at = 1, 0, 0
    end = "\n".encode("utf-16-le") if encoding == "utf-16" else b"\n"
    while at < offset:
        chunk = file.read(min(_CHUNK, offset - at))
        line += chunk.count(end)
        if (last := chunk.rfind(end)) >= 0:
            begins = at + last + len(end)
        at += len(chunk)
    file.seek(begins)
    with suppress(OverflowError):
        return line, len(
            file.read(offset - begins).decode(encoding, "replace").lstrip("\ufeff")
        ) + 1
    return line, 1
