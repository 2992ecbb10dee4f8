"""Faults planted at random places of sound blogs: each is told once, by its name, where it stands.

`python -m tests.blogkit.checks.mutations 200` plants each kind 200 times, and prints how many were
told (recall) and how much of what was told is about them (precision).
"""

from __future__ import annotations

import string
import sys
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from blogkit.checks import check_site
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_site
from blogkit.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from blogkit.checks.finding import Finding

NOW = read_date("2027-01-15")
BASE = "https://blog.example.org"
POST, OTHER, GUESTS = "posts/harbour.md", "posts/inland.md", "posts/guests"
HOSTILE = (
    "<script>alert(1)</script>",
    "<b onclick=x>gull</b>",
    "[gull](javascript:alert)",
    "{raw-html}`gull`",
    "{{ gull }}",
    "$\\href{x}{gull}$",
)
SENTENCES = (
    "We walked along the quay before anyone else was awake.",
    "Le café du coin ouvre à sept heures, même en hiver.",
    "Am Abend hörten wir Straßenmusik vor der Brücke.",
    "Por la mañana cruzamos el río sin prisa ninguna.",
    "Nothing prepared me for so many bicycles in one place.",
    "Łódź była cicha, a tramwaje jeździły punktualnie.",
    "Η θάλασσα ήταν ήρεμη όλη την ημέρα.",
    "На рынке пахло свежим хлебом и яблоками.",
    "港の近くで小さな本屋を見つけました。",
    "İstanbul'da çay içtik ve uzun uzun konuştuk.",
    "Lunch was soup, bread, and a very good story 😀.",
    "Somebody had left a piano under the arcade.",
)
HEADINGS = (
    "Arrival",
    "Breakfast",
    "Cranes and ships",
    "Down by the water",
    "Evening walks",
    "Farewell",
)
IN_BLOCKS = (
    ("{}",),
    ("> {}",),
    ("- {}", "- One more thing."),
    ("- Something first.", "    - {}"),
    ("1. {}", "2. And then home."),
    ("| place | what we saw |", "| --- | --- |", "| pier | {} |"),
    ("```{{note}}", "{}", "```"),
    (":::{{tip}}", ":class: wide", "", "{}", ":::"),
    ("| morning | evening |", "| --- | --- |", "| {} | rain |"),
)


@dataclass
class Blog:
    """The files of a blog by their paths, text as lines; *slots* are the ends of
    sentences in all kinds of blocks of the post: the numbers of line and column, from 0."""

    lines: list[str]
    other: list[str]
    pictures: dict[str, bytes]
    slots: list[tuple[int, int]] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        texts = {POST: self.lines, OTHER: self.other}
        return {
            **{
                name: "".join(f"{line}\n" for line in lines).encode()
                for name, lines in texts.items()
            },
            **self.pictures,
        }

    def at(self, line: str) -> int:
        """The 0-based number of the only such line."""
        (found,) = [number for number, each in enumerate(self.lines) if each == line]
        return found


@dataclass(frozen=True)
class Planted:
    """The lines (1-based) on one of which the fault has to be told, and the columns if known.

    The path is that of the post, or empty where it is the check's choice which post to tell of.
    """

    lines: range
    columns: range = range(1, 10_000)
    path: str = POST


def sound_blog(random: Random) -> Blog:
    """A blog of two posts and a few pictures in which nothing is wrong."""
    sentences = random.sample(SENTENCES, k=len(SENTENCES))
    headings = HEADINGS[: random.randint(4, len(HEADINGS))]
    blog = Blog(_front_matter("2026-05-03", "travel, ships"), [], {})
    blog.lines += ["# Ten days at the sea", "", "A long way for a short week, and worth it.", ""]
    blog.lines += ["Table of Contents", "-----------------", ""]
    blog.lines += [f"- [{each}](#{_slug(each)})" for each in headings]
    for number, heading in enumerate(headings):
        blog.lines += ["", f"## {heading}", ""]
        for sentence in sentences[2 * number : 2 * number + 2]:
            _add_block(blog, random.choice(IN_BLOCKS), sentence)
    blog.lines += [f"![A crane above the {_word(random)} dock](harbour-images/crane.png)"]
    blog.other = [*_front_matter("2026-06-01", "travel, ships"), "# Three days inland", ""]
    blog.other += ["The hills were closer than the map had promised.", ""]
    blog.pictures = {"posts/harbour-images/crane.png": _picture()}
    return blog


def _front_matter(date: str, tags: str) -> list[str]:
    return ["---", "blogpost: true", f"date: {date}", f"tags: {tags}", "category: Notes", "---", ""]


