"""Pictures lie beside a post, and nothing shows them.

Told once for each folder that belongs to this post alone. A folder from which another page shows
something, the original of a picture that is shown (`lake.heic` of `lake.jpg`), and a post that
includes other files say nothing.

Why: the author took them along to be seen; a name in the text is missing, or the file is too much.
Bad: `trip-images/lake.jpg` beside `trip.md`, which never names it.
Good: `![The lake at night](trip-images/lake.jpg)`; or no such file.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.own_pictures import all_uses, has_strangers, is_own, own_folders
from blogkit.checks.pictures import is_picture
from blogkit.sources import Place
from blogkit.sources.mentions import PICTURE_SUFFIXES, picture_mentions
from blogkit.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "unused-image"
SHOWN = 5  # names in one message
SHOWS_OTHERS = frozenset({"include", "literalinclude", "eval-rst"})
ANSWERERS = {"own": is_own, "strangers": has_strangers}
GROUNDS = {"own": all_uses}


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or not document.posts or _may_show_any(source):
        return
    text = unquote("\n".join(source.lines)).lower()
    named = {PurePath(each).stem for each in picture_mentions(text)}
    for folder in own_folders(document, site):
        pictures = sorted(name for name in site.names_in(folder) if is_picture(name))
        unnamed = [
            each for each in pictures if not _is_named(PurePath(each.lower()).stem, named, text)
        ]
        # All texts that are not Markdown are looked through for it, so only where it matters.
        if unnamed and not site.is_named_elsewhere(folder.name):
            message = _message(unnamed, folder)
            yield Finding(NAME, Severity.WARNING, document.path, Place(1), message)


def _is_named(stem: str, named: set[str], text: str) -> bool:
    """Whether a picture of this name is in the text; one with spaces is looked for as it is."""
    if stem in named:
        return True
    return " " in stem and any(stem + suffix in text for suffix in (*PICTURE_SUFFIXES, ".*"))


def _may_show_any(source: Source) -> bool:
    """Whether pictures may be shown whose names are not in the text: `images/*.jpg`."""
    return any(
        each.name in SHOWS_OTHERS or "*" in each.argument or "gallery" in each.name
        for each in source.directives
    )


def _message(names: list[str], folder: Path) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    them = "it" if len(names) == 1 else "them"
    return (
        f"{counted(len(names), 'picture')} in the folder '{folder.name}' beside this post "
        f"{'is' if len(names) == 1 else 'are'} shown nowhere: {shown}{more}; show {them}, or "
        f"move {them} out of the blog"
    )
