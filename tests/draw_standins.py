"""Draw a labelled stand-in for every local picture that a post shows and that is missing.

A picture's file name decides what it looks like, down to the byte; a file that is
already there is never touched.
"""

from __future__ import annotations

import hashlib
import io
import math
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from PIL import Image, ImageColor, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Colour = tuple[int, int, int]
    Outline = Callable[[float], float]  # height of a layer's upper edge at x, both 0 to 1

WIDTH, HEIGHT = 1600, 1200
OVERSAMPLING = 2  # drawn twice as large, then reduced: Pillow's polygons have jagged edges
MOST_BYTES = 46_000  # sixty pictures stay below 3 MB
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
STEPS = (84, 76, 68, 60, 48, 32, 20)  # tried in turn: quality, or number of colours for PNG
LABEL_SIZE, NOTE_SIZE, LINE_HEIGHT, MARGIN = 76, 38, 92, 84


@dataclass(frozen=True)
class Palette:
    sky: str
    glow: str
    sun: str
    far: str
    near: str
    paper: str


@dataclass(frozen=True)
class Canvas:
    draw: ImageDraw.ImageDraw
    palette: Palette
    chance: Random


PALETTES = (
    Palette("#f2a97e", "#fbd9a5", "#fff1d0", "#c9737a", "#3b2447", "#fff4e3"),  # sunset
    Palette("#8ecae6", "#d7eef5", "#fff6d6", "#5fa8a8", "#123a4a", "#f3fbff"),  # clear noon
    Palette("#22305c", "#5a5f9e", "#f6e7c1", "#3f4a86", "#0d1430", "#f4efe2"),  # night
    Palette("#cfe3c4", "#f4f3d9", "#ffdf8a", "#7fa878", "#1f3d2f", "#f8faec"),  # spring
    Palette("#f0c4cb", "#fbe9e3", "#fffaf0", "#b886a8", "#41254f", "#fff3f4"),  # rose dawn
    Palette("#f3c969", "#fbe8b5", "#fffbe9", "#d18a4a", "#4a2a1c", "#fff6e0"),  # harvest
    Palette("#a9c5d8", "#e6eef2", "#ffffff", "#6f8aa3", "#22313f", "#f5f8fa"),  # lake haze
    Palette("#e0775c", "#f5b895", "#ffe3b8", "#9c4a5b", "#271a33", "#ffeedd"),  # ember
    Palette("#7cc7b9", "#d3efe2", "#fff3c9", "#3f8f93", "#0f3340", "#effcf6"),  # lagoon
)


def main(posts: list[str]) -> int:
    for post in posts:
        for path in missing_pictures(Path(post)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(encoded(drawn(path), FORMATS[path.suffix.lower()]))
            sys.stdout.write(f"{path}\n")
    return 0


def missing_pictures(post: Path) -> list[Path]:
    """Return the pictures still to be drawn, each once, in the order of the post."""
    tokens = MarkdownIt().parse(post.read_text(encoding="utf-8"))
    images = [part for token in tokens for part in token.children or () if part.type == "image"]
    links = [urlsplit(str(image.attrGet("src"))) for image in images]
    local = [link.path for link in links if not link.scheme and not link.netloc]
    paths = dict.fromkeys(post.parent / unquote(path) for path in local)
    return [path for path in paths if path.suffix.lower() in FORMATS and not path.exists()]


def drawn(path: Path) -> Image.Image:
    seed = hashlib.sha256(path.name.encode()).digest()
    chance = Random(int.from_bytes(seed))
    palette = chance.choice(PALETTES)
    picture = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING), palette.sky)
    canvas = Canvas(ImageDraw.Draw(picture), palette, chance)
    draw_sky(canvas)
    chance.choice((draw_hills, draw_waves, draw_pines, draw_skyline))(canvas)
    draw_label(canvas, path.stem.replace("-", " ").capitalize())
    return picture.reduce(OVERSAMPLING)


