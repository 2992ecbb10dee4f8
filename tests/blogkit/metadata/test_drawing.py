"""What cards look like, as far as a program can tell: nothing missing, nothing cut off."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from blogkit.metadata import drawing
from blogkit.metadata.coverage import in_known_letters
from blogkit.metadata.drawing import Drawing, Task, draw
from blogkit.metadata.lettering import coloured, is_right_to_left

if TYPE_CHECKING:
    from pathlib import Path

    import pyvips

LETTERS = "Aé Ωж ß日本語ブログ한国中文שלוםمرحباनमสวั→✓★½€"
EMOJI = "🎉🐍🚀😀✨"
# For a letter that no font has, a box is drawn with its number in it, always of one size.
SET = ("Noto Sans Bold 60", 1000, "#000000")
UNKNOWN = ("\ue123", "\U000f1234")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cards")
    draw(Task(Drawing("First", (), "", "#000"), folder / "first.png"))  # finds the fonts
    return folder


def _card(
    folder: Path, title: str, byline: str = "Robin · 1 May 2026", site: str = "A blog"
) -> Image.Image:
    file = folder / "card.png"
    draw(Task(Drawing(title, (byline,), site, "#a03c23"), file))
    with Image.open(file) as card:
        return card.convert("RGB")


def _ink(card: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where something is drawn within *box*."""
    part = card.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, "white")).getbbox()


TITLE = (0, drawing.BAR, drawing.WIDTH, drawing.BAR + drawing.TITLE_HEIGHT)


def _is_box(drawn: pyvips.Image) -> bool:
    boxes = filter(None, (coloured(unknown, *SET) for unknown in UNKNOWN))
    return (drawn.width, drawn.height) in {(box.width, box.height) for box in boxes}


@pytest.mark.parametrize("letter", sorted({*LETTERS, *EMOJI} - {" "}))
@pytest.mark.usefixtures("folder")
def test_every_letter_is_known(letter: str) -> None:
    assert in_known_letters(letter) == letter
    drawn = coloured(letter, *SET)
    if drawn is not None and letter not in EMOJI:
        assert not _is_box(drawn)


def test_emoji_are_drawn_in_colour(folder: Path) -> None:
    card = _card(folder, "🎉")
    strong = card.crop(TITLE).convert("HSV").getchannel("S").histogram()[100:]
    assert sum(strong) > 1000
    assert (
        len(
            {
                hue
                for hue, count in enumerate(card.convert("HSV").getchannel("H").histogram())
                if count > 50
            }
        )
        > 5
    )


def test_a_title_that_is_read_from_the_right_stands_at_the_right(folder: Path) -> None:
    left, right = _ink(_card(folder, "Hello"), TITLE), _ink(_card(folder, "مرحبا"), TITLE)
    assert left is not None
    assert right is not None
    assert left[0] < drawing.MARGIN + 20
    assert right[2] > drawing.WIDTH - drawing.MARGIN - 20
    assert is_right_to_left("«مرحبا» Python")
    assert not is_right_to_left("Python مرحبا")
    assert not is_right_to_left("12 …")


@pytest.mark.parametrize(
    "title",
    ["W" * 300, "word " * 100, "日本" * 100, "🎉" * 60, "مرحبا " * 60, "\x00\x01", "", "<b>&amp;"],
)
def test_nothing_is_cut_off(folder: Path, title: str) -> None:
    card = _card(folder, title, byline="name " * 60)
    assert card.size == (drawing.WIDTH, drawing.HEIGHT)
    for at in range(0, drawing.WIDTH, 50):
        assert card.getpixel((at, drawing.HEIGHT - 1)) == (255, 255, 255)
    ink = _ink(card, TITLE)
    if title.strip("\x00\x01"):
        assert ink is not None
        assert ink[0] >= drawing.MARGIN // 2
        assert ink[2] <= drawing.WIDTH - drawing.MARGIN // 2
        assert ink[1] > 0
        assert ink[3] < drawing.TITLE_HEIGHT


