"""What looks like a key, a token or a password, and not like a stand-in for one.

Keys that name their issuer are told by their shape, others by the name that they are given; both
only if they are as random as a key. A pattern that begins with a fixed text is found at once, so
what may not stand before that text is written behind it; other patterns are tried only on lines
that hold a hint. Most texts have few words that are as long as a key, and none that keys are named
by is given a value: then most patterns need not be tried on all of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from math import log2
from operator import attrgetter
from typing import TYPE_CHECKING

from blogkit.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Secret:
    """Where it stands in a text, and what it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Shape:
    """What it is; texts of which one stands in the same line, or none; and its pattern.

    The pattern's group `kept` is what nobody may know, and *bits* is how random each of its
    characters is at least (Shannon's entropy). Whatever the pattern matches stands *in_one_word* of
    `LONG` letters or more, unless that is denied; else, if it has hints, one of `NAMING` stands in
    it, followed by the sign that gives it a value.
    """

    kind: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    bits: float = field(default=3.0, kw_only=True)
    in_one_word: bool = field(default=True, kw_only=True)


def _shape(
    kind: str, pattern: str, *hints: str, bits: float = 3.0, in_one_word: bool = True
) -> Shape:
    return Shape(kind, hints, late(pattern), bits=bits, in_one_word=in_one_word)


LONG = 20
# Names of keys without the letter that may be a capital by itself, and with what gives them a value;
# the space between may be of any kind.
GIVEN = rb"[\"']?[\s\x1c-\x1f\x80-\xff]*[:=]"
NAMING = tuple(
    (name, re.compile(name + end + GIVEN))
    for name, end in ((b"ecret", b""), (b"key", b""), (b"oken", b""), (b"assw", b"(?:or)?d"))
)
BETWEEN_WORDS = b" \t\n\r\f\v<>\"'`"
WORDS_MARKED = bytes(ord(" ") if at in BETWEEN_WORDS else ord("a") for at in range(256))


NAMES = (
    r"(?:secret_?key|(?:api|access|auth|bot|client|private)_?(?:key|token|secret)|passw(?:or)?d"
    r"|(?<![a-z_])token)"
)
SHAPES = (
    _shape("an AWS key", r"A[KS]IA(?<![\w+/]A[KS]IA)(?P<kept>[A-Z2-7]{16})(?![\w+/])"),
    _shape(
        "an AWS key",
        r"(?i)aws_?secret_?access_?key[\"']?\s*[=:]\s*[\"']?(?P<kept>[a-z0-9/+]{40})(?![\w+/=])",
        *("aws_secret", "AWS_SECRET", "awsSecret"),
        in_one_word=False,
    ),
    _shape(
        "a GitHub token",
        r"(?:gh[pousr]_|github_pat_)(?P<kept>\w{36,255})",
    ),
    _shape("a GitLab token", r"gl(?:pat|ptt|dt|rt|cbt)-(?P<kept>[\w-]{20,255})"),
    _shape("a Slack token", r"xox[abeoprs]-(?P<kept>[A-Za-z0-9-]{20,255})"),
    _shape(
        "a Slack address",
        r"hooks\.slack\.com/(?:services|workflows)/(?P<kept>[\w/]{30,99})",
    ),
    _shape(
        "a Stripe key", r"[sr]k_(?:live|test)_(?P<kept>[A-Za-z0-9]{16,255})", "k_live_", "k_test_"
    ),
    _shape("a Google key", r"AIza(?<![\w+/]AIza)(?P<kept>[\w-]{35})(?![\w-])"),
    _shape("an API key", r"sk-(?<![\w-]sk-)(?:proj-|ant-|or-)?(?P<kept>[\w-]{32,255})", bits=3.8),
    _shape("an npm token", r"npm_(?P<kept>[A-Za-z0-9]{36})(?!\w)"),
    _shape("a PyPI token", r"pypi-AgE(?P<kept>[\w-]{50,512})"),
    _shape("a Hugging Face token", r"hf_(?<!\whf_)(?P<kept>[A-Za-z]{34})(?!\w)"),
    _shape("a DigitalOcean token", r"do[opr]_v1_(?P<kept>[a-f0-9]{64})"),
    _shape("a SendGrid key", r"SG\.(?P<kept>[\w-]{16,64}\.[\w-]{32,64})"),
    _shape(
        "a web token",
        r"eyJ(?<![\w-]eyJ)[\w-]{10,2000}\.eyJ(?P<kept>[\w-]{10,4000}\.[\w-]{20,1000})",
    ),
    _shape(
        "a private key",
        r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|>){1,99}"
        r"(?:[A-Za-z-]{3,20}: [^\n]{0,99}\s{1,9}){0,5}(?P<kept>[A-Za-z0-9+/=]{40,})",
        in_one_word=False,
    ),
    _shape(
        "a password",
        r"://(?!(?P<user>\w+):(?P=user)@)[^\s:/@<>\"'`]{0,64}:(?P<kept>[^\s:/@<>\"'`]{5,128})@"
        r"(?!127\.|[\w.-]*example)[\w-]+\.[\w.-]+",
        bits=1.0,
        in_one_word=False,
    ),
    _shape(
        "a secret",
        rf"(?i){NAMES}[\"']?\s{{0,9}}(?::=|=>|[=:])\s{{0,9}}[\"'](?:django-insecure-)?"
        r"(?P<kept>[^\s\"']{16,200})[\"']",
        *("ecret", "ECRET", "key", "KEY", "Key", "assw", "ASSW", "oken", "OKEN"),
        bits=3.5,
        in_one_word=False,
    ),
    _shape(
        "a secret",
        r"(?m)^[ \t>$-]{0,20}(?:export )?[A-Z][A-Z0-9_]{0,40}(?:KEY|TOKEN|SECRET|PASSWORD)=[\"']?"
        r"(?P<kept>[\w+/=.-]{16,200})[\"']?[^\S\n]*$",
        *("KEY=", "TOKEN=", "SECRET=", "PASSWORD="),
        bits=3.5,
        in_one_word=False,
    ),
)
STAND_IN = late(
    r"example|placeholder|dummy|fake|sample|your|insert|redacted|replace|change|demo|secret|passw"
    r"|user|admin|root|test|token|xxxx|\*\*\*|\.\.\.|…|[<>{}]|^\$[A-Z(]|^%[sr(]|12345|54321"
    r"|abcdef|fedcba|deadbeef|cafebabe|00000|11111|aaaa|xMjM0NTY3ODkw|4eC39Hq|BQokikJ",
    re.IGNORECASE,
)
SHORT_STAND_IN = late(r"pass|pwd|foo|bar|abc|xxx|123", re.IGNORECASE)
SHORT = 20  # characters; longer ones may well hold three letters by chance
UUID = late(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
WORDS = late(r"[a-z]+|[A-Za-z]+(?:[._/-][A-Za-z]+)+|[A-Z_]+")


def secrets_in(text: str) -> list[Secret]:
    """What looks like a secret in *text*, each once, as what it is first among the shapes."""
    found: list[Secret] = []
    taken = bytearray(len(text))
    for shape in _possible_in(text):
        for match in _matches(shape, text):
            start, end = match.span()
            if not any(taken[start:end]) and _is_random(match["kept"], shape.bits):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Secret(start, end, shape.kind))
    return found


