"""What a command line names: documents of blogs, and files that belong to none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.memory import Memory
from blogkit.parallel import cores
from blogkit.site import load_settings, read_files, read_site
from blogkit.sources import MARKDOWN_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.site import Document, Site


class NotThereError(Exception):
    """A path that cannot be checked, and why."""


@dataclass(frozen=True)
class Choice:
    """Documents of one site, all of them if it *is_whole*, and the folders in which fixes may be
    made."""

    site: Site
    documents: list[Document]
    roots: tuple[Path, ...]
    is_whole: bool = False


def choose(here: Path, paths: Sequence[Path]) -> list[Choice]:
    """The documents that *paths* name, for none of them all below *here*, the current folder.

    Each belongs to the nearest folder with a conf.py, up to *here* and no further: nobody asked
    to run a conf.py that lies above. Raises NotThereError, and ConfigError for a conf.py.
    """
    blogs: dict[Path, list[Path]] = {}
    alone: list[Path] = []
    for path in paths or [here]:
        if not path.exists():
            raise NotThereError(f"there is no {path}")
        blog = _blog_of(path, here)
        if blog:
            blogs.setdefault(blog, []).append(path)
        else:
            alone.append(path)
    choices = [_chosen_in(blog, named, alone) for blog, named in blogs.items()]
    if alone or not choices:
        choices.append(_chosen_alone(alone))
    return [each for each in choices if each.documents] or choices[:1]


def _blog_of(path: Path, here: Path) -> Path | None:
    for place in _names_of(path):
        above = [place, *place.parents] if place.is_relative_to(here) else [place]
        for folder in above:
            if (folder / "conf.py").is_file():
                return folder
            if folder == here:
                break
    return None


def _names_of(path: Path) -> tuple[Path, Path]:
    """As it was named, and where it really is."""
    return Path(os.path.abspath(path)), path.resolve()  # noqa: PTH100 - links stay


def _chosen_in(blog: Path, named: Sequence[Path], alone: list[Path]) -> Choice:
    """The documents of a blog that are named; a path that names none of them joins *alone*."""
    memory = Memory(blog / "_build" / "cache")
    site = read_site(blog, load_settings(blog / "conf.py"), memory=memory, jobs=cores())
    everything = [*site.documents.values(), *(rival for _, rival in site.rivals)]
    chosen: dict[Path, Document] = {}
    for path in named:
        found = [each for each in everything if any(map(each.path.is_relative_to, _names_of(path)))]
        chosen |= {each.path: each for each in found}
        if not found and blog not in _names_of(path):
            alone.append(path)
    is_whole = any(blog in _names_of(path) for path in named)
    documents = [each for each in everything if each.path in chosen]
    return Choice(site, documents, (blog,), is_whole)


def _chosen_alone(paths: Sequence[Path]) -> Choice:
    site = read_files(dict.fromkeys(file for path in paths for file in _markdown_files(path)))
    roots = tuple(path if path.is_dir() else path.absolute().parent for path in paths)
    return Choice(site, list(site.documents.values()), roots)


def _markdown_files(path: Path) -> Iterator[Path]:
    """The file itself, or all below the folder but in what is hidden or was built."""
    if not path.is_dir():
        if path.suffix not in MARKDOWN_SUFFIXES:
            raise NotThereError(f"{path} is no Markdown file; their names end in .md")
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "_build")))
        yield from (Path(folder, each) for each in sorted(files) if _is_markdown(each))


def _is_markdown(name: str) -> bool:
    return os.path.splitext(name)[1] in MARKDOWN_SUFFIXES and not name.startswith(".")  # noqa: PTH122
