"""Words of Sphinx's and the theme's on our pages, which most of their own catalogues lack.

Named here so that our catalogues are asked for them; whoever says them asks by these very words.
"""

from __future__ import annotations

from sphinx.locale import get_translation

_ = get_translation("sphinx")


def borrowed() -> tuple[str, ...]:
    """They, in the language being spoken."""
    return (
        _("Link to this code"),
        _("Link to this definition"),
        _("Link to this equation"),
        _("Link to this heading"),
        _("Link to this image"),
        _("Link to this table"),
        _("Link to this term"),
        _("© Copyright %(copyright)s."),
        _("Last updated on %(last_updated)s."),
        _('Created using <a href="https://www.sphinx-doc.org/">Sphinx</a> %(sphinx_version)s.'),
        _('Built with the <a href="%(PST_url)s">PyData Sphinx Theme</a> %(theme_version)s.'),
    )
