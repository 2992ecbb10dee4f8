"""Settings whose names nobody knows: most are misspelt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from blogkit.checks.finding import Finding
    from blogkit.doctor.conf import Conf

# Other names in conf.py may be the author's own.
BEGINNINGS = ("blog_", "blogkit_", "html_", "myst_", "post_", "nb_")


def unknown(conf: Conf, app: Sphinx) -> Iterator[Finding]:
    """Settings that neither Sphinx nor any of the extensions has."""
    known = {value.name for value in app.config}
    for name, value in conf.values.items():
        if not name.startswith(BEGINNINGS) or name in known or callable(value):
            continue
        likely = get_close_matches(name, known, 1, cutoff=0.8)
        advice = f"do you mean {likely[0]}?" if likely else "take it out, or add its extension"
        message = f"nothing here has a setting {name}, so it does nothing; {advice}"
        yield conf.warning("unknown-setting", name, message)
