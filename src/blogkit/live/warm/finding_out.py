"""What is wrong with the blog, as the preview shows it: on the page, and at the element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogkit.checks import check_site
from blogkit.checks.reports.model import bounds
from blogkit.site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from blogkit.checks.finding import Finding
    from blogkit.documents import Document
    from blogkit.live.warm.starting import Started
    from blogkit.sources import Source


def broken_pages(started: Started) -> dict[str, str]:
    """The pages that are not what their authors wrote, each with its source's path."""
    site, pages = site_of(started.app), {}
    told = {note.path for note in started.noting.notes if note.breaks}
    for docname, document in site.documents.items():
        if document.is_left_out or document.may_hide_a_post or str(document.path) in told:
            pages[page_of(started.app, docname)] = str(document.path)
    return pages


def page_of(app: Sphinx, docname: str) -> str:
    """The file in the site that a document becomes."""
    builder: Any = app.builder
    return str(builder.get_output_path(docname).relative_to(builder.outdir).as_posix())


def findings_of(app: Sphinx) -> list[dict[str, Any]]:
    """All findings; those that the author has switched off are not among them."""
    site = site_of(app)
    return [
        finding_as_json(app, each, document)
        for each in check_site(site)
        for document in [site.document_at(each.path)]
        if document is not None
    ]


def finding_as_json(app: Sphinx, finding: Finding, document: Document) -> dict[str, Any]:
    """A finding, on which page it is to be shown, and at which element (*mark*)."""
    (line, column), _ = bounds(finding.place)
    source = document.source
    return {
        "name": finding.name,
        "severity": finding.severity.value,
        "path": str(finding.path),
        "line": line,
        "column": column,
        "message": finding.message,
        "page": page_of(app, document.docname),
        "mark": _mark(finding, source) if source else None,
        "mends": bool(finding.fix and finding.fix.safe),
        "source": list(source.lines[max(0, line - 2) : line + 1]) if source else [],
        "first_line": max(1, line - 1),
    }


def _mark(finding: Finding, source: Source) -> dict[str, Any] | None:
    """What to look for on the page: the n-th link with these words, the n-th such picture."""
    place = finding.place
    for image in source.images:
        if image.place.line == place.line and image.place.column == place.column:
            return {"kind": "picture", "target": image.target, "at": _rank(source.images, image)}
    for link in source.links:
        if _meets(link.place, place):
            return {"kind": "link", "text": link.text, "at": _rank(source.links, link)}
    for heading in source.headings:
        if heading.place.line == place.line:
            return {"kind": "heading", "text": heading.text, "at": 0}
    lines = source.lines[place.line - 1 : place.line]
    return {"kind": "text", "text": lines[0][place.column - 1 :][:80], "at": 0} if lines else None


def _meets(outer: Any, inner: Any) -> bool:
    (start, end), (line, _) = bounds(outer), bounds(inner)
    return bool(start <= line <= end)


def _rank(all_of_them: Any, one: Any) -> int:
    """How many before it have the same words, or show the same picture."""
    name = "target" if hasattr(one, "alt") else "text"
    same = [each for each in all_of_them if getattr(each, name) == getattr(one, name)]
    return same.index(one)
