"""What the blog makes of two real posts, with all the slips that their author left in them.

`SAMPLES` names the folder they are in: the earlier sample first, the later one second.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(Path(os.environ["SAMPLES"]).glob("*.txt"))
NAMES = ("earlier.md", "later.md")
# Every error in them: of each check the lines.
IN_THE_EARLIER = {
    "missing-date": [2],
    "year-mismatch": [8],
    "lossy-mojibake": [32, 36, 80, 86, 90],
}
IN_THE_LATER = {
    "missing-date": [2],
    "year-mismatch": [8],
    "commented-out-target": [16],
    "renamed-target": [21],
    "mojibake": [32, 108, 180, 180, 275, 305, 332],
    "heading-level-slip": [184],
}
WANTED = sorted(
    (f"posts/samples/{name}", line, check)
    for name, slips in zip(NAMES, (IN_THE_EARLIER, IN_THE_LATER), strict=True)
    for check, lines in slips.items()
    for line in lines
)
SUGGESTED = (
    "missing-date,year-mismatch,lossy-mojibake,commented-out-target,renamed-target,"
    "heading-level-slip"
)
ERROR = re.compile(
    r"^(?P<path>\S+?):(?P<line>\d+):(?P<column>\d+): ERROR: .* \[blogkit\.(?P<name>.*)\]$"
)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A copy of this blog with its site built, and both samples just dropped in."""
    for name in ("conf.py", "index.md", "about.md"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("posts", "_static", "_templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    pictures = ROOT / "_build/cache"  # `make html` has made them small: once is enough
    if pictures.is_dir():
        shutil.copytree(pictures, tmp_path / "_build/cache")
    assert run(tmp_path, "build", "--strict").returncode == 0
    (tmp_path / "posts/samples").mkdir()
    for sample, name in zip(SAMPLES, NAMES, strict=True):
        shutil.copy(sample, tmp_path / "posts/samples" / name)
    return tmp_path


@pytest.fixture
def blog_with_pictures(blog: Path) -> Path:
    """The same, with a stand-in for each picture."""
    posts = [str(blog / "posts/samples" / name) for name in NAMES]
    subprocess.run([sys.executable, str(ROOT / "tests/draw_standins.py"), *posts], check=True)
    return blog


def run(blog: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "blogkit", *arguments]
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=blog, capture_output=True, text=True, check=False, env=environment
    )


def errors(words: str) -> list[tuple[str, int, str]]:
    """File, line and check of every error that a build told."""
    found = [ERROR.match(line) for line in words.splitlines() if " ERROR: " in line]
    assert all(found), words
    return [(each["path"], int(each["line"]), each["name"]) for each in found if each]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_just_the_errors_are_told_and_the_old_site_stays(blog_with_pictures: Path) -> None:
    before = snapshot(blog_with_pictures / "_build/html")
    build = run(blog_with_pictures, "build")
    assert build.returncode == 1
    assert "Traceback" not in build.stdout + build.stderr
    assert sorted(errors(build.stderr)) == WANTED
    assert snapshot(blog_with_pictures / "_build/html") == before


def test_a_preview_shows_both_posts(blog_with_pictures: Path) -> None:
    before = snapshot(blog_with_pictures / "_build/html")
    build = run(blog_with_pictures, "build", "--drafts")
    assert build.returncode == 1
    assert sorted(errors(build.stderr)) == WANTED
    pages = blog_with_pictures / "_build/drafts/posts/samples"
    assert {page.name for page in pages.glob("*.html")} == {"earlier.html", "later.html"}
    assert (pages / "later.html").read_text(encoding="utf-8").count("<picture") == 60
    assert snapshot(blog_with_pictures / "_build/html") == before


def test_without_pictures_each_is_missed_at_its_place(blog: Path) -> None:
    build = run(blog, "build")
    assert build.returncode == 1
    missing = [each for each in errors(build.stderr) if each[2] == "missing-image"]
    lines = SAMPLES[1].read_text(encoding="utf-8").splitlines()
    wanted = [
        number for number, line in enumerate(lines, 1) if line.startswith("![") and number != 131
    ]
    assert [line for _, line, _ in missing] == wanted
    assert len(wanted) == 60
    assert build.stderr.count("not readable") == 0


def test_the_fixes_leave_no_error(blog_with_pictures: Path) -> None:
    assert len(WANTED) == 19
    for name in NAMES:
        (blog_with_pictures / "posts/samples" / name).chmod(0o644)
    fixed = run(blog_with_pictures, "check", "--fix", "--unsafe", SUGGESTED)
    assert fixed.returncode == 0, fixed.stdout + fixed.stderr
    assert run(blog_with_pictures, "build").returncode == 0
    later = (blog_with_pictures / "posts/samples/later.md").read_text(encoding="utf-8")
    assert "- [More Sight Seeing!](#more-sight-seeing)" in later
    assert "What actually worked—and what didn’t" in later


def test_the_anchors_that_the_later_one_lost_are_told(blog: Path) -> None:
    (blog / "posts/samples" / NAMES[1]).unlink()
    post, page = blog / "posts/samples" / NAMES[0], "/posts/samples/earlier.html"
    _write_dated(SAMPLES[0], post)
    assert run(blog, "permalinks").returncode == 0
    _write_dated(SAMPLES[1], post)
    checked = run(blog, "check", "--select", "vanished-page,vanished-anchor")
    lost = "kojo-idressa-and-keanya-phelps-kick-off-the-conference"
    assert re.findall(r"links to '#([^']*)'", checked.stdout) == [lost]
    assert run(blog, "permalinks", "--gone", f"{page}#{lost}").returncode == 0
    moved = f'"{page}#sight-seeing-and-more-food": "#more-sight-seeing"'
    assert moved in (blog / "permalinks.json").read_text(encoding="utf-8")


def _write_dated(sample: Path, post: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    post.unlink(missing_ok=True)
    post.write_text(text.replace("blogpost: true", "blogpost: true\ndate: 2025-09-20", 1))
