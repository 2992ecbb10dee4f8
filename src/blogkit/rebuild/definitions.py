"""What documents define, as Sphinx's domains know it: labels, terms, equations, functions and more.

A domain keeps a dictionary of each kind, in which of two definitions of one name the later read
stands. Each document is read as if it were the only one; once all are read, the dictionaries are
filled in the order of documents, as a clean build does that has one process.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.locale import __
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

Kind = tuple[str, str]  # a domain, and what it calls the dictionary
LABELS: Kind = ("std", "labels")
OPTIONS: Kind = ("std", "progoptions")  # of which the first stands

# What Sphinx tells of a name's second definition: the words, and how warnings like it are called.
# What it puts in is the parts of the name, in this order, and where the other one is.
TOLD: Mapping[Kind, tuple[str, str, str]] = {
    LABELS: (__("duplicate label %s, other instance in %s"), "", ""),
    ("std", "objects"): (__("duplicate %s description of %s, other instance in %s"), "", ""),
    ("math", "objects"): (
        __("duplicate label of equation %s, other instance in %s"),
        *("ref", "equation"),
    ),
    ("citation", "citations"): (
        __("duplicate citation %s, other instance in %s"),
        *("ref", "citation"),
    ),
    ("py", "objects"): (
        __(
            "duplicate object description of %s, other instance in %s, use :no-index: for one of"
            " them"
        ),
        *("", ""),
    ),
    ("rst", "objects"): (__("duplicate description of %s %s, other instance in %s"), "", ""),
}
BETWEEN_WORDS = re.compile(r"[\s.]+")


class Definition(NamedTuple):
    """What a domain knows of a name, its document first; and where it stands."""

    value: tuple[Any, ...]
    line: int | None
    is_written: bool  # as a target, not made of a heading by `sphinx.ext.autosectionlabel`


Definitions = dict[Kind, dict[Any, Definition]]


def definitions_in(env: BuildEnvironment, docname: str, doctree: nodes.document) -> Definitions:
    """What this document defines; it has just been read."""
    found: Definitions = {}
    for kind, values in _dictionaries(env):
        own = {
            name: Definition(value, _line(doctree, value), name in doctree.nametypes)
            for name, value in values.items()
            if isinstance(value, tuple) and value[0] == docname
        }
        if own:
            found[kind] = own
    return found


@contextmanager
def alone(env: BuildEnvironment) -> Iterator[None]:
    """While a document is read, let nothing be defined but what it defines itself."""
    others = [(kind, values) for kind, values in _dictionaries(env) if _are_definitions(values)]
    for (domain, name), _ in others:
        env.domains[domain].data[name] = {}
    try:
        yield
    finally:
        for (domain, name), values in others:
            data = env.domains[domain].data
            values.update(data[name])
            data[name] = values


def settle(env: BuildEnvironment, definitions: Mapping[str, Definitions]) -> None:
    """Put in what all documents define, and tell of names that are defined twice."""
    by_kind: dict[Kind, list[tuple[str, dict[Any, Definition]]]] = defaultdict(list)
    for docname, kinds in sorted(definitions.items()):
        for kind, own in kinds.items():
            by_kind[kind].append((docname, own))
    for kind, values in _dictionaries(env):
        for _, own in by_kind[kind]:
            for name in own:
                values.pop(name, None)
        for docname, own in by_kind[kind]:
            _put_in(env, kind, values, docname, own)


def _put_in(
    env: BuildEnvironment,
    kind: Kind,
    values: dict[Any, tuple[Any, ...]],
    docname: str,
    own: Mapping[Any, Definition],
) -> None:
    for name, definition in own.items():
        if name not in values:
            values[name] = definition.value
            continue
        if kind in TOLD:
            _tell_of_two(env, kind, name, values[name][0], docname, definition)
        if kind != OPTIONS:
            values[name] = definition.value


def _tell_of_two(
    env: BuildEnvironment, kind: Kind, name: Any, other: str, docname: str, definition: Definition
) -> None:
    words, category, subcategory = TOLD[kind]
    if kind == LABELS and not definition.is_written:
        category, subcategory = "autosectionlabel", docname
    parts = name if isinstance(name, tuple) else (name,)
    where = env.doc2path(other)
    place = (docname, definition.line)
    logger.warning(words, *parts, where, location=place, type=category, subtype=subcategory)


def _dictionaries(env: BuildEnvironment) -> Iterator[tuple[Kind, dict[Any, Any]]]:
    for domain in env.domains.sorted():
        for name, values in domain.data.items():
            if isinstance(values, dict):
                yield (domain.name, name), values


def _are_definitions(values: Mapping[Any, Any]) -> bool:
    """Not lists or sets, to which each document adds its part."""
    return isinstance(next(iter(values.values()), None), tuple)


def _line(doctree: nodes.document, value: tuple[Any, ...]) -> int | None:
    node: Any = doctree.ids.get(value[1]) if len(value) > 1 else None
    while node is not None and node.line is None:
        node = node.parent
    return node.line if node is not None else None


def all_definitions(env: BuildEnvironment) -> dict[str, list[tuple[Any, ...]]]:
    """Every definition by the last word of its name, in small letters: a reference may leave out
    what is before it."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for kind, values in _dictionaries(env):
        if _are_definitions(values):
            for name, value in values.items():
                for word in {last_word(part) for part in _texts(name)}:
                    found[word].append((*kind, name, *value))
    return found


def known_elsewhere(env: BuildEnvironment, name: str) -> Iterator[tuple[Any, ...]]:
    """What the inventories of other projects have under this name (`sphinx.ext.intersphinx`)."""
    inventories = getattr(env, "intersphinx_named_inventory", {})
    names = sorted({name, name.lower(), name.partition(":")[2]})
    for project, kinds in sorted(inventories.items()):
        for kind, items in sorted(kinds.items()):
            yield from ((project, kind, each, repr(items[each])) for each in names if each in items)


def last_word(name: str) -> str:
    """By which a definition is found."""
    return BETWEEN_WORDS.split(name.strip())[-1].lower()


def _texts(name: Any) -> list[str]:
    parts = name if isinstance(name, tuple) else (name,)
    return [part for part in parts if isinstance(part, str)]
