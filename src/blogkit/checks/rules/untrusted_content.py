"""A post by others has what only your own may have, and is left out of the blog.

By `blogkit_trust = {"posts/guests/**": False}` you say whose posts are not yours. Of these only
what is known to be harmless is published: Markdown, its tables, notes, code and formulas, links to
the web and to pages, pictures; of HTML `<br>`, `<hr>`, `<kbd>`, `<sub>`, `<sup>`, `<mark>`, `<ins>`,
`<del>`, `<details>` and `<summary>`, without attributes. This check cannot be switched off.

Why: HTML can run a script in your readers' browsers, a link can begin with `javascript:`, an
`{include}` can publish any file of your computer, a substitution can run a program on it.
Bad: `<img src="lake.jpg" onclick="…">`, `[more](javascript:…)`, `{include}`, `{eval-rst}`.
Good: `![A lake](lake.jpg)`, `[more](https://example.org)`; or, once you have read such a post,
`{"posts/guests/**": False, "posts/guests/lake.md": True}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.trust import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "untrusted-content"


def check(document: Document, site: Site) -> Iterator[Finding]:
    for refusal in document.refusals:
        yield Finding(NAME, Severity.ERROR, document.path, refusal.place, told(refusal))
