"""`python -m bench`: install the generators, then let them build the same blogs, in turns."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench import results, table
from bench.chart import chart
from bench.generators import GENERATORS
from bench.generators.base import UnavailableError
from bench.rounds import BuildError, Figure, measure_rounds, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.generators.base import Generator

REPOSITORY = Path(__file__).resolve().parent.parent
ROOM = REPOSITORY / "_build/bench"
MOST_POSTS_FOR_ALL = 2000  # stock alone takes hours beyond
BASES = ("ours", "stock")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if ours was built and right at every step, or was not asked for."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that no build outlives us
    try:
        measured = [_measured(count, options) for count in options.posts]
    except KeyboardInterrupt:
        print(f"Stopped. What was measured is in {options.output}")
        return 130
    print(table.growth(measured))
    print(f"All figures: {options.output}")
    return 0 if all(map(_ours_is_sound, measured)) else 1


def _measured(count: int, options: argparse.Namespace) -> results.Measurement:
    generators = _generators(_chosen(options, count), count)
    measurement = _measurement(count, generators)
    try:
        _measure(measurement, generators, options)
    finally:
        for generator in generators:
            shutil.rmtree(generator.aside, ignore_errors=True)
    report = table.report(measurement)
    results.save(options.output, [measurement])
    options.output.with_suffix(".md").write_text(report, encoding="utf-8")
    options.output.with_suffix(".svg").write_text(chart(measurement), encoding="utf-8")
    print(f"\n{report}", flush=True)
    return measurement


def _parser() -> argparse.ArgumentParser:
    names = [each.name for each in GENERATORS]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[1000], metavar="N")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true", help="ours and stock")
    parser.add_argument(
        "--patience",
        type=float,
        default=6,
        metavar="MINUTES",
        help="who has taken so long sits out the runs that follow",
    )
    parser.add_argument("--output", type=_results, default=ROOM / "results.json", metavar="FILE")
    return parser


def _results(written: str) -> Path:
    """The file for all figures; a table and a chart are written beside it."""
    if not written.endswith(".json"):
        raise argparse.ArgumentTypeError(f"'{written}' should end in .json")
    return Path(written)


def _chosen(options: argparse.Namespace, count: int) -> list[str]:
    if options.only:
        return list(options.only)
    if count > MOST_POSTS_FOR_ALL:
        print(f"{count:,} posts: only ours, unless others are named with --only.")
        return ["ours"]
    return [each.name for each in GENERATORS if not options.no_peers or each.name in BASES]


def _generators(names: list[str], count: int) -> list[Generator]:
    return [
        each(folder=ROOM / str(count) / each.name, tools=ROOM / "installed", repository=REPOSITORY)
        for each in GENERATORS
        if each.name in names
    ]


def _measurement(count: int, generators: Iterable[Generator]) -> results.Measurement:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()}, Python {platform.python_version()}"
    return results.Measurement(
        posts=count,
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=f"{_processor_name()}, {cores} cores, {system}",
        labels={each.name: each.label for each in generators},
        versions={},
    )


def _processor_name() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _measure(
    measurement: results.Measurement, generators: list[Generator], options: argparse.Namespace
) -> None:
    logs = ROOM / str(measurement.posts) / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    ready = [each for each in generators if _set_up(each, measurement, logs)]
    rounds = measure_rounds(
        ready, measurement.posts, options.runs, patience=options.patience * 60, logs=logs
    )
    for told in rounds:
        if isinstance(told, Figure):
            measurement.figures.append(told)
            results.save(options.output, [measurement])  # hours may follow
            _say_figure(told)
        else:
            generator, failure = told
            _leave_out(measurement, generator, str(failure))
    measurement.floor = _floor(ready)


def _set_up(generator: Generator, measurement: results.Measurement, logs: Path) -> bool:
    """Nothing of this is measured. False, and told, if it cannot be."""
    print(f"Setting up {generator.label}…", flush=True)
    try:
        generator.install()
        measurement.versions[generator.name] = generator.versions()
        warm_up(generator, logs)
    except UnavailableError as reason:
        _leave_out(measurement, generator, f"not to be had here: {reason}")
    except BuildError as failure:
        _leave_out(measurement, generator, str(failure))
    else:
        return True
    return False


def _leave_out(measurement: results.Measurement, generator: Generator, why: str) -> None:
    measurement.absent[generator.name] = why
    print(f"LEFT OUT: {generator.label}: {why}", flush=True)


def _say_figure(figure: Figure) -> None:
    faults = "".join(f"  ! {fault}" for fault in figure.faults)
    cost = figure.cost
    memory = "" if cost.largest is None else f"{cost.largest:7.0f} MB"
    print(
        f"{figure.run + 1}  {figure.scenario:17}{figure.generator:16}"
        f"{cost.wall:8.2f} s {cost.processor:8.2f} s of processor {memory}{faults}",
        flush=True,
    )


def _floor(generators: Iterable[Generator]) -> dict[str, float]:
    """Measured on our own posts, if there are any."""
    for generator in generators:
        if generator.name in BASES:
            posts = str(generator.folder / generator.sources)
            command = [sys.executable, "-m", "bench.floor", posts]
            done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
            return dict(json.loads(done.stdout))
    return {}


def _ours_is_sound(measurement: results.Measurement) -> bool:
    ours = [figure for figure in measurement.figures if figure.generator == "ours"]
    return "ours" not in measurement.absent and not any(figure.faults for figure in ours)


if __name__ == "__main__":
    sys.exit(main())
