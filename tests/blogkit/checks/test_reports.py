"""Reports in every form: for people, for programs, for GitHub, as SARIF, and as a diff."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from blogkit.checks import AFTER_BUILD, ON_REQUEST, RULES, check_site
from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.fixing import Change
from blogkit.checks.reports import FORMATS
from blogkit.checks.reports.colours import harmless, wants_colour
from blogkit.checks.reports.diff import diff
from blogkit.checks.reports.model import Report
from blogkit.checks.reports.snippet import snippet
from blogkit.site import read_files
from blogkit.sources import Place
from tests.blogkit.checks.books import ALL, Case, read_case

if TYPE_CHECKING:
    from blogkit.documents import Document

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
TEXT = "# Títle\n\nSee\t[中](#x) and 100%\n"


def _shown(line: str, column: int, end: int, end_line: int = 1) -> str:
    found = snippet(Place(1, column, end_line, end), [line, "more"])
    assert found
    return f"{found.line}\n{found.blank}{found.marks}"


@pytest.mark.parametrize(
    ("line", "place", "shown"),
    [
        ("one two", (5, 8), "one two\n    ^^^"),
        ("\tone two", (6, 9), "    one two\n        ^^^"),
        ("中文 two", (4, 7), "中文 two\n     ^^^"),
        ("中文 two", (1, 3), "中文 two\n^^^^"),
        ("e\u0301 👨‍👩‍👧 two", (10, 13), "e\u0301 👨‍👩‍👧 two\n     ^^^"),
        ("one", (4, 4), "one\n   ^"),
        ("one", (9, 12), "one\n   ^"),
        ("a\x1b[31mb\u202ec", (8, 9), "a�[31mb�c\n       ^"),
    ],
)
def test_marks_stand_under_the_place(line: str, place: tuple[int, int], shown: str) -> None:
    assert _shown(line, *place) == shown


def test_a_place_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert _shown("one two", 5, 2, end_line=2) == "one two\n    ^^^"


def test_of_a_paragraph_on_one_line_a_part_is_shown() -> None:
    line = "a" * 500 + "[here]" + "b" * 500
    shown = _shown(line, 501, 507)
    assert shown == f"…{'a' * 60}[here]{'b' * 54}…\n{' ' * 61}^^^^^^"


@pytest.mark.parametrize("place", [Place(3), Place(0), Place(2)])
def test_of_nothing_nothing_is_shown(place: Place) -> None:
    assert snippet(place, ["one", " "]) is None


@given(line=st.text(), column=st.integers(1, 40), length=st.integers(0, 40))
def test_any_line_can_be_shown(line: str, column: int, length: int) -> None:
    found = snippet(Place(1, column, 1, column + length), [line])
    assert found is None or (set(found.marks) == {"^"} and "\x1b" not in found.line)


def test_what_shows_nothing_is_made_visible() -> None:
    assert harmless("a\x1b[1m\u202eb\x9b\n👨‍👩‍👧é") == "a�[1m�b��👨‍👩‍👧é"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Two findings: one with evidence and a fix, one without an end."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a,b.md"
    path.write_text(TEXT, encoding="utf-8")
    documents: dict[Path, Document] = {
        each.path: each for each in read_files([path]).documents.values()
    }
    place = Place(3, 5, 3, 12)
    fix = Fix((Edit(path, Place(3, 9, 3, 11), "#títle"), Edit(path, Place(1), "(x)=\n")), safe=True)
    evidence = Evidence(path, Place(1, 3, 1, 8), "the heading: 'Títle'")
    first = Finding(
        "broken-anchor", Severity.ERROR, path, place, "it's 100% gone: look", (evidence,), fix=fix
    )
    word = Fix((Edit(path, Place(3, 1, 3, 4), "Read"),))
    second = Finding("missing-date", Severity.INFO, path, Place(1), "a note", fix=word)
    return Report([first, second], documents)


def test_text(report: Report) -> None:
    assert (
        FORMATS["text"](report)
        == """\
