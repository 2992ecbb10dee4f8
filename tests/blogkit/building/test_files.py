"""What lies below a folder, whether or not this system can look into an open one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blogkit.building.files import mark_of, marks_below
from blogkit.building.inputs import look


@pytest.fixture(params=["by open folders", "by paths"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "by paths":
        monkeypatch.setattr(os, "supports_fd", frozenset())
    folder = tmp_path / "a b"
    for name in ("a.html", "ü/ß.html", "ü/x/y.html", "z/1.png"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def test_each_file_has_its_mark(folder: Path) -> None:
    names = ("a.html", "ü/ß.html", "ü/x/y.html", "z/1.png")
    assert marks_below(folder) == {each: mark_of((folder / each).stat()) for each in names}


def test_links_are_followed_and_circles_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/c.html").write_text("c")
    (folder / "ü/linked").symlink_to(tmp_path / "elsewhere")
    (folder / "ü/circle").symlink_to(folder / "ü")
    (folder / "nowhere").symlink_to(tmp_path / "gone")
    found = marks_below(folder)
    assert found.keys() == {
        *("a.html", "ü/ß.html", "ü/x/y.html", "z/1.png"),
        *("ü/linked/c.html", "nowhere"),
    }
    assert found["nowhere"] == mark_of((folder / "nowhere").lstat())


def test_what_is_skipped_is_not_entered(folder: Path) -> None:
    asked: list[str] = []

    def skip(name: str, _: os.DirEntry[str]) -> bool:
        asked.append(name)
        return name == "ü"

    assert marks_below(folder, skip).keys() == {"a.html", "z/1.png"}
    assert sorted(asked) == ["a.html", "z", "z/1.png", "ü"]


def test_a_link_to_itself_hides_nothing(folder: Path) -> None:
    (folder / "0").symlink_to("0")
    (folder / "ü/0").symlink_to("0")
    found = {*look(folder, ()).files}
    assert {"a.html", "ü/ß.html", "ü/x/y.html", "z/1.png"} <= found


def test_where_there_is_no_folder_there_is_nothing(folder: Path) -> None:
    assert marks_below(folder / "gone") == {}
    assert marks_below(folder / "a.html") == {}


def test_no_folder_stays_open(folder: Path) -> None:
    opened = Path("/proc/self/fd")
    if not opened.is_dir():
        pytest.skip("no /proc: which files are open is not known")
    before = len(list(opened.iterdir()))
    (folder / "circle").symlink_to(folder)
    marks_below(folder)
    assert len(list(opened.iterdir())) == before
