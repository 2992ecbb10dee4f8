"""eleventy-img and Astro, which make variants with sharp, and so with the same libvips."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from bench.generators.base import (
    HERE,
    UnavailableError,
    is_installed,
    mark_installed,
    run_tool,
)
from blogkit.photos.encoders import AVIF_EFFORT
from blogkit.photos.model import PhotoSettings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PROJECT = HERE / "themes/photos"


def install(place: Path) -> str:
    """Fetch both; returns their versions. Raises UnavailableError."""
    wanted = HERE / "requirements/photos/package.json"
    if not is_installed(place, wanted):
        if not shutil.which("npm"):
            raise UnavailableError("npm is not installed")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        shutil.copy(wanted, place)
        run_tool(["npm", "install", "--no-fund", "--no-audit"], folder=place)
        mark_installed(place, wanted)
    shutil.copytree(PROJECT, place, dirs_exist_ok=True)
    names = ("@11ty/eleventy-img", "astro", "sharp")
    return ", ".join(f"{name} {_version(place, name)}" for name in names)


def commands(place: Path, originals: Path) -> dict[str, Sequence[str]]:
    """What to run in *place*, by the name that the table shows."""
    shown = place / "src/photographs"
    shutil.rmtree(shown, ignore_errors=True)
    shutil.copytree(originals, shown)
    settings = PhotoSettings()
    ours = map(str, (settings.avif_quality, AVIF_EFFORT, settings.jpeg_quality))
    script = ["node", "eleventy-img.mjs", str(originals), "made"]
    return {
        "eleventy-img, our qualities": [*script, *ours],
        "eleventy-img": script,
        "Astro": ["node", "node_modules/.bin/astro", "build", "--silent"],
    }


def forget(place: Path) -> None:
    """Remove everything that a run has made."""
    for name in ("made", ".cache", "dist", ".astro", "node_modules/.astro"):
        shutil.rmtree(place / name, ignore_errors=True)


def made_in(place: Path) -> list[Path]:
    """The variants that a run has made."""
    found = [*place.glob("made/*"), *place.glob("dist/_astro/*")]
    return [path for path in found if path.suffix in (".avif", ".jpeg", ".jpg")]


def _version(place: Path, name: str) -> str:
    return str(json.loads((place / "node_modules" / name / "package.json").read_text())["version"])
