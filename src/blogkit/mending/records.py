"""Posts as ABlog reads them off a document: dates, updates, titles, labels, redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation

from blogkit.mending.telling import tell
from blogkit.posts import LABEL_KEYS, guess_date, label_slug, read_date, redirect_page
from blogkit.site import site_of

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from ablog.post import PostNode, UpdateNode
    from sphinx.application import Sphinx

    from blogkit.posts import Post

_ = get_translation("sphinx")


def mend_update(app: Sphinx, docname: str, update: UpdateNode, *, dated: bool) -> None:
    """ABlog takes the latest of a post's date and its updates, and all must be dates."""
    written = update["date"]
    try:
        update["date"] = _as_ablog_reads(read_date(written, *_dates(app)))
    except ValueError:
        tell(docname, app, f"the date '{written}' of an update cannot be read", update)
        dated = False
    if not dated:
        title = nodes.title("", _("Updated on %(date)s") % {"date": written})
        children = update.children[1:] if isinstance(update[0], nodes.title) else update.children
        update.replace_self(nodes.admonition("", title, *children, classes=["note", "update"]))


def move_into_section(app: Sphinx, docname: str, post: PostNode, *, alone: bool) -> bool:
    """With several posts in a file ABlog walks up from each to its section, in one step only."""
    if alone or isinstance(post.parent, nodes.section):
        return True
    section: Any = post.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    if section is None:
        tell(docname, app, "a post stands outside of any section; give it a heading", post)
        post.replace_self(post.children)
        return False
    post.parent.remove(post)
    section.insert(1, post)
    return True


def mend_title(app: Sphinx, docname: str, post: PostNode, doctree: nodes.document) -> None:
    if post["title"] or any(doctree.findall(nodes.title)):
        return
    tell(docname, app, "the post has no title; begin its text with one", post)
    post["title"] = docname.rpartition("/")[2]


def mend_date(app: Sphinx, docname: str, post: PostNode, *, is_kept_back: bool) -> None:
    """A draft has no date for ABlog; any other date is written so that ABlog reads it alike."""
    written = post["date"]
    if not written or written == "None":
        post["date"] = None
        if not is_kept_back:
            advice = "give it one, or ':draft: true' until it is ready"
            tell(docname, app, f"the post has no date; {advice}", post, name="missing-date")
        return
    try:
        read_date(written, *_dates(app))
    except ValueError:
        tell(docname, app, f"the date '{written}' cannot be read; write 5 October 2025", post)
    date = guess_date(written, *_dates(app))
    post["date"] = None if is_kept_back or date is None else _as_ablog_reads(date)


def _dates(app: Sphinx) -> tuple[str, tzinfo]:
    """How dates are written, and the zone that they are meant in."""
    dates = site_of(app).settings.dates
    return dates.format, dates.zone


def _as_ablog_reads(date: datetime) -> str:
    """No `post_date_format` is like it, so ABlog hands it to dateutil, which reads it exactly."""
    return date.isoformat(sep="T", timespec="microseconds")


def mend_labels(app: Sphinx, docname: str, post: PostNode) -> None:
    """A YAML list reaches ABlog as JSON, of which it takes the brackets off for tags only."""
    written = _front_matter_post(app, docname)
    for key in LABEL_KEYS:
        labels = [label for label in (written.labels if written else post)[key] if label]
        nameless = [label for label in labels if not label_slug(label)]
        for label in nameless:
            tell(docname, app, f"no page can be named after '{label}' in '{key}'", post)
        post[key] = [label for label in labels if label not in nameless]


def mend_redirects(app: Sphinx, docname: str, post: PostNode) -> None:
    """ABlog would write a redirect's page outside of the site, too (post.py:565).

    Whether another page has that address depends on other documents, and is seen in
    `blogkit.listings` when all are read.
    """
    written = _front_matter_post(app, docname)
    good = []
    for redirect in written.redirects if written else [each for each in post["redirect"] if each]:
        if redirect_page(redirect):
            good.append(redirect)
        else:
            tell(docname, app, f"'redirect: {redirect}' cannot be the address of a page", post)
    post["redirect"] = good


def _front_matter_post(app: Sphinx, docname: str) -> Post | None:
    """The post that this document's front matter makes it, if no directive does."""
    document = site_of(app).documents.get(docname)
    if document is None or document.has_directives or not document.is_markdown:
        return None
    return document.posts[0] if document.posts else None
