"""A picture has no alternative text, or one that says nothing.

Why: a reader who cannot see the picture is told its file's name, or nothing.
Bad: `![](cake.jpg)`, `![image](cake.jpg)`, `![cake.jpg](cake.jpg)`.
Good: `![A birthday cake with a green pony on it](cake.jpg)`; a picture that only decorates is
marked so: `![](border.png){.decorative}`.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Image

NAME = "missing-alt-text"
EMPTY_WORDS = frozenset({"image", "img", "photo", "picture", "alt", "alt text"})


def check(document: Document, site: Site) -> Iterator[Finding]:
    for image in document.source.images if document.source else ():
        if image.decorative or _says_something(image):
            continue
        picture = f"the picture '{PurePosixPath(image.target).name}'"
        wrong = f"the alt text '{image.alt}' of {picture} says nothing"
        message = f"{wrong if image.alt else f'{picture} has no alt text'}; say what it shows"
        yield Finding(NAME, Severity.WARNING, document.path, image.place, message)


def _says_something(image: Image) -> bool:
    alt = image.alt.lower()
    name = PurePosixPath(image.target.lower())
    return bool(alt) and alt not in EMPTY_WORDS | {name.name, name.stem}
