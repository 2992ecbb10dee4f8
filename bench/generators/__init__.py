"""The generators, in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.generators.eleventy import Eleventy
from bench.generators.hugo import Hugo
from bench.generators.mkdocs import MkDocs
from bench.generators.nikola import Nikola
from bench.generators.ours import Ours
from bench.generators.pelican import Pelican, PelicanCached
from bench.generators.stock import Stock

if TYPE_CHECKING:
    from bench.generators.base import Generator

GENERATORS: tuple[type[Generator], ...] = (
    Ours,
    Stock,
    Hugo,
    Eleventy,
    PelicanCached,
    Pelican,
    Nikola,
    MkDocs,
)
