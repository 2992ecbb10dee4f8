"""What templates may not have they do not get, asked for once or often."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from blogkit.faster import templates


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment()
    judge = partial(templates._is_safe, environment.is_safe_attribute, {})
    vars(environment)["is_safe_attribute"] = judge
    return environment


def _blog() -> SimpleNamespace:
    return SimpleNamespace(title="mine", rename=lambda: "", _hidden="", kind=int)


@pytest.mark.parametrize("attribute", ["_hidden", "__class__", "kind.mro", "rename.__globals__"])
def test_private_attributes_stay_private(attribute: str) -> None:
    environment = _environment()
    for _ in range(2):
        template = environment.from_string("{{ blog.title }} {{ blog." + attribute + ".x }}")
        with pytest.raises(SecurityError):
            template.render(blog=_blog())


def test_others_are_shown() -> None:
    environment = _environment()
    shown = [environment.from_string("{{ blog.title }}").render(blog=_blog()) for _ in range(2)]
    assert shown == ["mine", "mine"]
