"""conf.py as it came out and as it was written: the settings, and where each of them stands."""

from __future__ import annotations

import ast
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

from blogkit.checks.finding import Finding, Severity
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CONF = "conf.py"


@dataclass(frozen=True)
class Conf:
    """The settings of the blog in *root*, with the *lines* and the syntax of its conf.py."""

    root: Path
    values: Mapping[str, Any]
    lines: tuple[str, ...]
    tree: ast.Module

    def texts(self, setting: str) -> tuple[str, ...]:
        """A setting that is a text or several; others count as none."""
        value = self.values.get(setting) or ()
        several = (value,) if isinstance(value, str) else value
        if not isinstance(several, list | tuple | set):
            return ()
        return tuple(each for each in several if isinstance(each, str))

    def error(self, name: str, setting: str, message: str, written: str = "") -> Finding:
        """A fault of *setting*, at the text *written* in it if conf.py holds that."""
        path = self.root / CONF
        return Finding(name, Severity.ERROR, path, self._place(setting, written), message)

    def warning(self, name: str, setting: str, message: str, written: str = "") -> Finding:
        """What may be meant so, told in the same way."""
        path = self.root / CONF
        return Finding(name, Severity.WARNING, path, self._place(setting, written), message)

    def _place(self, setting: str, written: str) -> Place:
        """Where *setting* was last given; the beginning of conf.py if that is nowhere."""
        given = [each for each in ast.walk(self.tree) if setting in _names(each)]
        texts = [each for statement in given for each in ast.walk(statement) if _is(each, written)]
        node = next(iter(texts or given[-1:]), None)
        if not isinstance(node, ast.expr | ast.stmt):
            return Place(1)
        line = self.lines[node.lineno - 1]
        column = len(line.encode()[: node.col_offset].decode(errors="replace"))
        return Place(node.lineno, column + 1)


def read_conf(root: Path) -> Conf:
    """The conf.py in *root*. Raises sphinx.errors.ConfigError if it cannot be run."""
    path = root / CONF
    values = eval_config_file(path, Tags())
    with tokenize.open(path) as file:
        text = file.read()
    return Conf(root, values, tuple(text.split("\n")), ast.parse(text))


def _names(node: ast.AST) -> Iterator[str]:
    """The settings that a statement gives a value to: `a = 1`, `a += 1`, `a["b"] = 1`."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for target in targets:
        named = target.value if isinstance(target, ast.Subscript) else target
        if isinstance(named, ast.Name):
            yield named.id


def _is(node: ast.AST, written: str) -> bool:
    return bool(written) and isinstance(node, ast.Constant) and node.value == written
