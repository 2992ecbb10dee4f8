"""Processes that work ahead do all of it, modestly, and end with the build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from blogkit.workers import MODEST, Ahead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def note_modesty(path: Path) -> None:
    path.write_text(str(os.nice(0)))


def touch(path: Path) -> None:
    """Fails for one file, and with another the process comes down."""
    if path.name == "refused":
        raise ValueError(path)
    if path.name == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    path.touch()


def take_from_pipe(path: Path) -> None:
    """Opened by both ends at once, so that the other knows how far this is."""
    try:
        path.read_bytes() if path.is_fifo() else path.touch()
    except SystemExit:
        path.with_name("left").write_text("in order")
        raise


@pytest.mark.parametrize("jobs", [1, 3])
def test_all_is_done_by_modest_processes(tmp_path: Path, jobs: int) -> None:
    paths = [tmp_path / str(number) for number in range(9)]
    Ahead(note_modesty, paths, jobs).wait(60)
    assert {path.read_text() for path in paths} == {str(min(19, os.nice(0) + MODEST))}


def test_where_none_can_be_modest_all_is_done_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "nice")
    Ahead(touch, [tmp_path / "a", tmp_path / "b"], 2).wait(60)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


def test_what_fails_or_brings_down_one_holds_up_no_other(tmp_path: Path) -> None:
    names = ["refused", "deadly", "a", "never", "b"]
    Ahead(touch, [tmp_path / name for name in names], 2).wait(60)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


@pytest.mark.parametrize("end", [Ahead.stop, lambda ahead: ahead.wait(0)])
def test_stopped_or_waited_for_too_long_they_leave_nothing(
    tmp_path: Path, end: Callable[[Ahead], None]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    ahead = Ahead(take_from_pipe, [tmp_path / "pipe", tmp_path / "after"], 1)
    with (tmp_path / "pipe").open("wb"):  # as soon as the process reads from it
        end(ahead)
    assert {path.name for path in tmp_path.iterdir()} == {"pipe", "left"}
    assert (tmp_path / "left").read_text() == "in order"


def test_they_end_when_the_build_is_killed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    begin = (
        "import sys; from pathlib import Path; from blogkit.workers import Ahead;"
        "from tests.blogkit.test_workers import take_from_pipe;"
        f"folder = Path({str(tmp_path)!r});"
        "Ahead(take_from_pipe, [folder / 'pipe', folder / 'after'], 1).wait(60)"
    )
    build = subprocess.Popen([sys.executable, "-c", begin], stderr=subprocess.PIPE)
    with (tmp_path / "pipe").open("wb"):  # as soon as the process reads from it
        build.kill()
        build.wait()
    assert build.stderr
    build.stderr.read()  # until nobody could say any more
    build.stderr.close()
    assert not (tmp_path / "after").exists()
