"""What a preview does not wait for: its builds show what can be had at once, and leave the rest.

Tasks that were left are done by processes beside the preview; then another build shows more. Other
builds leave nothing: what they are asked for they do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Task(TypedDict):
    """Work for `python -m` *module*, which reads the JSON of *given* from its standard input.

    *makes* is what the author is told: `finer pictures`.
    """

    module: str
    given: dict[str, Any]
    makes: str


def let_tasks_be_left(app: Sphinx) -> None:
    """From now on, builds of *app* need not do everything."""
    _left[app] = []


def tasks_left_by(app: Sphinx) -> list[Task] | None:
    """The tasks of this build so far, to be added to; None if none may be left."""
    return _left.get(app)


_left: WeakKeyDictionary[Sphinx, list[Task]] = WeakKeyDictionary()
