"""The blog that a browser is shown: some thirty posts with everything that posts can have."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from PIL import Image

from bench.corpus import posts

if TYPE_CHECKING:
    from pathlib import Path

CONF = """\
project = blog_title = html_title = "Hallway notes"
author = copyright = "Robin Vega"
language = "en"
blog_baseurl = html_baseurl = "https://blog.example.org/"
notfound_urls_prefix = "/"
blog_authors = {"Robin": ("Robin Vega", "https://robin.example.org/"), "Sam": ("Sam Okoro", None)}
blog_default_author = "Robin"
blogkit_authors = {
    "Robin": {"picture": "_static/robin.svg", "about": "Builds things."},
    "Sam": {"picture": "_static/sam.svg", "about": "Breaks them."},
}
blogkit_giscus = {"repo": "robin/notes", "repo_id": "R1", "category": "Blog", "category_id": "C1"}
blog_feed_archives = True
blogkit_look = True
blogkit_accent = "#a03c23"
html_theme = "pydata_sphinx_theme"
html_logo = html_favicon = "_static/logo.svg"
html_static_path = ["_static"]
html_show_sourcelink = html_show_sphinx = html_use_index = False
html_math_renderer = "mathml"
fontawesome_included = True
html_sidebars = {"**": []}
html_theme_options = {
    "logo": {"text": project},
    "announcement": 'We have moved: see <a href="/about.html">about</a>',
    "header_links_before_dropdown": 3,
    "footer_start": ["copyright"],
    "footer_end": [],
    "use_edit_page_button": True,
    "icon_links": [{"name": "Mastodon", "url": "https://social.example.org/@robin", "icon": "x"}],
}
html_context = {"github_user": "robin", "github_repo": "notes", "github_version": "main"}
myst_heading_anchors = 6
myst_enable_extensions = [
    "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_image", "strikethrough", "substitution", "tasklist",
]
suppress_warnings = ["myst.strikethrough"]
extensions = [
    "myst_parser", "ablog", "sphinx_design", "sphinx_sitemap", "notfound.extension", "blogkit",
]
sitemap_url_scheme = "{link}"
"""
INDEX = """\
# Hallway notes

Notes from conferences, by **Robin**. Read more {doc}`about this blog <about>`.

```{postlist} 8
:excerpts:
```

```{toctree}
:hidden:

about
colophon
```
"""
EVERYTHING = """\
# Everything a post can have: Füße, 北京 and قهوة

An opening sentence that says what this is about, long enough to wrap on every screen there is.

## Table of Contents

