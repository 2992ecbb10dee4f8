"""Links and pictures, in every form that authors write them, lead to what they mean."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from PIL import Image

from tests.blogkit.conftest import Blog, begin_blog

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


LINKS = {
    "b.md": "b.html",
    "b.html": "b.html",
    "b": "b.html",
    "/posts/b.md": "b.html",
    "/posts/b.html": "b.html",
    "../posts/b.html#a-part": "b.html#a-part",
    "b.md#a-part": "b.html#a-part",
    "<a name with spaces.md>": "a%20name%20with%20spaces.html",
    "a%20name%20with%20spaces.html": "a%20name%20with%20spaces.html",
    "c/": "c/index.html",
    "c/index.html": "c/index.html",
    "../blog.html": "../blog.html",
    "/blog/tag/python.html": "../blog/tag/python.html",
    "/blog/atom.xml": "../blog/atom.xml",
    "/robots.txt": "../robots.txt",
    "../search.html": "../search.html",
    "tel:+15551234": "tel:+15551234",
    "#": "#",
    "#top": "#top",
    "#raw": "#raw",
}
DEAD = ("b.html#A-Part", "gone.html", "/blog/tag/gone.html")
IN_EXCERPTS = ("b.md", "b.html", "../posts/b.html")
PICTURES = ("café.jpg", "two words.jpg", "日本.jpg", "a+b&c.jpg", "100%.jpg")
WAYS = ("b", "b.html", "b.md", "c/", "/old/address.html", "/blog/tag/new.html", "part")
READ_ALONE = ("b", "b.html", "gone", "/blog.html", "#part", "c.html#part")


def _post_each(blog: Blog, written: Iterable[str], text: str) -> None:
    """`posts/0.md` and so on: a post for each way of writing, which *text* shows."""
    for number, each in enumerate(written):
        blog.post(f"posts/{number}.md", f"# The post {number}\n\n{text.format(each)}\n")


def _begin(folder: Path, written: Iterable[str]) -> Blog:
    """A blog with much to lead to, and a post for each link."""
    blog = begin_blog(folder, "html_extra_path = ['extra']\n")
    blog.write("extra/robots.txt", "")
    _post_each(blog, written, "[word]({}) <a id='raw'></a>")
    blog.post("posts/b.md", "# B\n\n## A part\n\nText.\n", tags="python")
    blog.post("posts/c/index.md", "# C\n")
    blog.post("posts/a name with spaces.md", "# D\n")
    return blog


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = _begin(tmp_path_factory.mktemp("linked"), LINKS)
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    return blog


@pytest.mark.parametrize("written", LINKS)
def test_a_link_leads_to_the_page(linked: Blog, written: str) -> None:
    page = linked.read(f"_build/html/posts/{[*LINKS].index(written)}.html")
    found = re.search(r'<a [^>]*href="([^"]*)"[^>]*><span[^>]*>word', page)
    assert found
    assert found[1] == LINKS[written]


@pytest.fixture(scope="module")
def told_of_dead_links(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    run = _begin(tmp_path_factory.mktemp("dead"), DEAD).run("build", "--strict")
    assert run.returncode == 1
    return [line for line in run.stderr.splitlines() if "ERROR" in line]


@pytest.mark.parametrize("number", range(len(DEAD)), ids=DEAD)
def test_a_dead_link_is_told_of(told_of_dead_links: list[str], number: int) -> None:
    assert len(told_of_dead_links) == len(DEAD)
    assert told_of_dead_links[number].startswith(f"posts/{number}.md:8:1: ERROR: the link")


@pytest.fixture(scope="module")
def excerpted(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = begin_blog(tmp_path_factory.mktemp("excerpted"))
    for number, written in enumerate(IN_EXCERPTS):
        text = f"# The post {number}\n\nA [word {number}]({written}).\n"
        blog.post(f"posts/{number}.md", text, tags="python")
    blog.post("posts/b.md", "# B\n")
    assert blog.run("build", "--strict").returncode == 0
    return blog


@pytest.mark.parametrize("number", range(len(IN_EXCERPTS)), ids=IN_EXCERPTS)
def test_a_link_in_an_excerpt_leads_there_from_any_listing(excerpted: Blog, number: int) -> None:
    for listing, up in (("blog.html", ""), ("blog/tag/python.html", "../../")):
        page = excerpted.read(f"_build/html/{listing}")
        found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*><span[^>]*>word {number}', page)
        assert found
        assert found[1] == f"{up}posts/b.html"


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = begin_blog(tmp_path_factory.mktemp("illustrated"))
    written = (name.replace("%", "%25") for name in PICTURES)
    _post_each(blog, written, "Some text.\n\n![A dot](<{}>)")
    for number, name in enumerate(PICTURES):
        Image.new("RGB", (2, 2 + number)).save(blog.root / "posts" / name)
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    return blog


@pytest.mark.parametrize("number", range(len(PICTURES)), ids=PICTURES)
def test_a_picture_of_any_name_is_shown(illustrated: Blog, number: int) -> None:
    assert (illustrated.root / "_build/html/_images" / PICTURES[number]).exists()
    page = illustrated.read(f"_build/html/posts/{number}.html")
    assert f'src="../_images/{quote(PICTURES[number].removesuffix(".jpg"))}-' in page


def test_a_dead_reference_in_restructuredtext_fails_the_build(blog: Blog) -> None:
    blog.write("posts/a.rst", "A\n=\n\n.. post:: 1 May 2026\n\n:ref:`nowhere`\n")
    assert blog.run("build").returncode == 1
    blog.write("posts/a.rst", "A\n=\n\n.. post:: 1 May 2026\n\n.. image:: gone.png\n")
    assert blog.run("build").returncode == 1


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The links of each post's page: alone, after others came, built anew, after these went."""
    blog = begin_blog(tmp_path_factory.mktemp("following"))
    _post_each(blog, WAYS, "[word]({}) [own](#top)")
    found = {"without": _links_after(blog, "-d", "trees")}
    blog.post("posts/b.md", "# B\n\n(part)=\n## Part\n", redirect="old/address", tags="new")
    blog.post("posts/c/index.md", "# C\n")
    found["incremental"] = _links_after(blog, "-d", "trees", "-a")
    found["clean"] = _links_after(blog, "-d", "other-trees", "-a", "-E")
    for name in ("b.md", "c/index.md"):
        (blog.root / "posts" / name).unlink()
    return {**found, "gone": _links_after(blog, "-d", "trees", "-a")}


