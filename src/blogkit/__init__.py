"""The engine: what `extensions += ["blogkit"]` adds to a Sphinx and ABlog blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

# Each is an extension of its own; a blog still builds without any one of them.
FEATURES = (
    "blogkit.mending",
    "blogkit.privacy",
    "blogkit.linking",
    "blogkit.checks.during_build",
    "blogkit.mathml",
    "blogkit.faster",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("blogkit_drafts", default=False, rebuild="env", types=(bool,))
    app.setup_extension("ablog")
    for feature in FEATURES:
        app.setup_extension(feature)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
