"""A safe fix, asked for from the preview: first shown as a diff, then made if that is still it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.checks import check_site
from blogkit.checks.fixing import CannotFixError, Ground, plan, write
from blogkit.checks.reports.diff import diff
from blogkit.site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from blogkit.checks.finding import Finding
    from blogkit.site import Site

GONE = "there is no such fault any more; the page will show what is left"
CHANGED = "the file has changed since the fix was shown; look at it again"


def mend(app: Sphinx, wish: dict[str, Any]) -> dict[str, Any]:
    """The fix of the fault that *wish* names, as a diff and its seal; with that seal it is made.

    Only files of the blog are written, which `checks.fixing` sees to.
    """
    site = site_of(app)
    finding = _finding(site, wish)
    if finding is None:
        return {"refusal": GONE}
    made = plan([finding], _ground(site))
    if not made.changes:
        return {"refusal": "; ".join(made.refusals) or GONE}
    shown = "".join(diff(change) for change in made.changes)
    seal = sha256(shown.encode(errors="surrogatepass")).hexdigest()
    if not wish.get("seal"):
        return {"diff": shown, "seal": seal}
    if wish["seal"] != seal:
        return {"refusal": CHANGED}
    try:
        write(made.changes)
    except (CannotFixError, OSError) as error:
        return {"refusal": str(error)}
    return {"written": [str(change.path) for change in made.changes]}


def _finding(site: Site, wish: dict[str, Any]) -> Finding | None:
    """The finding, if it can safely be mended; other fixes are never made from a page."""
    document = site.document_at(Path(str(wish["path"])))
    if document is None:
        return None
    wanted = (wish["name"], wish["line"], wish["column"])
    for each in check_site(site, [document]):
        is_it = (each.name, each.place.line, each.place.column) == wanted
        if is_it and each.fix and each.fix.safe:
            return each
    return None


def _ground(site: Site) -> Ground:
    digests = {each.path: each.digest for each in site.documents.values() if each.digest}
    return Ground((site.root,), digests, site.settings.source_encoding)
