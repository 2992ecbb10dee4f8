"""Posts that are one text in several languages: their front matter names the same `translations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.blog.post import Post


class Translations:
    """The published posts by what they name."""

    def __init__(self, published: Iterable[Post]) -> None:
        self._groups: dict[str, list[Post]] = {}
        for post in sorted(published, key=lambda each: each.id):
            self._groups.setdefault(post.options["translations"], []).append(post)

    def ids(self, post: Post) -> tuple[str, ...]:
        """The ids of a post and its translations, by language; none if it has no translation.

        There is one for each language: of two in one language the first by path, or the post.
        """
        if not post.published or not post.options["translations"]:
            return ()
        group = self._groups[post.options["translations"]]
        found = {**{each.lang: each.id for each in reversed(group)}, post.lang: post.id}
        return tuple(found[lang] for lang in sorted(found)) if len(found) > 1 else ()
