"""Front matter, before ABlog converts it (ablog/post.py: CheckFrontMatter)."""

from __future__ import annotations

from typing import Any, cast

from ablog.post import PostDirective, PostNode
from docutils import nodes
from sphinx.transforms import SphinxTransform

from blogkit.mending.telling import tell
from blogkit.posts import is_draft
from blogkit.site import site_of
from blogkit.sources.mentions import names_picture

NOTHING = "null"  # what MyST hands on of `tags:` with nothing behind it
FLAGS = frozenset({"exclude", "nocomments"})


class MendFrontMatter(SphinxTransform):
    """Take out front matter that ABlog would convert and fail on (ablog/post.py:163-169)."""

    default_priority = 799  # ablog.post.CheckFrontMatter is 800

    def apply(self, **kwargs: Any) -> None:
        has_directive = any(self.document.findall(PostNode))
        for info in list(self.document.findall(nodes.docinfo))[:1]:
            for field in list(info.findall(nodes.field)):
                key, value = field[0].astext(), field[1].astext()
                if (value == NOTHING and self._is_empty(key)) or (
                    key == "blogpost" and has_directive
                ):
                    info.remove(field)
                elif key in FLAGS:
                    cast("nodes.Element", field[1]).clear()
                    if not is_draft(value):  # said `false`, which ABlog would take for a yes
                        info.remove(field)
                elif not _is_usable(key, value):
                    wanted = f"'{key}: {value}' should be a number"
                    tell(self.env.docname, self.env._app, wanted, field)  # noqa: SLF001
                    info.remove(field)

    def _is_empty(self, key: str) -> bool:
        """Whether nothing stands there: the author may have meant the word."""
        document = site_of(self.env._app).documents.get(self.env.docname)  # noqa: SLF001
        fields = document.source.front_matter.values() if document and document.source else {}
        return key in fields and fields[key] is None and key != "blogpost"


def _is_usable(key: str, value: str) -> bool:
    convert = PostDirective.option_spec.get(key)
    if convert is not int or (key == "image" and names_picture(value)):
        return True
    try:
        int(value)
    except ValueError:
        return False
    return True
