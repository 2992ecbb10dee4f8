"""What an author does between two builds: functions from one blog to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.blogkit.law_blog import FILES, LATER, NOON, SOON, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.blogkit.law_blog import Model

DAY = 86_400
Values = tuple[Any, ...]

# Each field of a post, and what an author may make of it.
POST_VALUES: dict[str, Values] = {
    "text": (
        *("Other text.", "Sum text.", "*More* text, with <b>HTML</b>.\n\nIn two parts."),
        'A talk.\n\n<iframe src="https://youtu.be/abc"></iframe>\n\n<script>a = 1</script>',
    ),
    "title": ("Another title", "Ants & 'bees' <i>", "Zebras"),
    "heading": ("Another heading", "A heading, changed", "Ein Ähnliches"),
    "date": ("2024-12-31", "2026-05-01", "2026-05-01 10:30", SOON, LATER),
    "tags": ((), ("web",), ("python", "web", "new"), ("Web",)),
    "category": ("", "Notes", "Travel"),
    "author": ("Sam", "Robin, Sam", "A guest"),
    "language": ("de", "", "ar"),
    "picture": ("/shared.svg", "../2025/dot.svg", "../2026/dot.svg"),
    "redirect": ("old/place", ""),
    "label": ("purr", "same", ""),
    "translations": ("walk", ""),
    "series": ("Trips, long ones", "C++", ""),
    "featured": (True, False),
    "draft": (True, False),
    "update": (True, False),
    "includes": (True, False),
    "fault": ("bytes", "front matter", "dead link", "directive"),
}
SETTINGS: dict[str, Values] = {
    "html_title": ("'Another name'",),
    "blog_feed_length": ("2",),
    "blog_feed_fulltext": ("True",),
    "blog_feed_archives": ("False",),
    "post_auto_excerpt": ("2",),
    "post_auto_image": ("1",),
    "post_date_format": ("'%Y/%m/%d'", "'%d %B %Y'"),
    "blog_default_author": ("'Sam'",),
    "blog_path": ("'journal'",),
    "html_permalinks_icon": ("'§'",),
    "language": ("'de'",),
    "html_css_files": ("[]",),
    "blogkit_accent": ("'#a03c23'",),
    "blogkit_policy": ("False", "{'img-src': ['https://a.example.org']}"),
}
CHANGES = {
    "_templates/layout.html": ("one", "two"),
    "_static/blog.css": ("111", "222; background: url(https://pics.example.org/)"),
    "_extra/robots.txt": ("*", "x"),
    "_snippets/note.md": ("A note", "A word"),
    "data.csv": ("b", "c"),
    "name.txt": ("A blog", "B blog"),
    "permalinks.json": (
        "\n}",
        (
            '\n,"/about.html#was": "#about"\n,"/index.html#old-name": "^"\n,"/old.html": "/about.html"'
            '\n,"/about.html#went": "/posts/2026/ants.html#a-heading"\n}'
        ),
    ),
    "shared.svg": ("1", "9"),
    "posts/2025/dot.svg": ("2", "8"),
    "posts/2026/dot.svg": ("3", "7"),
}
NAMES = ("posts/2025/new", "posts/2026/ants", "posts/2026/ants-again", "posts/2027/bees/index")


@dataclass(frozen=True)
class Edit:
    """One edit. *which* and *value* count on from the end to the start, so any number will do."""

    kind: str
    which: int = 0
    value: int = 0

    def apply(self, model: Model) -> Model:
        if self.kind in POST_VALUES:
            return _change_post(model, self.kind, self.which, self.value)
        return EDITS[self.kind](model, self.which, self.value)


def _pick(choices: Mapping[str, Any], which: int) -> str:
    return sorted(choices)[which % len(choices)]


def _change_post(model: Model, key: str, which: int, value: int) -> Model:
    if not model.posts:
        return model
    name = _pick(model.posts, which)
    values = POST_VALUES[key]
    change: Any = {key: values[value % len(values)]}
    return model.has_post(name, replace(model.posts[name], **change))


def _mend(model: Model, which: int, value: int) -> Model:
    posts = {name: replace(post, fault="", draft=False) for name, post in model.posts.items()}
    return replace(model, posts=posts)


def _add(model: Model, which: int, value: int) -> Model:
    name = NAMES[which % len(NAMES)]
    day = 10 + value % 5
    post = Post(90 + day, f"2026-07-{day}", title=f"Added {day}", picture="/shared.svg")
    return model if name in model.posts else model.has_post(name, post)


def _delete(model: Model, which: int, value: int) -> Model:
    return model.has_post(_pick(model.posts, which), None) if model.posts else model


def _rename(model: Model, which: int, value: int) -> Model:
    """To another name, folder, or both; a free one."""
    free = [name for name in NAMES if name not in model.posts]
    if not model.posts or not free:
        return model
    old = _pick(model.posts, which)
    post = replace(model.posts[old], picture="/shared.svg")
    return model.has_post(old, None).has_post(free[value % len(free)], post)


def _swap(model: Model, which: int, value: int) -> Model:
    """Two files change places."""
    if not model.posts:
        return model
    one, other = _pick(model.posts, which), _pick(model.posts, value)
    posts = {**model.posts, one: model.posts[other], other: model.posts[one]}
    return replace(model, posts=posts)


def _configure(model: Model, which: int, value: int) -> Model:
    """Set a setting, or take it out again."""
    name = _pick(SETTINGS, which)
    rest = {key: text for key, text in model.settings.items() if key != name}
    if name not in model.settings:
        rest[name] = SETTINGS[name][value % len(SETTINGS[name])]
    return replace(model, settings=rest)


def _change_file(model: Model, which: int, value: int) -> Model:
    """A template, a style, a picture, a file that is included, read by conf.py or handed on."""
    name = _pick(CHANGES, which)
    changed = FILES[name].replace(*CHANGES[name])
    text = changed if model.files[name] == FILES[name] else FILES[name]
    return replace(model, files={**model.files, name: text})


def _touch(model: Model, which: int, value: int) -> Model:
    """Another time stamp, older or newer, and the same content."""
    names = [*(f"{name}.md" for name in sorted(model.posts)), "conf.py", "index.md", *FILES]
    name = names[which % len(names)]
    return replace(model, touched={**model.touched, name: (value % 7 - 3) * DAY})


def _wait(model: Model, which: int, value: int) -> Model:
    """The clock goes on, past a future post's date, and nothing is edited."""
    return replace(model, now=(NOON, NOON + 2 * DAY, NOON + 700 * DAY)[value % 3])