def encoded(picture: Image.Image, image_format: str) -> bytes:
    """Return the first encoding that is small enough, from the finest step to the coarsest."""
    data = b""
    for step in STEPS:
        buffer = io.BytesIO()
        if image_format == "PNG":
            flat = picture.quantize(step, dither=Image.Dither.NONE)
            flat.save(buffer, image_format, optimize=True)
        else:
            picture.save(buffer, image_format, quality=step, optimize=True, progressive=True)
        data = buffer.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def draw_sky(canvas: Canvas) -> None:
    """Draw rings of light around a low sun: bands stay clean where PNG keeps few colours."""
    x, y = canvas.chance.uniform(0.18, 0.82), canvas.chance.uniform(0.2, 0.38)
    for ring in range(1, 10):
        share = ring / 9
        colour = mixed(canvas.palette.sky, canvas.palette.glow, share)
        draw_disc(canvas, x, y, 1.05 * (1 - share) + 0.13, colour)
    draw_disc(canvas, x, y, canvas.chance.uniform(0.06, 0.1), mixed(canvas.palette.sun))
    draw_birds(canvas, 1 - x)


def draw_birds(canvas: Canvas, x: float) -> None:
    colour = mixed(canvas.palette.far, canvas.palette.near, 0.4)
    for _ in range(canvas.chance.randint(2, 5)):
        left = (x + canvas.chance.uniform(-0.12, 0.12)) * WIDTH * OVERSAMPLING
        top = canvas.chance.uniform(0.1, 0.26) * HEIGHT * OVERSAMPLING
        span = canvas.chance.uniform(0.011, 0.02) * WIDTH * OVERSAMPLING
        for wing in (left, left + span):
            box = (wing, top, wing + span, top + span)
            canvas.draw.arc(box, 200, 340, fill=colour, width=4 * OVERSAMPLING)


def draw_hills(canvas: Canvas) -> None:
    for depth, colour in layers(canvas, 5):
        draw_layer(canvas, rolling(canvas, 0.42 + 0.3 * depth, 0.075 * (1.15 - depth)), colour)


def draw_waves(canvas: Canvas) -> None:
    for depth, colour in layers(canvas, 6):
        crests, phase = canvas.chance.uniform(2.5, 4.5) * (1.6 - depth), canvas.chance.random()
        level, height = 0.46 + 0.26 * depth, 0.03 + 0.02 * depth
        draw_layer(canvas, scalloped(level, height, crests, phase), colour)


def draw_pines(canvas: Canvas) -> None:
    for depth, colour in layers(canvas, 4):
        ridge = rolling(canvas, 0.5 + 0.22 * depth, 0.05 * (1.2 - depth))
        draw_layer(canvas, ridge, colour)
        for _ in range(canvas.chance.randint(16, 24) if depth < 1 else 0):
            draw_pine(canvas, ridge, 0.05 + 0.09 * depth, colour)


def draw_pine(canvas: Canvas, ridge: Outline, size: float, colour: Colour) -> None:
    x, height = canvas.chance.random(), size * canvas.chance.uniform(0.7, 1.4)
    foot = ridge(x) + 0.01
    for tier in range(3):
        top, width = foot - height * (1 - 0.24 * tier), height * (0.13 + 0.07 * tier)
        bottom = top + height * 0.52
        corners = [(x, top), (x - width, bottom), (x + width, bottom)]
        canvas.draw.polygon([scaled(*corner) for corner in corners], fill=colour)


def draw_skyline(canvas: Canvas) -> None:
    for depth, colour in layers(canvas, 4):
        x = -canvas.chance.uniform(0, 0.05)
        while x < 1 and depth < 1:
            width = canvas.chance.uniform(0.035, 0.085)
            roof = 0.62 - canvas.chance.uniform(0.02, 0.3) * (1 - 0.45 * depth)
            draw_tower(canvas, x, width, roof + 0.08 * depth, colour)
            x += width + canvas.chance.choice((0, 0, 0.006, 0.02))
        draw_layer(canvas, rolling(canvas, 0.66 + 0.05 * depth, 0.008), colour)


