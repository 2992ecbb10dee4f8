"""What a builder asks of the feeds: whose text they show, what else they depend on, their bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

CONF = """
blog_feed_archives = True

def setup(app):
    app.connect("build-finished", tell)

def tell(app, exception):
    import json
    from dataclasses import replace
    from pathlib import Path
    from zoneinfo import ZoneInfo
    from blogkit.feeds import feeds_of

    asked = []
    def body_of(docname):
        asked.append(docname)
        return f'<section id="s"><h1>T</h1><a href="#s">{docname}</a></section>'

    feeds = feeds_of(app, body_of)
    berlin = replace(feeds[0].entries, zone=ZoneInfo("Europe/Berlin"))
    told = {
        "docnames": {feed.path: feed.docnames for feed in feeds},
        "fingerprints": {feed.path: feed.fingerprint for feed in feeds},
        "asked before": list(asked),
        "rendered": {feed.path: feed.render().decode() for feed in reversed(feeds)},
        "asked": asked,
        "berlin": berlin.heading(feeds[0].posts[0]).published.isoformat(),
    }
    Path("told.json").write_text(json.dumps(told))
"""


@pytest.fixture
def blog(make_blog: Callable[[str], Blog]) -> Blog:
    blog = make_blog(CONF)
    blog.post("one.md", "# One\n\nText.\n", tags="t", date="2026-05-01")
    blog.post("two.md", "# Two\n\nText.\n", tags="t", date="2026-05-02")
    blog.post("three.md", "# Three\n\nText.\n", date="2026-05-03")
    return blog


def build(blog: Blog) -> Any:
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    return json.loads(blog.read("told.json"))


def test_a_feed_names_the_documents_that_it_shows(blog: Blog) -> None:
    assert build(blog)["docnames"] == {
        "blog/atom.xml": ["three", "two", "one"],
        "blog/feed.json": ["three", "two", "one"],
        "blog/2026/atom.xml": ["three", "two", "one"],
        "blog/tag/t/atom.xml": ["two", "one"],
    }


def test_each_body_is_asked_for_once_and_only_to_render(blog: Blog) -> None:
    told = build(blog)
    assert told["asked before"] == []
    assert sorted(told["asked"]) == ["one", "three", "two"]
    expected = '&lt;a href="https://blog.example.org/one.html#s"&gt;one&lt;/a&gt;'
    assert expected in told["rendered"]["blog/tag/t/atom.xml"]
    assert told["rendered"]["blog/tag/t/atom.xml"].count("https://blog.example.org/one.html#s") == 1


def test_dates_are_in_the_blog_s_time_zone(blog: Blog) -> None:
    assert build(blog)["berlin"] == "2026-05-03T00:00:00+02:00"


def test_a_fingerprint_changes_with_what_the_feed_says_of_its_posts(blog: Blog) -> None:
    before = build(blog)["fingerprints"]
    blog.post("three.md", "# Three\n\nOther text.\n", date="2026-05-03")
    assert build(blog)["fingerprints"] == before
    blog.post("three.md", "# Three or four\n\nText.\n", date="2026-05-03")
    after = build(blog)["fingerprints"]
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"blog/atom.xml", "blog/feed.json", "blog/2026/atom.xml"}
    blog.write("conf.py", blog.read("conf.py") + "\nblog_feed_fulltext = False\n")
    assert all(text != after[path] for path, text in build(blog)["fingerprints"].items())
