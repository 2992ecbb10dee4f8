"""`make photos`: pictures come into a post, and their folder stays as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from blogkit.commands import main
from blogkit.photos.command import CannotBringError, find_post
from blogkit.photos.progress import shown_progress
from blogkit.photos.taken import in_order
from tests.blogkit.photos.pictures import HIDDEN, photograph, private_exif, quarters

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

HEIC = Path(__file__).parent / "turned.heic"


Photos = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def photos(
    blog: Blog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Photos:
    """`python -m blogkit photos …` in the blog's folder, but in this process: that is quicker."""
    monkeypatch.chdir(blog.root)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        try:
            code = main(["photos", *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return run


def _taken(path: Path, time: str, *, fraction: str = "", offset: str = "") -> Path:
    """A picture with these words for its time, in a file from 1970."""
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0x9003: time, 0x9291: fraction, 0x9011: offset})
    quarters().save(path, "JPEG", exif=exif)
    os.utime(path, (0, 0))
    return path


def _folder(tmp_path: Path) -> Path:
    """As a phone hands it over: any names, folders in folders, and what is no picture."""
    folder = tmp_path / "from the phone"
    (folder / "100APPLE").mkdir(parents=True)
    exif = private_exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:05:01 09:00:00"
    photograph(300, 200).save(folder / "IMG_0001.JPG", "JPEG", exif=exif)
    shutil.copy(HEIC, folder / "100APPLE/img 1 (2).HEIC")
    quarters().save(folder / "Écran.png")
    os.utime(folder / "Écran.png", (4e9, 4e9))
    (folder / "clip.mov").write_bytes(b"\0\0\0\x14ftypqt  \0\0\0\0")
    (folder / ".hidden.jpg").write_bytes((folder / "IMG_0001.JPG").read_bytes())
    return folder


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_pictures_come_in_the_order_in_which_they_were_taken(
    blog: Blog, photos: Photos, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    before = _state(folder)
    post = blog.post("posts/2026/a-trip.md", "# A trip\n\nWords.\n\n\n")
    run = photos(str(folder), "--post", "a-trip")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == (
        "Wrote 3 pictures to posts/2026/a-trip-images, and 3 lines to the end of "
        "posts/2026/a-trip.md.\n"
    )
    assert post.read_text().endswith(
        "Words.\n\n![](a-trip-images/img_0001.jpg)\n![](a-trip-images/img-1-2.jpg)\n"
        "![](a-trip-images/ecran.png)\n"
    )
    images = post.with_name("a-trip-images")
    assert sorted(path.name for path in images.iterdir()) == [
        "ecran.png",
        "img-1-2.jpg",
        "img_0001.jpg",
    ]
    assert Image.open(images / "img-1-2.jpg").size == (48, 64)
    assert not any(HIDDEN.encode() in path.read_bytes() for path in images.iterdir())
    assert _state(folder) == before


def test_again_brings_only_what_is_new(blog: Blog, photos: Photos, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    post = blog.post("posts/a-trip/index.md")
    assert photos(str(folder), "--post", "a-trip").returncode == 0
    text = post.read_text()
    assert "![](img_0001.jpg)\n" in text
    run = photos(str(folder), "--post", "a-trip")
    assert run.stderr == "posts/a-trip has all of these pictures already.\n"
    assert post.read_text() == text
    photograph(30, 20, 7).save(folder / "100APPLE/IMG_0001.jpeg")  # another one of that name
    assert "Wrote 1 picture" in photos(str(folder), "--post", "a-trip").stderr
    assert post.read_text() == text + "\n![](img_0001-2.jpg)\n"


def test_nothing_is_overwritten(blog: Blog, photos: Photos, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    blog.post("posts/a.md")
    mine = {blog.write(f"posts/a-images/{name}", "mine") for name in ("ecran.jpg", "IMG_0001.gif")}
    run = photos(str(folder), "--post", "posts/a.md", "--print")
    assert run.stdout.splitlines() == [
        "![](a-images/img_0001-2.jpg)",
        "![](a-images/img-1-2.jpg)",
        "![](a-images/ecran-2.png)",
    ]
    assert "![]" not in blog.read("posts/a.md")
    assert all(path.read_text() == "mine" for path in mine)


def test_names_in_any_script_and_line_ends_of_any_kind(
    blog: Blog, photos: Photos, tmp_path: Path
) -> None:
    for time, name in enumerate(("写真.jpg", "!!.jpg", "CON .jpg", f"{'x' * 200}.jpg")):
        photograph(30, 20, time).save(tmp_path / name, "JPEG")
        os.utime(tmp_path / name, (time, time))
    blog.write("posts/two words.md", "# A\r\n\r\nText.")
    sources = map(str, sorted(tmp_path.glob("*.jpg")))
    assert photos(*sources, "--post", "two words").returncode == 0
    assert (blog.root / "posts/two words.md").read_bytes().decode() == (
        "# A\r\n\r\nText.\r\n\r\n"
        "![](<two words-images/photo.jpg>)\r\n![](<two words-images/photo-2.jpg>)\r\n"
        f"![](<two words-images/con.jpg>)\r\n![](<two words-images/{'x' * 80}.jpg>)\r\n"
    )


def test_what_cannot_be_used_is_told_and_the_rest_comes(
    blog: Blog, photos: Photos, tmp_path: Path
) -> None:
    photograph().save(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:2000])
    blog.post("posts/a.md")
    run = photos(str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg"), "--post", "a")
    assert run.returncode == 1
    assert f"{tmp_path}/b.jpg: left out: it ends too early\n" in run.stderr
    assert blog.read("posts/a.md").endswith("\n\n![](a-images/a.jpg)\n")


def test_a_picture_that_is_there_twice_comes_once(
    blog: Blog, photos: Photos, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    shutil.copy(folder / "IMG_0001.JPG", folder / "a copy of it.jpg")
    shutil.copy(folder / "IMG_0001.JPG", folder / "100APPLE/IMG_0001.JPG")
    blog.post("posts/a.md")
    assert "Wrote 3 pictures" in photos(str(folder), "--post", "a").stderr
    assert blog.read("posts/a.md").count("![](") == 3


def test_a_folder_may_hold_what_is_a_picture_by_its_name_alone(
    blog: Blog, photos: Photos, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    (folder / "100APPLE/broken.JPG").write_text("hello")
    blog.post("posts/a.md")
    run = photos(str(folder), "--post", "a")
    words = "broken.JPG: left out: it is no picture, whatever its name says\n"
    assert words in run.stderr
    assert "clip.mov" not in run.stderr
    assert "Wrote 3 pictures" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("", "--post", "a"), "name the folder that the pictures are in"),
        ((".", "--post", ""), "name the post"),
        (("gone", "--post", "a"), "there is no gone"),
        (("_static", "--post", "a"), "there is no picture in _static"),
        ((".", "--post", "a-tripp"), "there is no post 'a-tripp'; did you mean 'a-trip'?"),
        ((".", "--post", "zzz"), "there is no post 'zzz'; begin one with: make new TITLE=\"zzz\""),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    blog: Blog, photos: Photos, arguments: tuple[str, ...], words: str
) -> None:
    blog.post("posts/a.md")
    blog.post("posts/a-trip/index.md")
    blog.write("_static/a.css", "")
    run = photos(*arguments)
    assert run.returncode == 2
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_a_post_is_found_by_any_name_for_it(tmp_path: Path) -> None:
    for name in ("posts/2026/a.md", "posts/b/index.md", "posts/c.md", "old/c.md", "_build/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("a", "a.md", "posts/2026/a.md", "posts/2026/a"):
        assert find_post(tmp_path, name) == tmp_path / "posts/2026/a.md"
    for name in ("b", "posts/b", "posts/b/index.md"):
        assert find_post(tmp_path, name) == tmp_path / "posts/b/index.md"
    with pytest.raises(CannotBringError, match=r"more than one post 'c': say old/c\.md or posts/c"):
        find_post(tmp_path, "c")
    assert find_post(tmp_path, "old/c") == tmp_path / "old/c.md"


def test_times_with_fractions_and_zones(tmp_path: Path) -> None:
    wanted = [
        _taken(tmp_path / "z", "2026:05:01 12:00:00", offset="+09:00"),
        _taken(tmp_path / "y", "2026:05:01 10:00:00", fraction="07", offset="+02:00"),
        _taken(tmp_path / "x", "2026:05:01 10:00:00", fraction="5"),  # the zone of most
        _taken(tmp_path / "w", "2026:05:01 10:00:01", offset="+02:00"),
        _taken(tmp_path / "v", "2026:05:01 09:00:00", offset="Z"),
    ]
    assert in_order(sorted(wanted)) == wanted


@pytest.mark.parametrize("time", ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "soon", "\0"])
def test_a_camera_without_a_clock_leaves_the_time_of_the_file(tmp_path: Path, time: str) -> None:
    early = _taken(tmp_path / "b.jpg", time)
    late = _taken(tmp_path / "a.jpg", "1999:01:01 00:00:00")
    text = tmp_path / "c.jpg"
    text.write_text("no picture")
    assert in_order([text, late, early]) == [early, late, text]


def test_progress_is_for_those_who_look_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([0.0, 10.0, 120.0, 125.0])
    show = shown_progress(lambda: next(times))
    show(0, 4)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for done in (1, 2, 4):
        show(done, 4)
    first, second, last = capsys.readouterr().err.split("\r")[1:]
    assert first.rstrip().endswith("1 of 4 pictures, 30 s left")
    assert second.rstrip().endswith("2 of 4 pictures, 2 min 0 s left")
    assert last.endswith("\n")
