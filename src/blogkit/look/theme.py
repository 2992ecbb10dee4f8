"""What the look takes of pydata-sphinx-theme, and what it leaves out, found once in a build."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

import pydata_sphinx_theme
from pydata_sphinx_theme import utils as theme_utils
from sphinx.jinja2glue import SphinxFileSystemLoader
from sphinx.util.matching import patmatch

from blogkit.languages.speech import speech_of
from blogkit.look.logo import logo_widths
from blogkit.look.navigation import Entry, external_links, header_entries
from blogkit.look.settings import FONT_SETTINGS, Author, Giscus, authors_of, giscus_of
from blogkit.look.style import Stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from blogkit.languages.language import Language

TEMPLATES = Path(__file__).parent / "templates"
THEME_STYLES = Path("static", "styles", "pydata-sphinx-theme.css")
# They render templates that this look has no place for, each on every page.
NOT_SHOWN = (
    pydata_sphinx_theme.update_and_remove_templates,
    theme_utils.set_secondary_sidebar_items,
)
# Its sources, which no page asks for: two of its three megabytes, and one no HTML, which is
# published as if it were a page.
SOURCES = ("scripts/*.map", "styles/*.map", "webpack-macros.html")
SHOWN_LINKS = 5  # what the theme says
FOOTER = ("footer_start", "footer_center", "footer_end")


@dataclass(frozen=True, eq=False)
class Theme:
    """The theme's options and the author's settings, as pages show them."""

    application: ref[Sphinx]

    @property
    def app(self) -> Sphinx:
        """The application that builds the blog."""
        app = self.application()
        if app is None:
            raise ReferenceError("the application is gone")
        return app

    @cached_property
    def options(self) -> dict[str, Any]:
        """The theme's options: the author's, and for all others what the theme says."""
        builder: Any = self.app.builder
        return {**builder.theme.get_options(builder.theme_options)}

    @cached_property
    def stylesheet(self) -> Stylesheet:
        builder: Any = self.app.builder
        folders = map(Path, builder.theme.get_theme_dirs())
        file = next(each for each in (folder / THEME_STYLES for folder in folders) if each.exists())
        settings = {name: self.app.config[name] for name in FONT_SETTINGS}
        code = self.options["pygments_light_style"], self.options["pygments_dark_style"]
        accent = {"blogkit_accent": self.app.config.blogkit_accent}
        return Stylesheet(file.read_text(encoding="utf-8"), settings | accent, code)

    @property
    def header(self) -> tuple[Entry, ...]:
        """The links in the header: pages' names, and URLs. Whoever shows them asks `header`."""
        language = speech_of(self.app).language
        if language not in self._headers:
            self._headers[language] = header_entries(self.app)
        return (*self._headers[language], *external_links(self.options))

    @cached_property
    def _headers(self) -> dict[Language, tuple[Entry, ...]]:
        return {}

    @cached_property
    def links_before_menu(self) -> int:
        """How many links the header shows; the others are in its menu."""
        written = str(self.options["header_links_before_dropdown"])
        return int(written) if written.isdecimal() else SHOWN_LINKS

    @cached_property
    def logo_widths(self) -> dict[str, int]:
        """Whoever shows the logo asks `header`, as for its links."""
        return logo_widths(self.app, self.options["logo"] or {})

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of the stylesheet that the frame of every page needs."""
        logo = self.options["logo"] or {}
        has_two = "image_light" in logo or "image_dark" in logo
        return ("modes",) if has_two else ()

    @cached_property
    def footer(self) -> tuple[str, ...]:
        """The templates that the theme's options put into the footer."""
        return tuple(name for part in FOOTER for name in _templates(self.options[part]))

    @cached_property
    def authors(self) -> dict[str, Author]:
        return authors_of(self.app.config)

    @cached_property
    def giscus(self) -> Giscus | None:
        return giscus_of(self.app.config)

    def shows_contents(self, pagename: str) -> bool:
        """Whether the author has left the contents list among `secondary_sidebar_items`."""
        items = self.options["secondary_sidebar_items"]
        if isinstance(items, dict):
            found = [each for pattern, each in items.items() if patmatch(pagename, pattern)]
            items = found[-1] if found else ()
        return "page-toc.html" in _templates(items)


def _templates(names: Any) -> Iterator[str]:
    """The theme takes them with and without an ending, in a list or with commas."""
    for name in names.split(",") if isinstance(names, str) else names:
        plain = name.strip()
        if plain:
            yield plain if Path(plain).suffix else f"{plain}.html"


def put_templates_before_the_themes(app: Sphinx) -> None:
    """The author's `templates_path` comes first, and `!page.html` in there means ours."""
    builder: Any = app.builder
    templates, themes = builder.templates, builder.theme.get_theme_dirs()
    written = {str(Path(app.confdir, each)) for each in app.config.templates_path}
    first = 0
    for loader in templates.loaders:
        (folder,) = loader.searchpath
        if folder not in written or any(Path(folder).is_relative_to(each) for each in themes):
            break
        first += 1
    templates.loaders.insert(first, SphinxFileSystemLoader(TEMPLATES))
    templates.templatepathlen = first


def leave_out_what_is_not_shown(app: Sphinx) -> None:
    """Nothing is rendered for places that these pages do not have."""
    for listener in list(app.events.listeners["html-page-context"]):
        if listener.handler in NOT_SHOWN:
            app.disconnect(listener.id)


def remove_sources(app: Sphinx) -> None:
    """Take out of the site what the theme was made from."""
    builder: Any = app.builder
    for folder in (Path(each, "static") for each in builder.theme.get_theme_dirs()):
        for path in (path for pattern in SOURCES for path in folder.glob(pattern)):
            Path(app.outdir, "_static", path.relative_to(folder)).unlink(missing_ok=True)


def theme_of(app: Sphinx) -> Theme:
    """The theme of the blog that *app* builds."""
    return _themes.setdefault(app, Theme(ref(app)))


def forget(app: Sphinx, env: BuildEnvironment) -> None:
    """Documents were read: the header may be another."""
    _themes.pop(app, None)


_themes: WeakKeyDictionary[Sphinx, Theme] = WeakKeyDictionary()
