"""The picture that stands for a post: on its page, in listings and feeds, and for machines."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.blogkit.photos.conftest import draw

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

ALT = "A lake at night"
TOLD = """
from blogkit.blog import blog_of
def tell(app, pagename, templatename, context, doctree):
    post = blog_of(app)[pagename]
    if post and post.picture:
        picture = post.picture
        size = f"{picture.width}x{picture.height}"
        words = (picture.url(app.config.blog_baseurl), picture.small, picture.mime, size)
        context["body"] += "<!--" + " ".join((*words, picture.alt)) + "-->"
def setup(app):
    app.connect("html-page-context", tell)
"""
# As it is written, and what of it the page shows, machines are told, and whether it stands on top.
WAYS = {
    "a file": ("p0.jpg", "p0.jpg"),
    "from the blog's folder": ("/posts/p0.jpg", "p0.jpg"),
    "percent-encoded": ("my%20lake.jpg", "my lake.jpg"),
    "with spaces": ("my lake.jpg", "my lake.jpg"),
    "in another script": ("湖 ü.jpg", "湖 ü.jpg"),
    "quoted": ('"p0.jpg"', "p0.jpg"),
}


@pytest.fixture
def featuring(photo_blog: Blog) -> Blog:
    """A blog whose pages end with what machines are told of their picture."""
    draw(photo_blog, "posts/my lake.jpg")
    draw(photo_blog, "posts/湖 ü.jpg")
    photo_blog.write("conf.py", photo_blog.read("conf.py") + TOLD)
    return photo_blog


def build(blog: Blog, *arguments: str) -> str:
    run = blog.sphinx("html", "-W", "-d", "trees", *arguments)
    assert run.returncode == 0, run.stderr
    return blog.read("out/posts/a.html")


def told(page: str) -> str:
    (words,) = re.findall(r"<!--(.*?)-->", page)
    return str(words)


@pytest.mark.parametrize("way", WAYS)
def test_one_that_the_text_does_not_show_stands_below_the_title(featuring: Blog, way: str) -> None:
    written, name = WAYS[way]
    fields = {"image": written, "image_alt": ALT, "tags": "python"}
    featuring.post("posts/a.md", "# A\n\nWords.\n", **fields)
    page = build(featuring)
    (tag,) = re.findall(r"<img [^>]*>", page)
    assert f'alt="{ALT}"' in tag
    assert 'loading="eager" fetchpriority="high"' in tag
    assert page.index("</h1>") < page.index(tag) < page.index("<p>Words.")
    (address,) = re.findall(' src="../(.*?)"', tag)
    start, _, mime, size, alt = told(page).split(" ", 4)
    assert start == f"https://blog.example.org/{address}"
    assert (mime, size, alt) == ("image/jpeg", "900x600", ALT)
    with Image.open(featuring.root / "out/_images" / name) as published:
        assert (published.format, published.size) == ("JPEG", (900, 600))
    listing, feed = featuring.read("out/blog/tag/python.html"), featuring.read("out/blog/atom.xml")
    assert f'src="../../{address}"' in listing
    (shown,) = re.findall("<img [^>]*>", html.unescape(feed))
    assert f' src="https://blog.example.org/{address}"' in shown
    assert ' width="900" height="600"' in shown


@pytest.mark.parametrize(
    "text",
    [
        "![The sea](p1.jpg)\n\n![In the text](p0.jpg)",
        "Words.\n\n![In the text](./p0.jpg)",
        '<p><img src="p0.jpg" alt="In the text"></p>',
    ],
)
def test_one_that_the_text_shows_is_not_shown_twice(featuring: Blog, text: str) -> None:
    featuring.post("posts/a.md", f"# A\n\n{text}\n", image="p0.jpg", tags="python")
    page = build(featuring)
    assert page.count("<picture>") == text.count("p0") + text.count("p1")
    assert page.count(' src="../_images/p0.jpg"') == 1
    assert told(page).startswith("https://blog.example.org/_images/p0.jpg ")
    listing = featuring.read("out/blog/tag/python.html")
    assert listing.count('src="../../_images/p0.jpg"') == 1
    assert "p1" not in listing


@pytest.mark.parametrize("number", ["1", "2"])
def test_a_number_counts_the_pictures_of_the_text_as_with_ablog(
    featuring: Blog, number: str
) -> None:
    text = "# A\n\n![One](p0.jpg)\n\n![Two](p1.jpg)\n"
    featuring.post("posts/a.md", text, image=number, tags="python")
    page = build(featuring)
    address, _, mime, size, alt = told(page).split(" ", 4)
    assert address == f"https://blog.example.org/_images/p{int(number) - 1}.jpg"
    assert (mime, size, alt) == {
        "1": ("image/jpeg", "900x600", "One"),
        "2": ("image/jpeg", "600x900", "Two"),
    }[number]


@pytest.mark.parametrize("number", ["0", "3"])
def test_without_such_a_picture_there_is_none(featuring: Blog, number: str) -> None:
    featuring.post("posts/a.md", "# A\n\n![One](p0.jpg)\n", image=number)
    assert "<!--" not in build(featuring)


def test_one_of_another_form_is_told_as_one_that_everybody_shows(featuring: Blog) -> None:
    draw(featuring, "posts/w.webp")
    featuring.post("posts/a.md", "# A\n\nWords.\n", image="w.webp", image_alt=ALT)
    address, _, mime, *_ = told(build(featuring)).split(" ")
    assert (mime, address.rpartition(".")[2]) == ("image/jpeg", "jpg")


def test_a_remote_one_is_told_by_its_own_address(featuring: Blog) -> None:
    url = "https://pictures.example.org/x.jpg"
    featuring.post("posts/a.md", "# A\n\nWords.\n", image=url, image_alt=ALT)
    page = build(featuring)
    assert f'src="{url}"' in page
    assert told(page) == f"{url} {url} image/jpeg 0x0 {ALT}"


def test_one_that_is_not_there_is_told_once_and_the_build_goes_on(featuring: Blog) -> None:
    featuring.post("posts/a.md", "# A\n\nWords.\n", image="gone.jpg", image_alt=ALT)
    run = featuring.sphinx("html", "-d", "trees")
    (line,) = run.stderr.splitlines()
    assert line.startswith("posts/a.md:4:8: ERROR: there is no picture 'gone.jpg'")
    assert run.returncode == 0


def test_one_that_cannot_be_read_is_told_and_stands_for_nothing(featuring: Blog) -> None:
    featuring.write("posts/text.jpg", "Words, no picture.")
    featuring.post("posts/a.md", "# A\n\nWords.\n", image="text.jpg", image_alt=ALT)
    run = featuring.sphinx("html", "-d", "trees")
    (line,) = run.stderr.splitlines()
    assert line.startswith("posts/a.md:4:8: WARNING: 'text.jpg' cannot be read as a picture")
    assert "<!--" not in featuring.read("out/posts/a.html")


RST = """\
Title
=====