def _possible_in(text: str) -> Iterator[Shape]:
    """The shapes that may be found; to know that costs a third of looking for all of them."""
    data = text.encode(errors="replace")
    words, low = _long_words(data), data.lower()
    has_names = any(name in low and given.search(low) for name, given in NAMING)
    for shape in SHAPES:
        if shape.in_one_word:
            is_possible = shape.pattern.search(words) is not None
        else:
            is_possible = has_names or not shape.hints
        if is_possible:
            yield shape


def _long_words(data: bytes) -> str:
    """What is long enough for a key and stands between spaces, quotation marks or tags."""
    marked, found = data.translate(WORDS_MARKED), []
    start = marked.find(b"a" * LONG)
    while start >= 0:
        end = marked.find(b" ", start)
        end = len(data) if end < 0 else end
        found.append(data[start:end])
        start = marked.find(b"a" * LONG, end)
    return b"\n".join(found).decode(errors="replace")


def _matches(shape: Shape, text: str) -> Iterator[re.Match[str]]:
    if not shape.hints:
        yield from shape.pattern.finditer(text)
    for begin, end in sorted({line for hint in shape.hints for line in _lines_with(hint, text)}):
        yield from shape.pattern.finditer(text, begin, end)


def _lines_with(hint: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(hint)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, at) + 1, end
        at = text.find(hint, end)


def without_secrets(text: str) -> str:
    """The text as it may be shown."""
    for secret in sorted(secrets_in(text), key=attrgetter("start"), reverse=True):
        text = f"{text[: secret.start]}({secret.kind}){text[secret.end :]}"
    return text


def _is_random(value: str, bits: float) -> bool:
    if STAND_IN.search(value) or UUID.fullmatch(value) or WORDS.fullmatch(value):
        return False
    if len(value) < SHORT and SHORT_STAND_IN.search(value):
        return False
    counts = Counter(value).values()
    entropy = -sum(count / len(value) * log2(count / len(value)) for count in counts)
    return entropy >= bits
