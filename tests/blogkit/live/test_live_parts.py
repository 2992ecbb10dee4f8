"""The parts of the preview that need no builder: plain values in, plain values out."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.errors import ConfigError

from blogkit.live import HOST, _listen
from blogkit.live.changes import Changes
from blogkit.live.drafts_page import drafts_page
from blogkit.live.editor import on_config_inited
from blogkit.live.guarding import is_open, is_same_origin, name_in
from blogkit.live.injecting import script_tag
from blogkit.live.pages import Pages, digest_of
from blogkit.live.problems import Problems
from blogkit.live.serving import DIGEST, _whole
from blogkit.live.terminal import Terminal
from blogkit.live.warm.drafting import publishable
from blogkit.live.warm.lines import LONGEST, Voice, each_line, read_report
from blogkit.live.watching import page_at
from blogkit.policy.place import POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

NOW = datetime.fromisoformat("2027-01-15")


def note(message: str, **more: Any) -> dict[str, Any]:
    """A problem as the builder tells it."""
    plain = {"path": "/blog/a.md", "line": 2, "column": 0, "name": "x", "severity": "error"}
    return {**plain, "message": message, "breaks": False, **more}


# -- Pages


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    (tmp_path / "a.html").write_bytes(b"built")
    return Pages(tmp_path)


def test_a_look_is_shown_until_a_later_build_is_written(pages: Pages) -> None:
    pages.show_look("a.html", b"looked", 5)
    assert pages.view("a.html") == b"looked"
    pages.was_written(4)
    assert pages.view("a.html") == b"looked"
    pages.was_written(6)
    assert pages.view("a.html") == b"built"


def test_a_broken_page_is_what_it_was_before_the_edit(pages: Pages) -> None:
    pages.keep_before("a.html")
    (pages.site / "a.html").unlink()
    pages.was_built({"a.html"}, keeps=False)
    assert pages.view("a.html") == b"built"
    pages.keep_before("a.html")  # a further edit of what is broken
    pages.break_("a.html")
    assert pages.view("a.html") == b"built"
    pages.was_built(set(), keeps=False)
    assert pages.view("a.html") is None


def test_what_was_broken_from_the_start_is_shown_as_it_is(pages: Pages) -> None:
    pages.was_built({"a.html"}, keeps=False)
    assert pages.view("a.html") == b"built"


def test_a_page_is_the_same_if_only_checksums_of_styles_differ() -> None:
    one, other = (b'<link href="own.css?v=%s">' % each for each in (b"0123abcd", b"89ef0123"))
    assert digest_of(one) == digest_of(other)
    assert digest_of(one) != digest_of(b'<link href="other.css?v=0123abcd">')


def test_a_page_is_given_out_without_its_policy() -> None:
    """It would hold up the preview's script; tabs go by the page as it was built."""
    policy = POLICY.format("default-src 'none'; script-src 'sha256-x'").encode()
    page = b'<meta charset="utf-8">\n' + policy + b"<p>Text</p>"
    given = _whole("a.html", page)
    assert given.body == b'<meta charset="utf-8">\n<p>Text</p>'
    assert given.headers["content-length"] == str(len(given.body))
    assert given.headers[DIGEST] == digest_of(page)


# -- What changes


def test_what_holds_the_same_is_no_change(tmp_path: Path) -> None:
    file, changes = tmp_path / "a.md", Changes()
    file.write_text("one")
    assert changes.real([file, file]) == [file]
    os.utime(file, (1, 1))
    assert changes.real([file]) == []
    file.write_text("two")
    assert changes.real([file]) == [file]
    file.unlink()
    assert changes.real([file]) == [file]
    assert changes.real([file]) == []


# -- Who may ask


