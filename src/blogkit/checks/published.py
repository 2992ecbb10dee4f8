"""The checks of what was built, as a part of `make check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.build import published_site
from blogkit.checks.built import check_built

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from blogkit.checks.finding import Finding
    from blogkit.site import Site


def check_published(root: Path, site: Site, known: Iterable[Finding]) -> list[Finding]:
    """What the site of the blog in *root* shows besides the findings *known* of its sources.

    Nothing is said of a site that a build would change: its faults may be mended already.
    """
    folder = published_site(root) if (root / "conf.py").is_file() else None
    if folder is None:
        return []
    from blogkit.checks.built_reading import read_built_site  # lxml is slow to import

    base_url = site.settings.blog_baseurl
    built = read_built_site(folder, base_url, memory=site.memory, jobs=site.jobs)
    return check_built(built, site, known)
