"""Nodes that are unpickled when somebody looks at them are the nodes that were put in."""

from __future__ import annotations

import pickle

import pytest
from docutils import nodes

from blogkit.rebuild.packed import PackedNodes


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


def test_what_another_process_read_stays_packed(packed: PackedNodes) -> None:
    taken = PackedNodes({"z": nodes.bullet_list()})
    with taken.taken_packed(packed, ["a", "b"]):
        taken["a"] = packed["a"]
    assert [*taken] == ["z", "a"]
    assert isinstance(dict.__getitem__(taken, "a"), bytes)
    assert taken["a"].pformat() == packed["a"].pformat()
    with taken.taken_packed(packed, ["a"]):  # by now it was looked at, and perhaps altered
        taken["a"] = packed["a"]
    assert taken["a"] is packed["a"]
