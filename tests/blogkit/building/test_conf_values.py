"""What conf.py comes to is known without Sphinx, and without a trace."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from blogkit.building.conf_values import conf_values, digest, that_matter

if TYPE_CHECKING:
    from pathlib import Path


def values(root: Path, conf: str) -> dict[str, str] | None:
    (root / "conf.py").write_text(conf)
    return conf_values(root)


def test_comments_and_order_are_no_values(tmp_path: Path) -> None:
    one = values(tmp_path, "a = 1\nb = {'x': [1, 2], 'y': {3, 4}}\n")
    assert one == values(tmp_path, "# A comment\nb = dict(x=[1, 2], y={4, 3})\na = 1\n")
    assert one != values(tmp_path, "a = 1\nb = {'x': [2, 1], 'y': {3, 4}}\n")


@pytest.mark.parametrize("kind", ["1", "'1'", "1.0", "True", "[1]", "(1,)", "b'1'", "None"])
def test_kinds_differ(kind: str) -> None:
    others = {"1", "'1'", "1.0", "True", "[1]", "(1,)", "b'1'", "None"} - {kind}
    assert digest(eval(kind)) not in {digest(eval(each)) for each in others}  # noqa: S307


def test_the_environment_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf = "import os\nproject = os.environ.get('BLOG_NAME')\n"
    before = values(tmp_path, conf)
    monkeypatch.setenv("BLOG_NAME", "another")
    assert values(tmp_path, conf) != before


def test_a_module_beside_it_is_noticed(tmp_path: Path) -> None:
    conf = "import sys; sys.path.insert(0, '.')\nfrom names import project, hook\n"
    (tmp_path / "names.py").write_text("project = 'a'\ndef hook(app): return 1\n")
    first = values(tmp_path, conf)
    (tmp_path / "names.py").write_text("project = 'another'\ndef hook(app): return 22\n")
    second = values(tmp_path, conf)
    assert first
    assert second
    assert {name for name in first if first[name] != second[name]} == {"project", "hook"}


def test_only_settings_and_what_functions_use_matter(tmp_path: Path) -> None:
    conf = "import time\nnow = time.time_ns()\nname = 'x'\ndef setup(app): app.name = name\n"
    found = that_matter(values(tmp_path, conf), ["project"])
    assert found is not None
    assert set(found) == {"setup", "used:name"}
    assert found == that_matter(values(tmp_path, conf), ["project"])


def test_a_function_is_known_by_the_file_it_is_in(tmp_path: Path) -> None:
    one = values(tmp_path, "def setup(app): return 1\n")
    assert one != values(tmp_path, "def setup(app): return 2\n")


def test_objects_are_known_by_their_parts() -> None:
    class Thing:
        def __init__(self, part: object) -> None:
            self.part = part

    assert digest(Thing([1])) == digest(Thing([1]))
    assert digest(Thing([1])) != digest(Thing([2]))
    circle: list[object] = []
    circle.append(circle)
    assert digest(circle) == digest(circle)


@pytest.mark.parametrize(
    "conf", ["1 / 0", "import nonsense", "x = (", "import sys; sys.exit(0)", "tags.nonsense()"]
)
def test_a_broken_conf_has_no_values(tmp_path: Path, conf: str) -> None:
    assert values(tmp_path, conf) is None


def test_it_leaves_no_trace(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    conf = "import os, sys, wave\nos.environ['A_B_C'] = '1'\nsys.path.append('x')\nprint('hello')\n"
    before = (dict(os.environ), list(sys.path), "wave" in sys.modules, os.getcwd())  # noqa: PTH109
    assert values(tmp_path, conf + "os.system('echo hello')\n")
    assert before == (dict(os.environ), sys.path, "wave" in sys.modules, os.getcwd())  # noqa: PTH109
    assert capfd.readouterr() == ("", "")


def test_tags_are_there_and_empty(tmp_path: Path) -> None:
    conf = "tags.add('x')\nhas = (tags.has('x'), tags.has('y'), 'x' in tags, list(tags))\n"
    found = values(tmp_path, conf)
    assert found
    assert found["has"] == digest((True, False, True, ["x"]))
