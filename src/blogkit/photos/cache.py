"""Pictures that were made once: a folder for each, named by what its files depend on.

Such a folder is written under another name and then renamed. So it is whole or not there, whatever
was killed meanwhile, and of two builds that make the same picture the first one's stays.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.photos.model import Photo, PhotoKind, Unusable, Variant

if TYPE_CHECKING:
    from collections.abc import Collection

    from blogkit.photos.codec import Encoding

RECORD = "record.json"
AT_WORK = ".making-"
LONGEST_WORK = 3600  # seconds; a folder that has been in the making for longer was abandoned


def find(cache: Path, digest: str) -> Photo | Unusable | None:
    """What was made under this digest; None if nothing was, or not all of it is there any more."""
    folder = cache / digest
    try:
        record = json.loads((folder / RECORD).read_bytes())
        if "reason" in record:
            return Unusable(record["reason"])
        return _photo(folder, record)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(cache: Path, digest: str, outcome: Encoding | Unusable) -> Photo | Unusable:
    """Write down what a picture became. Raises OSError where nothing can be written."""
    cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=AT_WORK, dir=cache))
    try:
        _write(work, outcome)
        return _put_in_place(work, cache, digest)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def prune(cache: Path, keep: Collection[str]) -> int:
    """Remove all pictures but those with these digests, and what was abandoned half made.

    Returns how many pictures went. Not for while another build shows them.
    """
    remove_abandoned(cache)
    gone = [path.parent for path in cache.glob(f"[!.]*/{RECORD}") if path.parent.name not in keep]
    for folder in gone:
        (folder / RECORD).unlink(missing_ok=True)  # first: without it the rest counts for nothing
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)


def remove_abandoned(cache: Path) -> None:
    """Remove what builds left that were killed. What may still be in the making stays."""
    for folder in cache.glob(f"{AT_WORK}*"):
        with suppress(OSError):
            if folder.stat().st_mtime < time.time() - LONGEST_WORK:
                shutil.rmtree(folder, ignore_errors=True)


def _write(work: Path, outcome: Encoding | Unusable) -> None:
    if isinstance(outcome, Unusable):
        (work / RECORD).write_text(json.dumps({"reason": outcome.reason}), encoding="utf-8")
        return
    files = []
    for file in outcome.files:
        name = f"{file.width}x{file.height}{file.form.suffix}"
        (work / name).write_bytes(file.data)
        files.append([name, file.form.value, file.width, file.height, len(file.data)])
    record = {
        "width": outcome.width,
        "height": outcome.height,
        "kind": outcome.kind.value,
        "colour": outcome.colour,
        "files": files,
    }
    (work / RECORD).write_text(json.dumps(record), encoding="utf-8")


def _put_in_place(work: Path, cache: Path, digest: str) -> Photo | Unusable:
    for _ in range(3):  # twice is enough unless another build is at the same damage
        with suppress(OSError):  # there is one already
            work.rename(cache / digest)
        found = find(cache, digest)
        if found:
            return found
        shutil.rmtree(cache / digest, ignore_errors=True)
    raise OSError(f"{cache / digest} cannot be written")


def _photo(folder: Path, record: dict[str, Any]) -> Photo | None:
    for name, *_, size in record["files"]:
        if (folder / name).stat().st_size != size:
            return None
    return Photo(
        record["width"],
        record["height"],
        PhotoKind(record["kind"]),
        record["colour"],
        folder.name,
        tuple(
            Variant(folder / name, mime, width, height)
            for name, mime, width, height, _ in record["files"]
        ),
    )
