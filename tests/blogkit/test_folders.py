"""The names in folders, and what saves asking the disk for folders that are not there."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from blogkit.folders import Folders

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NAMES = st.text("aBé ß.-ſ1", min_size=1, max_size=4).filter(lambda name: name.strip("."))


@given(st.lists(st.tuples(NAMES, NAMES), max_size=5), NAMES, NAMES)
def test_what_is_said_of_a_folder_is_what_the_disk_says(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str]], one: str, other: str
) -> None:
    root = tmp_path_factory.mktemp("blog")
    for folder, name in made:
        (root / folder / name).mkdir(parents=True, exist_ok=True)
    folders = Folders(str(root))
    asked = [root, root / one, root / one / other, root.parent, root / one / "..", root / "."]
    for each in [*asked, *(root / folder for folder, _ in made)]:
        truth = frozenset(file.name for file in each.iterdir()) if each.is_dir() else frozenset()
        assert folders.names_in(str(each)) == truth


def test_a_file_system_may_take_other_letters_for_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Café").mkdir()
    asked: list[str] = []
    listed = os.listdir

    def listing(folder: str) -> list[str]:
        asked.append(folder)
        return listed(tmp_path if folder == str(tmp_path) else tmp_path / "Café")

    monkeypatch.setattr(os, "listdir", listing)
    folders = Folders(str(tmp_path))
    for name in ("café", "CAFÉ", unicodedata.normalize("NFD", "Café"), "cafe"):
        folders.names_in(f"{tmp_path}/{name}")
    assert len(asked) == 4  # the blog's own, and all but the last
