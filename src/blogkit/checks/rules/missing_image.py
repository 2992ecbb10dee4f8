"""A picture is not there, or is there in another case.

Why: readers see a broken frame. On a Mac or Windows `Cake.JPG` also answers to `cake.jpg`; on
the web it does not.
Bad: `![A cake](cake.jpg)` beside a file `Cake.JPG`. Good: the file's name as it is.
Fix: the address of the picture that was probably meant: the same name in another case or in
another folder of this post, or the nearest name. It declines where no name is near.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from blogkit.checks.edits import new_target
from blogkit.checks.finding import Finding, Severity
from blogkit.checks.pictures import (
    exists_exactly,
    is_picture,
    is_remote,
    picture_file,
    shown_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from blogkit.checks.finding import Fix
    from blogkit.site import Document, Site
    from blogkit.sources import Image, Source

NAME = "missing-image"
TO_ESCAPE = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    folders = cache(lambda: _folders(document, site))
    for image in source.images if source else ():
        if is_remote(image.target) or image.target.endswith(".*"):
            continue
        if not image.target:
            message = "the picture has no address; write its file's name behind it"
            yield Finding(NAME, Severity.ERROR, document.path, image.place, message, echo="image")
            continue
        path = picture_file(image.target, document, site)
        if source and not exists_exactly(path, site):
            advice, meant = _advice(path, document, site, folders)
            message = f"there is no picture '{image.target}'{advice}"
            fix = _fix(image, path, meant, source) if meant else None
            place, echo = image.place, path.name
            yield Finding(NAME, Severity.ERROR, document.path, place, message, echo=echo, fix=fix)


def _advice(
    path: Path, document: Document, site: Site, folders: Callable[[], list[Path]]
) -> tuple[str, Path | None]:
    """What to do about it, and the file that was probably meant."""
    names = site.names_in(path.parent)
    if path.name in names:
        return "; what has this name is a folder, or a link that leads nowhere", None
    other_case = [name for name in names if name.lower() == path.name.lower()]
    if other_case:
        advice = f"; the file is called '{other_case[0]}': letters' case counts on the web"
        return advice, path.with_name(other_case[0])
    files = (folder / path.name for folder in folders())
    elsewhere = next((file for file in files if exists_exactly(file, site)), None)
    if elsewhere:
        return f"; did you mean '{_address(elsewhere, document.path.parent)}'?", elsewhere
    near = get_close_matches(path.name, sorted(filter(is_picture, names)), n=1)
    if near:
        return f"; did you mean '{near[0]}'?", path.with_name(near[0])
    if not names:
        folder = path.parent.name
        return f"; put it into the folder '{folder}', which is empty or not there", None
    return "; put it there, or take the line out", None


def _folders(document: Document, site: Site) -> list[Path]:
    """The folder of the post, and those of the pictures that it shows."""
    shown = (path.parent for _, path in shown_files(document, site))
    return [*dict.fromkeys([document.path.parent, *shown])]


def _fix(image: Image, path: Path, meant: Path, source: Source) -> Fix | None:
    if meant.parent == path.parent:
        folder = image.target.rpartition("/")[0]
        target = f"{folder}/{meant.name}" if "/" in image.target else meant.name
    else:
        target = _address(meant, source.path.parent)
    return new_target(image, target.translate(TO_ESCAPE), source)


def _address(file: Path, folder: Path) -> str:
    return os.path.relpath(file, folder).replace(os.sep, "/")
