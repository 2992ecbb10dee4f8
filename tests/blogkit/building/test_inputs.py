"""A file has changed when its bytes have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from blogkit.building import inputs
from blogkit.building.inputs import COARSE, Inputs, add_further, changed, look

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    for name in ("conf.py", "posts/a post.md", "posts/ü.md", "_static/x.css"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    return folder


def later(before: Inputs) -> Inputs:
    """The same look, so long after the files were written that their stamps can be relied on."""
    newest = max(max(known[0][1:]) for known in before.files.values() if known)
    return Inputs(newest + COARSE + 1, before.files)


def touched(root: Path, before: Inputs, *further: str) -> set[str]:
    return changed(before, look(root, further, before))


def test_nothing_has_changed(root: Path) -> None:
    before = look(root, ())
    assert set(before.files) == {"conf.py", "posts/a post.md", "posts/ü.md", "_static/x.css"}
    assert touched(root, before) == set()
    assert touched(root, later(before)) == set()


def test_new_gone_renamed_and_edited(root: Path) -> None:
    before = later(look(root, ()))
    (root / "new.md").write_text("text")
    (root / "posts/ü.md").rename(root / "posts/ö.md")
    (root / "conf.py").write_text("more text")
    assert touched(root, before) == {"new.md", "posts/ü.md", "posts/ö.md", "conf.py"}


def test_a_touch_changes_nothing(root: Path) -> None:
    before = later(look(root, ()))
    os.utime(root / "conf.py", LONG_AGO)
    assert touched(root, before) == set()


def test_other_bytes_under_the_same_stamp_and_size(root: Path) -> None:
    before = later(look(root, ()))
    stamp = (root / "conf.py").stat().st_mtime_ns
    (root / "conf.py").write_text("TEXT")
    os.utime(root / "conf.py", ns=(stamp, stamp))
    assert touched(root, before) == {"conf.py"}


def test_a_file_written_moments_before_the_look_is_read_again(root: Path) -> None:
    """Its next change may come so soon that no stamp tells of it."""
    before = look(root, ())
    known = before.files["conf.py"]
    assert known
    before.files["conf.py"] = (known[0], "the digest of something else")
    assert touched(root, before) == {"conf.py"}
    assert touched(root, later(before)) == set()


def test_of_large_files_the_stamps_must_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LARGEST_READ", 3)
    before = look(root, ())
    assert touched(root, later(before)) == set()
    assert touched(root, before) == set(before.files)  # in doubt they count as changed
    os.utime(root / "conf.py", LONG_AGO)
    assert touched(root, later(before)) == {"conf.py"}


@pytest.mark.parametrize(
    "name",
    [".git/x", ".venv/x", "_build/x", "a/__pycache__/x", "node_modules/x", ".swp", "py/lib/x"],
)
def test_what_is_no_input(root: Path, name: str) -> None:
    (root / "py").mkdir()
    (root / "py/pyvenv.cfg").write_text("")
    before = look(root, ())
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("")
    assert touched(root, before) == set()


def test_links_are_followed_and_circles_end(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "c.md").write_text(name)
    (tmp_path / "one/back").symlink_to(root)
    (root / "linked").symlink_to(tmp_path / "one")
    (root / "lost").symlink_to("nowhere")
    before = later(look(root, ()))
    assert {"linked/c.md", "lost"} <= set(before.files)
    assert touched(root, before) == set()
    (root / "linked").unlink()
    (root / "linked").symlink_to(tmp_path / "two")
    assert "linked/c.md" in touched(root, before)


def test_a_pipe_is_not_read(root: Path) -> None:
    os.mkfifo(root / "pipe")
    assert "pipe" in look(root, ()).files


def test_files_elsewhere_and_folders_with_all_in_them(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/.hidden").write_text("1")
    further = ("../shared", str(tmp_path / "not yet"), "../shared/.hidden")
    before = add_further(look(root, ()), root, further)
    before = later(Inputs(before.seen, look(root, further).files))
    assert touched(root, before, *further) == set()
    (tmp_path / "shared/.hidden").write_text("2")
    (tmp_path / "not yet").write_text("")
    assert touched(root, before, *further) == {"../shared/.hidden", str(tmp_path / "not yet")}


def test_what_was_written_while_the_build_ran_counts_as_changed(root: Path, tmp_path: Path) -> None:
    begun = look(root, ())
    os.utime(root / "conf.py", LONG_AGO)
    (tmp_path / "included.md").write_text("1")
    earlier = Inputs((tmp_path / "included.md").stat().st_ctime_ns, begun.files)
    before = add_further(earlier, root, ["../included.md"])
    assert touched(root, before, "../included.md") == {"../included.md"}
