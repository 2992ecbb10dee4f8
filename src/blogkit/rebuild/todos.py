"""The lists of `sphinx.ext.todo`, which show what stands in all other documents.

They follow the order in which documents were read; here that of documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.ext.todo import todolist
from sphinx.transforms.post_transforms import SphinxPostTransform

from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class AskForTodos(SphinxPostTransform):
    """Before the list is made of all that documents have."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        if any(self.document.findall(todolist)):
            traces_of(self.app).note("todos")


def todos(env: BuildEnvironment) -> list[tuple[str, list[str]]]:
    """The answer: what each document has to do."""
    return [(docname, [each.pformat() for each in own]) for docname, own in _kept(env).items()]


def settle_todos(env: BuildEnvironment) -> None:
    """Put them in the order of documents."""
    kept = _kept(env)
    for docname in sorted(kept):
        kept[docname] = kept.pop(docname)


def _kept(env: BuildEnvironment) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = env.domaindata.get("todo", {}).get("todos", {})
    return found
