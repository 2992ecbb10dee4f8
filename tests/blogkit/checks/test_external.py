"""Links to other sites: asked about politely, once; what cannot be verified is not dead.

All servers here are on this machine.
"""

from __future__ import annotations

import socket
from collections import defaultdict
from email.utils import format_datetime
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
import requests

from blogkit.checks.asking import Manners, ask_all
from blogkit.checks.external import FILE, KEY, check_external, verdicts_on
from blogkit.checks.lines import as_line
from blogkit.checks.rules.dead_external_link import external_links
from blogkit.checks.verdicts import State, Verdict
from blogkit.memory import Memory
from blogkit.posts import build_moment, read_date
from blogkit.settings import Settings
from blogkit.site import read_site
from tests.blogkit.checks.web import HASTY, Server, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.blogkit.conftest import Blog

NOW = read_date("2027-01-15")


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


def test_alive_dead_and_unknown(server: Server) -> None:
    server.answers = {f"/{status}": [status] for status in (200, 301, 401, 403, 404, 410, 451, 500)}
    server.answers["/round"] = [302]
    found = dict(zip([*server.answers], server.states(*server.answers), strict=True))
    assert found == {
        "/200": "alive",
        "/301": "alive",
        "/404": "dead",
        "/410": "dead",
        **dict.fromkeys(["/401", "/403", "/451", "/500", "/round"], "unknown"),
    }


def test_head_first_and_get_only_in_doubt(server: Server) -> None:
    server.answers = {"/shy": [405, 200], "/liar": [404, 200]}
    assert server.states("/a", "/shy", "/liar") == ["alive"] * 3
    assert server.asked == [
        *(("HEAD", "/a"), ("HEAD", "/shy"), ("GET", "/shy"), ("HEAD", "/liar"), ("GET", "/liar")),
    ]


def test_what_was_out_of_order_is_asked_once_more(server: Server) -> None:
    server.answers = {"/a": [500, 500, 200], "/b": [502]}
    assert server.states("/a", "/b") == ["alive", "unknown"]
    assert server.asked.count(("GET", "/b")) == 2


def test_a_server_that_says_when_is_asked_then(server: Server) -> None:
    server.answers, server.retry_after = {"/a": [429, 429, 200]}, "1"
    assert server.states("/a") == ["alive"]
    assert server.moments[2] - server.moments[1] >= 1


@pytest.mark.parametrize("wait", ["3600", "a date"])
def test_a_server_that_wants_to_be_left_alone_is(server: Server, wait: str) -> None:
    later = build_moment().astimezone().replace(year=2100)
    server.retry_after = format_datetime(later) if wait == "a date" else wait
    server.answers = {"/a": [503]}
    verdicts = server.ask("/a", "/b", "/c")
    assert [each.state for each in verdicts] == [State.UNKNOWN] * 3
    assert server.asked == [("HEAD", "/a"), ("GET", "/a")]


def test_one_host_is_asked_one_thing_at_a_time_in_the_blogs_name(server: Server) -> None:
    server.ask("/a", "/b", "/c", manners=Manners(pause=0.2, name="blog of Robin"))
    gaps = [
        later - sooner for sooner, later in zip(server.moments, server.moments[1:], strict=False)
    ]
    assert min(gaps) >= 0.2
    assert server.names == {"blog of Robin"}


def test_silence_and_closed_doors_are_unknown(server: Server) -> None:
    server.answers = {"/slow": [0]}
    assert server.ask("/slow")[0].reason == "did not answer in time"
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    (verdict,) = dict(ask_all([f"http://127.0.0.1:{port}/"], HASTY)).values()
    assert verdict == Verdict(State.UNKNOWN, "could not be reached")


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://exa mple/", "http://a:b/"])
def test_what_is_no_address_is_unknown(address: str) -> None:
    assert dict(ask_all([address], HASTY))[address].state is State.UNKNOWN


@pytest.mark.parametrize(("answers", "state"), [(True, State.DEAD), (False, State.UNKNOWN)])
def test_a_host_that_is_not_there_is_dead_if_the_network_is(
    server: Server, state: State, *, answers: bool
) -> None:
    nobody = "http://nobody.example/"
    found = socket.getaddrinfo

    def lookup(host: str, *rest: object, **more: object) -> object:
        if host == "nobody.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found(host, *rest, **more)  # type: ignore[arg-type]

    with patch("socket.getaddrinfo", lookup):
        verdicts = dict(ask_all([nobody, *([server.address] if answers else [])], HASTY))
    assert (verdicts[nobody].state, verdicts[nobody].reason) == (state, "cannot be found")


