"""`python -m blogkit permalinks`: record what is published, and what became of what was."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blogkit.memory import Memory
from blogkit.parallel import cores
from blogkit.permalinks.addresses import made_addresses, published_documents
from blogkit.permalinks.anchors import is_on
from blogkit.permalinks.ledger import GONE, NAME, Ledger, LedgerError, flattened, written
from blogkit.permalinks.pages import as_published, ledger_of
from blogkit.permalinks.recording import lost_addresses, next_ledger
from blogkit.site import load_settings, read_site
from blogkit.words import say
from blogkit.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from blogkit.site import Site

FAILED, UNUSABLE = 1, 2
PUBLIC = 0o644


class ChoiceError(ValueError):
    """What an author chose cannot be done; the text says why, and what can."""


@dataclass(frozen=True)
class Wish:
    """What is to become of old addresses: pairs `old=new` of anchors and of pages, and those that
    are gone for good. With *dirhtml* addresses are those of that builder."""

    aliases: Sequence[str] = ()
    redirects: Sequence[str] = ()
    gone: Sequence[str] = ()
    dirhtml: bool = False


def record(root: Path, wish: Wish) -> int:
    """Write the ledger of the blog in *root*, showing what changes; returns the exit code."""
    try:
        site = _site(root, wish)
        if not site.settings.blog_baseurl:
            say(f"{NAME} belongs to one address of a blog: set blog_baseurl in conf.py first")
            return UNUSABLE
        chosen = _chosen(wish, site)
        if chosen:
            known = ledger_of(site)
            links = flattened({**known.links, **chosen}, known.lines)
            _write(
                root, replace(known, links=links, first={**known.first, **_renamed(chosen, known)})
            )
            site = _site(root, wish)
        lost = lost_addresses(site)
        if lost:
            _say_lost(lost)
            return FAILED
        _write(root, next_ledger(site))
    except (LedgerError, ChoiceError) as error:
        say(str(error))
        return UNUSABLE
    return 0


def _site(root: Path, wish: Wish) -> Site:
    settings = load_settings(root / "conf.py")
    settings = replace(settings, dirhtml=settings.dirhtml or wish.dirhtml)
    memory = Memory(root / "_build" / "cache")
    return as_published(read_site(root, settings, memory=memory, jobs=cores()))


def _chosen(wish: Wish, site: Site) -> dict[str, str]:
    chosen = dict.fromkeys(_known(wish.gone, site), GONE)
    for old, new in _pairs(wish.redirects, "--redirect /posts/old.html=/posts/new.html"):
        _refuse_unless(_is_there(new, site), f"there is no page '{new}' to lead to")
        chosen[old] = new
    for old, new in _pairs(wish.aliases, "--alias '/posts/a.html#old=#new'"):
        chosen[old] = _alias(old, new, site)
    list(_known(chosen, site))
    return chosen


def _alias(old: str, new: str, site: Site) -> str:
    """What is to stand behind an old anchor: an anchor of its own page, or another page's."""
    page, is_anchor, _ = old.partition("#")
    _refuse_unless(bool(is_anchor), f"'{old}' is no anchor: --redirect '{old}=/…' is for pages")
    target, has_anchor, anchor = new.partition("#")
    target = target or page
    _refuse_unless(
        page in published_documents(site), f"'{page}' has gone, and its anchors: --redirect it"
    )
    _refuse_unless(target in published_documents(site), f"there is no page '{target}'")
    is_there = _is_there(f"{target}#{anchor}", site)
    _refuse_unless(is_there, f"there is no '#{anchor}' on '{target}'")
    return f"#{anchor}" if target == page else f"{target}{has_anchor}{anchor}"


def _renamed(chosen: Mapping[str, str], known: Ledger) -> dict[str, str]:
    """Of the pages chosen that are not yet known the first addresses: these are no other posts."""
    return {
        new: known.first.get(old, old)
        for old, new in chosen.items()
        if new.startswith("/") and "#" not in old + new and new not in known.links
    }


def _known(addresses: Iterable[str], site: Site) -> Iterator[str]:
    for address in addresses:
        is_known = address in ledger_of(site).links
        _refuse_unless(is_known, f"'{address}' is not in {NAME}: write it as it stands there")
        yield address


def _pairs(written_pairs: Iterable[str], example: str) -> Iterator[tuple[str, str]]:
    for pair in written_pairs:
        at = max(pair.find("=/"), pair.find("=#"))
        _refuse_unless(at > 0, f"'{pair}' is no pair of addresses; write one such as {example}")
        yield pair[:at], pair[at + 1 :]


def _is_there(address: str, site: Site) -> bool:
    page, _, anchor = address.partition("#")
    document = published_documents(site).get(page)
    if document is None:
        return page in made_addresses(site)
    return not anchor or is_on(document, anchor, site)


def _refuse_unless(holds: bool, message: str) -> None:
    if not holds:
        raise ChoiceError(message)


def _say_lost(lost: Sequence[str]) -> None:
    for address in lost:
        way = f"--alias '{address}=#…'" if "#" in address else f"--redirect '{address}=/…'"
        say(f"'{address}' was published and is gone; choose {way}, or --gone '{address}'")
    say("Nothing else is recorded as long as readers would be led nowhere.")


def _write(root: Path, ledger: Ledger) -> None:
    """Show the difference and write the file, whole or not at all."""
    path = root / NAME
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = written(ledger)
    if after == before:
        say(f"{NAME} is up to date.")
        return
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    sys.stdout.writelines(difflib.unified_diff(old, new, f"a/{NAME}", f"b/{NAME}", n=0))
    write_whole(path, after.encode(), mode=PUBLIC)
    say(f"Wrote {NAME}: look it through, and commit it.")
