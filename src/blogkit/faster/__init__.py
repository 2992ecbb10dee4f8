"""What does not depend on the page is done once, not for each page.

Every saving is an extension of its own and changes no byte of what is written. Each stands
in for a line of Sphinx, docutils or the theme that it names; where that line is not what
it expects, it does nothing. What lasts longer than a build is put back at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SAVINGS = (
    "blogkit.faster.file_search",
    "blogkit.faster.stems",
    "blogkit.faster.garbage",
    "blogkit.faster.parser_settings",
    "blogkit.faster.renderer_settings",
    "blogkit.faster.parsers",
    "blogkit.faster.trees",
    "blogkit.faster.file_settings",
    "blogkit.faster.front_matter",
    "blogkit.faster.quotes",
    "blogkit.faster.quoted_blocks",
    "blogkit.faster.finding",
    "blogkit.faster.walking",
    "blogkit.faster.code_languages",
    "blogkit.faster.components",
    "blogkit.faster.start_tags",
    "blogkit.faster.escapes",
    "blogkit.faster.stylesheets",
    "blogkit.faster.notes",
    "blogkit.faster.formatters",
    "blogkit.faster.templates",
    "blogkit.faster.asset_tags",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    for saving in SAVINGS:
        app.setup_extension(saving)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
