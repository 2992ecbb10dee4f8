"""Sidebars and page parts that name templates which are not there: Sphinx then breaks down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ablog
from jinja2 import TemplateNotFound
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from blogkit.checks.finding import Finding
    from blogkit.doctor.conf import Conf

PARTS = ("_start", "_center", "_end", "_persistent", "_items")  # pydata's options that name parts


def missing(conf: Conf, app: Sphinx) -> Iterator[Finding]:
    """Templates that `html_sidebars` or the theme's options name, and nobody has."""
    if conf.values.get("blogkit_look"):
        return  # which shows no sidebars
    for setting, written in _named(app):
        if not _is_there(app, written):
            yield conf.error(
                "missing-template",
                setting,
                f"{setting} names the template '{written}', which neither the theme nor"
                " templates_path has; put it into templates_path, or take it out",
                written,
            )


def _named(app: Sphinx) -> Iterator[tuple[str, str]]:
    for several in app.config.html_sidebars.values():
        yield from (("html_sidebars", each) for each in _texts(several))
    for option, value in app.config.html_theme_options.items():
        if option.endswith(PARTS) and "pydata" in _themes(app):
            several = value.values() if isinstance(value, dict) else [value]
            for part in several:
                yield from (("html_theme_options", each) for each in _texts(part))


def _texts(value: Any) -> tuple[str, ...]:
    """A theme's option is a list, or names parted by commas."""
    if isinstance(value, str):
        return tuple(each.strip() for each in value.split(",") if each.strip())
    return tuple(each for each in value or () if isinstance(each, str))


def _themes(app: Sphinx) -> str:
    """Where the theme and those it is made of lie."""
    return " ".join(map(str, getattr(app.builder, "theme").get_theme_dirs()))  # noqa: B009


def _is_there(app: Sphinx, name: str) -> bool:
    """As Sphinx looks for it, and as pydata does: by its bare name, among its components."""
    templates = app.builder.templates
    if not isinstance(templates, BuiltinTemplateLoader):
        return True
    loaders = [*templates.loaders, SphinxFileSystemLoader(ablog.get_html_templates_path())]
    forms = [name, f"{name}.html", f"components/{name}", f"components/{name}.html"]
    return any(_has(loader, templates, form) for loader in loaders for form in forms)


def _has(loader: Any, templates: BuiltinTemplateLoader, name: str) -> bool:
    try:
        loader.get_source(templates.environment, name)
    except TemplateNotFound:
        return False
    return True
