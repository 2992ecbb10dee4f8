"""`python -m blogkit doctor`: what is wrong with how a blog is set up, before it is built.

Looks at conf.py, the packages and the files around it; `check` looks at the posts.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from blogkit.checks.finding import Finding, Severity
from blogkit.doctor import addresses, files, names, packages, templates
from blogkit.doctor.conf import CONF, read_conf
from blogkit.doctor.starting import CannotStartError, started
from blogkit.settings import Settings
from blogkit.sources import Place
from blogkit.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.doctor.conf import Conf

# What can be told from conf.py alone, in the order in which an author would go about it.
OF_CONF = (packages.missing, packages.clashing, addresses.base_url, addresses.feeds)
OF_FILES = (files.missing, files.without_posts, files.by_accident)
OF_SPHINX = (names.unknown, templates.missing)


def examine(root: Path) -> list[Finding]:
    """What is wrong with the blog in *root*, worst first within each file."""
    try:
        conf = read_conf(root)
    except ConfigError as error:
        return [_that_cannot_be_run(root, in_words(error))]
    findings = list(chain.from_iterable(look(conf) for look in OF_CONF))
    findings += _of_settings(conf)
    if not any(each.name == "not-installed" for each in findings):
        findings += _of_sphinx(conf)
    return sorted(findings, key=lambda each: (str(each.path), each.place, each.name))


def _of_settings(conf: Conf) -> Iterator[Finding]:
    try:
        settings = Settings.from_values(conf.values)
    except (ConfigError, TypeError, ValueError, AttributeError) as error:
        yield _of_whole(conf.root, "unusable-setting", str(error))
        return
    for look in OF_FILES:
        yield from look(conf, settings)


def _of_sphinx(conf: Conf) -> Iterator[Finding]:
    try:
        with started(conf.root) as app:
            for look in OF_SPHINX:
                yield from look(conf, app)
    except CannotStartError as error:
        yield _of_whole(conf.root, "cannot-start", str(error))


def _that_cannot_be_run(root: Path, words: str) -> Finding:
    """The words begin with `conf.py:22: ` where the line is known."""
    line, _, message = words.removeprefix(f"{CONF}:").partition(": ")
    if not line.isdigit():
        return _of_whole(root, "unusable-setting", words)
    return Finding("unusable-setting", Severity.ERROR, root / CONF, Place(int(line)), message)


def _of_whole(root: Path, name: str, message: str) -> Finding:
    return Finding(name, Severity.ERROR, root / CONF, Place(1), message)
