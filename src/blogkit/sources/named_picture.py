"""The picture that a post's front matter names (`image: lake.jpg`), as one of its pictures."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from blogkit.sources.mentions import names_picture
from blogkit.sources.model import Image

if TYPE_CHECKING:
    from blogkit.sources.model import Source


def with_named_picture(source: Source) -> Source:
    """The same source, whose front matter shows a picture too, unless its text shows that one."""
    field = source.front_matter.get("image")
    if field is None or not names_picture(field.value):
        return source
    target = unquote(field.value.strip())
    if posixpath.normpath(target) in {posixpath.normpath(each.target) for each in source.images}:
        return source
    words = source.front_matter.values().get("image_alt")
    picture = Image(target, str(words or "").strip(), decorative=False, place=field.value_place)
    return replace(source, images=(picture, *source.images))
