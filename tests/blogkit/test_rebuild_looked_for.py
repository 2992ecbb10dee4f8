"""Files that a document asked for while it was read: when they come or go, it is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blogkit.law_pages import built_like_a_clean_build, pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

# What a page says, and the file that it asks for.
ASKING = {
    "a link to a file": ("[It](data.txt)", "data.txt", "1,2"),
    "a link to a page": (
        "[It](other.md) [](other.md)",
        "other.md",
        "---\norphan: true\n---\n# Other\n",
    ),
    "a table": ("```{csv-table} T\n:file: data.txt\n```", "data.txt", "1,2"),
    "raw HTML": ("```{raw} html\n:file: data.txt\n```", "data.txt", "1,2"),
    "an include": ("```{include} data.txt\n```", "data.txt", "1,2"),
    "an include in reST": ("```{eval-rst}\n.. include:: data.txt\n```", "data.txt", "1,2"),
}


@pytest.mark.parametrize("asking", ASKING)
def test_a_file_that_comes_and_goes(blog: Blog, tmp_path: Path, asking: str) -> None:
    text, name, content = ASKING[asking]
    pages(blog, about=text)
    built_like_a_clean_build(blog, tmp_path)
    blog.write(name, content)
    assert not built_like_a_clean_build(blog, tmp_path)
    (blog.root / name).unlink()
    assert built_like_a_clean_build(blog, tmp_path)


def test_a_page_is_not_read_again_when_one_that_it_links_has_another_text(
    blog: Blog, tmp_path: Path
) -> None:
    pages(blog, about="[It](one.md)", one="Some text.")
    built_like_a_clean_build(blog, tmp_path)
    doctree = blog.root / "trees/about.doctree"
    before = doctree.stat().st_mtime_ns
    pages(blog, one="Other text.")
    built_like_a_clean_build(blog, tmp_path)
    assert doctree.stat().st_mtime_ns == before
