"""Parts of Sphinx's environment that are unpickled only when they are asked for.

A blog's contents lists (`env.tocs`) make up most of its environment's nodes, and a build that
touches one post looks at very few of them.
"""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector

from blogkit.listeners import stand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MERGE = "env-merge-info"


class PackedNodes(dict[str, nodes.Element]):
    """Nodes by name, each kept as its pickle until somebody looks at it, and perhaps alters it."""

    def __getitem__(self, name: str) -> nodes.Element:
        value: nodes.Element | bytes = super().__getitem__(name)
        if not isinstance(value, bytes):
            return value
        self[name] = unpacked = cast("nodes.Element", pickle.loads(value))  # noqa: S301 - ours
        return unpacked

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 - dict.get knows bytes only

    def pop(self, name: str, *default: Any) -> Any:
        found = self.get(name, *default) if default else self[name]
        super().pop(name, None)
        return found

    def values(self) -> Any:
        return {name: self[name] for name in self}.values()

    def items(self) -> Any:
        return {name: self[name] for name in self}.items()

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, ({name: _packed(value) for name, value in dict.items(self)},)


def _packed(value: nodes.Element | bytes) -> bytes:
    return value if isinstance(value, bytes) else pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpickled(packed: Mapping[str, Any]) -> PackedNodes:
    return PackedNodes(packed)


def take_over_packed(app: Sphinx) -> None:
    """Let contents lists pass from the processes that read documents to this one as they are.

    `TocTreeCollector.merge_other` asks for each, and puts it where it would be packed anew for
    every process that is to come. Other handlers see nodes.
    """
    for listener in [*app.events.listeners[MERGE]]:
        handler = listener.handler
        if getattr(handler, "__func__", None) is TocTreeCollector.merge_other:
            stand_in(app, MERGE, handler, partial(_merge_packed, handler))


def _merge_packed(
    merge: Callable[..., None],
    app: Sphinx,
    env: BuildEnvironment,
    docnames: Set[str],
    other: BuildEnvironment,
) -> None:
    tocs = other.tocs
    other.tocs = dict(dict.items(tocs))
    try:
        merge(app, env, docnames, other)
    finally:
        other.tocs = tocs
