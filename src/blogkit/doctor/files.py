"""Files that settings name and that are not there, and files that become pages by accident."""

from __future__ import annotations

from collections import Counter
from glob import glob
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from blogkit.reading import discover
from blogkit.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.checks.finding import Finding
    from blogkit.doctor.conf import Conf
    from blogkit.settings import Settings

NAMING_FILES = ("html_favicon", "html_logo", "html_static_path", "html_extra_path")
# Written for those who work on a repository, not for readers; in any case of letters.
FOR_DEVELOPERS = frozenset(
    {
        *("agents", "changelog", "claude", "code_of_conduct", "contributing"),
        *("copilot-instructions", "gemini", "license", "security", "todo"),
    }
)
OF_TOOLS = frozenset(
    {"node_modules", "site-packages", "venv", ".venv", "env", ".tox", ".nox", ".github", "_build"}
)


def missing(conf: Conf, settings: Settings) -> Iterator[Finding]:
    """Settings that name a file or folder which is not there."""
    for setting in NAMING_FILES:
        for written in conf.texts(setting):
            if "://" not in written and not (conf.root / written).exists():
                message = (
                    f"{setting} names '{written}', which is not there; put it there, or take it out"
                )
                yield conf.error("missing-file", setting, message, written)


def without_posts(conf: Conf, settings: Settings) -> Iterator[Finding]:
    """A pattern of posts that no file matches."""
    for pattern in settings.blog_post_pattern:
        if not glob(str(conf.root / pattern), recursive=True):  # noqa: PTH207 - as ABlog does
            message = f"blog_post_pattern: no file matches '{pattern}', so it makes no post"
            yield conf.warning("no-posts", "blog_post_pattern", message, pattern)


def by_accident(conf: Conf, settings: Settings) -> Iterator[Finding]:
    """Documents that nobody wrote for the blog's readers."""
    found = sorted(path.relative_to(conf.root) for _, path in discover(conf.root, settings))
    folders = Counter(folder for path in found if (folder := _folder_of_tools(path)))
    for folder, count in folders.items():
        pages = counted(count, "page")
        yield _published(conf, f"the folder {folder} would be published as {pages}", folder)
    index = _root_text(conf)
    for path in found:
        name = path.with_suffix("").as_posix()
        if _is_for_developers(path) and not _folder_of_tools(path) and name not in index:
            yield _published(conf, f"{path.as_posix()} would be published", path.as_posix())


def _is_for_developers(path: Path) -> bool:
    """A README in any folder, others beside conf.py: below, they may well be a site's own."""
    stem = path.stem.lower()
    return stem == "readme" or (stem in FOR_DEVELOPERS and len(path.parts) == 1)


def _published(conf: Conf, what: str, pattern: str) -> Finding:
    message = f"{what}; write exclude_patterns += ['{pattern}'] unless it is meant for readers"
    return conf.warning("published-by-accident", "exclude_patterns", message)


def _folder_of_tools(path: Path) -> str:
    """The first of its folders that belongs to a tool, as a pattern."""
    for count, part in enumerate(path.parts[:-1], 1):
        if part in OF_TOOLS:
            return str(PurePosixPath(*path.parts[:count]))
    return ""


def _root_text(conf: Conf) -> str:
    """The first page as it is written: what its toctree names is meant to be there."""
    root_doc = conf.values.get("root_doc") or conf.values.get("master_doc") or "index"
    for path in sorted(conf.root.glob(f"{root_doc}.*")):
        return path.read_text("utf-8", "replace")
    return ""
