"""The list that a `postlist` directive becomes (stands in for ablog/post.py: process_postlist)."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

from ablog.post import PostList
from docutils import nodes
from sphinx.errors import NoUri
from sphinx.locale import get_translation
from sphinx.util.logging import suppress_logging

from blogkit.blog.model import blog_of
from blogkit.blog.references import reference_to
from blogkit.languages.dates import authors_pattern, day_and_month, written_date
from blogkit.languages.speech import speech_of
from blogkit.posts import LABEL_KEYS

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx

    from blogkit.blog.post import Post

_ = get_translation("sphinx")


def process_postlist(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the posts in the place of each `postlist`."""
    for node in list(doctree.findall(PostList)):
        posts = chosen_posts(app, node, docname)
        classes = [f"postlist-style-{node['list-style']}", "postlist"]
        items = [_item(app, node, post, docname) for post in posts]
        node.replace_self(nodes.bullet_list("", *items, classes=classes))


def chosen_posts(app: Sphinx, node: PostList, docname: str) -> list[Post]:
    """The newest posts with all the labels given; without any, all but this document's own."""
    labels = {key: [label for label in node[key] if label] for key in LABEL_KEYS}
    here = None if any(labels.values()) else docname
    posts = blog_of(app).recent(node["length"], here, **labels)
    return posts[::-1] if node["sort"] else posts


def _item(app: Sphinx, node: PostList, post: Post, docname: str) -> nodes.list_item:
    paragraph = nodes.paragraph()
    for text, word, _spec, _conversion in Formatter().parse(node["format"]):
        paragraph += nodes.Text(text)
        if word == "date":
            paragraph += nodes.Text(_date(app, post.date, node["date"]) if post.date else "")
        elif word == "title":
            paragraph += _link(app, post, docname, _title(app, post))
            paragraph["classes"].append("ablog-post-title")
        elif word is not None:
            paragraph += _labels(app, getattr(post, word), docname)
    item = nodes.list_item("", paragraph, classes=["ablog-post"])
    if node["excerpts"]:
        item += _excerpt(app, post, docname)
        if node["expand"] and len(item) > 1:
            words = nodes.emphasis("", "", nodes.Text(node["expand"]))
            link = _link(app, post, docname, words)
            item += nodes.paragraph("", "", link, classes=["ablog-post-expand"])
    return item


def _date(app: Sphinx, date: datetime, asked_for: str) -> str:
    """By the pattern of this list or of all lists; else day and month, as ABlog has it."""
    pattern = asked_for or authors_pattern(app.config, "post_date_format_short")
    language = speech_of(app).language
    if pattern:
        return written_date(date, language, _(pattern))
    return day_and_month(date, language)


def _title(app: Sphinx, post: Post) -> nodes.Node:
    """Marked with its language, where the page has another; docutils makes `lang` of the class."""
    if post.written_in == speech_of(app).language:
        return nodes.Text(post.title)
    return nodes.inline("", post.title, classes=[f"language-{post.lang}"])


def _link(app: Sphinx, post: Post, docname: str, content: nodes.Node) -> nodes.Node:
    """A link to the post, or to where it was published elsewhere."""
    if post.external_link:
        return nodes.reference("", "", content, internal=False, refuri=post.external_link)
    try:
        address = app.builder.get_relative_uri(docname, post.docname)
    except NoUri:  # a builder that leaves this document out
        return content
    if post.section:
        address += f"#{post.section}"
    return nodes.reference("", "", content, internal=True, refuri=address)


def _labels(app: Sphinx, labels: list[Any], docname: str) -> list[nodes.Node]:
    """The labels, each with a link to its page if it has one, with commas between them."""
    parts: list[nodes.Node] = []
    for label in labels:
        if parts:
            parts.append(nodes.Text(", "))
        title = str(label.name)
        parts.append(
            reference_to(app, docname, label.docname, title) if label else nodes.Text(title)
        )
    return parts


def _excerpt(app: Sphinx, post: Post, docname: str) -> list[nodes.Node]:
    """The post's excerpt with links that are right in this document."""
    if app.builder.format == "html":
        html = post.to_html(docname)
        return [nodes.raw("", html, format="html")] if html.strip() else []
    parts: list[nodes.Node] = []
    for part in post.excerpt:
        part["classes"].append("ablog-post-excerpt")
        with suppress_logging():  # told at the post itself
            app.env.resolve_references(part, docname, app.builder)  # type: ignore[arg-type]
        parts.append(part)
    return parts
