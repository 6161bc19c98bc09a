"""That a book is still the file it was opened from: not moved, replaced or written over.

SQLite keeps what is written beside the file, in ``<book>-wal``, and moves it into the file later.
It never asks whether that file is still the same. So each book has a mark of its own in the table
``book_mark``: an identity, a number that every write raises by one, and a sign of that write. It
is read in the file itself, past SQLite:

* another file at the path is seen by its device and inode;
* a file that was written over (``cp`` onto it) by its mark: whatever SQLite moves into the file
  brings a higher number of the same identity, with a sign that stood in the ``-wal``, and nothing
  else may change the file;
* a ``-wal`` that was left beside another file by its mark, too: it would be moved into that one.

The descriptor for reading is kept open as long as this process has the book open, and shared:
POSIX takes away all locks of a process on a file when it closes any descriptor of it.
"""

import os
import re
import struct
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from db.errors import Misplaced

GONE: Final = "book-gone"
WRITTEN_OVER: Final = "book-written-over"

RAISE: Final = (
    "UPDATE book_mark SET mark = substr(mark, 1, 44)"
    " || printf('%015d', CAST(substr(mark, 45, 15) AS INTEGER) + 1)"
    " || ':' || ? || ':' || substr(mark, 61, 16)"
)
"""Run at the end of every write that changed something, with a sign (``new_sign``)."""

_MARK: Final = re.compile(rb"asynja-bok:([0-9a-f]{32}):([0-9]{15}):([0-9a-f]{16}):([0-9a-f]{16})")
_WAL_HEADER, _FRAME_HEADER = 32, 24
_MOST_FRAMES: Final = 100_000
_READ_ONLY: Final = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_PART: Final = 1 << 20
_SETTLES: Final = 0.15
"""Seconds that another program may take to move what it wrote into the file."""
_NAP: Final = 0.02
_SHARED_LOCK: Final = (0x40000002, 510)
"""Where SQLite's readers lock a file: first byte and length."""


class Mark(NamedTuple):
    """What a file says of itself.

    Attributes:
        identity: the book's, the same in its copies.
        turn: how many writes it holds.
        sign: of the latest write, by chance: a copy that was written apart has other ones.
        before: the sign of the write before it.
    """

    identity: bytes
    turn: int
    sign: bytes
    before: bytes


class Same(NamedTuple):
    """What tells that a file is the one that is open; for opening it anew in a thread.

    Attributes:
        key: its device and inode.
    """

    path: Path
    key: tuple[int, int]


def new_sign() -> str:
    """A sign for a write, by chance."""
    return os.urandom(8).hex()


_held: dict[tuple[int, int], tuple[int, int]] = {}
"""By device and inode: the descriptor that is kept, and how many books of this process use it."""
_lock = threading.Lock()