def draw_tower(canvas: Canvas, x: float, width: float, roof: float, colour: Colour) -> None:
    draw_box(canvas, (x, roof, x + width, 1), colour)
    middle = x + width / 2
    crown = canvas.chance.choice(("flat", "flat", "spire", "gable"))
    if crown == "spire":
        draw_box(canvas, (middle - 0.0015, roof - 0.07, middle + 0.0015, roof), colour)
    if crown == "gable":
        corners = [(x, roof), (middle, roof - 0.03), (x + width, roof)]
        canvas.draw.polygon([scaled(*corner) for corner in corners], fill=colour)
    for _ in range(canvas.chance.randint(0, 6)):
        column, floor = canvas.chance.randint(1, 3), canvas.chance.randint(1, 9)
        left, top = x + column * width / 4 - 0.003, roof + floor * 0.024
        draw_box(canvas, (left, top, left + 0.006, top + 0.012), mixed(canvas.palette.sun))


def layers(canvas: Canvas, count: int) -> Iterator[tuple[float, Colour]]:
    """Yield depth (0 far, 1 near) and colour of each layer, the farthest one first."""
    for layer in range(count):
        depth = layer / (count - 1)
        yield depth, mixed(canvas.palette.far, canvas.palette.near, depth)


def rolling(canvas: Canvas, level: float, height: float) -> Outline:
    chance = canvas.chance
    waves = [(n, n * chance.uniform(2, 4), chance.uniform(0, math.tau)) for n in (1, 2, 3)]
    return lambda x: level + height * sum(math.sin(pace * x + at) / n for n, pace, at in waves)


def scalloped(level: float, height: float, crests: float, phase: float) -> Outline:
    return lambda x: level + height * (abs(math.sin(math.pi * (crests * x + phase))) - 0.5)


def draw_layer(canvas: Canvas, outline: Outline, colour: Colour) -> None:
    edge = [scaled(x / 400, outline(x / 400)) for x in range(401)]
    canvas.draw.polygon([*edge, scaled(1, 1), scaled(0, 1)], fill=colour)


def draw_box(canvas: Canvas, box: tuple[float, float, float, float], colour: Colour) -> None:
    left, top, right, bottom = box
    canvas.draw.rectangle((*scaled(left, top), *scaled(right, bottom)), fill=colour)


def draw_disc(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    canvas.draw.circle(scaled(x, y), radius * WIDTH * OVERSAMPLING, fill=colour)


def scaled(x: float, y: float) -> tuple[float, float]:
    return x * WIDTH * OVERSAMPLING, y * HEIGHT * OVERSAMPLING


def mixed(first: str, second: str = "#000", share: float = 0) -> Colour:
    start, end = ImageColor.getrgb(first), ImageColor.getrgb(second)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
    return red, green, blue


def draw_label(canvas: Canvas, label: str) -> None:
    paper = canvas.palette.paper
    faint = mixed(canvas.palette.near, paper, 0.7)
    draw_line(canvas, HEIGHT - MARGIN, "Stand-in", NOTE_SIZE, faint)
    for number, line in enumerate(reversed(textwrap.wrap(label, 34))):
        bottom = HEIGHT - MARGIN - LINE_HEIGHT * number - 72
        draw_line(canvas, bottom, line, LABEL_SIZE, mixed(paper))


def draw_line(canvas: Canvas, bottom: int, text: str, size: int, colour: Colour) -> None:
    place = (MARGIN * OVERSAMPLING, bottom * OVERSAMPLING)
    font = ImageFont.load_default(size * OVERSAMPLING)
    canvas.draw.text(place, text, colour, font, anchor="ls")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
