"""Feeds of excerpts show pictures as pages do: the originals stay out of the site."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.blogkit.law_pages import built_like_a_clean_build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog

SECRET = b"taken at home"


def test_the_second_build_publishes_no_original(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog, picture = make_blog("blog_feed_fulltext = False\n"), BytesIO()
    Image.new("RGB", (300, 200), "teal").save(picture, format="JPEG", comment=SECRET)
    blog.write("lake.jpg", picture.getvalue())
    for text in ("Some text.", "Other text."):
        blog.post("a.md", f"# A\n\n{text}\n", featured="true", image="lake.jpg", image_alt="A lake")
        built_like_a_clean_build(blog, tmp_path)
        published = (blog.root / "out/_images/lake.jpg").read_bytes()
        assert SECRET not in published
