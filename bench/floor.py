"""The floor: what it costs to parse the posts and do nothing else, in one process.

`python -m bench.floor FOLDER` prints JSON: seconds of processor for MyST's parser, which makes a
docutils document of each post, and for markdown-it alone, which MyST stands on.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.core import publish_doctree
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.docutils_ import Parser
from myst_parser.parsers.mdit import create_md_parser

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

MYST = "MyST to docutils"
MARKDOWN_IT = "markdown-it alone"


def floor(folder: Path) -> dict[str, float]:
    """Processor seconds for all Markdown files in *folder*, reading included."""
    files = sorted(folder.glob("*.md"))
    return {MYST: _timed(files, _myst), MARKDOWN_IT: _timed(files, _markdown_it())}


def _timed(files: list[Path], parse: Callable[[str], object]) -> float:
    parse("# The first call imports and compiles")
    start = time.process_time()
    for file in files:
        parse(file.read_text(encoding="utf-8"))
    return time.process_time() - start


def _myst(text: str) -> object:
    settings = {"report_level": 5, "myst_enable_extensions": ["colon_fence"]}
    return publish_doctree(text, parser=Parser(), settings_overrides=settings)


def _markdown_it() -> Callable[[str], object]:
    parser: MarkdownIt = create_md_parser(MdParserConfig(), DocutilsRenderer)
    return parser.parse


if __name__ == "__main__":
    print(json.dumps(floor(Path(sys.argv[1]))))
