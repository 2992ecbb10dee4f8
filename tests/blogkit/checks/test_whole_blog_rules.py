"""What depends on other posts is told anew when they change, and holds when they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.checks import check_site
from blogkit.checks.lines import as_line
from blogkit.memory import Memory
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from pathlib import Path

NOW = read_date("2027-01-15")
POST = "---\nblogpost: true\ndate: {}\ntags: {}\n---\n\n# {}\n"


def _told(root: Path, memory: Memory | None) -> list[str]:
    found = check_site(read_site(root, Settings(), NOW, memory=memory))
    return [as_line(each) for each in found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.md", POST.format("2025-05-01", "Django", "A week away")),
        ("one.md", POST.format("2025-05-01", "python", "Two weeks away")),
        ("one.md", "Some words.\n\n" + POST.format("2025-05-01", "python", "A week away")),
        ("one.md", POST.format("2026-12-01", "python", "A week away")),
        ("three.md", POST.format("2024-05-01", "python, Django", "A Week Away")),
        ("three.md", POST.format("2030-05-01", "Django", "A Week Away")),
        ("one.md", None),
    ],
)
def test_a_remembered_run_tells_what_a_fresh_one_does(
    name: str, text: str | None, tmp_path: Path
) -> None:
    root, memory = tmp_path / "blog", Memory(tmp_path / "memory")
    root.mkdir()
    (root / "one.md").write_text(POST.format("2025-05-01", "python", "A week away"))
    (root / "two.md").write_text(POST.format("2026-05-01", "django, pythons", "A week away"))
    assert _told(root, memory) == _told(root, memory) == _told(root, None)
    if text is None:
        (root / name).unlink()
    else:
        (root / name).write_text(text)
    assert _told(root, memory) == _told(root, None)
