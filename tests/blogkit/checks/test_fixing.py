"""Fixes in files: byte for byte what they were but for the fault, or left alone with a reason."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.fixing import CannotFixError, Ground, Plan, plan, write
from blogkit.documents import digest_of
from blogkit.sources import Place

if TYPE_CHECKING:
    from pathlib import Path


def _finding(*edits: Edit) -> Finding:
    return Finding(
        "x", Severity.ERROR, edits[0].path, edits[0].place, "m", fix=Fix(edits, safe=True)
    )


def _word(path: Path, text: str = "the", line: int = 1) -> Edit:
    """Put *text* in the place of a line's first three letters."""
    return Edit(path, Place(line, 1, line, 4), text)


def _ground(root: Path, encoding: str = "utf-8-sig") -> Ground:
    files = [path for path in root.rglob("*") if path.is_file()]
    return Ground((root,), {path: digest_of(path.read_bytes()) for path in files}, encoding)


def _fixed(ground: Ground, *findings: Finding) -> Plan:
    made = plan(findings, ground)
    write(made.changes)
    return made


@pytest.mark.parametrize(
    ("before", "after", "encoding"),
    [
        (b"teh\r\nb\nc\rd", b"the\r\nb\nc\rd", "utf-8-sig"),
        (b"\xef\xbb\xbfteh\n", b"\xef\xbb\xbfthe\n", "utf-8-sig"),
        (b"\xef\xbb\xbfteh\n", b"\xef\xbb\xbfthe\n", "utf-8"),
        (b"\xef\xbb\xbf\xef\xbb\xbfteh\n", b"\xef\xbb\xbf\xef\xbb\xbfthe\n", "utf-8-sig"),
        (b"teh caf\xe9", b"the caf\xe9", "latin-1"),
        ("teh é\n".encode("utf-16"), "the é\n".encode("utf-16"), "utf-16"),
        ("teh e\u0301 🔝\x85\u2028\n".encode(), "the e\u0301 🔝\x85\u2028\n".encode(), "utf-8-sig"),
    ],
)
def test_all_other_bytes_stay(tmp_path: Path, before: bytes, after: bytes, encoding: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(before)
    path.chmod(0o640)
    _fixed(_ground(tmp_path, encoding), _finding(_word(path)))
    assert path.read_bytes() == after
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("teh\nteh\n")
    return tmp_path / "a.md", tmp_path / "b.md"


def test_one_fix_in_several_files(tmp_path: Path, two: tuple[Path, Path]) -> None:
    a, b = two
    made = _fixed(_ground(tmp_path), _finding(_word(a), _word(b, line=2)), _finding(_word(b)))
    assert (a.read_text(), b.read_text()) == ("the\nteh\n", "the\nthe\n")
    assert len(made.mended) == 2


def test_a_fix_is_made_in_all_its_files_or_in_none(tmp_path: Path, two: tuple[Path, Path]) -> None:
    a, b = two
    ground = _ground(tmp_path)
    b.write_text("changed\n")
    made = _fixed(
        ground, _finding(_word(a), _word(b)), _finding(_word(b)), _finding(_word(a, line=2))
    )
    assert (a.read_text(), b.read_text()) == ("teh\nthe\n", "changed\n")
    (refusal,) = made.refusals
    assert refusal.endswith(
        "b.md is left as it is: it has changed since it was checked; run this again"
    )


def test_a_write_protected_file_is_left(tmp_path: Path, two: tuple[Path, Path]) -> None:
    two[0].chmod(0o444)
    made = _fixed(_ground(tmp_path), _finding(_word(two[0])))
    assert made.refusals[0].endswith("a.md is left as it is: it is write-protected")
    assert two[0].read_text() == "teh\nteh\n"


def test_a_link_is_written_through_but_never_out_of_the_blog(tmp_path: Path) -> None:
    blog, outside = tmp_path / "blog", tmp_path / "outside.md"
    blog.mkdir()
    (blog / "real.md").write_text("teh\n")
    outside.write_text("teh\n")
    (blog / "inside.md").symlink_to("real.md")
    (blog / "leads-out.md").symlink_to(outside)
    (blog / "folder").symlink_to(tmp_path)
    ground = _ground(blog)
    inside, *out = (blog / name for name in ("inside.md", "leads-out.md", "folder/outside.md"))
    ground = replace(ground, digests={**ground.digests, out[1]: digest_of(b"teh\n")})
    made = _fixed(ground, *(_finding(_word(path)) for path in (inside, *out, blog / "real.md")))
    assert (blog / "real.md").read_text() == "the\n"
    assert inside.is_symlink()
    assert outside.read_text() == "teh\n"
    assert [each.partition("is left as it is: ")[2] for each in made.refusals] == [
        f"it is a link out of the blog, to {outside}",
        f"it is a link out of the blog, to {outside}",
        f"it is the same file as {inside}",
    ]


def test_what_was_not_checked_is_left(tmp_path: Path, two: tuple[Path, Path]) -> None:
    ground = replace(_ground(tmp_path), digests={})
    assert "not among the files" in _fixed(ground, _finding(_word(two[0]))).refusals[0]


def test_what_the_encoding_lacks_is_declined(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"teh caf\xe9\n")
    assert not _fixed(_ground(tmp_path, "latin-1"), _finding(_word(path, "🔝"))).mended
    assert not _fixed(_ground(tmp_path, "latin-1"), _finding(_word(path, "\ud800"))).mended
    assert path.read_bytes() == b"teh caf\xe9\n"


def test_a_full_disk_loses_nothing(tmp_path: Path, two: tuple[Path, Path]) -> None:
    made = plan([_finding(_word(each)) for each in two], _ground(tmp_path))
    results = [None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))]
    with patch("os.fsync", side_effect=results), pytest.raises(OSError, match="No space left"):
        write(made.changes)
    assert [each.read_text() for each in two] == ["teh\nteh\n"] * 2
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_saved_at_the_last_moment_is_not_lost(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    made = plan([_finding(_word(each)) for each in two], _ground(tmp_path))
    two[1].write_text("just saved\n")
    with pytest.raises(CannotFixError, match=r"b\.md was changed meanwhile"):
        write(made.changes)
    assert [each.read_text() for each in two] == ["teh\nteh\n", "just saved\n"]
    assert len(list(tmp_path.iterdir())) == 2
