"""Search, as a reader does it: by typing, by keyboard alone, by filters, and without a script."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

HOME, POST, SEARCH = "index.html", "posts/2025/everything.html", "search.html"
MISSING = "nowhere/to-be-found.html"
RESULTS, TITLES, STATUS = "#search-results > li", "#search-results h2", "#search-status"
FOUND = "document.querySelector('#search-status').textContent"
A_FIRST_SEARCH = 190 * 1024


def _search(page: Page, words: str) -> None:
    page.fill(".search input", words)
    page.keyboard.press("Enter")
    until(page, FOUND)


def test_typing_finds_and_marks(visit: Visit) -> None:
    page = visit(SEARCH)
    page.locator(".search input").press_sequentially("gau", delay=20)
    page.wait_for_selector(RESULTS)
    assert page.inner_text(TITLES).startswith("Everything a post can have")
    assert page.locator(f"{RESULTS} mark").all_inner_texts() == ["Gauss"]
    assert page.inner_text(f"{RESULTS} time") == "June 1, 2025"
    assert page.get_attribute(STATUS, "role") == "status"
    assert page.inner_text(STATUS) == "Search Results: 1"
    assert "search.html?q=gau" in page.url


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("fusse", "Füße"),
        ("北京", "北京"),
        ("قهوه قهوة", "قهوة"),
        ("quotations", "quotation"),
        ("tables lists", "Tables"),
    ],
)
def test_words_of_many_kinds(visit: Visit, words: str, marked: str) -> None:
    page = visit(SEARCH)
    _search(page, words)
    assert marked in page.locator(f"{RESULTS} mark").all_inner_texts()


def test_what_is_nowhere_is_said_to_be(visit: Visit) -> None:
    page = visit(f"{SEARCH}?q=xyzzyx")
    until(page, FOUND)
    assert "did not match" in page.inner_text(STATUS)
    assert page.locator(RESULTS).count() == 0
    assert not page.is_visible("#search-otherwise")


@pytest.mark.parametrize(
    "words", ["<b>x</b>", '"', "%", "\\", "__proto__", "constructor", " ", "🔝"]
)
def test_hostile_words(visit: Visit, words: str) -> None:
    page = visit(SEARCH)
    page.fill(".search input", words)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.locator(f"{RESULTS} b").count() == 0
    if not any(each.isalnum() for each in words):
        assert page.locator(RESULTS).count() == 0
    assert not page.is_visible("#search-otherwise")


def test_filters(visit: Visit) -> None:
    page = visit(SEARCH)
    _search(page, "return")
    everywhere = page.inner_text(STATUS)
    page.select_option("select[name=year]", "2023")
    until(page, f"{FOUND} != {json.dumps(everywhere)}")
    page.select_option("select[name=tag]", "django")
    until(page, "location.search.includes('tag=django')")
    page.wait_for_selector(RESULTS)
    count = int(page.inner_text(STATUS).rpartition(" ")[2])
    days = page.locator(f"{RESULTS} time").evaluate_all("all => all.map(each => each.dateTime)")
    assert len(days) == min(count, 10) > 0
    assert all(day.startswith("2023-") for day in days)
    again = visit(page.url)
    again.wait_for_selector(RESULTS)
    assert again.input_value("select[name=tag]") == "django"
    assert again.locator(TITLES).all_inner_texts() == page.locator(TITLES).all_inner_texts()


def test_a_filter_alone_lists_the_newest_first(visit: Visit) -> None:
    page = visit(f"{SEARCH}?tag=travel")
    page.wait_for_selector(RESULTS)
    days = page.locator(f"{RESULTS} time").evaluate_all("all => all.map(each => each.dateTime)")
    assert days == sorted(days, reverse=True)


def test_more_results(visit: Visit) -> None:
    page = visit(f"{SEARCH}?q=return")
    page.wait_for_selector(RESULTS)
    assert page.locator(RESULTS).count() == 10
    page.click("#search-more")
    until(page, "document.querySelectorAll('#search-results > li').length > 10")
    assert page.evaluate(
        "document.activeElement.closest('li') == document.querySelectorAll('#search-results > li')[10]"
    )


def test_the_keyboard_alone(visit: Visit) -> None:
    page = visit(HOME)
    page.keyboard.press("/")
    page.wait_for_selector("[name=q]:focus")
    page.keyboard.type("pictures walk")
    page.wait_for_selector(RESULTS)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/2025/pictures.html")
    page.go_back()
    page.wait_for_selector(RESULTS)
    assert page.input_value(".search input") == "pictures walk"
    page.focus(".search input")
    page.keyboard.press("Escape")
    until(page, "!new URLSearchParams(location.search).get('q')")
    until(page, "!document.querySelector('#search-results > li')")
    assert page.locator(RESULTS).count() == 0


def test_a_post_with_a_picture_shows_it(visit: Visit) -> None:
    page = visit(f"{SEARCH}?q=harbour")
    page.wait_for_selector(f"{RESULTS} img")
    until(page, "document.querySelector('#search-results img').naturalWidth")


def test_a_missing_page_leads_to_search(visit: Visit) -> None:
    page = visit(MISSING)
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=harbour")
    page.wait_for_selector(RESULTS)


def test_a_first_search_is_light_and_ordinary_pages_load_nothing(visit: Visit, watch: Any) -> None:
    for path in (HOME, POST):
        visit(path).wait_for_load_state("networkidle")
    assert not [each for each in watch.requests if "_search/" in each]
    watch.requests.clear()
    page, sizes = visit(SEARCH), []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    _search(page, "wide table")
    page.wait_for_selector(RESULTS)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < A_FIRST_SEARCH


def test_every_post_is_found_by_its_title(visit: Visit, site: Any) -> None:
    page = visit(SEARCH)
    titles = set()
    for path in site.folder.glob("_search/[0-9]*.json"):
        title = json.loads(path.read_bytes())["title"]
        _search(page, title)
        until(page, f"new URLSearchParams(location.search).get('q') == {json.dumps(title)}")
        until(
            page,
            f"[...document.querySelectorAll('{TITLES}')].some(each => each.textContent == {json.dumps(title)})",
        )
        titles.add(title)
    assert len(titles) > 25


def test_without_a_script_the_form_leads_to_the_archive(visit: Visit) -> None:
    page = visit(SEARCH, java_script_enabled=False)
    page.fill(".search input", "harbour")
    page.press(".search input", "Enter")
    page.wait_for_url(re.compile(r".*/blog/archive\.html\?q=harbour"))


def test_an_index_that_cannot_be_had_leads_to_the_archive(visit: Visit, watch: Any) -> None:
    page = visit(HOME)
    page.route("**/_search/**", lambda route: route.abort())
    page.goto(f"{SEARCH}?q=harbour")
    page.wait_for_selector("#search-otherwise:visible")
    watch.console.clear()
