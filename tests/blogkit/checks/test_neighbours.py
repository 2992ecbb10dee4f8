"""Of what a check saw of other documents nothing is forgotten, and little is looked at again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogkit import checks
from blogkit.checks import check_site, find_all, remembered
from blogkit.checks.remembered import checked
from blogkit.memory import Memory
from blogkit.permalinks.ledger import NAME as LEDGER
from blogkit.permalinks.ledger import written
from blogkit.permalinks.recording import next_ledger
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_site
from tests.blogkit.checks.neighbours import FILES, MOMENTS, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from blogkit.checks.finding import Finding
    from blogkit.checks.remembered import Checked
    from blogkit.site import Document, Site
    from blogkit.traces import Question

    Check = Callable[[Document], tuple[Finding, ...]]

SETTINGS = Settings(
    source_suffix=(".md", ".rst", ".markdown"),
    exclude_patterns=("**/hidden-*.md", "extra"),
    extra_folders=("extra",),
    blog_baseurl="https://me.example",
    blog_post_pattern=("notes/*.rst",),
    posts_per_page=30,
)
NOW = "now"


class Blog:
    """The blog of `neighbours` in a folder of its own, with what is remembered of it."""

    def __init__(self, folder: Path, *, dirhtml: bool = False) -> None:
        self.root, self.memory = folder / "blog", Memory(folder / "memory")
        self.settings, self.now = replace(SETTINGS, dirhtml=dirhtml), MOMENTS[0]
        self.root.mkdir()
        for name, states in FILES.items():
            self.write(name, states[0])
        ledgers = [written(next_ledger(self.read(dirhtml=each))) for each in (False, True)]
        gone = ledgers[dirhtml].replace("/twice", "/thrice").replace("#food", "#drinks")
        self.states: dict[str, tuple[str | None, ...]] = {
            **FILES,
            LEDGER: (ledgers[dirhtml], gone, ledgers[not dirhtml], "{", None),
            NOW: MOMENTS,
        }
        self.write(LEDGER, ledgers[dirhtml])

    def read(self, *, dirhtml: bool) -> Site:
        settings = replace(self.settings, dirhtml=dirhtml)
        return read_site(self.root, settings, read_date(self.now), memory=self.memory)

    def write(self, name: str, text: str | None) -> None:
        path = self.root / name
        if name == NOW:
            self.now = str(text)
        elif text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def put(self, name: str, state: int) -> None:
        self.write(name, self.states[name][state])

    def check(self, fresh: list[Finding] | None = None) -> list[Finding]:
        """What is found by memory, which is what is found without."""
        site = self.read(dirhtml=self.settings.dirhtml)
        found = find_all(site)
        assert found == (fresh or find_all(replace(site, memory=None)))
        return found

    def edits(self) -> Iterator[tuple[str, int]]:
        """Each state of each file but the first."""
        return ((name, at) for name in self.states for at in range(1, len(self.states[name])))


def test_after_each_edit_memory_tells_what_a_fresh_run_does(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    before = blog.check()
    for name, state in blog.edits():
        blog.put(name, state)
        blog.check()
        blog.put(name, 0)
        blog.check(before if name.endswith(".md") else None)


CHANGEABLE = sorted(name for name, states in FILES.items() if len(states) > 1)
TRIPS = [("/index.md", 1), (".md", 1), ("/index.md", 0)]
EDITS = st.tuples(st.sampled_from([*CHANGEABLE, LEDGER, NOW]), st.integers(0, 15))


@settings(max_examples=8, deadline=None)
@given(edits=st.lists(EDITS, min_size=2, max_size=8), dirhtml=st.booleans())
@example(edits=[("far/kept.markdown", 1), ("far/kept.md", 1)], dirhtml=False)
@example(edits=[("far/naming.md", 1), ("far/naming.markdown", 1)], dirhtml=False)
@example(edits=[(LEDGER, 2), *((f"posts/trip{name}", at) for name, at in TRIPS)], dirhtml=False)
def test_after_any_edits_memory_tells_what_a_fresh_run_does(
    edits: list[tuple[str, int]], *, dirhtml: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        blog = Blog(Path(folder), dirhtml=dirhtml)
        blog.check()
        for name, state in edits:
            blog.put(name, state % len(blog.states[name]))
            blog.check()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A blog of thirty posts, of which each links to the one before, and to its tag's page."""
    root = tmp_path / "sound"
    root.mkdir()
    for day in range(1, 31):
        before = f"[before](p{day - 1:02}.md), [all](/blog/tag/cats.html)" if day > 1 else ""
        text = f"# The day {day}\n\nWords of it. {before}\n"
        (root / f"p{day:02}.md").write_text(post(text, date=f"2026-05-{day:02}"))
    return root


