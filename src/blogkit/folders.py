"""What is in folders, each read once, and only if it may be there."""

from __future__ import annotations

import os
from unicodedata import normalize


class Folders:
    """The folders below *root*, and elsewhere, as they were when first asked for."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._names: dict[str, frozenset[str]] = {}
        self._folded: dict[str, frozenset[str]] = {}

    def names_in(self, folder: str) -> frozenset[str]:
        """The names in a folder; none if it is not there."""
        if folder not in self._names:
            self._names[folder] = _listed(folder) if self._may_be_there(folder) else frozenset()
        return self._names[folder]

    def _may_be_there(self, folder: str) -> bool:
        """False only if the folder above has nothing of that name, in whichever letters.

        Most posts have no folder of pictures, and it is asked for by several names.
        """
        above, name = os.path.split(folder)
        if name in ("", os.curdir, os.pardir) or not above.startswith(self._root):
            return True
        if above not in self._folded:
            self._folded[above] = frozenset(map(_folded, self.names_in(above)))
        return _folded(name) in self._folded[above]


def _listed(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - of a text
    except OSError:
        return frozenset()


def _folded(name: str) -> str:
    """The same for all names that some file system takes for one."""
    return normalize("NFKC", name).casefold()
