"""Whose posts are trusted, in a build: the setting, and a second look at what was read.

A file in which anything is refused is not read at all (`blogkit.privacy`). Of the others this
looks at what the parser, and other extensions, have made of them, so that what the first look did
not know is left out too; and at files as they are now, for links out of the blog's folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from blogkit.site import site_of
from blogkit.trust import substitutions
from blogkit.trust.addresses import PICTURES, fault_of_link, fault_of_picture
from blogkit.trust.harmless import is_harmless_html
from blogkit.trust.refusing import refusals
from blogkit.trust.setting import SETTING, trust_from
from blogkit.words import shown_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

BEFORE_ALL_COLLECTORS = 90  # and before `blogkit.linking`
AFTER_ALL_OTHERS = 950
CHECKBOX = re.compile(r'<input class="task-list-item-checkbox" [a-z="\s]*type="checkbox">')
FILES = PICTURES | {".pdf"}


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Raises ConfigError for a value that does not say whose posts are trusted."""
    trust_from(config[SETTING])


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Look once more at the very text that will be parsed: other extensions may change it."""
    path = Path(app.env.doc2path(docname))
    if _is_trusted(app, docname) or not refusals(
        _name(app, docname), path, source[0], site_of(app).settings.myst
    ):
        return
    source[0] = ""
    _tell("what an extension made of this file", path)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Leave out of a post by others what readers may not get from it."""
    docname = app.env.current_document.docname
    if _is_trusted(app, docname):
        return
    for node in list(doctree.findall(nodes.Element)):
        fault = _fault(node, docname, Path(app.srcdir))
        if fault:
            _tell(fault, app.env.doc2path(docname), _line_of(node))
            _leave_out(node)


def _line_of(node: nodes.Element) -> int:
    """The nearest line that is known."""
    above: nodes.Node | None = node
    while above is not None and not above.line:
        above = above.parent
    return above.line or 1 if above is not None else 1


def _is_trusted(app: Sphinx, docname: str) -> bool:
    return trust_from(app.config[SETTING]).covers(_name(app, docname))


def _name(app: Sphinx, docname: str) -> str:
    return Path(app.env.doc2path(docname, base=False)).as_posix()


def _tell(what: str, path: Path, line: int = 1) -> None:
    logger.error(
        "%s is not for posts by others, and was left out",
        what,
        location=f"{shown_path(path)}:{line}",
        type="blogkit",
        subtype="untrusted-content",
    )


def _fault(node: nodes.Element, docname: str, root: Path) -> str:
    """What is wrong with a node; empty if nothing is."""
    folder = docname.rpartition("/")[0]
    if isinstance(node, nodes.raw):
        text = node.astext()
        return "" if is_harmless_html(text) or CHECKBOX.fullmatch(text) else "HTML"
    if isinstance(node, nodes.image):
        return fault_of_picture(node["uri"], folder) or _outside(node["uri"], folder, root)
    if isinstance(node, addnodes.download_reference):
        path = node["reftarget"]
        return _outside(path, folder, root) if Path(path).suffix.lower() in FILES else "a download"
    if isinstance(node, nodes.meta | addnodes.only):
        return f"what docutils calls '{node.tagname}'"
    address = node.get("refuri", "")
    return fault_of_link(address, folder, ()) if ":" in address else ""


def _outside(address: str, folder: str, root: Path) -> str:
    """Whether a file is a link that leads out of the blog's folder."""
    if "://" in address:
        return ""
    base = root if address.startswith("/") else root / folder
    found = (base / address.lstrip("/")).resolve()
    return "" if found.is_relative_to(root.resolve()) else "a file out of the blog's folder"


def _leave_out(node: nodes.Element) -> None:
    """A link goes and its words stay."""
    if isinstance(node, nodes.reference):
        node.replace_self(node.children)
    elif node.parent is not None:
        node.parent.remove(node)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value(SETTING, default=True, rebuild="env", types=(bool, dict))
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", substitutions.on_builder_inited)
    app.connect("build-finished", substitutions.on_build_finished)
    app.connect("source-read", on_source_read, priority=AFTER_ALL_OTHERS)
    app.connect("doctree-read", on_doctree_read, priority=BEFORE_ALL_COLLECTORS)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
