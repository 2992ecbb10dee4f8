"""Roles that are links: `{ref}` leads to a label, `{doc}` to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import split_explicit_title

from blogkit.sources.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from blogkit.sources.places import Place

LEADING_ROLES = {"ref": "ref", "std:ref": "ref", "doc": "doc", "std:doc": "doc"}


def role_links(token: Token, place: Place) -> Iterator[Link]:
    """The link that a role is, if it is one. A `!` before its words switches it off."""
    role = LEADING_ROLES.get(str(token.meta.get("name", "")))
    if role is None or token.content.startswith("!"):
        return
    has_title, title, target = split_explicit_title(token.content)
    yield Link(target.strip(), title if has_title else "", place, role=role)