def _checked(root: Path, patch: pytest.MonkeyPatch) -> set[str]:
    """The documents that a run with memory checks."""
    seen = set()

    def noted(document: Document, site: Site, check: Check) -> Checked:
        seen.add(document.docname)
        return checked(document, site, check)

    patch.setattr(checks, "checked", noted)
    memory = Memory(root.parent / "kept")
    assert not check_site(read_site(root, SETTINGS, read_date(MOMENTS[0]), memory=memory))
    return seen


def test_only_who_looked_at_what_changed_is_checked(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(_checked(sound, monkeypatch)) == 30
    assert not _checked(sound, monkeypatch)
    (sound / "p07.md").write_text(post("# The day 7\n\nOther words.\n", date="2026-05-07"))
    assert _checked(sound, monkeypatch) == {"p07"}
    (sound / "p99.md").write_text(post("# New\n\nWords of it.\n", tags="cats, dogs"))
    assert _checked(sound, monkeypatch) == {"p99"}
    assert not _checked(sound, monkeypatch)
    (sound / "p99.md").write_text(post("# New\n\nWords of it.\n", date="2026-01-01", tags="fish"))
    assert _checked(sound, monkeypatch) == {"p99"}
    (sound / "p07.md").write_text(post("# The day 7\n\nOther words.\n", tags="fish"))
    assert _checked(sound, monkeypatch) == {"p07", "p08"}
    (sound / "p99.md").unlink()
    assert not _checked(sound, monkeypatch)
    (sound / "a.md").write_text(post("# First\n\nWords of it.\n"))
    assert _checked(sound, monkeypatch) == {"a", "p01"}


def test_what_rests_on_grounds_is_looked_at_only_where_one_has_changed(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[Checked] = []

    def unpacked(entry: Checked) -> dict[Question, str]:
        looked_at.append(entry)
        return stock(entry)

    stock = remembered._unpacked
    monkeypatch.setattr(remembered, "_unpacked", unpacked)
    _checked(sound, monkeypatch)
    (sound / "p07.md").write_text(post("# The day 7\n\nOther words.\n", date="2026-05-07"))
    assert _checked(sound, monkeypatch) == {"p07"}
    assert not looked_at
    (sound / "p07.md").write_text(post("# Day seven\n\nOther words.\n", date="2026-05-07"))
    assert _checked(sound, monkeypatch) == {"p07"}
    assert len(looked_at) == 29


def test_one_document_is_checked_alone_and_the_rest_is_known_by_then(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found out of the others while the blog was another is not taken for true later."""
    assert len(_checked(sound, monkeypatch)) == 30
    memory = Memory(sound.parent / "kept")
    before = (sound / "p07.md").read_text()

    def look(*names: str) -> list[Finding]:
        site = read_site(sound, SETTINGS, read_date(MOMENTS[0]), memory=memory)
        documents = [site.documents[name] for name in names] or None
        assert find_all(site, documents) == find_all(replace(site, memory=None), documents)
        return find_all(site)

    (sound / "p07.md").unlink()
    site = read_site(sound, SETTINGS, read_date(MOMENTS[0]), memory=memory)
    assert len(find_all(site, [site.documents["p08"]])) == 1
    (sound / "p07.md").write_text(before)
    assert not look("p08")
    (sound / "p07.md").unlink()
    assert len(look("p20")) == 1


def test_readers_find_nothing_in_the_memory_of_what_was_taken_back(sound: Path) -> None:
    memory = Memory(sound.parent / "kept", is_public=True)

    def kept() -> bytes:
        check_site(read_site(sound, SETTINGS, read_date(MOMENTS[0]), memory=memory))
        files = sorted((sound.parent / "kept").glob("findings*"))
        return b"".join(each.read_bytes() for each in files)

    text = "# New\n\n[a](nowhere-at-all.md)\n"
    (sound / "p99.md").write_text(post(text))
    assert b"nowhere-at-all" in kept()
    (sound / "p99.md").write_text(post(text, more="draft: true\n"))
    assert b"nowhere-at-all" not in kept()
    (sound / "p99.md").write_text(post(text))
    assert b"nowhere-at-all" in kept()
    (sound / "p99.md").unlink()
    assert b"nowhere-at-all" not in kept()
