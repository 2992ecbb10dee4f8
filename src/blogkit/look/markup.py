"""What other extensions write and a validator or a screen reader cannot take, put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ = get_translation("sphinx")
TASK = '<input class="task-list-item-checkbox"'  # mdit_py_plugins/tasklists
FOOTNOTES = '<aside class="footnote-list brackets">'  # docutils/writers/_html_base.py


def mend_markup(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the box of a task a name; and a tab's label no `aria-controls`, which a label of a
    radio button may not have (sphinx_design/tabs.py: visit_tab_label).
    """
    for node in doctree.findall(nodes.Element):
        node.attributes.pop("aria_controls", None)
        if isinstance(node, nodes.raw) and node.astext().startswith(TASK):
            _name(node)


def with_named_footnotes(body: str) -> str:
    """A page's HTML, in which the footnotes have a name of their own among its asides."""
    name = _("Footnotes")
    return body.replace(FOOTNOTES, f'{FOOTNOTES[:-1]} aria-label="{name}">')


def _name(box: nodes.raw) -> None:
    text = box.astext()
    name = _("done") if 'checked="checked"' in text else _("to do")
    named = text.replace(TASK, f'{TASK} aria-label="{name}"', 1)
    for state in ("checked", "disabled"):
        named = named.replace(f' {state}="{state}"', f" {state}", 1)
    box.children = [nodes.Text(named)]
