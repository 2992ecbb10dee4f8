"""Settings written down so that two builds can be compared."""

from __future__ import annotations

from types import FunctionType
from typing import Any


def stable(value: Any) -> str:
    """Like `repr`, but the same in every process: sets are sorted; the order of lists counts."""
    if isinstance(value, dict):
        items = sorted((stable(key), stable(each)) for key, each in value.items())
        return repr(items)
    if isinstance(value, (list, tuple)):
        return repr([stable(each) for each in value])
    if isinstance(value, (set, frozenset)):
        return repr(sorted(stable(each) for each in value))
    if isinstance(value, (type, FunctionType)):
        return f"{value.__module__}.{value.__qualname__}"
    return repr(value)
