"""Icons for browsers and phones, all made of the one logo that conf.py names, and their manifest."""

from __future__ import annotations

import json
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PIL import Image, UnidentifiedImageError

from blogkit.blog import blog_of
from blogkit.caching import cache_folder
from blogkit.languages.speech import speech_of
from blogkit.metadata.icon_drawing import VERSION, IconTask, draw_icon
from blogkit.traces import digest
from blogkit.workers import work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

MANIFEST = "site.webmanifest"
FOR_APPLE = "apple-touch-icon.png"
FOR_MANIFEST = ("icon-192.png", "icon-512.png")
# Each with its size in pixels. Browsers ask for favicon.ico whether a page names it or not.
SIZES = {"favicon.ico": 32, FOR_APPLE: 180, "icon-192.png": 192, "icon-512.png": 512}


def icons_of(app: Sphinx) -> dict[str, Path]:
    """The icons by their names in the site, each with its file in the cache; drawn if need be.

    There are none of a logo that is no local picture, and none larger than a logo of pixels.
    """
    if app not in _known:
        _known[app] = _icons(app, cache_folder(app, "icons"))
    return _known[app]


def forget(app: Sphinx) -> None:
    """Another build begins: the logo may be another."""
    _known.pop(app, None)


def icon_links(icons: dict[str, Path], pathto: Callable[[str, int], str]) -> Iterator[str]:
    """What a page's head says of the icons; `pathto` is the template's."""
    if FOR_APPLE in icons:
        yield f'<link rel="apple-touch-icon" href="{escape(pathto(FOR_APPLE, 1))}">\n'
    if any(name in icons for name in FOR_MANIFEST):
        yield f'<link rel="manifest" href="{escape(pathto(MANIFEST, 1))}">\n'


def icon_files(app: Sphinx) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Each file by its name, what shows that it changed, and what gives its bytes."""
    icons = icons_of(app)
    for name, file in icons.items():
        yield name, file.name, file.read_bytes
    if any(name in icons for name in FOR_MANIFEST):
        manifest = _manifest(app, icons)
        yield MANIFEST, manifest, manifest.encode


def _icons(app: Sphinx, folder: Path) -> dict[str, Path]:
    logo = _logo(app)
    if logo is None:
        return {}
    held = sha256(logo.read_bytes()).hexdigest()
    files = {
        name: folder / f"{digest((VERSION, held, name))}{Path(name).suffix}"
        for name, size in SIZES.items()
        if size <= _largest(logo)
    }
    tasks = [
        IconTask(logo, SIZES[name], file, is_opaque=name == FOR_APPLE)
        for name, file in files.items()
        if not file.is_file()
    ]
    for _ in work_on(draw_icon, tasks, 1) if tasks else ():
        pass  # what was drawn is there
    return {name: file for name, file in files.items() if file.is_file()}


def _logo(app: Sphinx) -> Path | None:
    for written in (app.config.html_favicon, app.config.html_logo):
        path = Path(app.confdir, str(written or ""))
        if written and "://" not in str(written) and path.is_file():
            return path
    return None


def _largest(logo: Path) -> int:
    """The size of the largest icon that can be made of it; 0 of what is no picture."""
    if logo.suffix.lower() == ".svg":
        return max(SIZES.values())
    try:
        with Image.open(logo) as image:
            return min(image.size)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return 0


def _manifest(app: Sphinx, icons: dict[str, Path]) -> str:
    """https://www.w3.org/TR/appmanifest/"""
    name = str(blog_of(app).blog_title)
    about: dict[str, Any] = {
        "name": name,
        "short_name": name,
        "lang": speech_of(app).own.tag,
        "start_url": "./",
        "display": "browser",
        "icons": [
            {"src": each, "sizes": f"{SIZES[each]}x{SIZES[each]}", "type": "image/png"}
            for each in FOR_MANIFEST
            if each in icons
        ],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


_known: WeakKeyDictionary[Sphinx, dict[str, Path]] = WeakKeyDictionary()
