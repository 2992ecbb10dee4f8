"""Templates are compiled once, not in every build, and not looked up on disk for every use.

Jinja asks the file's time each time a template is used (`Environment._load_template`),
some thirty times for each page; while one build runs, templates stay as they are. What it
compiled is kept beside the doctrees, where a changed template is known by its text.

Nor is it asked for every use whether a template may have an attribute: that rests on its name and
the kind of its owner (`jinja2.sandbox.is_internal_attribute`).
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import jinja2
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def on_write_started(app: Sphinx, *_: object) -> None:
    environment = _environment(app)
    if environment is None:
        return
    environment.auto_reload = False
    is_safe = partial(_is_safe, environment.is_safe_attribute, {})
    vars(environment)["is_safe_attribute"] = is_safe
    if environment.bytecode_cache is None:
        folder = app.doctreedir / ".templates" / _compiler(environment)
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))


def on_build_finished(app: Sphinx, _error: Exception | None) -> None:
    """A preview may build again in this process, after a template has changed."""
    environment = _environment(app)
    if environment is not None:
        environment.auto_reload = True
        vars(environment).pop("is_safe_attribute", None)


def _environment(app: Sphinx) -> SandboxedEnvironment | None:
    """Sphinx's own; other kinds of templates (`template_bridge`) are left alone."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    return environment if type(environment) is SandboxedEnvironment else None


def _is_safe(
    stock: Callable[[object, str, object], bool],
    known: dict[tuple[type, type, str], bool],
    owner: object,
    name: str,
    value: object,
) -> bool:
    """The two types of a stand-in differ: what it is, and what it says that it is."""
    kind = (type(owner), owner.__class__, name)
    if kind not in known:
        known[kind] = stock(owner, name, value)
    return known[kind]


def _compiler(environment: jinja2.Environment) -> str:
    """All that the code made from a template depends on, beside its text."""
    parts = (
        jinja2.__version__,
        sorted(environment.extensions),
        sorted(environment.filters),
        sorted(environment.tests),
        sorted(environment.policies.items(), key=str),
    )
    return sha256(repr(parts).encode()).hexdigest()[:16]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("write-started", on_write_started)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
