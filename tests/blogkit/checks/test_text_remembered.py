"""What is told of one post and depends on others is told anew when those change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.checks import check_site
from blogkit.checks.lines import as_line
from blogkit.memory import Memory
from blogkit.settings import Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from pathlib import Path

POST = "# Post\n\nAda Lovelase wrote.\n\nğŸ” Further reading\n"
OTHERS = [
    "# Other\n\nNothing.\n",
    "# Other\n\nAda Lovelace.\n",
    "# Other\n\nOne line more.\n\nAda Lovelace, Ada Lovelace, and Ada Lovelace.\n",
    "# Other\n\n🔍 Further reading\n",
    "# Other\n\n🔎 Further reading\n",
    "# Other\n\n🔍 Further reading\n\n🔎 Further reading\n",
    "# Other\n\nAda Lovelase.\n\n😀 Further reading\n",
    "",
]


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "post.md").write_text(POST, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def _told(folder: Path, memory: Memory | None) -> list[str]:
    site = read_site(folder, Settings(), memory=memory)
    return [f"{as_line(each)} {each.fix}" for each in check_site(site)]


def test_a_remembered_run_tells_the_same_as_a_fresh_one(blog: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory")
    told = []
    for other in [*OTHERS, *reversed(OTHERS)]:
        (blog / "other.md").write_text(other, encoding="utf-8")
        told.append(_told(blog, memory))
        assert told[-1] == _told(blog, None)
    assert len({tuple(each) for each in told}) >= len(OTHERS) - 2
