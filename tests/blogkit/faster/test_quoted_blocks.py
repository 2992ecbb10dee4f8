"""A document gets the quotation marks that docutils gives it, whatever blocks it is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.transforms.universal import SmartQuotes
from docutils.utils import Reporter, new_document
from docutils.utils.smartquotes import smartchars
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx.transforms import SphinxSmartQuotes

from blogkit.faster.quoted_blocks import with_less

if TYPE_CHECKING:
    from collections.abc import Callable

stock: Callable[[SmartQuotes], None] = SmartQuotes.apply


class OfSphinx(SmartQuotes):
    """What Sphinx takes for code."""

    get_tokens: Any = SphinxSmartQuotes.get_tokens


class OtherText(nodes.Text):
    """An extension's own kind of text."""


texts = st.builds(
    lambda kind, text: kind(text),
    st.sampled_from([nodes.Text, nodes.Text, OtherText]),
    st.text(st.sampled_from(list("ab \\'\"`-.\0(")), max_size=6),
)
inlines = st.recursive(
    texts,
    lambda below: st.builds(
        lambda kind, children: kind("", "", *children),
        st.sampled_from([nodes.emphasis, nodes.literal, nodes.problematic, nodes.inline]),
        st.lists(below, max_size=2),
    ),
    max_leaves=4,
)


def block(kind: Any, children: list[nodes.Node], classes: list[str]) -> nodes.Element:
    element: nodes.Element = kind("", "", *children)
    element["classes"] = classes
    return element


languages = st.sampled_from([[], [], ["language-de"], ["language-tlh"], ["other"]])
kinds = st.sampled_from(
    [nodes.paragraph, nodes.title, nodes.literal_block, nodes.caption, nodes.comment, nodes.term]
)
blocks = st.lists(st.builds(block, kinds, st.lists(inlines, max_size=3), languages), max_size=4)


def quoted(
    apply: Callable[[SmartQuotes], None],
    of: type[SmartQuotes],
    content: list[nodes.Element],
    settings: dict[str, Any],
) -> tuple[str, list[str]]:
    """The document that becomes of the *content*, and what is told of marks."""
    values, told = get_default_settings(), list[str]()
    vars(values).update(report_level=Reporter.SEVERE_LEVEL, **settings)
    document = new_document("a", values)
    document += nodes.section("", *(each.deepcopy() for each in content))
    document.reporter.attach_observer(lambda message: told.append(message.astext()))
    transform = of(document, None)
    vars(transform)["smartquotes_action"] = settings["action"]
    before = {**smartchars.quotes}
    apply(transform)
    smartchars.quotes = before
    assert transform.document is document
    return document.pformat(), [each for each in told if "smart quotes" in each]


settings = st.fixed_dictionaries(
    {
        "smart_quotes": st.sampled_from([True, False, "alt"]),
        "smartquotes_locales": st.sampled_from([None, [("de", "()[]")], [("tlh", "()[]")]]),
        "language_code": st.sampled_from(["en", "en-GB", "de", "tlh"]),
        "action": st.sampled_from(["qDe", "-1", "1", "2"]),
    }
)
PLAIN = {"smart_quotes": True, "smartquotes_locales": None, "language_code": "en", "action": "qDe"}


@given(blocks, settings, st.sampled_from([SmartQuotes, OfSphinx]))
@example([block(nodes.paragraph, [nodes.Text("a")], ["language-tlh"])], PLAIN, SmartQuotes)
@example(
    [block(nodes.paragraph, [nodes.Text("a")], [])], {**PLAIN, "language_code": "tlh"}, OfSphinx
)
@example([block(nodes.literal_block, [nodes.Text("a\0b")], [])], PLAIN, OfSphinx)
def test_the_same_is_made_and_told(
    content: list[nodes.Element], settings: dict[str, Any], of: type[SmartQuotes]
) -> None:
    assert quoted(with_less(stock), of, content, settings) == quoted(stock, of, content, settings)


def test_blocks_without_signs_are_not_touched() -> None:
    shown: list[str] = []

    def spy(self: SmartQuotes) -> None:
        shown.extend(block.astext() for block in self.document.findall(nodes.TextElement))

    content = [nodes.paragraph("", text) for text in ("None here.", 'Some "here".')]
    quoted(with_less(spy), SmartQuotes, [*content], PLAIN)
    assert shown == ['Some "here".']