@pytest.mark.parametrize(
    ("host", "name"),
    [
        *(("localhost:8000", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]:80", "::1")),
        *(("LocalHost.", "localhost"), ("", ""), ("[", ""), ("a b", "a b")),
        ("evil.example@127.0.0.1", "127.0.0.1"),
    ],
)
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    assert name_in(host) == name


@given(st.text())
def test_any_host_header_has_a_name_or_none(host: str) -> None:
    assert isinstance(name_in(host), str)


def test_an_origin_is_ours_only_if_it_is_the_same_to_the_port() -> None:
    assert is_same_origin("http://127.0.0.1:8000", "127.0.0.1:8000")
    for origin in ("http://127.0.0.1:8001", "https://127.0.0.1:8000", "null", "", "http://x"):
        assert not is_same_origin(origin, "127.0.0.1:8000")


def test_which_addresses_others_can_reach() -> None:
    assert [is_open(each) for each in ("127.0.0.1", "::1", "localhost")] == [False] * 3
    assert [is_open(each) for each in ("0.0.0.0", "::", "192.168.1.5", "my.host")] == [True] * 4  # noqa: S104


@given(st.text(), st.text())
def test_what_the_script_is_told_stays_within_its_quotes(token: str, editor: str) -> None:
    tag = script_tag("digest", token, editor)
    assert tag.count("<") == 2
    assert tag.count('"') == 8


@pytest.mark.parametrize(
    ("address", "page"),
    [
        *(("/", "index.html"), ("/a.html", "a.html"), ("/a/", "a/index.html")),
        *(("/a%20b/%C3%A9.html", "a b/é.html"), ("/../../x", "x"), ("", "index.html")),
    ],
)
def test_the_page_at_an_address(address: str, page: str) -> None:
    assert page_at(address) == page


# -- Problems


def test_a_broken_page_has_its_errors_with_the_lines_around(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("one\ntwo\nthree\nfour\nfive\n")
    problems = Problems(tmp_path)
    told = note("it is wrong", path=str(source), line=4)
    beside = note("a mere warning", path=str(source), severity="warning")
    problems.take({"notes": [beside, told], "broken": {"a.html": str(source)}})
    (shown,) = problems.of_page("a.html")["broken"]
    assert (shown["shown_path"], shown["first_line"]) == ("a.md", 2)
    assert shown["source"] == ["two", "three", "four", "five"]
    assert problems.of_page("b.html")["broken"] == []


def test_what_a_look_tells_stands_in_for_what_the_build_told(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    problems.take({"notes": [note("old", path="/a.md"), note("other", path="/b.md")]})
    look = {"notes": [note("new", path="/a.md")], "source": "/a.md", "failure": ""}
    problems.take_look({**look, "state": "shown", "path": "a.html"})
    assert [each["message"] for each in problems.told()] == ["other", "new"]


# -- The terminal


def test_a_problem_is_told_once_and_its_end_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path)
    told = [note("it is wrong", path=f"{tmp_path}/a.md", column=7)]
    for problems in (told, told, []):
        terminal.problems(problems)
    words = capsys.readouterr().err.splitlines()
    assert words == ["  a.md:2:7: error: it is wrong [x]", "  all problems are mended"]


def test_a_build_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(tmp_path).built([f"{tmp_path}/{name}" for name in "abcde"], 1, 0.256)
    line = capsys.readouterr().out.partition("  ")[2]
    assert line == "a, b, c and 2 more files: 1 page written, 0.26 s\n"


def test_an_address_that_is_not_ours_is_an_error_in_words(blog: Blog) -> None:
    run = blog.run("live", "--host", "192.0.2.1")
    assert run.returncode == 2
    assert "192.0.2.1" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_taken_port_moves_to_the_next() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with _listen(HOST, port) as listening:
            assert port < listening.getsockname()[1] <= port + 20


# -- Drafts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("---\ndraft: true  # soon\ndate: 2026-01-01\n---\n", "---\ndate: 2026-01-01\n---"),
        ("---\nblogpost: true\n---\nx", "---\nblogpost: true\ndate: 2027-01-15\n---"),
        ("---\nDraft : yes\n---", "---\ndate: 2027-01-15\n---"),
        ("# No front matter\n", ""),
        ("---\nno end\n", ""),
        ("", ""),
    ],
)
def test_the_front_matter_that_publishes(text: str, wanted: str) -> None:
    assert publishable(text.split("\n"), NOW) == wanted


def test_a_draft_of_any_title_stays_text(tmp_path: Path) -> None:
    draft = {
        "title": "<script>x</script>",
        "path": str(tmp_path / "a b.md"),
        "page": "a b.html",
        "status": "draft",
        "date": "",
        "publish": "---\n<x>\n---",
        "lacks": [{"line": 3, "words": "<b>"}],
    }
    page = drafts_page(tmp_path, [draft], "vscode://file/{path}:{line}:{column}")
    assert "<script>" not in page
    assert "<x>" not in page
    assert f"vscode://file/{tmp_path}/a%20b.md:3:1" in page
    assert "Nothing waits" in drafts_page(tmp_path, [], "")


# -- Between the processes


@given(st.text(max_size=5000), st.integers(0, 10**12))
def test_a_line_is_short_enough_to_stay_whole(words: str, number: int) -> None:
    ours, theirs = os.pipe()
    Voice(theirs, None).say("written", words=words, number=number)  # type: ignore[arg-type]
    os.close(theirs)
    (line,) = each_line(ours)
    os.close(ours)
    assert line == {"is": "written", "words": words[:LONGEST], "number": number}
    assert len(json.dumps(line)) < 512


def test_a_report_is_read_once(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    Voice(theirs, tmp_path).report("built", 3, {"pages": ["ä" * 9000]})
    os.close(theirs)
    (line,) = each_line(ours)
    os.close(ours)
    assert read_report(tmp_path, line["report"]) == {"pages": ["ä" * 9000]}
    assert list(tmp_path.iterdir()) == []


def test_the_server_does_not_import_sphinx() -> None:
    script = (
        "import sys, blogkit.live.server\n"
        "sys.exit(' '.join({'sphinx', 'docutils', 'ablog'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


# -- The setting


class Config:
    def __init__(self, blogkit_editor: object) -> None:
        self.blogkit_editor = blogkit_editor


@pytest.mark.parametrize("address", ["", "vscode://file/{path}:{line}", "x-mine:open?{path}"])
def test_an_address_that_opens_a_file(address: str) -> None:
    on_config_inited(None, Config(address))  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["code", "vscode://file/", "javascript:x({path})", 3])
def test_what_opens_no_file_is_told(address: object) -> None:
    with pytest.raises(ConfigError, match=r"blogkit_editor = .* write one such as 'vscode://file"):
        on_config_inited(None, Config(address))  # type: ignore[arg-type]
