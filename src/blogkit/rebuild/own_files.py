"""What Sphinx writes in every build: with the time it had, if it is the same as before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from blogkit.rebuild.copies import keep_time, seen, time_kept_if_same
from blogkit.traces import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from blogkit.rebuild.copies import Seen
    from blogkit.rebuild.pages import Pages

STYLES_OF_CODE = ("pygments.css", "pygments_dark.css")


class KeepsTimes(StandaloneHTMLBuilder):
    """The part of a builder that writes the inventory, the notes on settings, the style of code.

    *known* is what the last build left.
    """

    known: Pages

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self._styles: dict[Path, Seen | None] = {}

    def dump_inventory(self) -> None:
        """Only if there is anything new to put into it: packed it is the slowest of these files."""
        path, shows = Path(self.outdir, "objects.inv"), self._inventory()
        if shows == self.known.inventory and path.is_file():
            return
        with time_kept_if_same(path):
            super().dump_inventory()
        self.known.inventory = shows

    def _inventory(self) -> str:
        """A digest of all that it is made of (sphinx/util/inventory.py: `InventoryFile.dump`)."""
        objects = [sorted(domain.get_objects()) for domain in self.env.domains.sorted()]
        return digest((self.name, self.config.project, self.config.version, objects))

    def write_buildinfo(self) -> None:
        with time_kept_if_same(Path(self.outdir, ".buildinfo")):
            super().write_buildinfo()

    def create_pygments_style_file(self) -> None:
        self._styles = {
            path: seen(path) for name in STYLES_OF_CODE for path in [self._static_dir / name]
        }
        super().create_pygments_style_file()

    def keep_times_of_styles(self) -> None:
        """Once all is done: themes write their style of code over Sphinx's in the end."""
        for path, before in self._styles.items():
            keep_time(path, before)
