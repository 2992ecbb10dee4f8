"""The setting `blogkit_editor`: the address by which the preview opens a file in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

EXAMPLE = "vscode://file/{path}:{line}:{column}"
SCRIPTS = ("javascript:", "data:", "vbscript:")


def on_config_inited(app: Sphinx, config: Config) -> None:
    address = config.blogkit_editor
    is_usable = isinstance(address, str) and "{path}" in address and ":" in address
    if address and (not is_usable or address.lower().startswith(SCRIPTS)):
        raise ConfigError(
            f"blogkit_editor = {address!r} is no address that opens a file;"
            f" write one such as {EXAMPLE!r}, or nothing"
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("blogkit_editor", default="", rebuild="", types=(str,))
    app.connect("config-inited", on_config_inited)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
