"""The block at the top of a post cannot be understood, or says something that cannot be.

Why: MyST drops the whole block when one value in it cannot be read, so the post loses its date
and its tags; a misspelt key is ignored without a word.
Bad: `date: 2024-13-45`, `tag: python`, `excerpt: two`, a post without a title.
Good: `date: 2024-12-05`, `tags: python`, `excerpt: 2`, `# A title` as the text's first line.
Fix: a misspelt key is spelled right, a value with a colon gets quotes, a date whose month is
misspelt or stands last is written anew, and the front matter's `title` becomes the heading. It
declines where more than one thing may have been meant.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.edits import part_at
from blogkit.checks.fields import KNOWN_KEYS, meant_date, meant_key, wanted_value
from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.links import is_free_page
from blogkit.posts import LABEL_KEYS, label_slug, read_date, redirect_page
from blogkit.sources import Place, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.posts import Post
    from blogkit.site import Document, Site
    from blogkit.sources import Source
    from blogkit.sources.front_matter import Field, Problem

NAME = "bad-front-matter"
PLAIN_VALUE = re.compile(r"(\s*(?:- +)?[\w.-]+:\s+)([^\s\"'|>\[{&*!].*?)\s*")


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place, and what would mend it."""

    place: Place
    message: str
    edit: Edit | None = None
    severity: Severity = Severity.ERROR


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    for fault in _faults(source, document.posts, site):
        fix = Fix((fault.edit,)) if fault.edit else None
        yield Finding(
            NAME, fault.severity, document.path, fault.place, fault.message, echo="YAML", fix=fix
        )


def _faults(source: Source, posts: tuple[Post, ...], site: Site) -> Iterator[Fault]:
    problem = source.front_matter.problem
    if problem:
        message = (
            f"the front matter cannot be read: {problem.message}; "
            "write 'key: value' lines, and quotes around a value that holds a colon"
        )
        yield Fault(problem.place, message, _with_quotes(problem, source))
        return
    for field in source.front_matter.fields:
        if posts or not field.readable or field.key == "draft":
            yield from _field_faults(field, source)
    yield from _repeated_keys(source)
    for update in source.directives:
        if update.name == "update" and not _is_date(update.argument, site):
            of_what = f"the date '{update.argument}' of an update"
            yield _unreadable_date(of_what, update.argument, update.place, source)
    if posts:
        yield from _post_faults(posts, source, site)


def _post_faults(posts: tuple[Post, ...], source: Source, site: Site) -> Iterator[Fault]:
    for post in posts:
        yield from _date_faults(post, source, site)
        yield from _label_faults(post, source)
        yield from _redirect_faults(post, source, site)
    if source.front_matter.get("blogpost") and _by_directive(source):
        message = "the post is made by its front matter and by 'post' below; keep one of the two"
        yield Fault(posts[0].place, message, severity=Severity.WARNING)
    if not _has_title(source, site):
        yield _no_title(posts[0], source)


def _with_quotes(problem: Problem, source: Source) -> Edit | None:
    """Quotes around the value on the line of the problem, if that solves it."""
    number = problem.place.line
    found = PLAIN_VALUE.fullmatch(source.lines[number - 1])
    if found is None or set(found[2]) & set('"\\'):
        return None
    block = list(source.lines[: source.front_matter.end])
    block[number - 1] = f'{found[1]}"{found[2]}"'
    place = Place(number, found.start(2) + 1, number, found.end(2) + 1)
    solved = read_front_matter("\n".join(block)).problem is None
    return Edit(source.path, place, f'"{found[2]}"') if solved else None


