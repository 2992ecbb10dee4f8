"""Every word for readers has a translation in every language, and none is kept for nothing.

Is one missing, add it to `src/blogkit/locale/<language>.po`; is one left over, take it out.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import ablog
import pytest
from babel.messages.pofile import read_po

from blogkit.languages.catalogue import OURS, our_words, words_of
from blogkit.languages.language import Language
from tests.blogkit.languages.extracting import ENGINE, asked_for

LANGUAGES = sorted(file.stem for file in OURS.glob("*.po"))
HTML = re.compile(r"<[^>]*>|[<>&]|\"")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
OTHERS_NEED = {"ja", "ar", "pl"}  # besides ABlog's: no spaces; from right to left; three plurals
Messages = dict[str | tuple[str, str], tuple[str, ...]]


@cache
def _catalogue(language: str) -> Messages:
    with (OURS / f"{language}.po").open("rb") as file:
        messages = [each for each in read_po(file, abort_invalid=True) if each.id]
    return {
        each.id if isinstance(each.id, str) else (each.id[0], each.id[1]): (
            (each.string,) if isinstance(each.string, str) else tuple(each.string or ())
        )
        for each in messages
    }


def test_there_is_one_for_each_language_of_ablog() -> None:
    folder = Path(ablog.__file__).parent / "locales"
    theirs = {each.name for each in folder.iterdir() if each.is_dir()}
    assert theirs | OTHERS_NEED <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_what_is_asked_for_and_no_more(language: str) -> None:
    known, asked = _catalogue(language).keys(), asked_for()
    assert not asked - known, "missing"
    assert not known - asked, "left over"


def test_no_word_hides_in_an_f_string() -> None:
    """There Babel does not find it."""
    for file in ENGINE.rglob("*.py"):
        for each in ast.walk(ast.parse(file.read_bytes())):
            inside = ast.walk(each) if isinstance(each, ast.JoinedStr) else ()
            called = [ast.unparse(call.func) for call in inside if isinstance(call, ast.Call)]
            assert not {"_", "gettext", "ngettext"} & set(called), file


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_whole(language: str) -> None:
    """None is empty, none breaks an attribute or a page, each names what the original names."""
    for message, translations in _catalogue(language).items():
        original = message if isinstance(message, str) else message[1]
        for each in translations:
            assert each.strip(), message
            assert HTML.findall(each) == HTML.findall(original), message
            named = set(PLACEHOLDER.findall(each))
            assert named == set(PLACEHOLDER.findall(original)) or (
                isinstance(message, tuple) and named <= set(PLACEHOLDER.findall(original))
            )


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("de", ["1 Beitrag", "2 Beiträge", "5 Beiträge", "21 Beiträge"]),
        ("ru", ["1 запись", "2 записи", "5 записей", "21 запись"]),
        ("ja", ["1 件の記事", "2 件の記事", "5 件の記事", "21 件の記事"]),
        ("ar", ["مقالة واحدة", "مقالتان", "5 مقالات", "21 مقالة"]),
        ("en", ["1 post", "2 posts", "5 posts", "21 posts"]),
    ],
)
def test_plurals(language: str, counted: list[str]) -> None:
    words = words_of(Language(language), others=None)
    message = ("%(count)s post", "%(count)s posts")
    assert [words.ngettext(*message, n) % {"count": n} for n in (1, 2, 5, 21)] == counted


def test_a_form_of_a_language_has_its_words_and_an_unknown_one_sphinx_s() -> None:
    assert our_words("de_AT") is not None
    assert our_words("zh") is not None
    assert our_words("tlh") is None
    words = words_of(Language("cs"), others=None)
    assert words.gettext("Search") == "Vyhledávání"  # Sphinx's
    assert words.gettext("Featured") == "Featured"


def test_the_author_s_own_words_come_first(tmp_path: Path) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    mine = Catalog(locale="de")
    mine.add("Search", "Finden")
    file = tmp_path / "de" / "LC_MESSAGES" / "sphinx.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, mine)
    words = words_of(Language("de"), [tmp_path, tmp_path / "nowhere"], others=None)
    assert (words.gettext("Search"), words.gettext("Tags")) == ("Finden", "Schlagwörter")
    file.write_bytes(b"no catalogue")
