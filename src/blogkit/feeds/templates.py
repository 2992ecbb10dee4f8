"""`blog_feed_templates`: an author's own words for the titles, summaries and contents of a feed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jinja2 import Template, TemplateError
from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blogkit.feeds.model import Entry

ELEMENTS = ("title", "summary", "content")


@dataclass(frozen=True, eq=False)
class EntryTemplates:
    """The templates of one kind of feed, by the element that they are for."""

    feed_name: str
    texts: Mapping[str, str] = field(default_factory=dict)

    def fill(self, entry: Entry, variables: Mapping[str, Any]) -> Entry:
        """The entry in the templates' words. As in ABlog no template sees another's words."""
        values = {element: getattr(entry, element) for element in ELEMENTS}
        title, summary, content = (
            self._render(element, {**variables, **values})
            if element in self.texts
            else values[element]
            for element in ELEMENTS
        )
        return replace(entry, title=title, summary=summary, content=content)

    def _render(self, element: str, variables: Mapping[str, Any]) -> str:
        try:
            return str(Template(self.texts[element]).render(variables))
        except (TemplateError, TypeError) as error:
            setting = f"blog_feed_templates[{self.feed_name!r}][{element!r}]"
            raise ConfigError(f"{setting} in conf.py cannot be used: {error}") from error
