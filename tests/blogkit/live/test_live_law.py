"""The law, played against a running preview: whatever was edited, its site is a clean build's."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.blogkit.law_bench import Bench, Way
from tests.blogkit.law_blog import files_of, first_blog, write_files
from tests.blogkit.law_builds import expect_same, snapshot
from tests.blogkit.law_edits import KINDS, TOUR, Edit
from tests.blogkit.live.preview import preview

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.blogkit.law_blog import Model
    from tests.blogkit.live.preview import Preview, Tab

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "0"))
CLEAN = Way(("blogkit", "build", "--drafts"), "_build/drafts")
NOT_SEEN = ("nothing", "wait", "touch")  # nothing that a watcher could see
NOT_PUBLISHED = (".buildinfo", ".buildinfo.bak")  # Sphinx's notes
AT_ONCE = 5


class Playing:
    """A blog, the preview of it, and a bench on which it is built afresh."""

    def __init__(self, bench: Bench, running: Preview, tab: Tab, model: Model) -> None:
        self.bench, self.running, self.tab, self.model = bench, running, tab, model

    def edit(self, *edits: Edit) -> None:
        """Make these edits at once, and compare once they are built."""
        before = files_of(self.model)
        for edit in edits:
            self.model = edit.apply(self.model)
        after = files_of(self.model)
        write_files(self.model, self.running.root)
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        self.running.wait_until_at_rest(self.tab, *changed)
        _, wanted = self.bench.build_afresh(self.model)
        site = snapshot(self.running.root / "_build/live")
        expect_same(
            {name: each for name, each in site.items() if name not in NOT_PUBLISHED}, wanted
        )


@contextmanager
def playing(tmp_path: Path, look: str) -> Iterator[Playing]:
    bench, root, model = Bench(tmp_path, CLEAN), tmp_path / "live" / "blog", first_blog(look)
    root.mkdir(parents=True)
    write_files(model, root)
    with preview(root) as running, running.tab() as tab:
        yield Playing(bench, running, tab, model)


def test_the_tour_of_all_edits(tmp_path: Path) -> None:
    seen = [edit for edit in TOUR if edit.kind not in NOT_SEEN]
    with playing(tmp_path, "basic") as play:
        for first in range(0, len(seen), AT_ONCE):
            print(seen[first : first + AT_ONCE])  # noqa: T201 - pytest shows it if this fails
            play.edit(*seen[first : first + AT_ONCE])


@pytest.mark.skipif(not EXAMPLES, reason="played when LAW_EXAMPLES is set")
@pytest.mark.parametrize("look", ["basic", "ours"])
def test_any_sequence_of_edits(tmp_path: Path, look: str) -> None:
    kinds = [kind for kind in KINDS if kind not in NOT_SEEN]
    edits = st.builds(Edit, st.sampled_from(kinds), st.integers(0, 12), st.integers(0, 6))
    with playing(tmp_path, look) as play:

        @settings(
            max_examples=EXAMPLES,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(st.lists(edits, min_size=1, max_size=4))
        def play_on(sequence: Sequence[Edit]) -> None:
            play.edit(*sequence)

        play_on()
