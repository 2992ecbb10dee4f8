"""What an author sees while writing: the page, what is wrong with it, and nothing of it published."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import termios
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.blogkit.law_builds import snapshot
from tests.blogkit.live.preview import TOO_LONG

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog
    from tests.blogkit.live.preview import Preview

GARBLED, MENDED = "A cafÃ© by the sea.", "A café by the sea."  # which a safe fix mends
TEXT = "# The post\n\nSome text.\n"


def reloads(message: dict[str, Any]) -> bool:
    return bool(message["do"] == "reload")


def test_every_tab_of_an_edited_post_reloads_and_no_other(
    running: Preview, live_blog: Blog
) -> None:
    page = "/posts/edited.html"
    with ExitStack() as stack:
        tabs = [stack.enter_context(running.tab(each)) for each in (page, page, "/posts/last.html")]
        live_blog.post("posts/edited.md", "# The post edited\n\nSome text.\n\nAnd more.\n")
        for tab in tabs[:2]:
            tab.wait_for(reloads)
        assert b"And more." in running.page(page)
        running.wait_until_built(tabs[2], "posts/edited.md")
        assert not any(map(reloads, tabs[2].heard))


def test_a_first_look_is_what_the_build_writes(running: Preview, live_blog: Blog) -> None:
    page = "/posts/edited.html"
    with running.tab(page) as tab:
        live_blog.post(
            "posts/edited.md", "# Other title\n\nOther text. [To](last.md)\n", tags="new"
        )
        running.wait_until_built(tab, "posts/edited.md")
        assert sum(map(reloads, tab.heard)) == 1
    assert b"Other title" in running.page("/blog/tag/new.html")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("# The post\n\n```{nonsense}\n```\n", "nonsense"),
        (b"# The post\n\nGarbled: " + b"\xff\xfe", "not UTF-8"),
        ("---\nblogpost: true\ntitle: [\n---\n# The post\n", "front matter"),
    ],
    ids=["directive", "bytes", "front matter"],
)
def test_a_post_that_cannot_be_built_keeps_its_last_good_page(
    running: Preview, live_blog: Blog, fault: str | bytes, words: str
) -> None:
    page = "/posts/broken.html"
    with running.tab(page) as tab:
        live_blog.post("posts/broken.md")
        running.wait_until_built(tab, "posts/broken.md")
        good = running.page(page)
        live_blog.write("posts/broken.md", fault)
        said = tab.wait_for(lambda each: each["do"] == "problems" and each["problems"]["broken"])
        running.wait_until_built(tab, "posts/broken.md")
        assert running.page(page) == good
        told = json.dumps(tab.heard)
        assert words in told
        assert said["problems"]["broken"][0]["shown_path"] == "posts/broken.md"
        live_blog.post("posts/broken.md", "# The post\n\nMended text.\n")
        tab.wait_for(lambda each: each["do"] == "problems" and not each["problems"]["broken"])
    assert b"Mended text." in running.page(page)


def test_a_post_that_never_could_be_built_has_a_page_that_says_so(
    running: Preview, live_blog: Blog
) -> None:
    with running.tab() as tab:
        path = live_blog.write("posts/never.md", b"# Never\n\n\xff\n")
        running.wait_until_built(tab, "posts/never.md")
        code, page = running.request("GET", "/posts/never.html")
        assert code == 503
        assert b"There is no page yet" in page
        with running.tab("/posts/never.html") as its_own:
            (told,) = its_own.heard[-1]["problems"]["broken"]
            assert (told["line"], told["column"]) == (3, 1)
            live_blog.post("posts/never.md", "# Never\n\nSound.\n")
            its_own.wait_for(reloads)
        assert b"Sound." in running.page("/posts/never.html")
        path.unlink()
        running.wait_until_built(tab, "posts/never.md")


def test_a_new_folder_is_watched_too(running: Preview, live_blog: Blog) -> None:
    with running.tab() as tab:
        live_blog.post("stories/one.md", "# One\n\nIn a new folder.\n")
        tab.wait_for(lambda _: b"In a new folder." in running.page("/stories/one.html"))
        live_blog.post("stories/one.md", "# One\n\nEdited there.\n")
        running.wait_until_built(tab, "stories/one.md")
    assert b"Edited there." in running.page("/stories/one.html")


def test_what_breaks_down_over_a_post_holds_up_nothing_that_is_built(
    running: Preview, live_blog: Blog
) -> None:
    page = "/posts/raising.html"
    with running.tab(page) as tab:
        live_blog.post("posts/raising.md", "# The post\n\n```{falls}\n```\n")
        said = tab.wait_for(lambda each: each["do"] == "problems" and each["problems"]["broken"])
        assert "it fell over" in said["problems"]["broken"][0]["message"]
        live_blog.post("posts/raising.md", "# The post\n\nStanding again.\n")
        running.wait_until_built(tab, "posts/raising.md")
    assert b"Standing again." in running.page(page)
    assert not any("starting over" in line for line in running.lines)


def test_findings_come_with_their_place_and_their_element(
    running: Preview, live_blog: Blog
) -> None:
    live_blog.post("posts/linking.md", "# The post\n\nText with a [dead end](#nowhere).\n")
    finding = found_on(running, "/posts/linking.html", "broken-anchor")
    assert (finding["shown_path"], finding["line"]) == ("posts/linking.md", 8)
    assert finding["mark"] == {"kind": "link", "text": "dead end", "at": 0}


def fix(running: Preview, wish: dict[str, Any], **headers: str) -> tuple[int, Any]:
    token = running.given_with("/")["token"]
    origin = f"http://127.0.0.1:{running.port}"
    given = {"X-Live-Token": token, "Origin": origin, **headers}
    code, body = running.request("POST", "/__live__/fix", body=json.dumps(wish), headers=given)
    return code, json.loads(body) if code == 200 else body.decode()


def wish_for(running: Preview, live_blog: Blog) -> dict[str, Any]:
    """A post with a fault that can safely be mended, and what its panel would ask for."""
    live_blog.post("posts/mended.md", f"# The post\n\n{GARBLED}\n")
    finding = found_on(running, "/posts/mended.html", "mojibake")
    assert finding["mends"]
    return {key: finding[key] for key in ("path", "name", "line", "column")}


def found_on(running: Preview, page: str, name: str) -> dict[str, Any]:
    """The finding of that name, as soon as the page's panel shows it."""
    with running.tab(page) as tab:
        heard = tab.heard[-1]
        while True:
            for finding in heard["problems"]["findings"]:
                if finding["name"] == name:
                    return dict(finding)
            heard = tab.wait_for_word("problems")


