"""Other extensions, and habits of those who write with stock ABlog, go well with blogkit."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

PAGE_IDS = """
def name_it(app, pagename, templatename, context, doctree):
    if doctree is not None:
        context["ablog"].page_id = lambda *_: "was " + pagename
    context["metatags"] = f"<!-- {context['ablog'].page_id(pagename)} -->"

def setup(app):
    app.connect("html-page-context", name_it)
"""


def test_an_extension_that_comes_before_ours_finds_the_blog_in_a_pages_context(blog: Blog) -> None:
    """As with ABlog, of which it comes after. What it sets is meant for that page."""
    blog.write("named.py", PAGE_IDS)
    conf = blog.read("conf.py").replace('"blogkit"]', '"named", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}disqus_shortname = 'a'\n")
    blog.post("posts/a.md")
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    assert "<!-- was posts/a -->" in blog.read("out/posts/a.html")
    assert "<!-- was" not in blog.read("out/blog.html")


def test_a_theme_that_changes_settings_makes_nothing_be_read_again(
    make_blog: Callable[[str], Blog], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pydata sets `fontawesome_included`; a set among the settings has any order."""
    blog = make_blog("html_theme = 'pydata_sphinx_theme'\n")
    blog.post("posts/a.md")
    doctree = blog.root / "out/.doctrees/posts/a.doctree"
    stamps = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        assert blog.sphinx().returncode == 0
        stamps.append(doctree.stat().st_mtime_ns)
    assert stamps[0] == stamps[1]


@pytest.mark.parametrize(("builder", "page"), [("html", "old.html"), ("dirhtml", "old/index.html")])
def test_rediraffe_writes_its_redirects(
    make_blog: Callable[[str], Blog], builder: str, page: str
) -> None:
    """It asks for Sphinx's own builder classes, and no others (rediraffe.py: build_redirects)."""
    blog = make_blog(
        "extensions += ['sphinxext.rediraffe']\nrediraffe_redirects = {'old.md': 'posts/a.md'}\n"
    )
    blog.post("posts/a.md")
    for _ in range(2):
        assert blog.sphinx(builder).returncode == 0
        assert "posts/a" in blog.read(f"out/{page}")


LATE_FILE = """
from pathlib import Path

def put_it_there(app, exception):
    Path(app.outdir, "_static", "late.css").write_text("p {}")

def setup(app):
    app.add_css_file("late.css")
    app.connect("build-finished", put_it_there)
"""


