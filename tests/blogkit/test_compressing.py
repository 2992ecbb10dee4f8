"""What servers give out packed is what they would give out as it is."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import brotli
import pytest

from blogkit.compressing import FAILED, UNUSABLE, compress

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"<p>A long way for a short week.</p>\n" * 100
MOMENT = 1_700_000_000_123_456_789


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"a.html": TEXT, "b c/é.json": TEXT, "short.html": TEXT[:100], "a.png": TEXT}
    for name, data in files.items():
        path = tmp_path / "_build/html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, ns=(MOMENT, MOMENT))
    return tmp_path


def _packed(root: Path) -> dict[str, bytes]:
    folder = root / "_build/compressed"
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def test_texts_are_packed_twice(root: Path) -> None:
    assert compress(root) == 0
    packed = _packed(root)
    assert packed.keys() == {"a.html.br", "a.html.gz", "b c/é.json.br", "b c/é.json.gz"}
    assert brotli.decompress(packed["a.html.br"]) == TEXT
    assert gzip.decompress(packed["a.html.gz"]) == TEXT
    path = root / "_build/compressed/a.html.gz"
    assert path.stat().st_mtime_ns == MOMENT
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_same_text_gives_the_same_bytes(root: Path) -> None:
    compress(root)
    before = _packed(root)
    for each in (root / "_build/compressed").rglob("*.*"):
        each.unlink()
    compress(root)
    assert _packed(root) == before


def test_only_what_changed_is_packed_and_what_is_gone_goes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compress(root)
    assert "Wrote 4 files" in capsys.readouterr().err
    site = root / "_build/html"
    (site / "a.html").write_bytes(TEXT.upper())
    (site / "b c/é.json").unlink()
    assert compress(root) == 0
    assert "Wrote 2 files into _build/compressed; 0 were there." in capsys.readouterr().err
    packed = _packed(root)
    assert packed.keys() == {"a.html.br", "a.html.gz"}
    assert brotli.decompress(packed["a.html.br"]) == TEXT.upper()
    compress(root)
    assert "Wrote 0 files into _build/compressed; 2 were there." in capsys.readouterr().err


def test_without_a_site_and_without_space(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compress(tmp_path / "elsewhere") == UNUSABLE
    assert "there is no _build/html" in capsys.readouterr().err

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("blogkit.compressing.write_whole", fail)
    assert compress(root) == FAILED
    assert "no space left" in capsys.readouterr().err
    assert _packed(root) == {}
