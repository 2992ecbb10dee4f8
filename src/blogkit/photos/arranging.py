"""Pictures under one another become a gallery, a line below one its caption; each opens large."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from blogkit.photos.album import album_of
from blogkit.photos.elements import LINK, box, photo_link
from blogkit.photos.extent import OPTIONS, extent_of
from blogkit.photos.gallery import CAPTION, GALLERY, Wish
from blogkit.photos.lines import Run, Shot, is_picture, run_of
from blogkit.photos.markup import ratio_class, ratio_of
from blogkit.photos.rows import HEIGHTS, WITH_WORDS, Heights, row_ends, shares
from blogkit.photos.showing import BUILDERS, SHARES, UNLINKED
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blogkit.photos.album import Album

SMALLEST = 200  # pixels; what is narrower is a badge or an icon, and stays in its line
LARGER = 1.2  # times as large as it is shown, a picture is worth opening
PLACED_BY_AUTHOR = (*OPTIONS, "align")
NOT_ARRANGED = (nodes.entry, nodes.title, nodes.reference, nodes.footnote)
NOT_BLOCKS = (nodes.TextElement, nodes.figure, nodes.entry, nodes.footnote, nodes.reference)
FEATURED = "featured-picture"  # a class: it stands by itself below the title of its post


class ArrangePictures(SphinxPostTransform):
    """On pages of HTML only; when links have been resolved."""

    default_priority = 850
    builders = BUILDERS

    def run(self, **kwargs: Any) -> None:
        app = self.env._app  # noqa: SLF001 - the public name of it is deprecated
        album, traces = album_of(app), traces_of(app)
        images = list(self.document.findall(nodes.image))
        if not images:
            return
        for image in images:
            traces.note("photo", image["uri"])
        for container in list(self.document.findall(nodes.container)):
            if GALLERY in container:
                _arrange_directive(container, album)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            _arrange(paragraph, album)
        for parent in dict.fromkeys(_block(image).parent for image in images):
            _arrange_blocks(parent, album)
        for image in images:
            _link(image, album)


def _arrange(paragraph: nodes.paragraph, album: Album) -> None:
    if _stands_in(paragraph, NOT_ARRANGED):
        return
    run = run_of(paragraph)
    if run is None or not all(_is_free(shot.image, album) for shot in run.shots):
        return
    run = _with_emphasised_line(run, paragraph)
    if len(run.shots) > 1:
        made: nodes.Element = gallery(run.shots, album)
    elif run.shots[0].caption:
        made = _figure(run.shots[0])
    else:
        return
    _replace(paragraph, run, made)


def _block(image: nodes.image) -> nodes.Element:
    """The picture with the author's link around it, if there is one."""
    is_linked = isinstance(image.parent, nodes.reference) and is_picture(image.parent)
    return image.parent if is_linked else image


def _arrange_blocks(parent: nodes.Element, album: Album) -> None:
    """Directives `image` right after one another are what lines of pictures are in Markdown."""
    if isinstance(parent, NOT_BLOCKS) or _stands_in(parent, NOT_ARRANGED):
        return
    for is_run, blocks in groupby(list(parent.children), lambda each: _is_in_run(each, album)):
        shots = [Shot(each) for each in blocks if isinstance(each, nodes.Element)]
        if is_run and len(shots) > 1:
            begin = parent.index(shots[0].picture)
            parent[begin : begin + len(shots)] = [gallery(shots, album)]


def _is_in_run(node: nodes.Node, album: Album) -> bool:
    if not is_picture(node) or not isinstance(node, nodes.Element):
        return False
    image = Shot(node).image
    return FEATURED not in image["classes"] and _is_free(image, album)


def _arrange_directive(container: nodes.container, album: Album) -> None:
    """All pictures in the directive are one gallery; what else stands there comes after it."""
    shots: list[Shot] = []
    others: list[nodes.Node] = []
    caption: nodes.Element | None = None
    for child in list(container.children):
        found = _shots_of(child)
        if isinstance(child, nodes.paragraph) and CAPTION in child["classes"]:
            caption = child
        elif found:
            shots += found
        else:
            others.append(child)
    wish: Wish = container[GALLERY]
    if wish.columns:
        made = columns(shots, album, wish.columns)
    else:
        made = gallery(shots, album, HEIGHTS.get(wish.height))
    made["classes"] += wish.classes
    if caption is not None:
        made = box("figure", made, _caption(caption.children), classes=("photo-figure",))
    made["ids"] += container["ids"]
    container.parent.replace(container, [made, *others])


def _shots_of(node: nodes.Node) -> tuple[Shot, ...]:
    if is_picture(node) and isinstance(node, nodes.Element):
        return (Shot(node),)
    if isinstance(node, nodes.figure):
        words = next(iter(node.findall(nodes.caption)), nodes.caption())
        picture = next(each for each in node.children if is_picture(each))
        return (Shot(picture, tuple(words.children)),) if isinstance(picture, nodes.Element) else ()
    run = run_of(node) if isinstance(node, nodes.paragraph) else None
    return run.shots if run and not run.before else ()


