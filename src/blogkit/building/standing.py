"""How things stand: what has changed since the last build that ran to its end."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from blogkit.building.conf_values import conf_values, that_matter
from blogkit.building.inputs import Inputs, changed, look
from blogkit.building.snapshot import load
from blogkit.building.surroundings import moment, surroundings, today

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from blogkit.building.snapshot import Snapshot


@dataclass(frozen=True)
class Standing:
    """What a build finds. *last* is the snapshot to rest on; None if all must be made anew.

    *is_same* says that a build would make what the last one made.
    """

    last: Snapshot | None
    surroundings: list[object]
    conf_values: dict[str, str] | None
    inputs: Inputs
    epoch: str
    moment: float
    day: str
    is_same: bool = False

    def refreshed(self) -> Snapshot | None:
        """The last snapshot with files as they are seen now; None if that is no other."""
        if not self.last or not self.is_same:
            return None
        known = self.last.inputs
        if known.files == self.inputs.files and not any(map(known.is_doubtful, known.files)):
            return None
        return replace(self.last, inputs=self.inputs)


def standing(root: Path, state: Path) -> Standing:
    """How the blog in *root* stands, as to what is remembered in the folder *state*."""
    last = load(state)
    now = Standing(
        last=None,
        surroundings=surroundings(),
        conf_values=conf_values(root),
        inputs=look(root, last.further, last.inputs) if last else look(root, ()),
        epoch=os.environ.get("SOURCE_DATE_EPOCH", ""),
        moment=moment(),
        day=today(),
    )
    if last is None:
        return now
    touched = frozenset(changed(last.inputs, now.inputs))
    if _is_void(last, now) or _touches_code(touched, last.modules):
        return replace(now, inputs=look(root, ()))
    is_same = not touched and last.epoch == now.epoch and _is_in_time(last, now.moment)
    return replace(now, last=last, is_same=is_same)


def _is_void(last: Snapshot, now: Standing) -> bool:
    """Whether nothing of the last build can be rested on."""
    values = that_matter(now.conf_values, last.settings)
    return (
        last.surroundings != now.surroundings
        or values is None
        or values != last.conf_values
        or bool(last.day and last.day != now.day)
    )


def _touches_code(touched: Iterable[str], modules: Iterable[str]) -> bool:
    """Whether a module that ran has changed, or one that lies in a package with it."""
    loaded = set(modules)
    packages = {str(PurePath(name).parent) for name in loaded} - {"."}
    return any(
        name in loaded or (name.endswith(".py") and str(PurePath(name).parent) in packages)
        for name in touched
    )


def _is_in_time(last: Snapshot, now: float) -> bool:
    """Whether no post has fallen due, and the clock was not set back to before one did."""
    return last.moment <= now and (last.next_due is None or now < last.next_due)
