"""Sphinx started, for the preview: what it writes into, and what it rests on."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.console import nocolor

import blogkit
from blogkit.building.surroundings import surroundings
from blogkit.later import let_tasks_be_left
from blogkit.live.folders import Folders
from blogkit.live.warm.noting import Noting
from blogkit.outcome import Outcome
from blogkit.parallel import cores
from blogkit.resting import further_inputs, loaded_modules
from blogkit.running import CountedSphinx

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SURROUNDINGS = "surroundings.json"


@dataclass(frozen=True)
class Started:
    """Sphinx as it is before a build, and whoever takes down what it tells."""

    app: Sphinx
    noting: Noting
    folders: Folders
    words: StringIO = field(repr=False)


def start(root: Path, *, fresh: bool) -> Started:
    """Start Sphinx on the blog in *root*. It goes on from the last build, unless *fresh*.

    Raises what Sphinx and the extensions raise.
    """
    nocolor()
    folders, words, noting = Folders(root), StringIO(), Noting()
    if fresh or not _is_trusted(folders):
        _begin_anew(folders)
    app = CountedSphinx(
        Outcome(),
        srcdir=root,
        confdir=root,
        outdir=folders.site,
        doctreedir=folders.state,
        buildername="html",
        confoverrides={"blogkit_drafts": True},
        status=None,
        warning=words,
        parallel=cores(),
    )
    let_tasks_be_left(app)
    noting.listen(app)
    return Started(app, noting, folders, words)


def what_it_rests_on(started: Started) -> dict[str, Any]:
    """What the server must know of a blog: which files are what."""
    app = started.app
    config = app.config
    return {
        "documents": {str(app.env.doc2path(name)): name for name in sorted(app.env.all_docs)},
        "modules": _modules(started),
        "static": [str(started.folders.root / each) for each in _static_folders(config)],
        "outside": _outside(started),
        "editor": getattr(config, "blogkit_editor", ""),
    }


def _modules(started: Started) -> list[str]:
    """Python files of the author's own that were loaded; a change of one makes all anew."""
    root, engine = started.folders.root, Path(blogkit.__file__).parent
    found = (Path(root, each) for each in loaded_modules(started.app))
    return [str(each) for each in found if not each.is_relative_to(engine)]


def _outside(started: Started) -> list[str]:
    """What is read outside of the blog's folder, but for the engine, which nobody edits."""
    root, engine = started.folders.root, Path(blogkit.__file__).parent
    found = (Path(root, each) for each in further_inputs(started.app, loaded_modules(started.app)))
    return [
        str(path)
        for path in found
        if not path.is_relative_to(root) and not path.is_relative_to(engine) and path.exists()
    ]


def _static_folders(config: Any) -> list[str]:
    entries = config.html_static_path
    return [str(each[0] if isinstance(each, (tuple, list)) else each) for each in entries]


def _is_trusted(folders: Folders) -> bool:
    """Whether what the last preview left was made with the Python and packages of this one."""
    try:
        known = json.loads((folders.state / SURROUNDINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(known == _surroundings())


def _surroundings() -> Any:
    return json.loads(json.dumps(surroundings()))


def _begin_anew(folders: Folders) -> None:
    for folder in (folders.state, folders.site):
        if folder.exists():
            shutil.rmtree(folder)
        os.makedirs(folder)  # noqa: PTH103 - as Sphinx does
    text = json.dumps(_surroundings())
    (folders.state / SURROUNDINGS).write_text(text, encoding="utf-8")
