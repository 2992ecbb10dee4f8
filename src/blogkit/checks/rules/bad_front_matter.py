"""The block at the top of a post cannot be understood, or says something that cannot be.

Why: MyST drops the whole block when one value in it cannot be read, so the post loses its date
and its tags; a misspelt key is ignored without a word.
Bad: `date: 2024-13-45`, `tag: python`, `excerpt: two`, a post without a title.
Good: `date: 2024-12-05`, `tags: python`, `excerpt: 2`, `# A title` as the text's first line.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from blogkit.checks.finding import Finding, Severity
from blogkit.links import is_free_page
from blogkit.posts import LABEL_KEYS, label_slug, read_date, redirect_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from blogkit.posts import Post
    from blogkit.site import Document, Site
    from blogkit.sources import Place, Source
    from blogkit.sources.front_matter import Field

NAME = "bad-front-matter"

# ABlog's keys (ablog/post.py: PostDirective.option_spec), Sphinx's, MyST's, docutils', and ours.
KNOWN_KEYS = {
    *("blogpost", "date", "draft", "tags", "author", "category", "location", "language"),
    *("redirect", "title", "image", "excerpt", "exclude", "nocomments", "canonical_link"),
    *("external_link", "orphan", "tocdepth", "no-search", "nosearch", "html_meta", "myst"),
    *("substitutions", "html_theme.sidebar_secondary.remove", "jupytext", "kernelspec"),
    *("file_format", "mystnb", "sd_hide_title", "og_title", "og_description", "og_image"),
    *(
        "description",
        "keywords",
        "updated",
        "series",
        "featured",
        "authors",
        "organization",
        "address",
    ),
    *("contact", "version", "revision", "status", "copyright", "dedication", "abstract"),
}
NEAR_MISS = 0.8  # how alike two words are, from 0 to 1, that differ by a slip of the finger


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    for severity, place, message in _faults(source, document.posts, site):
        yield Finding(NAME, severity, document.path, place, message, echo="YAML")


def _faults(
    source: Source, posts: tuple[Post, ...], site: Site
) -> Iterator[tuple[Severity, Place, str]]:
    problem = source.front_matter.problem
    if problem:
        message = (
            f"the front matter cannot be read: {problem.message}; "
            "write 'key: value' lines, and quotes around a value that holds a colon"
        )
        yield Severity.ERROR, problem.place, message
        return
    for field in source.front_matter.fields:
        if posts or not field.readable or field.key == "draft":
            yield from _field_faults(field)
    date = source.front_matter.get("date")
    for post in posts:
        is_faulty = post.written_date and not _is_date(post.written_date, site)
        if is_faulty and (date is None or date.readable):
            message = f"the date '{post.written_date}' cannot be read{_example('date')}"
            yield Severity.ERROR, post.date_place, message
        yield from _label_faults(post, source)
        yield from _redirect_faults(post, source, site)
    if posts and source.front_matter.get("blogpost") and _by_directive(source):
        message = "the post is made by its front matter and by 'post' below; keep one of the two"
        yield Severity.WARNING, posts[0].place, message
    for update in source.directives:
        if update.name == "update" and not _is_date(update.argument, site):
            message = f"the date '{update.argument}' of an update cannot be read{_example('date')}"
            yield Severity.ERROR, update.place, message
    if posts and not _has_title(source, site):
        yield Severity.ERROR, posts[0].place, "the post has no title; begin its text with '# Title'"


def _field_faults(field: Field) -> Iterator[tuple[Severity, Place, str]]:
    if not field.readable:
        message = f"'{field.key}: {field.written}' cannot be read{_example(field.key)}"
        yield Severity.ERROR, field.value_place, message
    elif field.key in TYPES:
        fits, wanted = TYPES[field.key]
        if not fits(field.value):
            message = f"'{field.key}: {' '.join(field.written.split())}' should be {wanted}"
            yield Severity.ERROR, field.value_place, message
    elif field.key not in KNOWN_KEYS:
        near = get_close_matches(field.key.lower(), sorted(KNOWN_KEYS), n=1, cutoff=NEAR_MISS)
        if near:
            message = f"'{field.key}' is no key that a post has; did you mean '{near[0]}'?"
            yield Severity.WARNING, field.place, message


def _by_directive(source: Source) -> bool:
    return any(each.name == "post" for each in source.directives)


def _place(key: str, post: Post, source: Source) -> Place:
    """Where a post says it: in its directive, or in the front matter."""
    field = None if _by_directive(source) else source.front_matter.get(key)
    return field.value_place if field else post.place


def _redirect_faults(
    post: Post, source: Source, site: Site
) -> Iterator[tuple[Severity, Place, str]]:
    place = _place("redirect", post, source)
    for redirect in post.redirects:
        page = redirect_page(redirect)
        if not page:
            message = (
                f"'redirect: {redirect}' is no address in this blog; "
                "write the post's old one, without the host, such as 'old/name'"
            )
            yield Severity.ERROR, place, message
        elif not is_free_page(page, site):
            message = f"'redirect: {redirect}' would overwrite a page; take it out"
            yield Severity.ERROR, place, message
        elif site.redirects[page] > 1:
            message = f"'redirect: {redirect}' stands in more than one post; keep one of them"
            yield Severity.ERROR, place, message


def _label_faults(post: Post, source: Source) -> Iterator[tuple[Severity, Place, str]]:
    for key in LABEL_KEYS:
        for label in post.labels[key]:
            if not label_slug(label):
                message = (
                    f"no page can be named after '{label[:40]}' in '{key}': it has no letters and "
                    "digits, or too many; choose another word"
                )
                yield Severity.ERROR, _place(key, post, source), message


def _is_date(written: str, site: Site) -> bool:
    try:
        read_date(written, site.settings.post_date_format)
    except ValueError:
        return False
    return True


def _has_title(source: Source, site: Site) -> bool:
    from_key = site.settings.myst.title_to_header and "title" in source.front_matter.values()
    return bool(source.headings) or from_key


def _example(key: str) -> str:
    return "; write it as 2025-10-05 or 5 October 2025" if key == "date" else "; put it in quotes"


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit())


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool) or str(value).strip().lower() in ("true", "false", "yes", "no")


def _is_words(value: Any) -> bool:
    if isinstance(value, list):
        return all(each is None or isinstance(each, str | int | float) for each in value)
    return value is None or not isinstance(value, dict)


TYPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "draft": (_is_yes_or_no, "true or false"),
    "featured": (_is_yes_or_no, "true or false"),
    "excerpt": (_is_number, "the number of paragraphs to show, such as 1"),
    "image": (_is_number, "the number of the picture to show, such as 1 for the first"),
    **dict.fromkeys(LABEL_KEYS, (_is_words, "words with commas between them, or a list")),
}
