"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogkit.writing import write_whole


def test_parts_and_who_may_read_them(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "é.txt"
    write_whole(path, b"one ", b"two", mode=0o644)
    assert path.read_bytes() == b"one two"
    assert path.stat().st_mode & 0o777 == 0o644
    write_whole(path, b"three")
    assert path.read_bytes() == b"three"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("error", [OSError("no space left"), KeyboardInterrupt()])
def test_a_failure_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(type(error)):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
