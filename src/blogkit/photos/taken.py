"""When a picture was taken: by its EXIF, else by the time of its file."""

from __future__ import annotations

import struct
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PIL import Image

from blogkit.photos.forms import Form, form_of
from blogkit.photos.opening import UnreadableError, open_by_pillow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo
    from pathlib import Path

EXIF_PART = 0x8769
# The tags of a time, of its fraction and of its offset (Exif 3.0, 4.6.6): taken, digitized, changed.
TAGS = ((0x9003, 0x9291, 0x9011), (0x9004, 0x9292, 0x9012), (0x0132, 0x9290, 0x9010))
DAMAGED = (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError, struct.error)


def in_order(paths: Iterable[Path]) -> list[Path]:
    """The paths by the time at which their pictures were taken, then by name.

    A camera without a time zone is taken to have the one that most of the others have.
    """
    times = {path: _time_in_exif(path) for path in paths}
    zone = _usual_zone([each for each in times.values() if each])
    moments = {path: _moment(path, time, zone) for path, time in times.items()}
    return sorted(moments, key=lambda path: (moments[path], path.name.casefold(), path))


def _moment(path: Path, time: datetime | None, zone: tzinfo | None) -> datetime:
    try:
        if time is None:
            return datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)
    except (OSError, OverflowError, ValueError):  # a year that no calendar knows
        return datetime.max.replace(tzinfo=UTC)


def _usual_zone(times: Sequence[datetime]) -> tzinfo | None:
    """The most frequent one; None, which stands for this machine's, if no time has one."""
    offsets = Counter(each.tzinfo for each in times if each.tzinfo)
    return offsets.most_common(1)[0][0] if offsets else None


def _time_in_exif(path: Path) -> datetime | None:
    try:
        exif = _exif(path)
        tags = {**exif, **exif.get_ifd(EXIF_PART)}
    except (*DAMAGED, UnreadableError):
        return None
    times = (_time(tags, *names) for names in TAGS)
    return next((each for each in times if each), None)


def _exif(path: Path) -> Image.Exif:
    if form_of(path) is not Form.HEIC:
        with open_by_pillow(path) as image:
            return image.getexif()
    import pi_heif

    exif = Image.Exif()
    exif.load(pi_heif.open_heif(path).info.get("exif") or b"")
    return exif


def _time(tags: Mapping[int, object], time: int, fraction: int, offset: int) -> datetime | None:
    """`2026:05:01 10:00:00`, `123` and `+02:00`; None if there is no such time."""
    written, digits, zone = (
        str(tags.get(tag, "")).strip("\0 ") for tag in (time, fraction, offset)
    )
    digits = digits if digits.isdecimal() else "0"
    try:
        return datetime.fromisoformat(
            f"{written.replace(':', '-', 2)}.{digits[:6]:0<6}{_zone_or_none(zone)}"
        )
    except ValueError:
        return None


def _zone_or_none(written: str) -> str:
    try:
        datetime.fromisoformat(f"2026-01-01T00:00{written}")
    except ValueError:
        return ""
    return written
