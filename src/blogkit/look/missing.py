"""The page for addresses that do not exist: what sphinx-notfound-page says, in the blog's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ = get_translation("sphinx")
SETTING = "notfound_context"


def translate_missing_page(app: Sphinx) -> None:
    """Say our words where conf.py gives none."""
    config = app.config
    if SETTING not in config or config[SETTING] != config.values[SETTING].default:
        return
    title = _("Page not found")
    text = _("There is no page at this address.")
    config[SETTING] = {"title": title, "body": f"<h1>{title}</h1>\n\n<p>{text}</p>"}
