"""Whether a file has changed: by its content, whatever its time stamp says."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from blogkit.memory import CLOCK
from blogkit.rebuild.sources import FileState, states_of

if TYPE_CHECKING:
    from pathlib import Path


def state_of(path: Path, *, later: int = 10 * CLOCK) -> FileState:
    (state,) = states_of([str(path)], now=time.time_ns() + later)
    return state


def test_a_touched_file_is_the_same(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text("words")
    state = state_of(post)
    assert state.is_current()
    os.utime(post, ns=(1, 1))
    assert state.is_current()


def test_another_content_is_a_change_even_with_an_older_time_and_the_same_size(
    tmp_path: Path,
) -> None:
    post = tmp_path / "post.md"
    post.write_text("words")
    state, stat = state_of(post), post.stat()
    post.write_text("sword")
    os.utime(post, ns=(stat.st_mtime_ns, stat.st_mtime_ns))
    assert not state.is_current()


def test_a_file_written_within_the_tick_in_which_it_was_read_is_compared(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text("words")
    read_at_once = state_of(post, later=0)
    known = replace(read_at_once, content="other")
    assert read_at_once.is_current()
    assert not known.is_current()


def test_a_file_that_was_missing_is_a_change_once_it_is_there(tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    state = state_of(picture)
    assert state.is_current()
    picture.write_bytes(b"")
    assert not state.is_current()


def test_a_file_that_is_gone_is_a_change(tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(b"pixels")
    state = state_of(picture)
    picture.unlink()
    assert not state.is_current()
