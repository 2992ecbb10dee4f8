"""`python -m blogkit doctor`: what is wrong with the way a blog is set up, in plain words.

Nothing is built and nothing is changed. Each complaint names the line and the remedy.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

from blogkit.links import listing_pages
from blogkit.site import load_settings, read_site
from blogkit.words import counted, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from blogkit.site import Site

# Files that repositories have and blogs mean nobody to read.
STRAY = ("readme", "agents", "claude", "contributing", "changelog", "code_of_conduct", "license")
STRAY_PATTERNS = (*STRAY, "todo", "security", "pull_request_template", "*_template")
FEED = re.compile(r"[\w./-]*\b(?:atom|feed|rss)\.(?:xml|json)\b")
FOLDERS_OF_PROGRAMS = ("node_modules", ".venv", "venv", "env", "_build")


@dataclass(frozen=True)
class Complaint:
    """What is wrong at a line of a file, and after a semicolon what to do; *name* is its kind."""

    path: str
    line: int
    message: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:1: {self.message} [doctor.{self.name}]"


@dataclass(frozen=True)
class Patient:
    """A blog as it is set up: conf.py's values, and the lines on which they are set."""

    site: Site
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def at(self, setting: str, message: str, name: str) -> Complaint:
        """A complaint about a setting in conf.py."""
        return Complaint("conf.py", self.lines.get(setting, 1), message, name)


def examine(root: Path) -> int:
    """Tell all that is wrong with the blog in *root*; returns the exit code. Raises ConfigError."""
    complaints = list(complaints_of(patient_in(root)))
    sys.stdout.writelines(f"{each}\n" for each in complaints)
    say(counted(len(complaints), "complaint") if complaints else "The blog is set up well.")
    return 1 if complaints else 0


def patient_in(root: Path) -> Patient:
    """The blog in this folder. Raises ConfigError for a conf.py that cannot be run."""
    conf = root / "conf.py"
    values = eval_config_file(conf, Tags())
    lines = _lines(conf.read_text(encoding="utf-8"))
    return Patient(read_site(root, load_settings(conf)), values, lines)


def complaints_of(patient: Patient) -> Iterator[Complaint]:
    """In the order of what is asked."""
    for question in (_base_url, _feeds, _sidebars, _stray_pages, _versions):
        yield from question(patient)


def _base_url(patient: Patient) -> Iterator[Complaint]:
    written = str(patient.values.get("blog_baseurl") or "")
    if not written:
        yield patient.at(
            "blog_baseurl",
            "the blog has no blog_baseurl, so it has no feeds and no permalinks; write its address, "
            'such as blog_baseurl = "https://you.example.org/"',
            "base-url",
        )
    elif urlsplit(written).scheme not in ("http", "https"):
        yield patient.at(
            "blog_baseurl",
            f"blog_baseurl = {written!r} has no scheme, so links in feeds lead nowhere; write "
            f"{'https://' + written.lstrip('/')!r}",
            "base-url",
        )


def _feeds(patient: Patient) -> Iterator[Complaint]:
    """Feeds that pages, templates or conf.py link to, and that are not made."""
    site = patient.site
    made = {page for page in listing_pages(site) if FEED.fullmatch(page)}
    for path in _written_files(site):
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            for found in FEED.finditer(line):
                if not any(found[0].endswith(each.rpartition("/")[2]) for each in made):
                    name = path.relative_to(site.root).as_posix()
                    message = (
                        f"'{found[0]}' is linked, and the blog makes no such feed; set "
                        "blog_baseurl, or take the link out"
                    )
                    yield Complaint(name, number, message, "feed")


def _written_files(site: Site) -> Iterator[Path]:
    yield site.root / "conf.py"
    for folder in site.settings.template_folders:
        yield from sorted((site.root / folder).rglob("*.html"))


def _sidebars(patient: Patient) -> Iterator[Complaint]:
    sidebars = patient.values.get("html_sidebars") or {}
    if not isinstance(sidebars, dict):
        return
    folders = list(_template_folders(patient))
    wanted = {name for names in sidebars.values() if isinstance(names, list) for name in names}
    for name in sorted(wanted):
        files = (name, name if name.endswith(".html") else f"{name}.html")
        if not any((folder / each).is_file() for folder in folders for each in files):
            message = (
                f"html_sidebars names the template '{name}', which is nowhere; put it into "
                "a folder of templates_path, or take it out"
            )
            yield patient.at("html_sidebars", message, "sidebars")


def _template_folders(patient: Patient) -> Iterator[Path]:
    """Where Sphinx looks for templates, as far as can be known without starting it."""
    root = patient.site.root
    yield from (root / each for each in patient.site.settings.template_folders)
    theme = str(patient.values.get("html_theme") or "alabaster").replace("-", "_")
    packages = (theme, "ablog", "sphinx", *patient.site.settings.extensions)
    for package in dict.fromkeys(each.partition(".")[0] for each in packages):
        spec = find_spec(package) if package.isidentifier() else None
        for place in (spec.submodule_search_locations or ()) if spec else ():
            yield from {path.parent for path in Path(place).rglob("*.html")}
            yield from {path.parent.parent for path in Path(place).rglob("*/*.html")}


def _stray_pages(patient: Patient) -> Iterator[Complaint]:
    site = patient.site
    for docname, document in site.documents.items():
        name = docname.rpartition("/")[2].lower()
        folder = next((each for each in FOLDERS_OF_PROGRAMS if f"{each}/" in f"{docname}/"), "")
        is_stray = any(fnmatch(name, each) for each in STRAY_PATTERNS)
        if document.posts or not (is_stray or folder):
            continue
        path = document.path.relative_to(site.root).as_posix()
        pattern = f"{folder}/**" if folder else path
        message = (
            f"this file becomes the page {docname}.html; if readers are not to see it, write "
            f'exclude_patterns = ["{pattern}"] in conf.py'
        )
        yield Complaint(path, 1, message, "stray-page")


def _versions(patient: Patient) -> Iterator[Complaint]:
    """Packages of the blog's extensions and theme that need others than those that are here."""
    known = packages_distributions()
    theme = str(patient.values.get("html_theme") or "").replace("-", "_")
    modules = {each.partition(".")[0] for each in (*patient.site.settings.extensions, theme)}
    packages = {name for module in modules for name in known.get(module, ())}
    for package in sorted(packages):
        for needed in _unmet(package):
            message = (
                f"{package} {version(package)} needs {needed}; install both in versions that fit: "
                f"pip install --upgrade {package}"
            )
            yield patient.at("extensions", message, "versions")


def _unmet(package: str) -> Iterator[str]:
    for written in requires(package) or ():
        requirement = Requirement(written)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            there = version(requirement.name)
        except PackageNotFoundError:
            yield f"{requirement.name}, which is not installed"
            continue
        if not requirement.specifier.contains(there, prereleases=True):
            yield f"{requirement.name} {requirement.specifier}, and {there} is installed"


def _lines(conf: str) -> dict[str, int]:
    """The line on which each name is first set."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(conf)):
        targets: Iterable[ast.expr] = ()
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = (node.target,)
        for target in targets:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, node.lineno)  # type: ignore[attr-defined]
    return found
