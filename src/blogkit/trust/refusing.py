"""All that is refused in one file by somebody else."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml
from myst_parser.config.main import TopmatterReadError, read_topmatter

from blogkit.sources import MARKDOWN_SUFFIXES, Place, read_front_matter
from blogkit.sources.places import split_lines
from blogkit.trust.addresses import fault_of_picture
from blogkit.trust.harmless import KEYS
from blogkit.trust.reading import Reading
from blogkit.trust.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from myst_parser.config.main import MdParserConfig

PLAIN_VALUES = (str, int, float, bool, type(None))
AT_THE_TOP = Place(1)
NOT_MARKDOWN = (Refusal(AT_THE_TOP, "a file that is not Markdown"),)


def refusals(name: str, path: Path, text: str, config: MdParserConfig) -> tuple[Refusal, ...]:
    """What the file *path* may not have whose path below the blog's folder is *name*."""
    refused = refused_unread(name, path)
    if refused or path.suffix not in MARKDOWN_SUFFIXES:
        return refused or NOT_MARKDOWN
    return refused_in(name, text, config)


def refused_in(name: str, text: str, config: MdParserConfig) -> tuple[Refusal, ...]:
    """What a Markdown file may not have whose path below the blog's folder is *name*.

    It is read by conf.py's settings of MyST: what changes them in the file is refused.
    """
    text = text.removeprefix("\ufeff")
    folder = str(PurePosixPath(name).parent)
    reading = Reading(split_lines(text), folder, config)
    if config.title_to_header:
        title = read_front_matter(text).values().get("title")
        reading.read(f"# {title or ''}", first=0)
    reading.read(text, first=0)
    reading.read_references()
    return tuple(_once_a_line(sorted({*_in_front_matter(text, folder), *reading.found})))


def _once_a_line(refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    """Without the end tag of what is refused already, and the like."""
    told = set()
    for refusal in refusals:
        if (refusal.place.line, refusal.what) not in told:
            told.add((refusal.place.line, refusal.what))
            yield refusal


def refused_unread(name: str, path: Path) -> tuple[Refusal, ...]:
    """What is refused of any file, before it is read: a link that leads out of the blog."""
    root = os.path.realpath(path.parents[name.count("/")])
    if Path(os.path.realpath(path)).is_relative_to(root):
        return ()
    return (Refusal(AT_THE_TOP, "a file that is a link out of the blog's folder"),)


def _in_front_matter(text: str, folder: str) -> Iterator[Refusal]:
    block = read_front_matter(text)
    try:
        values: dict[Any, Any] = read_topmatter(text) or {}
    except (TopmatterReadError, yaml.YAMLError, ValueError, RecursionError):
        yield Refusal(Place(1), "front matter that cannot be read")
        return
    places = {field.key: field.place for field in block.fields}
    for key in {*values, *places}:
        value, place = values.get(key), places.get(key, AT_THE_TOP)
        if key not in KEYS:
            yield Refusal(place, f"the key '{key}' in front matter")
        elif not _is_plain(value):
            yield Refusal(place, f"such a value of '{key}' in front matter")
        elif key == "image" and isinstance(value, str):
            fault = fault_of_picture(value, folder)
            if fault:
                yield Refusal(place, fault)


def _is_plain(value: object) -> bool:
    """A text, number or date, or a list of them."""
    if isinstance(value, list):
        return all(isinstance(each, PLAIN_VALUES) for each in value)
    return not isinstance(value, dict | set | tuple | bytes)
