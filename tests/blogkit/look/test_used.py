"""Of a stylesheet that is not ours a page carries what it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.look.used import used_rules

if TYPE_CHECKING:
    from pathlib import Path

SHEET = """\
/* A comment. */
:root { --red: #f00; --warm: var(--red); --cold: #00f }
.card { color: var(--warm); margin: 0 }
.card .title, .tab > label { font-weight: bold }
.tab:not(.open) { color: var(--cold) }
:is(.one, .two) a { color: inherit }
img.photo { width: 100% }
@media (min-width: 40rem) { .card { float: left } .tab { float: right } }
@keyframes turn { from { rotate: 0deg } to { rotate: 9deg } }
.spin { animation: turn 2s }
button { color: red }
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Words.</p>", "button{color:red}"),
        (
            '<div class="card">',
            (
                ":root{--warm:var(--red);--red:#f00}.card{color:var(--warm);margin:0}"
                "@media (min-width: 40rem){.card{float:left}}button{color:red}"
            ),
        ),
        (
            "<div class=tab>",
            (
                ":root{--cold:#00f}.tab > label{font-weight:bold}.tab:not(.open){color:var(--cold)}"
                "@media (min-width: 40rem){.tab{float:right}}button{color:red}"
            ),
        ),
        ('<p class="a two b">', ":is(.one, .two) a{color:inherit}button{color:red}"),
        (
            '<p class="spin">',
            (
                ".spin{animation:turn 2s}button{color:red}"
                "@keyframes turn{from{rotate:0deg}to{rotate:9deg}}"
            ),
        ),
    ],
)
def test_a_page_takes_the_rules_it_uses(body: str, expected: str, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.css"
    sheet.write_text(SHEET)
    assert used_rules(sheet, body) == expected


def test_a_stylesheet_may_be_empty_or_broken(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.css"
    for text in ("", "/* nothing", "}}", ".a {", "@import 'x.css';"):
        sheet.write_text(text)
        assert "a{" not in used_rules(sheet, "<p>")
