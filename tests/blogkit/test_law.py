"""The law: whatever was edited since, a build gives what a clean build gives, byte by byte.

`LAW_EXAMPLES=200 make test` plays that many sequences of edits for each look.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.blogkit.law_blog import LOOKS, Model, files_of, first_blog, write_files
from tests.blogkit.law_builds import (
    COMMAND,
    KILLED,
    Result,
    Snapshot,
    expect_same,
    snapshot,
    start,
)
from tests.blogkit.law_edits import KINDS, TOUR, Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "0"))
SHARE = {"basic": 3, "alabaster": 2, "pydata": 1}  # sequences for each look, unless told how many


@dataclass(frozen=True)
class Step:
    """Some edits, then a build; before it perhaps one that is killed at its n-th change."""

    edits: tuple[Edit, ...]
    killed_after: int | None = None


@dataclass
class Bench:
    """Two folders for the same blog: in one it is built again and again, in one always afresh."""

    folder: Path
    clean: dict[tuple[int, tuple[tuple[str, bytes], ...]], tuple[Result, Snapshot]] = field(
        default_factory=dict
    )

    @property
    def root(self) -> Path:
        return self.folder / "again" / "blog"

    @property
    def site(self) -> Path:
        return self.root / "_build/html"

    def begin(self, look: str) -> Model:
        """A blog that was built once; the build is kept, for it is always the same."""
        model, kept = first_blog(look), self.folder / f"kept-{look}"
        shutil.rmtree(self.root, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, self.root)
            return model
        self.root.mkdir(parents=True)
        assert self.build(model, None).code == 0
        shutil.copytree(self.root, kept)
        return model

    def build(self, model: Model, before: Model | None) -> Result:
        """Build the blog as it is now in both folders, and compare."""
        write_files(model, self.root, before)
        published = snapshot(self.site)
        running = start(self.root, *COMMAND, now=model.now, log=self.folder / "again.log")
        wanted, site = self.build_afresh(model)
        result = running.result()
        assert (result.code, result.told) == (wanted.code, wanted.told), result.words
        expect_same(snapshot(self.site), published if wanted.code else site)
        return result

    def build_afresh(self, model: Model) -> tuple[Result, Snapshot]:
        """What a clean build gives; found once for each state of the blog."""
        state = (model.now, tuple(sorted(files_of(model).items())))
        if state not in self.clean:
            root = self.folder / "in a clean folder" / "blog"
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir(parents=True)
            write_files(model, root)
            run = start(root, *COMMAND, now=model.now, log=self.folder / "clean.log")
            self.clean[state] = run.result(), snapshot(root / "_build/html")
        return self.clean[state]

    def build_and_kill(self, model: Model, before: Model, number: int) -> None:
        """Kill a build: the site is the one before or the one after it, or is being exchanged."""
        write_files(model, self.root, before)
        published = snapshot(self.site)
        log = self.folder / "killed.log"
        run = start(self.root, *COMMAND, now=model.now, log=log, killed_after=number).result()
        if run.code != KILLED or not self.site.exists():
            return
        now = snapshot(self.site)
        if now != published:
            _, site = self.build_afresh(model)
            expect_same(now, site)


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("law"))


edits = st.builds(Edit, st.sampled_from(KINDS), st.integers(0, 12), st.integers(0, 6))
steps = st.builds(
    Step,
    st.lists(edits, min_size=1, max_size=3).map(tuple),
    st.none() | st.none() | st.none() | st.integers(1, 60) | st.integers(1, 600),
)


@pytest.mark.parametrize("look", LOOKS)
def test_a_build_after_edits_gives_what_a_clean_build_gives(bench: Bench, look: str) -> None:
    @settings(
        max_examples=EXAMPLES or SHARE[look],
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=not EXAMPLES,
        database=None,
    )
    @given(st.lists(steps, min_size=2, max_size=8 if EXAMPLES else 4))
    def play(sequence: Sequence[Step]) -> None:
        model = bench.begin(look)
        for step in sequence:
            before = model
            for edit in step.edits:
                model = edit.apply(model)
            if step.killed_after is not None:
                bench.build_and_kill(model, before, step.killed_after)
            bench.build(model, before)

    play()


def test_each_kind_of_edit_once(bench: Bench) -> None:
    assert {edit.kind for edit in TOUR} == set(KINDS)
    model = bench.begin("basic")
    for edit in TOUR:
        before, model = model, edit.apply(model)
        print(edit)  # noqa: T201 - pytest shows it if the next line fails
        result = bench.build(model, before)
        assert bool(result.code) == (edit.kind == "fault"), result.words
