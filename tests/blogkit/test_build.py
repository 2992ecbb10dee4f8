"""A build is whole or not at all; its exit code and its words tell which."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.building.inputs import Inputs
from blogkit.building.snapshot import Snapshot, Told, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

# Writes a line when reading begins and waits there, so that a test can stop the build midway.
WAITING_EXTENSION = """
import time
def wait(app, *_):
    print("HALFWAY", flush=True)
    time.sleep(60)
def setup(app):
    app.connect("html-collect-pages", lambda app: wait(app) or [])
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_empty_blog_builds(blog: Blog) -> None:
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    assert "_build/html/index.html" in run.stderr
    assert "index.html" in blog.pages()


def test_nothing_but_the_site_is_in_the_site(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.run("build")
    names = {path.name for path in (blog.root / "_build/html").rglob("*")}
    assert not {".doctrees", "environment.pickle", ".new-html", "traceback.txt"} & names
    built = {path.name for path in (blog.root / "_build").iterdir()}
    assert built - {".html.lock"} == {"cache", "html", "doctrees", "work"}


def test_an_error_leaves_the_old_site_and_names_itself(blog: Blog) -> None:
    blog.post("posts/a.md")
    assert blog.run("build").returncode == 0
    before = snapshot(blog.root / "_build/html")
    blog.post("posts/b.md", "# B\n\n[x](#nowhere)\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "posts/b.md:8:1: ERROR: the link '#nowhere' leads nowhere" in run.stderr
    assert "the site in _build/html is as it was before" in run.stderr
    assert snapshot(blog.root / "_build/html") == before


def test_an_error_is_told_again_until_it_is_mended(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n```{nonsense}\n```\n")
    for _ in range(2):
        run = blog.run("build")
        assert run.returncode == 1
        assert "nonsense" in run.stderr
    blog.post("posts/a.md")
    assert blog.run("build").returncode == 0


@pytest.mark.parametrize("text", ["```{nonsense}\n```\n", "{nonsense}`x`\n"])
def test_an_unknown_directive_or_role_is_an_error(blog: Blog, text: str) -> None:
    blog.post("posts/a.md", f"# A\n\n{text}")
    assert blog.run("build").returncode == 1


def test_warnings_fail_only_a_strict_build(blog: Blog) -> None:
    blog.write("_static/x.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    blog.post("posts/a.md", "# A\n\nSome text.\n\n![](/_static/x.svg)\n")
    relaxed, strict = blog.run("build"), blog.run("build", "--strict")
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    assert "0 errors, 1 warning)" in relaxed.stderr


def test_each_fault_is_told_once(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n[x](#nowhere) [y](gone.md) ![z](gone.jpg)\n")
    told = [line for line in blog.run("build").stderr.splitlines() if "posts/a.md" in line]
    assert len(told) == 3
    assert all("[blogkit." in line for line in told)


def test_drafts_are_built_apart_and_in_spite_of_errors(blog: Blog) -> None:
    blog.post("posts/a.md", date="")
    run = blog.run("build", "--drafts")
    assert run.returncode == 1
    assert "posts/a.html" in blog.pages("_build/drafts")
    assert not (blog.root / "_build/html").exists()


def test_a_broken_conf_is_one_message(blog: Blog) -> None:
    blog.write("conf.py", "project = 'x'\nextensions = [\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "conf.py" in run.stderr


def test_what_an_extension_says_at_the_start_counts(blog: Blog) -> None:
    blog.write("conf.py", blog.read("conf.py") + "myst_enable_extensions = ['nonsense']\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "1 error," in run.stderr


@pytest.mark.parametrize(
    ("conf", "words"),
    [
        ("1 / 0", "conf.py:6: ZeroDivisionError: division by zero"),
        ("import nonsense", "No module named 'nonsense'"),
        ("extensions = 3", "conf.py"),
    ],
)
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_fault_in_conf_is_in_words(blog: Blog, command: str, conf: str, words: str) -> None:
    blog.write("conf.py", blog.read("conf.py") + conf + "\n")
    run = blog.run(command)
    assert run.returncode in (1, 2)
    assert "Traceback" not in run.stderr
    assert words in run.stderr


def test_a_bad_link_in_an_excerpt_is_told_once(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\nSee {ref}`nowhere`.\n", tags="x, y")
    run = blog.run("build")
    assert run.stderr.count("the link 'nowhere'") == 1
    assert "1 error," in run.stderr


def test_a_fault_in_an_extension_is_one_message_and_a_file(blog: Blog) -> None:
    blog.write(
        "broken.py", "def setup(app):\n    app.connect('builder-inited', lambda app: 1 / 0)\n"
    )
    conf = blog.read("conf.py") + "import sys; sys.path.insert(0, '.')\nextensions += ['broken']\n"
    blog.write("conf.py", conf)
    run = blog.run("build")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "division by zero" in run.stderr


def _halfway(blog: Blog) -> None:
    """Build once, then make the next build stop in the middle of writing."""
    blog.post("posts/a.md")
    assert blog.run("build").returncode == 0
    blog.write("waiting.py", WAITING_EXTENSION)
    conf = blog.read("conf.py")
    blog.write("conf.py", conf + "import sys; sys.path.insert(0, '.')\nextensions += ['waiting']\n")


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_stopping_a_build_breaks_nothing(blog: Blog, stop: int, code: int) -> None:
    conf = blog.read("conf.py")
    _halfway(blog)
    before = snapshot(blog.root / "_build/html")
    with blog.start("build") as build:
        assert build.stdout
        while "HALFWAY" not in build.stdout.readline():
            assert build.poll() is None
        build.send_signal(stop)
        words = build.stdout.read()
    assert build.returncode == code
    assert "Traceback" not in words
    assert snapshot(blog.root / "_build/html") == before
    blog.write("conf.py", conf)
    leftover = blog.write("_build/work/html/leftover.html", "written by half")
    assert blog.run("build").returncode == 0
    assert not leftover.exists()
    assert not list((blog.root / "_build").glob(".new-*"))


def test_a_second_build_waits_for_the_first(blog: Blog) -> None:
    conf = blog.read("conf.py")
    _halfway(blog)
    with blog.start("build") as first:
        assert first.stdout
        while "HALFWAY" not in first.stdout.readline():
            assert first.poll() is None
        blog.write("conf.py", conf)
        with blog.start("build") as second:
            assert second.stdout
            assert "waiting for it" in second.stdout.readline()
            first.send_signal(signal.SIGINT)
            words = second.stdout.read()
    assert second.returncode == 0, words
    assert first.returncode == 130


def test_a_build_killed_between_two_renames_is_repaired(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.run("build")
    (blog.root / "_build/html").rename(blog.root / "_build/.old-html")
    blog.post("posts/b.md", date="")
    assert blog.run("build").returncode == 1
    assert "posts/a.html" in blog.pages()


def test_a_page_that_is_taken_back_is_gone(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.run("build")
    blog.post("posts/a.md", draft="true")
    assert blog.run("build").returncode == 0
    assert "posts/a.html" not in blog.pages()


NOTHING = "Nothing has changed."


def is_idle(run: subprocess.CompletedProcess[str]) -> bool:
    """Whether Sphinx was not even started."""
    return NOTHING in run.stderr and "Sphinx" not in run.stdout


def test_when_nothing_changed_sphinx_is_not_started(blog: Blog) -> None:
    post = blog.post("posts/a.md")
    assert blog.run("build").returncode == 0
    before = snapshot(blog.root / "_build")
    run = blog.run("build")
    assert is_idle(run)
    assert run.returncode == 0
    assert "_build/html/index.html" in run.stderr
    os.utime(post)
    assert is_idle(blog.run("build"))
    blog.post("posts/a.md", "# Another\n")
    assert not is_idle(blog.run("build"))
    assert "Another" in blog.read("_build/html/posts/a.html")
    assert is_idle(blog.run("build"))
    assert snapshot(blog.root / "_build").keys() >= before.keys()


def test_what_was_told_is_told_again(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n```{nonsense}\n```\n\n[x](#nowhere)\n")
    first, second = blog.run("build"), blog.run("build")
    assert is_idle(second)
    assert (first.returncode, second.returncode) == (1, 1)
    assert second.stderr == first.stderr.replace("2 errors", f"{NOTHING} 2 errors")


def test_what_was_told_while_reading_is_told_by_the_next_build_too(blog: Blog) -> None:
    """Sphinx itself tells of a document only when it reads it."""
    blog.post("posts/a.md", "# A\n\n```{nonsense}\n```\n")
    blog.run("build")
    blog.post("posts/b.md")
    run = blog.run("build")
    assert not is_idle(run)
    assert run.returncode == 1
    assert "nonsense" in run.stderr


def test_strict_is_a_matter_of_each_build(blog: Blog) -> None:
    blog.write("_static/x.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    blog.post("posts/a.md", "# A\n\n![](/_static/x.svg)\n")
    runs = [blog.run("build", "--strict"), blog.run("build"), blog.run("build", "--strict")]
    assert [run.returncode for run in runs] == [1, 0, 1]
    assert all(NOTHING in run.stderr for run in runs[1:])
    assert "posts/a.html" in blog.pages()


def test_the_site_is_made_again_from_the_work_folder(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.run("build")
    site = blog.root / "_build/html"
    before = snapshot(site)
    shutil.rmtree(site)
    run = blog.run("build")
    assert is_idle(run)
    assert snapshot(site) == before
    (site / "posts/a.html").write_text("changed")
    assert is_idle(blog.run("build"))
    assert snapshot(site) == before


def test_a_work_folder_that_was_touched_is_not_rested_on(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.run("build")
    before = blog.read("_build/html/posts/a.html")
    (blog.root / "_build/work/html/posts/a.html").write_text("changed")
    shutil.rmtree(blog.root / "_build/html")
    assert not is_idle(blog.run("build"))
    assert blog.read("_build/html/posts/a.html") == before


@given(st.binary(max_size=100), st.floats(0, 1))
def test_a_damaged_snapshot_is_ignored(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, where: float
) -> None:
    folder = tmp_path_factory.mktemp("state")
    inputs, mark = Inputs(1, {"a": None, "b": ((1, 2, 3), "x")}), (4, 5, 6)
    made = Snapshot(
        surroundings=[1, "x"],
        conf_values={"a": "b"},
        inputs=inputs,
        further=["f"],
        modules=[],
        settings=["s"],
        epoch="",
        moment=1.5,
        next_due=None,
        day="day",
        told=Told(1, 2, ["line"]),
        is_published=True,
        manifest={"p": (mark, mark)},
        output={"p": mark},
        state={},
    )
    made.save(folder)
    assert load(folder) == made
    file = folder / "snapshot.pickle"
    data = file.read_bytes()
    at = int(where * len(data))
    broken = data[:at] + damage + data[at + len(damage) :]
    file.write_bytes(broken)
    assert load(folder) == (made if broken == data else None)


@pytest.mark.parametrize(
    "values",
    [
        pickle.dumps({"inputs": {}, "told": {}, "what was once kept": 1}),
        pickle.dumps([]),
        b"cblogkit.build\nNothing\n)\x81.",
    ],
)
def test_a_snapshot_of_another_version_is_ignored(tmp_path: Path, values: bytes) -> None:
    (tmp_path / "snapshot.pickle").write_bytes(sha256(values).digest() + values)
    assert load(tmp_path) is None


def test_a_post_that_falls_due_is_published_without_an_edit(blog: Blog) -> None:
    blog.post("posts/a.md", date="2027-02-01")
    blog.run("build")
    assert "posts/a.html" not in blog.pages()
    assert blog.run("build", now=1801440000).returncode == 0  # on 1 February, at midnight
    assert "posts/a.html" in blog.pages()


def test_settings_that_come_from_elsewhere_are_noticed(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = "import os, time\nnow = time.time_ns()\nhtml_title = os.environ.get('A_TITLE', 'One')\n"
    blog.write("conf.py", blog.read("conf.py") + conf)
    blog.run("build")
    assert is_idle(blog.run("build"))
    monkeypatch.setenv("A_TITLE", "Another")
    assert not is_idle(blog.run("build"))
    assert "Another" in blog.read("_build/html/index.html")


def test_what_lies_outside_the_folder_is_noticed(blog: Blog) -> None:
    blog.write("../shared.md", "One")
    blog.post("posts/a.md", "# A\n\n```{include} ../../shared.md\n```\n")
    blog.run("build")
    assert is_idle(blog.run("build"))
    blog.write("../shared.md", "Two")
    assert not is_idle(blog.run("build"))
    assert "Two" in blog.read("_build/html/posts/a.html")


def test_an_older_file_in_its_place_is_read(blog: Blog) -> None:
    """Sphinx itself goes by time stamps."""
    blog.post("posts/a.md")
    blog.run("build")
    os.utime(blog.post("posts/a.md", "# Older\n"), (1_000_000_000, 1_000_000_000))
    blog.run("build")
    assert "Older" in blog.read("_build/html/posts/a.html")


def test_pages_that_stay_the_same_keep_their_stamps(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.post("posts/b.md")
    blog.run("build")
    page = blog.root / "_build/html/_static/basic.css"
    os.utime(page, (1_000_000_000, 1_000_000_000))
    blog.post("posts/b.md", "# Another\n")
    blog.run("build")
    assert page.stat().st_mtime == 1_000_000_000


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_no_folder_to_build_in_is_said_in_words(blog: Blog, kind: str) -> None:
    if kind == "file":
        blog.write("_build", "")
    else:
        (blog.root / "_build").symlink_to("nowhere")
    run = blog.run("build")
    assert run.returncode == 1
    assert "The build did not finish (" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_slip_in_conf_costs_no_build_anew(blog: Blog) -> None:
    conf = blog.read("conf.py")
    blog.run("build")
    blog.write("conf.py", conf + "1 / 0\n")
    assert "conf.py:6: ZeroDivisionError" in blog.run("build").stderr
    blog.write("conf.py", conf)
    assert is_idle(blog.run("build"))


def test_sphinx_is_not_imported_to_find_nothing_changed() -> None:
    code = "import sys, blogkit.commands, blogkit.build; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"sphinx", "docutils", "ablog", "filelock", "yaml"} & set(run.stdout.split())


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_jobs_are_a_number(blog: Blog, jobs: str) -> None:
    assert "neither auto nor a number" in blog.run("build", f"--jobs={jobs}").stderr
