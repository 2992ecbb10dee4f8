"""What `make fix` makes of a text, and what it may do without being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blogkit.checks.mending import found_in, mended

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

FIXED = {
    "mojibake": [
        ("A cafÃ© didnâ€™t, 20Â°C.", "A café didn’t, 20°C."),
        ("\uf8ffüîù <sub>top</sub>", "🔝 <sub>top</sub>"),
        ("# A cafÃ©", "(a-cafã)=\n# A café"),
        ("- x\n\n  # A cafÃ©\n", "- x\n\n  (a-cafã)=\n  # A café\n"),
        ("The dÃ¤y dÃ¤y\n------", "(the-dãy-dãy)=\nThe däy däy\n------"),
        ("# One\n\n# cafÃ©\n\n# cafÃ©", "# One\n\n(cafã)=\n# café\n\n(cafã-1)=\n# café"),
        ("(a-cafã)=\n# A cafÃ©", "(a-cafã)=\n# A café"),
    ],
    "lossy-mojibake": [
        ("ğŸ” back to top", "🔝 back to top"),
        ("He said â€œyesâ€ and", "He said â€œyes” and"),
        ("ğŸ” here", "ğŸ” here"),
        ("# ğŸ” Top", "(ğÿ-top)=\n# 🔝 Top"),
    ],
    "invisible-character": [
        ("a\u200bb\u200b\u200c c\u2028d", "ab c d"),
        ("# A\u00adb", "# Ab"),
    ],
    "unreadable-text": [
        ("Two\x0blines \x07 isn\x92t \ufeffa \ufffd", "Two lines  isn’t a \ufffd"),
    ],
    "doubled-word": [
        ("the the lake", "the lake"),
        ("The the the lake", "The lake"),
        ("> the\n> the lake", "> the\n> lake"),
        ("- of\n  of it", "- of\n  it"),
        ("with the\nthe", "with the\nthe"),
    ],
    "name-variant": [
        (
            "Ada Lovelace, Ada Lovelace, Ada Lovelace. `Ada Lovelase` Ada Lovelase.",
            "Ada Lovelace, Ada Lovelace, Ada Lovelace. `Ada Lovelase` Ada Lovelace.",
        ),
        ("Ada Lovelace, Ada Lovelase.", "Ada Lovelace, Ada Lovelase."),
    ],
}


@pytest.mark.parametrize(
    ("name", "before", "after"), [(name, *case) for name, cases in FIXED.items() for case in cases]
)
def test_fix(name: str, before: str, after: str, tmp_path: Path) -> None:
    assert mended(before, found_in(before, tmp_path, [name])) == after


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("A cafÃ©", True),
        ("# A cafÃ©", True),
        ("> # A cafÃ©", False),
        ("- # A cafÃ©", False),
        ("ğŸ” back to top", True),
        ("ğŸ” lock", False),
        ("ğŸ” search for the key", False),
        ("“Yesâ€ and", True),
        ("Yesâ€ and", False),
        ("a\u200bb", False),
        ("a\ufeffb", True),
        ("the the", False),
    ],
)
def test_what_is_safe(text: str, safe: bool, tmp_path: Path) -> None:
    fixes = [each.fix.safe for each in found_in(text, tmp_path) if each.fix]
    assert fixes == [safe]


def test_the_old_anchor_still_leads_there(blog: Blog) -> None:
    text = "# A title\n\n[There](#what-workedäîand-what-didnäôt)\n\n## What worked‚Äîand what didn‚Äôt\n\nx\n"
    post = blog.post("post.md", text)
    blog.sphinx()
    old = "what-workedaiand-what-didnaot"
    assert f'id="{old}"' in blog.read("out/post.html")
    whole = post.read_text(encoding="utf-8")
    post.write_text(mended(whole, found_in(whole, blog.root.parent)), encoding="utf-8")
    run = blog.sphinx()
    page = blog.read("out/post.html")
    assert run.stderr == ""
    assert f'id="{old}"' in page
    assert f'href="#{old}"' in page
    assert 'id="what-workedand-what-didnt"' in page
