"""A tag, a category, a place or an author is spelled in two ways, or not told apart in addresses.

Why: each spelling has a page of its own, so a reader who follows one sees a part of the posts.
Bad: `tags: Django` here, `tags: django` there; `talk` and `talks`; `C#` beside `C++`, whose pages
would both be called `c`; a comma at the end.
Good: `tags: django` in all posts; `C sharp` beside `C++`.
Fix: the spelling that fewer posts have becomes the one that more have; the comma goes. Two names
for one address are left to you.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.labels import rival_of
from blogkit.labels import SPOKEN
from blogkit.posts import LABEL_KEYS, label_slug
from blogkit.sources import Place
from blogkit.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.labels import Rival
    from blogkit.site import Document, Site
    from blogkit.sources import Source
    from blogkit.sources.front_matter import Field

NAME = "label-variant"
ANSWERERS = {"rival label": rival_of}
GROUNDS = {"rival label": attrgetter("world.digest")}
NOUNS = {"tags": "tag"}  # where it is not the key
COMMA_AT_END = re.compile(r",\s*$")


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    for post in document.posts:
        for kind in LABEL_KEYS:
            for label in dict.fromkeys(post.labels[kind]):
                rival: Rival | None = site.ask("rival label", kind, label)
                if rival:
                    place = _place(kind, label, source)
                    yield _finding(kind, label, rival, place, post.place, source)
    if document.posts:
        yield from _commas(source)


def _finding(
    kind: str, label: str, rival: Rival, place: Place | None, post: Place, source: Source
) -> Finding:
    noun, other = NOUNS.get(kind, kind), rival.use
    posts = counted(other.count, "post")
    if rival.is_spelling:
        message = f"the {noun} '{label}' is '{other.label}' in {posts}; write '{other.label}'"
    else:
        message = (
            f"the {noun}s '{label}' and '{other.label}' (in {posts}) have one address, "
            f"'{label_slug(label)}'; {_advice(label)}"
        )
    edit = Edit(source.path, place, other.label) if place and rival.is_spelling else None
    fix = Fix((edit,)) if edit else None
    return Finding(NAME, Severity.WARNING, source.path, place or post, message, fix=fix)


def _advice(label: str) -> str:
    spoken = "".join(f" {SPOKEN[sign]}" if sign in SPOKEN else sign for sign in label).strip()
    other = label_slug(spoken) != label_slug(label)
    return f"write '{spoken}'" if other else "give one of them another name"


def _place(kind: str, label: str, source: Source) -> Place | None:
    """Where the label stands in the front matter; None if it is in a directive, or escaped."""
    field = source.front_matter.get(kind)
    if field is None:
        return None
    within = re.compile(rf"(?<![^\s,\[\"']){re.escape(label)}(?![^\s,\]\"'])")
    first, last = field.value_place.line, min(field.value_place.end_line, source.front_matter.end)
    for number in range(first, last + 1):
        line = source.lines[number - 1]
        begin = field.value_place.column - 1 if number == first else 0
        for found in within.finditer(line, begin):
            if _is_whole(line, begin, found):
                return Place(number, found.start() + 1, number, found.end() + 1)
    return None


def _is_whole(line: str, begin: int, found: re.Match[str]) -> bool:
    """Whether it is all that stands between two commas, brackets, quotes or dashes."""
    before = line[begin : found.start()].rstrip()
    behind = line[found.end() :].lstrip()
    return (not before or before[-1] in ",[\"'-") and (not behind or behind[0] in ",]\"'#")


def _commas(source: Source) -> Iterator[Finding]:
    for kind in LABEL_KEYS:
        field = source.front_matter.get(kind)
        found = COMMA_AT_END.search(field.value) if field and isinstance(field.value, str) else None
        place = _last_comma(field, source) if field and found else None
        if place:
            message = f"'{kind}' ends with a comma, as if another were to come; take it out"
            fix = Fix((Edit(source.path, place, ""),))
            yield Finding(NAME, Severity.WARNING, source.path, place, message, fix=fix)


def _last_comma(field: Field, source: Source) -> Place | None:
    place = field.value_place
    at = source.lines[place.end_line - 1].rfind(",", 0, place.end_column - 1)
    return Place(place.end_line, at + 1, place.end_line, at + 2) if at >= 0 else None
