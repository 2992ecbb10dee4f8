"""The YAML of front matter is read by libyaml, where PyYAML was built with it.

MyST reads the block twice (`myst_parser.config.main.read_topmatter` and `render_front_matter` of
its renderer) by `yaml.safe_load`, whose scanner is plain Python. Blocks that are more than plain
lines, and what libyaml cannot read, are left to that one.

The callers look the function up in its module, so that name is replaced while a build runs, and
only where it is PyYAML's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from blogkit.sources.front_matter import LIBYAML, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FUNCTION = "safe_load"
stock = yaml.safe_load


def safe_load(stream: Any) -> Any:
    """What PyYAML's `safe_load` makes of *stream*, raising what that raises."""
    if not isinstance(stream, str) or not _is_plain(stream):
        return stock(stream)
    try:
        return yaml.load(stream, LIBYAML)  # noqa: S506 - as safe as the other
    except (yaml.YAMLError, ValueError):
        return stock(stream)


def _is_plain(text: str) -> bool:
    """The renderer's block has no line break at its end."""
    lines = text if text.endswith("\n") or not text else f"{text}\n"
    return PLAIN.fullmatch(lines) is not None


def setup(app: Sphinx) -> ExtensionMetadata:
    replaced: list[Callable[[Any], Any]] = []

    def on_env_before_read_docs(*_: object) -> None:
        if vars(yaml).get(FUNCTION) is stock and LIBYAML is not yaml.SafeLoader:
            replaced.append(stock)
            setattr(yaml, FUNCTION, safe_load)

    def on_build_finished(*_: object) -> None:
        if replaced:
            setattr(yaml, FUNCTION, replaced.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
