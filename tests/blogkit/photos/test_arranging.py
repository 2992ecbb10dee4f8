"""Pictures under one another, and the words below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.blogkit.photos.conftest import draw

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

LINK = '<a class="photo-link" href="../_images/{0}.jpg">{0}</a>'


def shown(blog: Blog, text: str) -> str:
    """What stands below a post's title, with `p0` for the picture of `p0.jpg`."""
    blog.post("posts/a.md", f"# A\n\nBefore.\n\n## Part\n\n{text}\n")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    page = blog.read("out/posts/a.html")
    part = page.split("</h2>")[1].split("</section>")[0]
    part = re.sub(r'<img [^>]*src="(?:[^"]*/)?([^".-]+)[^>]*>', r"\1", part)
    return re.sub(r"</?(?:picture|source)[^>]*>|\s*\n", "", part)


def tile(name: str, ratio: int, caption: str = "") -> str:
    kind, below = ("figure", f"<figcaption>{caption}</figcaption>") if caption else ("div", "")
    return f'<{kind} class="photo-tile photo-r{ratio}">{LINK.format(name)}{below}</{kind}>'


def row_end(*columns: str) -> str:
    names = "".join(f" photo-break-{column}" for column in columns)
    return f'<div class="photo-break{names}"></div>'


def test_lines_of_pictures_are_a_gallery(photo_blog: Blog) -> None:
    assert shown(photo_blog, "![0](p0.jpg)\n![1](p1.jpg)\n![2](p2.jpg)") == (
        f'<div class="photo-gallery">{tile("p0", 64)}{tile("p1", 36)}'
        f"{row_end('narrow')}{tile('p2', 73)}</div>"
    )


@pytest.mark.parametrize("end", ["<br/>", "<br>", "\\", "  ", ""])
def test_a_line_s_end_may_be_written(photo_blog: Blog, end: str) -> None:
    assert shown(photo_blog, f"![0](p0.jpg){end}\n![1](p1.jpg)\n") == (
        f'<div class="photo-gallery">{tile("p0", 64)}{tile("p1", 36)}</div>'
    )


def test_captions_belong_to_the_picture_above_them(photo_blog: Blog) -> None:
    text = (
        "![0](p0.jpg) ![1](p1.jpg)\nThe *second*, by [Sam (S.)](https://example.org/a_(b))\n"
        "and others (all).\n![2](p2.jpg)\n![3](p3.jpg)\n**Last** one"
    )
    link = '<a class="reference external" href="https://example.org/a_(b)">Sam (S.)</a>'
    assert shown(photo_blog, text) == (
        f'<div class="photo-gallery">{tile("p0", 64)}'
        f"{tile('p1', 36, f'The <em>second</em>, by {link}and others (all).')}"
        f"{row_end('wide', 'narrow')}{tile('p2', 73)}"
        f"{row_end('narrow')}{tile('p3', 64, '<strong>Last</strong> one')}</div>"
    )


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_emphasised_line_is_a_caption(photo_blog: Blog, between: str) -> None:
    assert shown(photo_blog, f"![0](p0.jpg){between}*Words*\n\nText.") == (
        f'<figure class="photo-figure">{LINK.format("p0")}<figcaption><em>Words</em></figcaption>'
        "</figure><p>Text.</p>"
    )


def test_text_directly_below_one_picture_is_its_caption(photo_blog: Blog) -> None:
    assert shown(photo_blog, "{.wide}\n![0](p0.jpg)\nWords") == (
        f'<figure class="photo-figure wide">{LINK.format("p0")}<figcaption>Words</figcaption>'
        "</figure>"
    )


def test_text_above_pictures_stays_a_paragraph(photo_blog: Blog) -> None:
    assert shown(photo_blog, "Text\nabove\n![0](p0.jpg)\n![1](p1.jpg)") == (
        f'<p>Textabove</p><div class="photo-gallery">{tile("p0", 64)}{tile("p1", 36)}</div>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Text\n![0](p0.jpg)\nbelow", "<p>Textp0below</p>"),
        ("See ![0](p0.jpg)\n![1](p1.jpg)", "<p>See p0p1</p>"),
        ("![0](p0.jpg)\n![1](p1.jpg) beside", "<p>p0p1 beside</p>"),
        ("![0](small.jpg)\n![1](p1.jpg)", "<p>smallp1</p>"),
        (
            "![A badge](https://example.org/a.svg)\n![Tests](https://example.org/b.svg)\nText",
            "<p>abText</p>",
        ),
        ("[![0](p0.jpg)](https://example.org)", "{link}p0</a></p>"),
    ],
)
def test_what_is_no_run_stays_as_it_is(photo_blog: Blog, text: str, html: str) -> None:
    draw(photo_blog, "posts/small.jpg", 20, 20)
    link = '<p><a class="reference external" href="https://example.org">'
    assert shown(photo_blog, text) == html.format(link=link)


def test_a_place_that_the_author_chose_stays(photo_blog: Blog) -> None:
    scaled = LINK.replace("{0}.jpg", "p0.jpg").replace("{0}", "p0")
    assert shown(photo_blog, '![0](p0.jpg){width="50%"}\n![1](p1.jpg)') == f"<p>{scaled}p1</p>"


def test_a_picture_of_its_own_opens_large_if_there_is_more_to_see(photo_blog: Blog) -> None:
    draw(photo_blog, "posts/p9.jpg", 700, 500)
    assert (
        shown(photo_blog, "![0](p0.jpg)\n\n![9](p9.jpg)") == f"<p>{LINK.format('p0')}</p><p>p9</p>"
    )


def test_the_directive(photo_blog: Blog) -> None:
    text = (
        "```{gallery}\n:caption: All *three*\n:columns: 3\n:class: mine\n\n"
        "![0](p0.jpg)\n![1](p1.jpg)\nWords\n\n![2](p2.jpg)\n\nMore text.\n```\n"
    )
    assert shown(photo_blog, text) == (
        '<figure class="photo-figure"><div class="photo-gallery photo-columns-3 mine">'
        f"{tile('p0', 64)}{tile('p1', 36, 'Words')}{tile('p2', 73)}</div>"
        "<figcaption>All <em>three</em></figcaption></figure><p>More text.</p>"
    )


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (":columns: 9\n\n![0](p0.jpg)", "9 columns are too narrow for pictures; write 1 to 6"),
        ("Text", "the gallery shows no picture"),
    ],
)
def test_the_directive_says_what_is_wrong(photo_blog: Blog, option: str, words: str) -> None:
    photo_blog.post("posts/a.md", f"# A\n\n```{{gallery}}\n{option}\n```\n")
    assert words in photo_blog.sphinx().stderr


@pytest.mark.parametrize("builder", ["text", "singlehtml", "latex", "epub"])
def test_other_builders_show_pictures_as_ever(photo_blog: Blog, builder: str) -> None:
    photo_blog.post(
        "posts/a.md",
        "# A\n\n![0](p0.jpg)\n![1](p1.jpg)\nWords\n\n```{gallery}\n![2](p2.jpg)\n```\n\n"
        "<p><img src='p3.jpg' alt='three'></p>\n",
    )
    run = photo_blog.sphinx(builder)
    assert run.returncode == 0, run.stderr
    pages = [path for path in (photo_blog.root / "out").rglob("*") if path.suffix in PAGES]
    assert not any("<picture" in path.read_text(encoding="utf-8") for path in pages)
    assert not (photo_blog.root / "out/.doctrees/photos").exists()


PAGES = {".html", ".xhtml", ".txt", ".tex"}