.. post:: 2026-05-01
   :tags: python
   :image: {name}
   :image_alt: A lake

{text}
"""


@pytest.mark.parametrize("text", ["Words.", ".. image:: p0.jpg\n   :alt: A lake"])
def test_in_restructured_text_it_is_an_option_of_the_post(featuring: Blog, text: str) -> None:
    featuring.write("posts/a.rst", RST.format(name="p0.jpg", text=text))
    page = build(featuring)
    assert page.count("<picture>") == 1
    assert told(page).endswith("image/jpeg 900x600 A lake")
    assert "_images/p0.jpg" in featuring.read("out/blog/tag/python.html")


def test_a_post_without_a_title_has_it_where_it_is_declared(featuring: Blog) -> None:
    words = (
        ":nosearch:\n\nBefore.\n\n.. post:: 2026-05-01\n   :title: T\n   :image: p0.jpg\n\nAfter.\n"
    )
    featuring.write("posts/a.rst", words)
    run = featuring.sphinx("html", "-d", "trees")
    assert run.returncode == 0, run.stderr
    page = featuring.read("out/posts/a.html")
    assert page.index("Before.") < page.index("<picture>") < page.index("After.")


def test_in_its_front_matter_too(featuring: Blog) -> None:
    featuring.write(
        "posts/a.rst",
        ":blogpost: true\n:date: 2026-05-01\n:image: p0.jpg\n\nTitle\n=====\n\nWords.\n",
    )
    page = build(featuring)
    assert page.index("</h1>") < page.index("<picture>") < page.index("<p>Words.")


def test_of_several_posts_in_a_file_each_has_its_own(featuring: Blog) -> None:
    parts = (
        f"P{number}\n--\n\n.. post:: 2026-05-0{number + 1}\n   :image: p{number}.jpg\n\nWords.\n"
        for number in range(2)
    )
    featuring.write("posts/a.rst", "Two\n===\n\n" + "\n".join(parts))
    page = build(featuring)
    assert [page.index(each) for each in ("P0", "p0-344", "P1", "p1-344")] == sorted(
        page.index(each) for each in ("P0", "p0-344", "P1", "p1-344")
    )


@pytest.mark.parametrize("builder", ["dirhtml", "text"])
def test_other_builders_show_it_too(featuring: Blog, builder: str) -> None:
    featuring.post("posts/a.md", "# A\n\nWords.\n", image="p0.jpg", image_alt=ALT)
    run = featuring.sphinx(builder, "-W")
    assert run.returncode == 0, run.stderr
    page = featuring.read("out/posts/a" + {"dirhtml": "/index.html", "text": ".txt"}[builder])
    assert ALT in page


def test_a_page_that_is_no_post_keeps_its_front_matter_for_others(featuring: Blog) -> None:
    featuring.write("a.md", "---\nimage: theirs.jpg\n---\n\n# A\n\nWords.\n")
    conf = "def show(app, page, template, context, doctree):\n    if page == 'a':\n"
    conf += "        context['body'] += context['meta']['image']\n"
    text = featuring.read("conf.py") + conf
    featuring.write("conf.py", text.replace("def setup(app):", "def setup(app):\n    hook(app)"))
    featuring.write(
        "conf.py",
        featuring.read("conf.py") + "def hook(app):\n    app.connect('html-page-context', show)\n",
    )
    assert featuring.sphinx("html").returncode == 0
    assert "theirs.jpg" in featuring.read("out/a.html")
