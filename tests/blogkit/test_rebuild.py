"""What an edit touches, and what it leaves alone. That the rest is right is for test_law.py."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

LONG_AGO = 1_000_000_000


@pytest.fixture
def walk(make_blog: Callable[[str], Blog]) -> Blog:
    """Twelve posts, a label each and one for every second; a page that refers to one of them."""
    blog = make_blog("html_search = False\n")
    for number in range(12):
        fields = {
            "date": f"2026-03-{number + 1:02}",
            "tags": f"tag {number}, {('even', 'odd')[number % 2]}",
        }
        blog.post(f"posts/post-{number:02}.md", f"# Title {number}\n\nText {number}.\n", **fields)
    blog.write("index.md", "# Home\n\n```{postlist} 3\n```\n")
    blog.write("about.md", "---\norphan: true\n---\n\n# About\n\n[](posts/post-05.md)\n")
    built(blog)
    return blog


def built(blog: Blog, *arguments: str) -> set[str]:
    """Build in place, as an adopter does; the pages that were written anew."""
    before = _stamps(blog)
    run = blog.sphinx("html", "-d", "trees", *arguments)
    assert run.returncode == 0, run.stderr
    assert not run.stderr
    after = _stamps(blog)
    return {name for name, stamp in after.items() if before.get(name) != stamp}


def _stamps(blog: Blog) -> dict[str, int]:
    out = blog.root / "out"
    pages = [*out.rglob("*.html"), *out.rglob("*.xml")]
    return {path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in pages}


def edit(blog: Blog, name: str, old: str, new: str) -> None:
    text = blog.read(name)
    assert old in text
    blog.write(name, text.replace(old, new))


def test_nothing_changed_writes_nothing(walk: Blog) -> None:
    """No page, nor what Sphinx and themes write in every build: styles, inventory, notes."""
    files = [path for path in (walk.root / "out").rglob("*") if path.is_file()]
    before = {path: path.stat().st_mtime_ns for path in files}
    assert {"objects.inv", ".buildinfo", "pygments.css"} <= {path.name for path in files}
    assert not built(walk)
    assert [path for path in files if path.stat().st_mtime_ns != before[path]] == []


def test_later_text_is_on_its_page_and_in_its_feeds_only(walk: Blog) -> None:
    walk.write("posts/post-05.md", walk.read("posts/post-05.md") + "\n## More\n\nText.\n")
    written = built(walk)
    assert {name for name in written if name.endswith(".html")} == {"posts/post-05.html"}
    assert "blog/atom.xml" in written


def test_a_title_is_shown_by_its_neighbours_and_where_the_post_is_listed(walk: Blog) -> None:
    edit(walk, "posts/post-05.md", "# Title 5", "# Another title")
    written = {name for name in built(walk) if name.endswith(".html")}
    assert {"posts/post-05.html", "about.html", "blog.html", "blog/tag/tag-5.html"} <= written
    others = {f"posts/post-{number:02}.html" for number in range(12) if number not in (4, 5, 6)}
    assert not written & {*others, "index.html", "blog/tag/tag-4.html", "blog/tag/even.html"}


def test_a_new_post_is_on_its_own_page_its_neighbours_and_its_listings(walk: Blog) -> None:
    walk.post("posts/post-99.md", "# New\n\nText.\n", date="2026-04-01", tags="even")
    written = {name for name in built(walk) if name.endswith(".html")}
    assert {"posts/post-99.html", "index.html", "blog.html", "blog/tag/even.html"} <= written
    assert not written & {"about.html", "blog/tag/odd.html", "posts/post-05.html"}


def test_what_was_told_is_told_until_it_is_mended_without_reading_again(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n{ref}`nowhere`\n\n```{figure} none.png\n```\n")
    first = blog.sphinx("html", "-d", "trees")
    doctree = blog.root / "trees/posts/a.doctree"
    stamp = doctree.stat().st_mtime_ns
    second = blog.sphinx("html", "-d", "trees")
    assert "nowhere" in first.stderr
    assert "none.png" in first.stderr
    assert second.stderr == first.stderr
    assert doctree.stat().st_mtime_ns == stamp


def test_a_new_document_mends_what_could_not_be_found(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n[There](there.md)\n")
    assert "there" in blog.sphinx("html", "-d", "trees").stderr
    blog.post("posts/there.md", "# There\n\nText.\n")
    assert not blog.sphinx("html", "-d", "trees").stderr
    assert 'href="there.html"' in blog.read("out/posts/a.html")


def test_of_two_pictures_of_one_name_the_first_document_s_keeps_it(blog: Blog) -> None:
    for folder in ("a", "b"):
        blog.write(f"posts/{folder}/photo.png", PIXEL)
        blog.post(f"posts/{folder}/index.md", f"# {folder}\n\n![A dot](photo.png)\n")
    blog.sphinx("html", "-d", "trees")
    blog.write("posts/a/index.md", blog.read("posts/a/index.md") + "\nMore.\n")
    blog.sphinx("html", "-d", "trees")
    assert "_images/photo.png" in blog.read("out/posts/a/index.html")
    assert "_images/photo1.png" in blog.read("out/posts/b/index.html")


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_a_label_that_two_have_is_the_last_one_s_and_told_of_once(blog: Blog, jobs: str) -> None:
    for number in range(8):
        blog.post(f"posts/{number}.md", f"(mine)=\n# Title {number}\n\nText.\n")
    blog.write("index.md", "# Home\n\n{ref}`mine`\n")
    for _ in range(2):
        run = blog.sphinx("html", "-d", "trees", "-j", jobs)
        assert run.stderr.count("duplicate label mine") == 7
        assert "Title 7" in blog.read("out/index.html")
        blog.write("posts/3.md", blog.read("posts/3.md") + "\nMore.\n")


def test_a_build_in_place_that_was_killed_is_made_anew(walk: Blog) -> None:
    (walk.root / "trees/unfinished-html").touch()
    (walk.root / "out/posts/post-03.html").write_text("half a pa")
    assert "posts/post-03.html" in built(walk)
    assert "Title 3" in walk.read("out/posts/post-03.html")
    assert not (walk.root / "trees/unfinished-html").exists()


def test_nothing_is_said_of_extensions_that_cannot_read_in_parallel(walk: Blog) -> None:
    edit(walk, "conf.py", "html_search", "html_title = 'Another'\nhtml_search")
    built(walk, "-j", "2")  # asserts that nothing is told


def test_the_environment_holds_no_documents(walk: Blog) -> None:
    data = (walk.root / "trees/environment.pickle").read_bytes()
    environment = pickle.loads(data)  # noqa: S301 - made by this test
    seen: list[object] = []

    class Finder(pickle.Pickler):
        def persistent_id(self, found: object) -> None:
            seen.append(type(found))

    with Path("/dev/null").open("wb") as nowhere:
        Finder(nowhere).dump(environment)
    assert nodes.document not in seen
    assert len(data) < 12 * 20_000


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def test_an_edit_reaches_a_builder_that_is_not_ours(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\nBefore.\n")
    blog.sphinx("text", "-d", "trees")
    blog.write("posts/a.md", blog.read("posts/a.md").replace("Before", "After"))
    blog.sphinx("text", "-d", "trees")
    assert "After." in blog.read("out/posts/a.txt")


def test_what_another_builder_has_read_is_written_by_ours(walk: Blog) -> None:
    edit(walk, "posts/post-05.md", "Text 5", "Another text")
    assert walk.sphinx("text", "-d", "trees").returncode == 0
    assert "posts/post-05.html" in built(walk)
    assert "Another text" in walk.read("out/posts/post-05.html")


def test_another_builder_s_build_makes_nothing_anew(walk: Blog) -> None:
    walk.sphinx("text", "-d", "trees")
    stamp = (walk.root / "trees/about.doctree").stat().st_mtime_ns
    assert not built(walk)
    assert (walk.root / "trees/about.doctree").stat().st_mtime_ns == stamp


def test_a_tag_of_the_command_line_shows(walk: Blog) -> None:
    walk.write("about.md", "---\norphan: true\n---\n\n# About\n\n```{only} mine\nSecret\n```\n")
    built(walk)
    assert "about.html" in built(walk, "-t", "mine")
    assert "Secret" in walk.read("out/about.html")


def test_all_means_listings_too(walk: Blog) -> None:
    (walk.root / "out/blog/tag/odd.html").write_text("spoilt")
    assert "blog/tag/odd.html" in built(walk, "-a")


def test_a_citation_that_two_have_is_the_last_one_s_whoever_was_read_last(blog: Blog) -> None:
    blog.write("conf.py", blog.read("conf.py") + "source_suffix = ['.rst', '.md']\n")
    for name in "abc":
        text = f":orphan:\n\n{name}\n=\n\nSee [Sun]_.\n\n.. [Sun] On dials.\n"
        blog.write(f"{name}.rst", text if name != "c" else text.replace("Sun", "Moon"))
    told = blog.sphinx("html", "-j1").stderr
    assert told.count("duplicate citation Sun, other instance in") == 1
    page = blog.read("out/a.html")
    assert 'href="b.html#sun"' in page
    blog.write("a.rst", blog.read("a.rst") + "\nOther words.\n")
    assert blog.sphinx("html", "-j1").stderr == told
    assert 'href="b.html#sun"' in blog.read("out/a.html")
    blog.write("c.rst", blog.read("c.rst").replace("Moon", "Sun"))
    blog.sphinx("html", "-j1")
    assert 'href="c.html#sun"' in blog.read("out/a.html")
    assert 'href="c.html#sun"' in blog.read("out/b.html")
