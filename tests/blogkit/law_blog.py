"""The small blog on which edits are played: a value, from which all its files are made.

An edit makes another value (law_edits.py), so hypothesis can shorten what it found. Links between
posts follow every edit: only a fault that is put in on purpose is a fault.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Fault = Literal["", "bytes", "front matter", "dead link", "directive"]
NOON = 1_800_000_000  # 15 January 2027, 08:00 UTC
MADE = ("_build", "out", "trees")  # by builds, not by authors
SOON, LATER = "2027-01-16", "2028-06-01"

CONF = """\
from pathlib import Path
author = copyright = "Robin"
extensions = ["myst_parser", "ablog", "blogkit"]
myst_heading_anchors = 3
blog_baseurl = html_baseurl = "https://blog.example.org/"
blog_authors = {"Robin": ("Robin Vega", None), "Sam": ("Sam Okoro", None)}
blog_languages = {"en": ("English", None), "de": ("Deutsch", None)}
blog_default_author, blog_default_language = "Robin", "en"
blog_feed_archives = True
templates_path = ["_templates"]
html_static_path = ["_static"]
html_extra_path = ["_extra"]
html_css_files = ["blog.css"]
exclude_patterns = ["_snippets"]
project = Path(__file__).with_name("name.txt").read_text(encoding="utf-8").strip()
"""
SIDEBARS = ("recentposts", "tagcloud", "categories", "archives", "authors", "languages")
LOOKS = {
    "basic": 'html_theme = "basic"\nhtml_sidebars = {"**": []}\n',
    "alabaster": 'html_theme = "alabaster"\nhtml_sidebars = {"**": ["ablog/postcard.html", '
    + ", ".join(f'"ablog/{name}.html"' for name in SIDEBARS)
    + "]}\n",
    "pydata": 'html_theme = "pydata_sphinx_theme"\nfontawesome_included = True\n'
    'html_sidebars = {"**": []}\nhtml_theme_options = {"show_prev_next": False}\n',
    "ours": 'html_theme = "pydata_sphinx_theme"\nfontawesome_included = blogkit_look = True\n'
    'html_sidebars = {"**": []}\nhtml_logo = "shared.svg"\n',
}
FILES = {
    "_templates/layout.html": '{% extends "!layout.html" %}\n{% block footer %}one{% endblock %}\n',
    "_static/blog.css": "body { color: #111 }\n",
    "_extra/robots.txt": "User-agent: *\n",
    "_snippets/note.md": "A note from a file.\n",
    "data.csv": "a,b\n",
    "name.txt": "A blog\n",
    "permalinks.json": '{"blog_baseurl": "https://blog.example.org"\n,"/index.html": ""\n}\n',
    "shared.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2"/>\n',
    "posts/2025/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>\n',
    "posts/2026/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>\n',
}
FEATURED = {"featured": "true", "image": "/posts/2025/dot.svg", "image_alt": "A dot"}
INDEX = """\
# Home

```{postlist} 4
:format: "{title} {date}"
:excerpts:
```

