"""The same in schema.org's words, as JSON-LD: what search engines show of posts.

Which properties they ask for: https://developers.google.com/search/docs/appearance/structured-data
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from blogkit.metadata.model import Kind

if TYPE_CHECKING:
    from blogkit.metadata.model import Article, Page, Person, Picture, Site

Thing = dict[str, Any]
# A page ends its script at the first `</script`, wherever that stands.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_ld(page: Page) -> str:
    """The script element for the head of a page whose address is known."""
    graph = {"@context": "https://schema.org", "@graph": things(page)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for character, written in UNSAFE.items():
        text = text.replace(character, written)
    return f'<script type="application/ld+json">{text}</script>\n'


def things(page: Page) -> list[Thing]:
    """The page, what it belongs to, and the way to it."""
    if page.kind is Kind.HOME:
        return [_website(page.site), _blog(page)]
    about = _posting(page, page.article) if page.article else _plain_page(page)
    return [about, _breadcrumbs(page)]


def _website(site: Site) -> Thing:
    return {"@type": "WebSite", "@id": f"{site.url}#site", "name": site.name, "url": site.url}


def _blog(page: Page) -> Thing:
    site = page.site
    return _filled(
        {
            "@type": "Blog",
            "@id": _blog_id(site),
            "name": site.name,
            "url": site.url,
            "description": site.subtitle or page.description,
            "inLanguage": page.language,
            "image": _image(page.picture),
            "isPartOf": {"@id": f"{site.url}#site"},
        }
    )


def _plain_page(page: Page) -> Thing:
    return _filled(
        {
            "@type": "CollectionPage" if page.kind is Kind.LISTING else "WebPage",
            "@id": page.url,
            "name": page.title,
            "url": page.url,
            "description": page.description,
            "inLanguage": page.language,
            "isPartOf": {"@id": f"{page.site.url}#site"},
        }
    )


def _posting(page: Page, article: Article) -> Thing:
    return _filled(
        {
            "@type": "BlogPosting",
            "@id": f"{page.url}#post",
            "headline": page.title,
            "description": page.description,
            "url": page.url,
            "mainEntityOfPage": page.url,
            "image": _image(page.picture),
            "datePublished": article.published.isoformat(),
            "dateModified": article.modified.isoformat(),
            "author": [_person(each) for each in article.authors],
            "publisher": {"@type": "Organization", "name": page.site.name, "url": page.site.url},
            "inLanguage": page.language,
            "keywords": list(article.tags),
            "articleSection": article.section,
            "isPartOf": {"@id": _blog_id(page.site)},
        }
    )


def _breadcrumbs(page: Page) -> Thing:
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(page.trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _person(person: Person) -> Thing:
    return _filled({"@type": "Person", "name": person.name, "url": person.url})


def _image(picture: Picture | None) -> Thing | None:
    if picture is None:
        return None
    size = {"width": picture.width, "height": picture.height}
    return _filled(
        {"@type": "ImageObject", "url": picture.url}
        | {name: value for name, value in size.items() if value}
    )


def _blog_id(site: Site) -> str:
    return f"{site.url}#blog"


def _filled(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}
