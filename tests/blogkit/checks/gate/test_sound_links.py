"""What is proven of links after an edit is what a look at the whole site finds."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from blogkit.building.files import marks_below
from blogkit.checks.built import faults_of
from blogkit.checks.built_reading import read_built_site
from blogkit.checks.gate.sound_links import FILE, is_still_sound, remember_as_sound
from blogkit.memory import Memory

BASE = "https://blog.example.org/"
PAGES = ("a.html", "b.html", "sub/c.html")
moments = count(1_000_000_000)

# Of each page: whether it is there, its anchors, and what it links to.
links = st.sampled_from(["/a.html", "/b.html#x", "/sub/c.html#y", "/d.png", "/sub/c.html"])
pages = st.tuples(
    st.booleans(), st.frozensets(st.sampled_from("xy")), st.frozensets(links, max_size=2)
)
sites = st.tuples(*(pages for _ in PAGES), st.booleans())


def _write(folder: Path, site: tuple[Any, ...]) -> None:
    *written, has_picture = site
    for name, (is_there, anchors, targets) in zip(PAGES, written, strict=True):
        path = folder / name
        marks = "".join(f'<p id="{each}">' for each in sorted(anchors))
        text = marks + "".join(f'<a href="{each}">x</a>' for each in sorted(targets))
        _put(path, f"<html><body>{text}</body></html>" if is_there else None)
    _put(folder / "d.png", "x" if has_picture else None)


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        moment = next(moments)
        os.utime(path, (moment, moment))


def _is_sound(folder: Path) -> bool:
    built = read_built_site(folder, BASE)
    return not any(fault for file in built.read.values() for fault in faults_of(file, built))


@given(st.lists(sites, min_size=2, max_size=4))
def test_a_proof_is_never_wrong(versions: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, memory = Path(name, "site"), Memory(Path(name, "memory"))
        folder.mkdir()
        for site in versions:
            _write(folder, site)
            truth = _is_sound(folder)
            assert truth or not is_still_sound(folder, marks_below(folder), BASE, memory)
            if truth and not is_still_sound(folder, marks_below(folder), BASE, memory):
                remember_as_sound(read_built_site(folder, BASE), marks_below(folder), BASE, memory)
                assert is_still_sound(folder, marks_below(folder), BASE, memory)


def _proven(folder: Path, memory: Memory) -> bool:
    return is_still_sound(folder, marks_below(folder), BASE, memory)


def test_what_only_changed_pages_led_to_may_go(tmp_path: Path) -> None:
    """A title changes its anchor, a listing's last page goes: no other page need be looked at."""
    folder, memory = tmp_path / "site", Memory(tmp_path / "memory")
    _put(folder / "a.html", '<p id="old"><a href="#old">top</a> <a href="b.html#x">b</a>')
    _put(folder / "b.html", '<p id="x"><a href="c.html">c</a>')
    _put(folder / "c.html", '<p id="y">')
    remember_as_sound(read_built_site(folder, BASE), marks_below(folder), BASE, memory)
    _put(folder / "a.html", '<p id="new"><a href="#new">top</a> <a href="b.html#x">b</a>')
    assert _proven(folder, memory)
    _put(folder / "b.html", '<p id="x">')
    _put(folder / "c.html", None)
    assert _proven(folder, memory)
    _put(folder / "b.html", '<p id="z">')
    assert not _proven(folder, memory)


def test_places_that_nobody_leads_to_any_more_are_forgotten_in_time(tmp_path: Path) -> None:
    folder, memory = tmp_path / "site", Memory(tmp_path / "memory")
    _put(folder / "b.html", "".join(f'<p id="x{number}">' for number in range(250)))
    _put(folder / "a.html", "")
    remember_as_sound(read_built_site(folder, BASE), marks_below(folder), BASE, memory)
    proven = []
    for number in range(250):
        _put(folder / "a.html", f'<a href="b.html#x{number}">b</a>')
        proven.append(_proven(folder, memory))
    assert proven[:150] == [True] * 150
    assert not proven[-1]


def test_a_page_that_was_not_read_again_still_has_its_anchors(tmp_path: Path) -> None:
    """Of what is remembered only the pages that a changed one leads to are asked."""
    folder, memory = tmp_path / "site", Memory(tmp_path / "memory")
    _put(folder / "a.html", '<a href="b.html#x">b</a>')
    _put(folder / "b.html", '<p id="x">')
    for number in range(60):  # so many that an edit is few beside them
        _put(folder / f"{number}.html", '<a href="b.html#x">b</a>')
    remember_as_sound(read_built_site(folder, BASE), marks_below(folder), BASE, memory)
    large = (tmp_path / "memory" / FILE).read_bytes()
    _put(folder / "a.html", '<a href="b.html#y">b</a>')
    assert not _proven(folder, memory)
    _put(folder / "a.html", '<a href="b.html#x">b, again</a>')
    assert _proven(folder, memory)
    _put(folder / "b.html", '<p id="y">')
    assert not _proven(folder, memory)
    _put(folder / "b.html", '<p id="x"> <p id="y">')
    assert _proven(folder, memory)
    _put(folder / "a.html", '<a href="b.html#y">b</a>')
    assert _proven(folder, memory)
    assert (tmp_path / "memory" / FILE).read_bytes() == large