def test_answers_hold_for_a_while(server: Server, tmp_path: Path) -> None:
    memory, paths = Memory(tmp_path), ("/alive", "/dead", "/closed")
    server.answers = {"/dead": [404], "/closed": [403]}
    addresses = [server.address + path for path in paths]
    first = verdicts_on(addresses, memory, HASTY)
    asked_at_first = len(server.asked)
    assert verdicts_on(addresses, memory, HASTY) == first
    assert {path for _, path in server.asked[asked_at_first:]} == {"/closed"}
    known = memory.recall(FILE, KEY)
    long_ago = {each: (verdict, moment - 3 * 86_400) for each, (verdict, moment) in known.items()}
    memory.remember(FILE, KEY, long_ago)
    verdicts_on(addresses, memory, HASTY)
    counts: dict[str, int] = defaultdict(int)
    for _, path in server.asked:
        counts[path] += 1
    assert counts["/alive"] == 1
    assert counts["/dead"] == 4  # HEAD and GET, and again when the answer was old


def test_what_was_found_out_is_kept_when_asking_is_stopped(tmp_path: Path) -> None:
    def stopped(*_: object) -> Iterator[tuple[str, Verdict]]:
        yield "https://a.example/", Verdict(State.ALIVE)
        raise KeyboardInterrupt

    with patch("blogkit.checks.external.ask_all", stopped), pytest.raises(KeyboardInterrupt):
        verdicts_on(["https://a.example/", "https://b.example/"], Memory(tmp_path), HASTY)
    assert [*Memory(tmp_path).recall(FILE, KEY)] == ["https://a.example/"]


def test_findings_at_the_authors_line(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, base = server.address, "https://blog.example/"
    server.answers = {"/a%2Fb": [404], "/img.png": [410], "/closed": [403], "/rst": [404]}
    (tmp_path / "a.md").write_text(
        f"# A\n\n[x]({here}/a%2Fb#part) <{here}/fine>\n![y]({here}/img.png)\n[z]({here}/closed)\n"
        f"[own]({base}gone) `{here}/code` [skipped]({here}/skip/this) [mail](mailto:a@b.example)\n"
    )
    (tmp_path / "b.rst").write_text(f"B\n=\n\nSee `this <{here}/rst>`_.\n")
    settings = Settings(
        source_suffix=(".md", ".rst"),
        blog_baseurl=base,
        linkcheck_ignore=(rf"{here}/skip/",),
    )
    monkeypatch.chdir(tmp_path)
    site = read_site(tmp_path, settings, NOW)
    found = check_external(site, [*site.documents.values()], HASTY)
    assert "\n".join(as_line(each).replace(here, "") for each in found) == TOLD


TOLD = """\
a.md:3:1: warning: the link '/a%2Fb#part' is dead: the server says 404 Not Found; find where the page has moved, look for a copy at web.archive.org, or take the link out [dead-external-link]
a.md:4:1: warning: the link '/img.png' is dead: the server says 410 Gone; find where the page has moved, look for a copy at web.archive.org, or take the link out [dead-external-link]
a.md:5:1: info: the link '/closed' could not be verified: the server says 403 Forbidden; try it by hand [dead-external-link]
b.rst:4:12: warning: the link '/rst' is dead: the server says 404 Not Found; find where the page has moved, look for a copy at web.archive.org, or take the link out [dead-external-link]"""


def test_links_of_what_is_not_markdown(tmp_path: Path) -> None:
    (tmp_path / "n.rst").write_text(
        '`a <https://a.example/x>`_, https://b.example/y. "https://c.example"\n'
    )
    site = read_site(tmp_path, Settings(source_suffix=(".rst",)), NOW)
    links = external_links(site.documents["n"])
    assert [link.target for link in links] == [
        *("https://a.example/x", "https://b.example/y", "https://c.example"),
    ]


def test_the_command(server: Server, blog: Blog) -> None:
    server.answers = {"/gone": [404]}
    blog.post("posts/a.md", f"# A\n\n[x]({server.address}/gone)\n")
    assert "dead-external-link" not in blog.run("check").stdout
    run = blog.run("check", "--external")
    assert run.returncode == 0  # a warning: the fault may be theirs
    assert f"the link '{server.address}/gone' is dead: the server says 404" in run.stdout
    assert any("+https://blog.example.org/" in name for name in server.names)


def test_no_check_asks_anybody_unless_told_to(tmp_path: Path) -> None:
    from blogkit.checks import check_site

    (tmp_path / "a.md").write_text("# A\n\n[x](https://a.example)\n")
    with patch.object(requests.Session, "request", side_effect=AssertionError):
        check_site(read_site(tmp_path, Settings(), NOW))
