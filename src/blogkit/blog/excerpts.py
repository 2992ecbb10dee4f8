"""What a listing shows of a post: its first words, kept small.

ABlog takes the first paragraphs that it meets (ablog/post.py:336-344), be they an entry of a table
of contents, a note, or a message of the parser. Here they are the first that the author wrote as
text.
"""

from __future__ import annotations

import pickle
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from ablog.post import PostList
from docutils import nodes

from blogkit.traces import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Text stands in these, or in nothing.
TEXT_STANDS_IN = (nodes.document, nodes.section, nodes.block_quote, nodes.compound, nodes.container)
# What other extensions build of containers: cards and tabs, the cells of notebooks.
BUILT_CONTAINERS = frozenset({"design_component", "is_div", "nb_element"})
WORDLESS = (nodes.raw, nodes.image, nodes.comment, nodes.system_message)
# Never the words of a post, even if it has no others.
NEVER = (
    *(nodes.system_message, nodes.topic, nodes.sidebar, nodes.Admonition, nodes.footnote),
    *(nodes.citation, nodes.docinfo, nodes.legend, nodes.header, nodes.footer),
)
NOT_SHOWN = (nodes.system_message, PostList)  # a list of posts might hold this very excerpt
WORD = re.compile(r"\w")
PICTURES = (nodes.image, nodes.raw)
FEATURED = "blogkit-featured"  # of an image: the one that stands for its post
ONLY_IN_LISTINGS = "blogkit-only-in-listings"  # of an image: the text shows it as raw HTML


@dataclass(frozen=True)
class Excerpt:
    """Nodes that belong to no document: with their document they would be the whole post."""

    pickled: bytes = field(repr=False)
    digest: str

    @classmethod
    def of(cls, chosen: Iterable[nodes.Element]) -> Excerpt:
        """Keep copies of these nodes, fit to be shown on any page."""
        kept = [fit_for_listing(node) for node in chosen if not isinstance(node, NOT_SHOWN)]
        for node in kept:
            for part in node.findall():
                part.document = None  # type: ignore[assignment]
        looks = "".join(node.pformat() for node in kept)
        return cls(pickle.dumps(kept), digest(looks))

    def nodes(self) -> list[nodes.Element]:
        """The nodes, made anew each time: the caller may change them."""
        kept: list[nodes.Element] = pickle.loads(self.pickled)  # noqa: S301 - our own
        return kept


def first_paragraphs(section: nodes.Element, count: int) -> list[nodes.Element]:
    """The first *count* paragraphs of text in a post; without any, words in lists and tables."""
    paragraphs = list(section.findall(nodes.paragraph))
    texts = (each for each in paragraphs if _is_text(each, section) and _has_own_words(each))
    found: list[nodes.Element] = list(islice(texts, count))
    if found:
        return found
    others = (each for each in paragraphs if not _stands_in(each, NEVER, section))
    return list(islice((each for each in others if _has_own_words(each)), count))


def featured_images(section: nodes.Element, number: int) -> list[nodes.image]:
    """The image that stands for the post, if any: the one it names, else that of this number."""
    images = [*section.findall(nodes.image)]
    named = [image for image in images if FEATURED in image]
    numbered = images[number - 1 : number] if number > 0 else []
    return named[:1] or numbered


def fit_for_listing(excerpt: nodes.Element) -> nodes.Element:
    """An excerpt is shown on other pages: links within its own page would lead nowhere there."""
    kept = excerpt.deepcopy()
    for node in [each for kind in NOT_SHOWN for each in kept.findall(kind)]:
        if node.parent is not None:
            node.parent.remove(node)
    for node in list(kept.findall(nodes.Element)):
        if _leads_within_page(node) and node.parent is not None:
            is_text = isinstance(node, nodes.reference | nodes.problematic)
            node.parent.replace(node, node.children if is_text else [])
        elif "ids" in node:
            node["ids"] = []
    return kept


def plain_text(node: nodes.Node) -> str:
    """The words of an excerpt, as docutils puts them together, without markup and diagnostics."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, WORDLESS) or not isinstance(node, nodes.Element):
        return ""
    return node.child_text_separator.join(map(plain_text, node.children))


def _leads_within_page(node: Any) -> bool:
    return "refid" in node or str(node.get("refuri", "")).startswith("#")


def _has_own_words(paragraph: nodes.Element) -> bool:
    """Whether it says something, besides what leads about its own page and names its pictures."""
    if _begins_with_captioned_picture(paragraph):
        return False
    return any(
        WORD.search(text.astext())
        for text in paragraph.findall(nodes.Text)
        if not any(
            isinstance(each, nodes.raw) or _leads_within_page(each)
            for each in _ancestors(text, paragraph)
        )
    )


def _begins_with_captioned_picture(paragraph: nodes.Element) -> bool:
    """Whether it is a picture, its text in the lines beneath."""
    children = [each for each in paragraph.children if each.astext().strip() or _is_image(each)]
    if not children or not _is_image(children[0]):
        return False
    behind = paragraph[paragraph.index(children[0]) + 1 :]
    return not behind or isinstance(behind[0], PICTURES) or behind[0].astext().startswith("\n")


def _is_image(node: nodes.Node) -> bool:
    return isinstance(node, nodes.image) or (
        isinstance(node, nodes.reference) and len(node) == 1 and isinstance(node[0], nodes.image)
    )


def _is_text(paragraph: nodes.Element, section: nodes.Element) -> bool:
    return all(
        isinstance(each, TEXT_STANDS_IN) and not BUILT_CONTAINERS & set(each.attributes)
        for each in _ancestors(paragraph, section)
    )


def _stands_in(node: nodes.Node, kinds: tuple[type, ...], section: nodes.Element) -> bool:
    return any(isinstance(each, kinds) for each in _ancestors(node, section))


def _ancestors(node: nodes.Node, outermost: nodes.Element) -> Iterator[nodes.Element]:
    """What the node stands in, up to *outermost* and with it."""
    while node is not outermost and node.parent is not None:
        node = node.parent
        yield node
