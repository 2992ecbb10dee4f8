"""The one place where pictures are made smaller and written: a picture goes in, files come out.

libvips does the work, chosen by measurement: docs/dependencies.md has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyvips

from blogkit.photos import encoders
from blogkit.photos.forms import Form, form_of, is_animated
from blogkit.photos.kept import kept_as_it_is
from blogkit.photos.model import PhotoKind, PhotoSettings
from blogkit.photos.opening import LONGEST, Opened, UnreadableError, height_for, open_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Changes whenever the same picture and settings give other files than before.
CODEC = f"1 libvips {pyvips.version(0)}.{pyvips.version(1)}.{pyvips.version(2)}"
TRANSPARENT = "#00000000"
LARGEST_DRAWING = 2560  # pixels; made smaller, a screenshot is blurred and weighs more
NEAR = 1.1  # of two widths as near as this, one will do
TILE, TILES = 64, 3  # a sample of a picture: so many pixels square, so many each way
FROM_CAMERAS = {Form.JPEG, Form.HEIC}
ROUGH, ROUGH_QUALITY = (
    960,
    76,
)  # of pictures shown at once: larger than any column, so as they will be
BROUGHT_QUALITY = 90  # of pictures that are kept with a post, from which all variants are made


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as the contents of a file."""

    data: bytes
    form: Form
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a picture became; the order of *files* is that of `Photo.variants`."""

    width: int
    height: int
    kind: PhotoKind
    colour: str
    files: tuple[Encoded, ...]


def encode(original: Path, settings: PhotoSettings) -> Encoding:
    """All that is published of a picture, the same for the same bytes. Raises UnreadableError."""
    kept = _kept(original)
    if kept:
        return Encoding(kept.width, kept.height, PhotoKind.KEPT, TRANSPARENT, (kept,))
    wanted = settings.wanted
    picture = open_picture(original, wanted[-1])
    image = picture.pixels(_first_width(picture, wanted[-1]))
    drawn = _is_drawing(image)
    if not drawn:
        image = _narrowed(image, picture, min(image.width, wanted[-1]))
    images = [*_narrower(image, picture, wanted), image]
    size = (picture.width, picture.height)
    if drawn or image.bands == 4:
        files = _as_drawing(images, lossless=drawn)
        return Encoding(*size, PhotoKind.DRAWING, _colour(images[0]), files)
    return Encoding(
        *size, PhotoKind.PHOTOGRAPH, _colour(images[0]), _as_photograph(images, settings)
    )


def encode_roughly(original: Path) -> Encoding:
    """The picture in one small file that is made in a moment, to be shown until the others are.

    Raises UnreadableError.
    """
    kept = _kept(original)
    if kept:
        return Encoding(kept.width, kept.height, PhotoKind.KEPT, TRANSPARENT, (kept,))
    picture = open_picture(original, ROUGH)
    image = picture.pixels(min(picture.width, ROUGH))
    if image.bands == 4:
        file = _file(encoders.lossy_webp(image), Form.WEBP, image)
    else:
        file = _file(encoders.jpeg(image, ROUGH_QUALITY), Form.JPEG, image)
    return Encoding(picture.width, picture.height, PhotoKind.PHOTOGRAPH, _colour(image), (file,))


def reduce(original: Path, longest: int) -> Encoded:
    """One file, upright and stripped, no side longer than *longest*: JPEG for a photograph, PNG for
    a drawing and what is transparent, its own form for what moves. What was JPEG or HEIC is JPEG.

    Raises UnreadableError.
    """
    kept = _kept(original)
    if kept:
        return kept
    picture = open_picture(original, longest)
    share = min(1, longest / max(picture.width, picture.height))
    image = picture.pixels(max(1, round(picture.width * share)))
    if image.bands == 4 or (picture.form not in FROM_CAMERAS and _is_drawing(image)):
        return _file(encoders.png(image), Form.PNG, image)
    return _file(encoders.jpeg(image, BROUGHT_QUALITY), Form.JPEG, image)


def _kept(original: Path) -> Encoded | None:
    """The picture as it is, if it has a form that no other can stand in for."""
    try:
        form = form_of(original)
        if form is Form.SVG or (form and is_animated(original, form)):
            return Encoded(*kept_as_it_is(original, form))
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror}") from error
    return None


def _first_width(picture: Opened, widest: int) -> int:
    """The width to look at: a drawing's own, and no more than is wanted of a photograph."""
    may_be_drawn = picture.form is not Form.JPEG and picture.width <= LARGEST_DRAWING
    width = picture.width if may_be_drawn else min(picture.width, widest)
    return max(1, min(width, LONGEST * picture.width // picture.height))


def _narrower(image: pyvips.Image, picture: Opened, wanted: Sequence[int]) -> list[pyvips.Image]:
    """The picture in all widths that are wanted and smaller, the smallest first."""
    images: list[pyvips.Image] = []
    for width in reversed(wanted):
        if width < image.width and width * NEAR <= picture.width:
            images.insert(0, _narrowed(images[0] if images else image, picture, width))
    return images


def _narrowed(image: pyvips.Image, picture: Opened, width: int) -> pyvips.Image:
    if width == image.width:
        return image
    return image.thumbnail_image(
        width, height=height_for(picture, width), size="force"
    ).copy_memory()


def _is_drawing(image: pyvips.Image) -> bool:
    """Whether flat colours keep a lossless file small; tried on nine pieces of the picture.

    A drawing's is about as large as a JPEG, a photograph's six times and more. The first trial is
    rough, and tells most photographs in a fraction of the time.
    """
    sample = _sample(image)
    size = len(encoders.jpeg(sample, 76))
    return (
        len(encoders.webp(sample, effort=0)) < 5 * size
        and len(encoders.webp(sample, effort=1)) < 2 * size
    )


def _sample(image: pyvips.Image) -> pyvips.Image:
    if max(image.width, image.height) <= TILE * TILES:
        return image
    wide, high = min(TILE, image.width), min(TILE, image.height)
    steps = [each / (TILES - 1) for each in range(TILES)]
    tiles = [
        image.crop(int(x * (image.width - wide)), int(y * (image.height - high)), wide, high)
        for y in steps
        for x in steps
    ]
    return pyvips.Image.arrayjoin(tiles, across=TILES).copy_memory()


def _as_photograph(images: Sequence[pyvips.Image], settings: PhotoSettings) -> tuple[Encoded, ...]:
    widest = images[-1].width
    avif = (
        _file(encoders.avif(each, settings.avif_quality_at(each.width, widest)), Form.AVIF, each)
        for each in images
    )
    jpeg = (_file(encoders.jpeg(each, settings.jpeg_quality), Form.JPEG, each) for each in images)
    return (*avif, *jpeg)


def _as_drawing(images: Sequence[pyvips.Image], *, lossless: bool) -> tuple[Encoded, ...]:
    """WebP in those widths that weigh less than any wider one, and a PNG for old browsers."""
    encoder = encoders.webp if lossless else encoders.lossy_webp
    files = [_file(encoder(each), Form.WEBP, each) for each in images]
    return (*_worth_having(files), _file(encoders.png(images[-1]), Form.PNG, images[-1]))


def _worth_having(files: Sequence[Encoded]) -> Iterator[Encoded]:
    for at, file in enumerate(files):
        if all(len(file.data) < len(wider.data) for wider in files[at + 1 :]):
            yield file


def _file(data: bytes, form: Form, image: pyvips.Image) -> Encoded:
    return Encoded(data, form, image.width, image.height)


def _colour(image: pyvips.Image) -> str:
    """The average colour; none for what is transparent, for it would shine through."""
    if image.bands == 4:
        return TRANSPARENT
    return "#" + "".join(f"{round(band.avg()):02x}" for band in image.bandsplit())
