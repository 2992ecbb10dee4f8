"""What was found out in an earlier run, kept in files.

Damage to such a file, or a change of whatever it depends on, costs time and nothing else: it is
made anew.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from blogkit.writing import write_whole

# Of the code that finds things out; asked by name, since to import all of them takes half a second.
PACKAGES = (
    *("ablog", "docutils", "markdown-it-py", "mdit-py-plugins", "myst-parser", "pillow"),
    *("python-dateutil", "pyyaml", "sphinx"),
)
OWN_CODE = Path(__file__).parent
# Clocks of file systems are coarse, up to two seconds: a file that was changed so shortly before it
# was read may change once more and look the same.
CLOCK = 2_000_000_000  # nanoseconds

MANY_FOR_ONE = 20  # entries that did not change, for each that did, and a small file is enough

# Times of change (of the contents, of anything) in nanoseconds, and the size.
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Entries:
    """What was remembered of each of many things, by name: *all* of them, and those that *stand*
    in the large file, whose seal is *seal*; what changed since lies beside it."""

    all: dict[str, Any]
    stand: dict[str, Any]
    seal: bytes = b""


@dataclass(frozen=True)
class Memory:
    """A folder of such files. *is_public* says that readers may come to see them."""

    folder: Path
    is_public: bool = False

    def recall(self, name: str, key: str) -> Any:
        """What was remembered under this name and for the same *key*; None if nothing was."""
        return self._recall(name, key)[1]

    def _recall(self, name: str, key: str) -> tuple[bytes, Any]:
        """The same, and its seal."""
        try:
            data = memoryview((self.folder / name).read_bytes())  # large: parts are no copies
        except OSError:
            return b"", None
        seal, pickled = bytes(data[:32]), data[32:]
        if seal != _seal(key, pickled):
            return b"", None
        return seal, pickle.loads(pickled)  # noqa: S301 - sealed

    def remember(self, name: str, key: str, value: object) -> None:
        """Keep *value*, whole or not at all. Where nothing can be written, nothing is kept."""
        pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            write_whole(self.folder / name, _seal(key, pickled), pickled)

    def recall_entries(self, name: str, key: str) -> Entries:
        """What `remember_entries` kept under this name and for the same *key*."""
        seal, stand = self._recall(name, key)
        if not stand:
            return Entries({}, {})
        news: dict[str, Any] = self.recall(*_news(name, key, seal)) or {}
        now = {each: entry for each, entry in (stand | news).items() if entry is not None}
        return Entries(now, stand, seal)

    def remember_entries(self, name: str, key: str, entries: dict[str, Any], last: Entries) -> None:
        """Keep *entries*, none of which is None. Of thousands a build changes few: as long as these
        are few beside what was recalled *last*, a small file with them is written."""
        news = {each: None for each in last.stand if each not in entries}
        news |= {
            each: entry for each, entry in entries.items() if last.stand.get(each) is not entry
        }
        # What readers may not see any more has to go from the large file, too.
        if last.seal and len(news) <= len(entries) // MANY_FOR_ONE and not self.is_public:
            self.remember(*_news(name, key, last.seal), news)
        else:
            self.remember(name, key, entries)


def _news(name: str, key: str, seal: bytes) -> tuple[str, str]:
    """The name and key of what changed since the large file with this seal was written."""
    return f"{name}-since", f"{key} {seal.hex()}"


def _seal(key: str, pickled: bytes | memoryview) -> bytes:
    """Only what this code has written for this key, and what is whole, bears this seal."""
    seal = sha256(f"{running_code()}{key}".encode(errors="surrogatepass"))
    seal.update(pickled)
    return seal.digest()


@lru_cache(maxsize=1)
def running_code() -> str:
    """A digest of the code that finds things out: Python, the packages, and this one."""
    versions = [version(package) for package in PACKAGES]
    own = [(path.name, stamp_of(path)) for path in sorted(OWN_CODE.rglob("*.py"))]
    return fingerprint([sys.version, versions, own])


def stamp_of(path: Path | str) -> Stamp | None:
    """By which a change of a file shows; None if there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of these, and a Path takes twice the time
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def is_settled(stamp: Stamp, read_at: int) -> bool:
    """Whether any change after *read_at* (by `time.time_ns`) shows in the stamp."""
    return max(stamp[:2]) + CLOCK < read_at


def likeness(path: Path | str) -> tuple[Stamp, str] | None:
    """What is the same only as long as a file is: its stamp, and its contents in doubt."""
    moment, stamp = time.time_ns(), stamp_of(path)
    if stamp is None:
        return None
    if is_settled(stamp, moment):
        return stamp, ""
    try:
        return stamp, sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return stamp, str(moment)


def fingerprint(value: object) -> str:
    """A digest of plain values, the same in every process; sets have no order."""
    return sha256(_plain(value).encode(errors="surrogatepass")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, (set, frozenset)):
        return f"set{sorted(_plain(each) for each in value)}"
    if isinstance(value, dict):
        return f"dict{sorted((_plain(key), _plain(each)) for key, each in value.items())}"
    if isinstance(value, (list, tuple)):
        return f"list{[_plain(each) for each in value]}"
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(
            [type(value).__name__, *(getattr(value, each.name) for each in fields(value))]
        )
    if callable(value):
        return _plain(_named(value))
    return repr(value)


def _named(function: Any) -> list[str]:
    """A function by its name, and by what its file holds: it may stand in conf.py."""
    file = getattr(getattr(function, "__code__", None), "co_filename", "")
    try:
        text = sha256(Path(file).read_bytes()).hexdigest() if file else ""
    except OSError:
        text = ""
    return [
        str(getattr(function, "__module__", "")),
        str(getattr(function, "__qualname__", "")),
        text,
    ]
