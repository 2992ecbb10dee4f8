"""No language is taken for mojibake, and whatever language was misread is read right again."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks.codecs import CODECS
from blogkit.checks.misread import misread_text
from blogkit.sources import parse_source
from tests.blogkit.checks.languages import TEXTS
from tests.blogkit.checks.mending import TEXT_CHECKS, found_in, mended

if TYPE_CHECKING:
    from blogkit.checks.codecs import Codec

PATH = Path("post.md")
FORMS: tuple[Literal["NFC"], Literal["NFD"]] = ("NFC", "NFD")
codecs = st.sampled_from(CODECS)
natural_texts = st.builds(normalize, st.sampled_from(FORMS), st.sampled_from([*TEXTS.values()]))


def _misread(text: str, codec: Codec) -> str:
    """*text* as a program shows it that takes each byte for a character; what has none there
    stands for itself."""
    characters = {number: chr(character) for character, number in codec.table.items()}
    return "".join(characters.get(byte, byte) for byte in text.encode().decode("latin-1"))


def _reread(text: str) -> str:
    """*text* with all that is certain put right."""
    lines = text.split("\n")
    for each in reversed(misread_text(parse_source(text, PATH))):
        line = lines[each.place.line - 1]
        assert line[each.place.column - 1 : each.place.end_column - 1] == each.written
        start, end = each.place.column - 1, each.place.end_column - 1
        lines[each.place.line - 1] = line[:start] + (each.text or each.written) + line[end:]
    return "\n".join(lines)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", TEXTS)
def test_natural_text_is_left_alone(
    language: str, form: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    text = normalize(form, TEXTS[language])
    post = f"---\ntitle: {language}\n---\n\n# {text}\n\n> {text}\n\n- {text}\n\n## {language}\n"
    assert found_in(post, tmp_path) == []


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", TEXTS)
def test_misread_text_is_read_right(
    language: str, form: Literal["NFC", "NFD"], codec: Codec
) -> None:
    text = f"# {language}\n\n{normalize(form, TEXTS[language])}\n"
    assert _reread(_misread(text, codec)) == text


def test_a_hard_space_at_the_end_of_a_block_is_part_of_its_letter() -> None:
    for text in ("x 어제는 커피를 마시고\n", "| 마시고 |\n| --- |\n| 커피를 마시고 |\n"):
        assert _reread(text.encode().decode("latin-1")) == text


@given(natural_texts, codecs, st.integers(0, 30), st.integers(1, 30))
def test_any_part_is_read_right_or_left_alone(
    text: str, codec: Codec, start: int, length: int
) -> None:
    part = "x " + " ".join(text.split(" ")[start : start + length]) + "\n"
    broken = _misread(part, codec)
    assert _reread(broken) in (part, broken)


@given(natural_texts, natural_texts, codecs)
def test_correct_text_beside_misread_text_stays(right: str, wrong: str, codec: Codec) -> None:
    text = f"{right}\n\n{_misread(wrong, codec)}\n"
    assert _reread(text).split("\n")[0] == right


@pytest.mark.parametrize("codec", CODECS[:3], ids=lambda codec: codec.name)
@pytest.mark.parametrize("language", ["English", "German", "French", "Spanish", "Emoji"])
def test_text_that_was_misread_twice_is_read_right(language: str, codec: Codec) -> None:
    text = f"# {language}\n\n{TEXTS[language]}\n"
    assert _reread(_misread(_misread(text, codec), codec)) == text


PIECES = [
    *(
        "a",
        "É",
        "Ã©",
        "Ã",
        "â€™",
        "â€",
        "œ",
        "”",
        "ğŸ”",
        "ğŸ˜€",
        "ÐÑ",
        "Â°",
        "√π",
        "├®",
        "ÔÇÖ",
        "«é",
        "\uf8ff",
    ),
    *(
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u2028",
        "\x85",
        "\x0b",
        "\x00",
        "\x9d",
        "\u200b",
        "\u00ad",
        "\ufeff",
    ),
    *("# ", "---\n", "```\n", "> ", "- ", "| ", "`", "<!--", "-->", "<b>", "(", ")", "[", "](#a)"),
    *(
        "the ",
        "the\n",
        "Ada Lovelace ",
        "Ada Lovelase ",
        "\U000e0041",
        "🏴",
        "👩",
        "\u200d",
        "\u0301",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_can_be_looked_at_and_mended(text: str) -> None:
    with TemporaryDirectory() as folder:
        findings = found_in(text, Path(folder))
    source = parse_source(text, PATH)
    for each in findings:
        line = source.lines[each.place.end_line - 1]
        assert each.place.column >= 1
        assert each.place.end_column <= len(line) + 1
    mended("\n".join(source.lines), findings)


@pytest.mark.parametrize(
    "part",
    [
        *(
            "Ã©",
            "Ã© ",
            "â€",
            "â€ ",
            "ğŸ” ",
            "Ã ",
            "Ã‰ ",
            "é",
            "é» ",
            "\u200b",
            "\u200ba",
            "\x92",
            "\ufffd",
        ),
        *("the the x ", "the ", "Ada Lovelace ", "<!-- ", "--> ", "√π ", "Ð", "\x0b", "\ufeff"),
        *("the\nthe\n", "<!-- x\n", "-->\n\n", "Ã©\n\n", "x ğŸ”\n\n"),
    ],
)
def test_a_huge_text_takes_no_long_time(part: str, tmp_path: Path) -> None:
    start = time.process_time()
    found_in("x " + part * (20_000 // len(part)), tmp_path)
    assert time.process_time() - start < 10  # seconds, for what takes one at most


def test_a_fix_leaves_nothing_to_find(tmp_path: Path) -> None:
    text = (
        "# A cafÃ© â€“ no\n\nDonâ€™t, Ã©tÃ©. ğŸ” [back to top](#a-cafã-â-no)\n\n"
        "The\u200b lake, a\x92\n"
    )
    right = (
        "(a-cafã-â-no)=\n# A café – no\n\nDon’t, été. 🔝 [back to top](#a-cafã-â-no)\n\n"
        "The lake, a’\n"
    )
    assert mended(text, found_in(text, tmp_path)) == right
    assert found_in(right, tmp_path, TEXT_CHECKS | {"broken-anchor"}) == []
