"""A blog that is published, changed, and published again: no link to it dies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

ATOM = "_build/html/blog/atom.xml"
HARBOUR = """\
# The harbour

A long way for a short week, and worth it in every way.

## Monday

We walked along the quay before anyone else was awake.

### Extras

Somebody had left a piano under the arcade, and played it.

## Tuesday

Lunch was soup, bread, and a very good story.

### Extras

Nothing prepared me for so many bicycles in one place.
"""


@pytest.fixture
def published(blog: Blog) -> Blog:
    """A blog of two posts, built, and its addresses recorded."""
    blog.post("posts/harbour.md", HARBOUR, tags="sea")
    blog.post("posts/inland.md", "# Inland\n\nThe hills were closer than the map had promised.\n")
    _record(blog)
    return blog


def _record(blog: Blog, *arguments: str, code: int = 0) -> str:
    run = blog.run("permalinks", *arguments)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


def _ledger(blog: Blog) -> dict[str, str]:
    return dict(json.loads(blog.read("permalinks.json")))


def _built(blog: Blog, code: int = 0) -> str:
    before = blog.read("permalinks.json")
    run = blog.run("build")
    assert run.returncode == code, run.stdout + run.stderr
    assert blog.read("permalinks.json") == before
    return run.stderr


def _move(blog: Blog, old: str, new: str) -> None:
    (blog.root / new).parent.mkdir(parents=True, exist_ok=True)
    (blog.root / old).rename(blog.root / new)


def test_what_is_recorded(published: Blog) -> None:
    ledger = _ledger(published)
    assert ledger["blog_baseurl"] == "https://blog.example.org"
    assert {"/blog/atom.xml", "/blog/tag/sea.html", "/index.html"} <= ledger.keys()
    assert {key for key in ledger if key.startswith("/posts/harbour.html#")} == {
        f"/posts/harbour.html#{anchor}"
        for anchor in ("the-harbour", "monday", "extras", "tuesday", "tuesday-extras", "extras-1")
    }
    assert not {"/search.html", "/genindex.html", "/objects.inv"} & ledger.keys()
    assert "up to date" in _record(published)


def test_a_renamed_post_leads_on(published: Blog) -> None:
    _move(published, "posts/harbour.md", "posts/2026/by the sea/é.md")
    _built(published)
    page = published.read("_build/html/posts/harbour.html")
    assert '<meta name="robots" content="noindex">' in page
    target = "https://blog.example.org/posts/2026/by%20the%20sea/%C3%A9.html"
    assert f'<link rel="canonical" href="{target}">' in page
    assert 'content="0; url=2026/by%20the%20sea/%C3%A9.html"' in page
    line = "/posts/harbour.html /posts/2026/by%20the%20sea/%C3%A9.html 301\n"
    assert published.read("_build/html/_redirects") == line
    assert 'Redirect 301 "/posts/harbour.html"' in published.read("_build/html/.htaccess")
    _record(published)
    _move(published, "posts/2026/by the sea/é.md", "posts/third.md")
    _built(published)
    assert "url=third.html" in published.read("_build/html/posts/harbour.html")
    assert "url=../../third.html" in published.read("_build/html/posts/2026/by the sea/é.html")
    _record(published)
    ledger = _ledger(published)
    assert ledger["/posts/harbour.html"] == "=/posts/third.html"
    assert ledger["/posts/2026/by the sea/é.html"] == "/posts/third.html"
    assert "up to date" in _record(published)


def _git(blog: Blog, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=blog.root, check=True, capture_output=True)


def test_a_short_post_is_known_again_by_git(published: Blog) -> None:
    if not shutil.which("git"):
        pytest.fail("git is missing") if "CI" in os.environ else pytest.skip("git is missing")
    published.post("posts/sea.md", "# Sea\n\nHere.\n")
    _record(published)
    _git(published, "init", "--quiet")
    _git(published, "add", "posts", "permalinks.json")
    _git(published, "commit", "--quiet", "-m", "a")
    _move(published, "posts/sea.md", "posts/a b.md")
    before = (published.root / ".git/index").read_bytes()
    _built(published)
    assert "url=a%20b.html" in published.read("_build/html/posts/sea.html")
    assert (published.root / ".git/index").read_bytes() == before
    _git(published, "add", "posts")
    _git(published, "commit", "--quiet", "-m", "b")
    published.post("posts/a b.md", "# Another\n\nNothing of it is left, all is new, and longer.\n")
    _move(published, "posts/a b.md", "posts/é.md")
    _git(published, "add", "posts")
    assert "posts/sea.html' was published" in _built(published, code=1)
    _move(published, "posts/é.md", "posts/a b.md")
    _built(published)
    _record(published)
    assert _ledger(published)["/posts/sea.html"] == "=/posts/a b.html"


def _feed_ids(blog: Blog) -> set[str]:
    feed = json.loads(blog.read("_build/html/blog/feed.json"))
    assert all(f"<id>{each['id']}</id>" in blog.read(ATOM) for each in feed["items"])
    return {each["id"].removeprefix("https://blog.example.org") for each in feed["items"]}


def test_feeds_know_a_post_by_its_first_address(published: Blog) -> None:
    before = {"/posts/harbour.html", "/posts/inland.html"}
    _built(published)
    assert _feed_ids(published) == before
    for old, new in (("harbour", "é"), ("é", "third"), ("third", "harbour"), ("harbour", "fourth")):
        _move(published, f"posts/{old}.md", f"posts/{new}.md")
        _built(published)
        assert _feed_ids(published) == before
        _record(published)
        _built(published)
        assert _feed_ids(published) == before
    published.post("posts/harbour.md", "# Anew\n\nAnother post has taken the first address.\n")
    _built(published)
    assert _feed_ids(published) == {*before, "/posts/fourth.html"}


def test_feeds_know_a_post_that_took_in_another_by_its_own_address(published: Blog) -> None:
    (published.root / "posts/inland.md").unlink()
    _record(published, "--redirect", "/posts/inland.html=/posts/harbour.html")
    _built(published)
    assert _feed_ids(published) == {"/posts/harbour.html"}


def test_feeds_know_a_post_that_its_author_led_on(published: Blog) -> None:
    (published.root / "posts/inland.md").unlink()
    published.post("posts/hills.md", "# Hills\n\nAll of this was written anew, word for word.\n")
    _record(published, "--redirect", "/posts/inland.html=/posts/hills.html")
    _built(published)
    assert _feed_ids(published) == {"/posts/harbour.html", "/posts/inland.html"}


def test_a_renamed_heading_keeps_its_anchor(published: Blog) -> None:
    text = HARBOUR.replace("## Monday", "## The first day").replace("# The harbour", "# Docks")
    published.post("posts/harbour.md", text, tags="sea")
    _built(published)
    page = published.read("_build/html/posts/harbour.html")
    assert '<section id="the-first-day">\n<span id="monday"></span><h2>The first day' in page
    assert '<span id="the-harbour"></span><h1>Docks' in page
    _record(published)
    published.post("posts/harbour.md", text.replace("The first day", "Day 1"), tags="sea")
    _built(published)
    page = published.read("_build/html/posts/harbour.html")
    assert '<span id="monday"></span>' in page
    assert '<span id="the-first-day"></span>' in page
    _record(published)
    assert _ledger(published)["/posts/harbour.html#monday"] == "#day-1"


def test_repeated_headings_have_anchors_that_can_be_read(published: Blog) -> None:
    links = "\n[a](#extras-1) [b](#tuesday-extras)\n"
    published.post("posts/harbour.md", HARBOUR + links, tags="sea")
    _built(published)
    page = published.read("_build/html/posts/harbour.html")
    assert '<section id="tuesday-extras">\n<span id="id1"></span><span id="extras-1">' in page
    assert page.count('class="reference internal" href="#tuesday-extras"') >= 2
    assert 'class="headerlink" href="#tuesday-extras"' in page


def test_what_is_lost_stops_the_publication_until_the_author_has_chosen(published: Blog) -> None:
    (published.root / "posts/inland.md").unlink()
    published.post("posts/harbour.md", HARBOUR[: HARBOUR.index("## Tuesday")], tags="sea")
    told = _built(published, code=1)
    assert told.count("[blogkit.vanished-page]") == 1
    assert told.count("[blogkit.vanished-anchor]") == 2
    assert "'/posts/inland.html' was published" in _record(published, code=1)
    refused = _record(published, "--alias", "/posts/harbour.html#tuesday=#nowhere", code=2)
    assert "there is no '#nowhere' on '/posts/harbour.html'" in refused
    assert "is not in permalinks.json" in _record(published, "--gone", "/other.html", code=2)
    _record(
        published,
        *("--gone", "/posts/inland.html", "--gone", "/posts/harbour.html#tuesday"),
        *("--alias", "/posts/harbour.html#tuesday-extras=#extras"),
    )
    _built(published)
    assert "This page is gone" in published.read("_build/html/posts/inland.html")
    gone = 'Redirect gone "/posts/inland.html"'
    assert gone in published.read("_build/html/.htaccess")
    page = published.read("_build/html/posts/harbour.html")
    assert '<span id="tuesday-extras"></span>' in page
    assert 'id="tuesday"' not in page


def test_a_section_that_went_to_another_page(published: Blog) -> None:
    at = HARBOUR.index("## Tuesday")
    published.post("posts/harbour.md", HARBOUR[:at], tags="sea")
    published.post("posts/second day.md", "# The second day\n\n" + HARBOUR[at:])
    assert "vanished-anchor" in _built(published, code=1)
    pairs = {"tuesday": "#tuesday", "tuesday-extras": "#extras"}
    options = (
        f"/posts/harbour.html#{old}=/posts/second day.html{new}" for old, new in pairs.items()
    )
    _record(published, *(part for each in options for part in ("--alias", each)))
    _built(published)
    page = published.read("_build/html/posts/harbour.html")
    for old, new in pairs.items():
        link = f'<a class="reference internal" href="second%20day.html{new}">The second day</a>'
        assert f'<p class="moved" id="{old}">→ {link}</p>' in page
    _record(published)
    _move(published, "posts/second day.md", "posts/later.md")
    _built(published)
    assert 'id="tuesday">→ <a class="reference internal" href="later.html#tuesday">' in (
        published.read("_build/html/posts/harbour.html")
    )
    _record(published)
    assert "up to date" in _record(published)
    refused = _record(
        published, "--alias", "/posts/harbour.html#monday=/posts/later.html#x", code=2
    )
    assert "there is no '#x' on '/posts/later.html'" in refused


def test_a_redirect_by_choice(published: Blog) -> None:
    (published.root / "posts/inland.md").unlink()
    _record(published, "--redirect", "/posts/inland.html=/posts/harbour.html#monday")
    _built(published)
    page = published.read("_build/html/posts/inland.html")
    assert 'url=harbour.html#monday"' in page
    assert "location.hash" not in page
    loop = "/posts/harbour.html=/posts/inland.html"
    assert "there is no page" in _record(published, "--redirect", loop, code=2)


def test_a_label_without_posts_leads_to_the_overview(published: Blog) -> None:
    published.post("posts/harbour.md", HARBOUR, tags="ships")
    _built(published)
    assert "url=../tag.html" in published.read("_build/html/blog/tag/sea.html")


def test_the_search_map_and_listings_do_not_have_redirects(published: Blog) -> None:
    _move(published, "posts/inland.md", "posts/hills.md")
    _built(published)
    for name in ("searchindex.js", "blog.html"):
        assert "posts/inland" not in published.read(f"_build/html/{name}")
    assert 'href="https://blog.example.org/posts/inland.html"' not in published.read(ATOM)


def test_a_ledger_that_is_damaged_stops_the_build_in_words(published: Blog) -> None:
    published.write("permalinks.json", "<<<<<<< HEAD\n")
    told = published.run("build").stderr
    assert "permalinks.json:1:1: two versions meet here" in told
    assert "Traceback" not in told


def test_without_an_address_there_is_no_ledger(published: Blog) -> None:
    conf = published.read("conf.py").replace("https://blog.example.org/", "")
    published.write("conf.py", conf)
    (published.root / "posts/inland.md").unlink()
    _built(published)
    assert "set blog_baseurl in conf.py" in _record(published, code=2)


def test_addresses_of_dirhtml(blog: Blog) -> None:
    blog.post("posts/harbour.md", HARBOUR)
    _record(blog, "--dirhtml")
    assert {"/", "/posts/harbour/", "/blog/2026/"} <= _ledger(blog).keys()
    assert "up to date" in _record(blog)
    _move(blog, "posts/harbour.md", "posts/docks.md")
    assert "vanished" not in blog.sphinx("dirhtml").stderr
    assert "url=../docks/" in blog.read("out/posts/harbour/index.html")
