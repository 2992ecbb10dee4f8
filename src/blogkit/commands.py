"""The command line: `python -m blogkit build`, `check`, `new`, `photos`, `live`.

Exit codes: 0 all well, 1 errors were found, 2 the command could not run.
"""

from __future__ import annotations

import argparse
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.site import Document, Site

FAILED, UNUSABLE = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks our letters
    options = _parser().parse_args(arguments)
    root = Path.cwd()
    if options.command != "check" and not (root / "conf.py").is_file():
        return _refuse(f"there is no conf.py in {root}; run this in the blog's folder")
    return int(options.run(root, options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m blogkit", description="Write and check a blog."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the site into _build/html")
    build.add_argument("--drafts", action="store_true", help="show drafts, in _build/drafts")
    build.add_argument("--strict", action="store_true", help="take warnings for errors")
    build.add_argument(
        *("-j", "--jobs"), type=_jobs, default=0, metavar="N", help="how many processes at once"
    )
    build.set_defaults(run=_build)
    check = commands.add_parser("check", help="look for faults in the posts")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")
    check.set_defaults(run=_check)
    new = commands.add_parser("new", help="begin a post")
    new.add_argument("title")
    new.set_defaults(run=_new)
    photos = commands.add_parser("photos", help="bring pictures into a post")
    photos.add_argument("paths", nargs="+", type=_source, metavar="PATH", help="files or folders")
    photos.add_argument("--post", required=True, metavar="NAME", help="its file or folder")
    photos.add_argument(
        "--print", action="store_true", dest="printed", help="print the lines, do not append them"
    )
    photos.set_defaults(run=_photos)
    live = commands.add_parser("live", help="show the blog as you write")
    live.add_argument("--port", type=_port, default=8000)
    live.set_defaults(run=_live)
    return parser


def _source(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(
            "name the folder that the pictures are in: make photos FROM=~/Pictures/trip POST=a-trip"
        )
    return Path(text).expanduser()


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is no port: a number from 1 to 65535")
    return int(text)


def _jobs(text: str) -> int:
    """A number of processes; 0 stands for as many as can run at once."""
    if text == "auto":
        return 0
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is neither auto nor a number from 1 on")
    return int(text)


def _build(root: Path, options: argparse.Namespace) -> int:
    from blogkit.faster.garbage import put_off

    with put_off():
        from blogkit.build import build

        return build(root, drafts=options.drafts, strict=options.strict, jobs=options.jobs)


def _new(root: Path, options: argparse.Namespace) -> int:
    from sphinx.errors import ConfigError

    from blogkit.new import CannotCreateError, new_post

    try:
        path = new_post(root, options.title)
    except (CannotCreateError, ConfigError) as error:
        return _refuse(str(error))
    print(f"Wrote {path.relative_to(root)}, a draft. 'make live' shows it.")
    return 0


def _photos(root: Path, options: argparse.Namespace) -> int:
    from blogkit.photos.command import CannotBringError, bring_photos

    append = not options.printed
    try:
        lines, all_came = bring_photos(root, options.paths, options.post, append=append)
    except CannotBringError as error:
        return _refuse(str(error))
    if options.printed:
        print(*lines, sep="\n")
    return 0 if all_came else FAILED


def _live(root: Path, options: argparse.Namespace) -> int:
    from blogkit.live import live

    return live(root, options.port)


def _check(root: Path, options: argparse.Namespace) -> int:
    from sphinx.errors import ConfigError

    from blogkit.checks import check_site
    from blogkit.checks.finding import Severity
    from blogkit.checks.report import as_line, summary
    from blogkit.running import in_words

    missing = next((path for path in options.paths if not path.exists()), None)
    if missing:
        return _refuse(f"there is no {missing}")
    try:
        site, documents = _chosen(root, options.paths)
    except ConfigError as error:
        return _refuse(in_words(error))
    findings = check_site(site, documents)
    for finding in findings:
        print(as_line(finding))
    print(summary(findings, len(documents)))
    return FAILED if any(each.severity is Severity.ERROR for each in findings) else 0


def _chosen(root: Path, paths: Sequence[Path]) -> tuple[Site, list[Document]]:
    """The site, and those of its documents that *paths* name; all of them for no paths."""
    from blogkit.memory import Memory
    from blogkit.parallel import cores
    from blogkit.site import load_settings, read_files, read_site

    if (root / "conf.py").is_file():
        memory = Memory(root / "_build" / "cache")
        site = read_site(root, load_settings(root / "conf.py"), memory=memory, jobs=cores())
        everything = [*site.documents.values(), *(rival for _, rival in site.rivals)]
        wanted = [path.resolve() for path in paths]
        chosen = [
            document
            for document in everything
            if not paths or any(document.path.is_relative_to(path) for path in wanted)
        ]
        if chosen or not paths:
            return site, chosen
    site = read_files(_markdown_files(paths or [root]))
    return site, list(site.documents.values())


def _markdown_files(paths: Sequence[Path]) -> list[Path]:
    folders = (sorted(path.rglob("*.md")) if path.is_dir() else [path] for path in paths)
    return [path for files in folders for path in files]


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return UNUSABLE
