"""What was parsed for the checks is what MyST's parser would find in the same text."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers import sphinx_
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import Sphinx

from blogkit.faster.parsing import with_less
from blogkit.parsed import HEAD, Parsed, parsed_in
from blogkit.settings import PERMISSIVE
from blogkit.sources import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from myst_parser.config.main import MdParserConfig

    from tests.blogkit.conftest import Blog

PIECES = [
    *(
        "# Title",
        "Title\n---",
        "plain *words* and **more**",
        "- one\n- two\n\n  three",
        "1. a\n2. b",
    ),
    *("[a](b.md 'c') <https://d.example>", "![alt *text*](x.png){.decorative}", "`code` $x$"),
    *("```{note}\nwords\n```", "```python\nx = 1", ":::{tip}\n# Inner\n:::", "~~gone~~ a\\*b&amp;"),
    *(
        "| a | b |\n|---|---|\n| c \\| d | e |",
        "> quoted\n> more",
        "term\n: what it is",
        "$$\nx\n$$ (l)",
    ),
    *(
        "[a]: <b> 'c'",
        "[a]: d",
        "see [a] and [^1]",
        "[^1]: the note",
        "{ref}`x` {{ name }}",
        ":f: v",
    ),
    *(
        "(target)=",
        "% comment",
        "+++ {}",
        "{#id .class}\n# Sub {#x}",
        "<b id='y'>raw</b>",
        "<div>\n\nx",
    ),
    *(
        "- [x] done",
        "---\ntitle: a\n---",
        "---\ndate: [\n---",
        "\t",
        "***",
        "a  \nb\\\nc",
        "\0 \u2028é😀",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=6).map("\n\n".join)
ends = st.sampled_from(["", "\n", "\n\n", "  ", "\r\n"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return tmp_path_factory.mktemp("parsed")


def known(folder: Path, *texts: str, config: MdParserConfig = PERMISSIVE) -> Parsed:
    """What parsing these texts leaves behind."""
    parsed = Parsed(folder, config)
    for text in texts:
        parse_source(text, Path("a.md"), config, parsed.keep)
    parsed.look_through()
    return parsed


def made_of(parser: MarkdownIt, text: str) -> tuple[Any, dict[str, Any]]:
    env: dict[str, Any] = {}
    return parser.parse(text, env), env


@given(texts, ends)
def test_tokens_and_notes_are_alike(folder: Path, text: str, end: str) -> None:
    parsed, text = known(folder, text + end), (text + end).replace("\r\n", "\n")
    assert parsed.find(text)
    given = with_less(create_md_parser, parsed)(PERMISSIVE, SphinxRenderer)
    stock = create_md_parser(PERMISSIVE, SphinxRenderer)
    assert made_of(given, text) == made_of(stock, text)
    assert made_of(given, text) == made_of(stock, text), "whatever was done to the first ones"
    parsed.forget()


def parses(monkeypatch: pytest.MonkeyPatch, parser: MarkdownIt, text: str, **env: Any) -> bool:
    """Whether the text is parsed once more."""
    seen: list[str] = []
    stock = MarkdownIt.parse
    with monkeypatch.context() as patch:
        patch.setattr(MarkdownIt, "parse", lambda *given: (seen.append(given[1]), stock(*given))[1])
        parser.parse(text, env)
    return seen == [text]


def test_only_the_same_text_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = with_less(create_md_parser, known(folder, "one\n", "two\n"))
    parser = maker(PERMISSIVE, SphinxRenderer)
    assert not parses(monkeypatch, parser, "one\n")
    assert not parses(monkeypatch, parser, "two\n")
    assert parses(monkeypatch, parser, "one")
    assert parses(monkeypatch, parser, "one\n", references={})


def test_only_of_the_same_parser_is_it_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = known(folder, "one\n")
    other = replace(PERMISSIVE, enable_extensions={"dollarmath"})
    parser = with_less(create_md_parser, parsed)(other, SphinxRenderer)
    assert parses(monkeypatch, parser, "one\n")

    def with_a_rule(config: MdParserConfig, renderer: Any) -> MarkdownIt:
        parser = create_md_parser(config, renderer)
        parser.core.ruler.push("shout", lambda _: None)
        return parser

    parser = with_less(with_a_rule, parsed)(PERMISSIVE, SphinxRenderer)
    assert parses(monkeypatch, parser, "one\n")


def test_a_file_with_settings_of_its_own_is_not_kept(folder: Path) -> None:
    text = "---\nmyst:\n  enable_extensions: [deflist]\n---\none\n"
    assert known(folder, text).find(text) is None


def test_what_no_disk_takes_is_not_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed, write = Parsed(folder, PERMISSIVE), os.pwrite
    parse_source("one\n", Path("a.md"), PERMISSIVE, parsed.keep)
    monkeypatch.setattr(os, "pwrite", lambda file, data, at: write(file, data[: HEAD.size], at))
    parse_source("two\n", Path("a.md"), PERMISSIVE, parsed.keep)
    assert parsed.look_through()
    assert parsed.find("one\n")
    assert not parsed.find("two\n")
    assert parsed_in(folder / "nowhere", PERMISSIVE) is None


def test_a_build_parses_no_file_twice(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    blog.post("posts/one.md", "# One\n\nWords.\n\n```{note}\nMore.\n```\n")
    parsed: list[str] = []
    stock = MarkdownIt.parse
    monkeypatch.setattr(
        MarkdownIt, "parse", lambda *given: (parsed.append(given[1]), stock(*given))[1]
    )
    app = Sphinx(blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None)
    app.build()
    assert len([each for each in parsed if "# One" in each]) == 1
    assert vars(sphinx_)["create_md_parser"] is create_md_parser
    assert app.env.metadata["posts/one"]["wordcount"] == {"words": 3, "minutes": 0}
