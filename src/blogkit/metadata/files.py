"""The files that a blog has for machines: cards, icons, manifest, robots.txt.

An author's own file of such a name, in `html_extra_path`, is left alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from blogkit.addresses import site_address
from blogkit.caching import cache_folder
from blogkit.metadata.cards import cards_of_blog
from blogkit.metadata.drawing import Task, draw
from blogkit.metadata.icons import icon_files
from blogkit.workers import Ahead, BrokeDown, work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Sized

    from sphinx.application import Sphinx

    from blogkit.metadata.cards import Card

logger = logging.getLogger(__name__)
ENOUGH_FOR_ONE = 50  # cards: a second process takes longer to start than these to be drawn
PATIENCE = 1.0  # seconds; when others want all cores, cards that are waited for are drawn sooner


@dataclass(frozen=True)
class MadeFile:
    """A file of the site, by its path in there. *shows* changes whenever its bytes do."""

    name: str
    shows: str
    render: Callable[[], bytes] = field(repr=False)


class Cards:
    """The cards of one build."""

    def __init__(self) -> None:
        self._ahead: Ahead | None = None

    def begin(self, app: Sphinx) -> None:
        """If none was ever drawn, let that be done beside the writing of pages: these are written
        by as many processes as there are cores, but not all of these at work all the time."""
        folder = cache_folder(app, "cards")
        if app.parallel <= 1 or folder.exists():
            return
        tasks = [*_tasks(cards_of_blog(app), folder)]
        if len(tasks) > ENOUGH_FOR_ONE:
            self._ahead = Ahead(draw, tasks, _jobs(app, tasks))

    def stop(self) -> None:
        """Draw no more."""
        if self._ahead:
            self._ahead.stop()

    def files(self, app: Sphinx) -> Iterator[MadeFile]:
        """All of them. Those that nobody has drawn before are drawn now."""
        if self._ahead:
            self._ahead.wait(PATIENCE)
        yield from _cards(app)


def made_files(app: Sphinx, cards: Cards) -> list[MadeFile]:
    """All of them, ready to be read."""
    others = (each for each in (*_icons(app), *_robots(app)) if not _is_authors(app, each.name))
    return [*cards.files(app), *others]


def _is_authors(app: Sphinx, name: str) -> bool:
    """Whether the author has a file of that name for the top of the site."""
    extra = [Path(app.confdir, str(each)) for each in app.config.html_extra_path]
    return any((path / name).is_file() or (path.name == name and path.is_file()) for path in extra)


def _cards(app: Sphinx) -> Iterator[MadeFile]:
    cards, folder = [*cards_of_blog(app)], cache_folder(app, "cards")
    drawn = frozenset(os.listdir(folder)) if folder.is_dir() else ()  # noqa: PTH208 - only names
    failed = _draw([each for each in cards if _name(each) not in drawn], folder, app)
    for card in cards:
        if card not in failed:
            yield MadeFile(card.path, card.digest, partial(_drawn, folder, card))


def _draw(missing: Sequence[Card], folder: Path, app: Sphinx) -> set[Card]:
    """Draw these cards; which of them could not be drawn."""
    tasks = _tasks(missing, folder)
    outcomes = work_on(draw, [*tasks], _jobs(app, tasks)) if tasks else ()
    broken = {tasks[task] for task, outcome in outcomes if isinstance(outcome, BrokeDown)}
    failed = {card for card in missing if card.digest in broken}
    for card in sorted(failed, key=lambda each: each.page):
        message = "the social card of '%s' could not be drawn: it is shared without a picture"
        logger.warning(message, card.title, location=card.page, type="blogkit", subtype="card")
    return failed


def _tasks(cards: Iterable[Card], folder: Path) -> dict[Task, str]:
    """What there is to be drawn, with the digest of the card."""
    return {Task(card.drawing, _file(folder, card)): card.digest for card in cards}


def _jobs(app: Sphinx, tasks: Sized) -> int:
    return min(app.parallel, 1 + len(tasks) // ENOUGH_FOR_ONE)


def _drawn(folder: Path, card: Card) -> bytes:
    return _file(folder, card).read_bytes()


def _file(folder: Path, card: Card) -> Path:
    return folder / _name(card)


def _name(card: Card) -> str:
    return f"{card.digest}.png"


def _icons(app: Sphinx) -> Iterator[MadeFile]:
    for name, shows, render in icon_files(app):
        yield MadeFile(name, shows, render)


def _robots(app: Sphinx) -> Iterator[MadeFile]:
    """Every program may read everything, and learns where the sitemap is."""
    site_url = site_address(app.config.blog_baseurl or "")
    if site_url:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {site_url}{app.config.sitemap_filename}\n"
        yield MadeFile("robots.txt", text, text.encode)
