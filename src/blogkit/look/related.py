"""Posts that belong together: by series, tags and category, and of these the nearest in time.

The text has no part in it, so that an edit touches few pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogkit.blog.model import Blog

WEIGHTS = {"series": 4, "tags": 2, "category": 1}
ENOUGH = 2  # a category alone says little
SHOWN = 3
# How many posts before and after are looked at for each label: the work for a post stays the same
# however many there are.
NEAR = 60


class Relations:
    """Which posts are related, in one state of the blog."""

    def __init__(self, blog: Blog) -> None:
        self.blog = blog
        self._ids = [post.id for post in blog.posts.members]
        self._ranks = {post_id: rank for rank, post_id in enumerate(self._ids)}
        self._labelled = {
            (key, label): [self._ranks[post.id] for post in collection.members]
            for key in WEIGHTS.keys() & blog.catalogs.keys()
            for label, collection in blog.catalogs[key].listed.items()
        }

    def related(self, post_id: str) -> tuple[str, ...]:
        """The ids of the posts most like this one; none for a post that is not published."""
        rank = self._ranks.get(post_id)
        if rank is None:
            return ()
        alike = self._likeness(post_id, rank)
        alike.pop(rank, None)
        likest = sorted(alike.values())[-SHOWN:]  # of hundreds few have such a score
        least = max([ENOUGH, *likest[:1]])
        others = [each for each, score in alike.items() if score >= least]
        others.sort(key=lambda each: (-alike[each], abs(each - rank), each))
        return tuple(self._ids[each] for each in others[:SHOWN])

    def _likeness(self, post_id: str, rank: int) -> Counter[int]:
        alike: Counter[int] = Counter()
        post = self.blog.all_posts[post_id]
        for key, weight in WEIGHTS.items():
            for label in post.labels(key) if key in self.blog.catalogs else ():
                ranks = self._labelled.get((key, label), [])
                at = bisect_left(ranks, rank)
                alike.update(ranks[max(0, at - NEAR) : at + NEAR + 1] * weight)
        return alike
