"""What is known of each document since it was last read, kept in Sphinx's environment.

The four verbs of such state: process (`on_doctree_read`, `note_reading`), merge, clear, outdated.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field, replace
from logging import ERROR
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import CONFIG_CHANGED, CONFIG_OK
from sphinx.util.i18n import docname_to_domain, get_image_filename_for_language

from blogkit.building.conf_values import digest as digest_of
from blogkit.memory import fingerprint
from blogkit.rebuild.definitions import Definitions, definitions_in
from blogkit.rebuild.sources import FileState, states_of
from blogkit.traces import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from logging import LogRecord

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Reading:
    """One document as it was read.

    *face* is a digest of what other pages may show of it: titles, headings, names of targets.
    *defines* is what the domains know of it.
    *pictures* are those that stock Sphinx publishes for it, as it meets them.
    *looked_for* are files whose being there makes a difference, and whether they were: of a link to
    one MyST makes another kind of link, and a picture may have a sibling for the blog's language.
    """

    files: tuple[FileState, ...] = ()
    face: str = ""
    defines: Definitions = field(default_factory=dict)
    told: tuple[LogRecord, ...] = ()
    pictures: tuple[str, ...] = ()
    looked_for: dict[str, bool] = field(default_factory=dict)

    def is_current(self) -> bool:
        """Whether the document and all it is made of are as they were read.

        One with an error never is: of a file that it asked for in vain docutils says nothing else.
        """
        return (
            all(state.is_current() for state in self.files)
            and all(
                Path(path).is_file() == was_there for path, was_there in self.looked_for.items()
            )
            and not any(record.levelno >= ERROR for record in self.told)
        )


def readings_of(env: BuildEnvironment) -> dict[str, Reading]:
    """The readings by docname."""
    if not hasattr(env, "blogkit_readings"):
        env.blogkit_readings = {}  # type: ignore[attr-defined]
    return cast("dict[str, Reading]", env.blogkit_readings)  # type: ignore[attr-defined]


def states_of_documents(env: BuildEnvironment) -> dict[str, tuple[Any, ...]]:
    """What shows that nothing else is known of a document than before: when it was read, whether
    it is one still, and the numbers that toctrees give to its sections and figures."""
    sections, figures, found = env.toc_secnumbers, env.toc_fignumbers, env.found_docs
    return {
        name: (moment, name in found, sections.get(name), figures.get(name))
        for name, moment in env.all_docs.items()
    }


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Last of all handlers: note what others may see of this document."""
    env, docname = app.env, app.env.current_document.docname
    readings_of(env)[docname] = Reading(
        face=digest(_face(env, docname, doctree)),
        defines=definitions_in(env, docname, doctree),
        pictures=_pictures(doctree),
        looked_for={path: _is_file(path) for path in _looked_for(env, docname, doctree)},
    )


def _face(env: BuildEnvironment, docname: str, doctree: nodes.document) -> list[str]:
    shown: list[nodes.Node] = [
        node
        for nodes_of in (env.titles, env.longtitles, env.tocs)
        if (node := nodes_of.get(docname)) is not None
    ]
    captions = [node.astext() for node in doctree.findall(nodes.caption)]
    ids = sorted(f"{name}={anchor}" for name, anchor in doctree.nameids.items())
    slugs = env.metadata.get(docname, {}).get("myst_slugs", {})
    return [*(node.pformat() for node in shown), *captions, *ids, *sorted(doctree.ids), repr(slugs)]


def _is_file(path: str) -> bool:
    """False too for what can be no file's name."""
    return os.path.isfile(path)  # noqa: PTH113 - that of paths raises OSError


def _looked_for(env: BuildEnvironment, docname: str, doctree: nodes.document) -> Iterator[str]:
    """As MyST does it (myst_parser/mdit_to_docutils/sphinx_.py: `render_link_unknown`), and
    Sphinx's collector of pictures."""
    for link in doctree.findall(addnodes.pending_xref):
        target: str = link["reftarget"].partition("#")[0]
        if link["reftype"] != "myst" or not target:
            continue
        is_document = link.get("refdomain") == "doc"
        yield str(env.doc2path(target)) if is_document else env.relfn2path(target, docname)[1]
    for picture in doctree.findall(nodes.image):
        if "://" not in picture["uri"]:
            yield str(env.srcdir / get_image_filename_for_language(picture["uri"], env))


