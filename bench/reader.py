"""`python -m bench.reader`: what a phone gets, as Lighthouse judges it.

A blog of so many posts, and one more with photographs of 12 megapixels, is built, served
compressed from this machine, and opened on Lighthouse's slow phone: the home page, a post, a
listing, the post with photographs. Scores are medians; the one for performance depends on what
else the machine is doing. Bytes are all that was received before anybody scrolls.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.corpus import posts
from bench.generators.base import UnavailableError, is_installed, mark_installed, run_tool
from bench.generators.ours import Ours
from bench.photos.drawing import draw_photographs
from bench.serving import served

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent
ROOM = REPOSITORY / "_build/bench"
WANTED = REPOSITORY / "bench/requirements/reader/package.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
SCORES = ("performance", "accessibility", "best-practices", "seo")
PHOTOS = "posts/photographs.html"
LISTING = "blog/page-2.html"
ROW_LENGTH = 4  # pictures that stand under one another in the source, as authors write them
KIB = 1024
NAMES = ("posts", "page", *SCORES, "KiB", "LCP s", "CLS")


@dataclass(frozen=True, slots=True)
class Visit:
    """What Lighthouse found on one visit: scores to 100, bytes, seconds, shift."""

    scores: tuple[float, ...]
    received: float
    largest_paint: float
    shift: float


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if everything could be measured, whatever the scores."""
    parser = argparse.ArgumentParser(prog="python -m bench.reader", description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 1000], metavar="N")
    parser.add_argument("--photos", type=int, default=60, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    options = parser.parse_args(arguments)
    try:
        _print_table(options.posts, options.photos, options.runs)
    except (UnavailableError, subprocess.CalledProcessError) as error:
        print(f"It cannot be measured: {error}", file=sys.stderr)
        return 1
    return 0


def _print_table(counts: Sequence[int], photos: int, runs: int) -> None:
    lighthouse, browser = _install()
    print(f"| {' | '.join(NAMES)} |\n|{' --- |' * len(NAMES)}", flush=True)
    for count in counts:
        site, pages = _built(count, photos)
        with served(site) as address:
            for name, page in pages.items():
                command = _command(lighthouse, address + page)
                visits = [_visit(command, browser) for _ in range(runs)]
                print(_line(count, name, visits), flush=True)


def _install() -> tuple[Path, str]:
    """Lighthouse, and the browser that it drives. Raises UnavailableError."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser or not shutil.which("npm"):
        raise UnavailableError("it needs Chromium and npm")
    place = ROOM / "installed/reader"
    if not is_installed(place, WANTED):
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(WANTED, place)
        run_tool(["npm", "install", "--ignore-scripts", "--no-fund", "--no-audit"], folder=place)
        mark_installed(place, WANTED)
    return place / "node_modules/.bin/lighthouse", browser


def _built(count: int, photos: int) -> tuple[Path, Mapping[str, str]]:
    """The built blog, and its pages that are visited."""
    folder = ROOM / f"reader-{count}"
    blog = Ours(folder=folder, tools=ROOM / "installed", repository=REPOSITORY)
    for each in folder.glob("*"):
        if each.name in ("conf.py", "index.md", "about.md"):
            each.unlink()
        elif each.name != "_build":
            shutil.rmtree(each)
    corpus = posts(count)
    (folder / blog.sources).mkdir(parents=True)
    blog.write_settings()
    for post in corpus:
        blog.write(post)
    _write_photo_post(folder / blog.sources, photos)
    run_tool(blog.command(), folder=folder)
    latest = blog.page.format(name=corpus[-1].name)
    pages = {"home": "", "post": latest, "listing": LISTING, f"{photos} photographs": PHOTOS}
    return folder / blog.output, pages


def _write_photo_post(folder: Path, count: int) -> None:
    pictures = draw_photographs(count, ROOM / f"photographs-{count}")
    beside = folder / "photographs-images"
    beside.mkdir()
    lines = []
    for number, picture in enumerate(pictures):
        os.link(picture, beside / picture.name)
        lines += [f"![Photograph {number}]({beside.name}/{picture.name})"]
        lines += ["", f"Some words after row {number}.", ""] * (number % ROW_LENGTH == 0)
    text = "---\nblogpost: true\ndate: 2026-01-01\ntags: photographs\n---\n\n# Photographs\n\n"
    (folder / "photographs.md").write_text(text + "A walk.\n\n" + "\n".join(lines) + "\n")


def _command(lighthouse: Path, address: str) -> list[str]:
    categories = f"--only-categories={','.join(SCORES)}"
    return [
        *(str(lighthouse), address, "--output=json", "--quiet"),
        *(f"--chrome-flags={FLAGS}", categories),
    ]


def _visit(command: Sequence[str], browser: str) -> Visit:
    environment = {**os.environ, "CHROME_PATH": browser}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    report = json.loads(run.stdout)
    _tell_faults(report)
    audits = report["audits"]
    return Visit(
        tuple(100 * (report["categories"][name]["score"] or 0) for name in SCORES),
        audits["total-byte-weight"]["numericValue"],
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["cumulative-layout-shift"]["numericValue"],
    )


def _tell_faults(report: Mapping[str, Any]) -> None:
    """What keeps a page from 100, but for how fast it is."""
    for name in SCORES[1:]:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {report['finalDisplayedUrl']}: {audit['title']}", file=sys.stderr)


def _line(count: int, name: str, visits: Sequence[Visit]) -> str:
    scores = [
        f"{median(each):.0f}" for each in zip(*(visit.scores for visit in visits), strict=True)
    ]
    received = median(visit.received for visit in visits) / KIB
    paint = median(visit.largest_paint for visit in visits)
    shift = max(visit.shift for visit in visits)
    return (
        f"| {count} | {name} | {' | '.join(scores)} | {received:.1f} | {paint:.2f} | {shift:.4f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
