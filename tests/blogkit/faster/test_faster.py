"""What is saved is never seen: the pages are the same, and nothing is left behind."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from myst_parser.mdit_to_docutils import base
from pygments.formatters.html import HtmlFormatter
from sphinx.application import Sphinx
from sphinx.util import docutils as sphinx_docutils

from blogkit import faster
from blogkit.faster import renderer_settings
from blogkit.faster.formatters import shared
from blogkit.faster.garbage import put_off
from blogkit.faster.parser_settings import SettingsOnce
from blogkit.faster.renderer_settings import once

if TYPE_CHECKING:
    from pathlib import Path

    from docutils.frontend import Values

    from tests.blogkit.conftest import Blog

CODE = """\
# {title}

Running runners ran, generously.

```{{code-block}} python
:linenos:
:emphasize-lines: 2
def f():
    return 1
```

```python
x = 1
```

```sh
echo
```

{{ref}}`search`
"""


def _blog(blog: Blog, theme: str, savings: tuple[str, ...]) -> None:
    conf = blog.read("conf.py").replace(', "blogkit"', "")
    conf = conf.replace('html_theme = "basic"', f'html_theme = "{theme}"')
    blog.write("conf.py", f"{conf}\nextensions += {list(savings)}\nhtml_css_files = ['a.css']\n")
    blog.write("_static/a.css", "p {}\n")
    blog.write("conf.py", blog.read("conf.py") + "html_static_path = ['_static']\n")
    for name in ("one", "posts/two", "posts/2026/other"):
        blog.post(f"{name}.md", CODE.format(title=name.title()))


def _site(root: Path) -> dict[str, bytes]:
    """All files but feeds, whose time is the build's."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "atom.xml" and ".doctrees" not in path.parts
    }


@pytest.mark.parametrize(
    ("theme", "builder"), [("pydata_sphinx_theme", "html"), ("alabaster", "dirhtml")]
)
def test_every_file_is_the_same(blog: Blog, theme: str, builder: str) -> None:
    _blog(blog, theme, ())
    assert blog.sphinx(builder).returncode == 0
    stock = _site(blog.root / "out")
    (blog.root / "out").rename(blog.root / "stock")
    blog.write("conf.py", blog.read("conf.py") + "extensions += ['blogkit.faster']\n")
    assert blog.sphinx(builder).returncode == 0
    assert _site(blog.root / "out") == stock
    # With templates compiled by the build before, and in two processes.
    assert blog.sphinx(builder, "-E", "-a", "-j", "2").returncode == 0
    assert _site(blog.root / "out") == stock


def test_a_build_leaves_the_process_as_it_was(blog: Blog) -> None:
    _blog(blog, "basic", faster.SAVINGS)
    threshold, function = gc.get_threshold(), sphinx_docutils._get_settings
    findall, defaults = nodes.Node.findall, vars(base)[renderer_settings.FUNCTION]
    during: list[object] = []
    app = Sphinx(blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None)
    app.connect("env-updated", lambda *_: during.append(gc.get_threshold()))
    app.connect("env-updated", lambda *_: during.append(sphinx_docutils._get_settings))
    app.connect("env-updated", lambda *_: during.append(nodes.Node.findall))
    app.connect("env-updated", lambda *_: during.append(vars(base)[renderer_settings.FUNCTION]))
    app.build()
    assert during[0] != threshold
    assert isinstance(during[1], SettingsOnce)
    assert during[2] is not findall
    assert during[3] is not defaults
    assert gc.get_threshold() == threshold
    assert sphinx_docutils._get_settings is function
    assert nodes.Node.findall is findall
    assert vars(base)[renderer_settings.FUNCTION] is defaults
    assert app.builder.templates.environment.auto_reload


def test_a_broken_build_too(blog: Blog) -> None:
    _blog(blog, "basic", faster.SAVINGS)
    threshold, function = gc.get_threshold(), sphinx_docutils._get_settings
    findall, defaults = nodes.Node.findall, vars(base)[renderer_settings.FUNCTION]
    app = Sphinx(blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    app.connect("source-read", fail)
    with pytest.raises(Exception, match="threw an exception"):
        app.build()
    assert gc.get_threshold() == threshold
    assert sphinx_docutils._get_settings is function
    assert nodes.Node.findall is findall
    assert vars(base)[renderer_settings.FUNCTION] is defaults


def test_a_changed_template_is_seen_by_the_next_build(blog: Blog) -> None:
    _blog(blog, "basic", ("blogkit.faster",))
    blog.write("conf.py", blog.read("conf.py") + "templates_path = ['_templates']\n")
    for word in ("before", "after"):
        template = f'{{% extends "!page.html" %}}{{% block body %}}{word}{{% endblock %}}'
        blog.write("_templates/page.html", template)
        assert blog.sphinx("html", "-a").returncode == 0
        assert word in blog.read("out/one.html")


def test_settings_are_a_copy_for_each_document() -> None:
    calls = []

    def work_out(*components: object, **options: object) -> Values:
        calls.append((components, options))
        return sphinx_docutils._get_settings(*components, **options)  # type: ignore[arg-type]

    once = SettingsOnce(work_out)
    stock = sphinx_docutils._get_settings(standalone.Reader, Parser, defaults={"traceback": True})
    first = once(standalone.Reader, Parser(), defaults={"traceback": True})
    first.smart_quotes = "changed"
    first.record_dependencies.add("a")
    second = once(standalone.Reader, Parser(), defaults={"traceback": True})
    assert len(calls) == 1
    assert [*vars(second)] == [*vars(stock)]
    assert second.smart_quotes == stock.smart_quotes
    assert second.record_dependencies.list == []
    once(standalone.Reader, Parser(), defaults={"traceback": False})
    assert len(calls) == 2


def test_default_settings_are_a_copy_for_each_document() -> None:
    stock, quick = get_default_settings, once(get_default_settings)
    first = quick(Parser())
    first.language_code = "xx"
    first.strip_classes = ["changed"]
    second = quick(Parser())
    assert {**vars(second), "record_dependencies": None} == {
        **vars(stock(Parser())),
        "record_dependencies": None,
    }
    assert second.record_dependencies is not first.record_dependencies


def test_blocks_with_equal_options_share_a_formatter() -> None:
    get_formatter = shared(HtmlFormatter)
    assert get_formatter(linenos=True) is get_formatter(linenos=True)
    assert get_formatter(hl_lines=[1]) is not get_formatter(hl_lines=[2])


def test_the_search_for_garbage_is_put_off_until_documents_are_read(blog: Blog) -> None:
    _blog(blog, "basic", faster.SAVINGS)
    during: list[bool] = []
    frozen = gc.get_freeze_count()  # a command that ran in this process may have left some
    with put_off():
        assert not gc.isenabled()
        trees = blog.root / "trees"
        app = Sphinx(blog.root, blog.root, blog.root / "out", trees, "html", status=None)
        app.connect("env-updated", lambda *_: during.append(gc.isenabled()))
        app.build()
        assert not gc.isenabled()
    assert during == [True]
    assert gc.isenabled()
    assert gc.get_freeze_count() == frozen


def test_who_has_switched_the_search_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
