"""What takes long to make of the content, kept for the next start: words and figures, never objects that could act.

A file is believed only if it belongs to whoever runs us, nobody else may write it, it is whole, and it was made of
just these words by just this code. Otherwise it is as if there were none: everything is made anew.
"""

import contextlib
import os
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

_SIZE = 16
_LENGTH = 8
_MARK = b"tung-ngo cache 1\n"
_WRITTEN_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Cache:
    """A folder of such files; without one nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        """The folder is made when something is first kept, for its owner's eyes only."""
        self._folder = folder

    def read(self, name: str, parts: Iterable[bytes]) -> bytes | None:
        """What was kept under a name, if it was made of these parts."""
        code = _code()
        if self._folder is None or code is None:
            return None
        try:
            held = _read_own(self._folder / name)
        except OSError:
            return None
        data = held[len(_MARK) + 2 * _SIZE :]
        return data if held.startswith(_MARK + _made_of(code, parts) + _digest(data)) else None

    def write(self, name: str, parts: Iterable[bytes], data: bytes) -> None:
        """Keep what was made of these parts, whole or not at all; where that cannot be, nothing is kept."""
        code = _code()
        if self._folder is None or code is None:
            return
        with contextlib.suppress(OSError):  # a full disk, a folder that is only read: the next start is slow again
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, draft = tempfile.mkstemp(dir=self._folder, prefix=f"{name}.")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(_MARK + _made_of(code, parts) + _digest(data) + data)
                Path(draft).replace(self._folder / name)
            except OSError:
                Path(draft).unlink()
                raise


NO_CACHE = Cache(None)


def joined(*parts: bytes) -> bytes:
    """Parts as one, each behind its length."""
    return b"".join(len(part).to_bytes(_LENGTH, "little") + part for part in parts)


def parted(held: bytes) -> Iterator[bytes]:
    """The parts that were joined."""
    at = 0
    while at < len(held):
        start = at + _LENGTH
        at = start + int.from_bytes(held[at:start], "little")
        yield held[start:at]


def _read_own(path: Path) -> bytes:
    """The bytes of a file of our own. Raises OSError where it is anybody else's, or no plain file."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        # Where there are no such owners (Windows), the folder lies in the user's own.
        ours = not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & _WRITTEN_BY_OTHERS)
        if not (ours and stat.S_ISREG(about.st_mode)):
            raise OSError(f"{path} is not ours")
        return file.read()


def _made_of(code: bytes, parts: Iterable[bytes]) -> bytes:
    """A fingerprint of parts and of the code that works on them."""
    found = blake2b(code, digest_size=_SIZE)
    for part in parts:
        found.update(len(part).to_bytes(_LENGTH, "little"))
        found.update(part)
    return found.digest()


@cache
def _code() -> bytes | None:
    """A fingerprint of the code that makes what is kept, and of the Python below it; None where it cannot be read."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    if not sources:
        return None
    python = f"{sys.version} {sys.byteorder} {unicodedata.unidata_version}".encode()
    found = blake2b(python, digest_size=_SIZE)
    for source in sources:
        found.update(_digest(source.read_bytes()))
    return found.digest()


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
