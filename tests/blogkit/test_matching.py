"""The search for files finds what Sphinx's finds, in its order."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.matching import get_matching_files

from blogkit.matching import matching_files

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    *("index.md", "B.md", "a.rst", "notes.txt", ".hidden.md", "a+b.md", "two words.md"),
    *("posts/2025/one.md", "posts/2025/.draft.md", "posts/2025/cafe\u0301.md", "posts/zwölf.md"),
    *("posts/2025/one-images/a[1].png", "_build/html/index.html", "_build.md", "drafts/x.md"),
    *("drafts/deep/er/y.md", ".git/z.md", "sub/_build/w.md"),
)
PARTS = ("*", "**", "?", "[a-c]", "[!p]", "[", "/", "**/", ".md", "_build", "posts", "drafts", "é")
PATTERNS = (
    "**",
    "_build",
    "**/.*",
    "drafts/**",
    "**/*.md",
    "*.md",
    "posts/20??",
    "**/é*",
    "a+b.md",
    "posts/**",
    "posts/2025/*.md",
    "*/deep/e?/*",
    "posts/2025",
    "drafts/[/-e]eep/er/y.md",
)
patterns = st.lists(
    st.sampled_from(PATTERNS) | st.lists(st.sampled_from(PARTS), min_size=1).map("".join),
    max_size=4,
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("a blog")
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / "linked").symlink_to(root / "drafts")
    (root / "nowhere.md").symlink_to(root / "gone.md")
    return root


@pytest.mark.filterwarnings("ignore:Possible nested set")  # of these patterns Sphinx is warned too
@given(include=patterns, exclude=patterns)
def test_it_finds_what_sphinx_finds(tree: Path, include: list[str], exclude: list[str]) -> None:
    expected = list(get_matching_files(tree, include, exclude))
    assert list(matching_files(tree, include, exclude)) == expected


def test_unless_told_otherwise_it_finds_all(tree: Path) -> None:
    found = list(matching_files(tree))
    assert found == list(get_matching_files(tree))
    assert {"index.md", "posts/2025/caf\u00e9.md", "linked/x.md"} <= {*found}


def test_folders_that_no_pattern_wants_are_not_looked_into(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    scan = os.scandir

    def scandir(folder: str) -> os._ScandirIterator[str]:
        seen.append(os.path.relpath(folder, tree))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = list(matching_files(tree, ["*.md", "posts/**"], []))
    assert {"index.md", "posts/zwölf.md"} <= {*found}
    assert {*seen} == {".", "posts", "posts/2025", "posts/2025/one-images"}


def test_a_folder_that_is_not_there_has_no_files(tree: Path) -> None:
    assert list(matching_files(tree / "gone")) == []
