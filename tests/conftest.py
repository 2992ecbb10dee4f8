"""Is this blog sound? The posts are read once, and built once, for all the tests here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from blogkit.checks import check_site
from blogkit.checks.built_reading import read_built_site
from blogkit.checks.finding import Severity
from blogkit.checks.lines import as_line
from blogkit.site import load_settings, read_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.built_files import BuiltSite
    from blogkit.checks.finding import Finding
    from blogkit.site import Document, Site

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def site() -> Site:
    """All documents of this blog, read with the settings in conf.py."""
    return read_site(ROOT, load_settings(ROOT / "conf.py"))


@pytest.fixture(scope="session")
def findings(site: Site) -> list[Finding]:
    """Everything that the checks have to say about this blog."""
    return check_site(site)


@pytest.fixture
def complain(site: Site) -> Callable[[Document, Iterable[Finding]], None]:
    """Fail with the author's file, line and column of what is told of a document.

    A note is no fault. A draft is told of, but does not fail.
    """

    def complain_of(document: Document, found: Iterable[Finding]) -> None:
        faults = (each for each in found if each.path == document.path)
        lines = [as_line(each) for each in faults if each.severity is not Severity.INFO]
        if lines and document.is_unfinished(site.now):
            pytest.skip("not published yet: " + "; ".join(lines))
        if lines:
            pytest.fail("\n".join(lines), pytrace=False)

    return complain_of


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str, Callable[[Path], None]], Path]:
    """`made_once("x", make)`: a folder that `make(folder)` filled, once for all workers."""
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = base / name, base / f"{name}.done"
        with FileLock(base / f"{name}.lock"):
            if not done.exists():
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def built(site: Site, made_once: Callable[[str, Callable[[Path], None]], Path]) -> BuiltSite:
    """The blog as plain `sphinx-build` makes it, in a folder of its own."""
    return read_built_site(made_once("built", _build), site.settings.blog_baseurl)


def _build(html: Path) -> None:
    """Pictures that a build has made smaller stay so: they are kept with doctrees below `_build`."""
    build = ROOT / "_build"
    build.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="tests-", dir=build) as doctrees:
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", doctrees, str(ROOT)]
        run = subprocess.run([*command, str(html)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `document` runs once for each post and page, under its name."""
    if "document" in metafunc.fixturenames:
        blog = read_site(ROOT, load_settings(ROOT / "conf.py"))
        documents = [*blog.documents.values(), *(rival for _, rival in blog.rivals)]
        names = [str(document.path.relative_to(ROOT)) for document in documents]
        metafunc.parametrize("document", documents, ids=names)
