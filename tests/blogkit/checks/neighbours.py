"""A small blog whose documents look at each other in every way that a check knows.

Each file has a few states, of which the first is how it is to begin with; None is no file.
"""

from __future__ import annotations

POST = "---\nblogpost: true\ndate: {date}\ntags: {tags}\n{more}---\n\n{text}"


def post(text: str, *, date: str = "2026-05-01", tags: str = "cats", more: str = "") -> str:
    """A post; *more* are lines of its front matter."""
    return POST.format(date=date, tags=tags, more=more, text=text)


# One to a document: of a link that is broken the whole blog is looked at, for what was meant.
# The first stand in two documents: what was found out for one may not be kept from the other.
TWICE = 19
LINKS = (
    *("[a](/blog/tag/rare.html)", "{doc}`/blog/tag/rare`", "{doc}`/far/kept`"),
    *("[a](target.md)", "[a](target.html)", "[a](target)", "[a](/posts/target.md#food)"),
    *("[a](https://me.example/posts/target.html)", "[a](#anywhere)", "[a](/posts/)", "[a](../)"),
    *("{ref}`anywhere`", "{ref}`target`", "{doc}`target`", "{doc}`/blog/tag/cats`"),
    *("{ref}`tag-cats`", "{ref}`archive-2026`", "[a](/blog/tag/cats.html)", "[a](/blog/2026.html)"),
    *("[a](/old/page.html)", "[a](/blog/tag/dogs.html)", "[a](/blog/2024.html)", "[a](/old/mine)"),
    *("[a](far-away)", "{ref}`far-away`", "[a](#far-away)", "[a](targat.md)", "{ref}`anywere`"),
    *("[a](notes.html)", "[](notes.jpg)", "[a](http://localhost/posts/target.html)"),
    *("[a](/extra/made.txt)", "[a](twice.md#extras-1)", "[a](trip/)", "[a](target.md#fod)"),
    *("{ref}`other`", "{doc}`other`", "[a](other.md)", "[a](/blog/page-2.html)"),
)
WATCHERS = {
    f"posts/w{number:02}.md": post(
        f"# Watcher {number}\n\nIt says: {link}.\n",
        date=f"2025-03-{number % 28 + 1:02}",
        tags="birds",
    )
    for number, link in enumerate((*LINKS, *LINKS[:TWICE]))
}
TARGET = "(anywhere)=\n# Target\n\n## Food\n\nIt was good.\n"
OLD = "redirect: old/page\n"
NAMING = "# Another\n\nAda Lovelace, Ada Lovelace, Ada Lovelace.\n\n🔍 Further reading\n"
SEVERAL = """\
# Several

```{post} 2026-01-01
:tags: cats
```

```{post} 2027-02-01
:tags: dogs
```
"""
MISREAD = "# Signs\n\nğŸ” Further reading\n"

FILES: dict[str, tuple[str | None, ...]] = {
    **{name: (text,) for name, text in WATCHERS.items()},
    "a0.md": ("# About\n", None),
    "a1.md": (None, "# Another\n"),
    "index.rst": (
        "Welcome\n=======\n",
        "Welcome\n=======\n\n.. _far-away:\n\nMore\n----\n",
        "Welcome\n=======\n\nSee solo-images.\n",
        None,
    ),
    "posts/target.md": (
        post(TARGET, more=OLD, tags="cats, rare"),
        None,
        post(TARGET, more=OLD),
        post(TARGET, more=OLD + "draft: true\n"),
        post(TARGET, more=OLD, date="2030-01-01"),
        post(TARGET, more=OLD, date="2027-02-01"),
        post(TARGET),
        post(TARGET, more=OLD, tags="dogs"),
        post(TARGET, more=OLD, tags="cat, dogs"),
        post(TARGET.replace("(anywhere)=\n", ""), more=OLD),
        post(TARGET.replace("Food", "Meals and food"), more=OLD),
        post(TARGET.replace("## Food", "<!--\n## Food\n-->"), more=OLD),
        post(TARGET, more=OLD, date="2024-05-01"),
        TARGET,
        post(TARGET.replace("Target", "Another thing"), more=OLD),
        post(TARGET, more="redirect: old/mine\n"),
        post(TARGET, date="", more=OLD),
    ),
    "posts/target.rst": (None, "Target\n======\n\n.. _anywhere:\n\nFood\n----\n"),
    "posts/target/index.md": (None, "# Target again\n\n## Food\n"),
    "posts/index.md": (None, "# All posts\n"),
    "posts/other.md": (
        post("# Another thing\n", date="2026-06-01", tags="birds"),
        post("# Another thing\n\n![a](solo-images/x.jpg)\n", date="2026-06-01", tags="birds"),
        post("# Another thing\n", date="2026-04-01", tags="Birds, bird"),
        post("# Another\n\n[a](twice.md#extras-1)\n\n![a](../posts/solo-images/lake.jpg)\n"),
        post(NAMING),
        post("# Another\n\n🔎 Further reading\n\n(counted-2024)=\n## More\n", tags="cats, fish"),
        post("# Another\n", more="redirect: [old/page, old/mine]\n"),
        None,
    ),
    "far/naming.md": (None, post(NAMING)),
    "far/naming.markdown": (None, post(NAMING)),
    "far/kept.md": (post("# Kept\n", more="draft: true\n", date="2026-06-09"), None),
    "far/kept.markdown": (None, post("# Kept\n", more="draft: true\n", date="2026-06-09")),
    "posts/later.md": (post("# Mine\n\n{doc}`/far/kept`\n", date="2027-02-20"),),
    "posts/mine.md": (
        post("# Mine\n", more="redirect: old/mine\n", date="2026-06-03"),
        post("# Mine\n", more="redirect: blog/tag/dogs\n", date="2026-06-03"),
    ),
    "old/mine.md": (None, "# In the way\n"),
    "posts/named.md": (post("# Names\n\nAda Lovelase wrote.\n", date="2026-06-11"),),
    "posts/signed.md": (post(MISREAD, date="2026-06-02"),),
    "posts/twice.md": (
        post("# Twice\n\n## Day\n\n### Extras\n\n## Night\n\n### Extras\n", date="2026-06-04"),
    ),
    "posts/counted.md": (post("# Counted\n\n## 2024\n\n## 2025\n", date="2026-06-05"),),
    "far/counted.md": (None, "# Far\n"),
    "posts/solo.md": (post("# Solo\n\n![a](solo-images/lake.jpg)\n", date="2026-06-06"),),
    "posts/solo-images/lake.jpg": ("a", "ab", None),
    "posts/solo-images/pond.jpg": ("a", None),
    "posts/solo-images/inside.md": (None, "# Inside\n"),
    "posts/deep/deep.md": (post("# Deep\n", date="2026-06-07"),),
    "posts/deep/pic.png": ("a", None),
    "posts/deep/second.md": (None, "# Second\n"),
    "posts/deep/hidden-x.md": (None, "# Not read\n"),
    "posts/trip/index.md": ("# Trip\n\n## Road\n\nIt was long.\n", None),
    "posts/trip.md": (None, "# A trip\n\nIt was short.\n"),
    "notes/n.md": ("---\ndate: 2026-06-10\ntags: cats,\n---\n\n# A note\n\nWords.\n",),
    "notes/n.rst": (None, "A note\n======\n"),
    "notes.md": (None, "# Notes\n"),
    "several.md": (SEVERAL, None),
    "extra/made.txt": ("a", None),
}
MOMENTS = ("2027-01-15", "2027-02-10", "2027-03-01", "2030-06-01", "2026-04-15")
