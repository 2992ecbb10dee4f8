"""robots.txt, icons and manifest; cards as files of a site."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING
from urllib import robotparser

import pytest
from PIL import Image

from blogkit.metadata.files import ENOUGH_FOR_ONE
from tests.blogkit.metadata.conftest import URL, write_blog
from tests.blogkit.metadata.heads import head_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog


def test_robots_may_read_everything_and_find_the_map(site: Path) -> None:
    robots = robotparser.RobotFileParser()
    robots.parse((site / "robots.txt").read_text().splitlines())
    assert robots.can_fetch("Anybot", f"{URL}posts/a.html")
    assert robots.site_maps() == [f"{URL}sitemap.xml"]


def test_an_authors_own_robots_txt_stays(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog('html_extra_path = ["extra"]\n')
    blog.write("extra/robots.txt", "User-agent: *\nDisallow: /\n")
    blog.post("posts/a.md")
    for _ in range(2):
        assert blog.run("build").returncode == 0
        assert blog.read("_build/html/robots.txt") == "User-agent: *\nDisallow: /\n"
        blog.post("posts/b.md")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("favicon.ico", 32),
        ("apple-touch-icon.png", 180),
        ("icon-192.png", 192),
        ("icon-512.png", 512),
    ],
)
def test_icons_are_made_of_the_logo(site: Path, name: str, size: int) -> None:
    with Image.open(io.BytesIO((site / name).read_bytes())) as icon:
        assert icon.size == (size, size)
        extremes = icon.convert("L").getextrema()
    assert extremes[0] != extremes[1] or "A" in icon.getbands()
    if name == "apple-touch-icon.png":
        assert "A" not in icon.getbands()  # phones would show black through it


def test_the_manifest_names_icons_that_are_there(site: Path) -> None:
    manifest = json.loads((site / "site.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == "A blog & more"
    for icon in manifest["icons"]:
        with Image.open(site / icon["src"]) as found:
            assert f"{found.width}x{found.height}" == icon["sizes"]
    head = head_of(site / "posts/a.html")
    assert head.links["manifest"] == ["../site.webmanifest"]
    assert head.links["apple-touch-icon"] == ["../apple-touch-icon.png"]


@pytest.mark.parametrize("logo", ["", "no picture", "small"])
def test_without_a_logo_that_serves_there_are_no_icons(
    make_blog: Callable[[str], Blog], logo: str
) -> None:
    blog = make_blog('html_favicon = "logo.png"\n' if logo else "")
    small = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(small, "PNG")
    blog.write("logo.png", small.getvalue() if logo == "small" else logo)
    blog.post("posts/a.md")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    made = {each.name for each in (blog.root / "_build/html").iterdir()}
    assert not made & {"apple-touch-icon.png", "icon-192.png", "site.webmanifest"}
    assert ("favicon.ico" in made) == (logo == "small")
    assert "manifest" not in head_of(blog.root / "_build/html/posts/a.html").links


def test_each_post_that_is_published_has_a_card_and_no_other(site: Path) -> None:
    cards = {each.relative_to(site / "_cards").as_posix() for each in site.glob("_cards/**/*.png")}
    posts = {f"posts/{name}.png" for name in ("a", "b", "c d", "ü", "hostile")}
    assert cards == {"index.png"} | posts
    for card in cards:
        with Image.open(site / "_cards" / card) as picture:
            assert picture.size == (1200, 630)


def test_only_a_new_title_draws_a_card_anew(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("")
    write_blog(blog)
    cache, site = blog.root / "_build/cache/cards", blog.root / "_build/html"
    assert blog.run("build").returncode == 0
    before = {path: path.stat().st_mtime_ns for path in cache.glob("*.png")}
    pages = _stamps(site)
    blog.post("posts/b.md", "# Bees\n\nOther text.\n", date="2026-04-01", description="The same.")
    assert blog.run("build").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in cache.glob("*.png")} == before
    changed = {path for path, stamp in _stamps(site).items() if pages.get(path) != stamp}
    assert "_cards/posts/b.png" not in changed
    assert "posts/a.html" not in changed
    blog.post("posts/b.md", "# Wasps\n\nOther text.\n", date="2026-04-01")
    assert blog.run("build").returncode == 0
    assert len([*cache.glob("*.png")]) == len(before) + 1


def test_cards_can_be_left_out(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("blogkit_social_cards = False\n")
    blog.post("posts/a.md")
    assert blog.run("build", "--strict").returncode == 0
    head = head_of(blog.root / "_build/html/posts/a.html")
    assert "og:image" not in head.meta
    assert head.one("twitter:card") == "summary"
    assert not (blog.root / "_build/html/_cards").exists()


def _stamps(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_mtime_ns
        for path in site.rglob("*")
        if path.is_file()
    }


def test_cards_of_many_posts_are_drawn_while_pages_are_written(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("")
    for number in range(ENOUGH_FOR_ONE + 10):
        blog.post(f"posts/p{number}.md", f"# Post {number}\n\nText.\n")
    drawn = {}
    for jobs in ("1", "2"):
        shutil.rmtree(blog.root / "_build", ignore_errors=True)
        run = blog.run("build", "-j", jobs)
        assert run.returncode == 0, run.stderr
        folder = blog.root / "_build/html/_cards"
        drawn[jobs] = {
            path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.png")
        }
    assert drawn["1"] == drawn["2"]
    assert len(drawn["1"]) == ENOUGH_FOR_ONE + 10 + 1  # the blog's own
