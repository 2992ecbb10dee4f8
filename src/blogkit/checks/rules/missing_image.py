"""A picture is not there, or is there in another case.

Why: readers see a broken frame. On a Mac or Windows `Cake.JPG` also answers to `cake.jpg`; on
the web it does not.
Bad: `![A cake](cake.jpg)` beside a file `Cake.JPG`. Good: the file's name as it is.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.pictures import exists_exactly, is_remote, picture_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.site import Document, Site

NAME = "missing-image"


def check(document: Document, site: Site) -> Iterator[Finding]:
    for image in document.source.images if document.source else ():
        if is_remote(image.target) or image.target.endswith(".*"):
            continue
        if not image.target:
            message = "the picture has no address; write its file's name behind it"
            yield Finding(NAME, Severity.ERROR, document.path, image.place, message, echo="image")
            continue
        path = picture_file(image.target, document, site)
        if not exists_exactly(path, site):
            message = f"there is no picture '{image.target}'{_advice(path, site)}"
            yield Finding(NAME, Severity.ERROR, document.path, image.place, message, echo=path.name)


def _advice(path: Path, site: Site) -> str:
    names = site.names_in(path.parent)
    if path.name in names:
        return "; what has this name is a folder, or a link that leads nowhere"
    other_case = [name for name in names if name.lower() == path.name.lower()]
    if other_case:
        return f"; the file is called '{other_case[0]}': letters' case counts on the web"
    near = get_close_matches(path.name, sorted(names), n=1)
    if near:
        return f"; did you mean '{near[0]}'?"
    if not names:
        return f"; put it into the folder '{path.parent.name}', which is empty or not there"
    return "; put it there, or take the line out"
