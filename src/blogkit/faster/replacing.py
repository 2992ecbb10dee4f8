"""Other names for other packages' functions while a build runs, where no object of it can carry them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from sphinx.application import Sphinx


def replace_while_building(
    app: Sphinx,
    owner: ModuleType | type,
    name: str,
    is_expected: Callable[[Any], bool],
    quicker_than: Callable[[Any], object],
) -> None:
    """From the reading of documents to the end of the build let *name* of a module or a class be
    what *quicker_than* makes of what it is; where that is not what is expected, it stays."""
    replaced: list[object] = []

    def on_env_before_read_docs(*_: object) -> None:
        stock = vars(owner).get(name)
        if is_expected(stock):
            replaced.append(stock)
            setattr(owner, name, quicker_than(stock))

    def on_build_finished(*_: object) -> None:
        if replaced:
            setattr(owner, name, replaced.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)


def takes(function: object, parameters: Sequence[str]) -> bool:
    """Whether it is a function with parameters of these names, and no others."""
    return inspect.isfunction(function) and [*inspect.signature(function).parameters] == parameters
