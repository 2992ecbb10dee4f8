"""A picture that is put together of stretches is the picture of their rows."""

from __future__ import annotations

import io
import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from blogkit.metadata.png import empty, png, stretch

PALETTE = bytes(range(48)) * 16


@given(
    width=st.integers(1, 40),
    heights=st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any),
    data=st.data(),
)
def test_any_stretches_follow_one_another(
    width: int, heights: list[int], data: st.DataObject
) -> None:
    row = st.binary(min_size=width, max_size=width) | st.binary(min_size=1, max_size=1).map(
        lambda each: each * width
    )
    rows = [data.draw(st.lists(row, min_size=height, max_size=height)) for height in heights]
    whole = b"".join(b"".join(each) for each in rows)
    made = png(width, sum(heights), PALETTE, map(stretch, rows))
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.mode == "P"
        assert picture.tobytes() == whole
        assert bytes(picture.getpalette() or ()) == PALETTE
    packed = made[made.index(b"IDAT") + 4 : -16]
    assert zlib.decompress(packed) == b"".join(b"\0" + each for part in rows for each in part)


def test_many_rows_keep_their_checksum() -> None:
    """Longer than what Adler's sums can take before they are cut down."""
    made = png(1200, 1400, PALETTE, [stretch([b"\xff" * 1200] * 700), empty(1200, 700)])
    size = struct.unpack(">I", made[made.index(b"IDAT") - 4 :][:4])[0]
    data = zlib.decompress(made[made.index(b"IDAT") + 4 :][:size])
    assert data.count(b"\xff") == 700 * 1200
    assert len(data) == 1400 * 1201
