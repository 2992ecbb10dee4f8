"""`permalinks.json`: each address that was published, one to a line, and where it leads now.

An address is a path from the blog's top, with an anchor or without: `/posts/a.html#food`. What
stands behind it:

    ""                   it is there itself
    "~0123456789abcdef"  it is there itself, and this is its text's sketch
    "^"                  the anchor of the page's title, whatever that is called by now
    "/posts/b.html"      it leads there; from an anchor "#meals", on the same page
    "=/posts/b.html"     the same, and by this address feeds go on to call what is there
    "-"                  it is gone, and meant to be

Each line begins with its comma, so that two branches which add lines can be merged.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "permalinks.json"
BASE = "blog_baseurl"
HERE, TITLE, GONE, SKETCHED, RENAMED = "", "^", "-", "~", "="
VALUE = re.compile(r"|\^|-|~[0-9a-f]{16}|=?/.*|#.+")


class LedgerError(ValueError):
    """The file cannot be relied on; the text says where, why, and what to do."""


@dataclass(frozen=True)
class Ledger:
    """The addresses published below *base*, and the lines on which they stand.

    *first* are the addresses under which posts were published that have others now, by these.
    """

    base: str = ""
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    first: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def pages(self) -> dict[str, str]:
        """The addresses without an anchor."""
        return {address: led for address, led in self.links.items() if "#" not in address}

    @property
    def anchors(self) -> dict[str, dict[str, str]]:
        """Of each page the anchors, each with where it leads."""
        found: dict[str, dict[str, str]] = {}
        for address, led in self.links.items():
            page, is_anchor, anchor = address.partition("#")
            if is_anchor:
                found.setdefault(page, {})[anchor] = led
        return found


def base_of(address: str) -> str:
    """A `blog_baseurl` in the form by which two are compared."""
    return address.strip().rstrip("/")


def read_ledger(path: Path, base_url: str) -> Ledger:
    """The ledger in the file; an empty one if there is none, or it belongs to another blog.

    Raises LedgerError.
    """
    base = base_of(base_url)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Ledger(base)
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(f"{NAME}:1:1: it cannot be read ({error}); {RESTORE}") from error
    written_for, links = _parsed(text)
    if base_of(written_for) != base:
        return Ledger(base)
    lines = _lines(text)
    for address, led in links.items():
        if not address.startswith("/") or not VALUE.fullmatch(led):
            line = lines.get(address, 1)
            raise LedgerError(f"{NAME}:{line}:1: '{address}': '{led}' means nothing; {RESTORE}")
    there = {address: led.removeprefix(RENAMED) for address, led in links.items()}
    first = {links[each][1:]: each for each in sorted(links) if links[each].startswith(RENAMED)}
    return Ledger(base, flattened(there, lines), lines, first)


RESTORE = f"take {NAME} from the last commit, or mend the line"


def written(ledger: Ledger) -> str:
    """The file's text: sorted, an address and its anchors together."""
    head = f"{{{_quoted(BASE)}: {_quoted(ledger.base)}\n"
    led = {
        address: RENAMED + led if ledger.first.get(led) == address else led
        for address, led in ledger.links.items()
    }
    lines = (f",{_quoted(key)}: {_quoted(led[key])}\n" for key in _in_order(led))
    return f"{head}{''.join(lines)}}}\n"


def flattened(links: Mapping[str, str], lines: Mapping[str, int]) -> dict[str, str]:
    """The same links, each leading to where it ends. Raises LedgerError for a loop."""
    return {address: _end(address, links, lines) for address in links}


def target_of(address: str, led: str) -> str:
    """Where an address leads in full: `#b` is on its own page. Empty if it leads nowhere else."""
    if led.startswith("#"):
        return address.partition("#")[0] + led
    return led if led.startswith("/") else ""


def _end(address: str, links: Mapping[str, str], lines: Mapping[str, int]) -> str:
    """What is to stand behind an address: where a chain of others that it leads to ends."""
    seen, here = {address}, address
    while following := target_of(here, links.get(here, HERE)):
        if following in seen:
            line = lines.get(address, 1)
            raise LedgerError(
                f"{NAME}:{line}:1: '{address}' leads in a circle, by '{following}'; "
                "let one of them lead to a page that is there"
            )
        seen.add(following)
        here = following
    if here == address or links.get(here) == GONE:
        return links[here]
    page = address.partition("#")[0]
    return here.removeprefix(page) if here.startswith(f"{page}#") else here


def _parsed(text: str) -> tuple[str, dict[str, str]]:
    try:
        values = json.loads(text)
        base = values.pop(BASE)
    except json.JSONDecodeError as error:
        reason = "two versions meet here" if "<<<<<<<" in text else "this is no JSON"
        place = f"{NAME}:{error.lineno}:{error.colno}"
        raise LedgerError(f"{place}: {reason}; keep the lines of both, or {RESTORE}") from error
    except (KeyError, AttributeError, TypeError) as error:
        raise LedgerError(f"{NAME}:1:1: it names no {BASE}; {RESTORE}") from error
    if not all(isinstance(each, str) for each in (base, *values.values())):
        raise LedgerError(f"{NAME}:1:1: something in it is no text; {RESTORE}")
    return base, values


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(',"'):
            address, _ = json.JSONDecoder().raw_decode(line, 1)
            found[address] = number
    return found


def _in_order(links: Mapping[str, str]) -> list[str]:
    return sorted(links, key=lambda address: address.partition("#"))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