def _add_block(blog: Blog, block: tuple[str, ...], sentence: str) -> None:
    for line in block:
        written = line.format(sentence)
        if sentence in written:
            blog.slots.append((len(blog.lines), written.index(sentence) + len(sentence)))
        blog.lines.append(written)
    blog.lines.append("")


def _slug(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _word(random: Random) -> str:
    return "".join(random.choices(string.ascii_lowercase, k=8))


def _picture(size: tuple[int, int] = (8, 8), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (40, 90, 160)).save(out, format="PNG", **options)
    return out.getvalue()


def inline(make: Callable[[Random], str]) -> Callable[[Blog, Random], Planted]:
    """Write what *make* gives behind a sentence somewhere."""

    def plant(blog: Blog, random: Random) -> Planted:
        (number, end), words = random.choice(blog.slots), make(random)
        line = blog.lines[number]
        blog.lines[number] = f"{line[:end]} {words}{line[end:]}"
        return Planted(range(number + 1, number + 2), range(end + 2, end + 3 + len(words)))

    return plant


def block(
    make: Callable[[Random], str], *, before_sections: bool = False
) -> Callable[[Blog, Random], Planted]:
    """Write what *make* gives as a block of its own before a section, or above the first."""

    def plant(blog: Blog, random: Random) -> Planted:
        starts = [number for number, line in enumerate(blog.lines) if line.startswith("## ")]
        start = starts[0] if before_sections else random.choice(starts[1:])
        lines = make(random).split("\n")
        blog.lines[start:start] = [*lines, ""]
        return Planted(range(start + 1, start + 1 + len(lines)))

    return plant


def replaced(
    old: str, new: str, *, by: str = "", path: str = POST
) -> Callable[[Blog, Random], Planted]:
    """Replace a line of the post; with no *new* one it goes. *by* is the line that tells of it."""

    def plant(blog: Blog, random: Random) -> Planted:
        number = blog.at(old)
        blog.lines[number : number + 1] = [new] if new else []
        told = blog.at(by) if by else number
        return Planted(range(told + 1, told + 2), path=path)

    return plant


def misread(text: str, codec: str, *, losing: bytes = b"") -> str:
    """What a program shows that takes UTF-8 for *codec*, and drops the bytes *losing*."""
    data = bytes(each for each in text.encode() if each not in losing)
    return data.decode(codec)


def _extra_heading(level: str, words: str) -> Callable[[Random], str]:
    return lambda random: f"{level} {words} {_word(random)}\n\nIt was {_word(random)} weather."


def _last_heading(blog: Blog, random: Random) -> Planted:
    blog.lines += ["", "### More Cranes And Ships", "", f"There were {_word(random)} more."]
    return Planted(range(len(blog.lines) - 2, len(blog.lines) - 1))


def _named_twice(blog: Blog, random: Random) -> Planted:
    planted = inline(lambda _: "We met Kathleen Idrissa there.")(blog, random)
    blog.other += ["Kathleen Idressa was there, too.", "", "So Kathleen Idressa told us."]
    return planted


def _renamed(blog: Blog, random: Random) -> Planted:
    """A heading gets a word more, and its entry does not know."""
    number = blog.at("## Cranes and ships")
    blog.lines[number] = "## Cranes and old ships"
    entry = blog.at("- [Cranes and ships](#cranes-and-ships)")
    return Planted(range(entry + 1, entry + 2))


def _swapped(blog: Blog, random: Random) -> Planted:
    first = blog.at("- [Breakfast](#breakfast)")
    blog.lines[first], blog.lines[first + 1] = blog.lines[first + 1], blog.lines[first]
    return Planted(range(first + 1, first + 3))


def _nested(blog: Blog, random: Random) -> Planted:
    """An entry of a section stands below another section's."""
    entry = blog.at("- [Breakfast](#breakfast)")
    blog.lines[entry] = "    - [Breakfast](#breakfast)"
    return Planted(range(entry + 1, entry + 2))


def _commented_out(blog: Blog, random: Random) -> Planted:
    number = blog.at("## Breakfast")
    blog.lines[number : number + 1] = ["<!--", "## Breakfast", "-->"]
    entry = blog.at("- [Breakfast](#breakfast)")
    return Planted(range(entry + 1, entry + 2))


def _slipped(blog: Blog, random: Random) -> Planted:
    """`Extras` is of level 2 once, between two of level 3."""
    for name, level in (
        ("Down by the water", "###"),
        ("Cranes and ships", "##"),
        ("Breakfast", "###"),
    ):
        start = blog.at(f"## {name}")
        blog.lines[start:start] = [f"{level} Extras", "", f"Some {_word(random)} more.", ""]
    start = blog.at("## Extras")
    return Planted(range(start + 1, start + 2))


def _another_year(blog: Blog, random: Random) -> Planted:
    number = blog.at("# Ten days at the sea")
    blog.lines[number] = "# SeaConf 2023 Recap"
    links = [f"[SeaConf](https://2026.seaconf.org/{_word(random)})" for _ in range(3)]
    for (line, end), link in zip(blog.slots, links, strict=False):
        blog.lines[line] = f"{blog.lines[line][:end]} {link}{blog.lines[line][end:]}"
    return Planted(range(number + 1, number + 2))


def _unused_picture(blog: Blog, random: Random) -> Planted:
    blog.pictures[f"posts/harbour-images/{_word(random)}.png"] = _picture()
    return Planted(range(1, len(blog.lines) + 1))


def _shown_picture(name: str, data: bytes) -> Callable[[Blog, Random], Planted]:
    def plant(blog: Blog, random: Random) -> Planted:
        blog.pictures[f"posts/harbour-images/{name}"] = data
        return inline(lambda _: f"![The pier at noon](harbour-images/{name})")(blog, random)

    return plant


def _commented_picture(blog: Blog, random: Random) -> Planted:
    blog.pictures["posts/harbour-images/pier.png"] = _picture()
    make = "<!--\n![The pier](harbour-images/pier.png)\n-->".__str__
    return block(lambda _: make())(blog, random)


def _rival(blog: Blog, random: Random) -> Planted:
    blog.pictures["blog.md"] = b"# Mine\n\nA page at an address of the blog's own.\n"
    return Planted(range(1, 2), path="blog.md")


def _by_others(blog: Blog, random: Random) -> Planted:
    """A third post, by somebody else, into which the blog's author has put some trust too much."""
    lines = [*_front_matter("2026-07-01", "travel, ships"), "# One day on the ferry", ""]
    lines += ["We shared a cabin.", "", f"A {_word(random)} {random.choice(HOSTILE)} went by."]
    blog.pictures[f"{GUESTS}/ferry.md"] = "".join(f"{line}\n" for line in lines).encode()
    return Planted(range(len(lines), len(lines) + 1), path=f"{GUESTS}/ferry.md")


def _once_published(address: str) -> Callable[[Blog, Random], Planted]:
    def plant(blog: Blog, random: Random) -> Planted:
        address_of_old = address.format(_word(random))
        ledger = f'{{"blog_baseurl": "{BASE}"\n,"{address_of_old}": ""\n}}\n'
        blog.pictures["permalinks.json"] = ledger.encode()
        if "#" not in address:
            return Planted(range(2, 3), path="permalinks.json")
        line = blog.at(TITLE[0]) + 1
        return Planted(range(line, line + 1))

    return plant


def _gps() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (41.0, 52.0, 55.0), 3: "W", 4: (87.0, 37.0, 40.0)}
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, format="JPEG", exif=exif)
    return out.getvalue()


