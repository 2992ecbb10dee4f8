"""What authors choose for their posts: the picture that stands for one, and its translations."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.blogkit.conftest import Blog
from tests.blogkit.metadata.conftest import URL
from tests.blogkit.metadata.heads import head_of
from tests.blogkit.photos.pictures import photograph

if TYPE_CHECKING:
    from pathlib import Path

# Each is known by the blog's model, in whichever order these parts of it are built.
pytest.importorskip("blogkit.blog.picture", reason="posts know no pictures of their own yet")
pytest.importorskip("blogkit.blog.translations", reason="posts know no translations yet")

CONF = f"""\
project = author = "A blog"
extensions = ["myst_parser", "ablog", "blogkit"]
html_theme = "basic"
blog_baseurl = "{URL}"
blog_languages = {{"en": ("English", None), "pt_BR": ("Português", None)}}
blog_default_language = "en"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blog = Blog(tmp_path_factory.mktemp("chosen") / "blog")
    blog.write("conf.py", CONF)
    blog.write("index.md", "# Home\n\n```{postlist} 2\n```\n")
    photo = io.BytesIO()
    photograph(1000, 700).save(photo, "JPEG")
    blog.write("posts/lake view.jpg", photo.getvalue())
    words = "# A lake\n\nText.\n\n![The lake at dawn](<lake view.jpg>)\n"
    blog.post("posts/numbered.md", words, image="1", translations="lake")
    blog.post(
        "posts/named.md",
        "# Um lago\n\nTexto.\n",
        image="lake view.jpg",
        language="pt_BR",
        translations="lake",
    )
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    blog.write("posts/plan.svg", drawing)
    blog.post("posts/drawn.md", "# A plan\n\nText.\n", image="plan.svg")
    remote = "![Elsewhere](https://x.example/plan.svg?v=2)\n"
    blog.post("posts/remote.md", f"# A remote plan\n\nText.\n\n{remote}", image="1")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    return blog.root / "_build" / "html"


@pytest.mark.parametrize("page", ["numbered", "named"])
def test_the_chosen_picture_is_shared_as_it_is_published(site: Path, page: str) -> None:
    head = head_of(site / f"posts/{page}.html")
    address = head.one("og:image")
    with Image.open(site / address.removeprefix(URL).replace("%20", " ")) as shown:
        assert shown.format == "JPEG"
        size = [str(each) for each in shown.size]
    assert [head.one("og:image:width"), head.one("og:image:height")] == size
    assert head.thing("BlogPosting")["image"]["url"] == address
    assert not (site / f"_cards/posts/{page}.png").exists()
    if page == "numbered":
        assert head.one("og:image:alt") == "The lake at dawn"


@pytest.mark.parametrize("page", ["drawn", "remote"])
def test_a_drawing_gives_way_to_the_card_that_social_networks_show(site: Path, page: str) -> None:
    head = head_of(site / f"posts/{page}.html")
    card = f"_cards/posts/{page}.png"
    assert head.one("og:image") == head.one("twitter:image") == URL + card
    assert head.thing("BlogPosting")["image"]["url"] == URL + card
    with Image.open(site / card) as shown:
        assert shown.size == (1200, 630)


def test_translations_name_each_other_and_themselves(site: Path) -> None:
    languages = {"en": f"{URL}posts/numbered.html", "pt-BR": f"{URL}posts/named.html"}
    for page in ("numbered", "named"):
        assert head_of(site / f"posts/{page}.html").languages == languages
    head = head_of(site / "posts/named.html")
    assert head.one("og:locale") == "pt_BR"
    assert head.thing("BlogPosting")["inLanguage"] == "pt-BR"
    assert not head_of(site / "index.html").languages
