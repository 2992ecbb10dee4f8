"""Private words are found in whatever they are packed into."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from blogkit.building.mirror import output_below
from blogkit.checks.gate.inspecting import inspect
from blogkit.checks.gate.private import Origin, Private, rows_of
from blogkit.checks.gate.streams import words_in
from blogkit.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.checks.gate.looking import Hit

REMARK = "Ask Jörg whether the old pier may be named"
WORD = "zygomorphic"


def found_in(
    folder: Path,
    private: Private,
    memory: Memory | None = None,
    jobs: int = 1,
    judge: Callable[[list[Hit]], list[Hit]] = list,
) -> list[Hit]:
    """All that is private in the files as they are now."""
    return inspect(folder, output_below(folder), private, memory, jobs, judge)


def _png() -> bytes:
    out, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_itxt("Comment", REMARK)
    Image.new("RGB", (2, 2)).save(out, format="PNG", pnginfo=info)
    return out.getvalue()


def _jpeg() -> bytes:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "whether the old pier may be named"
    Image.new("RGB", (2, 2)).save(out, format="JPEG", exif=exif)
    return out.getvalue()


def _pdf() -> bytes:
    set_text = b"BT [(whether the) -300 (old) -300 (pi) 20 (er may be named)] TJ ET"
    return b"%PDF-1.7\n1 0 obj\nstream\n" + zlib.compress(set_text) + b"\nendstream\n%%EOF"


def _inventory() -> bytes:
    head = b"# Sphinx inventory version 2\n# Project: A\n# Version: 1\n# compressed using zlib.\n"
    return head + zlib.compress(f"a std:label -1 a.html#x {REMARK}\n".encode())


HTML = {
    "text": f"<p>{REMARK}</p>",
    "capitals and signs": f"<p>{REMARK.upper().replace(' ', ', ')}</p>",
    "inline tags": "<p>Ask Jörg <b>wheth</b>er <i>the</i> old <a href='#'>pier may</a> be</p>",
    "several lines": f"<p>{REMARK.replace(' ', chr(10))}</p>",
    "entities": "<p>Ask J&ouml;rg whether the old&nbsp;pier</p>",
    "attribute": f'<meta name="description" content="{REMARK}">',
    "attribute in quotes of the other kind": f"<img alt='{REMARK}'>",
    "comment": f"<!-- {REMARK} -->",
    "unclosed comment": f"<!-- {REMARK}",
    "address": f'<a href="/search?q={quote(REMARK)}">x</a>',
    "script": f"<script>const note = {json.dumps(REMARK)}</script>",
    "structured data": f'<script type="application/ld+json">{{"about": "{REMARK}"}}</script>',
    "style": f"<style>p::after {{ content: '{REMARK}' }}</style>",
}
FILES: dict[str, bytes] = {
    "blog/atom.xml": f"<feed><content type='html'>{escape(f'<p>{REMARK}</p>')}</content></feed>".encode(),
    "feed-2.xml": f"<feed><summary>{escape(f'<img alt={REMARK!r}>')}</summary></feed>".encode(),
    "feed.json": json.dumps({"items": [{"content_html": f"<p>{REMARK}</p>"}]}).encode(),
    "key.json": json.dumps({REMARK: 1}).encode(),
    "utf8.json": json.dumps({"a": f"\n{REMARK}"}, ensure_ascii=False).encode(),
    "broken.json": f'{{"a": "{REMARK}'.encode(),
    "objects.inv": _inventory(),
    "pagefind/fragment/en_1.pf_fragment": gzip.compress(
        b"pagefind_dcd" + json.dumps({"content": REMARK}).encode()
    ),
    "page.html.gz": gzip.compress(f"<p>{REMARK}</p>".encode()),
    "twice.gz": gzip.compress(gzip.compress(REMARK.encode())),
    "searchindex.js": f"Search.setIndex({json.dumps({'titles': [REMARK]})})".encode(),
    "_images/a.png": _png(),
    "_images/a.jpg": _jpeg(),
    "_static/paper.pdf": _pdf(),
    "drawing.svg": f"<svg><title>{REMARK}</title></svg>".encode(),
    "robots.txt": f"# {REMARK}".encode(),
    "sitemap.xml": f"<url><loc>https://x.org/{'-'.join(REMARK.split())}</loc></url>".encode(),
    "of no known kind": REMARK.encode(),
    **{f"{name}.html": text.encode() for name, text in HTML.items()},
}
ORIGIN = Origin(Path("posts/a.md"), 3, "a comment")
PRIVATE = Private(dict.fromkeys(rows_of(words_in(REMARK)), ORIGIN), {WORD: ORIGIN})


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return tmp_path / "site"

    return write


@pytest.mark.parametrize("name", FILES)
def test_five_words_in_a_row(site: Callable[[str, bytes], Path], name: str) -> None:
    (hit,) = found_in(site(name, FILES[name]), PRIVATE, None, 1)
    assert hit.name == name
    assert hit.rows


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", f"<h1>{WORD.title()}</h1>"),
        ("a.html", f'<a href="posts/{WORD}-plans.html">x</a>'),
        (f"posts/{WORD}.html", "<p></p>"),
        (f"_images/my-{WORD}.bin", ""),
        ("a.html", f'<script type="application/ld+json">{{"name": "{WORD}"}}</script>'),
        ("a.html", f'<img alt="A {WORD} one">'),
        ("feed.json", json.dumps({"tags": [WORD]})),
        ("objects.txt", WORD),
    ],
)
def test_a_telling_word(site: Callable[[str, bytes], Path], name: str, text: str) -> None:
    (hit,) = found_in(site(name, text.encode()), PRIVATE, None, 1)
    assert hit.words == {WORD}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>Ask Jörg whether the</p><p>new pier may be named</p>"),
        ("a.html", "<p>The old pier may</p>"),
        ("a.html", '<a title="Ask Jörg" class="whether the" data-x="old">x</a>'),
        ("a.html", f'<p class="{WORD}" id="{WORD}"><style>.{WORD} {{}}</style>x</p>'),
        ("a.html", f"<script>let {WORD} = 1</script><script src='x.js'></script>"),
        ("a.css", f".{WORD} {{ color: red }}"),
        ("font.woff2", REMARK),
        (".doctrees/a.doctree", REMARK),
    ],
)
def test_what_is_none(site: Callable[[str, bytes], Path], name: str, text: str) -> None:
    assert found_in(site(name, text.encode()), PRIVATE, None, 1) == []


@given(st.text() | st.text(alphabet="aZé’ß_İΣK0²½ 日本・\u0301ǅ"))
def test_words_are_what_stands_between_signs(text: str) -> None:
    readable = text.encode(errors="replace").decode()
    assert words_in(text) == re.findall(r"[^\W_]+", readable.casefold())


def test_what_pages_share_is_found_on_each(site: Callable[[str, bytes], Path]) -> None:
    style = f"<style>p::after {{ content: '{REMARK}' }}</style><p>Clean.</p>".encode()
    entry = f"<entry>Clean.</entry>\n<entry>{REMARK}</entry>\n".encode()
    clean = b"<style>p { color: red }</style><p>Clean.</p>"
    for number in range(3):
        site(f"clean-{number}.html", clean)
        site(f"{number}.html", style)
        folder = site(f"{number}/atom.xml", entry)
    found = [each.name for each in found_in(folder, PRIVATE, None, 1) if each.rows]
    assert sorted(found) == ["0.html", "0/atom.xml", "1.html", "1/atom.xml", "2.html", "2/atom.xml"]


def test_a_sentence_goes_on_behind_a_script(site: Callable[[str, bytes], Path]) -> None:
    text = "<p>Ask Jörg whether <script>let a = 1</script> the old pier</p>"
    (hit,) = found_in(site("a.html", text.encode()), PRIVATE, None, 1)
    assert hit.rows


def test_what_many_files_show_is_judged_once_for_all(site: Callable[[str, bytes], Path]) -> None:
    for number in range(250):
        folder = site(f"{number}.html", f"<p>{WORD} {REMARK if number == 77 else ''}</p>".encode())

    def judge(hits: list[Hit]) -> list[Hit]:
        judged.append(len(hits))
        kept = (replace(each, words=frozenset()) for each in hits)
        return [each for each in kept if each.says_something]

    judged: list[int] = []
    (hit,) = found_in(folder, PRIVATE, None, 1, judge)
    assert hit.name == "77.html"
    assert sum(judged) < 250


def test_a_secret(site: Callable[[str, bytes], Path]) -> None:
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    (hit,) = found_in(site("a.html", f"<p>{token}</p>".encode()), Private(), None, 1)
    assert hit.secrets == (("a GitHub token", token),)


def test_only_what_is_new_is_looked_at(
    site: Callable[[str, bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(tmp_path / "memory")
    folder = site("clean.html", b"<p>Nothing at all, but the new pier may be open.</p>")
    site("leaking.html", f"<p>{REMARK}</p>".encode())
    (first,) = found_in(folder, PRIVATE, memory, 1)
    assert found_in(folder, PRIVATE, memory, 1) == [first]  # told until it is mended
    site("leaking.html", b"<p>Mended.</p>")
    assert found_in(folder, PRIVATE, memory, 1) == []
    monkeypatch.setattr("blogkit.checks.gate.looking._data", lambda path: pytest.fail(path.name))
    assert found_in(folder, PRIVATE, memory, 1) == []
    monkeypatch.undo()
    rows = PRIVATE.rows | dict.fromkeys(rows_of(words_in("the new pier may be open")), ORIGIN)
    (hit,) = found_in(folder, Private(rows), memory, 1)  # what was clean is private now
    assert hit.name == "clean.html"


def test_an_address_ends_where_its_tag_ends(site: Callable[[str, bytes], Path]) -> None:
    """A list of things to do has `[x]` behind an address; the page has the address alone."""
    comment = "Told on https://clock.example/world/form.html\n- [x] Asked everybody\n"
    private = Private(dict.fromkeys(rows_of(words_in(comment)), ORIGIN))
    page = b'<p>Told on <a href="https://clock.example/world/form.html" title="x">one</a>.</p>'
    (hit,) = found_in(site("a.html", page), private, None, 1)
    assert hit.rows == {
        ("https", "clock", "example", "world", "form"),
        ("clock", "example", "world", "form", "html"),
    }
