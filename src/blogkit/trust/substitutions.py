"""A substitution (`{{ … }}`) shows values, and runs no program, whoever wrote the post.

MyST has Jinja evaluate it, with Sphinx's environment at hand: `{{ env.app.srcdir.rmdir() }}` would
be done. What MyST's documentation shows (`{{ key | upper }}`, `{{ env.docname }}`,
`{{ "{}".format(key) }}`) goes on working.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from myst_parser.mdit_to_docutils import base

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PLAIN = (str, int, float, list, tuple, dict, set, frozenset)


class HarmlessEnvironment(ImmutableSandboxedEnvironment):
    """Calls what plain values bring along, and Jinja's own functions; nothing of Sphinx."""

    def is_safe_callable(self, obj: Any) -> bool:
        if not super().is_safe_callable(obj):
            return False
        method = getattr(obj, "__wrapped__", obj)  # Jinja wraps `str.format`
        return isinstance(getattr(method, "__self__", None), PLAIN) or any(
            obj is each for each in self.globals.values()
        )


def on_builder_inited(app: Sphinx) -> None:
    """MyST makes its Jinja environment where no object of a build can stand in front of it."""
    harmless = SimpleNamespace(
        Environment=HarmlessEnvironment, StrictUndefined=jinja2.StrictUndefined, nodes=jinja2.nodes
    )
    setattr(base, "jinja2", harmless)  # noqa: B010 - its type is that of the module


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Put back what was there."""
    setattr(base, "jinja2", jinja2)  # noqa: B010
