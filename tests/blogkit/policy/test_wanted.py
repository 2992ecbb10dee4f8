"""What a page's policy allows: what its author put there, by its host or its hash, and no more."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.policy.content_security import with_policy
from blogkit.policy.files import Files
from blogkit.policy.place import without_policy
from blogkit.policy.sources import source_of

PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8">\n<title>T</title>{}</head><body>{}</body></html>'
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
BARE = {
    "default-src": {"'none'"},
    "img-src": {"'self'"},
    "connect-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A site with scripts and stylesheets of its author's."""
    site = tmp_path_factory.mktemp("policy")
    static = site / "_static"
    static.mkdir()
    (static / "loads.js").write_text(
        'fetch("https://api.example.org/x"); // https://no.example.org'
    )
    (static / "styles.js").write_text('document.createElement("style")')
    (static / "fonts.css").write_text('@import "more.css"; p { background: url(../a.png) }')
    (static / "more.css").write_text(
        "@import 'fonts.css'; @font-face { src: url('https://f.example.org/f') }"
    )
    (site / "secret.css").write_text("p { background: url(https://secret.example.org/) }")
    return Files(site)


def policy_of(page: str, files: Files) -> dict[str, set[str]]:
    """The directives in a page, each with its sources."""
    found = POLICY.search(page)
    assert found is not None
    parts = (each.split() for each in found[1].split(";"))
    return {name: set(sources) for name, *sources in parts}


def added(body: str, files: Files, head: str = "") -> dict[str, set[str]]:
    """What a page with this body is allowed beyond a page with nothing in it."""
    policy = policy_of(with_policy(PAGE.format(head, body), files, {}), files)
    extra = {name: sources - BARE.get(name, set()) for name, sources in policy.items()}
    return {name: sources for name, sources in extra.items() if sources}


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_page_with_nothing_may_nothing(files: Files) -> None:
    assert policy_of(with_policy(PAGE.format("", "<p>Text</p>"), files, {}), files) == BARE


def test_it_stands_behind_the_charset(files: Files) -> None:
    page = with_policy(PAGE.format("", ""), files, {})
    begin = page.index('<meta charset="utf-8">\n') + len('<meta charset="utf-8">\n')
    assert page.startswith('<meta http-equiv="Content-Security-Policy"', begin)
    assert '<meta name="referrer" content="strict-origin-when-cross-origin">' in page


LOADED = [
    ('<img src="pictures/a.png">', {}),
    ('<img src="https://pics.example.org/a.png?x=1">', {"img-src": "https://pics.example.org"}),
    ('<img src="//pics.example.org:8080/a.png">', {"img-src": "pics.example.org:8080"}),
    ('<img src="http://pics.example.org/">', {"img-src": "http://pics.example.org"}),
    ('<img src="https://bücher.example/a">', {"img-src": "https://xn--bcher-kva.example"}),
    ('<img src="data:image/png;base64,AA==">', {"img-src": "data:"}),
    (
        '<img src="a.png" srcset="https://a.example.org/1 1x, https://b.example.org/2,3 2x">',
        {"img-src": "https://a.example.org https://b.example.org"},
    ),
    (
        '<picture><source srcset="https://a.example.org/1"><img src="b.png"></picture>',
        {"img-src": "https://a.example.org"},
    ),
    (
        '<img src="https://github.com/a/b/raw/c.png">',
        {"img-src": "https://github.com https://*.githubusercontent.com"},
    ),
    ('<video src="a.mp4"></video>', {"media-src": "'self'"}),
    (
        '<video poster="https://p.example.org/"><source src="https://v.example.org/a.mp4"></video>',
        {"media-src": "https://v.example.org", "img-src": "https://p.example.org"},
    ),
    ('<audio src="https://v.example.org/a.mp3"></audio>', {"media-src": "https://v.example.org"}),
    (
        '<iframe src="https://maps.example.org/x"></iframe>',
        {"frame-src": "https://maps.example.org"},
    ),
    ('<iframe src="own.html"></iframe>', {"frame-src": "'self'"}),
    ('<a data-embed="https://v.example.org/1">x</a>', {"frame-src": "https://v.example.org"}),
    ('<object data="a.pdf"></object>', {"object-src": "'self'"}),
    ('<form action="/find"></form>', {}),
    (
        '<form action="https://letters.example.org/"></form>',
        {"form-action": "https: https://letters.example.org"},
    ),
    ('<a href="https://elsewhere.example.org/">x</a>', {}),
    ('<link rel="preconnect" href="https://a.example.org">', {}),
    ('<script type="application/ld+json">{"a": "https://a.example.org"}</script>', {}),
    ('<!-- <script src="https://a.example.org/"></script> -->', {}),
]


