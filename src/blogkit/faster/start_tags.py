"""Start tags that say nothing of their own node are made once.

`starttag` of docutils' HTML writer collects and sorts the attributes of a tag anew for each of the
hundreds on a page, though most are `<p>`, `<li>` or `<em>`, or have a class that all of them have.
What it makes for a node without classes and ids depends on the tag and the class it is given.

The method belongs to the class from which all translators derive: it is replaced while a build
runs, and only where it takes what it took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.nodes import table
from docutils.writers._html_base import HTMLTranslator

from blogkit.faster.replacing import replace_while_building, takes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

METHOD = "starttag"
PARAMETERS = ["self", "node", "tagname", "suffix", "empty", "attributes"]
SHARED = ({"CLASS"}, set[str]())  # the attributes that tags of many nodes have alike


def made_once(stock: Callable[..., str]) -> Callable[..., str]:
    """The tag that *stock* makes."""
    known: dict[tuple[object, ...], str] = {}

    def starttag(
        self: HTMLTranslator,
        node: Any,
        tagname: str,
        suffix: str = "\n",
        empty: Any = False,
        **attributes: Any,
    ) -> str:
        says_more = node.get("classes") or node.get("ids") or attributes.keys() not in SHARED
        # Addresses of mail may be written otherwise; of a table's classes some are left out.
        if says_more or self.in_mailto or isinstance(node, table):
            return stock(self, node, tagname, suffix, empty, **attributes)
        key = type(self), tagname, suffix, bool(empty), attributes.get("CLASS")
        if key not in known:
            known[key] = stock(self, node, tagname, suffix, empty, **attributes)
        return known[key]

    return starttag


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app, HTMLTranslator, METHOD, lambda stock: takes(stock, PARAMETERS), made_once
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
