"""Mending until nothing is left to be mended; and every check's own fixes, on its case book."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks.choosing import Choice
from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.rounds import MOST_ROUNDS, look_at, mend
from blogkit.settings import Settings
from blogkit.site import read_site
from blogkit.sources import Place
from tests.blogkit.checks.books import ALL, Case, read_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from blogkit.checks.rounds import Mended
    from blogkit.site import Document, Site

TEXTS = st.lists(
    st.sampled_from(["teh", " ", "\n", "\r\n", "\r", "é", "🔝", "# ", "`", "\ufeff", "tehteh"]),
    max_size=12,
)


def _rule(pattern: str, text: str) -> SimpleNamespace:
    def check(document: Document, site: Site) -> Iterator[Finding]:
        for number, line in enumerate(document.source.lines if document.source else (), 1):
            for found in re.finditer(pattern, line):
                place = Place(number, found.start() + 1, number, found.end() + 1)
                fix = Fix((Edit(document.path, place, text),), safe=True)
                yield Finding("typo", Severity.ERROR, document.path, place, "a typo", fix=fix)

    return SimpleNamespace(NAME="typo", check=check)


def _mended(root: Path, read: Callable[[Path], Site], unsafe: str = "") -> Mended:
    def is_wanted(finding: Finding) -> bool:
        return bool(finding.fix) and (finding.fix.safe if not unsafe else finding.name == unsafe)  # type: ignore[union-attr]

    def look():  # type: ignore[no-untyped-def]
        site = read(root)
        return look_at([Choice(site, [*site.documents.values()], (root,))])

    return mend(look, is_wanted, lambda _: None)


def _plain(root: Path) -> Site:
    return read_site(root, Settings())


def _contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@given(pieces=TEXTS)
def test_everything_is_mended_and_nothing_else_changes(pieces: list[str]) -> None:
    text = "".join(pieces).encode()
    with TemporaryDirectory() as name, patch("blogkit.checks.RULES", (_rule("teh", "the"),)):
        path = Path(name, "a.md")
        path.write_bytes(text)
        mended = _mended(Path(name), _plain)
        assert path.read_bytes() == text.replace(b"teh", b"the")
        assert mended.faults == text.count(b"teh")
        assert not mended.looked[0].findings
        assert not _mended(Path(name), _plain).faults


def test_fixes_that_meet_take_a_round_each(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("aaaa b\n")
    rules = (_rule("(?<=a)a", ""), _rule("(?=b)", "c"), _rule("^a b", "done"), _rule("c(?=b)", ""))
    with patch("blogkit.checks.RULES", rules[:1]):
        assert _mended(tmp_path, _plain).faults == 3
    assert (tmp_path / "a.md").read_text() == "a b\n"


def test_checks_that_undo_each_other_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a\n")
    with patch("blogkit.checks.RULES", (_rule("a", "b"), _rule("b", "a"))):
        assert _mended(tmp_path, _plain).faults == MOST_ROUNDS


@pytest.mark.parametrize(("name", "case"), ALL)
def test_mended_twice_is_mended_once(name: str, case: Case, tmp_path: Path) -> None:
    _try_fixes(case, tmp_path, unsafe="")


@pytest.mark.parametrize(("name", "case"), ALL)
def test_so_are_suggested_fixes(name: str, case: Case, tmp_path: Path) -> None:
    _try_fixes(case, tmp_path, unsafe=name)


def _try_fixes(case: Case, root: Path, unsafe: str) -> None:
    """The faults are gone after their fixes, no other has appeared, and all is settled.

    A suggested fix may bring to light what its fault has hidden: a picture that was mere text.
    """
    case.write(root)
    before = _kinds(root, unsafe)
    mended = _mended(root, read_case, unsafe)
    assert not mended.failure
    after = _kinds(root, unsafe)
    assert sum(before.values()) - sum(after.values()) >= mended.faults
    assert after <= before
    contents = _contents(root)
    assert not _mended(root, read_case, unsafe).faults
    assert _contents(root) == contents


def _kinds(root: Path, only: str) -> Counter[tuple[str, str]]:
    """How often each check, or *only* one, found something in each file."""
    site = read_case(root)
    (looked,) = look_at([Choice(site, [*site.documents.values()], (root,))])
    wanted = [each for each in looked.findings if each.name == only or not only]
    return Counter((each.name, str(each.path)) for each in wanted)
