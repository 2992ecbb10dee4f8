"""The words of the interface in one language: the author's own, ours, Sphinx's, the theme's.

Ours are in `blogkit/locale/<language>.po` and read as they stand: nothing has to be compiled when
the package is installed or a word changes. ABlog's are not used. It is installed without compiled
catalogues, lacks half of its own words, and some were translated without the space behind them.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pydata_sphinx_theme
import sphinx
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogkit.languages.language import Language

OURS = Path(__file__).parent.parent / "locale"
THEIRS = tuple(Path(str(each.__file__)).parent / "locale" for each in (sphinx, pydata_sphinx_theme))
DOMAIN = "sphinx"  # the theme's words, and an author's, are in catalogues of Sphinx's name
# Where there is nothing, or next to nothing, under a language's own name.
WRITTEN_LIKE = {"zh": "zh_CN", "zh_Hans": "zh_CN", "pt": "pt_PT"}


def words_of(
    language: Language, authors: Iterable[Path] = (), *, others: gettext.NullTranslations | None
) -> gettext.NullTranslations:
    """What to say in this language. *authors* are the folders of the author's own catalogues;
    *others* is what to ask after ours, before what Sphinx and the theme say in that language.
    """
    first = gettext.NullTranslations()
    chain = [
        *_compiled(authors, language.code),
        *([] if (ours := our_words(language.code)) is None else [ours]),
        *([others] if others else []),
        *_compiled(THEIRS, language.code),
        *_compiled(THEIRS, WRITTEN_LIKE.get(language.code, language.code)),
    ]
    for each in chain:
        first.add_fallback(each)
    return first


def our_words(code: str) -> gettext.NullTranslations | None:
    """Our own words in the language with this code, or in the one that it is a form of."""
    code = WRITTEN_LIKE.get(code, code)
    for name in (code, code.partition("_")[0]):
        file = OURS / f"{name}.po"
        if file.is_file():
            return gettext.GNUTranslations(BytesIO(_read(file)))
    return None


def _compiled(folders: Iterable[Path], code: str) -> Iterator[gettext.NullTranslations]:
    for folder in folders:
        try:
            yield gettext.translation(DOMAIN, folder, [code])
        except (OSError, ValueError, EOFError):  # there is none, or it is no catalogue
            continue


@cache
def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        catalogue = read_po(opened)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
