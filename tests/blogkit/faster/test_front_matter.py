"""Front matter says to MyST what PyYAML's own scanner would say."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blogkit.faster.front_matter import safe_load, stock
from blogkit.sources import front_matter
from blogkit.sources.front_matter import LIBYAML, read_front_matter

pytestmark = pytest.mark.skipif(
    LIBYAML is yaml.SafeLoader, reason="PyYAML was built without libyaml"
)
letters = st.sampled_from(list("ab:1-é 😀#'\"[]{},.&*!|>%@`\\?\t\u2028\ufeff"))
words = st.text(letters, max_size=5) | st.sampled_from(["2024-13-45", "10:30", "yes", "1_0", "0o7"])
lines = st.tuples(st.sampled_from(["a", "date", "é", "|#"]), st.lists(words, max_size=3))
blocks = st.lists(lines, max_size=4)


def outcome(load: Any, text: str) -> object:
    try:
        return load(text)
    except (yaml.YAMLError, ValueError) as error:
        return type(error), str(error)


@given(blocks, st.sampled_from([", ", ",", " ", ": ", "\n"]), st.booleans())
def test_it_is_read_alike(block: list[tuple[str, list[str]]], comma: str, is_list: bool) -> None:
    form = "{}: [{}]\n" if is_list else "{}: {}\n"
    text = "".join(form.format(key, comma.join(values)) for key, values in block)
    assert outcome(safe_load, text) == outcome(stock, text)
    text = text.removesuffix("\n")
    assert outcome(safe_load, text) == outcome(stock, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tags: a, b\ndate: 5 October 2025\n",
        "tags: a, b\ndate: 5 October 2025",
        "date: 2025-10-05\ntags: [C++, 'C#']\ndraft: yes\n",
        "date: 2024-13-45\n",
        "title: a: b\n",
        "title: 'open\n",
        "a: *nobody\n",
        "a: &x [1]\nb: *x\n",
        "text: |\n  one\n\n  two\n",
        "a: 1\n---\nb: 2\n",
        "a: \x07\n",
        "- one\n",
    ],
)
def test_what_authors_write_is_read_alike(text: str) -> None:
    assert outcome(safe_load, text) == outcome(stock, text)


@given(blocks, st.sampled_from([", ", ","]), st.booleans())
def test_its_fields_stand_where_they_stand(
    block: list[tuple[str, list[str]]], comma: str, is_list: bool
) -> None:
    form = "{}: [{}]" if is_list else "{}: {}"
    lines = [form.format(key, comma.join(values)) for key, values in block]
    text = "\n".join(["---", *lines, "---", ""])
    found = read_front_matter(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front_matter, "LIBYAML", yaml.SafeLoader)
        assert read_front_matter(text) == found
