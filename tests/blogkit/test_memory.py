"""What is remembered is what would be read and found anew, whatever happens to the files."""

from __future__ import annotations

import os
import pickle
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from blogkit.checks import check_site
from blogkit.memory import Memory, fingerprint
from blogkit.settings import PERMISSIVE, Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.site import Document, Site
    from tests.blogkit.conftest import Blog

NOW = datetime.fromisoformat("2027-01-15")
SETTINGS = Settings(myst=PERMISSIVE, source_suffix=(".md", ".rst"), blog_baseurl="https://x.org")
HEAD = "---\nblogpost: true\ndate: {}\ntags: {}\n---\n"
TEXTS = [
    "# One\n\n[x](b.md#part) ![](p.png)\n",
    "# Two\n\n[x](b.md#part) ![](p.png)\n",  # as long as the first
    "# Six\n\n## Part\n\n(named)=\nText\n\n[x](#named) [y](c.html) [z](/blog/tag/python)\n",
    HEAD.format("2026-01-01", "python") + "# Old\n\n[x](#name) [y](a.md) ![a dot](p.png)\n",
    HEAD.format("2027-01-16", "python") + "# Due soon\n\n[y](sub/d.md#one) ![a dot](sub/q.png)\n",
    HEAD.format("", "travel") + "# Undated\n\n[n](notes.txt) [d](/blog/tag/travel.html)\n",
    "---\ndraft: true\n---\n# Draft\n\n[x](b.md) [y](sub/d)\n",
    "---\nblogpost: true\ndate: [\n",
    "",
]
DOCUMENTS = ["a.md", "b.md", "c.md", "sub/d.md", "a.rst"]
FILES = ["p.png", "P.png", "sub/q.png", "notes.txt"]
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(DOCUMENTS), st.sampled_from(TEXTS)),
    st.tuples(st.just("sneak"), st.sampled_from(DOCUMENTS), st.sampled_from(TEXTS)),
    st.tuples(st.just("put"), st.sampled_from(FILES), st.sampled_from(["PNG", "GIF", "text"])),
    st.tuples(st.just("touch"), st.sampled_from(DOCUMENTS + FILES)),
    st.tuples(st.just("delete"), st.sampled_from(DOCUMENTS + FILES)),
    st.tuples(st.just("rename"), st.sampled_from(DOCUMENTS), st.sampled_from(DOCUMENTS)),
    st.tuples(st.just("wait"), st.integers(1, 3)),
)


