"""A picture has no alternative text, or one that says nothing.

Why: a reader who cannot see the picture is told its file's name, or nothing.
Bad: `![](cake.jpg)`, `![image](cake.jpg)`, `![cake.jpg](cake.jpg)`.
Good: `![A birthday cake with a green pony on it](cake.jpg)`; a picture that only decorates is
marked so: `![](border.png){.decorative}`.
Fix: a first draft, made of the words in the file's name and the heading above. It declines where
these say no more than the name, for names that a camera gave, for raw HTML, and for a directive
that has an `alt` or YAML options.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from blogkit.checks.edits import line_at
from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Image, Source

NAME = "missing-alt-text"
EMPTY_WORDS = frozenset({"image", "img", "photo", "picture", "alt", "alt text"})
CAMERA_WORDS = EMPTY_WORDS | {
    *("dsc", "dscf", "dscn", "dji", "gopr", "img", "imgp", "mvimg", "pano", "pxl", "sam"),
    *("file", "foto", "screen", "screenshot", "shot", "unnamed", "untitled", "whatsapp", "at"),
    *("copy", "edited", "final", "large", "scaled", "small", "thumb"),
}
SHORT_WORD = 3  # letters: "the", "and"
WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)*|\d{4}(?!\d)|[^\W\d_]+")
MARKS = str.maketrans("", "", "[]<>*_`\\")  # in an alt text these would be Markdown


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    for image in source.images if source else ():
        if image.decorative or _says_something(image) or source is None:
            continue
        picture = f"the picture '{PurePosixPath(image.target).name}'"
        wrong = f"the alt text '{image.alt}' of {picture} says nothing"
        place = " behind 'image_alt:'" if image.place.line <= source.front_matter.end else ""
        message = (
            f"{wrong if image.alt else f'{picture} has no alt text'}; say what it shows{place}"
        )
        fix = _fix(image, source)
        yield Finding(NAME, Severity.WARNING, document.path, image.place, message, fix=fix)


def _says_something(image: Image) -> bool:
    alt = image.alt.lower()
    name = PurePosixPath(image.target.lower())
    return bool(alt) and alt not in EMPTY_WORDS | {name.name, name.stem}


def _fix(image: Image, source: Source) -> Fix | None:
    draft = _draft(image, source)
    if not _says_something(replace(image, alt=draft)):  # one word, which is the file's name
        return None
    written = line_at(image.place, source)
    markdown = re.match(rf"!\[\s*{re.escape(image.alt)}\s*\](?=[(\[])", written)
    if markdown:
        first = image.place
        place = Place(first.line, first.column, first.line, first.column + markdown.end())
        return Fix((Edit(source.path, place, f"![{draft}]"),))
    if not image.alt and written.startswith(("```", ":::")):
        return _option(image, draft, source)
    return None


def _option(image: Image, draft: str, source: Source) -> Fix | None:
    """The draft as the first option of a directive."""
    following = source.lines[image.place.line : image.place.line + 1]
    if not following or following[0].lstrip().startswith(("---", ":alt:")):
        return None
    indent = source.lines[image.place.line - 1][: image.place.column - 1]
    place = Place(image.place.line + 1, 1, image.place.line + 1, 1)
    return Fix((Edit(source.path, place, f"{indent}:alt: {draft}\n"),))


def _draft(image: Image, source: Source) -> str:
    """`cake-with-pony.jpg` under "The party" gives "Cake with pony (The party)".

    A heading that shares a word with the file's name would only repeat it.
    """
    words = WORD.findall(PurePosixPath(image.target).stem.replace("_", " "))
    if all(word.lower() in CAMERA_WORDS or word.isdigit() or len(word) == 1 for word in words):
        return ""
    draft = " ".join(words)
    draft = (draft[0].upper() + draft[1:]).translate(MARKS)
    above = [each for each in source.headings if each.place.line < image.place.line]
    section = above[-1].text.translate(MARKS).strip() if above and above[-1].level > 1 else ""
    shared = _long_words(section) & _long_words(draft)
    return draft if shared or not section else f"{draft} ({section})"


def _long_words(text: str) -> set[str]:
    plain = re.sub("['’]", "", text.lower())
    return {word for word in WORD.findall(plain) if len(word) > SHORT_WORD}
