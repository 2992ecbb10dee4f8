"""Several posts in one file, each with its own section."""

import os

project = author = "Several"
blog_title = "Several"
blog_baseurl = "https://blog.example.org/"
extensions = ["myst_parser", "ablog"]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "alabaster"
html_sidebars = {
    "**": [
        "ablog/postcard.html",
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "ablog/categories.html",
        "ablog/authors.html",
        "ablog/languages.html",
        "ablog/locations.html",
        "ablog/archives.html",
    ],
}
post_always_section = True
post_auto_excerpt = 2
blog_feed_archives = True
