"""What pages rest on besides documents: catalogues, inventories, code, files of other names."""

from __future__ import annotations

import shutil
import zlib
from typing import TYPE_CHECKING

from tests.blogkit.conftest import NOW
from tests.blogkit.law_builds import start
from tests.blogkit.law_pages import built_like_a_clean_build, pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>\n'
CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Some text."
msgstr "{0}"
"""
INTERSPHINX = """\
extensions.append("sphinx.ext.intersphinx")
intersphinx_mapping = {"x": ("https://x.example.org/", "x.inv")}
"""
SETUP = """\
def setup(app):
    app.connect("source-read", lambda app, name, text: text.append(text.pop() + "\\n{0}\\n"))
"""


ELSEWHERE = ("sphinx", "-q", "-b", "html", "-d", "trees", ".", "elsewhere")


def inventory(*labels: str) -> bytes:
    head = "# Sphinx inventory version 2\n# Project: X\n# Version: 1\n"
    told = "# The remainder of this file is compressed using zlib.\n"
    lines = "".join(f"{each} std:label -1 x.html#{each} T {each}\n" for each in labels)
    return (head + told).encode() + zlib.compress(lines.encode())


def test_a_translation_that_was_edited_is_on_its_page(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog("locale_dirs = ['words']\nlanguage = 'de'\n")
    pages(blog, about="Some text.")
    for translation in ("Ein Text.", "Ein anderer."):
        blog.write("words/de/LC_MESSAGES/about.po", CATALOGUE.format(translation))
        built_like_a_clean_build(blog, tmp_path)
        assert translation in blog.read("out/about.html")


def test_an_inventory_that_was_edited_is_heard_of(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog(INTERSPHINX)
    pages(blog, about="{ref}`one` {ref}`two` {ref}`x:two`")
    for labels in (["one"], ["one", "two"], ["two"]):
        blog.write("x.inv", inventory(*labels))
        built_like_a_clean_build(blog, tmp_path)
    pages(blog, local="(two)=\n## Two\n\nText.")
    built_like_a_clean_build(blog, tmp_path)
    assert 'href="local.html#two"' in blog.read("out/about.html")


def test_code_in_conf_that_was_edited_reads_again(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog("")
    conf = blog.read("conf.py")
    pages(blog, about="Some text.")
    for word in ("One", "Two"):
        blog.write("conf.py", conf + SETUP.format(word))
        built_like_a_clean_build(blog, tmp_path)
        assert word in blog.read("out/about.html")


def test_a_picture_for_the_blog_s_language_is_taken_once_it_is_there(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog("language = 'de'\n")
    blog.write("dot.svg", SVG.format(1))
    pages(blog, about="![A dot](dot.svg)")
    built_like_a_clean_build(blog, tmp_path)
    blog.write("dot.de.svg", SVG.format(2))
    built_like_a_clean_build(blog, tmp_path)
    assert "dot.de.svg" in blog.read("out/about.html")


def test_a_file_handed_on_as_it_is_becomes_a_folder_and_a_file_again(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog("html_extra_path = ['more']\n")
    blog.write("more/it", "A file.")
    built_like_a_clean_build(blog, tmp_path)
    (blog.root / "more/it").unlink()
    blog.write("more/it/file", "In a folder.")
    built_like_a_clean_build(blog, tmp_path)
    (blog.root / "more/it/file").unlink()
    (blog.root / "more/it").rmdir()
    blog.write("more/it", "A file.")
    built_like_a_clean_build(blog, tmp_path)


def test_what_another_builder_has_read_is_read_again_when_a_linked_page_goes(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog("")
    pages(blog, about="[](one.md)", one="Some text.")
    run = blog.sphinx("text", "-d", "trees")
    assert run.returncode == 0, run.stderr
    shutil.rmtree(blog.root / "out")
    (blog.root / "one.md").unlink()
    built_like_a_clean_build(blog, tmp_path)


def test_a_list_of_all_that_is_to_do_follows_every_document(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog(
        "extensions.append('sphinx.ext.todo')\ntodo_include_todos = todo_link_only = True\n"
    )
    pages(
        blog, about="```{todolist}\n```", one="```{todo}\nMore.\n```", two="```{todo}\nLess.\n```"
    )
    built_like_a_clean_build(blog, tmp_path)
    pages(blog, one="```{todo}\nWhatever.\n```")
    built_like_a_clean_build(blog, tmp_path)
    assert "Whatever." in blog.read("out/about.html")


def test_two_sites_may_share_what_was_read(blog: Blog, tmp_path: Path) -> None:
    pages(blog, about="Some text.")
    built_like_a_clean_build(blog, tmp_path)
    pages(blog, about="Other text.")
    start(blog.root, *ELSEWHERE, now=NOW, log=tmp_path / "log").code()
    shutil.rmtree(blog.root / "elsewhere")
    built_like_a_clean_build(blog, tmp_path)
    assert "Other text." in blog.read("out/about.html")


def test_figures_are_numbered_where_a_toctree_names_a_listing(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("numfig = True\n")
    blog.post("a.md")
    blog.write("index.md", "# Home\n\n```{toctree}\na\n/blog/archive\n```\n")
    run = blog.sphinx("html", "-d", "trees")
    assert run.returncode == 0, run.stderr
    assert not run.stderr
