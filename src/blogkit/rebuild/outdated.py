"""Sphinx does not look for what has changed where `readings` knows better.

It compares times, file by file, which is discarded: `readings` compares contents. The question is
among the globals of Sphinx's module (sphinx/environment/__init__.py: `_has_doc_changed`, which
`get_outdated_files` asks of each document), so that name is replaced while a builder reads, and
only where it is the function that this was written against.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx import environment

from blogkit.rebuild.readings import is_decided, readings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.environment import BuildEnvironment

FUNCTION = "_has_doc_changed"
SPHINXS_OWN: Any = getattr(environment, FUNCTION, None)


@contextmanager
def left_to_readings(env: BuildEnvironment) -> Iterator[None]:
    """Until the end, Sphinx looks only at documents of which `readings` cannot tell."""
    is_known = SPHINXS_OWN is not None and SPHINXS_OWN is vars(environment).get(FUNCTION)
    if not is_known:
        yield
        return
    setattr(environment, FUNCTION, _unless_decided(env))
    try:
        yield
    finally:
        setattr(environment, FUNCTION, SPHINXS_OWN)


def _unless_decided(env: BuildEnvironment) -> Callable[..., bool]:
    readings = readings_of(env)

    def has_doc_changed(docname: str, **known: Any) -> bool:
        return not is_decided(env, readings, docname) and bool(SPHINXS_OWN(docname, **known))

    return has_doc_changed
