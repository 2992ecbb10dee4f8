"""What Sphinx is not asked, since `readings` decides it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from sphinx import environment

from blogkit.rebuild import outdated
from blogkit.rebuild.readings import Reading
from blogkit.rebuild.sources import FileState

if TYPE_CHECKING:
    import pytest
    from sphinx.environment import BuildEnvironment

DOCNAMES = ("known", "clock", "read-by-another-builder", "never-read")
ENV = cast(
    "BuildEnvironment",
    SimpleNamespace(
        reread_always={"clock"},
        blogkit_readings={
            "known": Reading(files=(FileState("known.md"),)),
            "clock": Reading(files=(FileState("clock.md"),)),
            "read-by-another-builder": Reading(),
        },
    ),
)


def asked_of_sphinx(monkeypatch: pytest.MonkeyPatch, *, is_sphinxs_own: bool) -> list[str]:
    """The documents at which Sphinx looks, which takes all for changed."""
    asked: list[str] = []

    def changed(docname: str, **known: Any) -> bool:
        asked.append(docname)
        return True

    monkeypatch.setattr(environment, outdated.FUNCTION, changed)
    if is_sphinxs_own:
        monkeypatch.setattr(outdated, "SPHINXS_OWN", changed)
    with outdated.left_to_readings(ENV):
        function = vars(environment)[outdated.FUNCTION]
        answers = [function(name, reread_always=frozenset()) for name in DOCNAMES]
    assert vars(environment)[outdated.FUNCTION] is changed
    assert [name for name, answer in zip(DOCNAMES, answers, strict=True) if answer] == asked
    return asked


def test_sphinx_looks_only_at_what_readings_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_of_sphinx(monkeypatch, is_sphinxs_own=True) == [*DOCNAMES[1:]]


def test_what_others_have_put_there_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_of_sphinx(monkeypatch, is_sphinxs_own=False) == [*DOCNAMES]


def test_there_is_such_a_function() -> None:
    assert callable(outdated.SPHINXS_OWN)
