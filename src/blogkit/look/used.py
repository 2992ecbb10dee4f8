"""A stylesheet of others, of which a page carries the rules that it uses.

A rule is used if all classes of one of its selectors are among the words of the page: too many
rather than too few. Of the custom properties those go along that are used by what goes along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
NOT = re.compile(r":not\([^()]*\)")
WORD = re.compile(r"[\w-]+")
PROPERTY = re.compile(r"--[\w-]+")
GROUPS = frozenset({"media", "container", "supports", "layer"})


@dataclass(frozen=True)
class Rule:
    """A rule: what stands before its braces, and what is in them, text or rules of a group."""

    head: str
    inside: str | tuple[Rule, ...]

    def used_by(self, words: frozenset[str]) -> str:
        """The rule as far as a page with these words uses it; empty if it does not."""
        if isinstance(self.inside, tuple):
            inside = "".join(each.used_by(words) for each in self.inside)
            return f"{self.head}{{{inside}}}" if inside else ""
        heads = [each.strip() for each in self.head.split(",") if _is_used(each, words)]
        if "(" in self.head:  # commas may stand in brackets, and what is not there
            heads = [self.head] if _is_used_at_all(self.head, words) else []
        return f"{','.join(heads)}{{{self.inside}}}" if heads else ""


def used_rules(stylesheet: Path, body: str) -> str:
    """What a page with this *body* uses of a stylesheet."""
    words = frozenset(WORD.findall(body))
    sheet = _read(stylesheet, stylesheet.stat().st_mtime_ns)
    found = "".join(rule.used_by(words) for rule in sheet.rules)
    found += "".join(
        each.used_by(words) for each in sheet.motions if each.head.split()[-1] in found
    )
    return _declared(sheet.properties, found) + found


def _is_used_at_all(head: str, words: frozenset[str]) -> bool:
    return any(_is_used(each, words) for each in NOT.sub("", head).split(","))


def _is_used(selector: str, words: frozenset[str]) -> bool:
    return words.issuperset(CLASS.findall(selector))


def _declared(properties: Mapping[str, str], text: str) -> str:
    wanted = sorted(set(PROPERTY.findall(text)) & properties.keys())
    for name in wanted:  # it grows meanwhile
        more = set(PROPERTY.findall(properties[name])) & properties.keys()
        wanted += sorted(more - set(wanted))
    declared = ";".join(f"{name}:{properties[name]}" for name in wanted)
    return f":root{{{declared}}}" if declared else ""


@dataclass(frozen=True)
class Sheet:
    """A stylesheet taken apart. *motions* are its `@keyframes`, *properties* those of `:root`."""

    rules: tuple[Rule, ...]
    motions: tuple[Rule, ...]
    properties: Mapping[str, str]


@cache
def _read(stylesheet: Path, _changed: int) -> Sheet:
    text = stylesheet.read_text(encoding="utf-8")
    rules = _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
    motions = tuple(rule for rule in rules if rule.head.startswith("@keyframes "))
    roots = tuple(rule for rule in rules if rule.head == ":root")
    pairs = (each.partition(":")[::2] for rule in roots for each in str(rule.inside).split(";"))
    return Sheet(
        tuple(rule for rule in rules if rule not in (*motions, *roots)),
        motions,
        {name.strip(): value.strip() for name, value in pairs},
    )


def _rules(nodes: Iterable[Any]) -> tuple[Rule, ...]:
    return tuple(_rule(node) for node in nodes if getattr(node, "content", None) is not None)


def _rule(node: Any) -> Rule:
    head = tinycss2.serialize(node.prelude).strip()
    if node.type != "at-rule":
        return Rule(head, _plain(node.content))
    head = f"@{node.at_keyword} {head}"
    if node.lower_at_keyword in GROUPS:
        rules = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        return Rule(head, _rules(rules))
    return Rule(head, _plain(node.content))


def _plain(content: list[Any]) -> str:
    """Declarations without comments, and without the spaces that are for people."""
    written = tinycss2.serialize([each for each in content if each.type != "comment"])
    text = re.sub(r"\s+", " ", written).strip()
    return re.sub(r"\s*([;{}])\s*|(?<=[\w-]): ", lambda found: found[1] or ":", text).rstrip(";")
