"""reStructuredText and post directives, alabaster, every label and its settings."""

import os

project = author = "Rst"
blog_title = "Rst"
blog_baseurl = "https://blog.example.org/"
extensions = ["ablog"]
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
blog_authors = {"Robin": ("Robin Vega", "https://robin.example.org"), "Sam": ("Sam Okoro", None)}
blog_languages = {"en": ("English", None), "de": ("Deutsch", None)}
blog_locations = {"Lisbon": ("Lisboa", "https://lisbon.example.org")}
blog_default_author = "Robin"
blog_default_language = "en"
blog_default_location = "Lisbon"
blog_feed_archives = True
blog_feed_fulltext = True
blog_feed_titles = False
blog_archive_titles = True
post_redirect_refresh = 0
