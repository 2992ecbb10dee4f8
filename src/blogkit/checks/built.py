"""The same faults looked for once more, in the HTML that readers get.

Whatever a theme, an extension or a template adds is seen here too; and posts that are not
Markdown (reStructuredText, notebooks) are judged by what became of them. A fault is told at the
author's line where one can be found, and not at all where the checks of the sources told it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from blogkit.checks.authors_place import authors_places
from blogkit.checks.finding import Finding, Severity
from blogkit.links import ALWAYS_THERE
from blogkit.sources import Place
from blogkit.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogkit.checks.built_files import BuiltFile, BuiltSite, Pointer
    from blogkit.site import Document, Site

# Names under which the checks of the sources tell of a link that the built page shows dead.
OF_LINKS = frozenset({"commented-out-target", "malformed-link", "renamed-target"})
TEXT_FRAGMENT = ":~:"  # from here on, words to look for
FEW = 3  # pages: with less than these nothing is known of a frame


@dataclass(frozen=True)
class Fault:
    """What is wrong with an address in a built file."""

    name: str
    severity: Severity
    pointer: Pointer
    message: str

    @property
    def about(self) -> tuple[str, str, str]:
        """The same for one fault that many pages show."""
        pointer = self.pointer
        return self.name, pointer.path or pointer.written, pointer.fragment


def faults_of(file: BuiltFile, built: BuiltSite) -> Iterator[Fault]:
    """What is wrong in one file of the site, in the order of its kinds."""
    for pointer in file.links:
        message = _dead_link(pointer, built)
        if message:
            yield Fault("broken-anchor", _severity(pointer, built), pointer, message)
    for pointer in file.pictures:
        if not built.file_at(pointer.path):
            message = f"the page shows the picture '{pointer.written}', which is not in the site"
            yield Fault("missing-image", Severity.ERROR, pointer, message)
    for pointer in file.without_alt:
        message = f"the picture '{PurePosixPath(pointer.written).name}' has no alt text"
        yield Fault("missing-alt-text", Severity.WARNING, pointer, message)
    for pointer in file.relative:
        message = f"the feed has '{pointer.written}', which leads nowhere in a feed reader"
        yield Fault("feed-link", Severity.ERROR, pointer, message)


def check_file(address: str, built: BuiltSite) -> list[Finding]:
    """The faults of one file, at its own lines."""
    file = built.read[address]
    findings = [_finding(fault, file, built) for fault in faults_of(file, built)]
    return sorted(findings, key=lambda finding: finding.sort_key)


def check_built(built: BuiltSite, site: Site, known: Iterable[Finding]) -> list[Finding]:
    """What is wrong in the whole site, and not among the findings *known* of its sources.

    What many pages share is told once: at the author's line, or else on the first page.
    """
    told = {(str(each.path), each.place, _kind(each.name)) for each in known}
    documents = _documents_by_address(site)
    files = sorted(built.read.values(), key=lambda file: _rank(documents.get(file.address)))
    found = [(file, fault) for file in files for fault in faults_of(file, built)]
    of_frame = _of_frame(found, documents, len(site.documents))
    findings: list[Finding] = []
    at_home: set[tuple[str, str, str]] = set()
    elsewhere: dict[tuple[str, str, str], list[Finding]] = {}
    for file, fault in found:
        document = None if fault.about in of_frame else documents.get(file.address)
        possible = _at_authors_lines(fault, document)
        if not possible:
            elsewhere.setdefault(fault.about, []).append(_finding(fault, file, built))
            continue
        at_home.add(fault.about)
        places = {(str(each.path), each.place, each.name) for each in possible}
        if not places & told:
            findings.append(possible[0])
        told |= places
    shared = (_once(each) for about, each in elsewhere.items() if about not in at_home)
    everything = [*findings, *shared, *private_pictures(built)]
    return sorted(everything, key=lambda finding: finding.sort_key)


def _of_frame(
    found: Iterable[tuple[BuiltFile, Fault]], documents: dict[str, Document], pages: int
) -> set[tuple[str, str, str]]:
    """What most documents' pages show comes from their frame, though one may mention the name."""
    count = Counter(fault.about for file, fault in found if file.address in documents)
    return {about for about, shown in count.items() if shown >= FEW and 2 * shown > pages}


def _at_authors_lines(fault: Fault, document: Document | None) -> list[Finding]:
    if document is None:
        return []
    places = authors_places(document, fault.pointer)
    return [
        Finding(fault.name, fault.severity, document.path, place, fault.message) for place in places
    ]


def _rank(document: Document | None) -> int:
    """A post's own page comes before those that show an excerpt of it."""
    return 2 if document is None else 0 if document.posts else 1


def _once(findings: list[Finding]) -> Finding:
    """What several pages share, told on the first."""
    first, count = findings[0], len(findings)
    return replace(first, message=f"{first.message} (so on {count} pages)") if count > 1 else first


def private_pictures(built: BuiltSite) -> Iterator[Finding]:
    """One finding for all published pictures that tell of their author."""
    telling = [file for file in built.read.values() if file.private]
    if telling:
        first = telling[0]
        message = (
            f"{counted(len(telling), 'published picture')}, beginning with this one, "
            f"{'tells' if len(telling) == 1 else 'tell'} {', '.join(first.private)}; "
            "let the build make copies without it"
        )
        path = built.folder / first.address
        yield Finding("private-image-metadata", Severity.ERROR, path, Place(1), message)


def _dead_link(pointer: Pointer, built: BuiltSite) -> str:
    address = built.file_at(pointer.path)
    if not address:
        return f"the page links to '{pointer.written}', which is not in the site"
    file, fragment = built.read.get(address), pointer.fragment.partition(TEXT_FRAGMENT)[0]
    if fragment in ALWAYS_THERE or file is None or not address.endswith(".html"):
        return ""
    if fragment in file.ids:
        return ""
    return f"the page links to '{pointer.written}', and '#{fragment}' is not there"


def _severity(pointer: Pointer, built: BuiltSite) -> Severity:
    """Of a dead link. Below the address of a blog on GitHub Pages stand its author's projects."""
    first = pointer.path.partition("/")[0]
    is_perhaps_a_project = "://" in pointer.written and first and "." not in first
    if is_perhaps_a_project and not any(name.startswith(f"{first}/") for name in built.names):
        return Severity.WARNING
    return Severity.ERROR


def _documents_by_address(site: Site) -> dict[str, Document]:
    """The documents by the page that each becomes, under `html` and under `dirhtml`."""
    found = {}
    for name, document in site.documents.items():
        found[f"{name}.html"] = document
        found.setdefault(f"{name}/index.html", document)
    return found


def _kind(name: str) -> str:
    return "broken-anchor" if name in OF_LINKS else name


def _finding(fault: Fault, file: BuiltFile, built: BuiltSite) -> Finding:
    place = Place(fault.pointer.line)
    return Finding(fault.name, fault.severity, built.folder / file.address, place, fault.message)