@pytest.mark.parametrize(("body", "expected"), LOADED)
def test_what_it_loads(body: str, expected: dict[str, str], files: Files) -> None:
    assert added(body, files) == {name: set(each.split()) for name, each in expected.items()}


@pytest.mark.parametrize("text", ["a = 1", " a\n\n = '<b>' && 1 ", "/* é北 */", "<!-- a\n"])
@pytest.mark.parametrize("kind", ["", ' type="module"', ' type="importmap"'])
def test_a_script_in_the_page(text: str, kind: str, files: Files) -> None:
    assert added(f"<script{kind}>{text}</script>", files) == {"script-src": {digest(text)}}


def test_line_ends_are_as_browsers_see_them(files: Files) -> None:
    assert added("<script>a\r\nb\rc</script>", files) == {"script-src": {digest("a\nb\nc")}}


def test_what_a_script_is_seen_to_do(files: Files) -> None:
    """The hosts that it names, and whether it asks the blog itself for something."""
    text = "const u = '//stats.example.org/'; fetch('/x'); // see https://docs.example.org"
    wanted = added(f"<script>{text}</script>", files)
    host = "stats.example.org"
    assert wanted["script-src"] == {digest(text), host}
    assert wanted["connect-src"] == {host}
    assert "docs.example.org" not in repr(wanted)


def test_a_script_of_another_host_may_what_it_is_there_for(files: Files) -> None:
    host = "https://cdn.example.org"
    wanted = added(f'<script src="{host}/math.js"></script><style>p {{}}</style>', files)
    assert {name for name, sources in wanted.items() if host in sources} == {
        *("script-src", "style-src", "img-src", "font-src", "connect-src", "frame-src")
    }
    assert wanted["style-src"] == {"'unsafe-inline'", host}  # nothing that would switch it off
    assert "'unsafe-inline'" not in wanted["script-src"]


def test_comments_and_analytics_may_what_they_need(files: Files) -> None:
    giscus = added("<script>x = 'https://giscus.app/client.js'</script>", files)
    assert giscus.keys() == {"script-src", "frame-src", "style-src"}
    assert giscus["style-src"] == {"https://giscus.app"}
    google = added('<script src="https://www.googletagmanager.com/gtag/js?id=1"></script>', files)
    assert "https://*.google-analytics.com" in google["connect-src"]


def test_a_script_of_the_blogs_own(files: Files) -> None:
    wanted = added('<script src="../_static/loads.js?v=1"></script>', files)
    assert wanted["script-src"] == {"'self'", "https://api.example.org"}
    assert wanted["connect-src"] == {"https://api.example.org"}
    assert "no.example.org" not in repr(wanted)
    styles = added('<script src="_static/styles.js"></script>', files)
    assert styles == {"script-src": {"'self'"}, "style-src": {"'self'", "'unsafe-inline'"}}
    assert added('<script src="_static/none.js"></script>', files) == {"script-src": {"'self'"}}


def test_a_stylesheet_of_the_blogs_own_and_those_it_imports(files: Files) -> None:
    wanted = added("", files, head='<link rel="stylesheet" href="_static/fonts.css?v=2">')
    assert wanted["font-src"] == {"'self'", "https://f.example.org"}
    assert wanted["style-src"] == {"'self'"}
    outside = added("", files, head='<link rel="stylesheet" href="_static/../secret.css">')
    assert "secret" not in repr(outside)


def test_fonts_of_google(files: Files) -> None:
    href = "https://fonts.googleapis.com/css2?family=Inter"
    wanted = added("", files, head=f'<link rel="stylesheet" href="{href}">')
    assert wanted["style-src"] == {"https://fonts.googleapis.com"}
    assert "https://fonts.gstatic.com" in wanted["font-src"]


