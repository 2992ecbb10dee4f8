"""The policy of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.policy.hosts import ANY_STYLE, with_those_led_to
from blogkit.policy.place import POLICY, REFERRER, beginning_of
from blogkit.policy.sources import SELF
from blogkit.policy.wanted import HASHED_ATTRIBUTES, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from blogkit.policy.files import Files

NOTHING = "'none'"
HASH = "'sha256-"
MOST_STYLES = 32  # tables and formulas of others may have hundreds, 50 bytes each on every visit
DIRECTIVES = (
    *("default-src", "script-src", "style-src", "img-src", "font-src", "media-src", "connect-src"),
    *("frame-src", "object-src", "manifest-src", "worker-src", "child-src"),
    *("base-uri", "form-action"),
)
# What every page may. A directive that is not named allows what the first does; the last two have
# nothing to fall back on.
ALWAYS = {
    "default-src": NOTHING,
    "img-src": SELF,
    "connect-src": SELF,  # Lighthouse asks for robots.txt from within the page
    "base-uri": NOTHING,
    "form-action": SELF,
}


def with_policy(html: str, files: Files, added: Mapping[str, Iterable[str]]) -> str:
    """The page with its policy; as it is if it has one, or is no page. *added* are the author's."""
    place = beginning_of(html)
    if not place:
        return html
    wanted = Wanted(html, files)
    lines = "" if wanted.has_policy else POLICY.format(policy_for(wanted.sources, added))
    lines += "" if 'name="referrer"' in html else REFERRER
    return html[:place] + lines + html[place:]


def policy_for(wanted: Mapping[str, set[str]], added: Mapping[str, Iterable[str]]) -> str:
    """The policy as browsers read it; the same whatever the order in which things were found."""
    directives = {
        name: _sources(name, wanted.get(name, set()), set(added.get(name, ())))
        for name in DIRECTIVES
    }
    return "; ".join(f"{name} {' '.join(each)}" for name, each in directives.items() if each)


def _sources(directive: str, wanted: set[str], added: set[str]) -> list[str]:
    sources = with_those_led_to(directive, wanted | added) | {ALWAYS.get(directive, "")} - {""}
    if len(sources) > 1:
        sources.discard(NOTHING)
    hashes = {each for each in sources if each.startswith(HASH)}
    if directive == "style-src" and len(hashes) > MOST_STYLES:
        sources.add(ANY_STYLE)
    if ANY_STYLE in sources:  # which browsers do not hear beside hashes
        sources -= hashes | {HASHED_ATTRIBUTES}
    return sorted(sources, key=lambda each: (not each.startswith("'"), each))
