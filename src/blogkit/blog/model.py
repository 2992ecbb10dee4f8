"""The blog as templates see it (`ablog`): made once in a build, from the records of all posts.

ABlog keeps its blog in a class (ablog/blog.py:156-162), where the next build and a forked process
find what an earlier one left, and fills it in the order of reading. This one belongs to a build.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

import ablog.blog
from ablog.blog import CONFIG, os_path_join

from blogkit.blog.catalogs import Catalog, Collection
from blogkit.blog.post import Post
from blogkit.blog.records import all_records
from blogkit.blog.titles import references
from blogkit.blog.translations import Translations
from blogkit.labels import Label, page_names
from blogkit.languages.dates import authors_pattern, written_date
from blogkit.languages.language import name_of_label
from blogkit.languages.speech import speech_of
from blogkit.site import site_of
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sphinx.application import Sphinx

    from blogkit.languages.language import Language
    from blogkit.traces import Traces

# The catalogs of labels: key, folder and prefix of `{ref}` names; in ABlog's order, then ours.
CATALOGS = (
    ("tags", "tag"),
    ("author", "author"),
    ("location", "location"),
    ("language", "language"),
    ("category", "category"),
    ("series", "series"),
)
NAMED_IN_CONF = ("author", "location", "language")


class Blog(ablog.blog.Blog):  # type: ignore[misc]
    """ABlog's blog, with state of its own. Whatever a page learns from it is noted as asked."""

    def __init__(self, app: Sphinx) -> None:
        self._app = ref(app)
        self.traces: Traces = traces_of(app)
        self.config = _settings(app)
        now = site_of(app).now
        found = [Post(self, docname, record, now) for docname, record in all_records(app.env)]
        found.sort(key=lambda post: (post._computed_date, post.title), reverse=True)  # noqa: SLF001
        self.all_posts = {post.id: post for post in found}
        self._published = tuple(post for post in found if post.published)
        self._ranks = {post.id: rank for rank, post in enumerate(self._published)}
        self._make_catalogs([post for post in found if post.draft])
        # Those who call ABlog's class find this blog, and cannot add to it (post.py: register_posts).
        self.register = lambda docname, info: None
        self.catalogs = {key: getattr(self, key) for key, _ in CATALOGS}
        self.collections = {
            each.key: each
            for catalog in (self.blog, self.archive, *self.catalogs.values())
            for each in catalog.listed.values()
        } | {each.key: each for each in (self.posts, self.drafts)}
        self.references = dict(references(self))

    @property
    def app(self) -> Sphinx:
        """The application that builds the blog."""
        app = self._app()
        if app is None:
            raise ReferenceError("this blog was built, and its application is gone")
        return app

    def _make_catalogs(self, unpublished: list[Post]) -> None:
        self.blog = Catalog(self, "blog", "blog", None)
        self.posts = Collection(
            self.blog, "post", self._published, name="Posts", docname=self.blog_path
        )
        drafts = os_path_join(self.blog_path, "drafts")
        self.drafts = Collection(self.blog, "draft", unpublished, name="Drafts", docname=drafts)
        self.blog.fill({"post": self.posts, "draft": self.drafts})
        self.archive = self._make_catalog("archive", "archive", None, self._years())
        self.archive.docname += "/archive"
        for key, folder in CATALOGS:
            labels = {post.id: post.labels(key) for post in self.all_posts.values()}
            labelled: dict[str | int, list[Post]] = {}
            for post in self._published:
                for label in labels[post.id]:
                    labelled.setdefault(label, []).append(post)
            catalog = self._make_catalog(key, folder, folder, labelled)
            setattr(self, key, catalog)
            for post in self.all_posts.values():
                setattr(post, key, [catalog.of(label) for label in labels[post.id]])
        for post in self._published:
            if post.date:
                post.archive = self.archive.of(post.date.year)

    def _years(self) -> dict[str | int, list[Post]]:
        years: dict[str | int, list[Post]] = {}
        for post in self._published:
            if post.date:
                years.setdefault(post.date.year, []).append(post)
        return years

    def _make_catalog(
        self, key: str, xref: str, folder: str | None, labelled: dict[str | int, list[Post]]
    ) -> Catalog:
        catalog = Catalog(self, key, xref, folder, newest_first=key == "archive")
        known = self.config[f"blog_{key}s"] if key in NAMED_IN_CONF else {}
        names = {label: str(known.get(label, (label,))[0]) for label in (*known, *labelled)}
        used = [Label(label, names[label], posts[-1].date) for label, posts in labelled.items()]
        pages = page_names(used)
        codes = labelled.keys() - known if key == "language" else ()
        own_names = {label: name_of_label(str(label)) for label in codes}
        unused = {label for label in known if label not in labelled}
        catalog.fill(
            {
                label: Collection(
                    catalog,
                    label,
                    labelled.get(label, ()),
                    name=own_names.get(label, names[label]),
                    href=known[label][1] if label in known else None,
                    docname=os_path_join(catalog.path, pages[label]) if label in pages else "",
                )
                for label in (*pages, *unused)
            }
        )
        return catalog

    def note(self, *question: str | int | None) -> None:
        """Note what the page being written asks."""
        self.traces.note(*question)

    def shown(self, post: Post) -> Post:
        """The post, noted as one that the page shows something of."""
        self.note("post", post.id)
        return post

    def __getitem__(self, post_id: str) -> Post | None:
        return self.shown(self.all_posts[post_id]) if post_id in self else None

    def __contains__(self, post_id: object) -> bool:
        self.note("is post", str(post_id))
        return post_id in self.all_posts

    def __len__(self) -> int:
        return len(self.posts)

    def __bool__(self) -> bool:
        return bool(self.posts)

    def recent(
        self, num: int | None, docname: str | None = None, **labels: Iterable[str]
    ) -> list[Post]:
        """The *num* newest posts (all, if None) with these labels, but for those in *docname*.

        ABlog takes the labels, and forgets them (ablog/blog.py:247).
        """
        wanted = [(key, label) for key, _ in CATALOGS for label in labels.get(key, ())]
        flat = [part for pair in wanted for part in pair]
        self.note("recent", num, docname, *flat)
        chosen = self.choose(num, docname, *flat)
        return [self.shown(self.all_posts[post_id]) for post_id in chosen]

    def choose(self, count: int | None, docname: str | None, *labels: str) -> tuple[str, ...]:
        """The ids of the newest posts with all of these labels: a key, a label, and so on."""
        posts: Iterable[Post] = self._published
        for key, label in zip(labels[::2], labels[1::2], strict=True):
            among = {post.id for post in getattr(self, key).of(label).members}
            posts = [post for post in posts if post.id in among]
        chosen: list[str] = []
        for post in posts:
            if count is not None and len(chosen) >= count:
                break
            if post.docname != docname:
                chosen.append(post.id)
        return tuple(chosen)

    @property
    def spoken(self) -> Language:
        """The language of the page being written."""
        return speech_of(self.app).language

    def day(self, date: datetime) -> str:
        """A date in the language of the page: by `post_date_format`, or as is usual there."""
        return written_date(date, self.spoken, self._pattern_of_days)

    @cached_property
    def _pattern_of_days(self) -> str:
        return authors_pattern(self.app.config, "post_date_format")

    def neighbour(self, post: Post, steps: int) -> Post | None:
        """The post so many steps older than this one, or newer if negative."""
        self.note("neighbour", post.id, steps)
        post_id = self.neighbour_id(post.id, steps)
        return self.shown(self.all_posts[post_id]) if post_id else None

    def neighbour_id(self, post_id: str, steps: int) -> str | None:
        rank = self._ranks.get(post_id)
        if rank is None or not 0 <= rank + steps < len(self._published):
            return None
        return self._published[rank + steps].id

    @cached_property
    def translated(self) -> Translations:
        """Which posts are translations of each other."""
        return Translations(self._published)

    @cached_property
    def page_titles(self) -> dict[str, str]:
        """The listing pages that `{doc}` and a toctree may name, and what they are called."""
        return {
            page: str(title)
            for page, title in self.references.values()
            if not page.endswith(".xml")
        }


def _settings(app: Sphinx) -> dict[str, Any]:
    """ABlog's settings, checked by ABlog (ablog/blog.py: CONFIG). Raises KeyError."""
    settings: dict[str, Any] = {}
    for key, _, _, *rest in CONFIG:
        value = getattr(app.config, key)
        settings[key] = rest[0](key, value, app.config) if rest else value
    icons = ("fontawesome_included", "fontawesome_link_cdn", "fontawesome_css_file")
    settings["fontawesome"] = next((settings[key] for key in icons if settings[key]), "")
    return settings


def blog_of(app: Sphinx) -> Blog:
    """The blog of the build that *app* runs: all that was read."""
    if app not in _blogs:
        _blogs[app] = Blog(app)
        ablog.blog.Blog._dict = _blogs[app].__dict__  # noqa: SLF001 - what `Blog(app)` hands out
    return _blogs[app]


def forget(app: Sphinx) -> None:
    """Documents were read: the next call makes the blog anew."""
    _blogs.pop(app, None)
    ablog.blog.Blog._dict = {}  # noqa: SLF001 - nothing public empties it
    traces_of(app).forget_answers()


_blogs: WeakKeyDictionary[Sphinx, Blog] = WeakKeyDictionary()
