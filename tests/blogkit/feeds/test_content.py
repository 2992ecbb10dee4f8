"""A post's HTML away from its page: nothing relative is left, and nothing is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.feeds.content import absolute, post_content

PAGE = "https://e.org/blog/posts/x.html"
TEXT = "Wör<d>s &amp; &lt;more&gt; 🔝"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="y.html#z">y</a>', '<a href="https://e.org/blog/posts/y.html#z">y</a>'),
        ('<a href="#z">z</a>', f'<a href="{PAGE}#z">z</a>'),
        ('<a href="">here</a>', f'<a href="{PAGE}">here</a>'),
        ('<a href="/y">y</a>', '<a href="https://e.org/y">y</a>'),
        ('<a href="//cdn.org/y">y</a>', '<a href="https://cdn.org/y">y</a>'),
        ('<a href="?q=1">q</a>', f'<a href="{PAGE}?q=1">q</a>'),
        ('<a href="mailto:a@e.org">a</a>', '<a href="mailto:a@e.org">a</a>'),
        ('<a href="//[">broken</a>', '<a href="//[">broken</a>'),
        ('<img src="../i/a.png">', '<img src="https://e.org/blog/i/a.png">'),
        ('<img src="">', '<img src="">'),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        (
            '<img srcset="a.png, b,c.png 2x,data:image/png;base64,A 3x">',
            (
                '<img srcset="https://e.org/blog/posts/a.png, https://e.org/blog/posts/b,c.png 2x,'
                ' data:image/png;base64,A 3x">'
            ),
        ),
        (
            '<video poster="p.png"><source src="v.mp4"><track src="t.vtt"></video>',
            (
                '<video poster="https://e.org/blog/posts/p.png">'
                '<source src="https://e.org/blog/posts/v.mp4">'
                '<track src="https://e.org/blog/posts/t.vtt"></video>'
            ),
        ),
        ('<object data="o.pdf"></object>', '<object data="https://e.org/blog/posts/o.pdf"></object>'),
        ('<q cite="s">q</q>', '<q cite="https://e.org/blog/posts/s">q</q>'),
        ('<form action="f"></form>', '<form action="https://e.org/blog/posts/f"></form>'),
        (
            "<p style=\"background: url( 'b.png' ) red\">b</p>",
            "<p style=\"background: url('https://e.org/blog/posts/b.png') red\">b</p>",
        ),
        ('<p style="fill: url(#f)">f</p>', '<p style="fill: url(#f)">f</p>'),
        (
            '<img usemap="#m"><map name="m"><area href="a"></map>',
            '<img usemap="#m"><map name="m"><area href="https://e.org/blog/posts/a"></map>',
        ),
        (
            '<svg><g id="s"></g><use xlink:href="#s"></use><a href="#z">z</a></svg>',
            f'<svg><g id="s"></g><use xlink:href="#s"></use><a href="{PAGE}#z">z</a></svg>',
        ),
        ('<math><mi href="#z">z</mi></math>', f'<math><mi href="{PAGE}#z">z</mi></math>'),
        ('<h2 id="t">T<a class="headerlink" href="#t">¶</a></h2>after', "<h2>T</h2>after"),
        ("a<!-- note to self -->b<script>alert(1)</script>c<style>p {}</style>d", "abcd"),
        ('<base href="https://elsewhere.org/"><a href="y">y</a>',
         '<a href="https://e.org/blog/posts/y">y</a>'),
    ],
)  # fmt: skip
def test_addresses(written: str, expected: str) -> None:
    assert absolute(written, PAGE) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("only words", "only words"),
        ("<p>one</p> and <p>two</p>", "<p>one</p> and <p>two</p>"),
        ("<p>open<b>er", "<p>open<b>er</b></p>"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("</div>one</body>two</html>three", "onetwothree"),
        ("<html><head></head><body>whole</body></html>", "whole"),
        ("<!doctype html><p>p", "<p>p</p>"),
        ('<?xml version="1.0" encoding="utf-8"?>p', "p"),
        ("&nbsp;&amp;&nosuch;\x00\ud800", "\xa0&amp;&amp;nosuch;"),
        ("&#1;&#x0C;&#xd800;&#13;&#65;&#99999999;", "\ufffd\ufffd\ufffd\nA\ufffd"),
        ("<pre>\n  a\n\n b</pre>", "<pre>\n  a\n\n b</pre>"),
        ("<iframe src='v'><p>old</p></iframe>b", f'<iframe src="{PAGE[:-6]}v"></iframe>b'),
        ("<xmp><b></xmp>c", "<code>&lt;b&gt;</code>c"),
        ("<plaintext>a<b>", "<code>a&lt;b&gt;</code>"),
        ("<textarea><p></textarea>", "<textarea>&lt;p&gt;</textarea>"),
        ("<table><tr><td>a<td>b</table>", "<table><tr><td>a</td><td>b</td></tr></table>"),
    ],
)
def test_hostile_fragments(written: str, expected: str) -> None:
    assert absolute(written, PAGE) == expected


def test_a_thousand_elements_deep() -> None:
    assert absolute("<div>" * 1000 + "deep", PAGE).count("<div>") == 1000


def test_the_title_is_not_said_twice() -> None:
    assert post_content("<section id=s><h1>Title</h1>Text<h1>More</h1></section>", PAGE) == (
        "<section>Text<h1>More</h1></section>"
    )


def test_a_post_that_is_a_section() -> None:
    page = "<h1>All</h1><section id=a><h2>A</h2>of a</section><section id=b><h2>B</h2>b</section>"
    assert post_content(page, PAGE, "a") == "of a"
    assert post_content(page, PAGE, "it's") == post_content(page, PAGE)


class Reader(HTMLParser):
    """All words of a page, and all values of attributes that hold addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "poster", "data", "action", "cite"):
                self.addresses.append(value or "")
            if name == "srcset":
                self.addresses += [each.split()[0] for each in (value or "").split(", ") if each]


