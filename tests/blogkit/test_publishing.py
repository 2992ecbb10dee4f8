"""What docs/publishing.md and the workflows say can be used as it stands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/publishing.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^```(toml|yaml|sh)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def _loaded(kind: str) -> list[Any]:
    load = tomllib.loads if kind == "toml" else yaml.safe_load
    return [load(text) for each, text in RECIPES if each == kind]


def test_netlify() -> None:
    (recipe,) = _loaded("toml")
    assert recipe["build"]["command"] == "make html STRICT=1"
    assert recipe["build"]["publish"] == "_build/html"


def test_gitlab() -> None:
    (recipe,) = _loaded("yaml")
    job = recipe["pages"]
    assert job["script"][:2] == ["make html STRICT=1", "cp -r _build/html public"]
    assert job["artifacts"]["paths"] == ["public"]


def test_make_has_every_target_that_is_named() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", PAGE)) <= targets | {"html"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_may_do_little(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(PINNED.fullmatch(step["uses"]) for step in steps if "uses" in step)


def test_posts_that_fall_due_are_published_and_the_same_site_is_not() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert workflow[True]["schedule"]  # YAML takes `on` for a truth
    assert "has-changed" in workflow["jobs"]["deploy"]["if"]