```{toctree}
:glob:

about
posts/*/*
```
"""


@dataclass(frozen=True)
class Post:
    """One post, as far as edits know it. *serial* stays when the file is renamed."""

    serial: int
    date: str
    title: str = "A title"
    heading: str = "A heading"
    text: str = "Some text."
    tags: tuple[str, ...] = ("python",)
    category: str = "Talks"
    author: str = "Robin"
    language: str = "en"
    picture: str = "dot.svg"
    redirect: str = ""
    label: str = ""
    series: str = ""
    translations: str = ""
    featured: bool = False
    draft: bool = False
    update: bool = False
    includes: bool = False
    fault: Fault = ""


@dataclass(frozen=True)
class Model:
    """A whole blog. *posts* by their names without `.md`; *touched* files by seconds from NOON."""

    look: str
    posts: Mapping[str, Post]
    files: Mapping[str, str] = field(default_factory=lambda: FILES)
    settings: Mapping[str, str] = field(default_factory=dict)
    now: int = NOON
    touched: Mapping[str, int] = field(default_factory=dict)

    def has_post(self, name: str, post: Post | None) -> Model:
        """The same blog with this post under this name, or without it."""
        rest = {key: value for key, value in self.posts.items() if key != name}
        return replace(self, posts=rest if post is None else {**rest, name: post})


def first_blog(look: str) -> Model:
    """Where every sequence of edits begins."""
    posts = {
        "posts/2025/ants": Post(1, "2025-03-01", title="Ants", text="Of ants.", includes=True),
        "posts/2025/bees": Post(2, "2025-04-01", title="Bees", tags=("python", "web")),
        "posts/2026/cats": Post(3, "2026-05-01", title="Cats", category="Notes", label="purr"),
        "posts/2026/dogs": Post(4, "2026-06-01", title="Dogs", author="Sam", redirect="old/dogs"),
    }
    return Model(look, posts)


def files_of(model: Model) -> dict[str, bytes]:
    """Every file of the blog."""
    settings = "".join(f"{name} = {value}\n" for name, value in sorted(model.settings.items()))
    linked = [name for name, post in sorted(model.posts.items()) if _can_be_linked(post)]
    texts = {
        **model.files,
        "conf.py": CONF + LOOKS[model.look] + settings,
        "index.md": INDEX,
        "about.md": _about(model, linked),
    }
    files = {name: text.encode() for name, text in texts.items()}
    for name, post in model.posts.items():
        files[f"{name}.md"] = _post_file(post, model, [each for each in linked if each != name])
    return files


def write_files(model: Model, root: Path, before: Model | None = None) -> None:
    """Make the folder hold these files, and what builds made; write and touch what differs."""
    files = files_of(model)
    _remove_others(root, files)
    for name, content in files.items():
        path = root / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name, seconds in model.touched.items():
        if (root / name).is_file() and (before is None or before.touched.get(name) != seconds):
            os.utime(root / name, (NOON + seconds, NOON + seconds))


def _remove_others(root: Path, files: Mapping[str, bytes]) -> None:
    for path in sorted(root.rglob("*"), reverse=True):
        name = path.relative_to(root).as_posix()
        if name.split("/")[0] in MADE:
            continue
        if path.is_file() and name not in files:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _can_be_linked(post: Post) -> bool:
    return not post.draft and not post.fault and post.date not in (SOON, LATER)


def _about(model: Model, linked: list[str]) -> str:
    lines = ["# About\n", "![A square of one](shared.svg) {download}`data.csv`\n"]
    for name in linked[:3]:
        slug = model.posts[name].heading.lower().replace(" ", "-")
        lines.append(f"{{doc}}`{name}` {{ref}}`{name.rpartition('/')[2]}` [x]({name}.md#{slug})\n")
        lines.append(f"[]({name}.md) [](/{name}.md)\n")
    lines += [f"{{ref}}`{post.label}`\n" for post in _labelled(model, linked)[:1]]
    return "\n".join(lines)


def _labelled(model: Model, linked: list[str]) -> list[Post]:
    return [model.posts[name] for name in linked if model.posts[name].label]


def _post_file(post: Post, model: Model, linked: list[str]) -> bytes:
    fields = {
        "blogpost": "true",
        "date": post.date,
        "tags": ", ".join(post.tags),
        "category": post.category,
        "author": post.author,
        "language": post.language,
        "redirect": post.redirect,
        "draft": "true" if post.draft else "",
        "series": post.series,
        "translations": post.translations,
        **(FEATURED if post.featured else {}),
    }
    head = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    if post.fault == "front matter":
        head += "title: [\n"
    lines = [f"---\n{head}---\n", f"# {post.title}\n", f"{post.text}\n"]
    lines.append(f"![A small square]({post.picture}) ![A square of one](/shared.svg)\n")
    if post.label:
        lines.append(f"({post.label})=")
    lines.append(f"## {post.heading}\n")
    lines += [f"[](/{name}.md) {{doc}}`/{name}`\n" for name in linked[:1]]
    lines += _extras(post)
    return "\n".join(lines).encode() + (b"\xff\xfe" if post.fault == "bytes" else b"")


def _extras(post: Post) -> list[str]:
    texts = {
        "```{update} 2026-11-01\nNews.\n```\n": post.update,
        "```{include} /_snippets/note.md\n```\n": post.includes,
        "[dead](#nowhere)\n": post.fault == "dead link",
        "```{nonsense}\n```\n": post.fault == "directive",
    }
    return [text for text, wanted in texts.items() if wanted]


def many_posts(look: str, count: int = 30) -> Model:
    """A blog so large that several processes read it: names, pictures and labels meet."""
    model = first_blog(look)
    for number in range(count):
        post = Post(
            number,
            f"{2024 + number % 3}-0{1 + number % 9}-1{number % 10} 0{number % 10}:30",
            title=f"Post {number % 7}",
            tags=("python", f"tag {number % 5}", f"only {number}"),
            category=("Talks", "Notes")[number % 2],
            author=("Robin", "Sam", "Robin, Sam")[number % 3],
            language=("en", "de")[number % 2],
            series=("", "Trips, long ones")[number % 2],
            translations=("", f"text {number // 4}")[number % 4 > 1],
            picture=("dot.svg", "/shared.svg")[number % 2],
            redirect=f"old/{number}" if number % 4 == 0 else "",
            label=f"label-{number}" if number % 3 == 0 else "",
            update=number % 5 == 0,
            includes=number % 4 == 1,
        )
        model = model.has_post(f"posts/{2025 + number % 2}/post-{number}", post)
    return model