def _token(random: Random) -> str:
    return "ghp_" + "".join(random.choices(string.ascii_letters + string.digits, k=36))


DATE = ("date: 2026-05-03", "date: 2026-06-01")
TITLE = ("# Ten days at the sea", "# Three days inland")
TAGS = ("tags: travel, ships", "tags: travel, ships")
FAULTS: dict[str, Callable[[Blog, Random], Planted]] = {
    "mojibake": inline(lambda _: misread("Größe", "mac_roman")),
    "fix-moves-anchor": block(
        lambda random: f"### {misread('Größe', 'mac_roman')} {_word(random)}\n\nNot small."
    ),
    "lossy-mojibake": inline(lambda _: misread("🔝 back to top", "cp1252", losing=b"\x9d")),
    "unreadable-text": inline(lambda _: "caf\ufffd"),
    "invisible-character": inline(lambda _: "har\u200bbour"),
    "doubled-word": inline(lambda random: f"And then the the {_word(random)} came."),
    "name-variant": _named_twice,
    "unclosed-comment": block(lambda _: "<!-- to be written"),
    "broken-anchor": inline(lambda random: f"[there](#{_word(random)}-{_word(random)})"),
    "commented-out-target": _commented_out,
    "renamed-target": _renamed,
    "toc-missing-heading": replaced("- [Breakfast](#breakfast)", "", by="## Breakfast"),
    "toc-text-differs": replaced("- [Breakfast](#breakfast)", "- [Some late supper](#breakfast)"),
    "toc-order": _swapped,
    "toc-nesting": _nested,
    "duplicate-heading": block(lambda _: "### Arrival\n\nOnce more."),
    "unstable-anchor": block(lambda _: "### 1999\n\nThat was a year."),
    "vanished-page": _once_published("/posts/{}.html"),
    "vanished-anchor": _once_published("/posts/harbour.html#{}"),
    "heading-level-skipped": block(_extra_heading("####", "Pier")),
    "heading-level-slip": _slipped,
    "empty-section": block(lambda random: f"### Pier {_word(random)}"),
    "missing-date": replaced(DATE[0], "", by="blogpost: true"),
    "bad-front-matter": replaced("category: Notes", "categroy: Notes"),
    "label-variant": replaced(TAGS[0], "tags: travels, ships", path=""),
    "year-mismatch": _another_year,
    "same-title": replaced(TITLE[0], TITLE[1], path=""),
    "poor-excerpt": replaced(
        "A long way for a short week, and worth it.", "Disclaimer: these are my own views."
    ),
    "inconsistent-capitals": _last_heading,
    "missing-image": inline(lambda random: f"![A view](harbour-images/{_word(random)}.png)"),
    "missing-alt-text": inline(lambda _: "![](harbour-images/crane.png)"),
    "unused-image": _unused_picture,
    "image-only-in-comment": _commented_picture,
    "private-image-metadata": _shown_picture("noon.jpg", _gps()),
    "heavy-image": _shown_picture("noon.png", _picture((9000, 6000))),
    "wrong-image-type": _shown_picture("noon.jpg", _picture()),
    "malformed-link": inline(lambda random: f"[there](http://localhost:8000/{_word(random)})"),
    "private-comment": block(lambda _: "% ask Jo about this"),
    "prose-in-comment": block(
        lambda _: "<!--\nThis whole sentence was perhaps meant to be read by all.\n-->"
    ),
    "secret": inline(_token),
    "duplicate-page": _rival,
    "untrusted-content": _by_others,
    "unknown-check": block(lambda _: "% blogkit: ignore misssing-image\n\nA long day."),
}
COMPANIONS = {  # what goes with a fault by its nature
    "fix-moves-anchor": {"mojibake"},
    "heading-level-slip": {"duplicate-heading", "toc-missing-heading"},
    "image-only-in-comment": {"private-comment", "prose-in-comment"},
    "prose-in-comment": {"private-comment"},
    "unclosed-comment": {"private-comment", "broken-anchor"},
    "commented-out-target": {"private-comment", "prose-in-comment"},
}