def _links_after(blog: Blog, *arguments: str) -> list[str]:
    blog.sphinx("html", *arguments)
    texts = (blog.read(f"out/posts/{number}.html") for number in range(len(WAYS)))
    link = r'<a [^>]*href="([^"]*)"[^>]*>(?:<span[^>]*>)?(?:word|own)'
    return [" ".join(re.findall(link, text)) for text in texts]


@pytest.mark.parametrize("number", range(len(WAYS)), ids=WAYS)
def test_a_link_follows_what_other_documents_become(
    pages: dict[str, list[str]], number: int
) -> None:
    """A document is not read again when another changes: its page is only written again."""
    assert pages["incremental"][number] == pages["clean"][number]
    assert pages["incremental"][number] != pages["without"][number]
    assert pages["gone"][number] == pages["without"][number]


@pytest.fixture(scope="module")
def read_twice(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Each post as it was read without others, and as it was read with them."""
    blog = begin_blog(tmp_path_factory.mktemp("read"))
    _post_each(blog, READ_ALONE, "[word]({})")
    blog.sphinx("html", "-d", "trees")
    blog.post("posts/b.md", "# B\n\n(part)=\n## Part\n")
    blog.post("posts/c.md", "# C\n\n## Part\n")
    blog.sphinx("html", "-d", "other-trees")
    return [
        [_doctree(blog, folder, number) for folder in ("trees", "other-trees")]
        for number in range(len(READ_ALONE))
    ]


@pytest.mark.parametrize("number", range(len(READ_ALONE)), ids=READ_ALONE)
def test_what_is_read_does_not_depend_on_other_documents(
    read_twice: list[list[str]], number: int
) -> None:
    alone, together = read_twice[number]
    assert alone == together


def _doctree(blog: Blog, folder: str, number: int) -> str:
    path = blog.root / folder / f"posts/{number}.doctree"
    return str(pickle.loads(path.read_bytes()).pformat())  # noqa: S301 - ours