def _nothing(model: Model, which: int, value: int) -> Model:
    return model


EDITS: dict[str, Callable[[Model, int, int], Model]] = {
    "nothing": _nothing,
    "add": _add,
    "delete": _delete,
    "rename": _rename,
    "swap": _swap,
    "mend": _mend,
    "configure": _configure,
    "change file": _change_file,
    "touch": _touch,
    "wait": _wait,
}
KINDS = (*EDITS, *POST_VALUES)

# Each kind at least once, and so that the blog is sound again soon after a fault.
TOUR = (
    Edit("nothing"),
    Edit("text", 0, 0),
    Edit("title", 0, 1),
    Edit("heading", 1, 2),
    Edit("date", 1, 3),
    Edit("wait", 0, 1),
    Edit("tags", 2, 1),
    Edit("category", 2, 2),
    Edit("author", 3, 1),
    Edit("language", 3, 0),
    Edit("translations", 3, 0),
    Edit("translations", 0, 0),
    Edit("series", 1, 0),
    Edit("featured", 1, 0),
    Edit("picture", 0, 2),
    Edit("label", 1, 0),
    Edit("redirect", 3, 0),
    Edit("update", 2, 0),
    Edit("includes", 2, 0),
    Edit("fault", 2, 2),
    Edit("mend"),
    Edit("draft", 0, 0),
    Edit("mend"),
    Edit("add", 1, 0),
    Edit("rename", 0, 1),
    Edit("swap", 0, 2),
    Edit("delete", 1),
    Edit("text", 0, 3),
    Edit("configure", 7, 0),
    *(Edit("change file", number) for number in range(len(CHANGES))),
    Edit("touch", 0, 5),
)
