"""What the parser made of a file, as bytes: it takes a quarter of a parse to pack and to unpack."""

from __future__ import annotations

import marshal
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from blogkit.sources.places import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = [each.name for each in fields(Token)]
CHILDREN, META = FIELDS.index("children"), FIELDS.index("meta")
values_of = attrgetter(*FIELDS)


def packed(tokens: Iterable[Token], env: dict[str, Any]) -> bytes:
    """The tokens, without the spans that this package noted in them, and what the parser noted of
    the whole file. Raises ValueError where a plugin put more than plain values into them.
    """
    return marshal.dumps(([*map(_row, tokens)], env))


def unpacked(data: bytes) -> tuple[list[Token], dict[str, Any]]:
    """The tokens, made anew, and the parser's notes, from what `packed` returned."""
    rows, env = marshal.loads(data)  # noqa: S302 - packed above
    return [*map(_token, rows)], env


def _row(token: Token) -> tuple[Any, ...]:
    row: tuple[Any, ...] = values_of(token)
    if token.children is None and not token.meta:
        return row
    values = [*row]
    if token.meta:
        values[META] = {key: value for key, value in token.meta.items() if key != SPAN}
    if token.children is not None:
        values[CHILDREN] = [*map(_row, token.children)]
    return tuple(values)


def _token(row: tuple[Any, ...]) -> Token:
    token, children = Token(*row), row[CHILDREN]
    if children:
        token.children = [*map(_token, children)]
    return token
