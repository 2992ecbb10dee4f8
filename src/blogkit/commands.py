"""The command line: `python -m blogkit build`, `check`, `new`, `photos`, `permalinks`,
`live`, `doctor`.

Exit codes: 0 all well, 1 errors were found, 2 the command could not run.
"""

from __future__ import annotations

import argparse
import gc
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED, UNUSABLE = 1, 2
FORMATS = ("text", "json", "github", "sarif")  # of blogkit.checks.reports, which is slow to import


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
    _add_options_of_check(check)
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
    permalinks = commands.add_parser("permalinks", help="record the addresses that are published")
    _add_options_of_permalinks(permalinks)
    permalinks.set_defaults(run=_permalinks)
    compress = commands.add_parser("compress", help="pack the site's texts for a server of yours")
    compress.set_defaults(run=_compress)
    live = commands.add_parser("live", help="show the blog as you write")
    live.add_argument("--port", type=_port, default=8000)
    live.add_argument(
        "--host", default="127.0.0.1", help="another address than this machine's own, for others"
    )
    live.set_defaults(run=_live)
    doctor = commands.add_parser("doctor", help="look for what is wrong with conf.py and around it")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_options_of_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")
    check.add_argument(
        "--external", action="store_true", help="ask other sites whether they are still there"
    )
    check.add_argument("--fix", action="store_true", help="make the fixes that are safe")
    check.add_argument("--diff", action="store_true", help="show fixes, and make none")
    check.add_argument("--format", choices=FORMATS, default="text", help="how to tell faults")
    for option, what in (
        ("--unsafe", "make the suggested fixes of these checks too"),
        ("--select", "only these checks"),
        ("--ignore", "all checks but these"),
    ):
        check.add_argument(option, action="append", default=[], metavar="NAME,…", help=what)


def _add_options_of_permalinks(permalinks: argparse.ArgumentParser) -> None:
    permalinks.add_argument("--dirhtml", action="store_true", help="of the builder dirhtml")
    for option, shown, what in (
        ("--alias", "OLD=NEW", "let an old anchor lead to another, of any page"),
        ("--redirect", "OLD=NEW", "let an old address lead to another page"),
        ("--gone", "OLD", "say that an old address is gone for good"),
    ):
        permalinks.add_argument(option, action="append", default=[], metavar=shown, help=what)


def _source(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(
            "name the folder that the pictures are in: make photos FROM=~/Pictures/trip POST=a-trip"
        )
    return Path(text).expanduser()


def _port(text: str) -> int:
    if not text.isdigit() or not int(text) < 65536:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no port: a number up to 65535; 0 takes any that is free"
        )
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

        code = build(root, drafts=options.drafts, strict=options.strict, jobs=options.jobs)
        gc.freeze()  # or all that is left would be searched as soon as that is no longer put off
        return code


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


def _permalinks(root: Path, options: argparse.Namespace) -> int:
    from sphinx.errors import ConfigError

    from blogkit.permalinks.command import Wish, record

    wish = Wish(options.alias, options.redirect, options.gone, dirhtml=options.dirhtml)
    try:
        return record(root, wish)
    except ConfigError as error:
        return _refuse(str(error))


def _compress(root: Path, _options: argparse.Namespace) -> int:
    from blogkit.compressing import compress

    return compress(root)


def _live(root: Path, options: argparse.Namespace) -> int:
    from blogkit.live import live

    return live(root, options.port, options.host)


def _doctor(root: Path, options: argparse.Namespace) -> int:
    from blogkit.doctor.command import doctor

    return doctor(root)


def _check(root: Path, options: argparse.Namespace) -> int:
    from blogkit.faster.garbage import put_off

    with put_off():
        code = _checked(root, options)
        gc.freeze()
        return code


def _checked(root: Path, options: argparse.Namespace) -> int:
    from blogkit.checks.command import Wish, check
    from blogkit.checks.names import split_names

    wish = Wish(
        paths=tuple(options.paths),
        select=frozenset(split_names(",".join(options.select))),
        ignore=frozenset(split_names(",".join(options.ignore))),
        form=options.format,
        external=options.external,
        fix=options.fix,
        diff=options.diff,
        unsafe=frozenset(split_names(",".join(options.unsafe))),
    )
    return check(root, wish)


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return UNUSABLE
