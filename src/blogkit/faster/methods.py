"""The methods of dataclasses that an earlier build compiled are not compiled again.

`dataclasses` writes each method as a text and has it compiled, when a module is imported: six
hundred small texts, a twentieth of an edit. It calls `exec`, in front of which a function stands
until the build ends that keeps what was compiled.
"""

from __future__ import annotations

import dataclasses
import marshal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from blogkit.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

NAME = "methods.pickle"
KEY = "1"
ENOUGH = 20  # texts to be written for
MOST = 5_000


class _Methods:
    """What is *known* of texts as marshalled code, and what was compiled now."""

    def __init__(self, known: dict[str, bytes]) -> None:
        self.known, self.fresh = known, dict[str, bytes]()

    def execute(self, text: str, *names: Any) -> None:
        """As `exec` does it."""
        exec(self._code(text), *names)  # noqa: S102 - in the place of `exec`

    def _code(self, text: str) -> CodeType | str:
        found = self.known.get(text) or self.fresh.get(text)
        if found:
            return marshal.loads(found)  # type: ignore[no-any-return]  # noqa: S302 - sealed, ours
        if not isinstance(text, str):
            return text
        code = compile(text, "<string>", "exec", dont_inherit=True)
        self.fresh[text] = marshal.dumps(code)
        return code


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Inside, what is known of an earlier time is not compiled; what is new is kept in *folder*."""
    if "exec" in vars(dataclasses):  # somebody else stands there
        yield
        return
    memory = Memory(folder)
    methods = _Methods(memory.recall(NAME, KEY) or {})
    dataclasses.exec = methods.execute  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del dataclasses.exec  # type: ignore[attr-defined]
    if len(methods.fresh) >= ENOUGH:
        known = methods.known if len(methods.known) < MOST else {}
        memory.remember(NAME, KEY, known | methods.fresh)
