"""A measurement as Markdown: medians, and what they are to ours and to stock."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from bench.results import processor, wall
from bench.scenarios import CLEAN, SAME, SCENARIOS, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bench.measuring import Cost
    from bench.results import Measurement

    Cell = Callable[[str, str], str]

OURS, STOCK = "ours", "stock"
NOTHING = "–"
GROWING = (CLEAN, SAME, TEXT)


def report(measurement: Measurement) -> str:
    """All there is to say about one size of blog."""
    parts = [f"## {measurement.posts:,} posts", _circumstances(measurement)]
    parts += _section("Seconds: median (least to most)", _table(measurement, _seconds(measurement)))
    parts += _compared(measurement, "How many times as long as", wall)
    parts += _section("Seconds of processor: median", _table(measurement, _processor(measurement)))
    parts += _compared(measurement, "How many times the processor time of", processor)
    parts += _section("Memory, MB: median", _memory(measurement))
    parts += _notes(measurement)
    return "\n\n".join(parts) + "\n"


def growth(measurements: list[Measurement]) -> str:
    """How the time of each generator grows with the blog; empty for a single size."""
    rows = [
        (large.labels[name], f"{small.posts:,} → {large.posts:,}", *_growths(small, large, name))
        for small, large in pairwise(measurements)
        for name in large.measured()
        if name in small.measured()
    ]
    if not rows:
        return ""
    heads = ("", "posts", *GROWING)
    return "## Growth\n\nHow many times as long.\n\n" + _markdown(heads, rows) + "\n"


def _growths(small: Measurement, large: Measurement, name: str) -> Iterator[str]:
    for scenario in GROWING:
        yield _ratio(large.median(name, scenario, wall), small.median(name, scenario, wall))


def _section(title: str, table: str) -> list[str]:
    return [f"### {title}", table]


def _compared(measurement: Measurement, what: str, value: Callable[[Cost], float]) -> list[str]:
    parts = []
    for base in (OURS, STOCK):
        if base in measurement.measured():
            cells = _table(measurement, _ratios(measurement, base, value))
            parts += _section(f"{what} {measurement.labels[base]}", cells)
    return parts


def _table(measurement: Measurement, cell: Cell) -> str:
    rows = [
        (measurement.labels[name], *(cell(name, scenario) for scenario in SCENARIOS))
        for name in measurement.measured()
    ]
    return _markdown(("", *SCENARIOS), rows)


def _markdown(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    rule = ["---", *["--:"] * (len(heads) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, rule, *rows))


def _seconds(measurement: Measurement) -> Cell:
    def cell(name: str, scenario: str) -> str:
        values = measurement.values(name, scenario, wall)
        middle = measurement.median(name, scenario, wall)
        if middle is None:
            return NOTHING
        spread = f" ({shown(min(values))} to {shown(max(values))})" if len(values) > 1 else ""
        return shown(middle) + spread

    return cell


def _processor(measurement: Measurement) -> Cell:
    def cell(name: str, scenario: str) -> str:
        value = measurement.median(name, scenario, processor)
        return NOTHING if value is None else shown(value)

    return cell


def _ratios(measurement: Measurement, base: str, value: Callable[[Cost], float]) -> Cell:
    def cell(name: str, scenario: str) -> str:
        one = measurement.median(name, scenario, value)
        return _ratio(one, measurement.median(base, scenario, value))

    return cell


def _ratio(one: float | None, other: float | None) -> str:
    return f"{one / other:.2f}" if one is not None and other else NOTHING


def _memory(measurement: Measurement) -> str:
    rows = [
        (measurement.labels[name], *_memories(measurement, name)) for name in measurement.measured()
    ]
    what = ("largest process", "all processes")
    return _markdown(("", *(f"{each}, {s}" for s in (CLEAN, TEXT) for each in what)), rows)


def _memories(measurement: Measurement, name: str) -> Iterator[str]:
    def largest(cost: Cost) -> float | None:
        return cost.largest

    def together(cost: Cost) -> float | None:
        return cost.together

    for scenario in (CLEAN, TEXT):
        for value in (largest, together):
            found = measurement.median(name, scenario, value)
            yield NOTHING if found is None else f"{found:.0f}"


def _circumstances(measurement: Measurement) -> str:
    floor = ", ".join(f"{what} {shown(s)} s" for what, s in measurement.floor.items())
    versions = "; ".join(
        f"{measurement.labels[name]}: {measurement.versions[name]}"
        for name in measurement.measured()
    )
    lines = [f"{measurement.date}, {measurement.machine}.", f"{versions}."]
    return "\n\n".join(
        [*lines, f"The floor, parsing the same posts in one process: {floor}."] if floor else lines
    )


def _notes(measurement: Measurement) -> list[str]:
    runs = Counter(f.generator for f in measurement.figures if f.scenario == CLEAN)
    told = ", ".join(f"{measurement.labels[name]} {runs[name]}" for name in measurement.measured())
    faults = {
        (f.generator, f.scenario, fault): None for f in measurement.figures for fault in f.faults
    }
    notes = [f"- Runs: {told}."]
    notes += [f"- {measurement.labels[g]}, {scenario}: {fault}." for g, scenario, fault in faults]
    notes += [f"- {measurement.labels[name]}: {why}." for name, why in measurement.absent.items()]
    return ["\n".join(notes)]


def shown(seconds: float) -> str:
    """Three digits are enough: 0.42, 3.14, 27.2, 118."""
    digits = 2 if seconds < 10 else 1 if seconds < 100 else 0
    return f"{seconds:.{digits}f}"
