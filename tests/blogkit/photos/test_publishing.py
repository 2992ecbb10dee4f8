"""The names under which the files of a picture are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogkit.photos.model import Photo, PhotoKind, Variant
from blogkit.photos.publishing import Candidate, Source, published


def _photo(*mimes: str, kind: PhotoKind = PhotoKind.PHOTOGRAPH) -> Photo:
    variants = tuple(
        Variant(Path(f"/cache/{mime.removeprefix('image/')}-{width}"), mime, width, width // 2)
        for mime in mimes
        for width in (480, 800)
    )
    return Photo(4000, 2000, kind, "#336699", "0123456789abcdef", variants)


def test_the_widest_for_every_browser_has_the_address_that_stock_sphinx_gives() -> None:
    shown = published(_photo("image/avif", "image/jpeg"), "lake.JPG")
    assert (shown.fallback, shown.width, shown.height) == ("lake.JPG", 800, 400)
    assert shown.sources == (
        Source(
            "image/avif",
            (
                Candidate("lake-480.01234567.avif", 480),
                Candidate("lake-800.01234567.avif", 800),
            ),
        ),
        Source("image/jpeg", (Candidate("lake-480.01234567.jpg", 480), Candidate("lake.JPG", 800))),
    )
    assert {name: str(file) for name, file in shown.files.items()} == {
        "lake-480.01234567.avif": "/cache/avif-480",
        "lake-800.01234567.avif": "/cache/avif-800",
        "lake-480.01234567.jpg": "/cache/jpeg-480",
        "lake.JPG": "/cache/jpeg-800",
    }


@pytest.mark.parametrize("name", ["lake.png", "lake.webp", "lake.HEIC", "lake.tar.tiff", "lake"])
def test_of_another_type_than_the_original_it_has_a_name_that_fits_beside_the_stock_one(
    name: str,
) -> None:
    shown = published(_photo("image/avif", "image/jpeg"), name)
    assert shown.fallback == f"{Path(name).stem}-800.01234567.jpg"
    assert shown.files[name] == shown.files[shown.fallback]


def test_what_is_kept_keeps_its_name() -> None:
    only = Variant(Path("/cache/x.gif"), "image/gif", 40, 30)
    photo = Photo(40, 30, PhotoKind.KEPT, "#000000", "0123456789", (only,))
    shown = published(photo, "dance.gif")
    assert shown.files == {"dance.gif": only.file}
    assert shown.sources == (Source("image/gif", (Candidate("dance.gif", 40),)),)


def test_two_pictures_whose_names_differ_in_their_ending_only_stay_apart() -> None:
    one = published(_photo("image/webp", "image/png", kind=PhotoKind.DRAWING), "a.png")
    other = published(_photo("image/avif", "image/jpeg"), "a.jpg")
    assert not one.files.keys() & other.files.keys()
