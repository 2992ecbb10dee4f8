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
    "blogkit.speaking",
    "blogkit.blog",
    "blogkit.listings",
    "blogkit.feeds",
    "blogkit.privacy",
    "blogkit.trust.during_build",
    "blogkit.linking",
    "blogkit.permalinks.during_build",
    "blogkit.photos.during_build",
    "blogkit.videos.during_build",
    "blogkit.checks.during_build",
    "blogkit.mathml",
    "blogkit.metadata.during_build",
    "blogkit.look",
    "blogkit.search",
    "blogkit.policy.during_build",
    "blogkit.rebuild",
    "blogkit.faster",
    "blogkit.live.editor",
    "blogkit.checks.gate.during_build",
)

# Handlers return pages (name, context, template, shows) and files (name, render(), shows). Each
# is made on its own, in a worker perhaps, and again only when an answer that it got has changed
# (see blogkit.traces), or what it *shows* besides, a value with a stable repr.
EVENTS = ("blogkit-collect-listings", "blogkit-collect-files")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("blogkit_drafts", default=False, rebuild="env", types=(bool,))
    app.add_config_value("blogkit_timezone", default="UTC", rebuild="env", types=(str,))
    for event in EVENTS:
        app.add_event(event)
    app.setup_extension("ablog")
    for feature in FEATURES:
        app.setup_extension(feature)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
