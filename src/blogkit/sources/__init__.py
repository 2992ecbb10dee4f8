"""A Markdown file read once: its headings, links, images and comments, each with its place.

The parse is the one that the build renders with, so that what is checked is what readers get.
"""

from blogkit.sources.front_matter import FrontMatter, read_front_matter
from blogkit.sources.markdown import MARKDOWN_SUFFIXES, TooDeepError, parse_source
from blogkit.sources.model import (
    VERBATIM,
    Block,
    BlockKind,
    Comment,
    Directive,
    Heading,
    Image,
    Link,
    Source,
    Target,
)
from blogkit.sources.names import Name, names_in
from blogkit.sources.places import Place
from blogkit.sources.signs import SignedLine, rest_of, signed_lines

__all__ = [
    "MARKDOWN_SUFFIXES",
    "VERBATIM",
    "Block",
    "BlockKind",
    "Comment",
    "Directive",
    "FrontMatter",
    "Heading",
    "Image",
    "Link",
    "Name",
    "Place",
    "SignedLine",
    "Source",
    "Target",
    "TooDeepError",
    "names_in",
    "parse_source",
    "read_front_matter",
    "rest_of",
    "signed_lines",
]
