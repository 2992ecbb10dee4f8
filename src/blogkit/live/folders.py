"""The folders of a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """Where the preview of the blog in *root* lies: apart from the site that is published."""

    root: Path

    @property
    def build(self) -> Path:
        return self.root / "_build"

    @property
    def site(self) -> Path:
        return self.build / "live"

    @property
    def state(self) -> Path:
        """Sphinx's environment, and what else the next build goes on from."""
        return self.build / "doctrees" / "live"
