"""What stock Sphinx publishes of pictures has the same address, and shows the same picture."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.blogkit.photos.conftest import draw

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

HEIC = Path(__file__).with_name("turned.heic")
SHOWN_BY_ALL = {"JPEG", "PNG", "GIF"}
# Names that meet: in other folders, in other documents, in another order than that of the letters.
POSTS = {
    "posts/a.md": "![A](z/photo.jpg)\n![B](b/photo.jpg)\n![C](photo.png)\n",
    "posts/b.md": '<p><img src="a/photo.jpg" alt="In HTML"></p>\n\n![A](d/photo.jpg)\n',
    "posts/c.md": "![A](z/photo.jpg)\n![B](c/photo.jpg)\n![C](%C3%BC%20x.jpg)\n",
    "posts/d.md": "![A](turned.heic)\n\n![B](w.webp)\n\n![C](t.tiff)\n\n![D](g.gif)\n",
    "posts/e.md": "![A](d.svg)\n\n![B](b/photo.jpg)\n\n![C](PHOTO.JPG)\n",
}


@pytest.fixture
def stock_and_ours(photo_blog: Blog) -> tuple[Path, Path]:
    """The folders of pictures of the same blog, without this engine and with it."""
    names = ("z/photo.jpg", "b/photo.jpg", "c/photo.jpg", "d/photo.jpg", "a/photo.jpg", "photo.png")
    others = ("w.webp", "t.tiff", "g.gif", "PHOTO.JPG", "ü x.jpg")
    for number, name in enumerate((*names, *others)):
        draw(photo_blog, f"posts/{name}", 300 + number, 200)
    photo_blog.write("posts/d.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    shutil.copy(HEIC, photo_blog.root / "posts/turned.heic")
    for name, text in POSTS.items():
        photo_blog.post(name, f"# Title\n\n{text}".replace("%C3%BC%20", "ü%20"))
    conf = photo_blog.read("conf.py")
    folders = []
    for extensions, folder in (('["myst_parser", "ablog"]', "stock"), (None, "ours")):
        own = f"\nextensions = {extensions}\n" if extensions else ""
        photo_blog.write("conf.py", conf + own)
        photo_blog.sphinx("html", "-j", "1", "-d", f"trees-{folder}")
        (photo_blog.root / "out").rename(photo_blog.root / folder)
        folders.append(photo_blog.root / folder / "_images")
    return folders[0], folders[1]


def test_each_has_its_address_and_is_what_it_was(stock_and_ours: tuple[Path, Path]) -> None:
    stock, ours = stock_and_ours
    names = {path.name for path in stock.iterdir()}
    assert len(names) >= 10
    assert names <= {path.name for path in ours.iterdir()}
    for name in sorted(names - {"turned.heic", "d.svg"}):
        with Image.open(stock / name) as before, Image.open(ours / name) as now:
            assert now.size == before.size, name
            assert now.format in SHOWN_BY_ALL, name
    with Image.open(ours / "turned.heic") as shown:  # browsers look into the file
        assert shown.format in SHOWN_BY_ALL
