"""The name of each label's page: one of its own, also where two labels look alike in an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from blogkit.posts import label_slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# How people say what an address leaves out; what is not here is told apart by a number.
SPOKEN = {"+": "plus", "#": "sharp", "*": "star", "&": "and", "@": "at", ".": "dot", "!": "bang"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the name by which conf.py calls it, and when it was first used.

    *since* orders labels of one kind: the date of the oldest post that has the label.
    """

    label: str | int
    name: str
    since: Any


def page_names(labels: Collection[Label]) -> dict[str | int, str]:
    """The name of the page of each of these labels, which are of one kind.

    Of labels whose pages would share a file (`C++` and `C#`, `Django` and `django`) the one that
    was used first keeps ABlog's name, so that a label that comes later moves no page. The others
    are spelled out (`c-sharp`) or numbered (`django-2`). A label after which no page can be named
    is left out.
    """
    in_turn = sorted(labels, key=lambda each: (each.since, str(each.label)))
    plain = {each.label: label_slug(each.name) for each in in_turn if label_slug(each.name)}
    names: dict[str | int, str] = {}
    taken = set(plain.values())
    first_of: set[str] = set()
    for each in in_turn:
        slug = plain.get(each.label)
        if slug is None:
            continue
        if slug not in first_of:
            first_of.add(slug)
            names[each.label] = slug
            continue
        names[each.label] = next(name for name in _others(each.name, slug) if name not in taken)
        taken.add(names[each.label])
    return names


def _others(name: str, slug: str) -> Iterator[str]:
    spoken = "".join(f" {SPOKEN[sign]} " if sign in SPOKEN else sign for sign in name)
    yield label_slug(spoken) or slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
