"""What the templates show of one page, besides what the blog knows of its posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.blog.model import blog_of
from blogkit.look import assets
from blogkit.look.answers import related_posts
from blogkit.look.contents import contents_of_headings, written_contents
from blogkit.look.markup import with_named_footnotes
from blogkit.look.navigation import is_current
from blogkit.look.settings import Author
from blogkit.look.style import BODY_PARTS, BODY_SCRIPTS, parts_for, script
from blogkit.look.theme import theme_of
from blogkit.look.used import used_rules
from blogkit.patterns import late
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from blogkit.blog.post import Post
    from blogkit.look.contents import Contents
    from blogkit.look.settings import Giscus
    from blogkit.look.theme import Theme

WORDS_A_MINUTE, CHARACTERS_A_MINUTE = 230, 500
FIRST_WITHOUT_SPACES = "\u3040"
WITHOUT_SPACES = late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # Japanese, Chinese, Korean
TITLE_ENDS, SECTION_ENDS = "</h1>", "</section>"
# What templates show that have no body.
TEMPLATE_PARTS = {
    "ablog/collection.html": ("cards", "pictures"),
    "ablog/catalog.html": ("labels",),
    "search.html": ("forms",),
}


@dataclass(frozen=True)
class Look:
    """What one page shows. *title*, *text* and *end* are the parts of its body.

    *navigation* has for each link its title, its address and whether it leads to this page.
    *minutes* is how long it takes to read the post.
    """

    theme: Theme
    style: str
    script: str
    navigation: tuple[tuple[str, str, bool], ...]
    title: str = ""
    text: str = ""
    end: str = ""
    contents: Contents | None = None
    post: Post | None = None
    minutes: int = 0
    related: tuple[Post, ...] = field(default_factory=tuple)

    def author(self, label: str) -> Author:
        """What conf.py says of an author; nothing of those whom it does not know."""
        return self.theme.authors.get(label, Author())

    @property
    def comments(self) -> Giscus | None:
        """Where this page's comments are, if it has any."""
        return _comments(self.theme, self.post)


def look_of_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> Look:
    """All that this page shows; other stylesheets and scripts it keeps where it needs them."""
    theme, post = theme_of(app), blog_of(app)[pagename]
    contents, body = _contents(app, pagename, context, doctree)
    title, text, end = _in_three(body)
    taken_in = _choose_assets(app, context, body)
    extra = [*theme.parts, *["post"] * bool(post), *["contents"] * bool(contents)]
    return Look(
        theme=theme,
        style=theme.stylesheet.of(_parts(app, pagename, templatename, body, extra)) + taken_in,
        script=script(
            (
                *_frame_scripts(theme, context),
                *parts_for(body, BODY_SCRIPTS),
                *_scripts(theme, post, extra),
            )
        ),
        navigation=tuple(_navigation(app, theme, pagename, context)),
        title=title,
        text=text,
        end=end,
        contents=contents,
        post=post,
        minutes=minutes_to_read(doctree.astext()) if post and doctree else 0,
        related=tuple(related_posts(app, post)) if post else (),
    )


def minutes_to_read(text: str) -> int:
    """How long it takes to read this, at least a minute."""
    characters = 0
    if not text.isascii() and max(set(text)) >= FIRST_WITHOUT_SPACES:
        text, characters = WITHOUT_SPACES.subn(" ", text)
    words = len(text.split())
    return max(1, round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE))


def _contents(
    app: Sphinx,
    pagename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> tuple[Contents | None, str]:
    """The page's contents list, if it shows one, and its body without the author's."""
    body = with_named_footnotes(str(context.get("body", "")))
    is_removed = "html_theme.sidebar_secondary.remove" in (context.get("meta") or {})
    if doctree is None or pagename == app.config.root_doc:
        return None, body
    if is_removed or not theme_of(app).shows_contents(pagename):
        return None, body
    written, rest = written_contents(doctree, body)
    headings = app.env.toc_num_entries.get(pagename, 0)
    return written or contents_of_headings(context.get("toc", ""), headings), rest


def _in_three(body: str) -> tuple[str, str, str]:
    """The body up to the end of its title, its text, and what closes the title's section.

    Without a title the first is empty; the last is if the text has other sections beside it.
    """
    title, ends, rest = body.partition(TITLE_ENDS)
    text, closes, after = rest.rpartition(SECTION_ENDS)
    if not ends:
        return "", body, ""
    if text.count("<section") != text.count(SECTION_ENDS):
        return title + ends, rest, ""
    return title + ends, text, closes + after


def _parts(
    app: Sphinx, pagename: str, templatename: str, body: str, extra: list[str]
) -> tuple[str, ...]:
    is_missing_page = pagename == getattr(app.config, "notfound_pagename", "404")
    parts = [*parts_for(body, BODY_PARTS), *TEMPLATE_PARTS.get(templatename, ()), *extra]
    return tuple(dict.fromkeys(parts + ["labels", "forms"] * is_missing_page))


def _frame_scripts(theme: Theme, context: dict[str, Any]) -> tuple[str, ...]:
    """Those of the header, which every page has; one that searches by itself needs no way there."""
    search = () if "search_script" in context else ("search",)
    return ("theme", *search) + ("menu",) * (len(theme.header) > theme.links_before_menu)


def _scripts(theme: Theme, post: Post | None, extra: list[str]) -> tuple[str, ...]:
    has_comments = _comments(theme, post) is not None
    return ("contents",) * ("contents" in extra) + ("comments",) * has_comments


def _comments(theme: Theme, post: Post | None) -> Giscus | None:
    return theme.giscus if post and post.published and not post.nocomments else None


def _choose_assets(app: Sphinx, context: dict[str, Any], body: str) -> str:
    """Leave in the context what the page has to load; the styles that it takes from others."""
    styles, scripts = context["css_files"], context["script_files"]
    needed = assets.needed_styles(styles, body)
    taken = {each: Path(app.outdir, str(each.filename)) for each in assets.taken_in(needed)}
    taken = {each: path for each, path in taken.items() if path.is_file()}
    context["css_files"] = [each for each in needed if each not in taken]
    context["script_files"] = assets.needed_scripts(scripts, body)
    return "".join(used_rules(path, body) for path in taken.values())


def _navigation(
    app: Sphinx, theme: Theme, pagename: str, context: dict[str, Any]
) -> list[tuple[str, str, bool]]:
    traces_of(app).note("header")
    return [
        (title, page if ":" in page else context["pathto"](page), is_current(page, pagename))
        for title, page in theme.header
    ]
