"""The checks of links and pictures on texts that nobody would write, or that are very long."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks.own_pictures import has_strangers, is_own
from blogkit.checks.rules import (
    image_only_in_comment,
    malformed_link,
    missing_alt_text,
    missing_image,
    unused_image,
)
from blogkit.checks.rules.dead_external_link import external_links
from blogkit.documents import read_document
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import Document, Site

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.sources import Place, Source

RULES = (malformed_link, missing_alt_text, missing_image, image_only_in_comment, unused_image)
PIECES = [
    *("[", "]", "(", ")", "](", "![", "<", ">", "<!--", "-->", "%", "\\", '"', "'", "`", "|", "&"),
    *("a", "é", "e\u0301", "🎉", "\u202e", "\ufffc", "\t", " ", "\n", "\r\n", "\r", "\u2028", "\0"),
    *("cake.jpg", "my cake.jpg", "x.html.html", "http://localhost:8000/", "http://[::1", "#", "?"),
    *("https://a.example/", "?utm_source=a", "&fbclid=%20", "[1]: ", "```{image} ", ":alt: ", "> "),
    *("<img src=", "<a href=", "- ", "# ", ":::{figure} ", "---\n", "%2F", "//", "..", "/", "*"),
]


def _site(text: str, folder: Path) -> tuple[Site, Document]:
    path = folder / "post.md"
    path.write_text(text, encoding="utf-8", newline="")
    document = read_document("post", path, Settings(), matched=True)
    site = Site(folder, Settings(), read_date("2027-01-15"), {"post": document})
    site.answer_by("own", partial(is_own, site))
    site.answer_by("strangers", partial(has_strangers, site))
    return site, document


def _is_in(place: Place, source: Source) -> bool:
    if not 1 <= place.line <= place.end_line <= len(source.lines) + 1:
        return False
    lines = (*source.lines, "")
    ends = (len(lines[place.line - 1]) + 1, len(lines[place.end_line - 1]) + 1)
    return 1 <= place.column <= ends[0] and 1 <= place.end_column <= ends[1]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_is_written_fixes_lie_within_it(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("post")
    site, document = _site("".join(pieces), folder)
    source = document.source
    assert source
    for rule in RULES:
        for finding in rule.check(document, site):
            assert "\n" not in finding.message
            for edit in finding.fix.edits if finding.fix else ():
                assert _is_in(edit.place, source), (edit, source.lines)
    external_links(document)


@pytest.mark.parametrize(
    "piece",
    [
        "[a](b c ",
        "[a](https://a.example/?utm_a=1&utm_b=2)",
        "![",
        "<!-- a.png ",
        "<!-- a.png -->",
        "% a.png\n",
        "\n",
        "![](a.png)\n",
        "&utm_a=b",
        "](a ",
        "<a href='https://a.example'><img src='x.png'>\n",
    ],
)
@pytest.mark.parametrize("beginning", ["?", "<div>"])
def test_long_texts_take_no_more_than_their_length(
    beginning: str, piece: str, tmp_path: Path
) -> None:
    spent = []
    for count in (300, 1_200):
        site, document = _site(beginning + piece * count, tmp_path)
        begin = time.process_time()
        for rule in RULES:
            list(rule.check(document, site))
        spent.append(time.process_time() - begin)
    assert spent[1] < 10 * spent[0] + 0.5, spent
