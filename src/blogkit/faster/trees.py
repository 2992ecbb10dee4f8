"""A document's tokens are put into their tree in one go.

`markdown_it.tree.SyntaxTreeNode` copies the tokens of each pair, and then of each pair within, as
often as they are nested, and gives each node what a node without tokens has before it has its own.

MyST's renderer finds the class among its module's globals, so that name is replaced while documents
are read, and only where it is markdown-it's, and its nodes have what they had. What makes no tree is
left to that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.tree import SyntaxTreeNode, _NesterTokens
from myst_parser.mdit_to_docutils import base

from blogkit.faster.replacing import replace_while_building

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

CLASS = "SyntaxTreeNode"
HAVE = {"token", "nester_tokens", "_parent", "_children"}


def tree_of(tokens: Sequence[Token] = ()) -> SyntaxTreeNode:
    """The root of these tokens' tree. Raises ValueError where `SyntaxTreeNode` does."""
    root = SyntaxTreeNode()
    return root if _grow(root, tokens) else SyntaxTreeNode(tokens)


def _grow(top: Any, tokens: Sequence[Token]) -> bool:
    """Put nodes for the tokens below *top*, and say whether each pair has its two."""
    parent, opened, empty = top, list[Any](), SyntaxTreeNode.__new__
    for token in tokens:
        nesting = token.nesting
        if nesting == -1 and opened:
            parent.nester_tokens = _NesterTokens(opened.pop(), token)
            parent = parent._parent  # noqa: SLF001 - the property asks no more
            continue
        node: Any = empty(SyntaxTreeNode)
        node.token = node.nester_tokens = None
        node._parent, node._children = parent, []  # noqa: SLF001 - as its `__init__` does
        parent._children.append(node)  # noqa: SLF001
        if nesting == 1:
            opened.append(token)
            parent = node
        elif nesting:
            return False
        else:
            node.token = token
            if token.children and not _grow(node, token.children):
                return False
    return not opened


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app,
        base,
        CLASS,
        lambda stock: stock is SyntaxTreeNode and vars(stock()).keys() == HAVE,
        lambda _: tree_of,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
