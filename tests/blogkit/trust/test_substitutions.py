"""A substitution shows values and runs no program, in a trusted post neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import pytest

from blogkit.trust.substitutions import HarmlessEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog

CONF = """
myst_enable_extensions = ["substitution"]
myst_substitutions = {"name": "harbour", "version": "1.2", "rows": ["a", "b"]}
"""
SHOWN = {
    "{{ name }}": "harbour",
    "{{ name | upper }}": "HARBOUR",
    "{{ name.title() }}": "Harbour",
    '{{ "{}-{}".format(name, version) }}': "harbour-1.2",
    '{{ "a" + name }}': "aharbour",
    "{{ rows | join(', ') }}": "a, b",
    "{{ env.docname }}": "posts/a",
    "{{ range(3) | sum }}": "3",
}
PROGRAMS = (
    "{{ env.app.srcdir.joinpath('made').write_text('x') }}",
    "{{ env.app.srcdir.joinpath('conf.py').read_text() }}",
    "{{ env.app.setup_extension('os') }}",
    "{{ cycler.__init__.__globals__.os.mkdir('made') }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ rows.append('c') }}",
    "{{ env | attr('__class__') }}",
)


@pytest.mark.parametrize("text", PROGRAMS)
def test_no_program_is_run(text: str, tmp_path: Path) -> None:
    class Environment:
        docname = "posts/a"
        app = type("App", (), {"srcdir": tmp_path})()

    values = {"env": Environment(), "name": "harbour", "rows": ["a"]}
    template = HarmlessEnvironment(undefined=jinja2.StrictUndefined).from_string(text)
    with pytest.raises(jinja2.TemplateError):
        template.render(values)
    assert not list(tmp_path.iterdir())


def test_what_is_harmless_is_shown_and_the_rest_is_told(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(CONF)
    lines = "\n\n".join(f"Here: {each}." for each in [*SHOWN, PROGRAMS[0]])
    blog.post("posts/a.md", f"# A\n\n{lines}\n")
    run = blog.sphinx()
    page = blog.read("out/posts/a.html")
    for words in SHOWN.values():
        assert f"Here: {words}." in page
    assert "SecurityError" in run.stderr
    assert not (blog.root / "made").exists()
