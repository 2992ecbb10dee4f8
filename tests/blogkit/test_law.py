"""The law: whatever was edited since, a build gives what a clean build gives, byte by byte.

`LAW_EXAMPLES=200 make test` plays that many sequences of edits for each look.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.blogkit.law_bench import Bench, Way
from tests.blogkit.law_blog import LOOKS, NOON, Model, Post, many_posts, write_files
from tests.blogkit.law_builds import expect_same, snapshot, stamps, start
from tests.blogkit.law_edits import KINDS, TOUR, Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.blogkit.law_builds import Snapshot

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "0"))
SEQUENCES = {"basic": 3, "alabaster": 1, "pydata": 1, "ours": 3}  # unless told how many

BLOGKIT = Way(("blogkit", "build"), "_build/html")
SPHINX = Way(("sphinx", "-b", "html", "-j", "1", "-d", "trees", ".", "out"), "out", in_place=True)
PARALLEL = replace(SPHINX, command=("sphinx", "-j", "4", *SPHINX.command[1:3], *SPHINX.command[5:]))
WAYS = {"blogkit": BLOGKIT, "sphinx": SPHINX, "parallel": PARALLEL}


@dataclass(frozen=True)
class Step:
    """Some edits, then a build; before it perhaps one that is killed at its n-th change."""

    edits: tuple[Edit, ...]
    killed_after: int | None = None


@pytest.fixture(scope="session")
def benches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    return {name: Bench(tmp_path_factory.mktemp(name), way) for name, way in WAYS.items()}


@pytest.fixture
def bench(benches: dict[str, Bench]) -> Bench:
    return benches["blogkit"]


edits = st.builds(Edit, st.sampled_from(KINDS), st.integers(0, 12), st.integers(0, 6))
moments = st.integers(1, 60) | st.integers(1, 600)
steps = st.builds(
    Step,
    st.lists(edits, min_size=1, max_size=3).map(tuple),
    st.none() | st.none() | st.none() | moments,
)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("way", WAYS)
def test_a_build_after_edits_gives_what_a_clean_build_gives(
    benches: dict[str, Bench], way: str, look: str
) -> None:
    if way != "blogkit" and not EXAMPLES and look != "basic":
        pytest.skip("played when LAW_EXAMPLES is set")
    bench = benches[way]

    @settings(
        max_examples=EXAMPLES or SEQUENCES[look],
        phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
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
            if step.killed_after is not None and way == "blogkit":
                bench.build_and_kill(model, before, step.killed_after)
                before = model
            bench.build(model, before)

    play()


@pytest.mark.parametrize("way", WAYS)
def test_each_kind_of_edit_once(benches: dict[str, Bench], way: str) -> None:
    if way == "parallel" and not EXAMPLES:
        pytest.skip("played when LAW_EXAMPLES is set")
    assert {edit.kind for edit in TOUR} == set(KINDS)
    bench = benches[way]
    model = bench.begin("basic")
    for edit in TOUR:
        before, model = model, edit.apply(model)
        print(edit)  # noqa: T201 - pytest shows it if the next line fails
        result = bench.build(model, before)
        assert bool(result.code) == (edit.kind == "fault" and way == "blogkit"), result.words


@pytest.mark.parametrize("way", ["blogkit", "sphinx"])
@pytest.mark.parametrize("edit", TOUR[:3], ids=lambda edit: edit.kind)
def test_what_is_the_same_keeps_its_time_stamp(
    benches: dict[str, Bench], way: str, edit: Edit
) -> None:
    bench = benches[way]
    before = bench.begin("basic")
    for old, new in ((before, edit.apply(before)), (edit.apply(before), before)):
        published, when = snapshot(bench.site), stamps(bench.site)
        assert bench.build(new, old).code == 0
        site, now = snapshot(bench.site), stamps(bench.site)
        same = {name for name in site if site[name] == published.get(name)}
        moved = {name for name in same if now[name] != when[name]}
        assert {name for name in moved if bench.way.counts(name, stamp=True)} == set()


XYLO = Post(
    50,
    "2026-08-01",
    title="Xylo",
    heading="Xylo heading",
    text="A xylo.",
    tags=("xylo",),
    category="Xylo",
    picture="xylo.svg",
    redirect="old/xylo",
    label="xylo-label",
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ["deleted", "renamed"])
def test_nothing_is_left_of_a_post_that_is_gone(
    benches: dict[str, Bench], way: str, end: str
) -> None:
    bench = benches[way]
    begun = bench.begin("basic")
    files = {**begun.files, "posts/2026/xylo.svg": begun.files["shared.svg"]}
    with_post = replace(begun.has_post("posts/2026/xylo", XYLO), files=files)
    bench.build(with_post, begun)
    assert _traces(bench.site, b"xylo")
    other = Post(51, "2026-08-01", title="Other") if end == "renamed" else None
    bench.build(begun.has_post("posts/2026/other", other), with_post)
    assert not _traces(bench.site, b"xylo")


def _traces(site: Path, word: bytes) -> list[str]:
    """Files that have this word in them or in their names."""
    return [
        name
        for name, content in snapshot(site).items()
        if word in name.encode() or word in _readable(name, content).lower()
    ]


def _readable(name: str, content: bytes) -> bytes:
    """An inventory is four lines, and the rest compressed."""
    if not name.endswith("objects.inv"):
        return content
    return zlib.decompress(content.split(b"\n", 4)[4])


def test_readers_in_parallel_make_the_same_site(tmp_path: Path) -> None:
    sites: dict[Way, Snapshot] = {}
    for way in (SPHINX, PARALLEL):
        root = tmp_path / f"{len(sites)}" / "blog"
        write_files(many_posts("alabaster"), root)
        result = start(root, *way.command, now=NOON, log=tmp_path / "log").result()
        assert result.code == 0, result.words
        assert "parallel" not in result.words
        sites[way] = snapshot(root / way.site)
    expect_same(sites[PARALLEL], sites[SPHINX])


@pytest.mark.parametrize("look", [*LOOKS, "this blog's own"])
def test_two_clean_builds_are_alike(tmp_path: Path, look: str) -> None:
    """At other paths, at another hour, in another time zone, with sets in another order."""
    first, second = tmp_path / "a/blog", tmp_path / "second/one deeper/my blog"
    sites = []
    for root, seed, zone, hour in ((first, 1, "UTC", 0), (second, 2, "Asia/Tokyo", 1)):
        _write(many_posts("basic" if look not in LOOKS else look), root, own=look not in LOOKS)
        environment = {
            **os.environ,
            "PYTHONHASHSEED": str(seed),
            "TZ": zone,
            "SOURCE_DATE_EPOCH": str(NOON + 3600 * hour),
        }
        run = subprocess.run(
            [sys.executable, "-m", *BLOGKIT.command],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        sites.append(snapshot(root / BLOGKIT.site))
    expect_same(sites[1], sites[0])
    assert not _traces(second / BLOGKIT.site, str(tmp_path).encode())


def _write(model: Model, root: Path, *, own: bool) -> None:
    write_files(model, root)
    if not own:
        return
    shutil.copy(REPOSITORY / "conf.py", root)
    for name in ("_static", "_templates"):
        shutil.rmtree(root / name)
        shutil.copytree(REPOSITORY / name, root / name)
