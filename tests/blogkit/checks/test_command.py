"""`python -m blogkit check`: its options, what it writes, and its exit codes."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from blogkit import checks, commands
from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.reports import FORMATS
from blogkit.checks.rules import broken_anchor, commented_out_target, missing_date, renamed_target
from blogkit.commands import main
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from tests.blogkit.conftest import Blog

HOOKS = Path(__file__).resolve().parents[3] / ".pre-commit-hooks.yaml"
TEH = "# A\n\nteh one\n"


def _spelling(document: Document, site: Site) -> Iterator[Finding]:
    """A check with fixes: `teh` safely becomes `the`; of `colour` somebody has to say so."""
    for number, line in enumerate(document.source.lines if document.source else (), 1):
        for wrong, right in (("teh", "the"), ("colour", "color")):
            at = line.find(wrong) + 1
            if at:
                place = Place(number, at, number, at + len(wrong))
                fix = Fix((Edit(document.path, place, right),), safe=wrong == "teh")
                yield Finding(
                    missing_date.NAME, Severity.ERROR, document.path, place, wrong, fix=fix
                )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, no blog; one check is of spelling, under another's name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(missing_date, "check", _spelling)
    related = (broken_anchor, commented_out_target, renamed_target)
    monkeypatch.setattr(checks, "RULES", (missing_date, *related))
    return tmp_path


def test_the_forms_of_reports_are_those_of_the_command_line() -> None:
    assert tuple(FORMATS) == commands.FORMATS


def test_fix_shows_a_diff_makes_the_safe_fixes_and_tells_the_rest(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.md").write_bytes(b"# A\r\n\r\nteh colour of teh\r\n")
    assert main(["check", "--fix"]) == 1
    out, errors = capsys.readouterr()
    assert "-teh colour of teh\r\n+the colour of teh\r\n" in out
    assert "-the colour of teh\r\n+the colour of the\r\n" in out
    assert out.endswith("    --unsafe missing-date: writes 'color'\n1 error in 1 file\n")
    assert errors == "mended 2 faults in 1 file\n"
    assert (here / "a.md").read_bytes() == b"# A\r\n\r\nthe colour of the\r\n"
    assert main(["check", "--fix"]) == 1
    assert capsys.readouterr().err == ""


def test_diff_shows_what_fix_would_do_and_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.md").write_text(TEH)
    for options in (["--diff"], ["--fix", "--diff"]):
        assert main(["check", *options]) == 1
        out = capsys.readouterr().out
        assert "-teh one\n+the one\n" in out
        assert out.endswith("1 of them can be mended: make fix, or --fix\n")
    assert (here / "a.md").read_text() == TEH


def test_suggested_fixes_only_by_their_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.md").write_text("colour\n")
    assert main(["check", "--fix", "--unsafe", "broken-anchor"]) == 1
    assert (here / "a.md").read_text() == "colour\n"
    assert main(["check", "--diff", "--unsafe", "missing-date"]) == 1
    assert "+color\n" in capsys.readouterr().out
    assert main(["check", "--unsafe", "broken-anchor,missing-date"]) == 0
    assert (here / "a.md").read_text() == "color\n"


def test_only_what_is_selected_is_told_and_mended(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.md").write_text(f"{TEH}\n[x](#y)\n")
    for options in (
        ["--select", "broken-anchor"],
        ["--ignore=missing-date,bad-front-matter"],
    ):
        assert main(["check", "--fix", *options]) == 1
        out = capsys.readouterr().out
        assert out.splitlines()[0].startswith("a.md:5:1: error")
        assert out.endswith("1 error in 1 file\n")
    assert main(["check", "--ignore", "missing-date", "--ignore", "broken-anchor"]) == 0
    assert main(["check", "--select", "broken-anchor", "--ignore", "broken-anchor"]) == 0
    assert (here / "a.md").read_text() == f"{TEH}\n[x](#y)\n"


@pytest.mark.parametrize("option", ["--select", "--ignore", "--unsafe"])
def test_an_unknown_name_gets_the_nearest(
    here: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", option, "broken-anchor,missing-dat"]) == 2
    assert (
        capsys.readouterr().err == "there is no check 'missing-dat'; did you mean 'missing-date'?\n"
    )


def test_with_another_format_stdout_is_only_the_report(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.md").write_text(TEH)
    assert main(["check", "--fix", "--format", "json"]) == 0
    out, errors = capsys.readouterr()
    assert json.loads(out)["summary"] == {"files": 1, "errors": 0, "warnings": 0, "infos": 0}
    assert "+the one\n" in errors


def test_what_cannot_be_written_is_said_once_and_nothing_is_lost(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "b.md"):
        (here / name).write_text(TEH)
    (here / "a.md").chmod(0o444)
    assert main(["check", "--fix"]) == 1
    errors = capsys.readouterr().err
    assert errors == "a.md is left as it is: it is write-protected\nmended 1 fault in 1 file\n"
    (here / "b.md").write_text(TEH)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(["check", "--fix"]) == 2
    assert capsys.readouterr().err.endswith("nothing more was written: No space left on device\n")
    assert (here / "b.md").read_text() == TEH
    assert sorted(path.name for path in here.iterdir()) == ["a.md", "b.md"]


def test_files_and_folders_inside_and_outside_of_blogs(blog: Blog, tmp_path: Path) -> None:
    blog.post("posts/a.md", date="")
    blog.write("README.md", "# R\n\n[x](#y)\n")
    blog.write("conf.py", blog.read("conf.py") + "exclude_patterns = ['README.md', '_build']\n")
    blog.write("_build/x.md", "[x](#y)\n")
    (tmp_path / "alone/.git").mkdir(parents=True)
    (tmp_path / "alone/b.markdown").write_text("# B\n\n[x](#y)\n")
    (tmp_path / "alone/.git/c.md").write_text("[x](#y)\n")
    (tmp_path / "link.md").symlink_to(blog.root / "posts/a.md")
    alone = str(tmp_path / "alone")
    for paths, words in (
        ((), "1 error in 2 files"),
        ((".",), "1 error in 2 files"),
        (("posts/a.md", "README.md"), "2 errors in 2 files"),
        (("posts/a.md", "posts", "./posts/a.md"), "1 error in 1 file"),
        ((str(blog.root / "posts/a.md"), alone), "2 errors in 2 files"),
        ((str(tmp_path / "link.md"),), "1 error in 1 file"),
        ((alone,), "1 error in 1 file"),
    ):
        run = blog.run("check", *paths)
        assert run.stdout.splitlines()[-1] == words, paths
        assert run.returncode == 1
    for path in ("gone.md", "conf.py"):
        run = blog.run("check", path)
        assert (run.returncode, run.stdout) == (2, "")
        assert path in run.stderr


def test_a_blog_is_found_from_above_but_none_above_where_the_command_runs(
    blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the two, only the blog knows what `blog_post_pattern` makes a post, which has no date."""
    blog.write("posts/a.md", "# A\n")
    blog.write("conf.py", blog.read("conf.py") + "blog_post_pattern = 'posts/*.md'\n")
    monkeypatch.chdir(tmp_path)
    for path in ("blog", "blog/posts", "blog/posts/a.md", str(blog.root)):
        assert main(["check", path]) == 1
        assert "blog/posts/a.md:1:1: error: the post has no date" in capsys.readouterr().out
    monkeypatch.chdir(blog.root / "posts")
    assert main(["check", "a.md"]) == 0
    assert main(["check"]) == 0


def test_the_hook_for_pre_commit_runs(blog: Blog) -> None:
    """As pre-commit runs it: the entry, with the names of the files that are to be committed."""
    (hook,) = yaml.safe_load(HOOKS.read_text())
    blog.post("posts/a.md", "# A\n\n[x](#y)\n")
    blog.post("posts/b.md")
    python, *entry = shlex.split(hook["entry"])
    assert (python, hook["language"]) == ("python", "python")
    for name, code in (("posts/a.md", 1), ("posts/b.md", 0)):
        run = subprocess.run(
            [sys.executable, *entry, name],
            cwd=blog.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == code, run.stdout + run.stderr
