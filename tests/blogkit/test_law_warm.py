"""What tests share to be quick changes nothing of what a build is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import ablog

import blogkit
from tests.blogkit.law_warm import COMPILED, warm_up

if TYPE_CHECKING:
    import pytest

    from tests.blogkit.conftest import Blog


def test_a_build_begins_with_modules_that_no_test_has_used(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blogkit, "FEATURES", ())
    monkeypatch.setattr(ablog, "setup", None)
    blog.post("posts/a.md")
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    assert "posts/a.html" in blog.read("_build/html/blog/atom.xml")


def test_a_test_keeps_the_modules_that_it_uses() -> None:
    unused = warm_up()
    assert {"ablog", "blogkit", "blogkit.running"} <= unused.keys()
    assert sys.modules["blogkit"] is blogkit is not unused["blogkit"]
    assert sys.modules["ablog"] is ablog is not unused["ablog"]


def test_a_template_of_the_same_name_is_compiled_for_its_own_text(blog: Blog) -> None:
    blog.write("conf.py", blog.read("conf.py") + "templates_path = ['_templates']\n")
    for words in ("zebra", "yak"):
        layout = f'{{% extends "!layout.html" %}}{{% block footer %}}{words}{{% endblock %}}'
        blog.write("_templates/layout.html", layout)
        assert blog.run("build").returncode == 0
        assert blog.read("_build/html/index.html").count(words) == 1
    assert [*Path(COMPILED.name).iterdir()]
