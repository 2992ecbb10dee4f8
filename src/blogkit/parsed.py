"""What the parser made of each file for the checks, for the pages that are made of the same text.

It is kept while documents are read, on the disk: of many posts it would take more memory than
anything else. The file stands in no folder, and is gone when the process is. Any process that was
forked since may write into it; what all wrote is found when it is looked through.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from struct import Struct
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from blogkit.sources.packing import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from markdown_it.token import Token
    from myst_parser.config.main import MdParserConfig

HEAD = Struct("<q32s")  # the size of what follows, and the digest of the text


class Parsed:
    """The tokens of texts that were parsed with the settings *config*."""

    def __init__(self, folder: Path, config: MdParserConfig) -> None:
        """Raises OSError, or ValueError where processes cannot be forked."""
        self.config = replace(config)
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - it outlives this function
        self._end = get_context("fork").Value("q", 0)
        self._places: dict[bytes, tuple[int, int]] = {}

    def keep(
        self, config: MdParserConfig, text: str, tokens: Iterable[Token], env: dict[str, Any]
    ) -> None:
        """Keep what was made of *text*, if that can be done."""
        if config != self.config or self._file.closed:
            return
        with suppress(ValueError, OSError):
            data = packed(tokens, env)
            record = HEAD.pack(len(data), _digest(text)) + data
            with self._end.get_lock():
                begin = self._end.value
                self._end.value += len(record)
            if os.pwrite(self._file.fileno(), record, begin) < len(record):
                os.pwrite(self._file.fileno(), bytes(HEAD.size), begin)

    def look_through(self) -> bool:
        """Note what all processes have kept, and say whether it is anything."""
        begin, self._places = 0, {}
        while begin < self._end.value:
            head = os.pread(self._file.fileno(), HEAD.size, begin)
            size, digest = HEAD.unpack(head.ljust(HEAD.size, b"\0"))
            if not size:  # the disk was full
                break
            begin += HEAD.size
            self._places[digest] = begin, size
            begin += size
        return bool(self._places)

    def find(self, text: str) -> tuple[list[Token], dict[str, Any]] | None:
        """The tokens of *text* and the parser's notes, if they were kept."""
        if (place := self._places.get(_digest(text))) is None:
            return None
        begin, size = place
        return unpacked(os.pread(self._file.fileno(), size, begin))

    def forget(self) -> None:
        """Give the space on the disk free."""
        self._places.clear()
        self._file.close()


def parsed_in(folder: Path, config: MdParserConfig) -> Parsed | None:
    """A place for what will be parsed; None where there can be none."""
    try:
        return Parsed(folder, config)
    except (OSError, ValueError):
        return None


def _digest(text: str) -> bytes:
    return sha256(text.encode(errors="surrogatepass")).digest()
