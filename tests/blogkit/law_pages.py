"""The law on a few pages in one folder: built in place again and again, and each time afresh too."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.blogkit.conftest import Blog
from tests.blogkit.law_bench import NOTES_OF_SPHINX
from tests.blogkit.law_builds import expect_same, snapshot

if TYPE_CHECKING:
    from pathlib import Path

MADE = ("out", "trees")


def pages(blog: Blog, **texts: str) -> None:
    for name, text in texts.items():
        blog.write(f"{name}.md", f"---\norphan: true\n---\n\n# Page {name}\n\n{text}\n")


def built_like_a_clean_build(blog: Blog, folder: Path, *arguments: str) -> str:
    """Build; what was told. Site and words must be those of a clean build."""
    run = blog.sphinx("html", "-d", "trees", *arguments)
    clean = Blog(folder / f"clean-{len([*folder.iterdir()])}" / "blog")
    shutil.copytree(blog.root, clean.root, ignore=shutil.ignore_patterns(*MADE, "*.mo"))
    wanted = clean.sphinx("html", "-d", "trees")
    expect_same(*(counted(snapshot(each.root / "out")) for each in (blog, clean)))
    told = run.stderr.replace(str(blog.root), ".")
    assert sorted(told.splitlines()) == sorted(
        wanted.stderr.replace(str(clean.root), ".").splitlines()
    )
    return told


def counted(site: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in site.items() if name not in NOTES_OF_SPHINX}
