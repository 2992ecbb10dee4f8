"""Formulas as MathML, made at build: readers load no script, from here or from elsewhere.

Chosen by `html_math_renderer = "mathml"`. docutils brings the converter.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(_mathml(node, as_block=False))
    raise nodes.SkipNode


def visit_math_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append(_mathml(node, as_block=True) + "</div>\n")
    raise nodes.SkipNode


def _mathml(node: nodes.math | nodes.math_block, *, as_block: bool) -> str:
    formula = node.astext()
    try:
        return str(tex2mathml(formula, as_block=as_block))
    except Exception as error:  # noqa: BLE001 - docutils' converter fails in many ways
        message = "the formula '%s' cannot be shown as MathML: %s"
        logger.warning(
            message, formula, error, location=node, type="blogkit", subtype="unreadable-formula"
        )
        return f"<code>{escape(formula)}</code>"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Only where it is asked for: of two renderers Sphinx takes the one that is not MathJax."""
    if config.html_math_renderer == "mathml":
        app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", on_config_inited)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