def test_a_stylesheet_that_comes_when_all_is_built_makes_no_page_differ(blog: Blog) -> None:
    """As myst-nb's does: Sphinx adds a checksum to it as soon as it is there."""
    blog.write("late.py", LATE_FILE)
    conf = blog.read("conf.py").replace('"blogkit"]', '"late", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}")
    blog.post("posts/a.md")
    blog.sphinx()
    clean = blog.read("out/search.html")
    assert "late.css" in clean
    assert blog.sphinx().returncode == 0
    assert blog.read("out/search.html") == clean
    blog.post("posts/b.md")
    blog.sphinx()
    assert "late.css?v=" not in blog.read("out/posts/b.html")
    assert "basic.css?v=" in blog.read("out/posts/b.html")
    blog.write("conf.py", blog.read("conf.py") + "html_title = 'Another'\n")
    blog.sphinx()
    assert "Another" in blog.read("out/posts/b.html")
    assert "late.css?v=" not in blog.read("out/posts/b.html")
    assert (blog.root / "out/_static/late.css").is_file()


def test_a_scaled_picture_in_an_excerpt_leads_to_the_whole_one(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("post_auto_image = 1\n")
    blog.write("posts/2026/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    picture = "```{image} dot.svg\n:alt: A dot\n:width: 50%\n```\n"
    blog.post("posts/2026/a.md", f"# A\n\n{picture}\nSome text.\n", tags="python")
    blog.sphinx()
    assert 'href="../../_images/dot.svg"' in blog.read("out/posts/2026/a.html")
    assert 'href="../../_images/dot.svg"' in blog.read("out/blog/tag/python.html")
    assert 'href="_images/dot.svg"' in blog.read("out/blog.html")


def test_a_page_that_only_holds_the_place_of_the_blog_gives_way_to_it(blog: Blog) -> None:
    """Many write a `blog.rst` so that the blog can stand in a toctree; ABlog's listing wins."""
    blog.write("blog.rst", "Our blog\n========\n\nA stand-in.\n")
    blog.write("index.md", "# Home\n\n```{toctree}\nblog\n```\n")
    blog.post("posts/a.md")
    for again in ("", "More.\n"):
        blog.write("blog.rst", f"Our blog\n========\n\nA stand-in.\n{again}")
        assert blog.sphinx().returncode == 0
        page = blog.read("out/blog.html")
        assert 'href="posts/a.html"' in page
        assert "A stand-in." not in page


EARLY_FILE = """
from pathlib import Path

def put_it_there(app, env):
    Path(app.outdir, "_static").mkdir(exist_ok=True)
    Path(app.outdir, "_static", "early.css").write_text("p {}")

def setup(app):
    app.add_css_file("early.css")
    app.connect("env-updated", put_it_there)
"""


def test_a_stylesheet_that_comes_before_pages_are_written_stays(blog: Blog) -> None:
    """As nbsphinx's do, which a clean build has to keep as any other."""
    blog.write("early.py", EARLY_FILE)
    conf = blog.read("conf.py").replace('"blogkit"]', '"early", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}")
    blog.post("posts/a.md")
    assert blog.sphinx().returncode == 0
    assert blog.read("out/_static/early.css") == "p {}"
    clean = blog.read("out/search.html")
    assert blog.sphinx().returncode == 0
    assert blog.read("out/search.html") == clean


def test_a_sidebar_that_pydata_renders_once_for_a_folder_follows_every_title_in_it(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("html_theme = 'pydata_sphinx_theme'\n")
    blog.write("index.md", "# Home\n\n```{toctree}\nguide/index\n```\n")
    blog.write("guide/index.md", "# Guide\n\n```{toctree}\n:glob:\n*\n```\n")
    for name in ("boots", "maps", "poles", "tents"):
        blog.write(f"guide/{name}.md", f"# All about {name}\n")
    assert blog.sphinx("html", "-j1").returncode == 0
    blog.write("guide/tents.md", "# Sleeping outside\n")
    assert blog.sphinx("html", "-j1").returncode == 0
    for name in ("boots", "index", "maps", "poles", "tents"):
        page = blog.read(f"out/guide/{name}.html")
        assert "All about tents" not in page, name
        assert "Sleeping outside" in page, name
    before = (blog.root / "out/guide/maps.html").stat().st_mtime_ns
    blog.write("guide/boots.md", blog.read("guide/boots.md") + "\nA text that no sidebar shows.\n")
    assert blog.sphinx("html", "-j1").returncode == 0
    assert (blog.root / "out/guide/maps.html").stat().st_mtime_ns == before


OWN_MAP = """
from multiprocessing import Manager
from pathlib import Path

def record_builder_type(app):
    app.sitemap_links = Manager().Queue()

def add_html_link(app, pagename, templatename, context, doctree):
    app.sitemap_links.put(pagename)

def create_sitemap(app, exception):
    links = []
    while not app.sitemap_links.empty():
        links.append(app.sitemap_links.get())
    Path(app.outdir, app.config.sitemap_filename).write_text(" ".join(links))

def setup(app):
    app.add_config_value("site_url", None, "")
    app.add_config_value("sitemap_filename", "sitemap.xml", "")
    app.connect("builder-inited", record_builder_type)
    app.connect("html-page-context", add_html_link)
    app.connect("build-finished", create_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def test_a_copy_of_sphinx_sitemap_among_the_blogs_own_files_draws_the_map(blog: Blog) -> None:
    blog.write("own_map.py", OWN_MAP)
    conf = blog.read("conf.py").replace('"blogkit"]', '"own_map", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}")
    for name in "abc":
        blog.post(f"posts/{name}.md")
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    clean = blog.read("out/sitemap.xml")
    assert {"posts/a", "posts/b", "posts/c"} <= set(clean.split())
    blog.post("posts/b.md", "# B\n\nOther words.\n")
    assert blog.sphinx("html", "-j2").returncode == 0
    assert blog.read("out/sitemap.xml") == clean


CARDS = """
from hashlib import sha256
from pathlib import Path

def draw(app, pagename, templatename, context, doctree):
    if not doctree:
        return
    name = sha256(context["title"].encode()).hexdigest()[:8]
    card = Path(app.outdir, "_images/social_previews", f"summary_{pagename.replace('/', '_')}_{name}.png")
    card.parent.mkdir(parents=True, exist_ok=True)
    if not card.exists():
        card.write_text(app.config.html_title)
    url = f"https://a.org/_images/social_previews/{card.name}"
    context["metatags"] += f'<meta property="og:image" content="{url}" />'

def setup(app):
    app.connect("html-page-context", draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def test_cards_that_opengraph_draws_go_with_what_they_show(blog: Blog) -> None:
    """As sphinxext-opengraph does where matplotlib is installed."""
    blog.write("cards.py", CARDS)
    conf = blog.read("conf.py").replace('"blogkit"]', '"cards", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}html_title = 'One'\n")
    for name in "abc":
        blog.post(f"posts/{name}.md", f"# Title of {name}\n")
    cards = blog.root / "out/_images/social_previews"
    blog.sphinx("html", "-j2")
    before = {each.name for each in cards.iterdir()}
    assert len(before) == 4
    blog.post("posts/a.md", "# Another title\n")
    (blog.root / "posts/b.md").unlink()
    blog.write("conf.py", blog.read("conf.py").replace("'One'", "'Two'"))
    blog.sphinx("html", "-j2")
    after = {each.name: each.read_text() for each in cards.iterdir()}
    assert set(after.values()) == {"Two"}
    assert len(after) == 3
    assert len(before & after.keys()) == 2
    blog.post("posts/a.md", "# A third title\n")
    blog.sphinx()
    assert len(list(cards.iterdir())) == 3


def test_of_a_theme_that_was_changed_for_another_nothing_stays(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("html_theme = 'alabaster'\n")
    blog.post("posts/a.md")
    blog.sphinx()
    assert (blog.root / "out/_static/alabaster.css").is_file()
    blog.write("conf.py", blog.read("conf.py").replace("alabaster", "furo"))
    assert blog.sphinx().returncode == 0
    after = {each.name for each in (blog.root / "out/_static").rglob("*")}
    shutil.rmtree(blog.root / "out")
    blog.sphinx()
    assert {each.name for each in (blog.root / "out/_static").rglob("*")} == after
