"""The labels of all posts of a blog: how often each is used, and which stand for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from blogkit.posts import LABEL_KEYS, label_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from blogkit.site import Site

JOINED = re.compile(r"(?<=\w)[\s_.-]+(?=\w)")
SHORTEST_PLURAL = 4  # letters: `js` is no plural of `j`
# Words that are not the plural of what they look like.
NO_PLURALS = frozenset({"news", "windows", "rails", "glasses", "goods", "customs", "arms", "ios"})


@dataclass(frozen=True)
class Use:
    """A label of one kind, and in how many posts it stands."""

    label: str
    count: int


@dataclass(frozen=True)
class Rival:
    """The label that is used more, and whether it is the same word in another spelling."""

    use: Use
    is_spelling: bool


def rival_of(site: Site, kind: str, label: str) -> Rival | None:
    """The label which readers may mean by *label* as well; None if there is none, or if it is
    *label* that is used more."""
    return _rivals(site).get((kind, label))


@lru_cache(maxsize=4)
def _rivals(site: Site) -> Mapping[tuple[str, str], Rival]:
    found: dict[tuple[str, str], Rival] = {}
    for kind in LABEL_KEYS:
        uses = _uses(site, kind)
        for key, is_spelling in ((label_slug, False), (_word, True)):
            for first, *others in _groups(uses, key):
                found.update({(kind, each.label): Rival(first, is_spelling) for each in others})
    return found


def _uses(site: Site, kind: str) -> list[Use]:
    """The labels, the most used first; of two used alike the one that came first."""
    counts: dict[str, int] = defaultdict(int)
    posts = [post for document in site.documents.values() for post in document.posts]
    posts.sort(key=lambda post: (post.date is None, post.date or site.now))
    for post in posts:
        for label in dict.fromkeys(post.labels[kind]):
            counts[label] += 1
    return sorted((Use(*each) for each in counts.items()), key=lambda use: -use.count)


def _groups(uses: Iterable[Use], key: Callable[[str], str]) -> Iterable[list[Use]]:
    groups: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        groups[key(use.label)].append(use)
    return [group for name, group in groups.items() if name and len(group) > 1]


def _word(label: str) -> str:
    """What spellings of one word have in common: no capitals, accents, hyphens, nor a plural."""
    plain = "".join(each for each in normalize("NFKD", label) if not combining(each))
    return _singular(JOINED.sub("", plain.casefold()))


def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or word in NO_PLURALS or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]