a,b.md:3:5: error: it's 100% gone: look [broken-anchor]
    See    [中](#x) and 100%
           ^^^^^^^^
    a,b.md:1:3: the heading: 'Títle'
    --fix: 2 edits
a,b.md:1:1: info: a note [missing-date]
    # Títle
    ^
    --unsafe missing-date: writes 'Read'
1 error, 1 info in 1 file
1 of them can be mended: make fix, or --fix
"""
    )


def test_text_in_colour_says_the_same(report: Report) -> None:
    coloured = FORMATS["text"](Report(report.findings, report.documents, colour=True))
    plain = coloured
    for code in ("0", "1", "2", "31", "32", "34"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == FORMATS["text"](report) != coloured


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("CI", "true")
    assert wants_colour(_Terminal())
    assert not wants_colour(StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(_Terminal())
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_colour(_Terminal())


def test_json(report: Report) -> None:
    written = FORMATS["json"](report)
    assert written.isascii()
    assert json.loads(written) == {
        "findings": [
            {
                "name": "broken-anchor",
                "severity": "error",
                "path": "a,b.md",
                "line": 3,
                "column": 5,
                "end_line": 3,
                "end_column": 12,
                "message": "it's 100% gone: look",
                "evidence": [
                    {"path": "a,b.md", "line": 1, "column": 3, "text": "the heading: 'Títle'"}
                ],
                "fix": {
                    "safe": True,
                    "edits": [
                        {"path": "a,b.md", "start": [3, 9], "end": [3, 11], "text": "#títle"},
                        {"path": "a,b.md", "start": [1, 1], "end": [1, 1], "text": "(x)=\n"},
                    ],
                },
            },
            {
                "name": "missing-date",
                "severity": "info",
                "path": "a,b.md",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 1,
                "message": "a note",
                "evidence": [],
                "fix": {
                    "safe": False,
                    "edits": [
                        {"path": "a,b.md", "start": [3, 1], "end": [3, 4], "text": "Read"},
                    ],
                },
            },
        ],
        "summary": {"files": 1, "errors": 1, "warnings": 0, "infos": 1},
    }


def test_github(report: Report) -> None:
    assert FORMATS["github"](report) == (
        "::error file=a%2Cb.md,line=3,col=5,endColumn=11,title=broken-anchor"
        "::it's 100%25 gone: look%0Aa,b.md:1:3: the heading: 'Títle'\n"
        "::notice file=a%2Cb.md,line=1,col=1,title=missing-date::a note\n"
    )


def test_sarif(report: Report) -> None:
    written = FORMATS["sarif"](report)
    assert written.isascii()
    (run,) = json.loads(written)["runs"]
    VALIDATOR.validate(json.loads(written))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        rule.NAME for rule in (*RULES, *ON_REQUEST, *AFTER_BUILD)
    ]
    assert all(rule["help"]["text"].startswith("Why: ") for rule in run["tool"]["driver"]["rules"])
    first, second = run["results"]
    region = {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 12}
    assert first["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "a%2Cb.md"}, "region": region}}
    ]
    assert first["relatedLocations"][0]["message"] == {"text": "the heading: 'Títle'"}
    ((change,),) = (fix["artifactChanges"] for fix in first["fixes"])
    assert [each["insertedContent"]["text"] for each in change["replacements"]] == [
        "#títle",
        "(x)=\n",
    ]
    assert (first["level"], second["level"]) == ("error", "note")


@pytest.mark.parametrize(("name", "case"), ALL)
def test_everything_that_is_found_can_be_reported(name: str, case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    site = read_case(tmp_path)
    documents = {each.path: each for each in site.documents.values()}
    report = Report(check_site(site), documents)
    VALIDATOR.validate(json.loads(FORMATS["sarif"](report)))
    assert len(FORMATS["github"](report).splitlines()) == len(report.findings)
    assert FORMATS["text"](report)
    assert json.loads(FORMATS["json"](report))["summary"]["files"] == len(documents)


def _diff(before: str, after: str, *, colour: bool = False) -> str:
    path = Path("a.md").absolute()
    return diff(Change(path, path, b"", b"", before, after), colour=colour)


def test_a_diff_is_fit_for_git() -> None:
    assert _diff("a\r\nteh\nx", "a\r\nthe\ny") == (
        "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n a\r\n-teh\n-x\n\\ No newline at end of file\n"
        "+the\n+y\n\\ No newline at end of file\n"
    )
    assert _diff("teh\ra\r", "the\ra\r").endswith("-teh\n+the\n a\n")


def test_a_diff_in_colour_does_not_command_the_terminal() -> None:
    coloured = _diff("a\x1b[1m\r\n", "b\r\n", colour=True)
    assert "\x1b[31m-a�[1m\x1b[0m\n\x1b[32m+b\x1b[0m\n" in coloured
    assert "\r" not in coloured
