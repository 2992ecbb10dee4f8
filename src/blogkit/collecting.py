"""Files of the site that are no pages, handed over to the builder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx


class CollectedFile(Protocol):
    """A file by its path in the site; *shows* changes whenever the bytes that it renders do."""

    @property
    def name(self) -> str: ...
    @property
    def shows(self) -> object: ...
    def render(self) -> bytes: ...


def hand_over(
    app: Sphinx, files_of: Callable[[Sphinx], Iterable[CollectedFile]], *, priority: int = 500
) -> None:
    """Let *files_of* be asked for files: by our builders, which write those that have changed.

    For other builders they are written when these ask for more pages. A file that is the same
    keeps its time stamp.
    """
    app.connect("blogkit-collect-files", files_of, priority=priority)
    app.connect("html-collect-pages", partial(write_uncollected, files_of))


def write_uncollected(
    files_of: Callable[[Sphinx], Iterable[CollectedFile]], app: Sphinx
) -> Iterable[object]:
    """Write all files, for a builder that does not collect them."""
    if not getattr(app.builder, "collects_files", False):
        for file in files_of(app):
            _write_if_changed(Path(app.outdir, file.name), file.render())
    return ()


def _write_if_changed(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
