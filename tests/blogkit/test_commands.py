"""`check`, `new` and `live`, as an author types them."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.new import CannotCreateError, new_post
from blogkit.posts import posts_of, read_date
from blogkit.sources import parse_source

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.blogkit.conftest import Blog

NOW = read_date("2026-11-21")


def test_check_finds_nothing_in_a_sound_blog(blog: Blog) -> None:
    blog.post("posts/a.md")
    run = blog.run("check")
    assert (run.returncode, run.stdout) == (0, "nothing wrong in 2 files\n")


def test_check_tells_errors_and_warnings_in_order_of_place(blog: Blog) -> None:
    blog.post("posts/b.md", "# B\n\n![](gone.png)\n\n[x](#nowhere) in a text\n", date="")
    run = blog.run("check")
    assert run.returncode == 1
    lines = [line for line in run.stdout.splitlines() if not line.startswith(" ")]
    places = [line.split(" ")[0] for line in lines]
    assert places == [
        "posts/b.md:2:1:",
        "posts/b.md:7:1:",
        "posts/b.md:7:1:",
        "posts/b.md:9:1:",
        "3",
    ]
    assert run.stdout.endswith("3 errors, 1 warning in 2 files\n")


def test_warnings_alone_are_no_failure(blog: Blog) -> None:
    blog.write("x.svg", "<svg/>")
    blog.post("posts/a.md", "# A\n\n![](/x.svg)\n")
    assert blog.run("check").returncode == 0


def test_check_of_one_file_or_folder(blog: Blog) -> None:
    blog.post("posts/a.md", date="")
    blog.post("posts/2026/b.md", date="")
    for path, files in (("posts/a.md", 1), ("posts/2026", 1), ("posts", 2)):
        run = blog.run("check", path)
        assert run.returncode == 1
        assert f"in {files} file" in run.stdout


def test_check_of_a_file_outside_of_any_blog(blog: Blog, tmp_path: Path) -> None:
    (tmp_path / "alone.md").write_text("# A\n\n[x](#nowhere)\n")
    run = blog.run("check", str(tmp_path / "alone.md"))
    assert run.returncode == 1
    assert "alone.md:3:1: error" in run.stdout


@pytest.mark.parametrize("command", [("check", "gone.md"), ("build", "--nonsense"), ("fly",)])
def test_what_cannot_run_exits_with_2(blog: Blog, command: tuple[str, ...]) -> None:
    run = blog.run(*command)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stderr


@pytest.mark.parametrize("command", ["build", "new title", "live"])
def test_without_conf_py_there_is_one_sentence(blog: Blog, command: str) -> None:
    (blog.root / "conf.py").unlink()
    run = blog.run(*command.split())
    assert run.returncode == 2
    assert run.stderr.startswith("there is no conf.py")


def test_check_with_a_broken_conf(blog: Blog) -> None:
    blog.write("conf.py", "extensions = [")
    run = blog.run("check")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr + run.stdout


def test_check_says_what_a_poor_terminal_cannot_show(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    blog.post("posts/ü.md", date="")
    run = blog.run("check")
    assert run.returncode == 1
    assert "has no date" in run.stdout


def test_a_title_is_text_whatever_its_letters(blog: Blog) -> None:
    blog.run("new", "A *star*, [b](c) & <b>")
    path = next((blog.root / "posts").rglob("*.md"))
    path.write_text(re.sub("draft: true.*\n", "", path.read_text()))
    assert blog.run("build", "--strict").returncode == 0
    page = f"_build/html/posts/2027/{path.stem}.html"
    assert "A *star*, [b](c) &amp; &lt;b&gt;" in blog.read(page)


def test_new_writes_a_draft_that_is_sound_once_published(blog: Blog) -> None:
    run = blog.run("new", "What I saw: Chicago & “more”, $5")
    assert run.returncode == 0
    path = next((blog.root / "posts").rglob("*.md"))
    assert path.relative_to(blog.root).as_posix() in run.stdout
    assert blog.run("build", "--strict").returncode == 0
    assert not any(page.startswith("posts") for page in blog.pages())
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("draft: true.*\n", "", text), encoding="utf-8")
    assert blog.run("build", "--strict").returncode == 0
    assert any(page.startswith("posts/2027/") for page in blog.pages())
    assert blog.run("check").returncode == 0


def test_new_never_overwrites(tmp_path: Path) -> None:
    path = new_post(tmp_path, "A title", NOW)
    path.write_text("mine")
    with pytest.raises(CannotCreateError, match=r"posts/2026/a-title\.md already"):
        new_post(tmp_path, "A  Title!", NOW)
    assert path.read_text() == "mine"
    (tmp_path / "posts/2026/a-trip").mkdir()
    with pytest.raises(CannotCreateError):
        new_post(tmp_path, "A trip", NOW)


@pytest.mark.parametrize("title", ["", "  ", "!!!", "🎉"])
def test_new_needs_words(tmp_path: Path, title: str) -> None:
    with pytest.raises(CannotCreateError, match="TITLE="):
        new_post(tmp_path, title, NOW)
    assert list(tmp_path.iterdir()) == []


@given(title=st.text(max_size=300))
def test_any_title_gives_a_sound_draft_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    root = tmp_path_factory.mktemp("new")
    try:
        path = new_post(root, title, NOW)
    except CannotCreateError:
        return
    assert path.parent == root / "posts/2026"
    source = parse_source(path.read_text(encoding="utf-8"), path)
    (post,) = posts_of(source)
    assert post.is_draft
    assert post.date == NOW
    assert source.front_matter.is_sound


def _read_until(live: subprocess.Popen[str], words: str) -> str:
    assert live.stdout
    seen = ""
    for line in live.stdout:
        seen += line
        if words in line:
            return line
    pytest.fail(f"{words!r} was never said:\n{seen}")


def _fetch(port: int, path: str) -> str:
    """The page at this address, as soon as the server answers."""
    deadline = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the server never answered"
        finally:
            connection.close()


def test_live_shows_drafts_and_moves_to_a_free_port(blog: Blog) -> None:
    blog.post("posts/a.md", "# Secretly\n\nText.\n", draft="true")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with blog.start("live", "--port", str(port)) as live:
            try:
                assert f"Port {port} is taken" in _read_until(live, "is taken")
                address = re.search(r"http://127\.0\.0\.1:(\d+)", _read_until(live, "http://127"))
                assert address
                assert "Secretly" in _fetch(int(address[1]), "/posts/a.html")
            finally:
                live.send_signal(signal.SIGINT)
                words = live.communicate(timeout=30)[0]
    assert "Traceback" not in words
    assert (blog.root / "_build/live/posts/a.html").exists()
    assert not (blog.root / "_build/html").exists()
