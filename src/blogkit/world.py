"""What one document of a blog may see of another without reading it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from blogkit.memory import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from blogkit.documents import Document


@dataclass(frozen=True, eq=False)
class World:
    """Of each document a share: its name, its file, what it claims, and what readers may see.

    *rivals* are pairs of the document that has a page, and the one that would have it, too.
    """

    documents: Mapping[str, Document]
    rivals: tuple[tuple[Document, Document], ...]
    now: datetime

    @cached_property
    def digest(self) -> str:
        """What is the same as long as all of it is."""
        rivals = [(first.docname, str(rival.path)) for first, rival in self.rivals]
        shares = [(name, *self._share(document)) for name, document in self.documents.items()]
        return fingerprint(repr((shares, rivals)))

    @cached_property
    def by_path(self) -> dict[str, Document]:
        """The documents by their files."""
        return {str(document.path): document for document in self.documents.values()}

    def share(self, docname: str) -> object:
        """The share of the document of this name; None if there is none."""
        document = self.documents.get(docname)
        return (docname, *self._share(document)) if document else None

    def share_at(self, path: str) -> object:
        """The share of the document which this file is."""
        document = self.by_path.get(path)
        return self.share(document.docname) if document else None

    def place_of(self, document: Document) -> str:
        """What its own file has of a document's share, whether it is the first of all, and whose
        page it would overwrite."""
        share = " ".join(self._share(document)[1:])
        if self.documents.get(document.docname) is not document:
            before = self._before_rivals.get(str(document.path), "")
            return f"{share} after {before}"
        is_first = document is next(iter(self.documents.values()))
        return f"{share} {'first' if is_first else ''}"

    @cached_property
    def _before_rivals(self) -> dict[str, str]:
        return {str(rival.path): str(first.path) for first, rival in self.rivals}

    def _share(self, document: Document) -> tuple[str, str, str, str]:
        """Its file, what it claims, among this the dates of its posts, and how many are due."""
        is_published = "published" if document.is_published(self.now) else ""
        due = sum(1 for post in document.posts if post.date and post.date <= self.now)
        return str(document.path), document.claims, is_published, str(due)
