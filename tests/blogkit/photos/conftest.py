"""Small pictures, drawn on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

MARKDOWN = """\
blogkit_ignored_checks = ["empty-section", "poor-excerpt", "unused-image"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "html_image"]
html_search = False
"""


def draw(blog: Blog, name: str, width: int = 900, height: int = 600) -> None:
    """Put a soft gradient there, which is a photograph to any encoder."""
    path = blog.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    bands = [Image.linear_gradient("L").resize((width, height)).rotate(90 * n) for n in range(3)]
    Image.merge("RGB", bands).save(path)


@pytest.fixture
def photo_blog(make_blog: Callable[[str], Blog]) -> Blog:
    """A blog with four photographs and no posts."""
    blog = make_blog(MARKDOWN)
    for number, size in enumerate([(900, 600), (600, 900), (1000, 500), (900, 601)]):
        draw(blog, f"posts/p{number}.jpg", *size)
    return blog