@dataclass
class Score:
    """How often a kind of fault was planted, told where it stands, and what was told besides."""

    planted: int = 0
    told: int = 0
    besides: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return self.told / self.planted

    @property
    def precision(self) -> float:
        return self.told / ((self.told + self.besides.total()) or 1)


def found(blog: Blog) -> list[Finding]:
    """What the checks say of the blog."""
    with TemporaryDirectory() as folder:
        for name, data in blog.files().items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        settings = Settings(blog_baseurl=BASE, trust=Trust(((GUESTS, False),)))
        return check_site(read_site(Path(folder).resolve(), settings, NOW))


def play(name: str, seed: str, score: Score) -> None:
    """Plant one fault and count what is told."""
    random = Random(seed)
    blog = sound_blog(random)
    planted = FAULTS[name](blog, random)
    findings = found(blog)
    hits = [each for each in findings if _is_it(each, name, planted)]
    score.planted += 1
    score.told += bool(hits)
    expected = COMPANIONS.get(name, set())
    rest = [each for each in findings if each not in hits[:1] and each.name not in expected]
    score.besides.update(each.name for each in rest)


def _is_it(finding: Finding, name: str, planted: Planted) -> bool:
    place = finding.place
    return (
        finding.name == name
        and finding.path.as_posix().endswith(planted.path)
        and place.line in planted.lines
        and place.column in planted.columns
    )


def table(times: int) -> Iterator[str]:
    """A line for each check, whose kind of fault is planted so many times."""
    yield f"{'check':26}{'planted':>8}{'recall':>8}{'precision':>11}"
    for name in FAULTS:
        score = Score()
        for number in range(times):
            play(name, f"{name} {number}", score)
        besides = ", ".join(f"{each} x{count}" for each, count in score.besides.items())
        yield f"{name:26}{score.planted:8}{score.recall:8.2f}{score.precision:11.2f}  {besides}"


if __name__ == "__main__":
    for row in table(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        sys.stdout.write(f"{row.rstrip()}\n")
