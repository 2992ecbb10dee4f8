"""Posts by label, as templates see them: what a page asks of them is noted.

The classes are ABlog's by name and use (ablog/blog.py), and share none of its state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

import ablog.blog
from ablog.blog import os_path_join, slugify

from blogkit.languages.language import language_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blogkit.blog.model import Blog
    from blogkit.blog.post import Post
    from blogkit.languages.language import Language

# Letters that Unicode does not take apart.
WITHOUT_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
)


class Collection(ablog.blog.Collection):  # type: ignore[misc]
    """The published posts with one label, the newest first."""

    def __init__(
        self,
        catalog: Catalog,
        label: str | int,
        posts: Sequence[Post],
        *,
        name: str = "",
        href: str | None = None,
        docname: str = "",
    ) -> None:
        self._catalog = catalog
        self._blog: Blog = catalog.blog
        self.label = label
        self.name = name or label
        self.href = href
        self.page = 0
        self.key = f"{catalog.name}/{label}"
        self.members = posts
        self._by_id: dict[str, Post] = {post.id: post for post in posts}
        self._path = docname or os_path_join(catalog.path, slugify(self.name))
        slug = self._path.rpartition("/")[2] if posts else slugify(label)
        self.xref = f"{catalog.xref}-{slug if slug != slugify(self.name) else slugify(label)}"

    @property
    def title(self) -> str:
        """The label's name; ABlog's own way of finding it fails (ablog/blog.py: BlogPageMixin)."""
        return str(self.name)

    @property
    def blog(self) -> Blog:
        """The blog whose posts these are."""
        return self._blog

    @property
    def language(self) -> Language | None:
        """The language of all these posts, as far as the label says so."""
        is_language = self.key.startswith("language/")
        return language_named(str(self.label), str(self.name)) if is_language else None

    @property
    def docname(self) -> str:
        """The collection's (first) page."""
        return self._path

    path = docname  # where its feeds are

    def __len__(self) -> int:
        self._blog.note("count", self.key)
        return len(self.members)

    def __bool__(self) -> bool:
        self._blog.note("any", self.key)
        return bool(self.members)

    def __iter__(self) -> Iterator[Post]:
        """The posts. Noted is how many were looked at: whatever comes after may change."""
        for number, post in enumerate(self.members, start=1):
            self._blog.traces.asked.discard(("first", self.key, number - 1))
            self._blog.note("first", self.key, number)
            yield self._blog.shown(post)
        self._blog.note("count", self.key)

    def __getitem__(self, post_id: str) -> Post | None:
        if post_id in self:
            self._blog.note("post", post_id)
            return self._by_id[post_id]
        return None

    def __contains__(self, post_id: object) -> bool:
        self._blog.note("is in", self.key, str(post_id))
        return post_id in self._by_id

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def relsize(self, maxsize: int = 5, minsize: int = 1) -> int:
        """The size of the label in a cloud, by how many posts have it."""
        self._blog.note("catalog", self._catalog.name)
        counts = [len(each.members) for each in self._catalog.listed.values()]
        fewest, most = min(counts, default=0), max(counts, default=0)
        if fewest == most:
            return round((maxsize - minsize) / 2 + minsize)
        share = (len(self.members) - fewest) / (most - fewest)
        return int(share * (maxsize - minsize) + minsize)


class Slice(Collection):
    """Those posts of a collection that one of its pages lists; in all else the collection."""

    def __init__(self, whole: Collection, docname: str, start: int, stop: int) -> None:
        self.__dict__.update(whole.__dict__)
        self.whole = whole
        self.members = whole.members[start:stop]
        self._by_id = {post.id: post for post in self.members}
        self._bounds = (start, stop)
        self._docname = docname

    @property
    def docname(self) -> str:
        """The page that lists these posts."""
        return self._docname

    def __len__(self) -> int:
        self._blog.note("slice", self.key, *self._bounds)
        return len(self.members)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __iter__(self) -> Iterator[Post]:
        self._blog.note("slice", self.key, *self._bounds)
        return (self._blog.shown(post) for post in self.members)

    def __contains__(self, post_id: object) -> bool:
        self._blog.note("slice", self.key, *self._bounds)
        return post_id in self._by_id


class Catalog(ablog.blog.Catalog):  # type: ignore[misc]
    """The labels of one kind. Listed are those that a published post has; no other has a page."""

    def __init__(
        self, blog: Blog, name: str, xref: str, folder: str | None, *, newest_first: bool = False
    ) -> None:
        self._blog = blog
        self.name = name
        self.xref = xref
        self.path = os_path_join(blog.blog_path, folder) if folder else blog.blog_path
        self.docname = self.path
        self._reverse = newest_first
        self.listed: dict[str | int, Collection] = {}
        self._unlisted: dict[str | int, Collection] = {}

    def fill(self, collections: Mapping[str | int, Collection]) -> None:
        """Take these collections, in the order of their labels."""
        for label in sorted(collections, reverse=self._reverse):
            kept = self.listed if collections[label].members else self._unlisted
            kept[label] = collections[label]

    @property
    def collections(self) -> dict[str | int, Collection]:
        """The listed labels' collections by label."""
        self._blog.note("catalog", self.name)
        return self.listed

    @property
    def by_name(self) -> list[Collection]:
        """The collections in the order in which readers look for their names."""
        return sorted(self, key=lambda each: as_sorted(str(each.name)))

    def __getitem__(self, label: Any) -> Collection:
        self._blog.note("label", self.name, label)
        return self.of(label)

    def of(self, label: Any) -> Collection:
        """The label's collection, without a question; an empty one if no published post has it."""
        if label in self.listed:
            return self.listed[label]
        if label not in self._unlisted:
            self._unlisted[label] = Collection(self, label, ())
        return self._unlisted[label]

    def __len__(self) -> int:
        self._blog.note("catalog", self.name)
        return sum(len(each.members) for each in self.listed.values())

    def __bool__(self) -> bool:
        self._blog.note("any", self.name)
        return bool(self.listed)

    def __iter__(self) -> Iterator[Collection]:
        self._blog.note("catalog", self.name)
        return iter(self.listed.values())


def as_sorted(name: str) -> tuple[str, str]:
    """What decides a name's place in a list: signs on letters count last, Łódź stands below L."""
    letters = normalize("NFKD", name.casefold()).translate(WITHOUT_STROKES)
    return "".join(each for each in letters if not combining(each)), name
