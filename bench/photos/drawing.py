"""Synthetic photographs of 12 megapixels: no two alike, the same on each machine."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (4032, 3024)
QUALITY = 92
# Waves of several lengths, in pixels, and how much each adds: the spectrum of a landscape, and so
# much grain that a file is as large as a phone's, three megabytes.
WAVES = ((250, 0.35), (64, 0.25), (20, 0.15), (8, 0.1), (6, 0.1), (3, 0.12), (2, 0.09))
SHAPES = 120


def draw_photographs(count: int, folder: Path) -> list[Path]:
    """*count* JPEG files in *folder*; those that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"photograph-{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            unfinished = path.with_suffix(".part")
            _photograph(Random(number)).save(unfinished, "JPEG", quality=QUALITY)
            unfinished.replace(path)
    return paths


def _photograph(random: Random) -> Image.Image:
    image = _texture(random, colours=5)
    draw = ImageDraw.Draw(image)
    for _ in range(SHAPES):
        left, top = random.randrange(SIZE[0]), random.randrange(SIZE[1])
        wide = random.randrange(20, SIZE[0] // 8)
        high = wide * random.uniform(0.3, 2)
        colour = tuple(random.randrange(256) for _ in range(3))
        draw.ellipse((left, top, left + wide, top + high), fill=colour)
    return Image.blend(image, _texture(random, colours=4), 0.45)


def _texture(random: Random, *, colours: int) -> Image.Image:
    light = _noise(random, SIZE[0] // 4)
    for length, share in WAVES:
        light = Image.blend(light, _noise(random, length), share)
    hues = [_noise(random, SIZE[0] // (colours + more)) for more in (0, 2)]
    return Image.merge("YCbCr", (light, *hues)).convert("RGB")


def _noise(random: Random, length: int) -> Image.Image:
    small = (max(2, SIZE[0] // length), max(2, SIZE[1] // length))
    pixels = Image.frombytes("L", small, random.randbytes(small[0] * small[1]))
    return pixels.resize(SIZE, Image.Resampling.BICUBIC)
