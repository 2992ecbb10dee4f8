"""What is known of each post once its document is read (`env.ablog_posts`), small and mergeable.

Stands in for ABlog's `process_posts` and `purge_posts` (ablog/post.py:208, 284), which keep a copy
of every post's document, know no merging, and register labels in the order of reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog.blog import slugify
from ablog.post import PostNode, UpdateNode
from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util.nodes import clean_astext

from blogkit.blog.excerpts import (
    ONLY_IN_LISTINGS,
    Excerpt,
    featured_images,
    first_paragraphs,
)
from blogkit.languages.dates import authors_pattern, written_date
from blogkit.languages.speech import speech_of
from blogkit.posts import LABEL_KEYS, guess_date, series_of
from blogkit.site import post_label
from blogkit.traces import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx")

Record = dict[str, Any]

# What ABlog keeps as it stands in the node.
KEPT = (
    *("redirect", "nocomments", "image", "exclude", "canonical_link", "external_link"),
    *LABEL_KEYS,
)
IN_ONE_FILE = "blogkit_in_one_file"


def records_of(env: BuildEnvironment) -> dict[str, list[Record]]:
    """The records of each document's posts."""
    if not hasattr(env, "ablog_posts"):
        env.ablog_posts = {}  # type: ignore[attr-defined]
    records: dict[str, list[Record]] = env.ablog_posts  # type: ignore[attr-defined]
    return records


def all_records(env: BuildEnvironment) -> Iterator[tuple[str, Record]]:
    """Every post's document and record, in an order that no build changes."""
    for docname, records in sorted(records_of(env).items()):
        for record in records:
            yield docname, record


def count_posts(app: Sphinx, doctree: nodes.document) -> None:
    """Note how many posts share the file, before any that is not yet published is taken out."""
    posts = list(doctree.findall(PostNode))
    for post in posts:
        post[IN_ONE_FILE] = len(posts)


def process(app: Sphinx, doctree: nodes.document) -> None:
    """Make the records of a document's posts, and take the nodes out that stand for them."""
    env, docname = app.env, app.env.current_document.docname
    posts = list(doctree.findall(PostNode))
    if not posts:
        return
    if app.config.post_auto_orphan:
        env.metadata[docname]["orphan"] = True
    updates = _title_updates(app, doctree)
    records: list[Record] = []
    for order, post in enumerate(posts, start=1):
        record = _record(app, docname, post, doctree, updates)
        taken = {each["section"] for each in records}
        record |= {"order": order, "section": _anchor(record, taken)}
        records.append(record | {"digest": digest(_written(record))})
    records_of(env)[docname] = records


def clear(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document's posts."""
    records_of(env).pop(docname, None)


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: frozenset[str], other: BuildEnvironment
) -> None:
    """Take over what another process has read."""
    read = records_of(other)
    records_of(env).update({name: read[name] for name in docnames if name in read})


