"""What has no source: listings, feeds, cards. Each is traced as a page is, and made in a worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.builders.html import StandaloneHTMLBuilder

from blogkit.parallel import in_parallel
from blogkit.rebuild import copies
from blogkit.rebuild.reading import FEW
from blogkit.rebuild.told import overheard
from blogkit.traces import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Set
    from logging import LogRecord

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from blogkit.rebuild.pages import Page, Pages

Item = TypeVar("Item")
Result = TypeVar("Result")


class MakesWhatHasNoSource(StandaloneHTMLBuilder):
    """The part of a builder that makes other pages and files: what is *known* of them."""

    known: Pages

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.stale_listings = 0  # how many are about to be written
        self._listings: dict[str, Any] = {}
        self._changed: frozenset[int] = frozenset()  # questions by their numbers
        self._there: Set[str] = frozenset()  # paths of files in the output
        self._jobs = 1

    def _begin(self) -> None:
        raise NotImplementedError

    def _page(self, path: Path, told: list[LogRecord]) -> Page:
        raise NotImplementedError

    def gen_pages_from_extensions(self) -> None:
        """Make those that are new, or would be others now."""
        self.images = self.known.pictures()
        kept, shows = self._kept(self.known.listings, self._listings)
        self.stale_listings = len(shows) - len(kept)
        super().gen_pages_from_extensions()
        self.known.listings = self._completed(kept, shows, self._listings, self._write_listing)
        files = self._collected("blogkit-collect-files")
        kept, shows = self._kept(self.known.made, files)
        self.known.made = self._completed(kept, shows, files, self._write_file, is_tidy=True)

    def _collected(self, event: str) -> dict[str, Any]:
        return {each.name: each for found in self.events.emit(event) for each in found}

    def _kept(
        self, known: dict[str, Page], wanted: dict[str, Any]
    ) -> tuple[dict[str, Page], dict[str, str]]:
        """The pages of *wanted* that are known and would be the same; what each of all shows."""
        shows = {name: digest(each.shows) for name, each in wanted.items()}
        kept = {
            name: page
            for name, page in known.items()
            if page.shows == shows.get(name) and self._is_same(page)
        }
        return kept, shows

    def _completed(
        self,
        kept: dict[str, Page],
        shows: dict[str, str],
        wanted: dict[str, Any],
        write: Callable[[Any], Page],
        *,
        is_tidy: bool = False,
    ) -> dict[str, Page]:
        """Those pages, and the others made anew."""
        missing = sorted(wanted.keys() - kept.keys())
        made = self._in_parallel(write, [wanted[name] for name in missing], is_tidy=is_tidy)
        new = {
            name: page._replace(shows=shows[name]) for name, page in zip(missing, made, strict=True)
        }
        return kept | new

    def _write_listing(self, listing: Any) -> Page:
        self._begin()
        with overheard() as told:
            self.handle_page(listing.name, dict(listing.context), listing.template)
        return self._page(self.get_output_path(listing.name), told)

    def _write_file(self, file: Any) -> Page:
        self._begin()
        path = Path(self.outdir, file.name)
        with overheard() as told, copies.time_kept_if_same(path):
            content = file.render()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self._page(path, told)

    def _is_same(self, page: Page) -> bool:
        """Whether the page is there, and would be told what it was told."""
        return page.path in self._there and not page.asks_any(self._changed)

    def _in_parallel(
        self, work: Callable[[Item], Result], items: list[Item], *, is_tidy: bool = False
    ) -> list[Result]:
        return in_parallel(work, items, self._jobs, few=FEW, is_tidy=is_tidy)
