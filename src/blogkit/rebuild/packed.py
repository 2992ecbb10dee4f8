"""Parts of Sphinx's environment that are unpickled only when they are asked for.

A blog's contents lists (`env.tocs`) make up most of its environment's nodes, and a build that
touches one post looks at very few of them.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


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

    @contextmanager
    def taken_packed(self, other: dict[str, nodes.Element], names: Iterable[str]) -> Iterator[None]:
        """Inside, the values of these *names* are taken over from *other* by somebody who asks for
        them; they are packed here as they were there, not anew for every process that is to come.
        """
        before: dict[str, Any] = {name: dict.get(other, name) for name in names}
        yield
        for name, value in before.items():
            if name in self and isinstance(value, bytes):
                self[name] = cast("Any", value)

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, ({name: _packed(value) for name, value in dict.items(self)},)


def _packed(value: nodes.Element | bytes) -> bytes:
    return value if isinstance(value, bytes) else pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpickled(packed: Mapping[str, Any]) -> PackedNodes:
    return PackedNodes(packed)
