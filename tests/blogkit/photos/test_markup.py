"""A picture in HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blogkit.photos.extent import Extent
from blogkit.photos.markup import GAP, Look, image, picture, ratio_class, sizes_of
from blogkit.photos.model import IN_OUR_LOOK, Photo, PhotoKind, PhotoSettings, Variant
from blogkit.photos.publishing import published

SETTINGS = PhotoSettings()
PACKAGE = Path(__file__).parents[3] / "src/blogkit"
STYLES = PACKAGE / "photos/static/blogkit-photos.css.jinja"


def _photo(colour: str = "#20669a") -> Photo:
    mimes = ("image/avif", "image/jpeg")
    variants = tuple(Variant(Path(mime), mime, width, width) for mime in mimes for width in (1, 2))
    return Photo(9, 9, PhotoKind.PHOTOGRAPH, colour, "d" * 16, variants)


def test_all_of_it() -> None:
    photo = _photo()
    look = Look({"alt": 'A "lake" & <more>'}, ("mine",), Extent(2, 2))
    sizes = (
        "auto, (min-width: 34px) 2px, (min-resolution: 2.2x) calc(60vw - 19px), calc(100vw - 32px)"
    )
    assert picture(photo, published(photo, "a b.jpg"), look, "../_images", SETTINGS) == (
        '<picture><source type="image/avif" srcset="../_images/a%20b-1.dddddddd.avif 1w,'
        f' ../_images/a%20b-2.dddddddd.avif 2w" sizes="{sizes}">'
        '<img alt="A &quot;lake&quot; &amp; &lt;more&gt;" src="../_images/a%20b.jpg"'
        ' srcset="../_images/a%20b-1.dddddddd.jpg 1w, ../_images/a%20b.jpg 2w"'
        f' sizes="{sizes}" class="photo photo-c369 mine" width="2" height="2"'
        ' loading="lazy" decoding="async"></picture>'
    )


def test_a_transparent_picture_has_no_ground() -> None:
    photo = _photo("#00000000")
    html = picture(
        photo, published(photo, "a.jpg"), Look({}, (), Extent(2, 2)), "_images", SETTINGS
    )
    assert 'class="photo"' in html


def test_the_first_picture_is_fetched_at_once() -> None:
    html = image({"src": "x"}, Look({}, (), Extent(), is_first=True))
    assert html == (
        '<img src="x" class="photo" loading="eager" fetchpriority="high" decoding="async">'
    )


@pytest.mark.parametrize(
    ("look", "sizes"),
    [
        (
            Look({}, (), Extent(1600)),
            (
                "auto, (min-width: 752px) 720px,"
                " (min-resolution: 2.2x) calc(60vw - 19px), calc(100vw - 32px)"
            ),
        ),
        (
            Look({}, (), Extent(300)),
            (
                "auto, (min-width: 332px) 300px,"
                " (min-resolution: 2.2x) calc(60vw - 19px), calc(100vw - 32px)"
            ),
        ),
        (
            Look({}, (), Extent(1600, percent=50)),
            (
                "auto, (min-width: 752px) 360px,"
                " (min-resolution: 2.2x) calc(30vw - 10px), calc(50vw - 16px)"
            ),
        ),
        (
            Look({}, (), Extent(), shares=(33, 50)),
            "(min-width: 752px) 232px, (min-resolution: 2.2x) calc(30vw - 12px), calc(50vw - 20px)",
        ),
        (
            Look({}, (), Extent(), is_first=True),
            "(min-width: 752px) 720px, (min-resolution: 2.2x) calc(60vw - 19px), calc(100vw - 32px)",
        ),
    ],
)
def test_sizes(look: Look, sizes: str) -> None:
    assert sizes_of(look, SETTINGS) == sizes


def test_sizes_in_our_look_are_those_of_its_stylesheet() -> None:
    styles = (PACKAGE / "look/styles/frame.css").read_text()
    lengths = re.findall(r"(?:--column: |width: min\(100% - )([\d.]+)rem", styles)
    assert {16 * float(each) for each in lengths} == {IN_OUR_LOOK.column, IN_OUR_LOOK.margins}
    assert f"gap: 0.25rem {GAP / 16}rem" in STYLES.read_text()
    assert sizes_of(Look({}, (), Extent(1600)), IN_OUR_LOOK) == (
        "auto, (min-width: 680px) 640px, (min-resolution: 2.2x) calc(60vw - 24px), calc(100vw - 40px)"
    )


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (1, 1, "photo-r50"),
        (4, 3, "photo-r60"),
        (3, 4, "photo-r40"),
        (100_000, 1, "photo-r100"),
        (1, 100_000, "photo-r0"),
        (0, 0, "photo-r50"),
    ],
)
def test_proportions(width: int, height: int, name: str) -> None:
    assert ratio_class(width, height) == name


def test_nothing_needs_a_style_that_a_strict_policy_forbids() -> None:
    look = Look({"alt": ""}, (), Extent(9, 9, percent=33, is_distorted=True), shares=(33, 50))
    photo = _photo()
    html = picture(photo, published(photo, "a.jpg"), look, "_images", SETTINGS)
    assert "style" not in html
    assert 'class="photo photo-c369 photo-w33 photo-exact"' in html


def test_the_stylesheet_has_all_classes_that_are_made() -> None:
    from jinja2 import Environment

    styles = Environment(autoescape=False).from_string(STYLES.read_text()).render()  # noqa: S701
    made = set(re.findall(r"\.(photo-[crw][0-9a-f]+)\b", styles))
    digits = "0369cf"
    assert made == {
        *(f"photo-c{red}{green}{blue}" for red in digits for green in digits for blue in digits),
        *(f"photo-r{step}" for step in range(101)),
        *(f"photo-w{percent}" for percent in range(1, 101)),
    }
    assert ".photo-r60 { --photo-ratio: 1.344; }" in styles


def test_the_script_is_small() -> None:
    assert STYLES.with_name("blogkit-photos.js").stat().st_size < 3_200
