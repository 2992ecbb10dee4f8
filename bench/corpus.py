"""The posts that every generator is measured with: the same words for each, from a fixed seed.

A post has about 1,250 words in six sections, with code blocks, lists, links, four of 50 tags, one
of five categories and one of 20 places. Its date is one day after the one before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SEED = 20251005
WORDS_IN_A_POST = 1250
SECTIONS = 6
FIRST_DAY = date(1998, 1, 1)  # 10,000 days later it is still not the future
SYLLABLES = (
    "ba", "be", "bi", "co", "da", "de", "di", "fa", "fo", "ga", "go", "ha",
    "ka", "la", "le", "lo", "ma", "me", "mi", "na", "no", "pa", "po", "ra",
    "re", "ri", "sa", "se", "si", "ta", "te", "ti", "va", "we", "yo", "zu",
)  # fmt: skip
CATEGORIES = ("Conferences", "Meetups", "Travel", "Tutorials", "Notes")
CODE = '''```python
def {name}({argument}: int) -> int:
    """Return the {argument} that the {name} asked for."""
    total = 0
    for each in range({argument}):
        total += each * {number}
    return total
```'''


@dataclass(frozen=True)
class Post:
    """One post: what goes into front matter, and the body in CommonMark without its title."""

    name: str
    title: str
    day: date
    tags: tuple[str, ...]
    category: str
    place: str
    body: str


def posts(count: int, *, seed: int = SEED) -> list[Post]:
    """The first *count* posts. A larger corpus begins with the posts of a smaller one."""
    words = _vocabulary(Random(seed))
    tags = tuple(f"topic {word}" for word in words[:50])
    places = tuple(word.title() for word in words[50:70])
    return [_post(number, words, tags, places, seed) for number in range(count)]


def _vocabulary(random: Random) -> list[str]:
    words = {"".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(6000)}
    return random.sample(sorted(words), k=3000)


def _post(
    number: int, words: list[str], tags: tuple[str, ...], places: tuple[str, ...], seed: int
) -> Post:
    random = Random(f"{seed}-{number}")
    return Post(
        name=f"post-{number:05}",
        title=f"{_phrase(random, words, 4).capitalize()} {number}",
        day=FIRST_DAY + timedelta(days=number),
        tags=tuple(random.sample(tags, k=4)),
        category=random.choice(CATEGORIES),
        place=random.choice(places),
        body="\n\n".join(_section(random, words, number) for _ in range(SECTIONS)) + "\n",
    )


def _section(random: Random, words: list[str], number: int) -> str:
    """About 208 words: two paragraphs, a list of five, a third paragraph; code in every second."""
    blocks = [
        f"## {_phrase(random, words, 3).capitalize()}",
        _paragraph(random, words, 52),
        "\n".join(f"- {_phrase(random, words, 8).capitalize()}" for _ in range(5)),
        _paragraph(random, words, 52) + f" See [the notes](https://example.org/{number}).",
        _paragraph(random, words, 37),
    ]
    if random.random() < 0.5:
        name, argument = random.sample(words, k=2)
        blocks.append(CODE.format(name=f"f_{name}", argument=f"a_{argument}", number=number))
    return "\n\n".join(blocks)


def _paragraph(random: Random, words: list[str], length: int) -> str:
    chosen = random.choices(words, k=length)
    chosen[3] = f"*{chosen[3]}*"
    chosen[9] = f"**{chosen[9]}**"
    chosen[15] = f"`{chosen[15]}`"
    text = " ".join(chosen)
    return text[0].upper() + text[1:] + "."


def _phrase(random: Random, words: list[str], length: int) -> str:
    return " ".join(random.choices(words, k=length))
