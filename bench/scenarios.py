"""What is done to a blog before each build, the same for every generator.

An author mostly works on one of the newest posts, and that is the harder case: those stand on the
home page and in the feeds. Every edit differs from every other, so that no build finds its result
in a cache.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench.corpus import posts

if TYPE_CHECKING:
    from bench.corpus import Post

CLEAN = "clean build"
SAME = "nothing changed"
TEXT = "one post's text"
TITLE = "one post's title"
TAGS = "one post's tags"
NEW = "a new post"
DELETED = "a deleted post"
SCENARIOS = (CLEAN, SAME, TEXT, TITLE, TAGS, NEW, DELETED)
NEWEST = 20
PLACE_OF_EDIT = "See [the notes]"  # in the middle of a post's sections


@dataclass(frozen=True)
class Step:
    """One edit and the blog after it. *words* stand on the edited post's page, and only there."""

    scenario: str
    run: int
    before: Post | None
    after: Post | None
    words: str
    tag: str | None
    blog: tuple[Post, ...]


def plan(count: int, runs: int) -> list[list[Step]]:
    """The steps of each run. A run begins with the blog that the run before it left."""
    corpus = posts(count + runs)
    blog = tuple(corpus[:count])
    planned = []
    for run in range(runs):
        steps: list[Step] = []
        for scenario in SCENARIOS:
            steps.append(_step(scenario, run, blog, corpus[count + run]))
            blog = steps[-1].blog
        planned.append(steps)
    return planned


def _step(scenario: str, run: int, blog: tuple[Post, ...], new: Post) -> Step:
    chosen = _recent(blog, 7 * run + SCENARIOS.index(scenario))
    match scenario:
        case "one post's text":
            return _edited(scenario, run, blog, chosen, _with_text(chosen, f"Rewritten {run + 1}."))
        case "one post's title":
            title = f"{chosen.title} retold {run + 1}"
            return _edited(scenario, run, blog, chosen, replace(chosen, title=title))
        case "one post's tags":
            tags = tuple(tag for post in blog for tag in post.tags if tag not in chosen.tags)
            changed = replace(chosen, tags=(*chosen.tags[:-1], tags[run % len(tags)]))
            return _edited(scenario, run, blog, chosen, changed)
        case "a new post":
            return Step(scenario, run, None, new, new.title, None, (*blog, new))
        case "a deleted post":
            rest = tuple(post for post in blog if post is not chosen)
            return Step(scenario, run, chosen, None, "", None, rest)
        case _:
            return Step(scenario, run, None, None, "", None, blog)


def _recent(blog: tuple[Post, ...], number: int) -> Post:
    return blog[-1 - number % min(NEWEST, len(blog))]


def _edited(scenario: str, run: int, blog: tuple[Post, ...], before: Post, after: Post) -> Step:
    words = {TEXT: f"Rewritten {run + 1}.", TITLE: after.title}.get(scenario, "")
    tag = after.tags[-1] if scenario == TAGS else None
    changed = tuple(after if post is before else post for post in blog)
    return Step(scenario, run, before, after, words, tag, changed)


def _with_text(post: Post, words: str) -> Post:
    middle = post.body.index(PLACE_OF_EDIT, len(post.body) // 2)
    return replace(post, body=f"{post.body[:middle]}{words} {post.body[middle:]}")