def _replace(paragraph: nodes.paragraph, run: Run, made: nodes.Element) -> None:
    made["classes"] += paragraph["classes"]
    if run.before:
        text = nodes.paragraph("", "", *run.before, ids=paragraph["ids"])
        paragraph.parent.replace(paragraph, [text, made])
    else:
        made["ids"] += paragraph["ids"]
        paragraph.parent.replace(paragraph, made)


def _is_free(image: nodes.image, album: Album) -> bool:
    """Whether the author left it to us where it stands: a picture of the blog's, of some size."""
    if image["uri"] not in album.pictures or any(name in image for name in PLACED_BY_AUTHOR):
        return False
    width, _ = album.size(image["uri"])
    return not 0 < width < SMALLEST


def _with_emphasised_line(run: Run, paragraph: nodes.paragraph) -> Run:
    """A paragraph below that is all emphasised is the caption of the last picture."""
    below = paragraph.next_node(descend=False, siblings=True)
    last = run.shots[-1]
    if last.caption or not isinstance(below, nodes.paragraph) or not _is_emphasised(below):
        return run
    below.parent.remove(below)
    return Run(run.before, (*run.shots[:-1], Shot(last.picture, tuple(below.children))))


def _is_emphasised(paragraph: nodes.paragraph) -> bool:
    shown = [each for each in paragraph.children if each.astext().strip()]
    return len(shown) == 1 and isinstance(shown[0], nodes.emphasis)


def gallery(shots: Sequence[Shot], album: Album, heights: Heights | None = None) -> nodes.Element:
    """The pictures in rows, each row as wide as the column and of one height; unless told which,
    one that leaves room for the words below them."""
    has_words = any(shot.caption for shot in shots)
    heights = heights or (WITH_WORDS if has_words else HEIGHTS["medium"])
    ratios = [ratio_of(*album.size(shot.image["uri"])) for shot in shots]
    wide, narrow = row_ends(ratios, heights.wide), row_ends(ratios, heights.narrow)
    for shot, *both in zip(shots, shares(ratios, wide), shares(ratios, narrow), strict=True):
        shot.image[SHARES] = tuple(both)
    parts: list[nodes.Node] = []
    for number, shot in enumerate(shots):
        breaks = [name for name, ends in (("wide", wide), ("narrow", narrow)) if number in ends]
        if breaks:
            names = (f"photo-break-{name}" for name in breaks)
            parts.append(box("div", classes=("photo-break", *names)))
        parts.append(_tile(shot, album))
    return box("div", *parts, classes=("photo-gallery",))


def columns(shots: Sequence[Shot], album: Album, count: int) -> nodes.Element:
    """The pictures in columns of one width."""
    for shot in shots:
        shot.image[SHARES] = (100 // count, 100 // count)
    tiles = (_tile(shot, album) for shot in shots)
    return box("div", *tiles, classes=("photo-gallery", f"photo-columns-{count}"))


def _tile(shot: Shot, album: Album) -> nodes.Element:
    classes = ("photo-tile", ratio_class(*album.size(shot.image["uri"])))
    if not shot.caption:
        return box("div", shot.picture, classes=classes)
    return box("figure", shot.picture, _caption(shot.caption), classes=classes)


def _figure(shot: Shot) -> nodes.Element:
    return box("figure", shot.picture, _caption(shot.caption), classes=("photo-figure",))


def _caption(words: Iterable[nodes.Node]) -> nodes.Element:
    return box("figcaption", *words)


def _link(image: nodes.image, album: Album) -> None:
    """Let the picture open large, unless it is shown as large as it is, or leads elsewhere."""
    whole = album.photo(image["uri"])
    if whole is None or UNLINKED in image["classes"] or _stands_in(image, (nodes.reference,)):
        return
    image["classes"].append(UNLINKED)  # for Sphinx, whose own link leads to what is not published
    own = album.size(image["uri"])
    extent = extent_of(image.attributes, own, (whole.width, whole.height))
    shown = min(extent.width, album.settings.column) * (extent.percent or 100) / 100
    is_scaled = any(name in image for name in OPTIONS)
    is_large = own[0] > shown * LARGER and _stands_alone(image)
    if is_scaled or is_large or SHARES in image:
        link = photo_link(classes=[LINK])
        image.parent.replace(image, link)
        link += image


def _stands_alone(image: nodes.image) -> bool:
    """Whether it is all of its paragraph, or of a figure's picture."""
    siblings = (each for each in image.parent.children if each is not image)
    if isinstance(image.parent, nodes.paragraph):
        return not any(is_picture(each) or each.astext().strip() for each in siblings)
    return isinstance(image.parent, (nodes.figure, nodes.section)) or "tag" in image.parent


def _stands_in(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False
