"""What is remembered of a build that ran to its end, in one file beside Sphinx's environment.

It is gone while a build is at work. So a build that was killed, or broke down, leaves none, and
the next one starts anew: nothing ever rests on what was written by half.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from blogkit.building.files import Mark
from blogkit.building.inputs import Inputs

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.building.inputs import Known
    from blogkit.building.mirror import Manifest

NAME = "snapshot.json"


@dataclass(frozen=True)
class Told:
    """What a build has told: the lines, and how many errors and warnings."""

    errors: int = 0
    warnings: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Snapshot:
    """What a build rested on, what it told, and what it wrote.

    *day* is empty if no page shows it. *manifest* is of the last publishing; *output* is what lies
    in the work folder, *state* what lies beside this file.
    """

    surroundings: list[object]
    conf_values: dict[str, str] | None
    inputs: Inputs
    further: list[str]
    modules: list[str]
    settings: list[str]
    epoch: str
    moment: float
    next_due: float | None
    day: str
    told: Told
    is_published: bool
    manifest: Manifest
    output: dict[str, Mark]
    state: dict[str, Mark]

    def save(self, folder: Path) -> None:
        """Write it, whole or not at all. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f"{NAME}.new"
        beside.write_text(json.dumps(_as_json(self)), encoding="utf-8")
        beside.replace(folder / NAME)

    def published(self, manifest: Manifest) -> Snapshot:
        return replace(self, is_published=True, manifest=manifest)


def load(folder: Path) -> Snapshot | None:
    """The snapshot in *folder*; None if there is none, or it is damaged in any way."""
    try:
        values = json.loads((folder / NAME).read_bytes())
        return _from_json(values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return None


def forget(folder: Path) -> None:
    """A build begins: from now on, until it ends, there is nothing to rest on."""
    (folder / NAME).unlink(missing_ok=True)


def state_in(folder: Path) -> dict[str, Mark]:
    """What Sphinx keeps for the next build, beside the snapshot; not what lies in folders there."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: Mark.of(entry.stat())
                for entry in entries
                if entry.is_file() and not entry.name.startswith(NAME)
            }
    except OSError:
        return {}


def _as_json(snapshot: Snapshot) -> dict[str, Any]:
    plain = {each.name: getattr(snapshot, each.name) for each in fields(snapshot)}
    return {
        **plain,
        "inputs": [snapshot.inputs.seen, snapshot.inputs.files],
        "told": asdict(snapshot.told),
        "output": None if snapshot.output == _sources(snapshot.manifest) else snapshot.output,
    }


def _from_json(values: dict[str, Any]) -> Snapshot:
    seen, files = values["inputs"]
    manifest = {name: (Mark(*one), Mark(*two)) for name, (one, two) in values["manifest"].items()}
    output = values["output"]
    parts = {
        **values,
        "inputs": Inputs(int(seen), {name: _known(each) for name, each in files.items()}),
        "told": Told(**values["told"]),
        "manifest": manifest,
        "output": _sources(manifest) if output is None else _marks(output),
        "state": _marks(values["state"]),
    }
    return Snapshot(**parts)


def _known(value: Any) -> Known | None:
    return None if value is None else (Mark(*value[0]), value[1])


def _marks(values: dict[str, Any]) -> dict[str, Mark]:
    return {name: Mark(*mark) for name, mark in values.items()}


def _sources(manifest: Manifest) -> dict[str, Mark]:
    return {name: written for name, (_, written) in manifest.items()}
