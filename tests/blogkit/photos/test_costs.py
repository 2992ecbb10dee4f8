"""What a worker costs: memory. `python -m bench.photos` measures the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import pyvips

if TYPE_CHECKING:
    from pathlib import Path

MOST_MEMORY = 300  # MB
MEASURE = """
import re, sys
from pathlib import Path
from blogkit.photos.codec import encode
from blogkit.photos.model import PhotoSettings
made = encode(Path(sys.argv[1]), PhotoSettings())
# Not ru_maxrss: that counts what the process was before it became this program.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(made.width * made.height, int(peak) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="others tell memory otherwise")
@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_hundred_megapixels_take_no_more_memory_than_a_worker_may(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"large{suffix}"
    ramp = pyvips.Image.grey(11_600, 8_700, uchar=True)
    image = ramp.bandjoin([ramp.rot180(), ramp.fliphor()]).copy(interpretation="srgb")
    image.write_to_file(str(path), **({"compression": 1} if suffix == ".png" else {}))
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "VIPS_CONCURRENCY": "1"},
    )
    pixels, memory = map(int, run.stdout.split())
    assert pixels == 11_600 * 8_700
    assert memory < MOST_MEMORY * 1_000_000
