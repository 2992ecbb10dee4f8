"""What MyST gets is what a parser of its own would find, whoever had that one before."""

from __future__ import annotations

import os
from contextlib import contextmanager
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
from sphinx.util.docutils import docutils_namespace, patch_docutils

from blogkit.faster.parsers import with_less
from blogkit.parsed import HEAD, Parsed, parsed_in
from blogkit.settings import PERMISSIVE
from blogkit.sources import parse_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token
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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
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


@contextmanager
def listened() -> Iterator[list[str]]:
    """The texts that are parsed."""
    seen, stock = list[str](), MarkdownIt.parse

    def parse(parser: MarkdownIt, src: str, env: Any = None) -> list[Token]:
        seen.append(src)
        return stock(parser, src, env)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MarkdownIt, "parse", parse)
        yield seen


def parses(parser: MarkdownIt, text: str, **env: Any) -> bool:
    """Whether the text is parsed once more."""
    with listened() as seen:
        parser.parse(text, env)
    return seen == [text]


def test_only_the_same_text_is_known(folder: Path) -> None:
    maker = with_less(create_md_parser, known(folder, "one\n", "two\n"))
    parser = maker(PERMISSIVE, SphinxRenderer)
    assert not parses(parser, "one\n")
    assert not parses(parser, "two\n")
    assert parses(parser, "one")
    assert parses(parser, "one\n", references={})


def test_only_of_the_same_parser_is_it_known(folder: Path) -> None:
    parsed = known(folder, "one\n")
    other = replace(PERMISSIVE, enable_extensions={"dollarmath"})
    parser = with_less(create_md_parser, parsed)(other, SphinxRenderer)
    assert parses(parser, "one\n")

    def with_a_rule(config: MdParserConfig, renderer: Any) -> MarkdownIt:
        parser = create_md_parser(config, renderer)
        parser.core.ruler.push("shout", lambda _: None)
        return parser

    parser = with_less(with_a_rule, parsed)(PERMISSIVE, SphinxRenderer)
    assert parses(parser, "one\n")


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


def rendered(parser: MarkdownIt, text: str) -> str:
    vars(parser.renderer)["render"] = lambda tokens, options, env: [each.type for each in tokens]
    return str(parser.render(text))


def test_the_next_document_gets_the_same_parser() -> None:
    maker = with_less(create_md_parser)
    parser, renderer = (made := maker(PERMISSIVE, SphinxRenderer)), made.renderer
    before = {**parser.options}, {**vars(renderer)}
    parser.options["document"] = "of one document"
    assert rendered(parser, "a") == rendered(create_md_parser(PERMISSIVE, SphinxRenderer), "a")
    config = PERMISSIVE.copy()
    assert maker(config, SphinxRenderer) is parser
    assert parser.renderer is renderer
    assert ({**parser.options}, {**vars(renderer)}) == before
    assert parser.options["myst_config"] is config


def test_while_one_document_is_at_work_another_gets_its_own() -> None:
    maker = with_less(create_md_parser)
    parser = maker(PERMISSIVE, SphinxRenderer)
    assert maker(PERMISSIVE, SphinxRenderer) is not parser


def test_other_settings_make_another_parser() -> None:
    maker = with_less(create_md_parser)
    parser = maker(PERMISSIVE, SphinxRenderer)
    rendered(parser, "a")
    other = maker(replace(PERMISSIVE, enable_extensions={"dollarmath"}), SphinxRenderer)
    assert other is not parser
    assert "colon_fence" not in other.get_active_rules()["block"]


CHANGES: dict[str, Callable[[MarkdownIt], object]] = {
    "a rule": lambda parser: parser.inline.ruler.push("shout", lambda *_: False),
    "a rule less": lambda parser: parser.disable("table"),
    "a rule of its renderer": lambda parser: parser.renderer.rules.pop("render_em"),  # type: ignore[attr-defined]
    "another renderer": lambda parser: setattr(parser, "renderer", SphinxRenderer(parser)),
    "a method": lambda parser: vars(parser).update(normalizeLink=str),
    "a character": lambda parser: parser.inline.add_terminator_char("q"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_one_that_was_changed_is_made_anew(change: str) -> None:
    maker = with_less(create_md_parser)
    parser = maker(PERMISSIVE, SphinxRenderer)
    CHANGES[change](parser)
    rendered(parser, "a")
    assert maker(PERMISSIVE, SphinxRenderer) is not parser


def test_a_build_parses_no_file_twice(blog: Blog) -> None:
    blog.post("posts/one.md", "# One\n\nWords.\n\n```{note}\nMore.\n```\n")
    out, trees = blog.root / "out", blog.root / "trees"
    with patch_docutils(blog.root), docutils_namespace(), listened() as parsed:
        app = Sphinx(blog.root, blog.root, out, trees, "html", status=None)
        app.build()
    assert len([each for each in parsed if "# One" in each]) == 1
    assert vars(sphinx_)["create_md_parser"] is create_md_parser
    assert app.env.metadata["posts/one"]["wordcount"] == {"words": 3, "minutes": 0}
