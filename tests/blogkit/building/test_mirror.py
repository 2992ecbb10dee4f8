"""The published folder is a mirror of the work folder, whole at every moment."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.building import exchange as exchanging
from blogkit.building.exchange import exchange
from blogkit.building.mirror import RETIRED, SPARE, STAGE, Manifest, is_intact, publish, repair

LONG_AGO = (1_000_000_000, 1_000_000_000)
FILE_STEPS = ("open", "os.", "shutil.", "tempfile.")
NAMES = st.sampled_from(["a.html", "b b.html", "ü/ß.html", "x/y/z.html", "x/1.png", ".nojekyll"])
TREES = st.dictionaries(NAMES, st.sampled_from([b"", b"one", b"two", b"three"]))


def write(folder: Path, tree: dict[str, bytes]) -> None:
    """Make *folder* hold this; files whose bytes are the same are left alone."""
    for path in list(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in tree:
            path.unlink()
    for name, data in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def rewrite(folder: Path, tree: dict[str, bytes]) -> None:
    """Make *folder* hold this, where folders and files may have each other's names."""
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, tree)


def read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def stamps(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {name: (data, (folder / name).stat().st_mtime_ns) for name, data in read(folder).items()}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    write(folder, {"a.html": b"one", "x/b.html": b"two"})
    return folder


@given(st.lists(TREES, min_size=2, max_size=5))
def test_the_site_follows_the_work_folder(trees: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        work, folder = Path(name, "work"), Path(name, "_build")
        manifest: Manifest = {}
        work.mkdir()
        folder.mkdir()
        for tree in trees:
            write(work, tree)
            before = stamps(folder / "html")
            manifest = publish(work, folder, "html", manifest)
            assert read(folder / "html") == tree
            assert is_intact(folder / "html", manifest)
            for each, (data, stamp) in stamps(folder / "html").items():
                if each in before and before[each][0] == data:
                    assert stamp == before[each][1]
        assert {path.name for path in folder.iterdir()} <= {"html", f"{SPARE}html"}


def test_an_edit_of_the_same_size_is_published(work: Path, tmp_path: Path) -> None:
    manifest = publish(work, tmp_path, "html", {})
    stamp = (work / "a.html").stat().st_mtime_ns
    (work / "a.html").write_bytes(b"two")
    os.utime(work / "a.html", ns=(stamp, stamp))
    publish(work, tmp_path, "html", manifest)
    assert (tmp_path / "html/a.html").read_bytes() == b"two"


def test_what_was_written_again_with_the_same_bytes_keeps_its_stamp(
    work: Path, tmp_path: Path
) -> None:
    manifest = publish(work, tmp_path, "html", {})
    os.utime(tmp_path / "html/a.html", LONG_AGO)
    (work / "a.html").write_bytes(b"one")
    (work / "x/b.html").write_bytes(b"another")
    publish(work, tmp_path, "html", manifest)
    assert (tmp_path / "html/a.html").stat().st_mtime == LONG_AGO[0]


def test_nothing_is_touched_when_nothing_differs(work: Path, tmp_path: Path) -> None:
    publish(work, tmp_path, "html", {})
    before = (tmp_path / "html").stat()
    publish(work, tmp_path, "html", {})
    assert (tmp_path / "html").stat() == before


def test_files_beyond_doubt_are_not_read(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = publish(work, tmp_path, "html", {})
    compared: list[str] = []

    def compare(one: Path, _: Path, *, shallow: bool) -> bool:
        compared.append(one.name)
        return shallow

    monkeypatch.setattr("filecmp.cmp", compare)
    (work / "x/b.html").write_bytes(b"owt")
    publish(work, tmp_path, "html", manifest)
    assert compared == ["b.html"]


def test_a_change_in_the_site_is_undone(work: Path, tmp_path: Path) -> None:
    manifest = publish(work, tmp_path, "html", {})
    site = tmp_path / "html"
    (site / "a.html").write_bytes(b"1!!")
    (site / "more.html").write_bytes(b"")
    (site / "x/b.html").unlink()
    assert not is_intact(site, manifest)
    publish(work, tmp_path, "html", manifest)
    assert read(site) == read(work)


def test_a_folder_of_the_site_that_became_a_link_is_a_folder_again(
    work: Path, tmp_path: Path
) -> None:
    """Its files are the same, and no part of the site."""
    manifest = publish(work, tmp_path, "html", {})
    for data in (b"22", b"333"):
        site = tmp_path / "html"
        shutil.rmtree(tmp_path / "elsewhere", ignore_errors=True)
        (site / "x").rename(tmp_path / "elsewhere")
        (site / "x").symlink_to(tmp_path / "elsewhere")
        (work / "a.html").write_bytes(data)
        manifest = publish(work, tmp_path, "html", manifest)
        assert read(site) == read(work)
        assert not (site / "x").is_symlink()
    assert (tmp_path / "elsewhere/b.html").exists()


def test_work_and_site_share_no_file(work: Path, tmp_path: Path) -> None:
    publish(work, tmp_path, "html", {})
    with (work / "a.html").open("r+b") as file:
        file.write(b"!")
    assert (tmp_path / "html/a.html").read_bytes() == b"one"


def test_what_is_not_for_readers_stays_behind(work: Path, tmp_path: Path) -> None:
    write(
        work, {".buildinfo": b"", ".doctrees/a.doctree": b"", ".nojekyll": b"", "objects.inv": b""}
    )
    publish(work, tmp_path, "html", {})
    assert set(read(tmp_path / "html")) == {".nojekyll", "objects.inv"}


def test_everybody_may_read_the_site(work: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write(work, {"c/d.html": b""})
        publish(work, tmp_path, "html", {})
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "html").rglob("*")}
    assert modes == {0o755, 0o644}
    assert stat.S_IMODE((tmp_path / "html").stat().st_mode) == 0o755


def test_the_site_before_the_last_becomes_the_next(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has already is not linked again; what was changed in it meanwhile does not count."""
    manifest: Manifest = {}
    for data in (b"1", b"22", b"333"):
        (work / "x/b.html").write_bytes(data)
        manifest = publish(work, tmp_path, "html", manifest)
    linked: list[str] = []
    link = os.link

    def count(one: str, other: str) -> None:
        linked.append(Path(other).name)
        link(one, other)

    monkeypatch.setattr(os, "link", count)
    (tmp_path / f"{SPARE}html/more.html").write_bytes(b"?")
    (tmp_path / f"{SPARE}html/x/b.html").unlink()
    (work / "a.html").write_bytes(b"4444")
    publish(work, tmp_path, "html", manifest)
    assert read(tmp_path / "html") == read(work)
    assert linked == ["b.html"]


def test_without_hard_links_stamps_are_kept_too(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    manifest = publish(work, tmp_path, "html", {})
    os.utime(tmp_path / "html/a.html", LONG_AGO)
    monkeypatch.setattr(os, "link", refuse)
    (work / "x/b.html").write_bytes(b"another")
    publish(work, tmp_path, "html", manifest)
    assert (tmp_path / "html/a.html").stat().st_mtime == LONG_AGO[0]
    assert read(tmp_path / "html") == read(work)


def killed_at(step: int, work: Path, folder: Path) -> bool:
    """Publish in a process that ends, without any clearing up, before this step on files."""
    child = os.fork()
    if not child:
        left = step

        def count(event: str, _: object) -> None:
            nonlocal left
            if event.startswith(FILE_STEPS):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(count)
        repair(folder, "html")
        publish(work, folder, "html", {})
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def _require_exchange(folder: Path) -> None:
    one, other = folder / "one", folder / "other"
    one.mkdir()
    other.mkdir()
    if not exchange(one, other):
        pytest.skip("this system or disk cannot let two folders change places")
    one.rmdir()
    other.rmdir()


def test_two_folders_change_places(tmp_path: Path) -> None:
    write(tmp_path / "one ü", {"a": b"1"})
    write(tmp_path / "other", {"b": b"2"})
    has_changed = exchange(tmp_path / "one ü", tmp_path / "other")
    first, second = {"a": b"1"}, {"b": b"2"}
    found = read(tmp_path / "one ü"), read(tmp_path / "other")
    assert found == ((second, first) if has_changed else (first, second))


def test_what_is_not_there_does_not_change_places(tmp_path: Path) -> None:
    write(tmp_path / "one", {"a": b"1"})
    assert exchange(tmp_path / "one", tmp_path / "other") is False
    assert read(tmp_path) == {"one/a": b"1"}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_kill_at_any_step_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(exchanging, "exchange", lambda *_: False)
    else:
        _require_exchange(tmp_path)
    work, folder = tmp_path / "work", tmp_path / "_build"
    folder.mkdir()
    zero = {"a": b"0", "b": b"2", "e/f": b"3", "g/h/i": b""}
    one, two = {"a": b"1", "b/c": b"2", "d": b"3"}, {"a": b"1", "b/c": b"two", "e/f": b"3"}
    step, were_found = 0, set()
    while True:
        shutil.rmtree(folder)
        folder.mkdir()
        for each in (zero, one):
            rewrite(work, each)
            publish(work, folder, "html", {})
        rewrite(work, two)
        was_killed = killed_at(step, work, folder)
        assert not can_exchange or read(folder / "html") in (one, two)
        repair(folder, "html")
        assert read(folder / "html") in (one, two)
        assert {path.name for path in folder.iterdir()} <= {"html", f"{SPARE}html"}
        were_found.add(read(folder / "html") == two)
        publish(work, folder, "html", {})
        assert read(folder / "html") == two
        if not was_killed:
            break
        step += 1
    assert were_found == {False, True}
    assert step > 10


def test_repair_brings_the_retired_site_back(tmp_path: Path) -> None:
    write(tmp_path / f"{RETIRED}html", {"a": b"1"})
    write(tmp_path / f"{STAGE}html-123", {"b": b"1"})
    write(tmp_path / f"{STAGE}drafts-123", {"c": b"1"})
    repair(tmp_path, "html")
    assert set(read(tmp_path)) == {"html/a", f"{STAGE}drafts-123/c"}
