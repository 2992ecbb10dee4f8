"""`make new`: a post with the right front matter and file name, as a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.posts import build_moment, label_slug

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LONGEST_NAME = 80
MARKUP = re.compile(r"([\\`*_\[\]<>#&$~{}|])")  # what Markdown would not take for a letter

TEXT = """\
---
blogpost: true
date: {date:%Y-%m-%d}
draft: true  # take this line out to publish the post on its date
# category: Conferences
# tags: python, travel
# location: Chicago Illinois
---

# {title}

"""


class CannotCreateError(Exception):
    """Why there is no new post, in the author's words."""


def new_post(root: Path, title: str, now: datetime | None = None) -> Path:
    """Write `posts/<year>/<slug>.md` and return its path; never over an existing post.

    Raises CannotCreateError.
    """
    now = now or build_moment()
    title = " ".join(title.split())
    slug = label_slug(title)[:LONGEST_NAME].strip("-_")
    if not slug:
        raise CannotCreateError('give the post a title: make new TITLE="What I saw in Chicago"')
    path = root / "posts" / f"{now:%Y}" / f"{slug}.md"
    if path.exists() or path.with_suffix("").is_dir():
        raise CannotCreateError(
            f"there is a post {path.relative_to(root)} already; choose another title"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(TEXT.format(date=now, title=MARKUP.sub(r"\\\1", title)))
    return path
