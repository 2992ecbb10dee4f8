"""Policies as part of a build: of each page when it has been rendered, whoever rendered it.

Where the look is ours (`blogkit_look = True`); what themes load and write of themselves nobody can
promise a policy for. `blogkit_policy = False` leaves it out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from blogkit.collecting import hand_over
from blogkit.policy.content_security import DIRECTIVES, with_policy
from blogkit.policy.files import Files
from blogkit.policy.headers import HeadersFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

BUILDERS = ("html", "dirhtml")
ENDS_A_SOURCE = frozenset(' ;,"<>\t\n\r\\')


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Connect all that follows only in a blog that has our look."""
    check_setting(config.blogkit_policy)
    if config.blogkit_policy is False or not getattr(config, "blogkit_look", False):
        return
    app.connect("builder-inited", on_builder_inited)
    hand_over(app, on_collect_files)


def check_setting(value: object) -> None:
    """Raises ConfigError for what cannot be used, with what could be."""
    if isinstance(value, bool):
        return
    if not isinstance(value, dict):
        raise ConfigError(
            f"blogkit_policy = {value!r} should be True, False, or lists of sources by the names"
            " of directives, such as {'connect-src': ['https://api.example.org']}"
        )
    for name, sources in value.items():
        if name not in DIRECTIVES:
            known = ", ".join(DIRECTIVES)
            raise ConfigError(f"blogkit_policy names {name!r}; it should be one of {known}")
        if not isinstance(sources, (list, tuple)) or not all(map(_is_source, sources)):
            raise ConfigError(
                f"blogkit_policy[{name!r}] should be a list of sources such as"
                f" 'https://api.example.org', not {sources!r}"
            )


def on_builder_inited(app: Sphinx) -> None:
    """A policy is made of what a page is in the end: so behind the rendering, not before it."""
    builder: Any = app.builder
    if not _is_html(app):
        return
    render, files, added = builder.templates.render, Files(Path(app.outdir)), _added(app)

    def render_with_policy(template: str, context: dict[str, Any]) -> str:
        return with_policy(render(template, context), files, added)

    builder.templates.render = render_with_policy


def on_collect_files(app: Sphinx) -> list[HeadersFile]:
    """The file for hosts, unless the author has one."""
    file = HeadersFile()
    given = [Path(app.confdir, str(each)) for each in app.config.html_extra_path]
    is_there = any(each.name == file.name or (each / file.name).exists() for each in given)
    return [] if is_there or app.config.blogkit_drafts or not _is_html(app) else [file]


def _added(app: Sphinx) -> Mapping[str, list[str]]:
    value = app.config.blogkit_policy
    return value if isinstance(value, dict) else {}


def _is_source(value: object) -> bool:
    return isinstance(value, str) and bool(value) and ENDS_A_SOURCE.isdisjoint(value)


def _is_html(app: Sphinx) -> bool:
    return isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.name in BUILDERS


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("blogkit_policy", default=True, rebuild="html", types=(bool, dict))
    app.connect("config-inited", on_config_inited)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
