"""The cards that sphinxext-opengraph draws into the site while it renders a page's head.

A card's name changes with its page's words, and the former one would stay in the site. Nor is a
card drawn anew where one of its name is there, though its logo or its address may be others. So
each page remembers the card that it names, and cards go as pages do.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CARD = re.compile(r"_images/social_previews/[^\"<>]+\.png")  # sphinxext/opengraph/_social_cards.py


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """After others: note the cards that the head names."""
    drawn = getattr(app.builder, "drawn", None)
    if drawn is not None:
        drawn |= set(CARD.findall(unescape(str(context.get("metatags") or ""))))
