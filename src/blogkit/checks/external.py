"""The links that lead out of the blog: gathered, asked about, remembered, told. Only on request."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from blogkit.checks.asking import NAME, Manners, ask_all
from blogkit.checks.rules.dead_external_link import address_of, check, external_links
from blogkit.checks.verdicts import State, Verdict
from blogkit.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blogkit.checks.finding import Finding
    from blogkit.memory import Memory
    from blogkit.site import Document, Site

FILE, KEY = "external.pickle", "verdicts"
DAY = 24 * 60 * 60
# How long an answer holds, in seconds. What is not known is asked about each time.
HOLDS = {State.ALIVE: 14 * DAY, State.DEAD: DAY}

Known = dict[str, tuple[Verdict, float]]


def check_external(
    site: Site, documents: Sequence[Document], manners: Manners | None = None
) -> list[Finding]:
    """What *documents* link to and is no longer there, or could not be asked about."""
    ignored = [re.compile(pattern) for pattern in site.settings.linkcheck_ignore]
    if site.settings.blog_baseurl:
        ignored.append(re.compile(re.escape(site.settings.blog_baseurl)))
    links = (link for document in documents for link in external_links(document))
    addresses = sorted({address_of(link.target) for link in links})
    wanted = [each for each in addresses if not any(rule.match(each) for rule in ignored)]
    say("asking other sites about the links to them, one a second; this may take a while")
    verdicts = verdicts_on(wanted, site.memory, manners or _manners(site))
    found = [finding for each in documents for finding in check(each, verdicts)]
    return sorted(found, key=lambda finding: finding.sort_key)


def verdicts_on(
    addresses: Iterable[str], memory: Memory | None, manners: Manners
) -> dict[str, Verdict]:
    """What is known of each address. What was found out is kept, also when asking is stopped."""
    known: Known = (memory.recall(FILE, KEY) if memory else None) or {}
    now = time.time()
    known = {
        address: (verdict, asked)
        for address, (verdict, asked) in known.items()
        if now - HOLDS.get(verdict.state, 0) < asked <= now
    }
    wanted = list(addresses)
    unknown: dict[str, Verdict] = {}
    try:
        for address, verdict in ask_all((each for each in wanted if each not in known), manners):
            if verdict.state in HOLDS:
                known[address] = (verdict, now)
            else:
                unknown[address] = verdict
    finally:
        if memory:
            memory.remember(FILE, KEY, known)
    return unknown | {each: known[each][0] for each in wanted if each in known}


def _manners(site: Site) -> Manners:
    """In the name of the blog, so that whoever is asked can see by whom."""
    address = site.settings.blog_baseurl
    is_known = address.startswith("http") and address.isascii() and address.isprintable()
    return Manners(name=f"{NAME[:-1]}; +{address})") if is_known else Manners()
