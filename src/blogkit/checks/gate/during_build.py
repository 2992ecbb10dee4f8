"""The gate as the last part of a build: what it tells stops a publication.

`python -m blogkit build` has all of the site looked at. Under plain `sphinx-build`, where the output
is written in place and the checks of what was built are not asked for, only private text is told.
"""

from __future__ import annotations

import re
from functools import partial
from logging import ERROR, WARNING
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from blogkit.building.mirror import output_below
from blogkit.checks.built import check_built
from blogkit.checks.built_reading import read_built_site
from blogkit.checks.during_build import findings_of
from blogkit.checks.finding import Finding, Severity
from blogkit.checks.gate.inspecting import inspect
from blogkit.checks.gate.leaked_files import is_leaked
from blogkit.checks.gate.looking import Hit
from blogkit.checks.gate.private import Origin, private_of
from blogkit.checks.gate.public import TEXTS, not_published, published_words
from blogkit.checks.gate.sound_links import is_still_sound, remember_as_sound
from blogkit.checks.gate.streams import strings_in
from blogkit.checks.ignoring import ignored_in
from blogkit.checks.lines import location
from blogkit.memory import Memory
from blogkit.site import site_of
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.building.files import Mark
    from blogkit.checks.gate.private import Private
    from blogkit.site import Site

logger = logging.getLogger(__name__)

