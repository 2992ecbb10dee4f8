"""A page's HTML made fit for other places: every address absolute, nothing that needs the page.

Feed readers show it far from its page, many posts on one page of theirs. So ids go (links to them
lead to the page), and with them headings' permalinks, scripts, styles and comments.
"""

from __future__ import annotations

import re
import sys
from html import escape
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from blogkit.feeds.model import writable

Element = Any  # lxml has no types

# https://html.spec.whatwg.org/multipage/indices.html#attributes-3, and those of HTML 4.
ADDRESSES = frozenset(
    {
        *("href", "src", "action", "cite", "poster", "formaction", "background", "longdesc"),
        *("data", "codebase", "lowsrc", "dynsrc", "manifest", "profile", "usemap", "xlink:href"),
    }
)
ADDRESS_LISTS = frozenset({"srcset", "imagesrcset"})
USELESS = ("script", "style", "base", "link", "meta", "noembed", "noframes")
FIND_PERMALINKS = etree.XPath("descendant::a[contains(concat(' ', @class, ' '), ' headerlink ')]")
FIND_SECTION = etree.XPath("descendant::*[@id=$name]")
NUMERIC_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))(?![0-9a-f]);?", re.IGNORECASE)
DOCUMENT_END = re.compile(r"</html\s*>", re.IGNORECASE)  # libxml2 reads nothing after it
# libxml2 knows HTML 4: it does not know that these are empty.
VOID_END = re.compile("</(?:source|track|wbr)>")
# What says when and in which size a page loads a picture. A feed shows the one of `src`.
FOR_LOADING = ("loading", "fetchpriority", "decoding")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute: an address may hold
# commas, but neither begin nor end with one.
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:,+|(\s[^,]*)?(?:,|$))")
CSS_ADDRESS = re.compile(r"""(?<=url\()\s*["']?([^"'()]*)["']?\s*(?=\))""", re.IGNORECASE)


def absolute(fragment: str, page_url: str) -> str:
    """The HTML *fragment* of the page at *page_url*, fit to be shown anywhere. Idempotent."""
    body = _parse(fragment)
    _free_from_page(body, page_url)
    return _inner_html(body)


def post_content(page: str, page_url: str, section: str = "") -> str:
    """What a post says below its title.

    *page* is the HTML of its page's body; *section* is the id of the section that the post is, if
    it is not the whole page.
    """
    body = _parse(page)
    found = FIND_SECTION(body, name=section) if section else ()
    if found:
        body = found[0]
    _drop_title(body, HEADINGS if found else HEADINGS[:1])
    _free_from_page(body, page_url)
    return _inner_html(body)


def _parse(fragment: str) -> Element:
    """An element that holds the fragment and nothing else."""
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    text = NUMERIC_REFERENCE.sub(_mend_reference, writable(DOCUMENT_END.sub("", fragment)))
    root = document_fromstring(f"<html><body>{text}", parser=parser)
    for part in list(root.iterdescendants("html", "head", "body", "frameset")):
        part.drop_tag()
    return root


def _mend_reference(found: re.Match[str]) -> str:
    """As browsers do with `&#0;`. A carriage return would not outlast a second reading."""
    code = int(found[1], 16) if found[1] else int(found[2])
    if code == ord("\r"):
        return "\n"
    return found[0] if code <= sys.maxunicode and writable(chr(code)) else "\ufffd"


def _inner_html(element: Element) -> str:
    parts = [etree.tostring(child, method="html", encoding="unicode") for child in element]
    return escape(element.text or "", quote=False) + VOID_END.sub("", "".join(parts))


def _drop_title(body: Element, names: tuple[str, ...]) -> None:
    title = next(body.iter(*names), None)
    if title is not None:
        title.drop_tree()


def _free_from_page(body: Element, page_url: str) -> None:
    for useless in [*body.iterdescendants(*USELESS), *FIND_PERMALINKS(body)]:
        useless.drop_tree()
    for picture in list(body.iter("picture")):
        _keep_fallback(picture)
    for verbatim in list(body.iter("xmp", "plaintext")):  # what is in them would be escaped twice
        verbatim.tag = "code"
    for frame in body.iter("iframe"):
        frame.text = None  # for browsers before HTML 4
    for element in body.iterdescendants(etree.Element):
        for name, value in element.items():
            _mend_attribute(element, name, value, page_url)


def _keep_fallback(picture: Element) -> None:
    """Of a `<picture>` only the `<img>` that every reader of feeds can show."""
    for source in list(picture.iter("source")):
        source.drop_tag()  # libxml2, which does not know it, puts into it what follows
    for image in picture.iter("img"):
        for name in (*ADDRESS_LISTS, *FOR_LOADING, "sizes"):
            image.attrib.pop(name, None)
    picture.drop_tag()


def _mend_attribute(element: Element, name: str, value: str, page_url: str) -> None:
    if name == "id" and not _is_drawn(element):
        del element.attrib[name]
    elif name == "style" and "url(" in value.lower():
        element.set(name, _absolute_style(value, page_url))
    elif name in ADDRESS_LISTS:
        element.set(name, _absolute_list(value, page_url))
    elif name in ADDRESSES and not _is_local(element, name, value):
        element.set(name, _join(page_url, value, name))


def _is_drawn(element: Element) -> bool:
    return element.tag == "svg" or next(element.iterancestors("svg"), None) is not None


def _is_local(element: Element, name: str, value: str) -> bool:
    """Whether an address leads to what goes with it: an image's map, a shape in a drawing."""
    if not value.strip().startswith("#"):
        return False
    return name == "usemap" or (element.tag != "a" and _is_drawn(element))


def _join(page_url: str, address: str, name: str = "src") -> str:
    """An empty `href` leads to the page itself; anything else that is empty leads nowhere."""
    address = address.strip()
    if HAS_SCHEME.match(address) or not (address or name == "href"):
        return address
    try:
        return urljoin(page_url, address).strip()
    except ValueError:  # such as "//[": no address, whoever reads it
        return address


def _absolute_list(candidates: str, page_url: str) -> str:
    return ", ".join(
        f"{_join(page_url, found[1])}{(found[2] or '').rstrip()}"
        for found in CANDIDATE.finditer(candidates)
    )


def _absolute_style(style: str, page_url: str) -> str:
    return CSS_ADDRESS.sub(
        lambda found: found[0] if found[1][:1] == "#" else f"'{_join(page_url, found[1])}'", style
    )