def _pictures(doctree: nodes.document) -> tuple[str, ...]:
    """As Sphinx collects them (sphinx/environment/collectors/asset.py: ImageCollector)."""
    found: list[str] = []
    for image in doctree.findall(nodes.image):
        candidates: dict[str, str] = image.get("candidates", {})
        found += candidates.values()
    return tuple(dict.fromkeys(found))


def before_reading(env: BuildEnvironment, docname: str) -> tuple[FileState, ...]:
    """The state of the source itself, taken before it is read."""
    return states_of([str(env.doc2path(docname))], now=time.time_ns())


def note_reading(
    env: BuildEnvironment,
    docname: str,
    source: tuple[FileState, ...],
    told: Iterable[LogRecord],
) -> None:
    """Note the files that a document was made of, and what was told while it was read."""
    named = {str(path) for path in env.dependencies.get(docname, ())}
    others = named.union(_catalogues(env, docname)) - {source[0].path}
    files = (*source, *states_of(others, now=time.time_ns()))
    readings = readings_of(env)
    known = readings.get(docname, Reading())
    readings[docname] = replace(known, files=files, told=tuple(told))


def _catalogues(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Where translations of the document may be; Sphinx forgets them just before it reads it."""
    name = f"{docname_to_domain(docname, env.config.gettext_compact)}.mo"
    for folder in env.config.locale_dirs:
        yield str(Path(env.srcdir, folder, env.config.language, "LC_MESSAGES", name))


def on_env_merge_info(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    theirs = readings_of(other)
    readings_of(env).update({name: theirs[name] for name in docnames if name in theirs})


def on_env_purge_doc(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    readings_of(env).pop(docname, None)


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Read what has another content than before, not what has another time stamp."""
    if not env.all_docs or added == env.found_docs:
        return []
    if getattr(env, "blogkit_made_with", "") != made_with(app):
        env.blogkit_made_with = made_with(app)  # type: ignore[attr-defined]
        return sorted(env.found_docs)
    readings = readings_of(env)
    for docname in sorted(env.found_docs & readings.keys()):
        if docname in added or docname in env.reread_always:
            continue
        if not readings[docname].is_current():
            changed.add(docname)
        elif is_decided(env, readings, docname):
            changed.discard(docname)
    # Whether a toctree's entries exist is decided while it is read.
    return sorted(env.toctree_includes) if added or removed else []


def is_decided(env: BuildEnvironment, readings: Mapping[str, Reading], docname: str) -> bool:
    """Whether it goes by its reading alone if a document is read again: not of one that asks to
    be read each time, nor of one that another builder read, which noted no files."""
    known = readings.get(docname)
    return docname not in env.reread_always and known is not None and bool(known.files)


def made_with(app: Sphinx) -> str:
    """A digest of what decides how documents are read, besides the settings.

    Not the builder: several share an environment.
    """
    versions = sorted((each.name, each.version) for each in app.extensions.values())
    return fingerprint([versions, digest_of(app.config.setup), app.config.source_suffix])


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Last of all handlers: settings as conf.py and the extensions want them before the build."""
    values = {value.name: value.value for value in config.filter(frozenset({"env"}))}
    app.blogkit_settings = fingerprint(values)  # type: ignore[attr-defined]


def on_builder_inited(app: Sphinx) -> None:
    """Themes change settings while they start, and Sphinx takes that for the author's change.

    (pydata-sphinx-theme sets `fontawesome_included`, which ABlog registers as reading-relevant.)
    """
    env = app.env
    settings = app.blogkit_settings  # type: ignore[attr-defined]
    known = getattr(env, "blogkit_settings", settings)
    if env.config_status == CONFIG_CHANGED and known == settings:
        env.config_status = CONFIG_OK
    env.blogkit_settings = settings  # type: ignore[attr-defined]
    if not env.all_docs:
        env.blogkit_made_with = made_with(app)  # type: ignore[attr-defined]
