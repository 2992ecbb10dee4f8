"""What is taken from a page's HTML: what its readers see, and nothing else."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.search import kept
from blogkit.search.index import CODE_BITS
from blogkit.search.page_text import MOST_PARTS, PART, page_text, weighed

module = import_module("blogkit.search.page_text")  # the package has a function of this name
PAGE = """\
<section id="lisbon"><h1>Lisbon<a class="headerlink" href="#lisbon">#</a></h1>
<p>We <b>walk</b>ed up
the hill.</p>
<!-- never shown -->
<section id="contents"><h2>Contents</h2>
<ul><li><p><a href="#tram">The tram</a></p><ul><li><a href="#more">More</a></li></ul></li></ul></section>
<section id="tram"><h2>The tram<a class="headerlink" href="#tram">#</a></h2>
<p>🔝 <sub><a href="#contents"><strong>back to top</strong></a></sub></p>
<p>See <a href="#contents">the list</a>.</p>
<table><tr><td>one</td><td>two</td></tr></table>
<script>var hidden = 1</script><p hidden>unseen</p>
<ul class="postlist"><li><a href="a.html">Another post</a></li></ul>
<picture><source srcset="../_images/a.avif"><img alt="A tram" src="../_images/a.jpg"
 srcset="../_images/a-480.jpg 480w, ../_images/a-800.jpg 800w"></picture></section></section>
"""


def test_a_page() -> None:
    found = page_text(PAGE, title="Lisbon", labels=["travel"], address="posts/lisbon.html")
    assert found.title == "Lisbon"
    assert found.picture == "_images/a-480.jpg"
    (text,) = found.parts
    assert text.split("\n") == [
        "We walked up the hill.",
        "Contents",
        "The tram",
        "See the list.",
        "one",
        "two",
    ]


def test_title_labels_and_headings_count_more() -> None:
    html = f"<h1>Tokyo</h1><h2>Tram</h2><p>Hill. {'many ' * 8}</p>"
    words = page_text(html, title="Tokyo", labels=["travel"], address="x.html").words
    assert words["tokyo"] > words["travel"] > words["many"] > words["tram"] > words["hill"] == 0


def test_pages_without_a_title_or_words() -> None:
    for html in ("", "<p></p>", "<!-- only -->"):
        found = page_text(html, title="", labels=[], address="x.html")
        assert (found.parts, found.words, found.picture) == (("",), {}, "")


def test_a_picture_of_another_host_is_not_shown() -> None:
    for source in ("https://a.example/x.png", "//a.example/x.png", "data:image/png;base64,AA"):
        html = f'<p><img src="{source}"></p>'
        assert page_text(html, title="", labels=[], address="x.html").picture == ""


def test_a_long_text_is_in_parts_and_its_words_say_in_which() -> None:
    lines = "".join(f"<p>{f'word{each} ' * 20}</p>" for each in range(400))
    found = page_text(lines, title="", labels=[], address="x.html")
    assert 1 < len(found.parts) <= MOST_PARTS
    assert all(len(each) <= PART for each in found.parts)
    assert "\n".join(found.parts).count("word399") == 20
    assert found.words["word0"] // 8 == 0
    assert found.words["word399"] // 8 == len(found.parts) - 1


def test_no_text_has_more_parts_than_letters_name() -> None:
    html = f"<p>{'endless ' * 60_000}</p>"
    assert len(page_text(html, title="", labels=[], address="x.html").parts) <= MOST_PARTS


def test_nor_has_one_whose_lines_end_behind_the_middle_of_parts() -> None:
    """Their words would be taken for those of another page."""
    html = f"<p>{'w ' * (PART // 4 + 50)}</p>" * (MOST_PARTS * 2)
    found = page_text(html, title="", labels=[], address="x.html")
    assert len(found.parts) <= MOST_PARTS
    assert max(found.words.values()) < 2**CODE_BITS


@pytest.mark.parametrize(
    "html", ["a\x00b", "\x0b\ufffe", "&#0;", "<p>" * 5000, "<" * 100, "\ud800"]
)
def test_hostile_html_is_read_somehow(html: str) -> None:
    found = page_text(html, title="\ud800", labels=[], address="x.html")
    page = kept.Found.of(found, address="x.html", day="", date="", tags=())
    again = kept.read(kept.json_bytes(vars(page)))
    assert again.address == "x.html"
    assert dict(zip(again.words.split(), bytes.fromhex(again.codes), strict=True)) == found.words


words = st.lists(st.sampled_from(["a", "b", "c", "d", "story"]), max_size=9).map(" ".join)


@given(words, st.lists(words, max_size=2), st.lists(words, max_size=3), st.lists(words, max_size=3))
def test_each_word_counts_by_where_and_how_often_it_stands(
    title: str, labels: list[str], headings: list[str], parts: list[str]
) -> None:
    every = {word for text in (title, *labels, *headings, *parts) for word in text.split()}
    weights = weighed(title, labels, headings, parts)
    assert weights.keys() == every
    for word in every:
        times = sum(part.split().count(word) for part in parts)
        often = 0 if times < 2 else 1 if times < 4 else 2 if times < 8 else 3
        weight = often + 2 * any(word in each.split() for each in headings)
        weight = 6 if any(word in each.split() for each in labels) else weight
        weight = 7 if word in title.split() else weight
        place = next((at for at, part in enumerate(parts) if word in part.split()), 0)
        assert weights[word] == place * 8 + weight


@pytest.mark.parametrize(
    ("attribute", "is_seen"),
    [
        ('class="postlist-x"', False),
        ('class="a cards"', False),
        ('class="a headerlink"', False),
        ('class="linenos"', False),
        ("hidden", False),
        ('class="postcards"', True),
        ('class=""', True),
        ('id="cards"', True),
    ],
)
def test_what_is_listed_or_hidden_is_not_found(attribute: str, *, is_seen: bool) -> None:
    found = page_text(f"<div {attribute}>one</div>two", title="", labels=(), address="a.html")
    assert ("one" in found.words) == is_seen
    assert "two" in found.words


of_pages = st.sampled_from(
    [
        *('<span class="k">', "</span>", '<span class="pre">', '<span class="linenos">', "<!--"),
        *("<span hidden>", "<p>", "</p>", "<b>", "<pre>", "</pre>", "<h2>", "-->", "\n", " "),
        *('<a href="#b">', "</a>", '<span class="k"', ">", "a", "def", "&lt;", "<script>", '"'),
        *("</script>", "<ul>", "</ul>", "<td>", "é", '<img src="a.png">'),
    ]
)


@given(st.lists(of_pages, max_size=20).map("".join))
def test_the_signs_of_programs_are_words_as_any_other(html: str) -> None:
    found = page_text(html, title="", labels=(), address="a.html")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SIGN", re.compile("(?!)(.)"))
        assert page_text(html, title="", labels=(), address="a.html") == found
