"""What every build needs and no build changes: imported and compiled once, for all children."""

from __future__ import annotations

import marshal
import os
import sys
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jinja2
from sphinx.application import builtin_extensions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

# What keeps state in modules and classes, ABlog above all: each child begins with unused ones.
STATEFUL = ("ablog", "blogkit")
# Sphinx and blogkit import by name, or when they first need it, what stands here.
LOADED_LATE = (
    *builtin_extensions,
    *("alabaster", "babel.numbers", "docutils.languages.en", "jinja2.ext", "myst_parser.sphinx_"),
    *("notfound.extension", "pydata_sphinx_theme", "sphinx.builders.html", "sphinx.cmd.build"),
    *("sphinx.search.en", "sphinx_design", "sphinx_sitemap", "sphinxext.rediraffe"),
)
OURS = ("blogkit.build", "blogkit.commands", "blogkit.running")
COMPILED = TemporaryDirectory(prefix="templates-")


@cache
def warm_up() -> Mapping[str, ModuleType]:
    """ABlog and blogkit as if nobody had used them yet; other modules are imported for good.

    This process goes on with those that its tests use.
    """
    for name in LOADED_LATE:
        import_module(name)
    in_use = _taken_away()
    for name in OURS:
        import_module(name)
    for name in import_module("blogkit").FEATURES:
        import_module(name)
    unused = _taken_away()
    sys.modules.update(in_use)
    return MappingProxyType(unused)


def begin_with_unused_modules() -> None:
    """What tests have made of ABlog and blogkit in this process is of no concern to a build."""
    _taken_away()
    sys.modules.update(warm_up())


def _taken_away() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.partition(".")[0] in STATEFUL]
    return {name: sys.modules.pop(name) for name in names}


def keep_compiled_templates() -> None:
    """Jinja compiles a text once; blogkit's own cache begins empty with each clean build."""
    compiled: Any = jinja2.Environment.compile

    def compile_once(self: jinja2.Environment, source: Any, *names: Any, **options: Any) -> Any:
        parts = (source, *names, *options.items(), *_shaping(self))
        path = Path(COMPILED.name, sha256(repr(parts).encode()).hexdigest())
        if path.exists():
            return marshal.loads(path.read_bytes())  # noqa: S302 - written below
        code = compiled(self, source, *names, **options)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(marshal.dumps(code))
        beside.replace(path)  # others may be reading: a build writes in parallel
        return code

    jinja2.Environment.compile = compile_once  # type: ignore[method-assign]


def _shaping(environment: jinja2.Environment) -> tuple[object, ...]:
    """What the code that is made of a template depends on, besides its text."""
    named = (environment.extensions, environment.filters, environment.tests)
    said = (environment.autoescape, getattr(environment, "newstyle_gettext", None))
    return (type(environment), *map(sorted, named), sorted(environment.policies.items()), *said)
