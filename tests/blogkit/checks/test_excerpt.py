"""The excerpt told from a source is the one that the blog chooses from the parsed post."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.docutils_ import Parser

from blogkit.blog.excerpts import first_paragraphs
from blogkit.checks.excerpt import text_blocks, words_of
from blogkit.sources import parse_source

QUIET = {"report_level": 5, "myst_heading_anchors": 6, "myst_enable_extensions": ["colon_fence"]}
BEGINNINGS = {
    "text": "Pancakes *and* soup.",
    "two lines": "Pancakes\nand soup.",
    "a list": "- an entry",
    "a list of links within the page": "- [Monday](#monday)\n- [Tuesday](#tuesday)",
    "a link within the page": "[**up**](#monday) ⬆",
    "words and a link within the page": "Now [**up**](#monday)",
    "a link": "[A place](https://example.org/a_(b))",
    "a picture": "![A cake](cake.jpg)",
    "pictures": "![A cake](cake.jpg)\n![A lake](lake.jpg)",
    "a picture and its caption": "![A cake](cake.jpg)\nA cake with [a pony](https://example.org).",
    "a linked picture and its caption": "[![A cake](cake.jpg)](https://example.org)\nA cake.",
    "a picture, a break and a caption": "![A cake](cake.jpg) <br/>\nA cake.",
    "a picture within words": "Here ![A cake](cake.jpg) it is.",
    "words behind a picture": "![A cake](cake.jpg) is a cake.",
    "a quotation": "> Somebody said so.",
    "a note": "```{note}\nSomething.\n```",
    "a note with colons": ":::{tip}\nSomething.\n:::",
    "code": "```\nprint()\n```",
    "HTML": "<div>Something</div>",
    "HTML in a line": "<sub>[**up**](#monday)</sub>",
    "a comment in a line": "<!-- nothing --> **&**",
    "a table": "| a | b |\n|---|---|\n| c | d |",
    "a comment": "<!-- Something. -->",
    "a rule": "---",
    "signs": "⬆ …",
    "a heading": "### Further down",
    "a footnote": "[^1]: Something.",
    "a target": "(here)=",
}
REST = "\n\n## Monday\n\nThe end[^1].\n"


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
def test_both_choose_the_same_paragraph(beginning: str) -> None:
    text = f"# Title\n\n{beginning}{REST}"
    [chosen] = first_paragraphs(publish_doctree(text, parser=Parser(), settings_overrides=QUIET), 1)
    texts = (each for each in chosen.findall(nodes.Text) if not isinstance(each.parent, nodes.raw))
    words = " ".join(each.astext() for each in texts)
    config = MdParserConfig(heading_anchors=6, enable_extensions={"colon_fence"})
    source = parse_source(text, Path("post.md"), config)
    [told] = [words_of(block, source) for block in text_blocks(source)][:1]
    assert told.replace("*", "").split()[0] == words.split()[0]
