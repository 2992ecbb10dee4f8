"""Nodes that are unpickled when somebody looks at them are the nodes that were put in."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.events import EventManager

from blogkit.rebuild.packed import PackedNodes, take_over_packed


@pytest.fixture
def packed() -> PackedNodes:
    """As it comes out of an environment that was saved."""
    lists = {name: nodes.bullet_list("", nodes.list_item(name)) for name in ("a", "b", "c")}
    loaded: PackedNodes = pickle.loads(pickle.dumps(PackedNodes(lists)))  # noqa: S301
    return loaded


def test_every_way_of_asking_gives_nodes(packed: PackedNodes) -> None:
    assert isinstance(packed["a"], nodes.bullet_list)
    assert packed["a"] is packed["a"] is packed.get("a")
    assert packed.get("z") is None
    assert [name for name, node in packed.items() if isinstance(node, nodes.Element)] == [*"abc"]
    assert all(isinstance(node, nodes.Element) for node in packed.values())
    assert isinstance(packed.pop("b"), nodes.bullet_list)
    assert packed.pop("b", None) is None
    with pytest.raises(KeyError):
        packed.pop("b")
    assert [*packed] == ["a", "c"]


def test_what_was_altered_is_kept(packed: PackedNodes) -> None:
    packed["a"]["secnumber"] = (1, 2)
    again = pickle.loads(pickle.dumps(packed))  # noqa: S301
    assert again["a"]["secnumber"] == (1, 2)
    assert dict.__getitem__(pickle.loads(pickle.dumps(again)), "b").__class__ is bytes  # noqa: S301


class Application:
    """Of Sphinx as much as a collector of contents lists asks for."""

    def __init__(self) -> None:
        self.pdb = False
        self.events = EventManager(cast("Any", self))

    def connect(self, event: str, handler: Any) -> int:
        return self.events.connect(event, handler, 500)


def _environment(tocs: PackedNodes) -> Any:
    return SimpleNamespace(
        tocs=tocs,
        toc_num_entries=dict.fromkeys(tocs, 1),
        toctree_includes={},
        glob_toctrees=set(),
        numbered_toctrees=set(),
        files_to_rebuild={},
    )


def test_what_another_process_read_stays_packed_and_others_see_nodes(packed: PackedNodes) -> None:
    app, seen = Application(), list[type]()
    TocTreeCollector().enable(cast("Any", app))
    app.connect("env-merge-info", lambda _, env, names, other: seen.append(type(other.tocs["a"])))
    take_over_packed(cast("Any", app))
    env = _environment(PackedNodes({"z": nodes.bullet_list()}))
    app.events.emit("env-merge-info", env, {"a", "b"}, _environment(packed))
    assert {*env.tocs} == {"z", "a", "b"}
    assert isinstance(dict.__getitem__(env.tocs, "a"), bytes)
    assert env.tocs["a"].pformat() == packed["a"].pformat()
    assert seen == [nodes.bullet_list]
    packed["c"]["secnumber"] = (3,)  # what was looked at, and altered, is no longer packed
    app.events.emit("env-merge-info", env, {"c"}, _environment(packed))
    assert env.tocs["c"]["secnumber"] == (3,)