def test_styles_and_handlers_in_elements(files: Files) -> None:
    wanted = added("""<p style="color: red" onclick="a(&quot;b&quot;)">x</p>""", files)
    assert wanted == {
        "style-src": {"'unsafe-hashes'", digest("color: red")},
        "script-src": {"'unsafe-hashes'", digest('a("b")')},
    }


def test_very_many_styles_are_not_listed(files: Files) -> None:
    """As formulas and tables of notebooks have them. Scripts are, however many there are."""
    body = "".join(
        f'<i style="top: {number}px"></i><script>{number}</script>' for number in range(40)
    )
    wanted = added(body, files)
    assert wanted["style-src"] == {"'unsafe-inline'"}
    assert len(wanted["script-src"]) == 40


def test_a_script_within_an_address_stays_out(files: Files) -> None:
    assert added('<script src="data:text/javascript,alert(1)"></script>', files) == {}


def test_a_drawing_has_its_styles_as_text(files: Files) -> None:
    """In SVG browsers read what is in `<style>` as any text, escapes and all."""
    wanted = added("<svg><style>a &gt; b {}</style></svg>", files)
    assert digest("a > b {}") in wanted["style-src"]
    wanted = added("<svg><style><![CDATA[a > b {}]]></style></svg>", files)
    assert digest("a > b {}") in wanted["style-src"]


def test_a_page_within_the_page(files: Files) -> None:
    """It is held to the policy of the page that has it."""
    inner = "<script>a</script><img src=https://a.example.org/>"
    wanted = added(f'<iframe srcdoc="{inner}"></iframe>', files)
    assert wanted == {"script-src": {digest("a")}, "img-src": {"https://a.example.org"}}


def test_a_page_within_that_is_no_page(files: Files) -> None:
    assert (
        added("<iframe srcdoc=\"<?xml version='1.0' encoding='utf-8'?><p>x\"></iframe>", files)
        == {}
    )


def test_the_author_may_allow_more(files: Files) -> None:
    more = {"connect-src": ["https://api.example.org"], "script-src": ["'unsafe-eval'"]}
    policy = policy_of(with_policy(PAGE.format("", ""), files, more), files)
    assert policy["connect-src"] == {"'self'", "https://api.example.org"}
    assert policy["script-src"] == {"'unsafe-eval'"}


def test_a_page_with_a_policy_keeps_it(files: Files) -> None:
    own = '<meta http-equiv="content-security-policy" content="default-src *">'
    page = with_policy(PAGE.format(own, ""), files, {})
    assert page.lower().count("content-security-policy") == 1


@pytest.mark.parametrize(
    "html", ["", "<p>part of a page</p>", '{"a": 1}', "<?xml version='1.0'?><a/>"]
)
def test_what_is_no_page_stays_as_it_is(html: str, files: Files) -> None:
    assert with_policy(html, files, {}) == html


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example.org;script-src/*",
        "https://*/",
        "https://a b/",
        "https://a'b/",
        "javascript:alert(1)",
        "https://[::1/",
        "https://a.example.org:99999/",
        "https:///x",
        "mailto:a@example.org",
        "https://" + "a" * 70 + ".example.org/",
    ],
)
def test_no_address_changes_the_policy(address: str) -> None:
    assert source_of(address) in ("", "'self'")


@given(st.text())
def test_any_address_is_one_source(address: str) -> None:
    source = source_of(address)
    assert not re.search(r'[\s;,"<>*]', source)
    assert source.isascii()


@given(st.text(alphabet=st.sampled_from("<>/='\" \n\r;ascriptylemg:&#x\0é-!"), max_size=60))
def test_any_page_gets_a_policy_once(body: str) -> None:
    from pathlib import Path

    files = Files(Path("nowhere"))
    page = with_policy(PAGE.format("", body), files, {})
    assert with_policy(page, files, {}) == page
    assert (
        without_policy(page.encode())
        == page.replace(
            f"{POLICY.search(page)[0]}\n",  # type: ignore[index]
            "",
            1,
        ).encode()
    )
