"""The blog that a browser is shown: some thirty posts with everything that posts can have."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PIL import Image

from bench.corpus import posts

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
LEDGER = """\
{"blog_baseurl": "https://blog.example.org"
,"/posts/2025/moved.html": "/posts/2025/videos.html"
}
"""
TEXTS = Path(__file__).parent / "posts"
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
    _write(root, "permalinks.json", LEDGER)
    for name in ("logo", "robin", "sam"):
        _write(root, f"_static/{name}.svg", PORTRAIT)
    _post(root, "2025/everything", _text("everything"), date="2025-06-01", updated="2025-06-09",
          author="Robin, Sam", tags="python, travel, C++", category="Notes", location="Bogotá",
          series="All of it")  # fmt: skip
    _post(root, "2025/pictures", _text("pictures"), date="2025-05-01", tags="travel", featured="true",
          category="Walks", author="Sam", image="1", nocomments="true")  # fmt: skip
    _draw(root / "posts/2025/pictures-images")
    _post(root, "2025/videos", _text("videos"), date="2025-04-01", tags="travel", nocomments="true")
    for number, each in enumerate(posts(GENERATED)):
        series = {"series": "All of it"} if number in SERIES else {}
        date = f"{2022 + number // 9}-{number % 9 + 1:02}-{number + 1:02}"
        tags = ("python", "django", "travel")[number % 3], "writing", each.tags[0]
        _post(root, f"{date[:4]}/{each.name}", f"# {each.title}\n\n{each.body}", date=date,
              tags=", ".join(tags), category=each.category, location=each.place, **series)  # fmt: skip


def _post(root: Path, name: str, text: str, **fields: str) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    _write(root, f"posts/{name}.md", f"---\nblogpost: true\n{head}---\n\n{text}")


def _text(name: str) -> str:
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8")


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