LAST = 10_000  # after all that writes
OWN_FILES = ("html_static_path", "html_extra_path", "templates_path")
RUN = re.compile(r"[\w+/-]{12,}")  # of a secret what is written the same everywhere
DEAD_LINK = "broken-anchor"  # only a warning where it may lead to another project
TOLD_OF_A_FILE = 3  # leaks; there may be as many as words


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Look at the site, and tell of what is not to be published."""
    if exception or app.config.blogkit_drafts or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    site, folder = site_of(app), Path(app.outdir)
    marks = app.blogkit_output = output_below(folder)  # type: ignore[attr-defined]
    findings = list(_leaks(app, folder, marks))
    if publishes(app):
        findings += [*_files(folder, marks), *_of_what_was_built(app, folder, marks)]
    for finding in findings:
        _tell(finding, site)


def publishes(app: Sphinx) -> bool:
    """Whether this build goes to readers only if nothing is wrong."""
    return hasattr(app, "blogkit_publishes")


def _leaks(app: Sphinx, folder: Path, marks: Mapping[str, Mark]) -> Iterator[Finding]:
    site = site_of(app)
    yield from _pages_of_others(site, folder)
    private, doctrees = private_of(site), Path(app.doctreedir)
    memory = None if doctrees.is_relative_to(folder) else Memory(doctrees)
    hits = inspect(folder, marks, private, memory, app.parallel, partial(_judged, app))
    told: set[Origin] = set()
    for hit in sorted(hits, key=lambda each: each.name):
        yield from _once(_texts(hit, private), told)
    for (kind, _), name in {each: hit.name for hit in hits for each in hit.secrets}.items():
        message = f"what looks like {kind} stands here, and in no post; revoke it, take it out"
        yield Finding("secret", Severity.ERROR, folder / name, Place(1), message)


def _judged(app: Sphinx, hits: list[Hit]) -> list[Hit]:
    """The hits without what readers see anyway, and without secrets that somebody told of or set
    on purpose: counters of visits have tokens too."""
    if not hits:
        return []
    theme = app.config.html_theme.replace("-", "_")
    rows, words = not_published(
        {row for hit in hits for row in hit.rows},
        {word for hit in hits for word in hit.words},
        published_words(site_of(app), _own_files(app), _settings(app), theme),
    )
    has_secrets = any(hit.secrets for hit in hits)
    known = "\n".join(_texts_of_sources(app)) if has_secrets else ""
    judged = (
        Hit(
            hit.name,
            hit.rows & rows,
            # In Sphinx's index parts of words stand for others.
            frozenset() if hit.name.endswith("searchindex.js") else hit.words & words,
            tuple(each for each in hit.secrets if _longest_run(each[1]) not in known),
        )
        for hit in hits
    )
    return [hit for hit in judged if hit.says_something]


def _longest_run(text: str) -> str:
    return max(RUN.findall(text), key=len, default=text)


def _texts(hit: Hit, private: Private) -> Iterator[tuple[Origin, Finding]]:
    found = [(each, " ".join(row)) for row, each in private.rows.items() if row in hit.rows]
    found += [(each, word) for word, each in private.words.items() if word in hit.words]
    found.sort(key=lambda each: (str(each[0].path), each[0].line))
    for origin, text in found[:TOLD_OF_A_FILE]:
        message = (
            f"'{text}' is only in {origin.what}, and stands in the site, in {hit.name}; find out "
            "what puts it there, or write it where readers may see it"
        )
        place = Place(origin.line)
        yield origin, Finding("leaked-text", Severity.ERROR, origin.path, place, message)


def _once(found: Iterable[tuple[Origin, Finding]], told: set[Origin]) -> Iterator[Finding]:
    """What stands on many pages is told with the first."""
    for origin, finding in found:
        if origin not in told:
            told.add(origin)
            yield finding


def _texts_of_sources(app: Sphinx) -> Iterator[str]:
    for document in site_of(app).documents.values():
        yield "\n".join(document.source.lines) if document.source else document.text
    yield from _settings(app)
    for path in _own_files(app):
        if path.suffix in TEXTS and path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def _pages_of_others(site: Site, folder: Path) -> Iterator[Finding]:
    for name, document in site.documents.items():
        if document.is_published(site.now):
            continue
        for page in (f"{name}.html", f"{name}/index.html"):
            if (folder / page).is_file() and name != "index" and _is_its(page, site):
                message = f"this is not published, and its page {page} is in the site; build anew"
                yield Finding("leaked-draft", Severity.ERROR, document.path, Place(1), message)


def _is_its(page: str, site: Site) -> bool:
    """Whether no other document has become this page, nor a redirect or a listing."""
    from blogkit.links import listing_pages

    names = {page.removesuffix(".html"), page.removesuffix("/index.html")}
    others = (site.documents.get(each) for each in names)
    is_others = any(each and each.is_published(site.now) for each in others)
    made = listing_pages(site) | site.redirects.keys()
    return not is_others and names.isdisjoint(made)


def _files(folder: Path, marks: Mapping[str, Mark]) -> Iterator[Finding]:
    for name in sorted(filter(is_leaked, marks)):
        message = "this file is none for readers; take it out of the folder that it comes from"
        yield Finding("leaked-file", Severity.ERROR, folder / name, Place(1), message)


def _of_what_was_built(app: Sphinx, folder: Path, marks: Mapping[str, Mark]) -> Iterator[Finding]:
    """Dead links and the like in all of the site; nothing where an earlier look still holds."""
    site = site_of(app)
    base_url, memory = site.settings.blog_baseurl, site.memory
    if _are_told(app) or (memory and is_still_sound(folder, marks, base_url, memory, site.jobs)):
        return
    built = read_built_site(folder, base_url, memory=memory, jobs=site.jobs)
    found = check_built(built, site, findings_of(app))
    told = [each for each in found if each.severity is Severity.ERROR or each.name == DEAD_LINK]
    if memory and not told:
        remember_as_sound(built, marks, base_url, memory)
    yield from told


def _are_told(app: Sphinx) -> bool:
    """Whether errors in the sources stop the publication; they are in the site, and told already."""
    site = site_of(app)
    errors = (each for each in findings_of(app) if each.severity is Severity.ERROR)
    documents = (site.document_at(each.path) for each in errors if not each.switched_off)
    return any(each is None or not each.is_unfinished(site.now) for each in documents)


def _settings(app: Sphinx) -> list[str]:
    """The texts in conf.py's settings, which templates show."""
    return [text for value in app.config for text in strings_in(value.value)]


def _own_files(app: Sphinx) -> Iterator[Path]:
    """Files that readers see, or that make what they see: the author's, and what pages include."""
    root = Path(app.srcdir)
    folders = [root / str(each) for name in OWN_FILES for each in getattr(app.config, name)]
    for folder in folders:
        yield from sorted(folder.rglob("*")) if folder.is_dir() else [folder]
    yield from (
        root / name for docname in app.env.found_docs for name in app.env.dependencies[docname]
    )


def _tell(finding: Finding, site: Site) -> None:
    document = site.document_at(finding.path)
    is_off = finding.name in site.settings.ignored_checks or (
        document is not None and ignored_in(document.source, site.settings).covers(finding)
    )
    if not is_off:
        logger.log(
            ERROR if finding.severity is Severity.ERROR else WARNING,
            "%s",
            finding.message,
            location=location(finding),
            type="blogkit",
            subtype=finding.name,
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("build-finished", on_build_finished, priority=LAST)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
