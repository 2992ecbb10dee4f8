"""What a post looks like once the fix of a finding is made, and where none is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.checks import check_site
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.checks.finding import Finding, Fix

POST = "---\nblogpost: true\n{}---\n\n# Title\n"
NOW = read_date("2027-01-15")

# The check, a post, and the post after the fix.
MENDED = {
    "a heading moves up with what stands below it": (
        "heading-level-skipped",
        "# T\n\n## A\n\n#### B\n\n##### C\n\n#### D ####\n\n### E\n",
        "# T\n\n## A\n\n### B\n\n#### C\n\n### D ####\n\n### E\n",
    ),
    "a heading gets the level of its likes": (
        "heading-level-slip",
        "# T\n\n## A\n\n### X\n\n## B\n\n### Y\n\n## X\n\n### Z\n\n## C\n\n### X\n",
        "# T\n\n## A\n\n### X\n\n## B\n\n### Y\n\n### X\n\n### Z\n\n## C\n\n### X\n",
    ),
    "an undated post is a draft": (
        "missing-date",
        POST.format("tags: python\n"),
        POST.format("draft: true\ntags: python\n"),
    ),
    "a post without front matter": (
        "missing-date",
        "# Title\n\n```{post}\n```\n",
        "---\ndraft: true\n---\n\n# Title\n\n```{post}\n```\n",
    ),
    "a misspelt key": (
        "bad-front-matter",
        POST.format("date: 2026-05-01\ncatgory: Notes\n"),
        POST.format("date: 2026-05-01\ncategory: Notes\n"),
    ),
    "a colon in a value": (
        "bad-front-matter",
        POST.format("title: Chicago: a recap\n"),
        POST.format('title: "Chicago: a recap"\n'),
    ),
    "a day and a month": (
        "bad-front-matter",
        POST.format('date: "2026-31-05"\n'),
        POST.format('date: "2026-05-31"\n'),
    ),
    "the date of a directive": (
        "bad-front-matter",
        "# Title\n\n```{post} 5 Ocotber 2025\n```\n",
        "# Title\n\n```{post} 2025-10-05\n```\n",
    ),
    "a title that is not shown": (
        "bad-front-matter",
        "---\nblogpost: true\ntitle: A week\ndate: 2026-05-01\n---\nText.\n",
        "---\nblogpost: true\ntitle: A week\ndate: 2026-05-01\n---\n\n# A week\nText.\n",
    ),
    "a label in another spelling": (
        "label-variant",
        POST.format('date: 2026-05-01\ntags: [c, "Node JS", node js, Travel talks]\n'),
        POST.format('date: 2026-05-01\ntags: [c, "Node JS", Node JS, Travel talks]\n'),
    ),
    "a comma": (
        "label-variant",
        POST.format("date: 2026-05-01\ntags: a, b,\n"),
        POST.format("date: 2026-05-01\ntags: a, b\n"),
    ),
    "the year of a title": (
        "year-mismatch",
        "---\nblogpost: true\ndate: 2025-05-01\n---\n# A fair 2023 #\n\n![](fair-2025/x.jpg)\n",
        "---\nblogpost: true\ndate: 2025-05-01\n---\n# A fair 2025 #\n\n![](fair-2025/x.jpg)\n",
    ),
    "a disclaimer": (
        "poor-excerpt",
        POST.format("date: 2026-05-01\n")
        + "\nDisclaimer: this\nis mine.\n\nMonday was a long day.\n",
        POST.format("date: 2026-05-01\n")
        + "\n```{note}\nDisclaimer: this\nis mine.\n```\n\nMonday was a long day.\n",
    ),
    "capitals": (
        "inconsistent-capitals",
        "# T\n\n## The View from Above\n\n## More of *The View* From **ABOVE** #\n",
        "# T\n\n## The View from Above\n\n## More of *The View* from **Above** #\n",
    ),
}

DECLINED = {
    "a draft that is none": ("missing-date", POST.format("draft: false\n")),
    "two posts": ("missing-date", "# T\n\n## A\n\n```{post}\n```\n\n## B\n\n```{post}\n```\n"),
    "braces": ("missing-date", "---\n{blogpost: true}\n---\n\n# Title\n"),
    "a key that is there": (
        "bad-front-matter",
        POST.format("date: 2026-05-01\ntag: a\ntags: b\n"),
    ),
    "two colons": ("bad-front-matter", POST.format('title: A "b": c: d\n')),
    "nothing else to show": (
        "poor-excerpt",
        POST.format("date: 2026-05-01\n") + "\nDisclaimer: mine.\n\n[Top](#title) now.\n",
    ),
    "a quotation": (
        "poor-excerpt",
        POST.format("date: 2026-05-01\n") + "\n> Note: mine.\n\nMonday was a long day.\n",
    ),
    "one address": ("label-variant", POST.format("date: 2026-05-01\ntags: C++, C#\n")),
    "two months": ("bad-front-matter", POST.format("date: 31 Febtober 2026\n")),
}


def _found(text: str, name: str, root: Path) -> list[Finding]:
    (root / "post.md").write_text(text, encoding="utf-8")
    return [each for each in check_site(read_site(root, Settings(), NOW)) if each.name == name]


def _mended(text: str, fix: Fix) -> str:
    lines = text.split("\n")
    for edit in sorted(fix.edits, key=lambda each: each.place, reverse=True):
        place = edit.place
        before = lines[place.line - 1][: place.column - 1]
        behind = lines[place.end_line - 1][place.end_column - 1 :]
        lines[place.line - 1 : place.end_line] = [before + edit.text + behind]
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "before", "after"), MENDED.values(), ids=MENDED)
def test_a_fix(name: str, before: str, after: str, tmp_path: Path) -> None:
    [finding] = _found(before, name, tmp_path)
    assert finding.fix
    assert not finding.fix.safe
    assert _mended(before, finding.fix) == after
    assert not _found(after, name, tmp_path)


@pytest.mark.parametrize(("name", "text"), DECLINED.values(), ids=DECLINED)
def test_no_fix_in_doubt(name: str, text: str, tmp_path: Path) -> None:
    found = _found(text, name, tmp_path)
    assert found
    assert all(each.fix is None for each in found)
