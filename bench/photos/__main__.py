"""`python -m bench.photos`: the same synthetic photographs through ours, eleventy-img and Astro.

Each makes seven widths as AVIF and JPEG, from nothing. What counts is the processor's time beside
that of the encoders alone: seconds differ from machine to machine, and what others are doing on it
lengthens the clock's. Quality and effort of the others are their own unless the table says
otherwise: mind the bytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.generators.base import UnavailableError, run_tool
from bench.measuring import Cost, measure
from bench.photos import peers
from bench.photos.drawing import draw_photographs
from blogkit.parallel import cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ROOM = REPOSITORY / "_build/bench"
OURS = [sys.executable, "-m", "bench.photos.ours"]


@dataclass(frozen=True, slots=True)
class Row:
    """What one way took. *made* are the files, and their bytes."""

    name: str
    cost: Cost
    made: int
    size: int


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all photographs were made by ours."""
    parser = argparse.ArgumentParser(prog="python -m bench.photos", description=__doc__)
    parser.add_argument("--photos", type=int, default=60, metavar="N")
    parser.add_argument("--jobs", type=int, default=cores(), metavar="N")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    options = parser.parse_args(arguments)
    originals = ROOM / f"photographs-{options.photos}"
    paths = draw_photographs(options.photos, originals)
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} photographs of 12 megapixels, {size / 1e6:.0f} MB", flush=True)
    command = [*OURS, "encode", str(originals), str(options.jobs)]
    encoders = float(run_tool(command, folder=REPOSITORY))
    print(f"The encoders alone: {encoders:.1f} s of processor\n")
    print("| | s | s of processor | beside the encoders | largest process | files | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    sound = True
    for row in _rows(originals, options):
        print(_line(row, encoders), flush=True)
        sound &= row.cost.exit_code == 0 or not row.name.startswith("ours")
    return 0 if sound else 1


def _rows(originals: Path, options: argparse.Namespace) -> Iterator[Row]:
    command: Sequence[str]
    cache = ROOM / "photos-cache"
    shutil.rmtree(cache, ignore_errors=True)
    for name in ("ours", "ours, nothing changed"):
        command = [*OURS, "make", str(originals), str(cache), str(options.jobs)]
        cost = _measured(command, REPOSITORY, os.environ)
        yield _row(name, cost, [path for path in cache.glob("*/*") if path.suffix != ".json"])
    if options.no_peers:
        return
    place = ROOM / "installed/photos"
    try:
        print(f"({peers.install(place)})", file=sys.stderr)
    except UnavailableError as error:
        print(f"(eleventy-img and Astro are left out: {error})", file=sys.stderr)
        return
    for name, command in peers.commands(place, originals).items():
        peers.forget(place)
        cost = _measured(command, place, {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"})
        yield _row(name, cost, peers.made_in(place))


def _measured(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    return measure(command, folder=folder, environment=environment, log=ROOM / "photos.log")


def _row(name: str, cost: Cost, made: Sequence[Path]) -> Row:
    return Row(name, cost, len(made), sum(path.stat().st_size for path in made))


def _line(row: Row, encoders: float) -> str:
    cost = row.cost
    if cost.exit_code:
        return f"| {row.name} | failed: see {ROOM / 'photos.log'} |"
    memory = f"{cost.largest:.0f} MB" if cost.largest else "not measured"
    return (
        f"| {row.name} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.processor / encoders:.2f} "
        f"| {memory} | {row.made} | {row.size / 1e6:.1f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
