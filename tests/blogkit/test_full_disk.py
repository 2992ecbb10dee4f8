"""A disk that takes no more leaves the old site as it was, and the next build is sound."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.blogkit.conftest import NOW, Blog
from tests.blogkit.law_builds import expect_same, snapshot, start
from tests.blogkit.test_kills import State

if TYPE_CHECKING:
    from pathlib import Path

# The system refuses to let a file grow beyond so many kilobytes, as a full disk does: at first
# the environment, then pictures and pages, then only what is largest.
LIMITS = (1, 6, 24, 80)


def _build_with_limit(blog: Blog, kilobytes: int) -> subprocess.CompletedProcess[str]:
    command = f'ulimit -f {kilobytes} && exec "$0" -m blogkit build --jobs=1 > /dev/null'
    return subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=blog.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "NO_COLOR": "1"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def _build(blog: Blog, log: Path) -> None:
    result = start(blog.root, "blogkit", "build", now=NOW, log=log).result()
    assert result.code == 0, result.words


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit is not known here")
def test_a_disk_that_is_full_leaves_a_whole_site(tmp_path: Path) -> None:
    blog, clean, log = Blog(tmp_path / "blog"), Blog(tmp_path / "clean"), tmp_path / "log"
    old, new = State(), State(text=1, picture=1)
    old.write(blog)
    new.write(clean)
    _build(blog, log)
    _build(clean, log)
    before, wanted = (snapshot(each.root / "_build/html") for each in (blog, clean))
    new.write(blog)
    failed = 0
    for kilobytes in LIMITS:
        run = _build_with_limit(blog, kilobytes)
        assert "Traceback" not in run.stderr
        if run.returncode == 0:
            break
        failed += 1
        assert run.returncode == 1
        assert "is as it was before" in run.stderr, run.stderr
        expect_same(snapshot(blog.root / "_build/html"), before)
    assert failed > 1
    _build(blog, log)
    expect_same(snapshot(blog.root / "_build/html"), wanted)
