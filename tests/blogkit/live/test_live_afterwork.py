"""What a build leaves for later: pictures above all."""

from __future__ import annotations

import asyncio
import io
import re
from typing import TYPE_CHECKING

from blogkit.live.afterwork import Afterwork
from blogkit.live.terminal import Terminal
from tests.blogkit.conftest import Blog
from tests.blogkit.law_builds import snapshot
from tests.blogkit.live.preview import preview
from tests.blogkit.photos.pictures import photograph

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from blogkit.later import Task

CONF = """\
project = "A blog"
extensions = ["myst_parser", "ablog", "blogkit"]
html_theme = "basic"
blog_baseurl = "https://blog.example.org/"
"""
SHOWN = re.compile(rb'<img[^>]* src="\.\./(_images/[^"]+)"')


def test_a_new_picture_shows_at_once_and_finer_later(tmp_path: Path) -> None:
    blog = Blog(tmp_path / "my blog")
    blog.write("conf.py", CONF)
    blog.write("index.md", "# Home\n\n```{postlist}\n```\n")
    blog.post("posts/a.md", "# A post\n\nText.\n")
    with preview(blog.root) as running, running.tab() as tab:
        photo = io.BytesIO()
        photograph(1700, 1300).save(photo, "JPEG")
        blog.write("posts/lake.jpg", photo.getvalue())
        blog.post("posts/a.md", "# A post\n\n![A lake](lake.jpg)\n", image="1")
        first = tab.wait_for(lambda each: each["do"] == "built" and bool(each["paths"]))
        assert not first["rests"]
        page = running.page("/posts/a.html")
        (shown,) = SHOWN.findall(page)
        status, picture = running.request("GET", f"/{shown.decode()}")
        assert (status, picture[:2]) == (200, b"\xff\xd8")
        running.wait_until_at_rest(tab)
        assert b"-344." in running.page("/posts/a.html")
        site = snapshot(running.root / "_build/live")
    assert blog.run("build", "--drafts").returncode == 0
    afresh = snapshot(blog.root / "_build/drafts")
    assert {name: each for name, each in site.items() if name in afresh} == afresh
    assert set(site) - set(afresh) <= {".buildinfo", ".buildinfo.bak"}
    assert any(name.endswith(".avif") for name in afresh)


def _task(module: str) -> Task:
    return {"module": module, "given": {"a": 1}, "makes": "toys"}


def test_each_is_done_once_and_what_fails_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def play() -> list[str]:
        done = asyncio.Event()
        afterwork = Afterwork(tmp_path, Terminal(tmp_path), lambda _: done.set())
        tasks, told = [_task("json.tool"), _task("is_not_there")], []
        for tasks_left, is_news in ((tasks, False), (tasks, False), (tasks, True), ([], True)):
            afterwork.take(tasks_left, is_news=is_news)
            if afterwork.is_at_work:
                await done.wait()
                done.clear()
            assert not afterwork.is_at_work
            told.append(capsys.readouterr().out)
        return told

    first, again, with_news, nothing = asyncio.run(play())
    assert first.count("toys are being made") == with_news.count("toys are being made") == 2
    assert first.count("No module named is_not_there") == 1
    assert again == nothing == ""


def test_the_end_of_a_preview_waits_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text("import threading\nthreading.Event().wait()\n")

    async def play() -> None:
        afterwork = Afterwork(tmp_path, Terminal(tmp_path), lambda _: None)
        await afterwork.end()
        afterwork.take([_task("endless")], is_news=True)
        await asyncio.sleep(0)
        await asyncio.wait_for(afterwork.end(), 20)
        assert not afterwork.is_at_work

    asyncio.run(play())
