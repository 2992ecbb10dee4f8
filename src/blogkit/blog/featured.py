"""The picture that stands for a post, where its author names it by its file: `image: lake.jpg`.

ABlog knows pictures by their number in the text (`image: 2`), and fails on a name. A picture that
the text does not show is shown below the post's title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from ablog.post import PostDirective, PostNode
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform

from blogkit.blog.excerpts import FEATURED, ONLY_IN_LISTINGS
from blogkit.blog.records import section_of
from blogkit.site import site_of
from blogkit.sources.html_pieces import HtmlPieces
from blogkit.sources.mentions import names_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAMED = "blogkit-named-picture"  # of a document or a post: address and words of its picture
KEY, WORDS = "image", "image_alt"
BY_ITSELF = "featured-picture"  # its class, for styles, and so that no gallery takes it in


class TakeNamedPicture(SphinxTransform):
    """Take the name of a picture out of a post's front matter, and keep it with the document."""

    default_priority = 798  # blogkit.mending tells at 799 that it is no number, ABlog fails at 800

    def apply(self, **kwargs: Any) -> None:
        info = next(iter(self.document.findall(nodes.docinfo)), nodes.docinfo())
        fields = {field[0].astext(): field for field in info.findall(nodes.field)}
        named = fields.get(KEY)
        is_post = "blogpost" in fields or self.env.docname in self.config.matched_blog_posts
        if named is None or not is_post or not names_picture(named[1].astext()):
            return
        words = fields[WORDS][1].astext() if WORDS in fields else ""
        self.document[NAMED] = named[1].astext().strip(), words.strip()
        info.remove(named)


def _number_or_name(written: str) -> int | str:
    """Raises ValueError, which docutils tells."""
    return written.strip() if names_picture(written) else int(written)


class PostWithPicture(PostDirective):  # type: ignore[misc]
    """ABlog's directive `post`, whose `:image:` may be a file too."""

    option_spec: ClassVar = {
        **PostDirective.option_spec,
        KEY: _number_or_name,
        WORDS: directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        named = self.options.get(KEY)
        if isinstance(named, str):
            del self.options[KEY]
        made: list[nodes.Node] = super().run()
        for node in made:
            if isinstance(named, str) and isinstance(node, PostNode):
                node[NAMED] = named, self.options.get(WORDS, "")
        return made


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the pictures that are named, or bring them in; before Sphinx collects all pictures."""
    posts = list(doctree.findall(PostNode))
    for post in posts:
        named = post.get(NAMED) or doctree.get(NAMED)
        if named:
            _feature(app, post, section_of(post, doctree) if len(posts) > 1 else doctree, *named)


def _feature(app: Sphinx, post: PostNode, section: nodes.Element, address: str, words: str) -> None:
    env, docname = app.env, app.env.current_document.docname
    document = site_of(app).documents.get(docname)
    if document and document.is_markdown:  # there all addresses may be percent-encoded
        address = unquote(address)
    wanted = _file(env, address)
    for image in section.findall(nodes.image):
        if _file(env, image["uri"]) == wanted:
            image[FEATURED] = True
            return
    image = nodes.image(uri=address, alt=words, classes=[BY_ITSELF])
    image[FEATURED] = True
    image[ONLY_IN_LISTINGS] = wanted in _files_in_html(env, section)
    image.source, image.line = post.source, post.line
    _insert_below_title(section, image, post)


def _file(env: BuildEnvironment, address: str) -> str:
    """What two addresses of one picture have in common."""
    return address if "://" in address else env.relfn2path(address)[0]


def _files_in_html(env: BuildEnvironment, section: nodes.Element) -> set[str]:
    pieces = HtmlPieces()
    for raw in section.findall(nodes.raw):
        if "html" in raw.get("format", "").split():
            pieces.feed(raw.astext())
    return {_file(env, unquote(src)) for src, _, _ in pieces.images if src}


def _insert_below_title(section: nodes.Element, image: nodes.image, post: PostNode) -> None:
    """Without a title it stands where the post is declared."""
    if isinstance(section, nodes.document):
        section = next(iter(section.findall(nodes.section)), section)
    title = section.first_child_matching_class(nodes.title)
    if title is None:
        post.parent.insert(post.parent.index(post) + 1, image)
    else:
        section.insert(title + 1, image)