BENGALI, TAMIL, GEORGIAN, ETHIOPIC = "বাংলা ভাষা", "தமிழ் மொழி", "ქართული", "አማርኛ"


def _are_same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("title", [BENGALI, TAMIL, GEORGIAN, ETHIOPIC, f"Python {BENGALI}", ""])
def test_the_site_stands_in_for_a_title_without_letters_to_draw_it(
    folder: Path, title: str
) -> None:
    """Never boxes, and no title with holes that says something else."""
    assert _are_same(_card(folder, title), _card(folder, "A blog", site=""))
    nothing = _card(folder, title, byline=TAMIL, site=GEORGIAN)
    assert _ink(nothing, (0, drawing.BAR, drawing.WIDTH, drawing.HEIGHT)) is None


def test_signs_without_a_form_are_left_out_and_letters_stay(folder: Path) -> None:
    plain = _card(folder, "Hello there")
    assert _are_same(_card(folder, "\ue123Hello\U000f1234 there\U0001fbca"), plain)
    parts = Task(Drawing("Hello there", (TAMIL, "1 May"), "A blog", "#a03c23"), folder / "p.png")
    draw(parts)
    with Image.open(parts.file) as card:
        assert _are_same(card.convert("RGB"), _card(folder, "Hello there", "1 May"))


@pytest.mark.parametrize(
    "words", ["e\u0301te\u0301", "ệ", "👩\u200d🚀", "♥\ufe0f", "soft\u00adhyphen", "a\u2009b"]
)
def test_what_is_known_stays_as_it_is(words: str) -> None:
    assert in_known_letters(words) == words


@given(st.characters(exclude_categories=("Cs", "Cc")))
def test_what_is_said_to_be_known_is_never_drawn_as_a_box(folder: Path, character: str) -> None:
    drawn = coloured(in_known_letters(character), *SET)
    assert drawn is None or not _is_box(drawn)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_title_gives_a_card(folder: Path, title: str) -> None:
    assert _card(folder, title).size == (drawing.WIDTH, drawing.HEIGHT)


def test_cards_look_the_same_wherever_they_are_drawn(folder: Path, tmp_path: Path) -> None:
    """Whatever fonts a machine has, and in whichever process."""
    here = _card(folder, "A title 日本 🎉")
    code = (
        "import sys, pathlib; from blogkit.metadata.drawing import *;"
        "draw(Task(Drawing('A title 日本 🎉', ('Robin · 1 May 2026',), 'A blog', '#a03c23'),"
        " pathlib.Path(sys.argv[1])))"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "there.png"], check=True)
    with Image.open(tmp_path / "there.png") as there:
        assert ImageChops.difference(here, there.convert("RGB")).getbbox() is None


@settings(deadline=None)
@given(
    width=st.integers(1, drawing.WIDTH + 40),
    height=st.integers(1, 90),
    bands=st.sampled_from([1, 3]),
    above=st.none() | st.integers(0, 59),
    from_right=st.booleans(),
)
def test_a_text_is_laid_where_libvips_would_lay_it(
    width: int, height: int, bands: int, above: int | None, *, from_right: bool
) -> None:
    import pyvips

    pixels = bytes(at * 7 % 251 for at in range(width * height * bands))
    text = pyvips.Image.new_from_memory(pixels, width, height, bands, "uchar")
    strip = drawing.Strip("", "", 0, 60, above)
    ground = bytes([200, 100, 50][:bands])
    left = drawing.WIDTH - drawing.MARGIN - width if from_right else drawing.MARGIN
    top = (60 - height) // 2 if above is None else above
    laid = text.embed(left, top, drawing.WIDTH, 60, extend="background", background=[*ground])
    empty = ground * drawing.WIDTH
    above, rows, below = drawing._placed(text, pixels, strip, ground, from_right=from_right)
    placed = empty * above + b"".join(rows) + empty * below
    assert placed == bytes(laid.write_to_memory())
