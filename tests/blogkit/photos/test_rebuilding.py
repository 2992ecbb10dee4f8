"""What a changed picture touches, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blogkit.law_builds import expect_same, snapshot, stamps
from tests.blogkit.photos.conftest import draw

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog


@pytest.fixture
def walk(photo_blog: Blog) -> Blog:
    """Three posts with a picture each, the first of which a listing shows."""
    for number in range(3):
        text = f"# Title {number}\n\nWords.\n\n![A lake](p{number}.jpg)\n"
        photo_blog.post(f"posts/a{number}.md", text, tags=f"t{number}", image="1")
    photo_blog.write("index.md", "# Home\n")
    build(photo_blog)
    return photo_blog


def build(blog: Blog, *arguments: str, builder: str = "html") -> set[str]:
    """Build in place; the pages that were written anew, by their names."""
    before = stamps(blog.root / "out")
    run = blog.sphinx(builder, "-W", "-d", "trees", *arguments)
    assert run.returncode == 0, run.stderr
    after = stamps(blog.root / "out")
    return {name for name in after if name.endswith(".html") and before.get(name) != after[name]}


def cleanly(blog: Blog) -> None:
    """The site must be what a build from nothing makes."""
    out = blog.root / "out"
    made = snapshot(out)
    out.rename(out.with_name("before"))
    build(blog, "-E")
    expect_same(made, snapshot(out))


def test_only_pages_that_show_a_changed_picture_are_written(walk: Blog) -> None:
    draw(walk, "posts/p1.jpg", 800, 600)
    written = build(walk)
    assert {"posts/a1.html", "blog/tag/t1.html"} <= written
    assert not written & {"posts/a0.html", "posts/a2.html", "blog/tag/t0.html", "index.html"}
    assert not build(walk)
    assert 'width="800" height="600"' in walk.read("out/blog/tag/t1.html")
    cleanly(walk)


def test_what_no_page_shows_any_more_leaves_the_site(walk: Blog) -> None:
    shown = {path.name for path in (walk.root / "out/_images").glob("p1*")}
    walk.write("posts/a1.md", walk.read("posts/a1.md").replace("![A lake](p1.jpg)", ""))
    build(walk)
    assert shown
    assert not {path.name for path in (walk.root / "out/_images").glob("p1*")}
    cleanly(walk)


def test_a_file_that_was_lost_comes_back(walk: Blog) -> None:
    (walk.root / "out/_images/p1.jpg").unlink()
    assert not build(walk)
    assert (walk.root / "out/_images/p1.jpg").is_file()


def test_of_two_pictures_with_one_content_each_has_its_own_address(walk: Blog) -> None:
    walk.write("posts/b/p0.jpg", (walk.root / "posts/p0.jpg").read_bytes())
    walk.post("posts/b/index.md", "# B\n\n![A lake](p0.jpg)\n")
    build(walk)
    assert {"p0.jpg", "p01.jpg"} <= {path.name for path in (walk.root / "out/_images").iterdir()}
    cleanly(walk)


def test_in_raw_html_too_a_picture_that_comes_later_shows(walk: Blog) -> None:
    page = "# B\n\n<div><img src='later.jpg' alt='A lake'></div>\n"
    walk.write("conf.py", walk.read("conf.py").replace(', "html_image"', ""))
    walk.post("posts/b.md", page)
    build(walk)
    assert "<img src='later.jpg' alt='A lake'>" in walk.read("out/posts/b.html")
    draw(walk, "posts/later.jpg")
    assert "posts/b.html" in build(walk)
    assert "_images/later.jpg" in walk.read("out/posts/b.html")
    cleanly(walk)


def test_many_processes_make_the_same_site(walk: Blog) -> None:
    for number in range(9):
        walk.post(f"posts/c{number}.md", f"# {number}\n\n![A lake](p{number % 3}.jpg)\n")
    one = build(walk) and snapshot(walk.root / "out")
    build(walk, "-E", "-a", "-j", "4")
    assert one
    expect_same(snapshot(walk.root / "out"), one)


def test_sites_of_one_blog_share_what_was_made(walk: Blog) -> None:
    for arguments in ([], ["--drafts"]):
        assert walk.run("build", *arguments).returncode == 0
    assert (walk.root / "_build/cache/photos").is_dir()
    assert not list((walk.root / "_build/doctrees").rglob("photos"))
    assert (walk.root / "_build/html/_images/p0.jpg").is_file()
    assert (walk.root / "_build/drafts/_images/p0.jpg").is_file()


def test_another_builder_between_changes_nothing(walk: Blog) -> None:
    assert walk.sphinx("text", "-d", "trees").returncode == 0
    assert not build(walk)


def test_a_picture_that_front_matter_names_is_followed(walk: Blog) -> None:
    """Another file, another name, other words, and a file that comes only now."""
    words = "# B\n\nWords.\n"
    walk.post("posts/b.md", words, image="p0.jpg", image_alt="A lake", tags="b")
    build(walk)
    draw(walk, "posts/p0.jpg", 800, 600)
    assert {"posts/b.html", "blog/tag/b.html"} <= build(walk)
    assert 'width="800" height="600"' in walk.read("out/posts/b.html")
    walk.post("posts/b.md", words, image="later.jpg", image_alt="A hill", tags="b")
    assert walk.sphinx("html", "-d", "trees").returncode == 0
    draw(walk, "posts/later.jpg")
    assert {"posts/b.html", "blog/tag/b.html"} <= build(walk)
    assert 'alt="A hill" src="../../_images/later.jpg"' in walk.read("out/blog/tag/b.html")
    cleanly(walk)
