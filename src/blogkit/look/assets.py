"""Styles and scripts of others that a page needs: what ours stand for is left out.

Only what is known is left out. The files of an extension that is not known here stay.
"""

from __future__ import annotations

from typing import Any

# Of Sphinx, the theme and sphinx-copybutton: ours are in their place, or nothing is, as for
# Sphinx's search.
STYLES = frozenset({"basic.css", "copybutton.css", "pydata-sphinx-theme.css", "pygments.css"})
SCRIPTS = frozenset(
    {
        *("clipboard.min.js", "copybutton.js"),
        *("documentation_options.js", "doctools.js", "sphinx_highlight.js"),
    }
)
# What a page uses of these stands in the page.
TAKEN_IN = frozenset({"sphinx-design.min.css"})
# Needed by pages that have such words in them.
ONLY_WITH = {
    "blogkit-photos.css": 'class="photo',
    "sphinx-design.min.css": 'class="sd-',
    "design-tabs.js": "sd-tab-",
    "tagcloud.css": "ablog-cloud",
}


def needed_styles(files: list[Any], body: str) -> list[Any]:
    """Those stylesheets, as a page's context has them, that a page with this *body* needs."""
    return [each for each in files if _is_needed(each, body, STYLES)]


def taken_in(files: list[Any]) -> list[Any]:
    """Those of the needed ones of which the page takes what it uses."""
    return [each for each in files if _name(each) in TAKEN_IN and "://" not in _address(each)]


def needed_scripts(files: list[Any], body: str) -> list[Any]:
    """The same of scripts."""
    return [each for each in files if _is_needed(each, body, SCRIPTS)]


def _is_needed(asset: Any, body: str, left_out: frozenset[str]) -> bool:
    name = _name(asset)
    is_known = "://" not in _address(asset)
    return not is_known or (name not in left_out and ONLY_WITH.get(name, "") in body)


def _address(asset: Any) -> str:
    return str(getattr(asset, "filename", asset) or "")


def _name(asset: Any) -> str:
    return _address(asset).rpartition("/")[2]
