"""The page docs/checks.md, made from the checks' docstrings: `python -m blogkit.checks.page`.

It prints the page; `make docs` writes it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from blogkit.checks import AFTER_BUILD, ON_REQUEST, RULES
from blogkit.checks.explanations import PARTS, explanation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.explanations import Explanation

# The headings of the page, and the checks below each in reading order.
GROUPS = {
    "Encoding": (
        *("mojibake", "lossy-mojibake", "unreadable-text", "invisible-character"),
        "fix-moves-anchor",
    ),
    "Anchors and table of contents": (
        *("broken-anchor", "commented-out-target", "renamed-target", "toc-missing-heading"),
        *("toc-text-differs", "toc-order", "toc-nesting", "duplicate-heading", "unstable-anchor"),
        *("vanished-page", "vanished-anchor"),
    ),
    "Headings and front matter": (
        *("heading-level-skipped", "heading-level-slip", "empty-section", "missing-date"),
        *("bad-front-matter", "label-variant", "year-mismatch", "same-title", "poor-excerpt"),
        *("inconsistent-capitals", "duplicate-page", "unknown-check"),
    ),
    "Images and links": (
        *("missing-image", "missing-alt-text", "wrong-image-type", "heavy-image", "unused-image"),
        *("image-only-in-comment", "private-image-metadata", "malformed-link"),
        "dead-external-link",
    ),
    "Privacy": (
        *("private-comment", "prose-in-comment", "secret", "leaked-text", "leaked-draft"),
        *("leaked-file", "feed-link", "untrusted-content"),
    ),
    "Text": ("doubled-word", "name-variant", "unclosed-comment"),
}

# What only a build finds out, since it looks into the files; by the names of its messages.
ONLY_IN_BUILDS = {
    "unreadable-image": (
        "A picture is there and cannot be shown: it ends too early, is damaged, is a video or no "
        "picture at all, or is larger than 270 megapixels. Told for each place that shows it; the "
        "page has its alt text instead. Save or export the picture again."
    ),
    "unreadable-formula": (
        "A formula is not LaTeX that can be read. The page shows it as it is written."
    ),
}

INTRODUCTION = """\
# The checks

<!-- Made from the docstrings in src/blogkit/checks/rules: change them, then run `make docs`. -->

`make check` (or `python -m blogkit check`) looks for these faults, and so do `make html`, `make test` and the preview. An error stops `make html`; a warning does so with `STRICT=1`; a note never does. Nor does any fault in a draft, or in a post with a date to come.

`make fix` (`--fix`) makes the fixes that cannot take away what you meant, and shows them as a diff; `--diff` shows them without writing. Other fixes are suggestions: `--unsafe broken-anchor` makes those of one check. `--select` and `--ignore` take names too, with commas between them.

A check is switched off by its name:

- for one place, by a comment on a line before it: `% blogkit: ignore missing-alt-text` or `<!-- blogkit: ignore missing-alt-text -->`. It covers what begins on the next line with text: a whole paragraph, or the one line of a heading, a list's entry or a directive;
- for one post, in its front matter: `blogkit_ignore: missing-alt-text, broken-anchor`;
- for the whole blog, in `conf.py`: `blogkit_ignored_checks = ["missing-alt-text"]`.
"""


def page() -> str:
    """The page, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    explanations = {rule.NAME: explanation(rule) for rule in (*RULES, *ON_REQUEST, *AFTER_BUILD)}
    yield INTRODUCTION
    for group, names in GROUPS.items():
        yield f"## {group}\n"
        for name in names:
            yield from _section(explanations[name])
    yield "## Told by a build alone\n"
    yield "Of files that `make check` does not look into. Sphinx's own setting switches one off:"
    yield '`suppress_warnings = ["blogkit.unreadable-image"]`.\n'
    for name, words in ONLY_IN_BUILDS.items():
        yield f"### {name}\n\n{words}\n"


def _section(this: Explanation) -> Iterator[str]:
    yield f"### {this.name}\n"
    yield f"{this.what}\n"
    for part in PARTS:
        if part in this.parts:
            separator = "\n\n" if "\n" in this.parts[part] else " "
            yield f"**{part}:**{separator}{this.parts[part]}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