def forget_labels(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Before reading: an author may now use the name of a label that a post had."""
    standard = env.domains.standard_domain
    for label in getattr(env, "blogkit_post_labels", ()):
        standard.labels.pop(label, None)
        standard.anonlabels.pop(label, None)


def register_labels(env: BuildEnvironment) -> None:
    """Let `{ref}` to a post's name lead to its page, whatever the order in which posts were read.

    The fragment that ABlog adds (post.py:379) is not on the page. An author's own label of that
    name stays; of two posts with one name the first by path has it.
    """
    standard = env.domains.standard_domain
    ours = []
    for docname, record in all_records(env):
        label = record["label"]
        is_taken = label in standard.labels or label in standard.anonlabels
        if is_taken or record["section"]:
            continue
        standard.labels[label] = (docname, "", record["title"])
        standard.anonlabels[label] = (docname, "")
        ours.append(label)
    env.blogkit_post_labels = ours  # type: ignore[attr-defined]


def _record(
    app: Sphinx,
    docname: str,
    post: PostNode,
    doctree: nodes.document,
    updates: dict[UpdateNode, datetime],
) -> Record:
    shares_file = post.get(IN_ONE_FILE, 1) > 1 or app.config.post_always_section
    section = section_of(post, doctree) if shares_file else doctree
    title = post["title"] or _title_of(section)
    date = guess_date(post["date"], app.config.post_date_format) if post["date"] else None
    dates = [updates[each] for each in section.findall(UpdateNode) if each in updates]
    pictures = featured_images(section, int(post["image"] or app.config.post_auto_image))
    return {
        "docname": docname,
        "section_id": section["ids"][0] if section is not doctree and section["ids"] else "",
        "has_own_anchor": section is not doctree and section.parent is not doctree,
        "label": slugify(title) if docname == "index" else post_label(docname),
        "date": date,
        "update": max([each for each in (date, *dates) if each], default=None),
        "title": title,
        "excerpt": Excerpt.of([*_choose_excerpt(app, docname, post, section), *pictures]),
        "picture": _taken_out(pictures),
        "series": series_of(app.env.metadata[docname].get("series")),
        "translations": str(app.env.metadata[docname].get("translations") or "").strip(),
        **{key: post[key] for key in KEPT},
    }


def _written(record: Record) -> list[tuple[str, Any]]:
    """What its author says of the post, besides its text."""
    return [(key, record[key]) for key in sorted(record) if key != "excerpt"]


def _anchor(record: Record, taken: set[str]) -> str:
    """The part of the page that is the post; a post of its own is the whole page, as in ABlog.

    Of several posts that are not below a common title ABlog gives all the page's own address.
    """
    wants_one = record.pop("has_own_anchor") or "" in taken
    anchor: str = record["section_id"] if wants_one else ""
    return anchor


def section_of(post: PostNode, doctree: nodes.document) -> nodes.Element:
    """The section that a post is which shares its file with others."""
    section: Any = post.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return doctree if section is None else section


def _title_of(section: nodes.Element) -> str:
    """The heading's words; not those of a box that stands above it."""
    titles = list(section.findall(nodes.title))
    headings = [each for each in titles if isinstance(each.parent, nodes.section)]
    title = next(iter([*headings, *titles]), None)
    return (clean_astext(title) or title.astext()) if title else ""


def _choose_excerpt(
    app: Sphinx, docname: str, post: PostNode, section: nodes.Element
) -> list[nodes.Element]:
    """What the post's directive holds, or its description, or its first paragraphs."""
    written = list(post.children)
    count = app.config.post_auto_excerpt if post["excerpt"] is None else post["excerpt"]
    post.replace_self([] if post["exclude"] else written)
    said = app.env.metadata[docname].get("description") if post.get(IN_ONE_FILE, 1) == 1 else ""
    described = [nodes.paragraph("", said)] if said and count else []
    chosen: list[nodes.Element] = written or [*described]
    return chosen or first_paragraphs(section, int(count or 0))


def _taken_out(pictures: list[nodes.image]) -> tuple[str, str] | None:
    """The address and the words of the picture, which stays where the text shows it."""
    for picture in pictures:
        if picture.get(ONLY_IN_LISTINGS):
            picture.parent.remove(picture)
        return picture["uri"], picture.get("alt", "")
    return None


def _title_updates(app: Sphinx, doctree: nodes.document) -> dict[UpdateNode, datetime]:
    """Head each update with its date, and tell the dates."""
    dates = {}
    for update in doctree.findall(UpdateNode):
        date = guess_date(update["date"], app.config.post_date_format)
        if date is not None:
            pattern = authors_pattern(app.config, "post_date_format")
            day = written_date(date, speech_of(app).language, pattern)
            words = _("Updated on %(date)s") % {"date": day}
            update.insert(0, nodes.title("", words))
            update["classes"] = ["note", "update"]
            dates[update] = date
    return dates