addresses = st.one_of(
    st.text("ab/.#?&;:@[]%20 é,\\", max_size=12),
    st.sampled_from(["", "#", "#é", "//x", "///y", "http:", "https://e.org", "../../../..", "a:b"]),
)
attributes = st.one_of(
    st.tuples(st.sampled_from(["href", "src", "poster", "data", "action", "cite"]), addresses),
    st.tuples(st.just("srcset"), st.from_regex(r"\A[a-z/.]{1,5}( 2x)?(, ?[a-z/.]{1,5} 1x)?\Z")),
)
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "S", "P", "Zs")), max_size=8)
NESTABLE = ("div", "section", "b", "span", "ul", "svg", "math", "blockquote", "custom-element")


@st.composite
def fragments(draw: st.DrawFn, depth: int = 2) -> str:
    """Well-formed HTML, of elements that may stand in each other."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        parts.append(draw(words).replace("&", "&amp;").replace("<", "&lt;"))
        tag, (name, value) = draw(st.sampled_from(NESTABLE)), draw(attributes)
        value = value.replace("&", "&amp;").replace('"', "&quot;")
        inner = draw(fragments(depth - 1)) if depth else draw(st.just("x"))
        parts.append(f'<{tag} {name}="{value}">{inner}</{tag}>')
    return "".join(parts)


@given(fragments())
def test_no_relative_address_is_left_and_all_words_are(fragment: str) -> None:
    result = absolute(fragment, PAGE)
    assert Reader(result).words == Reader(fragment).words
    for address in Reader(result).addresses:
        relative_within_a_drawing = address.strip().startswith("#") and "<svg" in result
        assert (
            re.match(r"[a-z][a-z0-9+.-]*:|\Z", address)
            or "[" in address
            or relative_within_a_drawing
        )


TAGS = (
    "<p>", "</p>", "<a/href=x>", "</a>", "<table>", "<td>", "<!--", "-->", "<script>", "]]>",
    "<svg>", "</div>", "<title>", "<br/>", "<", "&", "&#0;", "&#xd;", "<h1>", "<![CDATA[",
    "</body>", "</html>", "<html>", "<frameset>", "<template>", "<select>", "<noframes>",
    "<image>", "<source>", "<wbr>", "<iframe>", "<xmp>", "<plaintext>", "<textarea>", "<style>",
    "<head>", "<math>", "<pre>",
)  # fmt: skip
soup = st.lists(
    st.one_of(
        words,
        fragments(1),
        st.sampled_from(TAGS),
        st.text(max_size=5),
    ),
    max_size=8,
).map("".join)


@given(soup)
def test_once_is_enough_whatever_it_is(fragment: str) -> None:
    once = absolute(fragment, PAGE)
    assert absolute(once, PAGE) == once
    post_content(fragment, PAGE, "x")


def test_of_a_picture_in_several_sizes_the_one_for_every_reader_stays() -> None:
    picture = (
        '<picture><source type="image/avif" srcset="i/a.avif 480w, i/b.avif 800w" sizes="auto">'
        '<source type="image/webp" srcset="i/a.webp"><img alt="A" src="i/a.jpg" srcset="i/b.jpg 1w"'
        ' sizes="auto" width="800" height="600" loading="lazy" decoding="async"></picture>'
    )
    assert absolute(picture, "https://example.org/p/") == (
        '<img alt="A" src="https://example.org/p/i/a.jpg" width="800" height="600">'
    )
