"""docutils' settings are worked out once, not for each document.

For every document `sphinx.util.docutils._get_settings` builds a whole command line parser
of docutils and looks for docutils.conf in three places, to arrive at equal values.

`_parse_str_to_doctree` finds that function among its module's globals, so no object of this
build could carry a quicker one. This saving alone therefore replaces a name in a module,
while a build runs, and only where the name is the function it was written against.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from docutils.frontend import Values
from sphinx.util import docutils as module

from blogkit.faster.replacing import replace_while_building, takes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FUNCTION = "_get_settings"
PARAMETERS = ["components", "defaults", "read_config_files"]


class SettingsOnce:
    """`work_out`, called once for equal arguments; every caller gets a copy of its own."""

    def __init__(self, work_out: Callable[..., Values]) -> None:
        self.work_out = work_out
        self._known: dict[object, tuple[dict[str, Any], Values]] = {}

    def __call__(
        self, *components: Any, defaults: Mapping[str, Any], read_config_files: bool = False
    ) -> Values:
        kinds = (tuple(map(_kind, components)), read_config_files)
        asked, settings = self._known.get(kinds, (None, None))
        if settings is None or asked != defaults:
            settings = self.work_out(
                *components, defaults=defaults, read_config_files=read_config_files
            )
            self._known[kinds] = dict(defaults), settings
        return copy_of(settings)


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app, module, FUNCTION, lambda stock: takes(stock, PARAMETERS), SettingsOnce
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _kind(component: Any) -> object:
    """A component's settings are its class's, unless the object says otherwise."""
    own = vars(component) if not isinstance(component, type) else {}
    return component if any(name.startswith("settings_") for name in own) else _class(component)


def _class(component: Any) -> object:
    return component if isinstance(component, type) else type(component)


def copy_of(settings: Values) -> Values:
    values = {
        name: value.copy() if type(value) in (list, dict) else value
        for name, value in vars(settings).items()
    }
    if settings.record_dependencies.file is None:
        values["record_dependencies"] = None  # Values then makes a list of its own
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return Values(values)
