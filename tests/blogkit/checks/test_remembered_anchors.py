"""What is remembered of links is what is found anew, whatever becomes of the pages they lead to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogkit.checks import check_site
from blogkit.memory import Memory
from blogkit.posts import read_date
from blogkit.settings import PERMISSIVE, Settings
from blogkit.site import read_site

NOW = read_date("2027-01-15")
SETTINGS = Settings(myst=PERMISSIVE, blog_baseurl="https://blog.example.org")
HERE = """\
# Here

[1](there.md#the-old-town) {ref}`the tram` {doc}`there` <there.html#the-old-town>

## Day

### Extras

## Night

### Extras

## 2024
"""
THERE = [
    "# There\n\n## The old town\n",
    "# There\n\n## The small old town\n",
    "# There\n\n## The old tonw\n",
    "# There\n\n<!--\n## The old town\n-->\n",
    "# There\n\n\n\n<!--\n## The old town\n-->\n",
    "# There\n\n(the-tram)=\n(the tram)=\n## By tram\n",
    "# There\n\n[x](here.md#extras-1)\n\n## Our old town\n\n## The old city town\n",
    "# There\n\n(here-2024)=\n## By tram\n",
    "---\ndraft: true\n---\n\n# There\n\n## The old town\n",
    "",
]
NAMES = ["there.md", "other.md", "far/here.md"]


@settings(max_examples=60)
@given(edits=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(THERE)), max_size=6))
@example(edits=[("there.md", text) for text in THERE])
@example(edits=[("other.md", text) for text in THERE])
def test_links_are_judged_by_what_is_there_now(edits: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as kept:
        root, memory = Path(name), Memory(Path(kept))
        (root / "far").mkdir()
        (root / "here.md").write_text(HERE)
        for file, text in edits:
            (root / file).write_text(text)
            known = check_site(read_site(root, SETTINGS, NOW, memory=memory))
            assert known == check_site(read_site(root, SETTINGS, NOW))
