"""What pages, listings and feeds show of pictures, and which files go out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from blogkit.photos.raw_html import uri_of
from tests.blogkit.photos.conftest import draw

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

IMG = re.compile(r"<img [^>]*>")
ALL_WAYS = {
    "markdown": "![A lake](p0.jpg)",
    "attributes": '![A lake](p0.jpg){width="400px" .mine}',
    "image": "```{image} p0.jpg\n:alt: A lake\n```",
    "figure": "```{figure} p0.jpg\n:alt: A lake\n\nWords\n```",
    "gallery": "```{gallery}\n![A lake](p0.jpg)\n```",
    "inline HTML": 'Here <img src="p0.jpg" alt="A lake">.',
    "an HTML image": '<img src="p0.jpg" alt="A lake">',
    "an HTML block": '<p align="center"><IMG alt="A lake"\nsrc="/posts/p0.jpg"></p>',
    "a table": "| A | B |\n| - | - |\n| ![A lake](p0.jpg) | b |",
    "a list": "- ![A lake](p0.jpg)",
    "a link": "[![A lake](p0.jpg)](https://example.org/)",
    "a heading": "### With ![A lake](p0.jpg)",
}


def build(blog: Blog, text: str, builder: str = "html", **fields: str) -> str:
    blog.post("posts/a.md", f"# A\n\n{text}\n", **fields)
    run = blog.sphinx(builder, "-W", "-d", "trees")
    assert run.returncode == 0, run.stderr
    return blog.read("out/posts/a/index.html" if builder == "dirhtml" else "out/posts/a.html")


def pictures(blog: Blog) -> set[str]:
    return {path.name for path in (blog.root / "out/_images").iterdir()}


@pytest.mark.parametrize("way", ALL_WAYS)
def test_a_picture_written_in_any_way_comes_in_several_sizes(photo_blog: Blog, way: str) -> None:
    page = build(photo_blog, f"## Part\n\n{ALL_WAYS[way]}")
    assert '<picture><source type="image/avif" srcset="../_images/p0-344.' in page
    (tag,) = (each for each in IMG.findall(page) if "p0" in each)
    size = 'width="400" height="267"' if way == "attributes" else 'width="900" height="600"'
    for part in ('alt="A lake"', 'src="../_images/p0.jpg"', size, 'loading="lazy"'):
        assert part in tag
    assert "style=" not in tag
    assert _is_not_the_original(photo_blog, "p0.jpg")


def _is_not_the_original(blog: Blog, name: str) -> bool:
    published = (blog.root / "out/_images" / name).read_bytes()
    return published != (blog.root / "posts" / name).read_bytes()


def test_in_directories_addresses_lead_up_further(photo_blog: Blog) -> None:
    page = build(photo_blog, '![A lake](p0.jpg)\n\n<p><img src="p1.jpg" alt="B"></p>', "dirhtml")
    assert page.count('src="../../_images/p') == 2
    assert {"p0.jpg", "p1.jpg"} <= pictures(photo_blog)


def test_the_first_picture_above_all_sections_is_fetched_at_once(photo_blog: Blog) -> None:
    page = build(photo_blog, "![A lake](p0.jpg)\n\n![B](p1.jpg)\n\n## Part\n\n![C](p2.jpg)")
    assert [("eager" in tag, "high" in tag) for tag in IMG.findall(page)] == [
        (True, True),
        (False, False),
        (False, False),
    ]


@pytest.mark.parametrize("first", ["Table of Contents\n---\n\n", "## Part\n\n", "Part\n---\n\n"])
def test_below_a_section_s_heading_no_picture_is(photo_blog: Blog, first: str) -> None:
    assert "eager" not in build(photo_blog, f"{first}![A lake](p0.jpg)")


def test_in_raw_html_it_may_be_the_first(photo_blog: Blog) -> None:
    page = build(photo_blog, '<p><img src="p0.jpg" alt="A"><img src="p1.jpg" alt="B"></p>')
    assert ["eager" in tag for tag in IMG.findall(page)] == [True, False]


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        (
            "![A drawing](d.svg)",
            '<img alt="A drawing" src="../_images/d.svg" class="photo" width="300" height="150"',
        ),
        (
            "![Elsewhere](https://example.org/x.jpg)",
            '<img alt="Elsewhere" src="https://example.org/x.jpg" class="photo"',
        ),
        (
            "![A dance](dance.gif)",
            '<img alt="A dance" src="../_images/dance.gif" class="photo" width="40" height="30"',
        ),
    ],
)
def test_drawings_animations_and_remote_pictures_keep_their_form(
    photo_blog: Blog, written: str, tag: str
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150"/>'
    photo_blog.write("posts/d.svg", svg)
    draw(photo_blog, "posts/dance.gif", 40, 30)
    end = ' loading="lazy" decoding="async">'
    assert tag + end in build(photo_blog, f"## Part\n\n{written}")


def test_a_picture_of_the_author_s_own_making_is_left_alone(photo_blog: Blog) -> None:
    photo_blog.write("extra/posts/x.avif", "")
    photo_blog.write("conf.py", photo_blog.read("conf.py") + "html_extra_path = ['extra']\n")
    html = '<picture>\n<source srcset="x.avif"><img src="p0.jpg" alt="A"></picture>'
    assert html in build(photo_blog, html)


def test_a_listing_shows_it_lazily_and_a_feed_by_its_whole_address(photo_blog: Blog) -> None:
    build(photo_blog, "![A lake](p0.jpg)\n\nWords.", tags="python", image="1")
    listing = photo_blog.read("out/blog/tag/python.html")
    assert '<picture><source type="image/avif" srcset="../../_images/p0-344.' in listing
    assert 'src="../../_images/p0.jpg"' in listing
    assert "</source>" not in listing
    assert "eager" not in listing
    assert "blogkit-photos.css" in listing
    feed = photo_blog.read("out/blog/atom.xml")
    assert 'src="https://blog.example.org/_images/p0.jpg"' in feed
    assert 'width="900" height="600"' in feed
    assert "srcset" not in feed


def test_styles_and_script_come_only_with_pictures(photo_blog: Blog) -> None:
    page = build(photo_blog, "![A lake](p0.jpg)")
    assert '<link rel="stylesheet" type="text/css" href="../_static/blogkit-photos.css?v=' in page
    assert "blogkit-photos.js" in page
    assert (photo_blog.root / "out/_static/blogkit-photos.css").is_file()
    assert "blogkit-photos" not in build(photo_blog, "Only words.")


def test_originals_are_kept_back_whatever_they_are(photo_blog: Blog) -> None:
    draw(photo_blog, "posts/t.tiff")
    draw(photo_blog, "posts/w.webp")
    build(photo_blog, "![A lake](p0.jpg)\n\n![A hill](t.tiff)\n\n![A sea](w.webp)")
    originals = {path.read_bytes() for path in (photo_blog.root / "posts").glob("*.*")}
    site = [path for path in (photo_blog.root / "out").rglob("*") if path.is_file()]
    assert not [path for path in site if path.read_bytes() in originals]
    assert {"p0.jpg", "t.tiff", "w.webp"} <= pictures(photo_blog)


def test_a_picture_that_cannot_be_read_is_told_once_and_the_build_goes_on(
    photo_blog: Blog,
) -> None:
    whole = (photo_blog.root / "posts/p0.jpg").read_bytes()
    photo_blog.write("posts/half.jpg", whole[: len(whole) // 2])
    photo_blog.write("posts/text.jpg", "Words, no picture.")
    photo_blog.post("posts/a.md", "# A\n\n![A lake](text.jpg)\n\nSee ![Half & half](half.jpg)\n")
    for _ in range(2):
        run = photo_blog.sphinx("html", "-d", "trees")
        assert run.returncode == 0
        half, text = sorted(run.stderr.splitlines())
        assert half.startswith("posts/a.md:10:5: WARNING: 'half.jpg' cannot be shown")
        assert half.endswith("[blogkit.unreadable-image]")
        assert text.startswith("posts/a.md:8:1: WARNING: 'text.jpg' cannot be read as a picture")
    assert '<em class="photo-unreadable">Half &amp; half</em>' in photo_blog.read(
        "out/posts/a.html"
    )
    assert not (photo_blog.root / "out/_images").exists()


def test_what_others_look_for_on_a_page_is_the_published_picture(photo_blog: Blog) -> None:
    conf = (
        'extensions.append("sphinxext.opengraph")\nogp_site_url = "https://blog.example.org/"\n'
        "ogp_use_first_image = True\nogp_social_cards = {'enable': False}\n"
    )
    photo_blog.write("conf.py", photo_blog.read("conf.py") + conf)
    page = build(photo_blog, "![A lake](p0.jpg)")
    assert '<meta property="og:image" content="https://blog.example.org/_images/p0.jpg" />' in page


@pytest.mark.parametrize("src", ["//[", "http://[x", "%00.jpg", "../../a.jpg", "#x", "", "?"])
def test_what_is_no_address_of_the_blog_s_is_none(src: str) -> None:
    assert uri_of(src, "posts/a") == ""


@pytest.mark.parametrize(
    "src",
    ["data:image/png;base64,x", "../../../etc/passwd", "%00.jpg", "", "#x"],
)
def test_no_address_in_html_breaks_a_build(photo_blog: Blog, src: str) -> None:
    html = f'<div><img src="{src}" alt="A"><img alt="B"><img</div>\n\n<p><IMG SRC=p0.jpg'
    photo_blog.post("posts/a.md", f"# A\n\n{html}\n")
    assert photo_blog.sphinx().returncode == 0
    assert f'src="{src}"' in photo_blog.read("out/posts/a.html")


def test_without_a_place_for_pictures_the_author_is_told_where_and_why(photo_blog: Blog) -> None:
    photo_blog.post("posts/a.md", "# A\n\n![A lake](p0.jpg)\n")
    photo_blog.write("_build/cache", "a file")
    run = photo_blog.run("build")
    assert run.returncode == 1
    lines = run.stderr.splitlines()
    words = "the pictures: cannot be kept in _build/cache/photos: "
    assert any(line.startswith(words) and "make room there" in line for line in lines), lines
    assert "Traceback" not in run.stderr
