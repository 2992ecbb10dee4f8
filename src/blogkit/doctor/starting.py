"""Sphinx with a blog's extensions, settings and templates, which looks at no document."""

from __future__ import annotations

from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from blogkit.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class CannotStartError(Exception):
    """Sphinx does not start with this conf.py; the message is the reason in words."""


@contextmanager
def started(root: Path) -> Iterator[Sphinx]:
    """Sphinx, ready to build the blog in *root*. It writes nothing there.

    Raises CannotStartError.
    """
    with TemporaryDirectory() as folder, patch_docutils(str(root)), docutils_namespace():
        yield _start(root, folder)


def _start(root: Path, folder: str) -> Sphinx:
    try:
        return _Started(root, root, folder, folder, "html", status=None, warning=None)
    except ConfigError as error:
        raise CannotStartError(in_words(error)) from error
    except SphinxError as error:
        raise CannotStartError(f"{error.category}: {error}") from error
    except Exception as error:
        message = f"an extension breaks down ({type(error).__name__}: {error})"
        raise CannotStartError(message) from error


class _Started(Sphinx):
    """Stops short of telling extensions that a build begins: some then write files."""

    def _init_env(self, freshenv: bool) -> BuildEnvironment:
        self._fresh_env_used = False
        return BuildEnvironment(self)

    def _init_builder(self) -> None:
        self.builder.init()
