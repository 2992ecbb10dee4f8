"""Files that a site gets as they are: static and extra ones, downloads, pictures.

Those that are gone go before others are copied, so that a work folder holds what a new one would.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from blogkit.rebuild import copies, makers

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from blogkit.rebuild.pages import Pages


class HandsFilesOn(StandaloneHTMLBuilder):
    """The part of a builder that copies: what is *known*, and which paths there were *before*."""

    known: Pages
    before: set[str]

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self._began = time.time_ns()
        self.static_is_current = False

    def remove_files_that_are_gone(self) -> None:
        """Before the others are copied: the theme may have one of that name, or a folder have it.

        Those that come late and those that pages draw go too: only so is found of them what a clean
        build finds.
        """
        gone = {path for path, copied in self.known.files.items() if not copied} | self.known.late
        if self.known.makers != makers.makers_of(self._app):
            gone |= makers.static_files(Path(self.outdir), before=self._began)
        gone -= {*self._static_files(), *self._extra_files(), *copies.downloads(self.env)}
        gone |= self.known.drawn()
        copies.remove((Path(self.outdir, path) for path in gone), Path(self.outdir))
        self.before -= gone

    def _extra_files(self) -> dict[str, str]:
        return copies.files_below(Path(self.confdir, each) for each in self.config.html_extra_path)

    def _static_files(self) -> dict[str, str]:
        folders = (Path(self.confdir, str(each)) for each in self.config.html_static_path)
        return {f"_static/{name}": "" for name in copies.files_below(folders)}

    def copy_static_files(self) -> None:
        """Once for each look, of which they are part.

        The style of code is written every time: themes write theirs over it in the end, and pages
        carry the checksum of what was there before.
        """
        if self.static_is_current:
            self.create_pygments_style_file()
        else:
            super().copy_static_files()

    def copy_image_files(self) -> None:
        made = self.known.copies()  # what stands in an original's place, whoever asked for that
        named = {
            source: name
            for source, name in self.known.pictures().items()
            if f"{self.imagedir}/{name}" not in made
        }
        stamps = copies.stamps(Path(self.srcdir), named, self.imagedir)
        out = Path(self.outdir)
        self.images = {
            source: name
            for source, name in named.items()
            if not copies.is_copied(
                path := f"{self.imagedir}/{name}", stamps[path], self.known.files, out
            )
        }
        super().copy_image_files()
        self.images = named
        stamps |= copies.bring(made, self.known.files, out)
        others = copies.downloads(self.env) | self._extra_files() | self._static_files()
        self.known.files = stamps | others
