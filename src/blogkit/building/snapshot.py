"""What is remembered of a build that ran to its end, in one file beside Sphinx's environment.

It is gone while a build is at work. So a build that was killed, or broke down, leaves none, and
the next one starts anew: nothing ever rests on what was written by half.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from blogkit.building.files import mark_of
from blogkit.building.inputs import Inputs

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.building.mirror import Manifest

NAME = "snapshot.pickle"
SEAL = 32  # bytes


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
        parts = {"inputs": vars(self.inputs), "told": vars(self.told)}
        values = pickle.dumps(vars(self) | parts, pickle.HIGHEST_PROTOCOL)
        beside = folder / f"{NAME}.new"
        beside.write_bytes(sha256(values).digest() + values)
        beside.replace(folder / NAME)

    def published(self, manifest: Manifest) -> Snapshot:
        return replace(self, is_published=True, manifest=manifest)


def load(folder: Path) -> Snapshot | None:
    """The snapshot in *folder*; None if there is none, or it is damaged in any way."""
    try:
        data = memoryview((folder / NAME).read_bytes())
        if data[:SEAL] != sha256(data[SEAL:]).digest():
            return None
        values = pickle.loads(data[SEAL:])  # noqa: S301 - our own, and whole
        parts = {"inputs": Inputs(**values["inputs"]), "told": Told(**values["told"])}
        return Snapshot(**values | parts)
    except Exception:  # noqa: BLE001 - what another version has pickled fails in any way
        return None


def forget(folder: Path) -> None:
    """A build begins: from now on, until it ends, there is nothing to rest on."""
    (folder / NAME).unlink(missing_ok=True)


def state_in(folder: Path) -> dict[str, Mark]:
    """What Sphinx keeps for the next build, beside the snapshot; not what lies in folders there."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: mark_of(entry.stat())
                for entry in entries
                if entry.is_file() and not entry.name.startswith(NAME)
            }
    except OSError:
        return {}
