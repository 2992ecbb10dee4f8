"""`make photos`: pictures from a folder come into a post, small enough to be kept with it.

What they are taken from is only ever read, and nothing is ever overwritten.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from blogkit.photos.forms import form_of
from blogkit.photos.making import reduced
from blogkit.photos.model import Unusable
from blogkit.photos.taken import in_order
from blogkit.posts import label_slug
from blogkit.sources.mentions import is_named_as_picture
from blogkit.workers import BrokeDown, work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from blogkit.photos.codec import Encoded

Answer = TypeVar("Answer")

NAMELESS = "photo"  # for a name of which no letter is safe in every address
LONGEST_NAME = 80
AS_IT_IS = re.compile(r"[^\s<>()\\]+")  # an address that Markdown takes without brackets


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it. *lines* show the pictures, in the order in which they were taken."""

    lines: tuple[str, ...]
    written: tuple[Path, ...]
    unusable: Mapping[Path, str]


def bring(
    pictures: Iterable[Path],
    post: Path,
    *,
    jobs: int,
    progress: Callable[[int, int], None] | None = None,
) -> Brought:
    """Write the pictures into the post's folder for pictures. The post itself stays as it is.

    A picture that was brought before, or is there twice, is not brought again; it has a line only if
    the post does not name it yet. Raises OSError where nothing can be written.
    """
    ordered = in_order(pictures)
    folder = folder_for(post)
    text = post.read_text(encoding="utf-8")
    found: dict[Path, Path] = {}
    written, unusable = [], {}
    answers = _in_turn(ordered, work_on(reduced, ordered, jobs))
    for done, (path, picture) in enumerate(answers, start=1):
        if isinstance(picture, (Unusable, BrokeDown)):
            unusable[path] = _reason(picture)
        else:
            twin = _twin(folder, picture)
            found[path] = twin or _write(folder, _slug(path), picture)
            written += [] if twin else [found[path]]
        if progress:
            progress(done, len(ordered))
    shown = dict.fromkeys(found[path] for path in ordered if path in found)
    addresses = (path.relative_to(post.parent).as_posix() for path in shown)
    lines = (_line(each) for each in addresses if not _names_it(text, each))
    return Brought(tuple(lines), tuple(written), unusable)


def pictures_in(paths: Sequence[Path]) -> list[Path]:
    """The files that *paths* name, and all pictures in the folders among them, however deep: also
    what has a picture's name and is none, of which the author should hear."""
    return list(dict.fromkeys(file for path in paths for file in _pictures_in(path)))


def folder_for(post: Path) -> Path:
    """Where a post's pictures lie: beside `index.md`, else in a folder of the post's name."""
    return post.parent if post.name == "index.md" else post.with_name(f"{post.stem}-images")


def append_lines(post: Path, lines: Sequence[str]) -> None:
    """Add lines to the end of a post, as a paragraph of their own, in its own line ends."""
    data = post.read_bytes()
    end = b"\r\n" if b"\r\n" in data else b"\n"
    added = end.join(line.encode() for line in lines) + end
    _replace(post.resolve(), data.rstrip() + end + end + added)


def _pictures_in(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        is_picture = file.is_file() and (is_named_as_picture(file.name) or form_of(file))
        if is_picture and not is_hidden:
            yield file


def _slug(path: Path) -> str:
    """A name of plain letters and digits, which is the same in every address and file system."""
    plain = unicodedata.normalize("NFKD", path.stem.replace(".", "-")).encode("ascii", "ignore")
    return label_slug(plain.decode())[:LONGEST_NAME].strip("-_") or NAMELESS


def _in_turn(
    items: Sequence[Path], answers: Iterable[tuple[Path, Answer]]
) -> Iterator[tuple[Path, Answer]]:
    """The answers in the order of *items*, each as soon as all before it are there."""
    early: dict[Path, Answer] = {}
    turn = 0
    for path, answer in answers:
        early[path] = answer
        while turn < len(items) and items[turn] in early:
            yield items[turn], early.pop(items[turn])
            turn += 1


def _twin(folder: Path, picture: Encoded) -> Path | None:
    """The file that was made of the same picture, under whatever name: now or in an earlier run."""
    for path in sorted(folder.glob(f"*{picture.form.suffix}")):
        if path.stat().st_size == len(picture.data) and path.read_bytes() == picture.data:
            return path
    return None


def _write(folder: Path, slug: str, picture: Encoded) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_free_name(folder, slug)}{picture.form.suffix}"
    with path.open("xb") as file:
        try:
            file.write(picture.data)
        except BaseException:
            path.unlink()
            raise
    return path


def _free_name(folder: Path, slug: str) -> str:
    """One that no file has, with whatever ending and in whatever case; numbered if need be."""
    taken = {path.stem.lower() for path in folder.iterdir()}
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(each for each in candidates if each not in taken)


def _names_it(text: str, address: str) -> bool:
    return bool(re.search(rf"(?<![\w/-]){re.escape(address)}", text))


def _line(address: str) -> str:
    return f"![]({address})" if AS_IT_IS.fullmatch(address) else f"![](<{address}>)"


def _reason(outcome: Unusable | BrokeDown) -> str:
    if isinstance(outcome, Unusable):
        return outcome.reason
    return "the program that reads pictures broke down over it"


def _replace(path: Path, data: bytes) -> None:
    """Write the file anew, whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(data)
            file.close()
            shutil.copymode(path, file.name)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
