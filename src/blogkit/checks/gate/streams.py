"""The words in a file of the site, whatever it is packed into.

Each stream is a run of words as somebody may read them: of a page its text, and apart from that
what stands in its tags and comments.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from contextlib import suppress
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_WORD = re.compile(r"[\W_]+")
OTHER_LETTERS = re.compile(rb"[\x80-\xff]+")  # and signs, beyond ASCII
TO_WORDS = bytes(
    at if at > 127 else ord(chr(at).lower()) if chr(at).isalnum() else ord(" ") for at in range(256)
)
SPELLINGS = 20_000
TAG = re.compile(r"(<!--.*?(?:-->|\Z)|<[^>]*>)", re.DOTALL)
VALUE = re.compile(r"([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
NO_WORDS = frozenset(  # attributes whose values are a program's words
    {
        *("class", "id", "style", "rel", "type", "role", "media", "name", "property", "target"),
        *("for", "itemprop", "lang", "loading", "decoding", "sizes", "http-equiv", "d", "method"),
        *("aria-labelledby", "aria-controls", "aria-describedby", "autocomplete", "referrerpolicy"),
    }
)
# Scripts and styles; but what describes the page to search engines is text.
CODE = re.compile(r"<(script|style)\b(?![^>]*json)[^>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)
TO_END = rb"\b[^<]*+(?:<(?!/%b>)[^<]*+)*+</%b>"  # `.*?` takes five times as long to come there
SHARED = re.compile(
    rb"(<style%b|<script%b)" % (TO_END % (b"style", b"style"), TO_END % (b"script", b"script")),
    re.IGNORECASE,
)
ENTRY_END = b"</entry>"
# A word that nobody writes: what ends one value does not go on in the next.
BETWEEN = "\n\x00qxzvj\x00\n"
INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|s|small|span|strong|sub|sup|u)\b[^>]*>")
PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
PDF_TEXT = re.compile(rb"\[((?:[^\]\\]|\\.)*)\]\s*TJ|\(((?:[^()\\]|\\.)*)\)\s*Tj")
PDF_PART = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|(-?\d{3,})")
GZIP, PDF, INVENTORY = b"\x1f\x8b", b"%PDF", b"# Sphinx inventory"
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".jp2", ".png", ".tif", ".tiff", ".webp")
WITHOUT_WORDS = (
    ".eot",
    ".ico",
    ".mp3",
    ".mp4",
    ".otf",
    ".ttf",
    ".wasm",
    ".webm",
    ".woff",
    ".woff2",
)
PNG, PNG_WORDS = b"\x89PNG", (b"eXIf", b"iCCP", b"iTXt", b"tEXt", b"zTXt")
SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'))  # of which a feed has thousands
LARGEST_PACKED = 50_000_000  # bytes that are unpacked of one file
TAGS = 50_000  # most pages have the same ones


def words_in(text: str) -> list[str]:
    """The words of a text in small letters: what stands between signs, spaces and underscores.

    As bytes: in a regular expression five million words take three times as long.
    """
    data = OTHER_LETTERS.sub(_as_words, text.encode(errors="replace"))
    return data.translate(TO_WORDS).decode().split()


def _as_words(found: re.Match[bytes]) -> bytes:
    return _spelled(found[0])


@lru_cache(maxsize=SPELLINGS)
def _spelled(letters: bytes) -> bytes:
    return NO_WORD.sub(" ", letters.decode().casefold()).encode()


class Text(str):
    """A text in a file; *is_code* says that its words may be a program's own, not an author's."""

    __slots__ = ("is_code",)
    is_code: bool

    @classmethod
    def code(cls, text: str) -> Text:
        """A text of names and values: classes, styles, scripts."""
        this = cls(text)
        this.is_code = True
        return this


def is_code(text: str) -> bool:
    """Whether single words of a text say nothing."""
    return getattr(text, "is_code", False)


def pieces_of(name: str, data: bytes) -> list[bytes]:
    """A file of the site, cut where there begins what other files have too.

    Those are styles and scripts, without which a page is read on, and the entries of feeds.
    """
    if name.startswith("_static/"):  # where secrets are not looked for
        return [data]
    if name.endswith(".html"):
        parts = SHARED.split(data)
        return [b" ".join(parts[::2]), *parts[1::2]]
    return data.split(ENTRY_END) if name.endswith(".xml") else [data]


def texts_of(name: str, data: bytes) -> Iterator[str]:
    """The texts in a file, unpacked; none in what has no words."""
    if name.endswith(WITHOUT_WORDS):
        return
    if data.startswith(GZIP):
        with suppress(OSError, EOFError, zlib.error), gzip.open(io.BytesIO(data)) as packed:
            yield from texts_of(name.removesuffix(".gz"), packed.read(LARGEST_PACKED))
    elif data.startswith(PDF):
        yield " ".join(_in_pdf(data))
    elif data.startswith(INVENTORY):
        yield from _in_inventory(data)
    elif name.endswith(PICTURES):
        yield " . ".join(_in_picture(data))
    elif name.endswith((".json", ".pf_fragment", ".pf_meta")) or data.startswith(b"pagefind_dcd{"):
        yield from _in_json(data.removeprefix(b"pagefind_dcd"))
    else:
        yield from _in_markup(data.decode("utf-8", errors="replace"))


def _in_markup(text: str) -> Iterator[str]:
    """HTML, XML with HTML in it, or what has no tags at all."""
    if "<" not in text:
        yield _plain(text)
        return
    yield Text.code(_plain(BETWEEN.join(found[0] for found in CODE.finditer(text))))
    yield from _in_tags(CODE.sub(" ", text))
    if "&lt;" in text:  # a feed, or code that is shown
        yield from _in_tags(_unescaped(text))


def _in_tags(text: str) -> Iterator[str]:
    """What stands between the tags, and what in them."""
    pieces = TAG.split(text)
    tags = [_tag(each) for each in pieces[1::2]]
    pieces[1::2] = [each.gap for each in tags]
    yield _plain("".join(pieces))
    yield _plain(BETWEEN.join(chain(*(each.said for each in tags if each.said))))
    yield Text.code(_plain(BETWEEN.join(chain(*(each.code for each in tags if each.code)))))


class _Tag(NamedTuple):
    """What takes its place in the text, what it says to people, and what to programs."""

    gap: str
    said: tuple[str, ...]
    code: tuple[str, ...]


@lru_cache(maxsize=TAGS)
def _tag(tag: str) -> _Tag:
    found = VALUE.findall(tag) if "=" in tag else ()
    said = [value for name, value in found if name.lower() not in NO_WORDS]
    code = [value for name, value in found if name.lower() in NO_WORDS]
    said += [tag] if tag.startswith("<!--") else []
    return _Tag("" if INLINE.fullmatch(tag) else " ", tuple(said), tuple(code))


def _plain(text: str) -> str:
    text = _unescaped(text) if "&" in text else text
    return unquote(text) if "%" in text else text


def _unescaped(text: str) -> str:
    for written, sign in SIGNS:
        text = text.replace(written, sign)
    return unescape(text) if "&" in text else text


def _in_json(data: bytes) -> Iterator[str]:
    try:
        value = json.loads(data)
    except ValueError:
        yield from _in_markup(data.decode("utf-8", errors="replace"))
        return
    for text in strings_in(value):
        yield from _in_markup(text)


def strings_in(value: Any) -> Iterator[str]:
    """Every text in a value, names too, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from strings_in(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from strings_in(each)


def _in_inventory(data: bytes) -> Iterator[str]:
    head, _, packed = data.partition(b"zlib.\n")
    yield head.decode("utf-8", errors="replace")
    with suppress(zlib.error):
        yield _plain(zlib.decompress(packed).decode("utf-8", errors="replace"))


def _in_pdf(data: bytes) -> Iterator[str]:
    """What is set in streams that are packed as usual, and what stands outside of them."""
    yield data.decode("latin-1") if len(data) < 1_000_000 else ""
    for found in PDF_STREAM.finditer(data):
        with suppress(zlib.error):
            content = zlib.decompressobj().decompress(found[1], LARGEST_PACKED)
            for several, one in PDF_TEXT.findall(content):
                parts = PDF_PART.findall(several) or [(one, b"")]
                yield b"".join(b" " if gap else part for part, gap in parts).decode("latin-1")


def _in_picture(data: bytes) -> Iterator[str]:
    """What is written into the picture's file; of damaged ones as far as it can be read."""
    if data.startswith(PNG) and not any(each in data for each in PNG_WORDS):
        return  # else Pillow decodes it, to see what comes after the pixels
    with suppress(Exception), Image.open(io.BytesIO(data)) as picture:
        exif = picture.getexif()
        values = [*picture.info.values(), *exif.values(), *exif.get_ifd(0x8769).values()]
        for value in values:
            if isinstance(value, bytes):
                yield value.decode("utf-8", errors="ignore")
                yield value.decode("utf-16-le", errors="ignore")
            elif isinstance(value, str):
                yield value
