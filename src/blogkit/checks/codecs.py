"""The encodings that UTF-8 is misread in, and how text looks that was misread so.

Each letter outside ASCII is two to four bytes of UTF-8. A program that takes each byte for a
letter of its own makes two to four letters of it, which all come from one small table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from blogkit.patterns import late

# By how often they are to blame; the first wins where several say the same.
NAMES = ("cp1252", "cp1254", "latin-1", "mac_roman", "cp850", "cp437")

_NEXT = "[\x80-\xbf]"
# One letter in UTF-8, each byte written as the character of its number (RFC 3629, section 4).
_LETTER = "|".join(
    [
        f"[\xc2-\xdf]{_NEXT}",
        f"\xe0[\xa0-\xbf]{_NEXT}",
        f"[\xe1-\xec\xee\xef]{_NEXT}{{2}}",
        f"\xed[\x80-\x9f]{_NEXT}",
        f"\xf0[\x90-\xbf]{_NEXT}{{2}}",
        f"[\xf1-\xf3]{_NEXT}{{3}}",
        f"\xf4[\x80-\x8f]{_NEXT}{{2}}",
    ]
)
_CUT = f"\xf0{_NEXT}{{2}}|[\xe0-\xef]{_NEXT}|[\xc2-\xdf]"  # one byte short
LETTER = late(_LETTER)
LETTERS = late(f"(?:{_LETTER})+")
CUT_LETTER = late(f"(?:{_CUT})(?!{_NEXT})")
LETTERS_OR_CUT = late(f"(?:{_LETTER}|(?:{_CUT})(?!{_NEXT}))+")
HIGH_RUN = late("[\x80-\xff]+")
_NO_BYTE = "\ufffd"


@dataclass(frozen=True)
class Codec:
    """One byte, one character. *table* turns a text into characters numbered as their bytes;
    *lost* are the bytes without a character, which most programs drop."""

    name: str
    table: dict[int, str]
    lost: tuple[str, ...]

    def as_bytes(self, text: str) -> str:
        """*text* with each character as the one numbered as its byte, and as long as before.
        What is not in the codec is no byte; a lost one stands for itself, as on the web."""
        return text.translate(self.table)


def utf8(numbers: str) -> str:
    """The text whose bytes in UTF-8 have these numbers."""
    return numbers.encode("latin-1").decode("utf-8")


def restored(cut: str, codec: Codec) -> list[str]:
    """The letters that *cut*, a letter without one of its bytes, can be in *codec*."""
    found = []
    for at in range(len(cut), 0, -1):
        whole = (cut[:at] + byte + cut[at:] for byte in codec.lost)
        found += [utf8(each) for each in whole if LETTER.fullmatch(each)]
    return list(dict.fromkeys(found))


def _codec(name: str) -> Codec:
    table = dict.fromkeys(range(0x80, 0x100), _NO_BYTE)
    lost = []
    for number in range(0x80, 0x100):
        try:
            character = bytes([number]).decode(name)
        except UnicodeDecodeError:
            lost.append(chr(number))
            character = chr(number)
        table[ord(character)] = chr(number)
    return Codec(name, table, tuple(lost))


def _suspicious(codec: Codec) -> str:
    """Two characters as a misread letter begins."""
    begins = "".join(chr(each) for each, byte in codec.table.items() if "\xc2" <= byte <= "\xf4")
    follows = "".join(chr(each) for each, byte in codec.table.items() if "\x80" <= byte <= "\xbf")
    return f"[{re.escape(begins)}][{re.escape(follows)}]"


CODECS = tuple(_codec(name) for name in NAMES)
SUSPICIOUS = late("|".join(_suspicious(codec) for codec in CODECS))