- [Code](#code)
- [Tables and lists](#tables-and-lists)
  - [A wide table](#a-wide-table)
- [Formulas and notes](#formulas-and-notes)
- [A heading that goes on and on, to see what happens](#a-heading-that-goes-on-and-on-to-see-what-happens)
  - [Four](#four)

## Code

```{code-block} python
:caption: hello.py
:linenos:
:emphasize-lines: 2

def hello(name: str) -> str:
    return f"Hello, {name}! This line is so long that it cannot fit into any column of text, ever."
```

Some `inline code`, and {kbd}`Ctrl` with {kbd}`C`:

```console
$ make html
Done.
```

🔝 <sub>[**back to top**](#table-of-contents)</sub>

## Tables and lists

- [x] done
- [ ] to do
  1. one
  2. two

Term
: What it means.

:a field: and its value

### A wide table

| First column | Second column | Third column | Fourth column | Fifth column | Sixth |
| --- | :-: | --: | --- | --- | --- |
| unbreakable-words-in-a-cell | two | 3 | four-and-some-more | five-and-some-more | six |

https://example.org/a/very/long/address/that/nobody/would/ever/break/into/several/lines/by/hand.html

Averyveryveryverylongwordthatgermansmightwriteinoneofthesepostsdonaudampfschifffahrtsgesellschaft.

## Formulas and notes

Euler said $e^{i\\pi} = -1$, and Gauss

$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi} + a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9
$$

A claim[^1], and another one[^two] with ~~no~~ some proof.

:::{note}
A note with a [link](https://example.org/).
:::

:::{warning}
A warning with `code`.
:::

> A quotation of somebody,
> who said it twice.

````{tab-set}
```{tab-item} Linux
Install it.
```
```{tab-item} Windows
Click it.
```
````

````{grid} 2
```{grid-item-card} A card
Of sphinx-design.
```
```{grid-item-card} Another
With a [link](https://example.org/card).
```
````

## A heading that goes on and on, to see what happens

### Four

Words under it, and a link to {doc}`a post with pictures <../2025/pictures>`.

[^1]: The first note.
[^two]: The second, which is longer, and has a [link](https://example.org/note).
"""
PICTURES = """\
# Eight pictures from a walk

![A harbour at dawn](pictures-images/p0.jpg)
The harbour, [seen](https://example.org/) from the hill

Some words between.

![One](pictures-images/p1.jpg)
![Two](pictures-images/p2.jpg)
![Three](pictures-images/p3.jpg)
![Four](pictures-images/p4.jpg)
![Five](pictures-images/p5.jpg)

## Later

![A tower](pictures-images/p6.jpg)

*The tower, with its flag*

![A drawing](pictures-images/drawing.png)

More words.
"""
SIZES = [
    (1600, 1067),
    (1600, 1200),
    (900, 1200),
    (1600, 900),
    (1200, 1200),
    (1000, 1500),
    (1600, 700),
]
PORTRAIT = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30" fill="#58a"/></svg>\n'
SERIES = {3, 5, 7}
GENERATED = 26


def write_blog(root: Path) -> None:
    """Write the blog into the folder *root*."""
    _write(root, "conf.py", CONF)
    _write(root, "index.md", INDEX)
    _write(root, "about.md", "# About\n\nWho writes here.\n\n## And why\n\nFor fun.\n")
    _write(root, "colophon.md", "# Colophon\n\nMade by hand.\n")
    for name in ("logo", "robin", "sam"):
        _write(root, f"_static/{name}.svg", PORTRAIT)
    _post(root, "2025/everything", EVERYTHING, date="2025-06-01", updated="2025-06-09",
          author="Robin, Sam", tags="python, travel, C++", category="Notes", location="Bogotá",
          series="All of it")  # fmt: skip
    _post(root, "2025/pictures", PICTURES, date="2025-05-01", tags="travel", featured="true",
          category="Walks", author="Sam", image="1", nocomments="true")  # fmt: skip
    _draw(root / "posts/2025/pictures-images")
    for number, each in enumerate(posts(GENERATED)):
        series = {"series": "All of it"} if number in SERIES else {}
        date = f"{2022 + number // 9}-{number % 9 + 1:02}-{number + 1:02}"
        tags = ("python", "django", "travel")[number % 3], "writing", each.tags[0]
        _post(root, f"{date[:4]}/{each.name}", f"# {each.title}\n\n{each.body}", date=date,
              tags=", ".join(tags), category=each.category, location=each.place, **series)  # fmt: skip


def _post(root: Path, name: str, text: str, **fields: str) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    _write(root, f"posts/{name}.md", f"---\nblogpost: true\n{head}---\n\n{text}")


def _write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _draw(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number, size in enumerate(SIZES):
        _photograph(Random(number), *size).save(folder / f"p{number}.jpg", quality=90)
    drawing = Image.new("RGB", (640, 400), "#fff")
    drawing.paste("#a03c23", (100, 100, 500, 300))
    drawing.save(folder / "drawing.png")


def _photograph(random: Random, width: int, height: int) -> Image.Image:
    """Soft shapes with some grain."""
    planes = []
    for _ in range(3):
        plane = Image.new("L", (width, height), 128)
        for cells, share in ((3, 0.8), (25, 0.3), (200, 0.1)):
            noise = Image.frombytes("L", (cells, cells), random.randbytes(cells * cells))
            plane = Image.blend(
                plane, noise.resize((width, height), Image.Resampling.BICUBIC), share
            )
        planes.append(plane)
    return Image.merge("RGB", planes)
