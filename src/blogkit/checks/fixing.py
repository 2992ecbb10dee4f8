"""Fixes made in the author's files: planned on what was checked, and written whole or not at all.

A file that has changed since it was checked is left alone, and so is one that does not lie in
the blog, whatever a link in it leads to.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.checks.applying import Text, Together
from blogkit.documents import digest_of
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from blogkit.checks.finding import Finding, Fix

ANYONE_MAY_WRITE = 0o222
MARK = "\ufeff"


class CannotFixError(Exception):
    """Why a file is left as it is, in the author's words."""


@dataclass(frozen=True)
class Ground:
    """Where fixes may be made: in files below *roots* that still have the digest they were checked
    with, read and written in *encoding*."""

    roots: tuple[Path, ...]
    digests: Mapping[Path, str]
    encoding: str


@dataclass(frozen=True)
class Opened:
    """A file that may be written. Its bytes are *mark* and *text* in the encoding *codec*."""

    path: Path
    real: Path
    data: bytes
    mark: str
    text: Text
    codec: str

    def encoded(self, text: str) -> bytes:
        return (self.mark + text).encode(self.codec)


@dataclass(frozen=True)
class Change:
    """What a file held and is to hold, as bytes and as text."""

    path: Path
    real: Path
    before: bytes
    after: bytes
    text: str
    text_after: str


@dataclass
class Plan:
    """The changes that mend the faults *mended*, and why others are left: one line for a file."""

    changes: list[Change] = field(default_factory=list)
    mended: list[Finding] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def plan(findings: Iterable[Finding], ground: Ground) -> Plan:
    """As many fixes of *findings* as can be made at once, in their order."""
    together, files, made = Together(), _Files(ground), Plan()
    for finding in findings:
        fix = finding.fix
        if fix and files.can_hold(fix) and together.take(fix, files.texts):
            made.mended.append(finding)
    for path, spans in together.spans.items():
        opened = files.opened[path]
        after = opened.text.with_spans(spans)
        if after != opened.text.text:
            made.changes.append(_change(opened, after))
    made.refusals += files.refusals.values()
    return made


def _change(opened: Opened, after: str) -> Change:
    data = opened.encoded(after)
    return Change(opened.path, opened.real, opened.data, data, opened.text.text, after)


class _Files:
    """The files that fixes are to be made in, each read once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.opened: dict[Path, Opened] = {}
        self.texts: dict[Path, Text] = {}
        self.refusals: dict[Path, str] = {}

    def can_hold(self, fix: Fix) -> bool:
        """Whether every file of the fix may be written, and has the letters for it."""
        for edit in fix.edits:
            if edit.path not in self.opened | self.refusals:
                self._open(edit.path)
            if edit.path in self.refusals:
                return False
            try:
                edit.text.encode(self.opened[edit.path].codec)
            except UnicodeEncodeError:
                return False
        return True

    def _open(self, path: Path) -> None:
        try:
            opened = open_file(path, self._ground)
            same = next((each for each in self.opened.values() if each.real == opened.real), None)
            if same:
                raise CannotFixError(f"it is the same file as {shown_path(same.path)}")
            self.opened[path], self.texts[path] = opened, opened.text
        except CannotFixError as error:
            self.refusals[path] = f"{shown_path(path)} is left as it is: {error}"
        except OSError as error:
            self.refusals[path] = f"{shown_path(path)} is left as it is: {error.strerror}"


def open_file(path: Path, ground: Ground) -> Opened:
    """Read a file that is to be written. Raises CannotFixError, or OSError."""
    if path not in ground.digests:
        raise CannotFixError("it is not among the files that were checked")
    real = path.resolve(strict=True)
    if not any(real.is_relative_to(root.resolve()) for root in ground.roots):
        raise CannotFixError(f"it is a link out of the blog, to {real}")
    if not real.stat().st_mode & ANYONE_MAY_WRITE or not os.access(real, os.W_OK):
        raise CannotFixError("it is write-protected")
    data = real.read_bytes()
    if digest_of(data) != ground.digests[path]:
        raise CannotFixError("it has changed since it was checked; run this again")
    codec, text = _decoded(data, ground.encoding)
    mark = MARK if text.startswith(MARK) else ""
    return Opened(path, real, data, mark, Text(text.removeprefix(MARK)), codec)


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """A codec that gives the very same bytes back, and the text."""
    for codec in (encoding, "utf-8"):  # utf-8-sig reads, but does not write, what has no mark
        with suppress(UnicodeError):
            text = data.decode(codec)
            if text.encode(codec) == data:
                return codec, text
    raise CannotFixError(f"it cannot be written as {encoding} without changing more than the fault")


def write(changes: Sequence[Change]) -> None:
    """Put the changes into their files; each is whole at any moment, and keeps its mode.

    Raises CannotFixError or OSError, before anything is written, if one of them cannot be.
    """
    prepared: list[tuple[Change, Path]] = []
    try:
        for change in changes:
            prepared.append((change, _written_beside(change)))  # noqa: PERF401 - one may fail
        for change, _ in prepared:
            if change.real.read_bytes() != change.before:
                raise CannotFixError(f"{shown_path(change.path)} was changed meanwhile")
        for change, beside in prepared:
            beside.replace(change.real)
    finally:
        for _, beside in prepared:
            beside.unlink(missing_ok=True)


def _written_beside(change: Change) -> Path:
    handle, name = tempfile.mkstemp(dir=change.real.parent, prefix=f".{change.real.name[:50]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(change.real, name)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
