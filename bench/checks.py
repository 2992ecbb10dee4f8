"""`python -m bench.checks`: what checking the posts costs, beside parsing them and nothing else.

Ours looks for wrong links, pictures, headings and words in the whole blog; the linters, each with
the rules it has by default, for faults of style in one file at a time.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import posts
from bench.floor import MYST
from bench.generators.base import (
    HERE,
    UnavailableError,
    is_installed,
    mark_installed,
    run_tool,
)
from bench.generators.ours import Ours
from bench.measuring import Cost, measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = HERE.parent
TOOLS = REPOSITORY / "_build/bench/installed"


@dataclass
class Checker:
    """A command that checks the posts, and what it cost each time."""

    label: str
    command: Sequence[str]
    forget: Path | None = None  # what it remembers, to be removed before each run
    costs: list[Cost] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        blog = Ours(folder=Path(folder, "blog"), tools=TOOLS, repository=REPOSITORY)
        blog.write_blog(posts(options.posts))
        checkers = [*_ours(blog.folder), *_peers()]
        for _ in range(options.runs):
            for checker in checkers:
                _run(checker, blog.folder, blog.environment())
        floor = json.loads(
            run_tool([sys.executable, "-m", "bench.floor", str(blog.folder / blog.sources)])
        )[MYST]
    print(_table(checkers, floor, options.posts))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.checks", description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    return parser


def _ours(blog: Path) -> list[Checker]:
    command = [sys.executable, "-m", "blogkit", "check"]
    return [
        Checker("blogkit, for the first time", command, forget=blog / "_build"),
        Checker("blogkit, nothing changed", command),
    ]


def _peers() -> list[Checker]:
    peers = []
    for label, install in (("rumdl", _rumdl), ("markdownlint-cli2", _markdownlint)):
        try:
            peers.append(Checker(label, install()))
        except UnavailableError as error:
            print(f"{label} is left out: {error}")
    return peers


def _rumdl() -> Sequence[str]:
    wanted, place = HERE / "requirements/rumdl.txt", TOOLS / "rumdl"
    if not is_installed(place, wanted):
        run_tool([sys.executable, "-m", "venv", "--clear", str(place)])
        pip = [str(place / "bin/python"), "-m", "pip", "install", "--disable-pip-version-check"]
        run_tool([*pip, "--quiet", "--no-input", "--requirement", str(wanted)])
        mark_installed(place, wanted)
    return [str(place / "bin/rumdl"), "check", "--no-cache", "--quiet", "posts"]


def _markdownlint() -> Sequence[str]:
    wanted, place = HERE / "requirements/markdownlint/package.json", TOOLS / "markdownlint"
    if not is_installed(place, wanted):
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(wanted, place)
        run_tool(["npm", "install", "--no-fund", "--no-audit"], folder=place)
        mark_installed(place, wanted)
    return [str(place / "node_modules/.bin/markdownlint-cli2"), "posts/**/*.md"]


def _run(checker: Checker, blog: Path, environment: Mapping[str, str]) -> None:
    if checker.forget:
        shutil.rmtree(checker.forget, ignore_errors=True)
    log = blog.parent / "log"
    cost = measure(checker.command, folder=blog, environment=environment, log=log)
    if cost.exit_code not in (0, 1):
        sys.exit(f"{checker.label} failed:\n{log.read_text(errors='replace')}")
    checker.costs.append(cost)


def _table(checkers: Sequence[Checker], floor: float, count: int) -> str:
    lines = [
        f"{count} posts; MyST parses them in {floor:.2f} s, in one process.",
        f"{'':32}{'clock':>9}{'x floor':>9}{'processor':>11}",
    ]
    for each in checkers:
        wall = statistics.median(cost.wall for cost in each.costs)
        processor = statistics.median(cost.processor for cost in each.costs)
        lines.append(f"{each.label:32}{wall:8.2f}s{wall / floor:9.2f}{processor:10.2f}s")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