def test_a_safe_fix_is_shown_and_then_made(running: Preview, live_blog: Blog) -> None:
    wish = wish_for(running, live_blog)
    with running.tab() as tab:
        code, shown = fix(running, wish)
        assert code == 200
        assert f"+{MENDED}" in shown["diff"]
        assert GARBLED in live_blog.read("posts/mended.md")
        assert "shown" in fix(running, {**wish, "seal": "0" * 64})[1]["refusal"]
        assert fix(running, {**wish, "seal": shown["seal"]})[1]["written"]
        running.wait_until_built(tab, "posts/mended.md")
    assert MENDED in live_blog.read("posts/mended.md")
    assert "no such fault" in fix(running, wish)[1]["refusal"]


def test_only_our_own_pages_may_ask_for_a_fix(running: Preview, live_blog: Blog) -> None:
    wish = wish_for(running, live_blog)
    assert fix(running, wish, **{"X-Live-Token": "guessed"})[0] == 403
    assert fix(running, wish, Origin="http://elsewhere.example")[0] == 403
    assert fix(running, wish, Origin="")[0] == 403
    assert fix(running, {**wish, "line": "8"})[0] == 400
    outside = live_blog.root.parent / "outside.md"
    outside.write_text(live_blog.read("posts/mended.md"), encoding="utf-8")
    assert "refusal" in fix(running, {**wish, "path": str(outside)})[1]
    assert GARBLED in outside.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", ""]
)
def test_another_name_is_refused(running: Preview, host: str) -> None:
    assert running.request("GET", "/", headers={"Host": host})[0] in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_machine_is_answered(running: Preview, host: str) -> None:
    assert running.request("GET", "/", headers={"Host": f"{host}:{running.port}"})[0] == 200


@pytest.mark.parametrize("way", ["..", "%2e%2e", "..%2f..", "posts/..%2f..%2f.."])
def test_no_path_leaves_the_site(running: Preview, way: str) -> None:
    for name in ("conf.py", "doctrees/live/environment.pickle"):
        code, body = running.request("GET", f"/{way}/{name}")
        assert code == 404
        assert b"extensions" not in body


def test_a_stylesheet_is_swapped_without_a_reload(running: Preview, live_blog: Blog) -> None:
    with running.tab("/posts/styled.html") as tab:
        live_blog.write("_static/own.css", "body { color: #456 }\n")
        assert tab.wait_for_word("style")["path"] == "_static/own.css"
        assert b"#456" in running.request("GET", "/_static/own.css")[1]
        running.wait_until_built(tab, "_static/own.css")
        assert not any(map(reloads, tab.heard))
    assert b"#456" in (live_blog.root / "_build/live/_static/own.css").read_bytes()


def test_many_files_at_once_make_one_build(running: Preview, live_blog: Blog) -> None:
    names = [f"posts/new {number}.md" for number in range(20)]
    with running.tab("/") as tab:
        for name in names:
            live_blog.post(name, f"# {name}\n\nText.\n")
        running.wait_until_built(tab, *names)
        assert sum(each["do"] == "built" for each in tab.heard) <= 2
        for name in names:
            (live_blog.root / name).unlink()
        running.wait_until_built(tab, *names)
    assert running.request("GET", "/posts/new%200.html")[0] == 404


