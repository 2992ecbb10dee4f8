"""Builds in child processes that have Sphinx imported already, and what is compared of them.

The child runs the whole command, `__main__` included. Paid once, for all children: the imports
(`law_warm`) and what Jinja makes of templates.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import traceback
import warnings
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from docutils.parsers.rst import directives, roles
from sphinx.config import Config
from sphinx.util.docutils import additional_nodes, unregister_node

from tests.blogkit.law_warm import begin_with_unused_modules, keep_compiled_templates, warm_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DOCUTILS: Any = directives, roles
DIRECTIVES, ROLES = dict(DOCUTILS[0]._directives), dict(DOCUTILS[1]._roles)  # before any test
DEFAULTS: Mapping[str, Any] = {
    name: deepcopy(option.default)
    for name, option in Config.config_values.items()
    if isinstance(option.default, list | dict | set)
}

NO_VARIABLES: Mapping[str, str] = MappingProxyType({})
TOO_LONG = 600  # seconds; a busy machine takes minutes for what is no hang
KILLED = -signal.SIGKILL
SHOWN = 8  # differences; one fault often makes hundreds
Snapshot = dict[str, bytes]


@dataclass(frozen=True)
class Result:
    """How a build ended, and what it told of files, in order of the words."""

    code: int
    told: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Running:
    """A build in a child process."""

    process: int
    root: Path
    log: Path

    def code(self) -> int:
        """Wait for its end; kill it if it hangs."""
        guard = threading.Timer(TOO_LONG, os.killpg, (self.process, signal.SIGKILL))
        guard.start()
        _, status = os.waitpid(self.process, 0)
        guard.cancel()
        guard.join()  # the next child is forked from one thread
        with suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)  # servers that an extension left behind
        return os.waitstatus_to_exitcode(status)

    def result(self) -> Result:
        """Wait for its end, and read what it said."""
        code = self.code()
        words = self.log.read_text(encoding="utf-8").replace(str(self.root), ".")
        told = sorted(line for line in words.splitlines() if "ERROR: " in line or "WARN" in line)
        return Result(code, tuple(told), words)


def start(
    root: Path,
    *command: str,
    now: int,
    log: Path,
    errors: Path | None = None,
    killed_after: int | None = None,
    variables: Mapping[str, str] = NO_VARIABLES,
) -> Running:
    """Run `python -m …` in *root*; kill it with SIGKILL at its n-th change to a file there.

    What it says goes to *log*; what it says on stderr to *errors*, if that is given.
    """
    environment = {"SOURCE_DATE_EPOCH": str(now), "NO_COLOR": "1", **variables}
    warm_up()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        _be_the_command(root, command, environment, (log, errors or log), killed_after)
    return Running(process, root, log)


def snapshot(folder: Path) -> Snapshot:
    """Every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stamps(folder: Path) -> dict[str, int]:
    """The time stamp of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in files}


def expect_same(actual: Snapshot, wanted: Snapshot) -> None:
    """Fail unless a site is what it should be, and say in which files it differs."""
    __tracebackhide__ = True
    found = [
        *(f"missing: {name}" for name in sorted(wanted.keys() - actual.keys())),
        *(f"left over: {name}" for name in sorted(actual.keys() - wanted.keys())),
        *(
            f"differs: {name}: {_first_difference(actual[name], wanted[name])}"
            for name in sorted(wanted.keys() & actual.keys())
            if actual[name] != wanted[name]
        ),
    ]
    if found:
        more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        pytest.fail("\n".join([*found[:SHOWN], *more]), pytrace=False)


def _first_difference(actual: bytes, wanted: bytes) -> str:
    pairs = zip(actual, wanted, strict=False)
    length = min(len(actual), len(wanted))
    place = next((place for place, (a, b) in enumerate(pairs) if a != b), length)
    around = slice(max(0, place - 40), place + 40)
    return f"{actual[around]!r} instead of {wanted[around]!r}"


def _be_the_command(
    root: Path,
    command: Sequence[str],
    environment: Mapping[str, str],
    logs: tuple[Path, Path],
    killed_after: int | None,
) -> None:
    code: Any = 1
    try:
        os.setpgid(0, 0)
        os.chdir(root)
        for stream, log in enumerate(logs, start=1):
            os.dup2(os.open(log, os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_WRONLY), stream)
        sys.stdout, sys.stderr = (open(stream, "w", closefd=False) for stream in (1, 2))  # noqa: SIM115
        os.environ.update(environment)
        sys.argv = [*command]
        begin_with_unused_modules()
        keep_compiled_templates()
        _forget_other_sphinxes()
        warnings.resetwarnings()
        warnings.simplefilter("ignore")  # pytest made some of them errors
        sys.path.insert(0, "")
        if killed_after is not None:
            _kill_at_change(killed_after, str(root))
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 - this process ends here, whatever happened
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def _forget_other_sphinxes() -> None:
    """What a Sphinx that another test ran in this process has left in docutils, and in the defaults
    of settings: themes and Sphinx itself add to the very lists and dictionaries."""
    for node in [*additional_nodes]:
        unregister_node(node)
    additional_nodes.clear()
    DOCUTILS[0]._directives, DOCUTILS[1]._roles = dict(DIRECTIVES), dict(ROLES)
    for name, default in DEFAULTS.items():
        given = Config.config_values[name].default
        given.clear()
        given.extend(default) if isinstance(given, list) else given.update(default)


def _kill_at_change(number: int, root: str) -> None:
    """Kill this process and all it starts just before its n-th change to a file below *root*."""
    changes = 0

    def on_event(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal changes
        if not _is_change(event, arguments, root):
            return
        changes += 1
        if changes == number:
            os.killpg(0, signal.SIGKILL)

    sys.addaudithook(on_event)


def _is_change(event: str, arguments: tuple[Any, ...], root: str) -> bool:
    if event == "open":
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR) if arguments[2] else 0
        return bool(writes) and _is_below(arguments[0], root)
    names = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.utime")
    return event in names and _is_below(arguments[0], root)


def _is_below(path: object, root: str) -> bool:
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(root)  # noqa: PTH100
