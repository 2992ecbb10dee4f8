"""A post as templates see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import ablog.blog
from ablog.blog import FUTURE
from docutils import nodes

from blogkit.blog.picture import Picture, picture_of
from blogkit.blog.rendering import Rendered, document_of, render
from blogkit.languages.written import language_of_post
from blogkit.posts import ALL_LABELS, Status, status_at

if TYPE_CHECKING:
    from datetime import datetime

    from blogkit.blog.catalogs import Collection
    from blogkit.blog.excerpts import Excerpt
    from blogkit.blog.model import Blog
    from blogkit.blog.records import Record
    from blogkit.languages.language import Language


class Post(ablog.blog.Post):  # type: ignore[misc]
    """ABlog's post (ablog/blog.py: Post), with its text only where that is asked for."""

    tags: list[Collection]
    author: list[Collection]
    category: list[Collection]
    location: list[Collection]
    language: list[Collection]
    series: list[Collection]

    def __init__(self, blog: Blog, docname: str, record: Record, now: datetime) -> None:
        self._blog = blog
        self._title: str = record["title"]
        self.docname = docname
        self.section: str = record["section"]
        self.id = f"{docname}#{self.section}" if self.section else docname
        self.order: int = record["order"]
        self.date: datetime | None = record["date"]
        self.update: datetime | None = record["update"]
        self.nocomments: bool = record["nocomments"]
        self.canonical_link = record["canonical_link"]
        self.external_link = record["external_link"]
        self.redirect: list[str] = record["redirect"]
        self.published = status_at(now, self.date) is Status.PUBLISHED
        self.draft = not self.published
        self.archive: Collection | list[Collection] = []
        self.options = record
        self._computed_date = self.date or FUTURE

    def labels(self, key: str) -> list[str]:
        """The labels of this kind, or those that conf.py gives to posts without."""
        written = [each for each in self.options[key] if each]
        if not written and self.published and key in ("author", "location", "language"):
            written = self._blog.config[f"blog_default_{key}"] or []
        return list(dict.fromkeys(written))

    def facts(self) -> tuple[Any, ...]:
        """All that a page may show of the post besides its text, to tell whether it changed."""
        labels = (
            (key, tuple((each.label, each.name, each.docname) for each in getattr(self, key)))
            for key in ALL_LABELS
        )
        return (self.published, tuple(labels), self.digest)

    @property
    def digest(self) -> str:
        """It stands for what its author says of the post, besides its text."""
        written: str = self.options["digest"]
        return written

    @property
    def picture(self) -> Picture | None:
        """The picture that stands for the post, if its author chose one; noted as asked for."""
        chosen = self.options["picture"]
        return picture_of(self._blog.app, *chosen) if chosen else None

    @property
    def excerpt(self) -> list[nodes.Element]:
        """The nodes that listings show, references unresolved."""
        return self._excerpt.nodes()

    @property
    def doctree(self) -> nodes.Element:
        """The post's whole text: the document's, or that of the section which is the post."""
        self._blog.note("text", self.id)
        document: nodes.document = self._blog.app.env.get_doctree(self.docname)
        if not self.section:
            return document
        sections = document.findall(nodes.section)
        return next((each for each in sections if self.section in each["ids"]), document)

    def to_html(
        self,
        pagename: str,
        fulltext: bool = False,
        drop_h1: bool | int = True,
        img_url: bool = False,
    ) -> str:
        """The excerpt or full text as HTML that is right on the page *pagename*.

        *drop_h1* is how many titles are left out; *img_url* asks for pictures by absolute URL.
        """
        rendered = self._rendered(fulltext=bool(fulltext), drop_titles=abs(int(drop_h1)))
        self._blog.note("text" if fulltext else "excerpt", self.id)
        self._blog.traces.asked.update(rendered.questions)
        for name, files in rendered.files.items():
            getattr(self._blog.app.builder, name).update(files)
        base = self._blog.config["blog_baseurl"] if img_url else ""
        here = self._blog.app.builder.get_target_uri(pagename)
        return rendered.on(here, pictures_from=base or "")

    def rendered_excerpt(self) -> Rendered:
        """The excerpt as listings show it, on whichever page."""
        return self._rendered(fulltext=False, drop_titles=1)

    def keep_excerpt(self, rendered: Rendered) -> None:
        """Take over what `rendered_excerpt` returned in another process."""
        self._renderings[False, 1] = rendered

    def _rendered(self, *, fulltext: bool, drop_titles: int) -> Rendered:
        wanted = (fulltext, drop_titles)
        if wanted not in self._renderings:
            text = self._whole_text() if fulltext else self._excerpt_text()
            self._renderings[wanted] = render(
                self._blog.app,
                self.docname,
                text,
                drop_titles=drop_titles,
                is_excerpt=not fulltext,
            )
        return self._renderings[wanted]

    @cached_property
    def _renderings(self) -> dict[tuple[bool, int], Rendered]:
        return {}

    @property
    def _excerpt(self) -> Excerpt:
        self._blog.note("excerpt", self.id)
        excerpt: Excerpt = self.options["excerpt"]
        return excerpt

    def _excerpt_text(self) -> nodes.document:
        excerpt = self._excerpt.nodes()
        for node in excerpt:
            if isinstance(node, nodes.Element):
                node["classes"].append("ablog-post-excerpt")
        return document_of(self._blog.app, self.docname, excerpt)

    def _whole_text(self) -> nodes.document:
        text = self.doctree
        if isinstance(text, nodes.document):
            return text
        return document_of(self._blog.app, self.docname, [text])

    @cached_property
    def written_in(self) -> Language:
        """The language of its text."""
        return language_of_post(self._blog.app, [each for each in self.options["language"] if each])

    @property
    def lang(self) -> str:
        """The language of its text as HTML, feeds and `hreflang` have it, such as `pt-BR`."""
        return self.written_in.tag

    @property
    def language_name(self) -> str:
        """What readers of its language call it: as `blog_languages` has it, or as is usual."""
        label = next(iter(self.language), None)
        is_named = label is not None and label.name not in (label.label, self.lang)
        return str(label.name) if label and is_named else self.written_in.own_name

    @property
    def translations(self) -> list[Post]:
        """This post and its translations, one of each language, by language; none without any.

        Its translations are the published posts whose front matter has the same `translations`.
        """
        self._blog.note("translations", self.id)
        ids = self._blog.translated.ids(self)
        return [self._blog.shown(self._blog.all_posts[each]) for each in ids]

    @property
    def next(self) -> Post | None:
        """The next published post in time."""
        return self._blog.neighbour(self, -1)

    @property
    def prev(self) -> Post | None:
        """The published post before this one."""
        return self._blog.neighbour(self, +1)
