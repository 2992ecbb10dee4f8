"""The benchmark's own arithmetic: its posts, its edits, its table and its chart. Nothing is built."""

from __future__ import annotations

import hashlib
import sys
from statistics import mean
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree

import pytest

from bench import results, table
from bench.__main__ import main
from bench.chart import chart
from bench.corpus import CATEGORIES, WORDS_IN_A_POST, posts
from bench.generators import GENERATORS
from bench.generators.base import UnavailableError, run_tool
from bench.generators.ours import Ours
from bench.measuring import Cost, measure
from bench.rounds import Figure, faults
from bench.scenarios import CLEAN, DELETED, NEW, SAME, SCENARIOS, TAGS, TEXT, plan

if TYPE_CHECKING:
    from pathlib import Path

    from bench.scenarios import Step

SVG = "{http://www.w3.org/2000/svg}"


def test_the_posts_are_the_same_for_everyone_and_forever() -> None:
    digest = hashlib.sha256(repr(posts(100)).encode()).hexdigest()
    assert digest == "ce1a5fcb1b9ea2d0927cf059a69803db544e56549ab9e3e86752a4277a38a6e0"


def test_a_larger_corpus_begins_with_a_smaller_one() -> None:
    assert posts(30)[:10] == posts(10)


def test_the_posts_are_as_large_and_as_labelled_as_promised() -> None:
    corpus = posts(400)
    words = mean(len(post.body.split()) for post in corpus)
    assert words == pytest.approx(WORDS_IN_A_POST, rel=0.05)
    assert len({tag for post in corpus for tag in post.tags}) == 50
    assert {post.category for post in corpus} == set(CATEGORIES)
    assert len({post.place for post in corpus}) == 20
    assert len({post.title for post in corpus}) == 400


def test_no_edit_is_made_twice_and_each_begins_where_the_last_one_ended() -> None:
    steps = [step for run in plan(30, 4) for step in run]
    assert [step.scenario for step in steps[:7]] == list(SCENARIOS)
    edits = [step for step in steps if step.scenario not in (CLEAN, SAME)]
    assert len({(step.before, step.after) for step in edits}) == len(edits) == 4 * 5
    blog = set(steps[0].blog)
    for step in steps:
        assert step.before is None or step.before in blog
        blog = (blog - {step.before}) | ({step.after} if step.after else set())
        assert blog == set(step.blog)


def test_an_edit_of_text_touches_nothing_else() -> None:
    step = plan(30, 1)[0][SCENARIOS.index(TEXT)]
    assert step.before
    assert step.after
    assert step.after.body.replace(f"{step.words} ", "") == step.before.body
    assert step.after.title == step.before.title


def test_generators_have_names_of_their_own() -> None:
    assert len({each.name for each in GENERATORS}) == len(GENERATORS)
    assert [each.name for each in GENERATORS][:2] == ["ours", "stock"]


@pytest.fixture
def blog(tmp_path: Path) -> Ours:
    return Ours(folder=tmp_path, tools=tmp_path, repository=tmp_path)


def test_before_a_clean_build_nothing_is_removed_but_laid_aside(tmp_path: Path) -> None:
    blog = Ours(folder=tmp_path / "a blog", tools=tmp_path, repository=tmp_path)
    for _ in range(2):
        made = blog.folder / blog.output / "index.html"
        made.parent.mkdir(parents=True)
        made.touch()
        blog.forget()
        assert not made.exists()
    assert len([*blog.aside.rglob("index.html")]) == 2
    assert blog.folder not in blog.aside.parents


def _publish(blog: Ours, step: Step) -> None:
    for post in step.blog:
        page = blog.page_of(post)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{post.title} {post.body}")


def _step(scenario: str) -> Step:
    return plan(5, 1)[0][SCENARIOS.index(scenario)]


def test_a_site_that_shows_the_edit_has_no_faults(blog: Ours) -> None:
    _publish(blog, _step(TEXT))
    assert list(faults(blog, _step(TEXT))) == []


def test_a_site_without_the_edit_or_the_posts_is_found_out(blog: Ours) -> None:
    _publish(blog, _step(CLEAN))
    assert list(faults(blog, _step(TEXT))) == ["the edit is not on the post's page"]
    blog.page_of(_step(CLEAN).blog[0]).unlink()
    assert list(faults(blog, _step(SAME))) == ["1 of 5 posts have no page with their title"]


def test_a_new_tag_and_a_deleted_post_are_looked_up(blog: Ours) -> None:
    tagged, deleted = _step(TAGS), _step(DELETED)
    _publish(blog, tagged)
    assert list(faults(blog, tagged)) == ["the post is not listed under its new tag"]
    assert tagged.after
    assert tagged.tag
    listing = blog.folder / f"_build/html/blog/tag/{tagged.tag.replace(' ', '-')}/2.html"
    listing.parent.mkdir(parents=True)
    listing.write_text(tagged.after.title)
    assert list(faults(blog, tagged)) == []
    _publish(blog, _step(NEW))
    assert list(faults(blog, deleted)) == ["the deleted post's page is still there"]


