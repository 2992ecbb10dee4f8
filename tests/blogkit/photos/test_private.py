"""Nothing that a camera, a phone or a program wrote into a picture is published."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from blogkit.photos.codec import encode, reduce
from blogkit.photos.model import PhotoSettings
from tests.blogkit.photos.pictures import HIDDEN, as_vips, photograph, private_exif, quarters
from tests.blogkit.photos.raw import HARMLESS, parts

if TYPE_CHECKING:
    from collections.abc import Callable

XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{HIDDEN}</x:xmpmeta>'.encode()
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x1a\x1c\x02\x78\0\x12" + HIDDEN.encode()
# What exiftool tells of a file as such, and of how its picture is shown.
TECHNICAL = re.findall(
    r"\w+",
    """
    SourceFile ExifToolVersion Directory FileAccessDate FileInodeChangeDate FileModifyDate FileName
    FilePermissions FileSize FileType FileTypeExtension MIMEType ImageSize Megapixels

    AlphaCompression AlphaFiltering AlphaPreprocessing AnimationFrames AnimationIterations
    AnimationLoopCount AnimationPlays AV1ConfigurationVersion BackgroundColor BitDepth BitsPerPixel
    BitsPerSample ChromaFormat ChromaSamplePosition ColorComponents ColorResolutionDepth ColorType
    CompatibleBrands Compression Duration EncodingProcess Filter FrameCount GIFVersion HandlerType
    HasColorMap HorizontalScale ImageHeight ImagePixelDepth ImageSpatialExtent ImageWidth Interlace
    MajorBrand MediaDataOffset MediaDataSize MinorVersion PixelsPerUnitX PixelsPerUnitY PixelUnits
    PrimaryItemReference JFIFVersion ResolutionUnit TransparentColor VerticalScale VP8Version
    WebP_Flags XResolution YCbCrSubSampling YResolution
    """,
)


def _jpeg(path: Path) -> None:
    photograph(320, 240).save(
        path, "JPEG", exif=private_exif(), xmp=XMP, comment=HIDDEN, quality=90
    )
    data = path.read_bytes()
    iptc = b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC
    path.write_bytes(data[:2] + iptc + data[2:] + HIDDEN.encode())


def _hdr() -> bytes:
    """As new phones store it: behind the picture a second one, of how bright its parts are."""
    bright = as_vips(photograph(320, 240)).colourspace("scrgb") * 1.8
    return bytes(bright.copy(interpretation="scrgb").uhdrsave_buffer(Q=90))


def _png(path: Path, image: Image.Image) -> None:
    image.save(path, "PNG", exif=private_exif(), pnginfo=_png_text())


def _png_text() -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", HIDDEN)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add_text("Comment", HIDDEN, zip=True)
    return text


def _moving(path: Path, form: str, **options: object) -> None:
    frames = [quarters(), quarters().transpose(Image.Transpose.ROTATE_180)]
    frames[0].save(path, form, save_all=True, append_images=frames[1:], **options)


def _gif(path: Path) -> None:
    _moving(path, "GIF", comment=HIDDEN.encode(), loop=0)
    data = path.read_bytes()
    at = data.index(b"!\xff\x0bNETSCAPE")
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0"
    path.write_bytes(data[:at] + xmp + data[at:])


ORIGINALS: dict[str, Callable[[Path], object]] = {
    "jpeg": _jpeg,
    "png drawing": lambda path: _png(path, quarters()),
    "png photograph": lambda path: _png(path, photograph(320, 240)),
    "transparent png": lambda path: _png(path, photograph(200, 200).convert("RGBA").rotate(30)),
    "webp": lambda path: photograph(320, 240).save(path, "WEBP", exif=private_exif(), xmp=XMP),
    "avif": lambda path: photograph(320, 240).save(path, "AVIF", exif=private_exif(), xmp=XMP),
    "tiff": lambda path: photograph(320, 240).save(path, "TIFF", exif=private_exif()),
    "wide colours": lambda path: path.write_bytes(
        as_vips(photograph(320, 240)).jpegsave_buffer(profile="p3")
    ),
    "hdr jpeg": lambda path: path.write_bytes(_hdr()),
    "heic": lambda path: shutil.copy(Path(__file__).parent / "turned.heic", path),
    "moving gif": _gif,
    "moving png": lambda path: _moving(path, "PNG", pnginfo=_png_text()),
    "moving webp": lambda path: _moving(path, "WEBP", exif=private_exif(), xmp=XMP),
}


@pytest.fixture(scope="module", params=ORIGINALS)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all files that come of one original."""
    folder = tmp_path_factory.mktemp("published")
    original = tmp_path_factory.mktemp("originals") / "original"
    ORIGINALS[request.param](original)
    files = [*encode(original, PhotoSettings()).files, reduce(original, 2560)]
    for at, file in enumerate(files):
        (folder / f"{at}{file.form.suffix}").write_bytes(file.data)
    return folder


def test_files_consist_of_nothing_but_the_picture(published: Path) -> None:
    for path in published.iterdir():
        data = path.read_bytes()
        assert set(parts(data)) <= HARMLESS, path.name
        assert HIDDEN.encode() not in data
        assert b"Maker" not in data
        image = Image.open(path)
        image.load()
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(image.info)


def test_exiftool_finds_nothing_private(published: Path) -> None:
    if not shutil.which("exiftool"):
        assert not os.environ.get("CI"), "exiftool is missing: apt install libimage-exiftool-perl"
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    found = _exiftool(*published.iterdir())
    assert len(found) == len(list(published.iterdir()))
    for tags in found:
        assert {tag.rpartition(":")[2] for tag in tags} <= set(TECHNICAL)


def test_the_readers_here_do_find_what_is_private(tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    for what, make in ORIGINALS.items():
        if what in ("tiff", "heic"):  # no form that is published
            continue
        make(tmp_path / "original")
        assert not set(parts((tmp_path / "original").read_bytes())) <= HARMLESS, what


def _exiftool(*paths: Path) -> list[dict[str, object]]:
    command = ["exiftool", "-json", "-G0", "-a", "-ee", *map(str, paths)]
    run = subprocess.run(command, capture_output=True, check=True)
    found = json.loads(run.stdout)
    assert isinstance(found, list)
    return found
