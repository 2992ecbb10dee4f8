"""The files that lead readers on: a page at each old address, and lists for hosts that read them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx.util.osutil import relative_uri

from blogkit.permalinks.addresses import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SAFE = "/#%:@!$&'()*+,;=~"
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
{head}</head>
<body>
<main>
<h1>{title}</h1>
<p>{words}</p>
</main>
</body>
</html>
"""
MOVED_HEAD = """\
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={target}">
<script>{script}</script>
"""
POLICY = "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'"  # and the icon


@dataclass(frozen=True)
class RedirectFile:
    """A file of the site by its path; it shows nothing but its own text."""

    name: str
    text: str

    def render(self) -> bytes:
        """The file's bytes."""
        return self.text.encode()

    @property
    def shows(self) -> str:
        """What it is made of."""
        return self.text


def redirect_files(
    moved: Mapping[str, str], gone: Iterable[str], base_url: str
) -> Iterator[RedirectFile]:
    """All of them, for a site at *base_url*; none if nothing has moved."""
    there, away = dict(sorted(moved.items())), sorted(gone)
    for address, target in there.items():
        if _is_page(address):
            yield RedirectFile(file_of(address), _moved(address, target, base_url))
    for address in away:
        if _is_page(address):
            yield RedirectFile(file_of(address), _gone(base_url))
    if there or away:
        top = urlsplit(base_url).path.rstrip("/")
        lines = [f"{_path(top, old)} {_path(top, new)} 301\n" for old, new in there.items()]
        yield RedirectFile("_redirects", "".join(lines))
        rules = [f'Redirect 301 "{_path(top, a)}" "{_path(top, b)}"\n' for a, b in there.items()]
        rules += [f'Redirect gone "{_path(top, each)}"\n' for each in away]
        yield RedirectFile(".htaccess", "".join(rules))


def _is_page(address: str) -> bool:
    return address.endswith((".html", "/"))


def _path(top: str, address: str) -> str:
    return top + quote(address, safe=SAFE)


def _moved(address: str, target: str, base_url: str) -> str:
    page, has_anchor, anchor = target.partition("#")
    way = quote(relative_uri(address.lstrip("/"), page.lstrip("/")) or "./", safe=SAFE)
    way += f"#{quote(anchor, safe=SAFE)}" if has_anchor else ""
    canonical = base_url.rstrip("/") + quote(page, safe=SAFE)
    # Quoted, it ends neither the text nor the script.
    script = f'location.replace("{way}"{"" if has_anchor else " + location.hash"})'
    head = MOVED_HEAD.format(canonical=escape(canonical), target=escape(way), script=script)
    words = f'It is at <a href="{escape(way)}">{escape(canonical)}</a> now.'
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"{POLICY}; script-src 'sha256-{digest}'"
    return PAGE.format(title="This page has moved", policy=policy, head=head, words=words)


def _gone(base_url: str) -> str:
    words = f'There is more on <a href="{escape(base_url)}">the front page</a>.'
    return PAGE.format(title="This page is gone", policy=POLICY, head="", words=words)