class Place:
    """The file of one open book.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _lock:
            self.key = _key(os.stat(path))
            found = _held.get(self.key)
            fd = found[0] if found else os.open(path, _READ_ONLY)
            self.key = _key(os.fstat(fd))
            _held[self.key] = fd, _held.get(self.key, (fd, 0))[1] + 1
        self._fd = fd
        self._at = -1
        self._length = 0
        self._mark: Mark | None = None
        self._seen = (0, 0)
        self._own = b""

    @property
    def same(self) -> Same:
        """What another thread needs in order to open the same file."""
        return Same(self.path, self.key)

    def note(self, page: int, page_size: int) -> None:
        """Where SQLite has the mark: known once the book is open."""
        self._at, self._length = (page - 1) * page_size, page_size
        self._seen = _changed(os.fstat(self._fd))
        self._mark = self._read()

    def wrote(self, sign: str) -> None:
        """Remember the sign of a write of ours, now that it is committed."""
        self._own = sign.encode()

    def close(self) -> None:
        """Let go of the descriptor, unless another book of this process has the file open."""
        with _lock:
            fd, count = _held.pop(self.key)
            if count > 1:
                _held[self.key] = fd, count - 1
            else:
                os.close(fd)

    # --- is it still there? -------------------------------------------------------------------

    def check(self) -> None:
        """Refuse where the path is no longer the file that is open.

        Raises:
            Misplaced: it was deleted, moved, replaced or written over.
        """
        try:
            now = os.stat(self.path)
        except OSError:
            raise _gone(self.path) from None
        if _key(now) != self.key:
            raise replaced(self.path)
        seen = _changed(now)
        if seen != self._seen:
            self._settle()
            self._seen = _changed(os.fstat(self._fd))

    def _settle(self) -> None:
        """The file was changed: by SQLite, whose pages bring a higher number, or by others."""
        ends = time.monotonic() + _SETTLES
        while True:
            mark, before = self._read(), self._mark
            if before is None or (mark is not None and self._follows(mark, before)):
                self._mark = mark
                return
            other = mark is not None and mark.identity != before.identity
            if other or time.monotonic() > ends:
                raise _written_over(self.path)
            time.sleep(_NAP)

    def _follows(self, mark: Mark, before: Mark) -> bool:
        """Whether SQLite itself can have moved a mark into the file.

        The same mark does no harm: what the file holds is then what it held.
        """
        later = mark.identity == before.identity and mark.turn > before.turn
        # Nearly always it is our latest write that is moved, by itself: that needs no look.
        return mark == before or (
            later and (mark.sign == self._own or _holds(self._wal, mark.sign))
        )

    @property
    def _wal(self) -> Path:
        return self.path.with_name(self.path.name + "-wal")

    def _read(self) -> Mark | None:
        if self._at < 0:
            return None
        return _found(_MARK.search(_read_at(self._fd, self._length, self._at)))

    # --- what stands beside it ----------------------------------------------------------------

    def put_foreign_wal_aside(self) -> Path | None:
        """Move a ``-wal`` that belongs to another file, so that it does no damage.

        Asked before SQLite opens the file. What is moved keeps its rows: nothing is lost.

        Returns:
            Where it is now; None where there is none, or it is this book's.
        """
        wal = self._wal
        if not self._is_foreign(wal):
            return None
        aside = wal.with_name(f"{wal.name}.annan")
        number = 1
        while aside.exists():
            number += 1
            aside = wal.with_name(f"{wal.name}.annan-{number}")
        with suppress(FileNotFoundError):
            wal.rename(aside)
            self.path.with_name(self.path.name + "-shm").unlink()
        return aside

    def _is_foreign(self, wal: Path) -> bool:
        try:
            with wal.open("rb") as file:
                first = _first_mark(file.fileno())
        except OSError:
            return False
        if first is None:
            return False
        at, length, mark = first
        self._at, self._length = at, length
        mine = self._read()
        if mine is None or mine.identity != mark.identity:
            return True
        # What it begins with was written after what the file holds, or the file holds some of it.
        return mark.before != mine.sign and not (mine.turn >= mark.turn and _holds(wal, mine.sign))

    def keep_wal_from_file(self) -> None:
        """Let SQLite neither move its ``-wal`` into the file nor delete it when it closes.

        It must have the file alone for that, which a lock of ours prevents.
        """
        with suppress(ImportError, AttributeError, OSError):  # Linux alone has such locks
            import fcntl

            first, length = _SHARED_LOCK
            wanted = struct.pack("hhqqi4x", fcntl.F_RDLCK, os.SEEK_SET, first, length, 0)
            fcntl.fcntl(self._fd, fcntl.F_OFD_SETLK, wanted)


def _first_mark(fd: int) -> tuple[int, int, Mark] | None:
    """The first mark in a ``-wal``: where its page lies in the book, its length, and the mark."""
    header = _read_at(fd, _WAL_HEADER, 0)
    if len(header) < _WAL_HEADER:
        return None
    magic, _, size, _ = struct.unpack(">4I", header[:16])
    if magic & ~1 != 0x377F0682 or not 512 <= size <= 65536:
        return None
    for number in range(_MOST_FRAMES):
        frame = _read_at(fd, _FRAME_HEADER + size, _WAL_HEADER + number * (_FRAME_HEADER + size))
        if len(frame) < _FRAME_HEADER + size or frame[8:16] != header[16:24]:
            return None
        found = _MARK.search(frame, _FRAME_HEADER)
        if found is not None:
            page = int.from_bytes(frame[:4], "big")
            mark = Mark(found[1], int(found[2]), found[3], found[4])
            return (page - 1) * size, size, mark
    return None


def _found(match: "re.Match[bytes] | None") -> Mark | None:
    return None if match is None else Mark(match[1], int(match[2]), match[3], match[4])


def _holds(wal: Path, sign: bytes) -> bool:
    """Whether a write's sign stands in a ``-wal``.

    Of one that was emptied, or that a long write has begun anew, nobody knows: it is believed.
    """
    try:
        with wal.open("rb") as file:
            last = b""
            while part := file.read(_PART):
                if sign in part or sign in last + part[: len(sign)]:
                    return True
                last = part[-len(sign) :]
            return _first_mark(file.fileno()) is None
    except FileNotFoundError:
        return True


def _read_at(fd: int, length: int, at: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(fd, length, at)
    with _lock:
        os.lseek(fd, at, os.SEEK_SET)
        return os.read(fd, length)


def _key(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_dev, stat.st_ino


def _changed(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_mtime_ns, stat.st_size


def put_aside_text(aside: Path) -> str:
    """That something belonged to another book, and where it is now."""
    return (
        f"Bredvid boken låg ändringar som hör till en annan fil. De är flyttade till {aside} och"
        " läses inte."
    )


def _gone(path: Path) -> Misplaced:
    return Misplaced(
        GONE,
        f"Boken {path} finns inte kvar där: filen har raderats eller flyttats."
        " Ingenting ändrades. Spara det som är öppet som en ny bok.",
    )


def replaced(path: Path) -> Misplaced:
    """Another file lies at a book's path."""
    return Misplaced(
        "book-replaced",
        f"En annan fil ligger nu i {path}. Ingenting ändrades. Öppna den nya, eller spara den"
        " som är öppen som en ny bok.",
    )


def _written_over(path: Path) -> Misplaced:
    return Misplaced(
        WRITTEN_OVER,
        f"Boken {path} har skrivits över av en annan fil medan den var öppen. Ingenting ändrades."
        " Öppna den nya.",
    )
