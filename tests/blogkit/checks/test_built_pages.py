"""What is kept of a page is small: the page itself is let go."""

from __future__ import annotations

from blogkit.checks.built_files import Addresses
from blogkit.checks.built_pages import read_page

PAGE = b"""<html><head><meta property="og:image" content="https://example.org/card.png">
<meta http-equiv="refresh" content="0; url=other.html"></head>
<body><a href="next.html">Next</a><img src="a.png"></body></html>"""


def test_addresses_are_plain_strings() -> None:
    """Those of lxml would hold the whole page in memory, of every page of the site."""
    file = read_page(PAGE, "index.html", Addresses("https://example.org/"))
    pointers = (*file.links, *file.pictures)
    assert {each.written for each in pointers} == {
        *("next.html", "other.html", "a.png", "https://example.org/card.png")
    }
    assert {type(each.written) for each in pointers} == {str}


def test_what_many_pages_say_is_in_memory_once() -> None:
    first, second = (
        read_page(PAGE, name, Addresses("https://example.org/")) for name in ("a.html", "b.html")
    )
    for mine, theirs in zip(first.links, second.links, strict=True):
        assert mine.written is theirs.written
        assert mine.path is theirs.path
