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
from blogkit.workers import BrokeDown, work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx

    from blogkit.metadata.cards import Card

logger = logging.getLogger(__name__)
ENOUGH_FOR_ONE = 50  # cards: a second process takes longer to start than these to be drawn


@dataclass(frozen=True)
class MadeFile:
    """A file of the site, by its path in there. *shows* changes whenever its bytes do."""

    name: str
    shows: str
    render: Callable[[], bytes] = field(repr=False)


def made_files(app: Sphinx) -> list[MadeFile]:
    """All of them, ready to be read."""
    others = (each for each in (*_icons(app), *_robots(app)) if not _is_authors(app, each.name))
    return [*_cards(app), *others]


def _is_authors(app: Sphinx, name: str) -> bool:
    """Whether the author has a file of that name for the top of the site."""
    extra = [Path(app.confdir, str(each)) for each in app.config.html_extra_path]
    return any((path / name).is_file() or (path.name == name and path.is_file()) for path in extra)


def _cards(app: Sphinx) -> Iterator[MadeFile]:
    """Cards that nobody has drawn before are drawn now."""
    cards, folder = [*cards_of_blog(app)], cache_folder(app, "cards")
    drawn = frozenset(os.listdir(folder)) if folder.is_dir() else ()  # noqa: PTH208 - only names
    failed = _draw([each for each in cards if _name(each) not in drawn], folder, app)
    for card in cards:
        if card not in failed:
            yield MadeFile(card.path, card.digest, partial(_drawn, folder, card))


def _draw(missing: Sequence[Card], folder: Path, app: Sphinx) -> set[Card]:
    """Draw these cards; which of them could not be drawn."""
    tasks = {Task(card.drawing, _file(folder, card)): card.digest for card in missing}
    jobs = min(app.parallel, 1 + len(tasks) // ENOUGH_FOR_ONE)
    outcomes = work_on(draw, [*tasks], jobs) if tasks else ()
    broken = {tasks[task] for task, outcome in outcomes if isinstance(outcome, BrokeDown)}
    failed = {card for card in missing if card.digest in broken}
    for card in sorted(failed, key=lambda each: each.page):
        message = "the social card of '%s' could not be drawn: it is shared without a picture"
        logger.warning(message, card.title, location=card.page, type="blogkit", subtype="card")
    return failed


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
