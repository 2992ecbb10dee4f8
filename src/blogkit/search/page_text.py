"""What a page says to those who search, taken from its HTML: what readers see, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlMixin

from blogkit.search.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Element = Any  # lxml has no types

# Elements within a line; all others begin a new one.
INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img"),
        *("ins", "kbd", "label", "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
        *("math", "mi", "mn", "mo", "mrow", "mtext", "semantics"),
    }
)
UNSEEN = ("script", "style", "template", "noscript", "button", "select", "annotation", "svg")
# Posts that the page lists, and signs that are no words of the author's.
LISTED = etree.XPath(  # most elements have no class, and are asked nothing more
    "descendant::*[@hidden or @class[contains(., 'postlist') or contains(., 'headerlink')"
    " or contains(., 'linenos') or contains(concat(' ', ., ' '), ' cards ')]]"
)
# What Pygments puts around the signs of a program: most elements of many pages, and none that says
# anything here. To take the others apart is half the work.
SIGN = re.compile(r'<span class="\w{1,3}">([^<]*)</span>')
LEADING = ("ul", "ol", "p", "sub", "nav")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PART = 12_000  # characters of a text that a reader's browser loads at once, for an excerpt
MOST_PARTS = 26
# How much a word counts by where it stands; how often it does adds up to 3.
OFTEN, HEADING, LABEL, TITLE = 3, 2, 6, 7


@dataclass(frozen=True)
class PageText:
    """A page's title, its text in parts, and the address of its first picture.

    *words* has for each word how much it counts (0 to 7) and eight times the part where it is
    found first.
    """

    title: str
    parts: tuple[str, ...]
    words: dict[str, int]
    picture: str = ""


def page_text(html: str, *, title: str, labels: Iterable[str], address: str) -> PageText:
    """What is to be found in the body of the page at *address*, both relative to the site."""
    # Not lxml.html's: it looks a class up for each element.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    body = etree.fromstring(f"<html><body>{''.join(SIGN.split(html))}", parser)
    picture = _picture(body, address)
    for useless in [*body.iterdescendants(*UNSEEN), *LISTED(body)]:
        _remove(useless)
    if any(map(_leads_within, body.iterdescendants("a"))):
        for element in list(body.iterdescendants(*LEADING)):
            if _only_leads_within(element):
                _remove(element)
    headings = [_text(each) for each in body.iterdescendants(*HEADINGS)]
    first = next(body.iterdescendants("h1"), None)
    if first is not None:
        _remove(first)
    parts = tuple(_in_parts(_text(body)))
    return PageText(title, parts, weighed(title, labels, headings, parts), picture)


def weighed(
    title: str, labels: Iterable[str], headings: Iterable[str], parts: Iterable[str]
) -> dict[str, int]:
    """Each word with how much it counts and where it is found, as `PageText.words` has it.

    In an order that is the same in each process.
    """
    counts: Counter[str] = Counter()
    later: dict[str, int] = {}  # the places of words that are not in the first part, as most are
    for part, text in enumerate(parts):
        found = Counter(words_of(text))
        later.update(dict.fromkeys(found.keys() - counts.keys(), part) if part else ())
        counts.update(found)
    weights = dict.fromkeys(counts, 0)
    weights |= {word: min(OFTEN, n.bit_length() - 1) for word, n in counts.items() if n > 1}
    for word in dict.fromkeys(each for heading in headings for each in words_of(heading)):
        weights[word] = weights.get(word, 0) + HEADING
    for texts, weight in ((labels, LABEL), ((title,), TITLE)):
        weights |= {word: weight for text in texts for word in words_of(text)}
    return weights | {word: part * 8 + weights[word] for word, part in later.items()}


def _remove(element: Element) -> None:
    if element.getparent() is not None:
        HtmlMixin.drop_tree(element)


def _only_leads_within(element: Element) -> bool:
    """Whether it is a contents list, or a way back to the top."""
    links = list(element.iterdescendants("a"))
    if not links or not all(map(_leads_within, links)):
        return False
    linked = Counter(word for each in links for word in "".join(each.itertext()).split())
    others = Counter("".join(element.itertext()).split()) - linked
    return not any(letter.isalnum() for word in others for letter in word)


def _leads_within(link: Element) -> bool:
    return str(link.get("href", "")).startswith("#")


def _text(element: Element) -> str:
    """Its words, a line for each of its blocks."""
    lines = "".join(_pieces(element)).split("\n")
    return "\n".join(words for line in lines if (words := " ".join(line.split())))


def _pieces(element: Element) -> Iterator[str]:
    """As the text stands, but for line breaks: those are where blocks begin and end."""
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each.tag not in INLINE:
            yield "\n"
        text = each.text if event == "start" else each.tail if each is not element else ""
        yield (text or "").replace("\n", " ")


def _in_parts(text: str) -> Iterator[str]:
    """At the ends of lines; a part is at least half as long as the longest may be."""
    longest = max(PART, 2 * (len(text) // MOST_PARTS + 1))
    while len(text) > longest:
        end = text.rfind("\n", longest // 2, longest)
        end = end if end > 0 else longest
        yield text[:end]
        text = text[end:].lstrip("\n")
    yield text


def _picture(body: Element, address: str) -> str:
    """The smallest form of the first picture, relative to the site; none from other hosts."""
    for image in body.iterdescendants("img"):
        source = urljoin(address, _smallest(image))
        if source and not urlsplit(source).scheme and not source.startswith("/"):
            return source
    return ""


def _smallest(image: Element) -> str:
    candidates = [each.split() for each in str(image.get("srcset", "")).split(", ")]
    widths = {int(each[1][:-1]): each[0] for each in candidates if _has_width(each)}
    return widths[min(widths)] if widths else str(image.get("src", ""))


def _has_width(candidate: list[str]) -> bool:
    return len(candidate) == 2 and candidate[1][:-1].isdecimal() and candidate[1].endswith("w")