def test_a_command_is_measured_with_its_exit_code_and_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", "print('said'); raise SystemExit(3)"]
    cost = measure(command, folder=tmp_path, environment={}, log=log)
    assert (cost.exit_code, log.read_text()) == (3, "said\n")
    assert cost.wall > 0
    assert cost.processor > 0


def test_what_cannot_be_installed_says_why() -> None:
    script = "raise SystemExit('Looking…\\nERROR: No matching version\\nBye')"
    with pytest.raises(UnavailableError, match=r"^ERROR: No matching version$"):
        run_tool([sys.executable, "-c", script])
    with pytest.raises(UnavailableError, match="no-such-program"):
        run_tool(["no-such-program"])


def _measurement(size: int = 1000, factor: float = 1) -> results.Measurement:
    seconds = {"ours": (2.0, 4.0, 3.0), "stock": (60.0, 120.0), "hugo": (1.5,)}
    figures = [
        Figure(name, scenario, run, Cost(wall * factor, wall / 2, 100.0, 150.0, 0), ())
        for name, runs in seconds.items()
        for run, wall in enumerate(runs)
        for scenario in SCENARIOS
    ]
    figures.append(Figure("hugo", DELETED, 9, Cost(1.5, 1, None, None, 0), ("page still there",)))
    labels = {"ours": "Ours", "stock": "Stock", "hugo": "Hugo & Co", "jekyll": "Jekyll"}
    return results.Measurement(
        posts=size,
        date="2025-01-02",
        machine="A machine, 2 cores, Linux, Python 3.11",
        labels=labels,
        versions={"ours": "blogkit 1", "stock": "Sphinx 9", "hugo": "hugo 0.1"},
        absent={"jekyll": "not to be had here: no gems"},
        floor={"MyST": 12.34},
        figures=figures,
    )


def test_the_table_has_medians_and_ratios_to_ours_and_to_stock() -> None:
    report = table.report(_measurement())
    assert "| Ours | 3.00 (2.00 to 4.00) |" in report
    assert "| Stock | 90.0 (60.0 to 120) |" in report
    to_ours, to_stock = report.split("times as long as ")[1:]
    assert "| Stock | 30.00 |" in to_ours
    assert "| Ours | 0.03 |" in to_stock
    assert "| Ours | 100 | 150 | 100 | 150 |" in report


def test_the_table_says_what_was_measured_with_what() -> None:
    report = table.report(_measurement())
    assert "2025-01-02, A machine, 2 cores, Linux, Python 3.11." in report
    assert "Stock: Sphinx 9" in report
    assert "MyST 12.3 s" in report
    assert "- Runs: Ours 3, Stock 2, Hugo & Co 1." in report
    assert "- Hugo & Co, a deleted post: page still there." in report
    assert "- Jekyll: not to be had here: no gems." in report


def test_growth_is_told_between_sizes_only() -> None:
    assert table.growth([_measurement()]) == ""
    growth = table.growth([_measurement(), _measurement(10_000, 10)])
    assert "| Ours | 1,000 → 10,000 | 10.00 | 10.00 | 10.00 |" in growth


def test_results_are_kept_by_the_size_of_the_blog(tmp_path: Path) -> None:
    file = tmp_path / "there/results.json"
    results.save(file, [_measurement(1000)])
    results.save(file, [_measurement(100)])
    results.save(file, [_measurement(1000, 2)])
    assert results.load(file) == [_measurement(100), _measurement(1000, 2)]


def test_the_chart_shows_the_fastest_first_in_three_panels() -> None:
    drawing = ElementTree.fromstring(chart(_measurement()))  # noqa: S314
    words = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    panel = ["Hugo & Co", "1.50 s", "Ours", "3.00 s", "Stock", "90.0 s"]
    assert words[1:8] == ["A clean build", *panel]
    assert [words.index(each) for each in ("Nothing changed", "One post edited")] == [8, 15]


def test_the_chart_is_in_scale_within_its_frame_and_tells_its_figures_in_words() -> None:
    drawing = ElementTree.fromstring(chart(_measurement()))  # noqa: S314
    bars = [float(bar.attrib["width"]) for bar in drawing.iter(f"{SVG}rect")][:3]
    assert bars[2] / bars[1] == pytest.approx(30, rel=0.02)
    assert 190 + max(bars) < int(drawing.attrib["width"])
    title = cast("str", drawing.findtext(f"{SVG}title"))
    assert "1,000 posts" in title
    told = cast("str", drawing.findtext(f"{SVG}desc"))
    assert "A clean build: Hugo & Co 1.50 s, Ours 3.00 s, Stock 90.0 s." in told


def test_figures_go_to_a_file_of_their_own_kind(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--output", "docs/bench.svg"])
    assert "'docs/bench.svg' should end in .json" in capsys.readouterr().err
