"""All pictures of a blog: made once, in parallel, and never half."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from PIL import Image

from blogkit.memory import CLOCK
from blogkit.photos import library
from blogkit.photos.cache import AT_WORK, RECORD, find, keep, prune
from blogkit.photos.codec import encode
from blogkit.photos.finishing import task_of
from blogkit.photos.library import prepare, sketch
from blogkit.photos.making import contents_of
from blogkit.photos.model import Photo, PhotoSettings, Unusable
from blogkit.workers import BrokeDown, work_on
from tests.blogkit.photos.hard_work import square
from tests.blogkit.photos.pictures import photograph, quarters

SETTINGS = PhotoSettings(column=100, widths=(60, 120))


@pytest.fixture
def originals(tmp_path: Path) -> list[Path]:
    """Two photographs, a drawing, and what is no picture; all of them old."""
    folder = tmp_path / "originals"
    folder.mkdir()
    photograph(160, 120, 1).save(folder / "a.jpg")
    photograph(160, 120, 2).save(folder / "b.jpg")
    quarters().save(folder / "c.png")
    (folder / "d.jpg").write_text("hello")
    return sorted(folder.iterdir())


def _known(photo: Photo | Unusable) -> tuple[object, ...]:
    """What a page shows of a picture before any of its files has come."""
    assert isinstance(photo, Photo)
    return photo.width, photo.height, len(photo.colour)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is far on: any later change shows in the times of a file."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * CLOCK)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != library.KNOWN
    }


def test_each_original_has_its_answer(originals: list[Path], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = prepare(
        originals, tmp_path / "cache", SETTINGS, jobs=2, progress=lambda *now: told.append(now)
    )
    assert list(found) == originals
    photos = [photo for photo in found.values() if isinstance(photo, Photo)]
    assert len(photos) == 3
    assert found[originals[3]] == Unusable("it is no picture, whatever its name says")
    for photo in photos:
        for variant in photo.variants:
            assert variant.file.stat().st_size > 0
            assert variant.file.parent == tmp_path / "cache" / photo.digest
    assert told == [(done, 4) for done in range(5)]


def test_nothing_is_made_twice(originals: list[Path], tmp_path: Path) -> None:
    first = prepare(originals, tmp_path / "cache", SETTINGS, jobs=1)
    copy = originals[0].with_name("e.jpg")
    copy.write_bytes(originals[0].read_bytes())
    told: list[object] = []
    again = prepare(
        [*originals, copy],
        tmp_path / "cache",
        SETTINGS,
        jobs=1,
        progress=lambda *at: told.append(at),
    )
    assert again == {**first, copy: first[originals[0]]}
    assert told == []


@pytest.mark.usefixtures("settled")
def test_what_is_unchanged_is_not_even_read(
    originals: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = prepare(originals, tmp_path / "cache", SETTINGS, jobs=1)
    read: list[Path] = []

    def contents(path: Path) -> str | None:
        read.append(path)
        return contents_of(path)

    monkeypatch.setattr(library, "contents_of", contents)
    assert prepare(originals, tmp_path / "cache", SETTINGS, jobs=1) == first
    assert read == []
    os.utime(originals[1], ns=(1, 1))  # the same bytes, at another time
    assert prepare(originals, tmp_path / "cache", SETTINGS, jobs=1) == first
    assert read == [originals[1]]


def test_in_doubt_the_bytes_count(originals: list[Path], tmp_path: Path) -> None:
    """A file that was written this moment may be written again and look the same."""
    first = prepare(originals, tmp_path / "cache", SETTINGS, jobs=1)
    stat = originals[0].stat()
    data = originals[1].read_bytes()
    originals[0].write_bytes(data[: stat.st_size] + b"\0" * (stat.st_size - len(data)))
    os.utime(originals[0], ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert prepare(originals, tmp_path / "cache", SETTINGS, jobs=1) != first


def test_other_settings_are_another_picture(originals: list[Path], tmp_path: Path) -> None:
    first = prepare(originals[:1], tmp_path / "cache", SETTINGS, jobs=1)
    other = replace(SETTINGS, jpeg_quality=50)
    second = prepare(originals[:1], tmp_path / "cache", other, jobs=1)
    digests = {
        photo.digest
        for each in (first, second)
        for photo in each.values()
        if isinstance(photo, Photo)
    }
    assert len(digests) == 2


def test_damage_costs_time_and_nothing_else(originals: list[Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = prepare(originals, cache, SETTINGS, jobs=1)
    whole = _tree(cache)
    photo = find(cache, next(iter({name.split("/")[0] for name in whole if "/120" in name})))
    assert isinstance(photo, Photo)
    variant, record = photo.variants[0].file, photo.variants[0].file.with_name(RECORD)
    for damage in (
        variant.unlink,
        lambda: variant.write_bytes(b""),
        lambda: record.write_text("{"),
    ):
        damage()
        assert prepare(originals, cache, SETTINGS, jobs=1) == first
        assert _tree(cache) == whole


def test_what_is_not_there_is_unusable(tmp_path: Path) -> None:
    missing, folder = tmp_path / "gone.jpg", tmp_path / "folder.jpg"
    folder.mkdir()
    for path, answer in prepare([missing, folder], tmp_path / "cache", SETTINGS, jobs=1).items():
        assert answer == library.UNREAD, path


def test_nowhere_to_write_is_told(originals: list[Path], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(OSError, match="cache"):
        prepare(originals, tmp_path / "cache", SETTINGS, jobs=2)


def test_prune_keeps_what_it_is_told_to(originals: list[Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    found = prepare(originals, cache, SETTINGS, jobs=1)
    photo = found[originals[0]]
    assert isinstance(photo, Photo)
    (cache / f"{AT_WORK}old").mkdir()
    (cache / f"{AT_WORK}new").mkdir()
    os.utime(cache / f"{AT_WORK}old", (1, 1))
    assert prune(cache, {photo.digest}) == 3
    assert find(cache, photo.digest) == photo
    assert not (cache / f"{AT_WORK}old").exists()
    assert (cache / f"{AT_WORK}new").exists()
    assert prepare(originals, cache, SETTINGS, jobs=1) == found


BUILD = """
import sys
from pathlib import Path
from blogkit.photos.finishing import task_of
from blogkit.photos.library import prepare, sketch
from blogkit.photos.model import PhotoSettings
originals, cache = sorted(Path(sys.argv[1]).iterdir()), Path(sys.argv[2])
settings = PhotoSettings(column=100, widths=(60, 120))
prepare(originals, cache, settings, jobs=2, progress=lambda *at: print(*at, flush=True))
"""


def _start_build(originals: list[Path], cache: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(originals[0].parent), str(cache)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize("progress", range(3))
def test_killed_at_any_moment_it_leaves_nothing_half(
    originals: list[Path], tmp_path: Path, progress: int
) -> None:
    cache = tmp_path / "cache"
    for seed in range(4):
        photograph(200, 150, 10 + seed).save(originals[0].with_name(f"{seed}.jpg"))
    build = _start_build(originals, cache)
    assert build.stdout
    for _ in range(progress + 1):
        build.stdout.readline()
    build.send_signal(signal.SIGKILL)  # not its workers: they find out by themselves
    build.communicate()
    for record in cache.glob("[!.]*/record.json"):
        assert find(cache, record.parent.name), json.loads(record.read_text())
    paths = sorted(originals[0].parent.iterdir())
    for photo in prepare(paths, cache, SETTINGS, jobs=2).values():
        assert isinstance(photo, Unusable) or find(cache, photo.digest) == photo


def test_interrupted_it_leaves_no_worker_behind(originals: list[Path], tmp_path: Path) -> None:
    build = _start_build(originals, tmp_path / "cache")
    assert build.stdout
    build.stdout.readline()
    os.killpg(build.pid, signal.SIGINT)  # as a terminal does it
    _, errors = build.communicate(timeout=60)  # only when no worker holds its end any more
    assert errors.count(b"Traceback") == errors.count(b"KeyboardInterrupt") <= 1


def test_two_builds_at_once_get_the_same(originals: list[Path], tmp_path: Path) -> None:
    builds = [_start_build(originals, tmp_path / "cache") for _ in range(2)]
    for build in builds:
        _, errors = build.communicate()
        assert (build.returncode, errors) == (0, b"")
    prepare(originals, tmp_path / "afresh", SETTINGS, jobs=1)
    assert _tree(tmp_path / "cache") == _tree(tmp_path / "afresh")


def test_an_item_that_brings_a_worker_down_does_so_alone() -> None:
    answers = dict(work_on(square, [1, 2, 3, 4], 2))
    assert isinstance(answers.pop(3), BrokeDown)
    assert answers == {1: 1, 2: 4, 4: 16}


def test_an_error_in_the_work_is_raised_and_ends_all() -> None:
    before = threading.active_count()
    with pytest.raises(ValueError, match="5"):
        list(work_on(square, [5, *range(10, 200)], 2))
    assert threading.active_count() <= before


@pytest.mark.parametrize("room", [0, 1, 5])
def test_a_full_disk_leaves_nothing_half(
    originals: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """There is room for so many files, then for half of one, then for none."""
    cache, whole, rooms = tmp_path / "cache", tmp_path / "whole", count(room, -1)
    write_bytes = Path.write_bytes

    def write(path: Path, data: bytes) -> int:
        left = next(rooms)
        if left > 0:
            return write_bytes(path, data)
        write_bytes(path, data[: len(data) // 2 if left == 0 else 0])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    outcomes = {path.name: encode(path, SETTINGS) for path in originals[:3]}
    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", write)
        for digest, outcome in outcomes.items():
            with suppress(OSError):
                keep(cache, digest, outcome)
    assert next(rooms) < 0
    assert all(find(cache, folder.name) for folder in cache.iterdir())
    wanted = prepare(originals, whole, SETTINGS, jobs=1)
    assert prepare(originals, cache, SETTINGS, jobs=1).keys() == wanted.keys()
    assert _tree(whole).items() <= _tree(cache).items()


def test_a_sketch_is_one_small_file_each_until_all_are_made(
    originals: list[Path], tmp_path: Path
) -> None:
    moving = originals[0].parent / "e.gif"
    frames = [quarters(), quarters().transpose(Image.Transpose.ROTATE_180)]
    frames[0].save(moving, save_all=True, append_images=frames[1:])
    clear = originals[0].parent / "f.png"
    Image.new("RGBA", (50, 40), (9, 9, 9, 0)).save(clear)
    paths, cache = [*originals, moving, clear, tmp_path / "none.jpg"], tmp_path / "cache"
    rough, missing = sketch(paths, cache, SETTINGS, jobs=2)
    assert missing == paths[:-1]
    made = prepare(paths, cache, SETTINGS, jobs=2)
    for path, shown in rough.items():
        final = made[path]
        if isinstance(final, Unusable):
            assert shown == final, path
            continue
        assert _known(shown) == _known(final)
        assert isinstance(shown, Photo)
        assert len(shown.variants) == 1
        assert shown.digest != final.digest
        assert shown.variants[0].width == shown.width
    assert sketch(paths, cache, SETTINGS, jobs=2) == (made, [])
    shown = rough[originals[0]]
    assert isinstance(shown, Photo)
    assert shown.variants[0].mime == "image/jpeg"
    assert prune(cache, [each.digest for each in made.values() if isinstance(each, Photo)]) > 0


def test_a_sketch_of_a_large_picture_is_small(tmp_path: Path) -> None:
    photograph(2000, 1500).save(tmp_path / "a.jpg")
    rough, _ = sketch([tmp_path / "a.jpg"], tmp_path / "cache", PhotoSettings(), jobs=1)
    (photo,) = rough.values()
    assert isinstance(photo, Photo)
    assert (photo.width, photo.height) == (2000, 1500)
    assert [each.width for each in photo.variants] == [960]


def test_what_is_left_is_done_by_a_process_of_its_own(
    originals: list[Path], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    task = task_of(originals, cache, SETTINGS, 2)

    def run(given: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", task["module"]]
        return subprocess.run(
            command, input=json.dumps(given), capture_output=True, text=True, check=False
        )

    assert run(task["given"]).returncode == 0
    _, missing = sketch(originals, cache, SETTINGS, jobs=1)
    assert missing == []
    (tmp_path / "a file").write_text("")
    failed = run(task["given"] | {"cache": str(tmp_path / "a file" / "in it")})
    assert failed.returncode == 1
    assert failed.stderr.startswith("pictures cannot be kept: ")
    assert "Traceback" not in failed.stderr