def _field_faults(field: Field, source: Source) -> Iterator[Fault]:
    if not field.readable and field.key == "date":
        of_what = f"'date: {field.written}'"
        yield _unreadable_date(of_what, field.written, field.value_place, source)
    elif not field.readable:
        message = f"'{field.key}: {field.written}' cannot be read; put it in quotes"
        yield Fault(field.value_place, message)
    elif wanted := wanted_value(field):
        message = f"'{field.key}: {' '.join(field.written.split())}' should be {wanted}"
        yield Fault(field.value_place, message)
    elif field.key not in KNOWN_KEYS and (meant := meant_key(field.key)):
        message = f"'{field.key}' is no key that a post has; did you mean '{meant}'?"
        edit = None if source.front_matter.get(meant) else Edit(source.path, field.place, meant)
        yield Fault(field.place, message, edit, Severity.WARNING)


def _repeated_keys(source: Source) -> Iterator[Fault]:
    """YAML takes the last and says nothing."""
    left = Counter(field.key for field in source.front_matter.fields)
    for field in source.front_matter.fields:
        left[field.key] -= 1
        if left[field.key] and field.key in KNOWN_KEYS:
            message = f"'{field.key}' stands here and further down, which alone counts; keep one"
            yield Fault(field.place, message, severity=Severity.WARNING)


def _date_faults(post: Post, source: Source, site: Site) -> Iterator[Fault]:
    field = source.front_matter.get("date")
    is_told = field is not None and not field.readable
    if post.written_date and not is_told and not _is_date(post.written_date, site):
        of_what = f"the date '{post.written_date}'"
        yield _unreadable_date(of_what, post.written_date, post.date_place, source)


def _unreadable_date(of_what: str, written: str, place: Place, source: Source) -> Fault:
    meant = meant_date(written)
    if not meant:
        message = f"{of_what} cannot be read; write it as 2025-10-05 or 5 October 2025"
        return Fault(place, message)
    within = part_at(place, written, source)
    edit = Edit(source.path, within, meant) if within else None
    return Fault(place, f"{of_what} cannot be read; did you mean {meant}?", edit)


def _no_title(post: Post, source: Source) -> Fault:
    field = source.front_matter.get("title")
    title = " ".join(str(field.value).split()) if field and field.value else ""
    if not title:
        return Fault(post.place, "the post has no title; begin its text with '# Title'")
    place = Place(source.front_matter.end + 1, 1, source.front_matter.end + 1, 1)
    message = f"the post has no title that is shown; begin its text with '# {title}'"
    return Fault(post.place, message, Edit(source.path, place, f"\n# {title}\n"))


def _by_directive(source: Source) -> bool:
    return any(each.name == "post" for each in source.directives)


def _place(key: str, post: Post, source: Source) -> Place:
    """Where a post says it: in its directive, or in the front matter."""
    field = None if _by_directive(source) else source.front_matter.get(key)
    return field.value_place if field else post.place


def _redirect_faults(post: Post, source: Source, site: Site) -> Iterator[Fault]:
    place = _place("redirect", post, source)
    for redirect in post.redirects:
        page = redirect_page(redirect)
        if not page:
            message = (
                f"'redirect: {redirect}' is no address in this blog; "
                "write the post's old one, without the host, such as 'old/name'"
            )
            yield Fault(place, message)
        elif not is_free_page(page, site):
            message = f"'redirect: {redirect}' would overwrite a page; take it out"
            yield Fault(place, message)
        elif site.count_redirects(page) > 1:
            message = f"'redirect: {redirect}' stands in more than one post; keep one of them"
            yield Fault(place, message)


def _label_faults(post: Post, source: Source) -> Iterator[Fault]:
    for key in LABEL_KEYS:
        for label in post.labels[key]:
            if not label_slug(label):
                message = (
                    f"no page can be named after '{label[:40]}' in '{key}': it has no letters and "
                    "digits, or too many; choose another word"
                )
                yield Fault(_place(key, post, source), message)


def _is_date(written: str, site: Site) -> bool:
    try:
        read_date(written, site.settings.post_date_format)
    except ValueError:
        return False
    return True


def _has_title(source: Source, site: Site) -> bool:
    from_key = site.settings.myst.title_to_header and "title" in source.front_matter.values()
    return bool(source.headings) or from_key
