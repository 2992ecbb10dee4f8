"""What was measured, as JSON keeps it: one measurement for each size of blog.

Ratios are only taken within one measurement, whose builds took turns on one machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.measuring import Cost
from bench.rounds import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@dataclass
class Measurement:
    """Everything known about one size of blog. Generators are in the order of `labels`."""

    posts: int
    date: str
    machine: str
    labels: dict[str, str]  # by a generator's name, as the chart shows it
    versions: dict[str, str]
    absent: dict[str, str] = field(default_factory=dict)  # why a generator has no figures
    floor: dict[str, float] = field(default_factory=dict)  # seconds of processor
    figures: list[Figure] = field(default_factory=list)

    def measured(self) -> list[str]:
        """The names of the generators that have figures."""
        found = {figure.generator for figure in self.figures}
        return [name for name in self.labels if name in found]

    def values(
        self, generator: str, scenario: str, value: Callable[[Cost], float | None]
    ) -> list[float]:
        """A value of each run."""
        costs = [f.cost for f in self.figures if (f.generator, f.scenario) == (generator, scenario)]
        return [found for found in map(value, costs) if found is not None]

    def median(
        self, generator: str, scenario: str, value: Callable[[Cost], float | None]
    ) -> float | None:
        """The median of the runs, or None if there were none."""
        found = self.values(generator, scenario, value)
        return median(found) if found else None


def wall(cost: Cost) -> float:
    return cost.wall


def processor(cost: Cost) -> float:
    return cost.processor


def load(file: Path) -> list[Measurement]:
    """The measurements in *file*, the smallest blog first; none if there is no such file."""
    if not file.exists():
        return []
    return [_measurement(each) for each in json.loads(file.read_text(encoding="utf-8"))]


def save(file: Path, measurements: Iterable[Measurement]) -> None:
    """Write *measurements* into *file*; of the blog sizes that it has beside these, keep what is there."""
    known = {each.posts: each for each in load(file)}
    known |= {each.posts: each for each in measurements}
    file.parent.mkdir(parents=True, exist_ok=True)
    ordered = [asdict(known[size]) for size in sorted(known)]
    file.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def _measurement(raw: dict[str, Any]) -> Measurement:
    figures = [_figure(each) for each in raw["figures"]]
    return Measurement(**{**raw, "figures": figures})


def _figure(raw: dict[str, Any]) -> Figure:
    return Figure(**{**raw, "cost": Cost(**raw["cost"]), "faults": tuple(raw["faults"])})