def test_what_an_editor_leaves_for_a_moment_is_not_built(running: Preview, live_blog: Blog) -> None:
    with running.tab("/posts/many.html") as tab:
        for name in ("posts/.many.md.swp", "posts/many.md~", "posts/4913", "posts/#many.md#"):
            live_blog.write(name, "x")
        (live_blog.root / "posts/many.md").touch()
        beside = live_blog.post("posts/.saving", "# The post\n\nSaved by a rename.\n")
        beside.rename(live_blog.root / "posts/many.md")
        running.wait_until_built(tab, "posts/many.md")
        paths = {path for each in tab.heard for path in each.get("paths", ())}
    assert paths == {str(live_blog.root / "posts/many.md")}
    assert b"Saved by a rename." in running.page("/posts/many.html")


def test_fifty_quick_saves_end_in_the_last(running: Preview, live_blog: Blog) -> None:
    with running.tab("/posts/last.html") as tab:
        for number in range(50):
            live_blog.post("posts/last.md", f"# The post\n\nSave {number}.\n")
        while b"Save 49." not in (live_blog.root / "_build/live/posts/last.html").read_bytes():
            running.wait_until_built(tab, "posts/last.md")
        assert b"Save 49." in running.page("/posts/last.html")
    assert "Save 49." in (live_blog.root / "_build/live/posts/last.html").read_text()


def test_drafts_are_listed_with_what_they_lack(running: Preview, live_blog: Blog) -> None:
    text = "# This & that\n\n![](x.png)\n\n## Nothing here\n\n## More\n\nText. <!-- TODO ask Anna -->\n"
    with running.tab() as tab:
        live_blog.post("posts/draft.md", text, draft="true", date="")
        live_blog.post("posts/future.md", "# To come\n\nText.\n", date="2030-01-01")
        running.wait_until_built(tab, "posts/draft.md", "posts/future.md")
        page = running.request("GET", "/__live__/drafts")[1].decode()
        for name in ("draft", "future"):
            (live_blog.root / f"posts/{name}.md").unlink()
        running.wait_until_built(tab, "posts/draft.md", "posts/future.md")
    assert "This &amp; that" in page
    for words in ("has no alt text", "is empty", "TODO ask Anna", "no date", "It lacks nothing."):
        assert words in page
    assert "date: 2027-01-15" in page
    assert "draft: true" not in page
    assert "Dated in the future" in page


def test_a_new_setting_and_a_slip_in_conf_py_need_no_restart(
    running: Preview, live_blog: Blog
) -> None:
    conf = live_blog.read("conf.py")
    with running.tab("/posts/styled.html") as tab:
        live_blog.write("conf.py", conf + "html_title = [\n")
        said = tab.wait_for(lambda each: each["do"] == "problems" and each["problems"]["failure"])
        assert "conf.py" in said["problems"]["failure"]
        live_blog.write("conf.py", conf + "html_title = 'Another name'\n")
        tab.wait_for(reloads)
        assert b"Another name" in running.page("/posts/styled.html")
        live_blog.write("conf.py", conf)
        running.wait_until_built(tab, "conf.py")


def test_a_builder_that_was_killed_is_started_again(running: Preview, live_blog: Blog) -> None:
    with running.tab("/posts/last.html") as tab:
        os.kill(_nursery_of(running), signal.SIGKILL)
        live_blog.post("posts/last.md", "# The post\n\nAfter the end.\n")
        running.wait_until_built(tab, "posts/last.md")
    assert b"After the end." in running.page("/posts/last.html")


def _nursery_of(running: Preview) -> int:
    children = f"/proc/{running.process.pid}/task/{running.process.pid}/children"
    if not os.path.exists(children):  # noqa: PTH110 - not every system has it
        pytest.skip("this system does not say which processes a process has started")
    with open(children, encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0])


def test_nothing_of_it_is_in_the_site(running: Preview, live_blog: Blog) -> None:
    site = snapshot(live_blog.root / "_build/live")
    assert not [name for name, content in site.items() if b"__live__" in content]
    assert b"__live__" in running.request("GET", "/")[1]


def test_the_key_q_ends_it_and_leaves_the_terminal_as_it_was(blog: Blog) -> None:
    terminal, its_end = os.openpty()
    before = termios.tcgetattr(its_end)
    with subprocess.Popen(
        [sys.executable, "-m", "blogkit", "live", "--port", "0"],
        cwd=blog.root,
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
        start_new_session=True,
    ) as process:
        said = b""
        while b"written" not in said:
            said += os.read(terminal, 1000)
        os.write(terminal, b"xq")
        assert process.wait(TOO_LONG) == 0
    assert termios.tcgetattr(its_end) == before
    assert b"Traceback" not in said + os.read(terminal, 10_000)
    os.close(terminal)
    os.close(its_end)


def test_a_second_preview_of_a_blog_waits_and_says_so(running: Preview, live_blog: Blog) -> None:
    with live_blog.start("live", "--port", "0") as second:
        assert second.stdout
        said = next(line for line in second.stdout if "another preview" in line)
        assert "waiting for it to end" in said
        second.send_signal(signal.SIGINT)
        assert "Traceback" not in second.communicate(timeout=TOO_LONG)[0]
    assert running.request("GET", "/")[0] == 200
