"""The same blog in two folders: in one it is built again and again, in the other always afresh."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.blogkit.law_blog import files_of, first_blog, write_files
from tests.blogkit.law_builds import KILLED, expect_same, snapshot, start

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.law_blog import Model
    from tests.blogkit.law_builds import Result, Snapshot

State = tuple[int, tuple[tuple[str, bytes], ...]]

# Where Sphinx, writing in place, leaves what no page asks for any more, and copies everything anew.
LEFT_BY_SPHINX = ("_images/", "_static/", "_downloads/")
STYLES_OF_CODE = frozenset({"_static/pygments.css"})  # which a theme writes over Sphinx's
# Sphinx's notes on settings, and its index: a word that is on no page any more stays as `"word":[]`.
NOTES_OF_SPHINX = frozenset({".buildinfo", ".buildinfo.bak", "searchindex.js"})


@dataclass(frozen=True)
class Way:
    """A command that builds, and where its site is. *in_place*: as `sphinx-build` does it.

    Then some does not count: Sphinx's own notes, pictures and styles that no page asks for any
    more, and what was told, for Sphinx tells of a document only when it reads it.
    """

    command: tuple[str, ...]
    site: str
    in_place: bool = False

    def counts(self, name: str, *, stamp: bool = False) -> bool:
        """Whether this file of the site, or its time stamp, must be what a clean build gives."""
        left = stamp and name.startswith(LEFT_BY_SPHINX) and name not in STYLES_OF_CODE
        return not self.in_place or not (left or name in NOTES_OF_SPHINX)


@dataclass
class Bench:
    """Builds one way, and compares."""

    folder: Path
    way: Way
    clean: dict[State, tuple[Result, Snapshot]] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.folder / "again" / "blog"

    @property
    def site(self) -> Path:
        return self.root / self.way.site

    def begin(self, look: str) -> Model:
        """A blog that was built once; the build is kept, for it is always the same."""
        model, kept = first_blog(look), self.folder / f"kept-{look}"
        shutil.rmtree(self.root, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, self.root)
            return model
        self.root.mkdir(parents=True)
        result = self.build(model, None)
        assert result.code == 0, result.words
        shutil.copytree(self.root, kept)
        return model

    def build(self, model: Model, before: Model | None) -> Result:
        """Build the blog as it is now in both folders, and compare."""
        write_files(model, self.root, before)
        published = snapshot(self.site)
        log = self.folder / "again.log"
        running = start(self.root, *self.way.command, now=model.now, log=log)
        wanted, site = self.build_afresh(model)
        result = running.result()
        assert result.code == wanted.code, result.words
        if not self.way.in_place:
            assert result.told == wanted.told, result.words
        expect_same(self._counted(site), published if wanted.code else self.counted(site))
        return result

    def _counted(self, wanted: Snapshot) -> Snapshot:
        """What counts in the site as it is now."""
        return {
            name: content
            for name, content in self.counted(snapshot(self.site)).items()
            if name in wanted or not (self.way.in_place and name.startswith(LEFT_BY_SPHINX))
        }

    def counted(self, site: Snapshot) -> Snapshot:
        return {name: content for name, content in site.items() if self.way.counts(name)}

    def build_afresh(self, model: Model) -> tuple[Result, Snapshot]:
        """What a clean build gives; found once for each state of the blog."""
        state = (model.now, tuple(sorted(files_of(model).items())))
        if state not in self.clean:
            root = self.folder / "in a clean folder" / "blog"
            shutil.rmtree(root, ignore_errors=True)
            write_files(model, root)
            log = self.folder / "clean.log"
            result = start(root, *self.way.command, now=model.now, log=log).result()
            self.clean[state] = result, snapshot(root / self.way.site)
        return self.clean[state]

    def build_and_kill(self, model: Model, before: Model, number: int) -> None:
        """Kill a build: the site is the one before or the one after it, or is being exchanged."""
        write_files(model, self.root, before)
        published = snapshot(self.site)
        log = self.folder / "killed.log"
        run = start(
            self.root, *self.way.command, now=model.now, log=log, killed_after=number
        ).result()
        if run.code != KILLED or not self.site.exists():
            return
        now = snapshot(self.site)
        if now != published:
            expect_same(now, self.build_afresh(model)[1])
