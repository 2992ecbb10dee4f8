"""What conf.py says of the look, checked when a build starts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.errors import ConfigError

from blogkit.look.colours import is_colour

if TYPE_CHECKING:
    from sphinx.config import Config

Kind = TypeVar("Kind")
THEME = "pydata_sphinx_theme"
FONT_SETTINGS = ("blogkit_font_text", "blogkit_font_headings")
ENDS_A_VALUE = frozenset(";{}<>\\")


@dataclass(frozen=True)
class Author:
    """What `blogkit_authors` says of an author: a picture (a path or a URL) and a line of text."""

    picture: str = ""
    about: str = ""


@dataclass(frozen=True)
class Giscus:
    """`blogkit_giscus`: where comments are kept, as giscus.app names it."""

    repo: str
    repo_id: str
    category: str
    category_id: str


def check_settings(config: Config) -> None:
    """Raises ConfigError for what cannot be used, with what could be."""
    if config.html_theme != THEME:
        raise ConfigError(
            f"blogkit_look = True needs html_theme = {THEME!r}, not {config.html_theme!r};"
            " for another theme take blogkit_look out of conf.py"
        )
    if config.blogkit_accent and not is_colour(config.blogkit_accent):
        raise ConfigError(
            f"blogkit_accent = {config.blogkit_accent!r} is no colour; write one such as '#a03c23'"
        )
    for name in FONT_SETTINGS:
        written = config[name]
        if ENDS_A_VALUE & set(written) or any(written.count(each) % 2 for each in "'\""):
            raise ConfigError(f"{name} = {written!r} should be a list of fonts as CSS has it")
    authors_of(config)
    giscus_of(config)


def authors_of(config: Config) -> dict[str, Author]:
    """The authors by the names that posts give them. Raises ConfigError."""
    return {
        str(name): _filled(Author, f"blogkit_authors[{name!r}]", about)
        for name, about in config.blogkit_authors.items()
    }


def giscus_of(config: Config) -> Giscus | None:
    """Where comments are kept; None if the author has not turned them on. Raises ConfigError."""
    given = config.blogkit_giscus
    return _filled(Giscus, "blogkit_giscus", given) if given else None


def _filled(kind: type[Kind], setting: str, given: Any) -> Kind:
    known = ", ".join(each.name for each in fields(kind))  # type: ignore[arg-type]
    if not isinstance(given, dict) or not all(isinstance(each, str) for each in given.values()):
        raise ConfigError(f"{setting} should give texts for {known}, not {given!r}")
    try:
        return kind(**given)
    except TypeError as error:
        names = ", ".join(map(str, given))
        raise ConfigError(f"{setting} should name {known}, not {names}") from error
