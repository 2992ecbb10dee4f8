"""What becomes of a picture: its files, by what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageSequence

from blogkit.photos.codec import TRANSPARENT, encode, reduce
from blogkit.photos.forms import Form
from blogkit.photos.model import PhotoKind, PhotoSettings
from tests.blogkit.photos.pictures import (
    BLUE,
    photograph,
    quarters,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.photos.codec import Encoding

SETTINGS = PhotoSettings()
SMALL = PhotoSettings(column=200, widths=(150, 250, 500))
HEIC = Path(__file__).parent / "turned.heic"


def widths(encoding: Encoding, form: Form) -> list[int]:
    return [file.width for file in encoding.files if file.form is form]


@pytest.mark.parametrize("picture", [quarters, photograph])
def test_what_is_transparent_stays_so(
    tmp_path: Path, picture: Callable[[int, int], Image.Image]
) -> None:
    image = picture(640, 480).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 320, 240))
    image.save(tmp_path / "a.png")
    encoding = encode(tmp_path / "a.png", SETTINGS)
    assert encoding.kind is PhotoKind.DRAWING
    assert encoding.colour == TRANSPARENT
    assert {file.form for file in encoding.files} == {Form.WEBP, Form.PNG}
    (tmp_path / "made").write_bytes(encoding.files[-1].data)
    made = Image.open(tmp_path / "made").convert("RGBA")
    assert made.getchannel("A").getpixel((100, 100)) == 0
    assert made.getchannel("A").getpixel((600, 400)) == 255


@pytest.mark.parametrize("size", [(1, 1), (1, 20_000), (20_000, 1), (3, 2)])
def test_odd_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, BLUE).save(tmp_path / "a.png")
    encoding = encode(tmp_path / "a.png", SETTINGS)
    assert (encoding.width, encoding.height) == size
    for file in encoding.files:
        assert file.width <= size[0]
        assert file.height <= 16_383


def test_photographs_and_drawings_are_told_apart_by_trying(tmp_path: Path) -> None:
    photograph().save(tmp_path / "photo.png")
    quarters(640, 480).save(tmp_path / "drawing.jpg", "PNG")
    photo, drawing = (encode(tmp_path / name, SETTINGS) for name in ("photo.png", "drawing.jpg"))
    assert photo.kind is PhotoKind.PHOTOGRAPH
    assert [file.form for file in photo.files] == [Form.AVIF] * 3 + [Form.JPEG] * 3
    assert drawing.kind is PhotoKind.DRAWING
    assert drawing.files[-1].form is Form.PNG
    assert photo.colour.startswith("#")
    assert len(photo.colour) == 7


@pytest.mark.parametrize(
    ("own", "made"),
    [
        (100, [100]),
        (150, [150]),
        (160, [160]),  # 150 would be as good
        (170, [150, 170]),
        (300, [150, 250, 300]),
        (530, [150, 250, 400, 500]),
        (900, [150, 250, 400, 500]),
    ],
)
def test_widths_are_those_asked_for_and_never_more(
    tmp_path: Path, own: int, made: list[int]
) -> None:
    photograph(own, own // 2).save(tmp_path / "a.jpg", quality=95)
    encoding = encode(tmp_path / "a.jpg", SMALL)
    assert encoding.kind is PhotoKind.PHOTOGRAPH
    assert widths(encoding, Form.AVIF) == widths(encoding, Form.JPEG) == made


def test_only_what_is_narrowest_of_several_is_coarse(tmp_path: Path) -> None:
    """Alone, as of a small original, it is shown with all of its pixels."""
    photograph(150).save(tmp_path / "small.png")
    photograph(400).save(tmp_path / "large.png")
    coarse = replace(SMALL, coarse_quality=10)
    of_small = [encode(tmp_path / "small.png", each).files for each in (SMALL, coarse)]
    assert of_small[0] == of_small[1]
    fine, rough = (encode(tmp_path / "large.png", each).files for each in (SMALL, coarse))
    assert [a == b for a, b in zip(fine, rough, strict=True)] == [False, *[True] * 5]
    assert len(rough[0].data) < len(fine[0].data) / 2


def test_a_drawing_keeps_its_own_size_and_no_smaller_one_that_weighs_more(tmp_path: Path) -> None:
    image = Image.new("RGB", (2000, 300), "white")
    for x in range(0, 2000, 3):
        image.paste("black", (x, 0, x + 1, 300))
    image.save(tmp_path / "a.png")
    encoding = encode(tmp_path / "a.png", SETTINGS)
    assert widths(encoding, Form.WEBP)[-1] == 2000
    assert widths(encoding, Form.PNG) == [2000]
    sizes = [len(file.data) for file in encoding.files if file.form is Form.WEBP]
    assert sizes == sorted(sizes)
    assert len(sizes) < 8


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_what_moves_keeps_moving(tmp_path: Path, form: str) -> None:
    frames = [quarters(), quarters().transpose(Image.Transpose.ROTATE_180)]
    frames[0].save(tmp_path / "a", form, save_all=True, append_images=frames[1:])
    encoding = encode(tmp_path / "a", SETTINGS)
    assert (encoding.kind, encoding.width, encoding.height) == (PhotoKind.KEPT, 64, 48)
    (file,) = encoding.files
    (tmp_path / "b").write_bytes(file.data)
    assert len(list(ImageSequence.Iterator(Image.open(tmp_path / "b")))) == 2


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 40 10"', (40, 10)),
        ('viewBox="0,0,40,10" width="80"', (80, 20)),
        ('viewBox="0 0 40 10" width="100%" height="100%"', (40, 10)),
        ('viewBox="0 0 nonsense"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_by_formula_keeps_its_form(
    tmp_path: Path, attributes: str, size: tuple[int, int]
) -> None:
    text = f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'
    (tmp_path / "a.svg").write_text(text)
    encoding = encode(tmp_path / "a.svg", SETTINGS)
    assert (encoding.kind, encoding.width, encoding.height) == (PhotoKind.KEPT, *size)
    assert encoding.files[0].data == text.encode()


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    photograph().save(tmp_path / "a.jpg")
    assert encode(tmp_path / "a.jpg", SETTINGS) == encode(tmp_path / "a.jpg", SETTINGS)


def test_settings_count(tmp_path: Path) -> None:
    photograph().save(tmp_path / "a.jpg")
    poor = PhotoSettings(widths=(150, 300), column=100, avif_quality=20, jpeg_quality=20)
    good, bad = encode(tmp_path / "a.jpg", SMALL), encode(tmp_path / "a.jpg", poor)
    assert widths(bad, Form.AVIF) == [150, 200, 300]
    sizes = [[len(file.data) for file in each.files if file.width == 150] for each in (good, bad)]
    assert all(better > worse for better, worse in zip(*sizes, strict=True))


def test_reduced_for_a_post(tmp_path: Path) -> None:
    photograph(400, 600).save(tmp_path / "photo.png")
    quarters(400, 300).save(tmp_path / "drawing.bmp")
    photo, drawing = reduce(tmp_path / "photo.png", 300), reduce(tmp_path / "drawing.bmp", 800)
    assert (photo.form, photo.width, photo.height) == (Form.JPEG, 200, 300)
    assert (drawing.form, drawing.width, drawing.height) == (Form.PNG, 400, 300)
    assert reduce(HEIC, 800).height == 64
