"""What the encoders alone take; in a module of its own, which workers can import."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from blogkit.photos import encoders
from blogkit.photos.model import PhotoSettings
from blogkit.photos.opening import open_picture

if TYPE_CHECKING:
    from pathlib import Path


def seconds_of_encoders(path: Path) -> float:
    """What it takes to write the variants of a picture, once its pixels are there in each size."""
    settings = PhotoSettings()
    images = [open_picture(path, width).pixels(width) for width in settings.wanted]
    start = time.process_time()
    for image in images:
        encoders.avif(image, settings.avif_quality_at(image.width, settings.wanted[-1]))
        encoders.jpeg(image, settings.jpeg_quality)
    return time.process_time() - start