class Folder:
    """A folder of sources that changes; each change gets a time of its own, except a sneaky one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = NOW
        self._time = 1_700_000_000
        (root / "sub").mkdir()

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)
        self.touch(name)

    def sneak(self, name: str, text: str) -> None:
        """Change a file, and put its time back."""
        path = self.root / name
        before = path.stat() if path.exists() else None
        path.write_text(text)
        if before:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def put(self, name: str, kind: str) -> None:
        if kind == "text":
            (self.root / name).write_text("no picture")
        else:
            Image.new("1", (1, 1)).save(self.root / name, kind)
        self.touch(name)

    def touch(self, name: str) -> None:
        self._time += 1
        if (self.root / name).exists():
            os.utime(self.root / name, (self._time, self._time))

    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def rename(self, name: str, other: str) -> None:
        if (self.root / name).exists():
            (self.root / name).replace(self.root / other)

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)


def _seen(document: Document) -> object:
    return replace(document, packed_source=b""), document.source


def _everything(site: Site) -> object:
    rivals = [(_seen(first), _seen(rival)) for first, rival in site.rivals]
    return [_seen(each) for each in site.documents.values()], rivals, check_site(site)


def _play(edits: list[tuple[str, ...]], *, sneaky: bool) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        tempfile.TemporaryDirectory() as kept,
        patch("blogkit.memory.MANY_FOR_ONE", 2),  # what changed goes beside the rest
    ):
        folder, memory = Folder(Path(name)), Memory(Path(kept))
        for verb, *arguments in edits:
            getattr(folder, verb if sneaky or verb != "sneak" else "write")(*arguments)
            known = read_site(folder.root, SETTINGS, folder.now, memory=memory)
            anew = read_site(folder.root, SETTINGS, folder.now)
            assert _everything(known) == _everything(anew)


@settings(max_examples=60)
@given(edits=st.lists(EDITS, max_size=12))
@example(edits=[("write", "a.md", TEXTS[0]), ("sneak", "a.md", TEXTS[1])])
@example(edits=[("put", "p.png", "PNG"), ("write", "a.md", TEXTS[0]), ("put", "p.png", "GIF")])
def test_files_that_were_just_changed_are_looked_into(edits: list[tuple[str, ...]]) -> None:
    _play(edits, sneaky=True)


@settings(max_examples=60)
@given(edits=st.lists(EDITS, max_size=12))
def test_files_are_known_by_their_stamps(edits: list[tuple[str, ...]]) -> None:
    """As when each edit came long after the one before, so that no contents are compared."""
    with (
        patch("blogkit.reading.is_settled", return_value=True),
        patch("blogkit.memory.is_settled", return_value=True),
    ):
        _play(edits, sneaky=False)


def _site(root: Path, memory: Memory) -> Site:
    return read_site(root, SETTINGS, NOW, memory=memory)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/a.md").write_text(TEXTS[0])
    return Memory(tmp_path / "kept")


def test_nothing_is_read_or_checked_twice(tmp_path: Path, memory: Memory) -> None:
    known = check_site(_site(tmp_path / "blog", memory))
    assert len(known) == 3
    with (
        patch("blogkit.reading.read_document", side_effect=AssertionError),
        patch("blogkit.checks.checked", side_effect=AssertionError),
    ):
        assert check_site(_site(tmp_path / "blog", memory)) == known


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("damage", [_cut, _flip, lambda _: b"", lambda _: pickle.dumps("other")])
def test_damage_is_not_noticed(
    tmp_path: Path, memory: Memory, damage: Callable[[bytes], bytes]
) -> None:
    known = check_site(_site(tmp_path / "blog", memory))
    for path in memory.folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert check_site(_site(tmp_path / "blog", memory)) == known


def test_other_settings_read_anew(tmp_path: Path, memory: Memory) -> None:
    _site(tmp_path / "blog", memory)
    other = replace(SETTINGS, myst=replace(PERMISSIVE, heading_anchors=0))
    site = read_site(tmp_path / "blog", other, NOW, memory=memory)
    source = site.documents["a"].source
    assert source
    assert source.headings[0].anchor == ""


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path, memory: Memory) -> None:
    memory.folder.write_text("a file where the folder should be")
    assert len(check_site(_site(tmp_path / "blog", memory))) == 3


def test_what_may_not_be_read_is_not_in_a_public_memory(tmp_path: Path, memory: Memory) -> None:
    (tmp_path / "blog/a.md").write_text("# A\n\n![](p.png)\n")
    (tmp_path / "blog/b.md").write_text(TEXTS[6])
    public = replace(memory, is_public=True)
    check_site(_site(tmp_path / "blog", public))
    for path in public.folder.iterdir():
        assert str(tmp_path / "blog/a.md").encode() in path.read_bytes()
        assert str(tmp_path / "blog/b.md").encode() not in path.read_bytes()


VERSIONS = st.dictionaries(st.integers(0, 60), st.integers(0, 2), min_size=20, max_size=60)


@settings(max_examples=60)
@given(versions=st.lists(st.tuples(VERSIONS, st.sampled_from("ab")), max_size=6))
def test_entries_are_remembered_as_they_were_last(
    versions: list[tuple[dict[int, int], str]],
) -> None:
    with tempfile.TemporaryDirectory() as name, patch("blogkit.memory.MANY_FOR_ONE", 2):
        memory = Memory(Path(name))
        for version, key in versions:
            last = memory.recall_entries("all", key)
            entries = {str(each): last.all.get(str(each)) or [each] for each in version}
            entries |= {str(each): [each, number] for each, number in version.items() if number}
            memory.remember_entries("all", key, entries, last)
            assert memory.recall_entries("all", key).all == entries
            other = "b" if key == "a" else "a"
            assert memory.recall_entries("all", other).all == {}


def test_one_entry_of_many_is_written_beside_the_rest(memory: Memory) -> None:
    entries: dict[str, object] = {str(number): [number] for number in range(1000)}
    memory.remember_entries("all", "", entries, memory.recall_entries("all", ""))
    large = (memory.folder / "all").read_bytes()
    last = memory.recall_entries("all", "")
    changed = {name: entry for name, entry in last.all.items() if name != "3"} | {"2": "two"}
    memory.remember_entries("all", "", changed, last)
    assert (memory.folder / "all").read_bytes() == large
    assert (memory.folder / "all-since").stat().st_size < 200
    assert memory.recall_entries("all", "").all == changed
    (memory.folder / "all-since").unlink()  # which a kill in between may come to
    assert memory.recall_entries("all", "").all == entries


def test_a_public_memory_keeps_nothing_of_what_was(memory: Memory) -> None:
    public = replace(memory, is_public=True)
    entries: dict[str, object] = {str(number): f"text {number}" for number in range(100)}
    public.remember_entries("all", "", entries, public.recall_entries("all", ""))
    last = public.recall_entries("all", "")
    public.remember_entries("all", "", {**last.all, "3": ""}, last)
    assert [path.name for path in public.folder.iterdir()] == ["all"]
    assert b"text 3\x94" not in (public.folder / "all").read_bytes()


def test_a_fingerprint_knows_no_order_of_sets() -> None:
    assert fingerprint({"b", "a", "c"}) == fingerprint({"c", "b", "a"})
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
    assert fingerprint(Settings()) == fingerprint(replace(Settings()))
    assert fingerprint(Settings()) != fingerprint(Settings(blog_path="posts"))


def test_check_keeps_its_memory_beside_the_site(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n[x](gone.md)\n")
    first, second = blog.run("check"), blog.run("check")
    assert first.returncode == second.returncode == 1
    assert first.stdout == second.stdout
    kept = {path.name for path in (blog.root / "_build/cache").iterdir()}
    assert kept == {"sources.pickle", "findings.pickle"}


def test_checking_what_is_no_blog_leaves_nothing_behind(tmp_path: Path, blog: Blog) -> None:
    (tmp_path / "note.md").write_text("# A\n")
    (blog.root / "conf.py").unlink()
    assert blog.run("check", str(tmp_path / "note.md")).returncode == 0
    assert {path.name for path in blog.root.iterdir()} == {"index.md"}
