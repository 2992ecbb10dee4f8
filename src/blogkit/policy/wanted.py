"""What a page loads, runs and leads to, as the HTML of the built page says.

What its author put there is allowed, and nothing that anybody else puts there later: the texts of
scripts by their hashes, everything else by the host that it comes from.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml import etree

from blogkit.policy.hosts import needs_of_scripts
from blogkit.policy.scripts import wanted_by
from blogkit.policy.sources import SELF, hash_of, is_foreign, source_of
from blogkit.policy.stylesheets import addresses_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.policy.files import Files

Element = Any  # lxml has no types

HASHED_ATTRIBUTES = "'unsafe-hashes'"
# What loads from which attribute, by which directive (https://www.w3.org/TR/CSP3/#directives-fetch).
LOADS: dict[str, tuple[tuple[str, str], ...]] = {
    "img": (("src", "img-src"),),
    "image": (("href", "img-src"), ("xlink:href", "img-src")),
    "input": (("src", "img-src"),),
    "source": (("src", "media-src"),),
    "video": (("src", "media-src"), ("poster", "img-src")),
    "audio": (("src", "media-src"),),
    "track": (("src", "media-src"),),
    "iframe": (("src", "frame-src"),),
    "frame": (("src", "frame-src"),),
    "embed": (("src", "object-src"),),
    "object": (("data", "object-src"),),
    "base": (("href", "base-uri"),),
}
LINKS = {
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "mask-icon": "img-src",
    "manifest": "manifest-src",
    "stylesheet": "style-src",
    "modulepreload": "script-src",
}
PRELOADED = {"script": "script-src", "style": "style-src", "image": "img-src", "font": "font-src"}
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:,+|\s[^,]*,?|$)")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
FIND_HANDLERS = etree.XPath("//@*[starts-with(name(), 'on')]")
FIND_STYLES = etree.XPath("//@style")
FIND_EMBEDS = etree.XPath("//@data-embed")  # shown once a reader asks for it


class Wanted:
    """The sources that a page wants, by the names of directives."""

    def __init__(self, html: str, files: Files) -> None:
        self.sources: dict[str, set[str]] = {}
        self._files = files
        root = _parsed(html)
        self.has_policy = any(map(_is_policy, root.iter("meta")))
        for element in root.iter(*LOADS, "link", "script", "style", "form"):
            self._look_at(element)
        for style in FIND_STYLES(root):
            self._want("style-src", HASHED_ATTRIBUTES, hash_of(style))
            self._want_styles(addresses_in(style))
        for handler in FIND_HANDLERS(root):
            self._want("script-src", HASHED_ATTRIBUTES, hash_of(handler))
            self._want_what_is_in(handler)
        self._want("frame-src", *map(source_of, FIND_EMBEDS(root)))

    def _want(self, directive: str, *sources: str) -> None:
        self.sources.setdefault(directive, set()).update(filter(None, sources))

    def _look_at(self, element: Element) -> None:
        for attribute, directive in LOADS.get(element.tag, ()):
            if attribute in element.attrib:
                self._want(directive, source_of(element.get(attribute)))
        for found in CANDIDATE.finditer(element.get("srcset", "")):
            self._want("img-src", source_of(found[1]))
        if element.get("srcdoc"):  # what is in there is held to the policy of the page
            self._include(Wanted(element.get("srcdoc"), self._files))
        look = getattr(self, f"_look_at_{element.tag}", None)
        if look:
            look(element)

    def _include(self, other: Wanted) -> None:
        for directive, sources in other.sources.items():
            self._want(directive, *sources)

    def _look_at_link(self, link: Element) -> None:
        address = link.get("href", "")
        for kind in link.get("rel", "").lower().split():
            directive = PRELOADED.get(link.get("as", "")) if kind == "preload" else LINKS.get(kind)
            if directive:
                self._want(directive, source_of(address))
            if kind == "stylesheet":
                self._want_stylesheet(address)

    def _want_stylesheet(self, address: str) -> None:
        source = source_of(address)
        if is_foreign(source):  # where its fonts and pictures are too, as far as one can know
            self._want("font-src", source)
            self._want("img-src", source)
        elif source == SELF:
            self._want_styles(self._files.styles(address))

    def _want_styles(self, addresses: Iterable[tuple[str, bool]]) -> None:
        """Of what a stylesheet loads only a browser knows which is a font, and which a picture."""
        for address, is_stylesheet in addresses:
            source = source_of(address)
            self._want("font-src", source)
            self._want("img-src", source)
            if is_stylesheet:
                self._want("style-src", source)

    def _look_at_style(self, style: Element) -> None:
        for text in _texts(style):
            self._want("style-src", hash_of(text))
            self._want_styles(addresses_in(text))

    def _look_at_script(self, script: Element) -> None:
        if script.get("type", "").strip().lower().endswith("json"):  # data, which nobody runs
            return
        address = script.get("src")
        if address is None:
            for text in _texts(script):
                self._want("script-src", hash_of(text))
                self._want_what_is_in(text)
        elif is_foreign(source := source_of(address)):
            self._want_host(source)
        elif source == SELF:  # not `data:`, by which anybody could bring a script along
            self._want("script-src", source)
            self._want_what_is_in(self._files.script(address))

    def _want_what_is_in(self, script: str) -> None:
        for directive, source in wanted_by(script):
            self._want(directive, source)

    def _want_host(self, host: str) -> None:
        for directive, sources in needs_of_scripts(host).items():
            self._want(directive, *sources)

    def _look_at_form(self, form: Element) -> None:
        """A form of another host may lead on to a third, which browsers hold against the page."""
        if is_foreign(source_of(form.get("action", ""))):
            self._want("form-action", "https:", source_of(form.get("action", "")))


def _parsed(html: str) -> Element:
    """The page as browsers see it, who look at a script's text after they mended line ends."""
    text = html.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "xmlcharrefreplace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(text, parser=parser) if text.strip() else None
    return etree.Element("html") if root is None else root


def _is_policy(meta: Element) -> bool:
    return bool(meta.get("http-equiv", "").strip().lower() == "content-security-policy")


def _texts(element: Element) -> tuple[str, ...]:
    """What stands in the element. In a drawing browsers read it as any other text."""
    text = element.text or ""
    if not text:
        return ()
    if next(element.iterancestors("svg"), None) is None:
        return (text,)
    return text, unescape(text), CDATA.sub(r"\1", text)
