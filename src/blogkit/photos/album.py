"""All pictures of a blog, made ready in one go before any page is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.errors import SphinxError

from blogkit.caching import cache_folder
from blogkit.later import tasks_left_by
from blogkit.photos.model import IN_OUR_LOOK, Photo, PhotoSettings, Unusable
from blogkit.photos.progress import shown_progress
from blogkit.photos.publishing import Published, published
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

DRAWN = ".svg"
# What authors show as pictures and browsers do not: https://docutils.sourceforge.io/docs/ref/rst/directives.html#image
NO_PICTURES = frozenset({".svgz", ".pdf", ".mp4", ".webm", ".ogg", ".ogv", ".mov", ".swf"})


@dataclass(frozen=True, eq=False)
class Album:
    """The pictures by their addresses within the blog's folder, and the names Sphinx gives them."""

    root: Path
    names: Mapping[str, str]
    pictures: Mapping[str, Photo | Unusable]
    settings: PhotoSettings
    _published: dict[str, Published] = field(default_factory=dict)

    def photo(self, uri: str) -> Photo | None:
        """The picture, if it can be shown in several sizes or at least without its metadata."""
        found = self.pictures.get(uri)
        return found if isinstance(found, Photo) else None

    def published(self, uri: str) -> Published | None:
        """What is published of the picture, if it is a photo."""
        photo = self.photo(uri)
        if photo and uri not in self._published:
            self._published[uri] = published(photo, self.names[uri])
        return self._published.get(uri)

    def size(self, uri: str) -> tuple[int, int]:
        """Width and height of the file that is shown, (0, 0) if nobody knows."""
        shown = self.published(uri)
        return (shown.width, shown.height) if shown else (0, 0)

    def answer(self, uri: str) -> object:
        """All that a page may show of the picture, to tell whether it changed."""
        found = self.pictures.get(uri)
        if isinstance(found, Photo):
            size = found.width, found.height
            return self.names[uri], found.digest, found.kind.value, found.colour, size
        return found and found.reason


class PicturesError(SphinxError):
    """Why no build can go on: there is nowhere to put the pictures."""

    category = "the pictures"


def fill_album(app: Sphinx) -> None:
    """Make ready all pictures that any document shows; what is ready already costs a look.

    Raises PicturesError.
    """
    root, settings = Path(app.srcdir), _settings(app)
    names = {uri: name for uri, (_, name) in app.env.images.items()}
    files = {root / uri: uri for uri in sorted(names) if _is_prepared(uri)}
    found = _prepared(app, [*files], settings) if files else {}
    pictures = {
        files[path]: picture for path, picture in found.items() if _is_shown(files[path], picture)
    }
    _albums[app] = Album(root, names, pictures, settings)


def _prepared(
    app: Sphinx, originals: list[Path], settings: PhotoSettings
) -> Mapping[Path, Photo | Unusable]:
    # A blog without pictures need not load libvips.
    from blogkit.photos.finishing import task_of
    from blogkit.photos.library import prepare, sketch

    progress = None if app.quiet else shown_progress()
    folder, left = cache_folder(app, "photos"), tasks_left_by(app)
    try:
        if left is None:
            return prepare(originals, folder, settings, jobs=app.parallel, progress=progress)
        found, missing = sketch(originals, folder, settings, jobs=app.parallel)
        left += [task_of(missing, folder, settings, app.parallel)] if missing else []
        return found
    except OSError as error:
        where, why = shown_path(folder), error.strerror or str(error)
        message = f"cannot be kept in {where}: {why}; make room there, and build again"
        raise PicturesError(message) from error


def _settings(app: Sphinx) -> PhotoSettings:
    """Other themes' columns are up to a tenth wider than ours."""
    return IN_OUR_LOOK if getattr(app.config, "blogkit_look", False) else PhotoSettings()


def _is_prepared(uri: str) -> bool:
    return PurePosixPath(uri).suffix.lower() not in NO_PICTURES


def _is_shown(uri: str, picture: Photo | Unusable) -> bool:
    """A drawing that we do not understand may be one that browsers do."""
    return isinstance(picture, Photo) or PurePosixPath(uri).suffix.lower() != DRAWN


def album_of(app: Sphinx) -> Album:
    """The pictures as they are for the build that *app* runs; none before they are made ready."""
    return _albums.get(app) or Album(Path(app.srcdir), {}, {}, PhotoSettings())


_albums: WeakKeyDictionary[Any, Album] = WeakKeyDictionary()
