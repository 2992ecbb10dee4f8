"""Links and pictures, in every form that authors write them, lead to what they mean."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog


@pytest.mark.parametrize(
    ("written", "rendered"),
    [
        ("b.md", "b.html"),
        ("b.html", "b.html"),
        ("b", "b.html"),
        ("/posts/b.md", "b.html"),
        ("/posts/b.html", "b.html"),
        ("../posts/b.html#a-part", "b.html#a-part"),
        ("b.md#a-part", "b.html#a-part"),
        ("b.html#A-Part", None),
        ("<a name with spaces.md>", "a%20name%20with%20spaces.html"),
        ("a%20name%20with%20spaces.html", "a%20name%20with%20spaces.html"),
        ("c/", "c/index.html"),
        ("c/index.html", "c/index.html"),
        ("../blog.html", "../blog.html"),
        ("/blog/tag/python.html", "../blog/tag/python.html"),
        ("/blog/atom.xml", "../blog/atom.xml"),
        ("/robots.txt", "../robots.txt"),
        ("../search.html", "../search.html"),
        ("tel:+15551234", "tel:+15551234"),
        ("#", "#"),
        ("#top", "#top"),
        ("#raw", "#raw"),
        ("gone.html", None),
        ("/blog/tag/gone.html", None),
    ],
)
def test_a_link_leads_to_the_page(blog: Blog, written: str, rendered: str | None) -> None:
    blog.write("conf.py", blog.read("conf.py") + "html_extra_path = ['extra']\n")
    blog.write("extra/robots.txt", "")
    blog.post("posts/a.md", f"# A\n\n[word]({written}) <a id='raw'></a>\n", tags="python")
    blog.post("posts/b.md", "# B\n\n## A part\n\nText.\n")
    blog.post("posts/c/index.md", "# C\n")
    blog.post("posts/a name with spaces.md", "# D\n")
    run = blog.run("build", "--strict")
    assert (run.returncode == 0) == (rendered is not None), run.stderr
    if rendered is None:
        assert run.stderr.count("ERROR") == 1
        assert "posts/a.md:9:1: ERROR: the link" in run.stderr
        return
    page = blog.read("_build/html/posts/a.html")
    found = re.search(r'<a [^>]*href="([^"]*)"[^>]*><span[^>]*>word', page)
    assert found
    assert found[1] == rendered


@pytest.mark.parametrize("written", ["b.md", "b.html", "../posts/b.html"])
def test_a_link_in_an_excerpt_leads_there_from_any_listing(blog: Blog, written: str) -> None:
    blog.post("posts/a.md", f"# A\n\nA [word]({written}).\n", tags="python")
    blog.post("posts/b.md", "# B\n")
    assert blog.run("build", "--strict").returncode == 0
    for listing, up in (("blog.html", ""), ("blog/tag/python.html", "../../")):
        page = blog.read(f"_build/html/{listing}")
        found = re.search(r'<a [^>]*href="([^"]*)"[^>]*><span[^>]*>word', page)
        assert found
        assert found[1] == f"{up}posts/b.html"


@pytest.mark.parametrize("name", ["café.jpg", "two words.jpg", "日本.jpg", "a+b&c.jpg", "100%.jpg"])
def test_a_picture_of_any_name_is_shown(blog: Blog, name: str) -> None:
    (blog.root / "posts").mkdir()
    Image.new("RGB", (2, 2)).save(blog.root / "posts" / name)
    written = name.replace("%", "%25")
    blog.post("posts/a.md", f"# A\n\nSome text.\n\n![A dot](<{written}>)\n")
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    assert (blog.root / "_build/html/_images" / name).exists()


def test_a_dead_reference_in_restructuredtext_fails_the_build(blog: Blog) -> None:
    blog.write("posts/a.rst", "A\n=\n\n.. post:: 1 May 2026\n\n:ref:`nowhere`\n")
    assert blog.run("build").returncode == 1
    blog.write("posts/a.rst", "A\n=\n\n.. post:: 1 May 2026\n\n.. image:: gone.png\n")
    assert blog.run("build").returncode == 1


WAYS = ["b", "b.html", "b.md", "c/", "/old/address.html", "/blog/tag/new.html", "part"]


@pytest.mark.parametrize("written", WAYS)
def test_a_link_follows_what_other_documents_become(blog: Blog, written: str) -> None:
    """A document is not read again when another changes: its page is only written again."""
    blog.post("posts/a.md", f"# A\n\n[word]({written}) [own](#top)\n")
    blog.sphinx("html", "-d", "trees")
    without = blog.read("out/posts/a.html")
    blog.post("posts/b.md", "# B\n\n(part)=\n## Part\n", redirect="old/address", tags="new")
    blog.post("posts/c/index.md", "# C\n")
    blog.sphinx("html", "-d", "trees", "-a")
    incremental = blog.read("out/posts/a.html")
    blog.sphinx("html", "-d", "other-trees", "-a", "-E")
    assert _links(incremental) == _links(blog.read("out/posts/a.html"))
    assert _links(incremental) != _links(without)
    for name in ("b.md", "c/index.md"):
        (blog.root / "posts" / name).unlink()
    blog.sphinx("html", "-d", "trees", "-a")
    assert _links(blog.read("out/posts/a.html")) == _links(without)


def _links(page: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(?:<span[^>]*>)?(?:word|own)', page)


@pytest.mark.parametrize("written", ["b", "b.html", "gone", "/blog.html", "#part", "c.html#part"])
def test_what_is_read_does_not_depend_on_other_documents(blog: Blog, written: str) -> None:
    blog.post("posts/a.md", f"# A\n\n[word]({written})\n")
    blog.sphinx("html", "-d", "trees")
    alone = _doctree(blog, "trees")
    blog.post("posts/b.md", "# B\n\n(part)=\n## Part\n")
    blog.post("posts/c.md", "# C\n\n## Part\n")
    blog.sphinx("html", "-d", "other-trees")
    assert _doctree(blog, "other-trees") == alone


def _doctree(blog: Blog, folder: str) -> str:
    doctree = pickle.loads((blog.root / folder / "posts/a.doctree").read_bytes())  # noqa: S301 - ours
    return str(doctree.pformat())
