"""Pictures in reStructuredText are what they are in Markdown: one blog, built once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.blogkit.conftest import CONF, Blog
from tests.blogkit.photos.conftest import MARKDOWN, draw

if TYPE_CHECKING:
    import pathlib

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150"/>'
PICTURE = (
    '<picture><source type="image/avif" srcset="../_images/p0-344.*?">'
    '<img alt="A lake" src="../_images/p0.jpg" srcset=.*? class="photo [^"]*" width="900"'
    ' height="600" loading="lazy" decoding="async"></picture>'
)
KEPT = 'src="../_images/{}" class="photo" width="{}" height="{}" loading="lazy" decoding="async">'
RUN = ".. image:: p0.jpg\n   :alt: 0\n{0}.. image:: p1.jpg\n   :alt: 1\n"
# Each a section of one post: what is written, and what the page has of it.
PARTS = {
    "image": (".. image:: p0.jpg\n   :alt: A lake", f'<a class="photo-link" [^>]*>{PICTURE}</a>'),
    "figure": (
        ".. figure:: p0.jpg\n   :alt: A lake\n\n   Words",
        f"<figure .*{PICTURE}.*<figcaption>.*Words.*</figcaption>",
    ),
    "substitution": ("A |lake| in a line.\n\n.. |lake| image:: p0.jpg\n   :alt: A lake", PICTURE),
    "width": (".. image:: p0.jpg\n   :width: 50%", 'class="photo [^"]* photo-w50"'),
    "height": (".. image:: p0.jpg\n   :height: 300px", 'width="450" height="300"'),
    "scale": (".. image:: p0.jpg\n   :scale: 10", 'width="90" height="60"'),
    "side": (".. image:: p0.jpg\n   :align: left", 'class="photo [^"]*align-left"'),
    "link": (
        ".. image:: p0.jpg\n   :target: https://example.org/",
        '<a class="[^"]*" href="https://example.org/"><picture>',
    ),
    "html": ('.. raw:: html\n\n   <p><img src="p0.jpg" alt="A lake"></p>', f"<p>{PICTURE}</p>"),
    "svg": (".. image:: d.svg", KEPT.format("d.svg", 300, 150)),
    "gif": (".. image:: dance.gif", KEPT.format("dance.gif", 40, 30)),
    "webp": (".. image:: dance.webp", KEPT.format("dance.webp", 64, 48)),
    "remote": (
        ".. image:: https://example.org/x.jpg",
        '<img alt="" src="https://example.org/x.jpg" class="photo" loading="lazy"',
    ),
    "run": (RUN.format("\n"), '<div class="photo-gallery"><div class="photo-tile .*photo-tile '),
    "close": (RUN.format(""), '<div class="photo-gallery"><div class="photo-tile .*photo-tile '),
    "directive": (
        ".. gallery::\n   :columns: 2\n\n   .. image:: p0.jpg\n\n   .. image:: p1.jpg",
        '<div class="photo-gallery photo-columns-2"><div class="photo-tile .*photo-tile ',
    ),
    "placed": (
        ".. image:: p0.jpg\n   :align: left\n\n.. image:: p1.jpg",
        '^(?!.*photo-gallery).*align-left".*src="../_images/p1.jpg"',
    ),
    "apart": (
        ".. image:: p0.jpg\n\nWords.\n\n.. image:: p1.jpg",
        "^(?!.*photo-gallery).*<picture>.*Words.*<picture>",
    ),
    "badges": (
        ".. image:: small.png\n\n.. image:: small.png",
        '^(?!.*photo-gallery).*src="../_images/small.png".*src="../_images/small.png"',
    ),
    "table": (
        "=========== ===\n|one| |two| B\n=========== ===\n\n.. |one| image:: p0.jpg\n.. |two| image:: p1.jpg",
        "^(?!.*photo-gallery).*<td>.*<picture>.*<picture>",
    ),
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML of each section, by its title."""
    blog = Blog(tmp_path_factory.mktemp("rst") / "blog")
    blog.write("conf.py", CONF + MARKDOWN)
    blog.write("index.md", "# Home\n\n```{postlist}\n```\n")
    _draw_all(blog.root)
    head = "Title\n=====\n\n.. post:: 2026-05-01\n\n"
    sections = (f"{name}\n{'-' * len(name)}\n\n{text}\n" for name, (text, _) in PARTS.items())
    blog.write("posts/a.rst", head + "\n".join(sections))
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    page = blog.read("out/posts/a.html").replace("\n", "")
    found = re.findall(r"<h2>(\w+).*?</h2>(.*?)</section>", page)
    return dict(found)


def _draw_all(root: pathlib.Path) -> None:
    blog = Blog(root)
    for name in ("p0.jpg", "p1.jpg"):
        draw(blog, f"posts/{name}")
    draw(blog, "posts/dance.gif", 40, 30)
    draw(blog, "posts/small.png", 90, 20)
    blog.write("posts/d.svg", SVG)
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    frames[0].save(root / "posts/dance.webp", save_all=True, append_images=frames[1:])


@pytest.mark.parametrize("name", PARTS)
def test_it_is_shown_as_in_markdown(parts: dict[str, str], name: str) -> None:
    assert re.search(PARTS[name][1], parts[name]), parts[name]
