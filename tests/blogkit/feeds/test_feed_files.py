"""What a builder asks of the feeds: whose text they show, what else they depend on, their bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

    MakeBlog = Callable[[str], Blog]

CONF = """
blog_feed_archives = True

def setup(app):
    app.connect("build-finished", tell)

def tell(app, exception):
    import json
    from dataclasses import replace
    from pathlib import Path
    from blogkit.feeds import feeds_of

    asked = []
    def body_of(docname):
        asked.append(docname)
        return f'<section id="s"><h1>T</h1><a href="#s">{docname}</a></section>'

    feeds = feeds_of(app)
    shows = {feed.name: repr(feed.shows) for feed in feeds}
    entries = replace(feeds[0].entries, body_of=body_of)
    feeds = [replace(feed, entries=entries) for feed in feeds]
    told = {
        "posts": {feed.path: [post.docname for post in feed.posts] for feed in feeds},
        "shows": shows,
        "asked before": list(asked),
        "rendered": {feed.path: feed.render().decode() for feed in reversed(feeds)},
        "asked": asked,
    }
    Path("told.json").write_text(json.dumps(told))
"""


@pytest.fixture
def blog(make_blog: MakeBlog) -> Blog:
    blog = make_blog(CONF)
    blog.post("one.md", "# One\n\nText.\n", tags="t", date="2026-05-01")
    blog.post("two.md", "# Two\n\nText.\n", tags="t", date="2026-05-02")
    blog.post("three.md", "# Three\n\nText.\n", date="2026-05-03")
    return blog


def build(blog: Blog) -> Any:
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    return json.loads(blog.read("told.json"))


def test_a_feed_knows_the_posts_that_it_shows(blog: Blog) -> None:
    assert build(blog)["posts"] == {
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
    blog.write("conf.py", blog.read("conf.py") + "\nblogkit_timezone = 'Europe/Berlin'\n")
    rendered = build(blog)["rendered"]["blog/atom.xml"]
    assert "<published>2026-05-03T00:00:00+02:00</published>" in rendered


def test_what_a_feed_shows_changes_with_its_posts_and_settings(blog: Blog) -> None:
    before = build(blog)["shows"]
    assert build(blog)["shows"] == before
    blog.post("three.md", "# Three\n\nOther text.\n", date="2026-05-03")
    with_text = build(blog)["shows"]
    assert _changed(before, with_text) == {"blog/atom.xml", "blog/feed.json", "blog/2026/atom.xml"}
    blog.post("one.md", "# One or two\n\nText.\n", tags="t", date="2026-05-01")
    with_title = build(blog)["shows"]
    assert _changed(with_text, with_title) == set(before)
    blog.write("conf.py", blog.read("conf.py") + "\nblog_feed_fulltext = False\n")
    assert _changed(with_title, build(blog)["shows"]) == set(before)


def test_a_feed_with_a_template_shows_something_else_each_time(make_blog: MakeBlog) -> None:
    blog = make_blog(CONF + 'blog_feed_templates = {"atom": {"title": "{{ title }}"}}\n')
    blog.post("one.md", "# One\n\nText.\n")
    before, after = build(blog)["shows"], build(blog)["shows"]
    assert _changed(before, after) == {"blog/atom.xml", "blog/2026/atom.xml"}


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before if after[path] != before[path]}
