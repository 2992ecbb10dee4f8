"""Looking for private words in the files of a built site; in each file once, until it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from blogkit.checks.gate.looking import Hit, Looker, Wanted
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.checks.gate.private import Private, Words
    from blogkit.memory import Memory

FILE = "gate.pickle"
SAMPLE = 100  # files that are looked at first

Judge = Callable[[list[Hit]], list[Hit]]


@dataclass(frozen=True)
class Seen:
    """What an earlier run found nothing private in, and the private words it looked for."""

    marks: Mapping[str, Mark]
    private: frozenset[str]


def inspect(
    folder: Path,
    marks: Mapping[str, Mark],
    private: Private,
    memory: Memory | None,
    jobs: int,
    judge: Judge = list,
) -> list[Hit]:
    """What is private in these files of *folder*, and still is when *judge* has seen it.

    What is known to be clean is not read again, but for the words that were not private then.
    """
    rows, words = frozenset(private.rows), frozenset(private.words)
    found = memory.recall(FILE, str(folder)) if memory else None
    seen = found if isinstance(found, Seen) else Seen({}, frozenset())
    changed = [name for name, mark in marks.items() if seen.marks.get(name) != mark]
    hits = _look_at(changed, Looker(folder, Wanted.of(rows, words)), jobs, judge)
    fresh = Wanted.of(
        (row for row in rows if _digest(row) not in seen.private),
        (word for word in words if _digest((word,)) not in seen.private),
    )
    if fresh.rows or fresh.words:
        rest = sorted(marks.keys() - set(changed))
        look = Looker(folder, fresh, for_secrets=False).look
        hits += in_parallel(look, rest, jobs, is_tidy=True)
    hits = judge([each for each in hits if each.says_something])
    if memory:
        leaking = {each.name for each in hits}
        clean = {name: mark for name, mark in marks.items() if name not in leaking}
        digests = frozenset(_digest(each) for each in (*rows, *((word,) for word in words)))
        memory.remember(FILE, str(folder), Seen(clean, digests))
    return hits


def _look_at(names: Sequence[str], looker: Looker, jobs: int, judge: Judge) -> list[Hit]:
    """What is in these files; of many, some are asked first for what readers see anyway.

    A draft's title has words that most pages have, and whatever is found costs a second look.
    """
    step = len(names) // SAMPLE
    if step <= 1:
        return in_parallel(looker.look, names, jobs, is_tidy=True)
    hits = [looker.look(name) for name in names[::step]]
    kept = judge([each for each in hits if each.says_something])
    seen, private = Hit.joined(hits), Hit.joined(kept)
    rows = looker.wanted.rows - (seen.rows - private.rows)
    words = looker.wanted.words - (seen.words - private.words)
    looker = replace(looker, wanted=Wanted.of(rows, words))
    rest = [name for at, name in enumerate(names) if at % step]
    return kept + in_parallel(looker.look, rest, jobs, is_tidy=True)


def _digest(words: Words) -> str:
    return blake2b(" ".join(words).encode(errors="replace"), digest_size=8).hexdigest()
