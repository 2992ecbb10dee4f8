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

from blogkit.faster.replacing import replace_while_building
from blogkit.sources.front_matter import LIBYAML, PLAIN

if TYPE_CHECKING:
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
    replace_while_building(
        app,
        yaml,
        FUNCTION,
        lambda it: it is stock and LIBYAML is not yaml.SafeLoader,
        lambda _: safe_load,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
