"""All generators build the same blog, go through the same edits, and take turns at each.

A run is a clean build and then one build for each edit, each upon what the one before it left.
What a build had to bring about is looked up in the site afterwards, so that nobody wins by not
building.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.measuring import measure
from bench.scenarios import CLEAN, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.corpus import Post
    from bench.generators.base import Generator
    from bench.measuring import Cost
    from bench.scenarios import Step

WARM_UP = 3  # posts in the build that compiles every module once, before anything is measured


class BuildError(Exception):
    """A generator could not build the blog; says where it said why."""


@dataclass(frozen=True)
class Figure:
    """One build. *faults* is what a reader would have found wrong afterwards."""

    generator: str
    scenario: str
    run: int
    cost: Cost
    faults: tuple[str, ...]


def measure_rounds(
    generators: Sequence[Generator], count: int, runs: int, *, patience: float, logs: Path
) -> Iterator[Figure | tuple[Generator, BuildError]]:
    """Every figure as it is measured; a generator that fails is yielded, and is out.

    One that has taken more than *patience* seconds so far sits out the runs that follow.
    """
    rounds = plan(count, runs)
    spent = dict.fromkeys(generators, 0.0)
    start = rounds[0][0].blog
    for generator in generators:
        generator.write_blog(start)
    for number, steps in enumerate(rounds):
        turn = number % len(generators)
        order = (*generators[turn:], *generators[:turn])
        playing = [each for each in order if each in spent and spent[each] <= patience]
        for step in steps:
            for generator in [each for each in playing if each in spent]:
                try:
                    figure = _play(generator, step, logs)
                except BuildError as failure:
                    del spent[generator]
                    yield generator, failure
                else:
                    spent[generator] += figure.cost.wall
                    yield figure


def warm_up(generator: Generator, logs: Path) -> None:
    """Build a few posts, unmeasured; raises `BuildError`."""
    few = plan(WARM_UP, 1)[0][0]
    generator.write_blog(few.blog)
    _play(generator, few, logs)


def _play(generator: Generator, step: Step, logs: Path) -> Figure:
    log = logs / f"{generator.name}-{step.scenario.replace(' ', '-')}.log"
    _apply(generator, step)
    cost = measure(
        generator.command(),
        folder=generator.folder,
        environment=generator.environment(),
        log=log,
    )
    if cost.exit_code:
        raise BuildError(f"exit code {cost.exit_code} at '{step.scenario}', see {log}")
    return Figure(generator.name, step.scenario, step.run, cost, tuple(faults(generator, step)))


def _apply(generator: Generator, step: Step) -> None:
    if step.scenario == CLEAN:
        generator.forget()
    if step.after:
        generator.write(step.after)
    elif step.before:
        generator.remove(step.before)


def faults(generator: Generator, step: Step) -> Iterator[str]:
    """What the site should have after *step* and has not, or still has."""
    missing = [post for post in step.blog if post.title not in _read(generator.page_of(post))]
    if missing:
        yield f"{len(missing)} of {len(step.blog)} posts have no page with their title"
    if step.after and step.words not in _read(generator.page_of(step.after)):
        yield "the edit is not on the post's page"
    if step.tag and step.after and not _is_listed(generator, step.after, step.tag):
        yield "the post is not listed under its new tag"
    if step.before and not step.after and generator.page_of(step.before).exists():
        yield "the deleted post's page is still there"


def _is_listed(generator: Generator, post: Post, tag: str) -> bool:
    return any(post.title in _read(page) for page in generator.listings_of(tag))


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
